from collections.abc import Iterable, Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from vierspan.surveys.suppression import Block, Cell, Disclosure, Key, Policy, margins, visible
from vierspan.surveys.tests.linear_attack import exposed, solved

AUDIENCES = ("leaders", "parents", "pupils", "support", "teachers")
SITES = ("north", "south")
POLICY = Policy()

# Schools are small: most groups lie around the floor, where the rule has work to do.
sizes = st.one_of(st.integers(0, 7), st.integers(0, 7), st.integers(8, 400))


@st.composite
def tables(draw: st.DrawFn, *axes: Sequence[str]) -> list[Cell]:
    used = [axis[: draw(st.integers(1, len(axis)))] for axis in axes]
    return [Cell(key, draw(sizes)) for key in product(*used)]


schools = tables(("a", "b", "c", "d"), AUDIENCES[:4])
filters = tables(("a", "b"), AUDIENCES[:3], SITES)


def block(*keys: Key) -> Block:
    return frozenset(keys)


def single(cells: Iterable[Cell]) -> list[Block]:
    return [frozenset([cell.key]) for cell in cells]


def people(cells: Iterable[Cell]) -> dict[Key, int]:
    return {cell.key: cell.n for cell in cells}


def shown(decision: Disclosure, sets: Iterable[Block]) -> list[Block]:
    return [members for members in sets if decision.shows(members)]


def hides_small(cells: Sequence[Cell], totals: Sequence[Block]) -> list[Block]:
    """The naive rule: hide what is below the floor, and nothing else."""
    n = people(cells)
    return [members for members in [*single(cells), *totals] if sum(n[key] for key in members) >= POLICY.floor]


def hides_in_each_total(cells: Sequence[Cell], totals: Sequence[Block]) -> list[Block]:
    """The usual remainder rule: until nothing changes, each total gets another hidden cell while it needs one."""
    n = people(cells)
    hidden = {cell.key for cell in cells if 0 < cell.n < POLICY.floor}
    before = -1
    while len(hidden) > before:
        before = len(hidden)
        for total in totals:
            left = sorted((key for key in total - hidden if n[key]), key=lambda key: (n[key], key))
            if 0 < sum(n[key] for key in total & hidden) < POLICY.floor or len(total & hidden) == 1:
                hidden.update(left[:1])
    return [*(cell for cell in single(cells) if not cell <= hidden), *totals]


def test_the_attack_succeeds_where_only_small_cells_are_hidden() -> None:
    cells = [Cell(("pupils",), 40), Cell(("support",), 3), Cell(("teachers",), 12)]
    published = hides_small(cells, margins(cells))
    assert exposed(published, people(cells), POLICY.floor) == block(("support",))
    sums: dict[Key, int] = {("pupils",): 160, ("support",): 4, ("teachers",): 50}
    figures = {members: sum(sums[key] for key in members) for members in published}
    assert solved(figures, block(("support",))) == 4
    fair = shown(visible(cells, margins(cells), POLICY), [*single(cells), *margins(cells)])
    assert solved({members: figures[members] for members in fair}, block(("support",))) is None


def test_the_attack_finds_two_cells_that_are_small_together() -> None:
    cells = [Cell(("parents",), 2), Cell(("support",), 2), Cell(("teachers",), 12)]
    published = hides_small(cells, margins(cells))
    assert exposed(published, people(cells), POLICY.floor) == block(("parents",), ("support",))


def test_the_attack_succeeds_where_each_total_on_its_own_is_guarded() -> None:
    """Two squares of hidden cells, tied by one: rows and columns of a square give the tie away, though each hides two."""
    small = {("a", "1"), ("a", "2"), ("b", "1"), ("b", "2"), ("b", "3"), ("c", "3"), ("c", "4"), ("d", "3"), ("d", "4")}
    cells = [Cell(key, 4 if key in small else 30) for key in product("abcd", "1234")]
    totals = [*margins(cells, 0), *margins(cells, 1)]
    assert exposed(hides_in_each_total(cells, totals), people(cells), POLICY.floor) == block(("b", "3"))
    decision = visible(cells, totals, POLICY)
    assert exposed(shown(decision, [*single(cells), *totals]), people(cells), POLICY.floor) is None


