"""What may be shown of small groups: which cells and totals of a table, and which figures of one audience.

**Who could be found.** A figure is about a set of people: an audience, a filter, a school, a total. A set below the
floor is hidden, and so is whatever would give it away by adding and subtracting what is shown. `visible` puts cells
that are too small in *blocks* of at least the floor, with the next smallest of their total, and shows just those cells
and totals that are made of whole blocks. Any sum or difference of what is shown then counts whole blocks: it is about
nobody, or about at least the floor. That is the proof, and it holds for totals in any number and direction.

**One decision for all pages.** Decide for the widest table and let each page show its part. What was shown earlier is
passed as `settled`: a group takes over the blocks of its schools, and takes its totals once, when all have closed.
Audiences of one round have no total: then one that is too small is hidden, and nothing else is.

**Time.** While a round is open only the number of forms is shown, through `visible` too: two looks at its scores would
differ by the few who answered in between. A closed round is not opened again. Rounds are taken as different sets of
answers, even of the same people: last year's mean from this year's tells how the group moved, not who. A figure over
several rounds together is a total like any other.

**Within an audience** the floor holds for each item, by the number who answered it. Answers of fewer than `detail`
people are shown as a mean only, and not at all where everybody gave the same one, for it would be everybody's. One
hidden item of a dimension takes another along, or the dimension's mean would give it away; a dimension of one item
tells of its spread no more than that item. Who skipped an item is taken
as known to nobody else: an item and its dimension may differ by a few such people. Show whole points. Nothing but the
floor stands against narrowing down: a mean of 98 says that nobody was far below.

On hiding further cells: L. Willenborg & T. de Waal (2001), Elements of Statistical Disclosure Control, chapter 4.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vierspan.surveys.intervals import Summary
from vierspan.surveys.scoring import TOTAL
from vierspan.surveys.tallies import AudienceSummary, DimensionSummary, ItemSummary, dont_know_share

Key = tuple[str, ...]  # what a cell is of: ("teachers",), ("school-a", "teachers"), ...
Block = frozenset[Key]


@dataclass(frozen=True)
class Policy:
    """`floor`: the fewest people a figure may be about; `detail`: the fewest whose spread over the answers is shown."""

    floor: int = 5
    detail: int = 10


@dataclass(frozen=True)
class Cell:
    """`n` people who are in no other cell of the table."""

    key: Key
    n: int


@dataclass(frozen=True)
class Disclosure:
    """What may be shown of a table: sets of cells made of whole `blocks`. In `free` cells there is nobody."""

    blocks: frozenset[Block]
    free: Block = frozenset()

    def shows(self, members: Iterable[Key]) -> bool:
        """Whether the figure over these cells may be shown."""
        wanted = frozenset(members)
        return self.covered(wanted) >= wanted - self.free

    def covered(self, members: Iterable[Key]) -> Block:
        """The part of these cells over which a figure may be shown instead: all their whole blocks."""
        wanted = frozenset(members)
        return frozenset().union(*(block for block in self.blocks if block <= wanted))

    def answered(self, cells: Sequence[Cell], policy: Policy) -> "Disclosure":
        """The same table for one item, with `n` who answered it: blocks that are now too small are hidden too."""
        people = _people(cells)
        counts = {block: sum(people[key] for key in block) for block in self.blocks}
        nobody = (block for block, n in counts.items() if n == 0)
        return Disclosure(
            frozenset(block for block, n in counts.items() if n >= policy.floor), self.free.union(*nobody)
        )


def margins(cells: Iterable[Cell], *kept: int) -> tuple[Block, ...]:
    """Totals over all but the `kept` places of the keys: margins(cells, 1) adds up schools for each audience."""
    totals: dict[Key, Block] = {}
    for cell in cells:
        place = tuple(cell.key[position] for position in kept)
        totals[place] = totals.get(place, frozenset()) | {cell.key}
    return tuple(totals.values())


def visible(
    cells: Sequence[Cell],
    totals: Sequence[Block] = (),
    policy: Policy = Policy(),
    settled: Collection[Block] = (),
) -> Disclosure:
    """What may be shown of these cells and totals, the totals in order of importance.

    A small cell joins the next smallest of a total, which hides both and keeps the total; a total for which no blocks
    can be found that leave the earlier ones whole is hidden instead. `settled` blocks stay as they are. Raises
    ValueError where a key occurs twice, a total or settled block is not of this table, or settled blocks overlap or
    are too small.
    """
    people = _people(cells)
    _check(people, totals, settled, policy)
    free = frozenset(key for key, n in people.items() if n == 0)
    fixed = frozenset(block - free for block in settled)
    blocks = fixed | {frozenset([key]) for key in people.keys() - free.union(*fixed)}
    kept: list[Block] = []
    for total in (total - free for total in totals):
        joined = _keep(total, blocks, kept, fixed, people, policy.floor)
        if joined is not None:
            blocks = joined
            kept.append(total)
    return Disclosure(frozenset(block for block in blocks if _size(people, block) >= policy.floor), free)


def _people(cells: Sequence[Cell]) -> dict[Key, int]:
    people = {cell.key: cell.n for cell in cells}
    if len(people) < len(cells) or min(people.values(), default=0) < 0:
        raise ValueError("each cell occurs once, with nobody or more in it")
    return people


def _check(people: Mapping[Key, int], totals: Iterable[Block], settled: Collection[Block], policy: Policy) -> None:
    if not people.keys() >= frozenset().union(*totals, *settled):
        raise ValueError("a total or a settled block has a cell that is not in the table")
    if sum(map(len, settled)) > len(frozenset().union(*settled)):
        raise ValueError("settled blocks overlap")
    if any(_size(people, block) < policy.floor for block in settled):
        raise ValueError("a settled block is below the floor")


def _size(people: Mapping[Key, int], block: Block) -> int:
    return sum(people[key] for key in block)


def _keep(
    total: Block,
    blocks: frozenset[Block],
    kept: Sequence[Block],
    fixed: frozenset[Block],
    people: Mapping[Key, int],
    floor: int,
) -> frozenset[Block] | None:
    """The blocks, joined so that this total consists of whole ones that are large enough; None where that cannot be.

    Only blocks that lie in the same kept totals are joined, so that those stay made of whole blocks.
    """
    if any(block & total and not block <= total for block in blocks):
        return None
    alike: dict[tuple[bool, ...], list[Block]] = {}
    for block in sorted((block for block in blocks if block <= total), key=lambda b: (_size(people, b), sorted(b))):
        alike.setdefault(tuple(block <= other for other in kept), []).append(block)
    for group in alike.values():
        chosen: list[Block] = []
        for block in group:
            n = sum(_size(people, other) for other in chosen)
            if _size(people, block) < floor or (0 < n < floor and block not in fixed):
                chosen.append(block)
        if 0 < sum(_size(people, other) for other in chosen) < floor:
            return None
        blocks = blocks.difference(chosen) | ({frozenset().union(*chosen)} if chosen else frozenset())
    return blocks


def publishable(audience: AudienceSummary, policy: Policy = Policy()) -> AudienceSummary | None:
    """What may be shown of one audience that `visible` shows: what is hidden is left out, or None or () in its place.

    None when fewer than the floor sent a form. The share of "don't know" of a dimension is over its shown items.
    """
    if audience.forms < policy.floor:
        return None
    items = _shown_items(audience, policy)
    lone = _lone_items(audience)
    dimensions = {
        code: replace(
            dimension,
            summary=_of_few(dimension.summary, policy) if code in lone else dimension.summary,
            alpha=dimension.alpha if dimension.complete >= policy.detail else None,
            dont_know=dont_know_share([item for item in items.values() if code in (item.dimension, TOTAL)]),
        )
        for code, dimension in audience.dimensions.items()
        if _tells_enough(dimension, policy)
    }
    if len(dimensions) < len(audience.dimensions):
        dimensions.pop(TOTAL, None)
    return AudienceSummary(audience.forms, items, dimensions)


def _tells_enough(figure: ItemSummary | DimensionSummary, policy: Policy) -> bool:
    """Enough people, and not the same answer of each of a few."""
    n, sd = figure.summary.n, figure.summary.sd
    return n >= policy.detail or (n >= policy.floor and sd != 0)


def _shown_items(audience: AudienceSummary, policy: Policy) -> dict[str, ItemSummary]:
    """Items that may be shown. One that nobody answered has no mean to hide: it is shown when enough said why."""
    shown = {
        code: _coarse(item, policy)
        for code, item in audience.items.items()
        if _tells_enough(item, policy)
        or (item.summary.n == 0 and item.dont_know is not None and item.dont_know.n >= policy.detail)
    }
    for dimension in audience.dimensions:
        members = [item for item in audience.items.values() if item.dimension == dimension and item.summary.n]
        left = [item for item in members if item.code in shown]
        if left and len(members) - len(left) == 1:
            del shown[min(left, key=lambda item: (item.summary.n, item.code)).code]
    return shown


def _lone_items(audience: AudienceSummary) -> set[str]:
    """The dimensions in which one item only was answered: their figures are those of that item."""
    answered = [item for item in audience.items.values() if item.summary.n]
    codes = [code for item in answered for code in (item.dimension, TOTAL)]
    return {code for code in codes if codes.count(code) == 1}


def _coarse(item: ItemSummary, policy: Policy) -> ItemSummary:
    """The item without its spread when few answered: of five answers, mean and spread together tell each one."""
    shares = item.shares if item.summary.n >= policy.detail else ()
    return replace(item, shares=shares, summary=_of_few(item.summary, policy))


def _of_few(summary: Summary, policy: Policy) -> Summary:
    return summary if summary.n >= policy.detail else replace(summary, sd=None, low=None, high=None)
