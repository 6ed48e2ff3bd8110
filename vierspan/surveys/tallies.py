"""The one stored shape of an audience's answers: counters, never a row of one respondent.

`item:V1` counts each answer to V1 as it was given ("1"-"5", "dk", "na", "blank"); `complete:V1` the same among those
who answered all items of its dimension; `mean:V` counts respondents by "items answered:sum after reverse keying" of
the dimension, `mean:all` of all items.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vierspan.surveys.intervals import LEVEL, Share, Summary, wilson
from vierspan.surveys.scoring import TOTAL, Scale, ScoredItem, by_scale, counted_alpha, keyed, summary

Counts = dict[str, dict[str, int]]


class Missing(StrEnum):
    """Why there is no answer on the scale."""

    DONT_KNOW = "dk"
    NOT_APPLICABLE = "na"
    BLANK = "blank"


Answer = int | Missing


@dataclass(frozen=True)
class Form:
    """What one audience is asked: the lowest and highest answer, and the items.

    Raises ValueError for an empty scale, no items, a code that occurs twice or a dimension named as the total.
    """

    low: int
    high: int
    items: tuple[ScoredItem, ...]

    def __post_init__(self) -> None:
        codes = {item.code for item in self.items}
        if self.low >= self.high or not codes or len(codes) < len(self.items):
            raise ValueError("a form needs a scale, and items whose codes differ")
        if any(item.dimension == TOTAL for item in self.items):
            raise ValueError(f"{TOTAL} names all items together and can be no dimension")

    @property
    def scale(self) -> Scale:
        return self.low, self.high

    @property
    def values(self) -> range:
        return range(self.low, self.high + 1)


@dataclass(frozen=True)
class ItemSummary:
    """One item. `summary` is after reverse keying, on 0-100; `shares` are of the answers as given, lowest first.

    `asked` had it on their form; `dont_know` and `not_applicable` are shares of all who ticked anything.
    """

    code: str
    dimension: str
    asked: int
    summary: Summary
    shares: tuple[Share, ...]
    dont_know: Share | None
    not_applicable: Share | None


@dataclass(frozen=True)
class DimensionSummary:
    """One dimension, or all items. `alpha` is over the `complete` respondents; `dont_know` a share (0-1) of ticks."""

    code: str
    summary: Summary
    complete: int
    alpha: float | None
    dont_know: float | None


@dataclass(frozen=True)
class AudienceSummary:
    """All figures of one audience; `forms` were sent in, empty ones too. Keys are codes; TOTAL is a dimension too."""

    forms: int
    items: Mapping[str, ItemSummary]
    dimensions: Mapping[str, DimensionSummary]


def empty(form: Form) -> Counts:
    """Counters at zero. Every key is there from the start, so that no order tells what was answered first."""
    answers = [str(value) for value in form.values]
    counts: Counts = {f"item:{item.code}": dict.fromkeys([*answers, *Missing], 0) for item in form.items}
    counts |= {f"complete:{item.code}": dict.fromkeys(answers, 0) for item in form.items}
    counts |= {f"mean:{scale}": {} for scale in by_scale(form.items)}
    return counts


def add(counts: Counts, form: Form, answers: Mapping[str, Answer]) -> Counts:
    """New counters with one form more; an item that `answers` does not name was left blank.

    Raises ValueError for an item that is not on the form or an answer outside the scale.
    """
    if unknown := set(answers) - {item.code for item in form.items}:
        raise ValueError(f"not on this form: {', '.join(sorted(unknown))}")
    if strange := [code for code, answer in answers.items() if answer not in (*form.values, *Missing)]:
        raise ValueError(f"no answer of this form: {', '.join(strange)}")
    new = {key: dict(cells) for key, cells in counts.items()}
    for item in form.items:
        new[f"item:{item.code}"][str(answers.get(item.code, Missing.BLANK))] += 1
    for scale, items in by_scale(form.items).items():
        _add_scale(new, form, scale, items, answers)
    return new


def _add_scale(
    new: Counts, form: Form, scale: str, items: tuple[ScoredItem, ...], answers: Mapping[str, Answer]
) -> None:
    given = [(item, answer) for item in items if isinstance(answer := answers.get(item.code), int)]
    if not given:
        return
    total = sum(keyed(form.scale, item, answer) for item, answer in given)
    cells = new[f"mean:{scale}"]
    cells[f"{len(given)}:{total}"] = cells.get(f"{len(given)}:{total}", 0) + 1
    new[f"mean:{scale}"] = _sorted(cells)
    if scale != TOTAL and len(given) == len(items):
        for item, answer in given:
            new[f"complete:{item.code}"][str(answer)] += 1


def _bin(cell: str) -> tuple[int, int]:
    answered, _, total = cell.partition(":")
    return int(answered), int(total)


def _sorted(cells: dict[str, int]) -> dict[str, int]:
    """A histogram in the order of its bins: the order in which they were filled must not remain."""
    return {cell: cells[cell] for cell in sorted(cells, key=_bin)}


def forms(counts: Counts) -> int:
    """How many sent a form: each of them is counted once at every item that they were asked."""
    return max(sum(cells.values()) for key, cells in counts.items() if key.startswith("item:"))


def summarise(counts: Counts, form: Form, level: float = LEVEL) -> AudienceSummary:
    """All figures of one audience, nothing hidden: `suppression.publishable` says what of them may be shown."""
    items = {item.code: _item(counts[f"item:{item.code}"], form, item, level) for item in form.items}
    dimensions = {
        scale: _dimension(counts, form, scale, [items[item.code] for item in members], level)
        for scale, members in by_scale(form.items).items()
    }
    return AudienceSummary(max(item.asked for item in items.values()), items, dimensions)


def _item(cells: Mapping[str, int], form: Form, item: ScoredItem, level: float) -> ItemSummary:
    answers = {value: cells[str(value)] for value in form.values}
    answered = sum(answers.values())
    ticked = answered + cells[Missing.DONT_KNOW] + cells[Missing.NOT_APPLICABLE]
    shares = (wilson(count, answered, level) for count in answers.values())
    return ItemSummary(
        item.code,
        item.dimension,
        sum(cells.values()),
        summary(form.scale, {(1, keyed(form.scale, item, value)): count for value, count in answers.items()}, level),
        tuple(share for share in shares if share is not None),
        wilson(cells[Missing.DONT_KNOW], ticked, level),
        wilson(cells[Missing.NOT_APPLICABLE], ticked, level),
    )


def _dimension(counts: Counts, form: Form, scale: str, items: list[ItemSummary], level: float) -> DimensionSummary:
    histogram = {_bin(cell): count for cell, count in counts[f"mean:{scale}"].items()}
    sums = {total: count for (answered, total), count in histogram.items() if answered == len(items)}
    alpha = None
    if scale != TOTAL:  # its items are counted among those who completed their own dimension, not the whole form
        complete = [counts[f"complete:{item.code}"] for item in items]
        alpha = counted_alpha([{int(value): count for value, count in cells.items()} for cells in complete], sums)
    return DimensionSummary(
        scale, summary(form.scale, histogram, level), sum(sums.values()), alpha, dont_know_share(items)
    )


def dont_know_share(items: list[ItemSummary]) -> float | None:
    """Of all ticks in these items, the share (0-1) of "don't know"; None when nobody ticked anything."""
    shares = [item.dont_know for item in items if item.dont_know is not None]
    ticked = sum(share.n for share in shares)
    return sum(share.count for share in shares) / ticked if ticked else None
