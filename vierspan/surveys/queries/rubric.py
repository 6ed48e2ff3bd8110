"""Where leaders and ICT team put the school, aspect by aspect, and how that moved."""

from __future__ import annotations

from dataclasses import dataclass

from vierspan.frameworks import library
from vierspan.frameworks.rubrics import Aspect, Level, Rubric
from vierspan.organisations.models import Organisation
from vierspan.surveys.models import Assessment, Choice


@dataclass(frozen=True)
class AspectRow:
    """One aspect of a sitting; ``previous`` is the level of the sitting before."""

    aspect: Aspect
    choice: Choice | None
    previous: int | None

    @property
    def level(self) -> Level | None:
        return self.aspect.level(self.choice.level) if self.choice else None

    @property
    def moved(self) -> int:
        """How many levels further than last time; 0 where one of both is missing."""
        return self.choice.level - self.previous if self.choice and self.previous else 0


@dataclass(frozen=True)
class DimensionRows:
    """The aspects of one dimension. The means are of the levels that were chosen, 1 to 5."""

    code: str
    title: object
    rows: tuple[AspectRow, ...]

    @property
    def mean(self) -> float | None:
        return _mean([row.choice.level for row in self.rows if row.choice])

    @property
    def previous_mean(self) -> float | None:
        return _mean([row.previous for row in self.rows if row.previous])


def _mean(levels: list[int]) -> float | None:
    return sum(levels) / len(levels) if levels else None


def rubric_of(assessment: Assessment) -> Rubric:
    return library.rubric(assessment.version)


def mark_of(choice: Choice | None) -> str:
    """What a page keeps of the choice it showed, to notice that somebody else was there meanwhile."""
    return choice.chosen_at.isoformat() if choice else ""


def before(assessment: Assessment) -> Assessment | None:
    """The finished sitting that came before this one."""
    finished = Assessment.objects.filter(organisation=assessment.organisation_id, finished_at__isnull=False)
    earlier = finished.exclude(pk=assessment.pk).filter(held_on__lte=assessment.held_on)
    return earlier.order_by("-held_on", "-pk").first()


def sheet(assessment: Assessment) -> tuple[DimensionRows, ...]:
    """All aspects by dimension, with what was chosen now and last time."""
    chosen = {choice.aspect: choice for choice in assessment.choices.all()}
    last = before(assessment)
    previous = dict(last.choices.values_list("aspect", "level")) if last else {}
    rubric = rubric_of(assessment)
    return tuple(
        DimensionRows(
            dimension.code,
            dimension.title,
            tuple(
                AspectRow(aspect, chosen.get(aspect.code), previous.get(aspect.code))
                for aspect in rubric.aspects_of(dimension.code)
            ),
        )
        for dimension in rubric.dimensions
    )


def latest_levels(organisation: Organisation) -> dict[str, int]:
    """Aspect code → level of the latest finished sitting; empty without one."""
    latest = organisation.assessments.filter(finished_at__isnull=False).order_by("-held_on", "-pk").first()
    return dict(latest.choices.values_list("aspect", "level")) if latest else {}
