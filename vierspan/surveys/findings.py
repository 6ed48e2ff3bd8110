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
from vierspan.surveys.tallies import AudienceSummary, Counts, DimensionSummary, Form, ItemSummary

BLOCKS = ("V", "X", "C", "I")
STAFF = "staff"  # teachers with support staff, where these are too few to be shown alone
MERGED = ("teachers", "support_staff")
STAFF_TITLE = Text("Personeel", "Staff")
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

    `asked` are the codes that every member was asked, `asked_of` the forms of each dimension. Means are 0-100, shares 0-1.
    """

    key: str
    title: Text
    members: tuple[str, ...]
    head_count: int | None
    n: int | None
    asked: tuple[str, ...]
    asked_of: Mapping[str, frozenset[tuple[str, ...]]]
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
        """The audience of this key, or the merged one that it went into."""
        return next((found for found in self.audiences if key == found.key or key in found.members), None)

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
    """What may be shown of a round; while it runs, nothing but who is asked. Raises KeyError for an unknown audience."""
    by_key = {audience.key: audience for audience in counted}
    groups = _groups(instrument, by_key, policy)
    cells = [Cell((audience.key,), audience.responses) for audience in counted]
    totals = [frozenset((key,) for key in members) for members in groups if len(members) > 1]
    disclosure = visible(cells, totals, policy)
    audiences = []
    for members in groups:
        found = _audience(instrument, [by_key[key] for key in members])
        if disclosure.shows((key,) for key in members):
            found = _with_figures(found, instrument, by_key, policy, is_closed=about.is_closed)
        audiences.append(found)
    return RoundResults(about, instrument, tuple(audiences), policy)


def _groups(instrument: Instrument, counted: dict[str, Counted], policy: Policy) -> list[tuple[str, ...]]:
    """Who is shown together: each audience alone, but support staff with teachers where they are too few."""
    keys = [audience.key for audience in instrument.audiences if audience.key in counted]
    teachers, support = (counted.get(key) for key in MERGED)
    if teachers is None or support is None or not teachers.responses or not 0 < support.responses < policy.floor:
        return [(key,) for key in keys]
    return [MERGED if key == MERGED[0] else (key,) for key in keys if key != MERGED[1]]


def _audience(instrument: Instrument, members: list[Counted]) -> AudienceResult:
    keys = tuple(member.key for member in members)
    heads = [member.head_count for member in members]
    asked = [instrument.audience(key).items for key in keys]
    by_dimension = [_by_dimension(instrument, key) for key in keys]
    return AudienceResult(
        key=STAFF if len(members) > 1 else keys[0],
        title=STAFF_TITLE if len(members) > 1 else instrument.audience(keys[0]).title,
        members=keys,
        head_count=None if None in heads else sum(head or 0 for head in heads),
        n=None,
        asked=tuple(code for code in asked[0] if all(code in codes for codes in asked)),
        asked_of={
            code: frozenset(form[code] for form in by_dimension if code in form)
            for code in {code for form in by_dimension for code in form}
        },
        summary=None,
    )


def _with_figures(
    audience: AudienceResult, instrument: Instrument, counted: Mapping[str, Counted], policy: Policy, *, is_closed: bool
) -> AudienceResult:
    """Of an open round only how many answered."""
    members = [counted[key] for key in audience.members]
    n = sum(member.responses for member in members)
    summary = publishable(_summary(instrument, members), policy) if is_closed and n else None
    return replace(audience, n=n, summary=_without_lone_spread(summary, policy) if summary else None)


def _by_dimension(instrument: Instrument, audience: str) -> dict[str, tuple[str, ...]]:
    items = instrument.items_for(audience)
    codes = dict.fromkeys(item.dimension for item in items)
    return {code: tuple(sorted(item.code for item in items if item.dimension == code)) for code in codes}


def _summary(instrument: Instrument, members: list[Counted]) -> AudienceSummary:
    forms = [tally_form(instrument, member.key) for member in members]
    items = {item.code: item for form in forms for item in form.items}
    counts: Counts = {}
    for member in members:
        counts = tallies.merge(counts, member.counts or {})
    return tallies.summarise(counts, Form(instrument.scale.low, instrument.scale.high, tuple(items.values())))


def _without_lone_spread(summary: AudienceSummary, policy: Policy) -> AudienceSummary:
    """A dimension of one item tells what that item may not: its spread too stays away while few answered."""
    items = [item.dimension for item in summary.items.values()]
    dimensions = {
        code: replace(dimension, summary=replace(dimension.summary, sd=None, low=None, high=None))
        if items.count(code) == 1 and dimension.summary.n < policy.detail
        else dimension
        for code, dimension in summary.dimensions.items()
    }
    return replace(summary, dimensions=dimensions)


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
        ("item", item.code, item.summary, twin.summary)
        for item in first.items
        if (twin := second.item(item.code)) and item.code in second.asked
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