def test_the_attack_succeeds_on_two_looks_at_an_open_round() -> None:
    early: Key = ("teachers", "early")
    late: Key = ("teachers", "late")
    assert exposed([block(early), block(early, late)], {early: 12, late: 1}, POLICY.floor) == block(late)


def test_the_attack_succeeds_where_two_pages_decide_apart() -> None:
    """The school hides support with leaders under its own total, the group support with the other school's."""
    n: dict[Key, int] = {
        ("a", "leaders"): 6,
        ("a", "support"): 3,
        ("a", "teachers"): 20,
        ("b", "leaders"): 9,
        ("b", "support"): 4,
    }
    cells = [Cell(key, size) for key, size in n.items()]
    own = [cell for cell in cells if cell.key[0] == "a"]
    school, group = visible(own, margins(own)), visible(cells, margins(cells, 1))
    apart = shown(school, [*single(own), *margins(own)]) + shown(group, [*single(cells), *margins(cells, 1)])
    assert exposed(apart, n, POLICY.floor) == block(("a", "support"))


@given(schools)
@settings(deadline=None)
def test_schools_and_audiences_with_all_their_totals(cells: list[Cell]) -> None:
    totals = [*margins(cells, 1), *margins(cells, 0), *margins(cells)]
    decision = visible(cells, totals, POLICY)
    assert exposed(shown(decision, [*single(cells), *totals]), people(cells), POLICY.floor) is None


@given(filters, st.permutations([(), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2)]))
@settings(deadline=None)
def test_filters_in_any_order_of_importance(cells: list[Cell], order: list[tuple[int, ...]]) -> None:
    totals = [total for kept in order for total in margins(cells, *kept)]
    decision = visible(cells, totals, POLICY)
    assert exposed(shown(decision, [*single(cells), *totals]), people(cells), POLICY.floor) is None


@given(schools, st.data())
@settings(deadline=None)
def test_any_sets_at_all_even_those_that_were_not_named_before(cells: list[Cell], data: st.DataObject) -> None:
    some = st.lists(st.frozensets(st.sampled_from([cell.key for cell in cells]), min_size=1), max_size=6)
    totals, asked_later = data.draw(some), data.draw(some)
    floor = data.draw(st.integers(2, 7))
    decision = visible(cells, totals, Policy(floor=floor))
    instead = [part for total in totals if (part := decision.covered(total))]
    published = [*shown(decision, [*single(cells), *totals, *asked_later]), *instead]
    assert exposed(published, people(cells), floor) is None


@given(schools)
@settings(deadline=None)
def test_pages_of_schools_and_then_of_their_group(cells: list[Cell]) -> None:
    published: list[Block] = []
    settled: list[Block] = []
    for school in sorted({cell.key[0] for cell in cells}):
        own = [cell for cell in cells if cell.key[0] == school]
        decision = visible(own, margins(own), POLICY)
        published += shown(decision, [*single(own), *margins(own)])
        settled += decision.blocks
    group = [*margins(cells, 1), *margins(cells)]
    published += shown(visible(cells, group, POLICY, settled), [*single(cells), *group])
    assert exposed(published, people(cells), POLICY.floor) is None


@given(schools, st.data())
@settings(deadline=None)
def test_items_that_not_everybody_answered(cells: list[Cell], data: st.DataObject) -> None:
    totals = [*margins(cells, 1), *margins(cells, 0)]
    decision = visible(cells, totals, POLICY)
    answers = [Cell(cell.key, data.draw(st.integers(0, cell.n))) for cell in cells]
    item = decision.answered(answers, POLICY)
    by_form = shown(decision, [*single(cells), *totals])
    by_item = shown(item, [*single(cells), *totals])
    assert exposed(by_item, people(answers), POLICY.floor) is None
    # An item can be set against its dimension, and "nobody" is told of an item: both together must not tell more.
    with_answers = [members - item.free for members in by_item]
    assert exposed([*by_form, *with_answers], people(cells), POLICY.floor) is None
