"""What a scan found: per audience what may be shown, and how far two of them differ.

Nothing below the floor gets in here, so that no page, file or picture made from it can show it.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from vierspan.base.text import Text
from vierspan.frameworks.instruments import Instrument
from vierspan.surveys import tallies
from vierspan.surveys.intervals import Effect, Summary, hedges_g
from vierspan.surveys.questionnaire import tally_form
from vierspan.surveys.scoring import TOTAL, Balance, balance
from vierspan.surveys.suppression import Cell, Policy, publishable, visible
from vierspan.surveys.tallies import AudienceSummary, Counts, DimensionSummary, ItemSummary

BLOCKS = ("V", "X", "C", "I")
POLICY = Policy()


@dataclass(frozen=True)
class Counted:
    """One audience as it was counted; without counters the round was not opened yet."""

    key: str
    head_count: int | None
    responses: int
    counts: Counts | None


@dataclass(frozen=True)
class About:
    """Which round it is; `ended_on` is the day on which it closed, or will."""

    round_id: int
    title: str
    opens_on: date
    ended_on: date
    is_closed: bool
    is_from_file: bool = False


@dataclass(frozen=True)
class AudienceResult:
    """One audience. `n` is how many answered, None where those were too few to say so; `summary` what may be shown.

    `asked_of` are the codes that they were asked of each dimension. Means are 0-100, shares 0-1.
    """

    key: str
    title: Text
    head_count: int | None
    n: int | None
    asked_of: Mapping[str, tuple[str, ...]]
    summary: AudienceSummary | None

    @property
    def is_suppressed(self) -> bool:
        return self.summary is None

    @property
    def items(self) -> tuple[ItemSummary, ...]:
        return tuple(self.summary.items.values()) if self.summary else ()

    @property
    def dimensions(self) -> tuple[DimensionSummary, ...]:
        """Without the total: that puts unlike things together."""
        return tuple(d for d in self.summary.dimensions.values() if d.code != TOTAL) if self.summary else ()

    def item(self, code: str) -> ItemSummary | None:
        return self.summary.items.get(code) if self.summary else None

    def dimension(self, code: str) -> DimensionSummary | None:
        return self.summary.dimensions.get(code) if self.summary else None

    @property
    def balance(self) -> Balance | None:
        """How even the four blocks are; None where one of them has no figure."""
        blocks = {code: found.summary for code in BLOCKS if (found := self.dimension(code))}
        return balance(blocks) if len(blocks) == len(BLOCKS) else None


@dataclass(frozen=True)
class RoundResults:
    about: About
    instrument: Instrument
    audiences: tuple[AudienceResult, ...]
    policy: Policy = POLICY

    def audience(self, key: str) -> AudienceResult | None:
        return next((found for found in self.audiences if key == found.key), None)

    @property
    def shown(self) -> tuple[AudienceResult, ...]:
        return tuple(audience for audience in self.audiences if not audience.is_suppressed)

    @property
    def main(self) -> AudienceResult | None:
        """Who speaks for the school when nobody is chosen: teachers, or else the largest audience that is shown."""
        teachers = self.audience("teachers")
        if teachers is not None and not teachers.is_suppressed:
            return teachers
        return max(self.shown, key=lambda audience: audience.n or 0, default=None)


def of_round(about: About, instrument: Instrument, counted: Sequence[Counted], policy: Policy = POLICY) -> RoundResults:
    """What may be shown of a round; while it runs, nothing but who is asked and how many answered."""
    disclosure = visible([Cell((audience.key,), audience.responses) for audience in counted], policy=policy)
    by_key = {audience.key: audience for audience in counted}
    audiences = []
    for each in (by_key[audience.key] for audience in instrument.audiences if audience.key in by_key):
        found = _audience(instrument, each)
        if disclosure.shows([(each.key,)]):
            found = _with_figures(found, instrument, each, policy, is_closed=about.is_closed)
        audiences.append(found)
    return RoundResults(about, instrument, tuple(audiences), policy)


def _audience(instrument: Instrument, counted: Counted) -> AudienceResult:
    asked = instrument.audience(counted.key)
    items = instrument.items_for(counted.key)
    return AudienceResult(
        key=counted.key,
        title=asked.title,
        head_count=counted.head_count,
        n=None,
        asked_of={
            code: tuple(sorted(item.code for item in items if item.dimension == code))
            for code in dict.fromkeys(item.dimension for item in items)
        },
        summary=None,
    )


def _with_figures(
    audience: AudienceResult, instrument: Instrument, counted: Counted, policy: Policy, *, is_closed: bool
) -> AudienceResult:
    """Of an open round only how many answered."""
    summary = None
    if is_closed and counted.responses:
        summary = publishable(tallies.summarise(counted.counts or {}, tally_form(instrument, counted.key)), policy)
    return replace(audience, n=counted.responses, summary=summary)


@dataclass(frozen=True)
class Difference:
    """How much higher (+) or lower (-) the second scores: in points with their interval, and as Hedges' g."""

    kind: Literal["dimension", "item"]
    code: str
    first: Summary
    second: Summary
    points: float
    low: float
    high: float
    effect: Effect

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.effect.low > 0 or self.effect.high < 0


def differences(first: AudienceResult, second: AudienceResult) -> tuple[Difference, ...]:
    """Second minus first, strongest evidence first: sure ones before others, then by the size of g.

    Over shared codes only: an item that both were asked; a dimension where both were asked the same items of it. The
    two are taken as different people, which for two rounds with the same people is on the careful side.
    """
    pairs: list[tuple[Literal["dimension", "item"], str, Summary, Summary]] = []
    for dimension in first.dimensions:
        other = second.dimension(dimension.code)
        if other and first.asked_of[dimension.code] == second.asked_of.get(dimension.code):
            pairs.append(("dimension", dimension.code, dimension.summary, other.summary))
    pairs.extend(
        ("item", item.code, item.summary, twin.summary) for item in first.items if (twin := second.item(item.code))
    )
    found = (_difference(*pair) for pair in pairs)
    return tuple(by_evidence(difference for difference in found if difference is not None))


def by_evidence(found: Iterable[Difference]) -> list[Difference]:
    return sorted(found, key=lambda difference: (not difference.is_sure, -abs(difference.effect.g)))


def _difference(kind: Literal["dimension", "item"], code: str, first: Summary, second: Summary) -> Difference | None:
    effect = hedges_g(second, first)
    if effect is None or first.mean is None or second.mean is None:
        return None
    per_g = _points_per_g(first, second)
    points = second.mean - first.mean
    return Difference(kind, code, first, second, points, effect.low * per_g, effect.high * per_g, effect)


def _points_per_g(first: Summary, second: Summary) -> float:
    """What g = 1 is in points: the pooled standard deviation, without the correction for small samples."""
    df = first.n + second.n - 2
    pooled = math.sqrt(((first.n - 1) * (first.sd or 0) ** 2 + (second.n - 1) * (second.sd or 0) ** 2) / df)
    return pooled / (1 - 3 / (4 * df - 1))
