"""What a scan found. Nothing that is below the floor leaves this module, and of an open scan only who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from vierspan.base.charts import Picture
from vierspan.frameworks import library
from vierspan.organisations.models import Organisation
from vierspan.surveys import pictures
from vierspan.surveys.findings import About, AudienceResult, Counted, Difference, RoundResults, differences, of_round
from vierspan.surveys.models import Audience, FreeText, Origin, Round
from vierspan.surveys.questionnaire import OFFERED

__all__ = ["AudienceResult", "Difference", "RoundResults", "ScoreFact", "differences"]


LOOKS_BACK = 4  # rounds


@dataclass(frozen=True)
class ScoreFact:
    """One score 0-100 in whole points, its 90 % interval, over `n` people; `audience` is who they are."""

    mean: float
    n: int
    low: float
    high: float
    on: date
    audience: str


def results_of(round: Round, on: date) -> RoundResults:
    """What may be shown of a round on this day. One query, however many answered."""
    return _results([round], on)[0]


def _results(rounds: Sequence[Round], on: date) -> list[RoundResults]:
    """Of each round, in the order given, with one query together."""
    counted: dict[int, list[Counted]] = {round.pk: [] for round in rounds}
    for asked in Audience.objects.filter(round__in=rounds).select_related("tally").order_by("pk"):
        found = Counted(asked.key, asked.head_count, asked.responses, _counts(asked))
        counted[asked.round_id].append(found)
    return [
        of_round(_about(round, on), library.instrument(round.instrument, round.version), counted[round.pk])
        for round in rounds
    ]


def _about(round: Round, on: date) -> About:
    return About(
        round_id=round.pk,
        title=round.title,
        opens_on=round.opens_on,
        ended_on=ended_on(round),
        is_closed=round.state(on) == "closed",
        is_from_file=round.origin == Origin.FILE,
    )


def _counts(audience: Audience) -> dict[str, dict[str, int]] | None:
    return audience.tally.counts if hasattr(audience, "tally") else None


def ended_on(round: Round) -> date:
    """The day on which it closed: by hand, or by its date."""
    if round.closed_at is None:
        return round.closes_on
    by_hand = round.closed_at.astimezone(timezone.get_current_timezone()).date()
    return min(round.closes_on, by_hand)


def closed_rounds(organisation: Organisation, on: date) -> QuerySet[Round]:
    """The rounds whose results may be read, the latest first."""
    return organisation.rounds.closed_by(on).filter(instrument__in=OFFERED).order_by("-closes_on", "-pk")


def latest_round(organisation: Organisation, on: date) -> Round | None:
    return closed_rounds(organisation, on).first()


def earlier_rounds(round: Round, on: date) -> QuerySet[Round]:
    """Closed rounds of the same organisation that ended before this one, the latest first."""
    is_earlier = Q(closes_on__lt=round.closes_on) | Q(closes_on=round.closes_on, pk__lt=round.pk)
    return closed_rounds(round.organisation, on).filter(is_earlier)


def comparable_results(earlier: Sequence[Round], audience: AudienceResult | None, on: date) -> RoundResults | None:
    """The latest of these rounds in which the same people have figures; else the latest. Looks at a few only."""
    found = _results(earlier[:LOOKS_BACK], on)
    same = [each for each in found if audience and pictures.comparable(audience, each)]
    return next(iter(same or found), None)


def latest_results(organisation: Organisation, on: date) -> RoundResults | None:
    latest = latest_round(organisation, on)
    return results_of(latest, on) if latest else None


def score_of(organisation: Organisation, dimension: str, audience: str, on: date) -> ScoreFact | None:
    """The latest score of a dimension; None where there is none to show."""
    latest = latest_results(organisation, on)
    found = latest.audience(audience) if latest else None
    score = found.dimension(dimension) if found else None
    if latest is None or found is None or score is None or score.summary.mean is None:
        return None
    points, low, high = score.summary.mean, score.summary.low, score.summary.high
    if low is None or high is None:  # too few answered a single item for an interval
        return None
    return ScoreFact(round(points), score.summary.n, round(low), round(high), latest.about.ended_on, found.key)


def vierspan_of(organisation: Organisation, language: str, on: date) -> Picture | None:
    """The four blocks of the latest closed round, the round before it in outline; None without figures."""
    latest = latest_round(organisation, on)
    results = results_of(latest, on) if latest else None
    audience = results.main if results else None
    if latest is None or results is None or audience is None:
        return None
    previous = comparable_results(list(earlier_rounds(latest, on)[:LOOKS_BACK]), audience, on)
    return pictures.vierspan(results, audience, previous, key="vierspan", language=language)


def texts_of(round: Round, audience: str) -> QuerySet[FreeText]:
    """What this audience wrote, in the order of its random keys. Ask only for an audience that is shown."""
    return FreeText.objects.filter(audience__round=round, audience__key=audience).exclude(text="")
