from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierspan.surveys.scoring import ScoredItem
from vierspan.surveys.suppression import Block, Cell, Disclosure, Policy, margins, publishable, visible
from vierspan.surveys.tallies import Answer, AudienceSummary, Counts, Form, Missing, add, empty, summarise
from vierspan.surveys.tests.linear_attack import solved

POLICY = Policy()


def block(*names: str) -> Block:
    """Cells of one school, or `school/audience`."""
    return frozenset(tuple(name.split("/")) for name in names)


def cells(**sizes: int) -> list[Cell]:
    return [Cell((name,), n) for name, n in sizes.items()]


def table(sizes: Mapping[str, int]) -> list[Cell]:
    return [Cell(tuple(name.split("/")), n) for name, n in sizes.items()]


def test_a_small_cell_is_hidden_and_without_totals_nothing_else() -> None:
    found = visible(cells(support=4, teachers=5, pupils=60))
    assert found == Disclosure(frozenset([block("teachers"), block("pupils")]))
    assert (found.shows(block("support")), found.shows(block("teachers", "pupils"))) == (False, True)


def test_a_total_is_kept_by_hiding_the_next_smallest() -> None:
    everyone = block("support", "teachers", "pupils")
    found = visible(cells(support=4, teachers=12, pupils=60), [everyone])
    assert found.blocks == {block("support", "teachers"), block("pupils")}
    assert found.shows(everyone)


def test_small_cells_that_reach_the_floor_together_take_no_other_along() -> None:
    found = visible(cells(support=4, leaders=2, teachers=12), [block("support", "leaders", "teachers")])
    assert found.blocks == {block("support", "leaders"), block("teachers")}


def test_a_total_that_is_too_small_is_hidden() -> None:
    found = visible(cells(support=2, leaders=2), [block("support", "leaders")])
    assert found == Disclosure(frozenset())


def test_a_cell_with_nobody_is_shown_as_empty() -> None:
    found = visible(cells(support=0, teachers=12), [block("support", "teachers")])
    assert found == Disclosure(frozenset([block("teachers")]), free=block("support"))
    assert all(found.shows(members) for members in (block("support"), block("teachers"), block("support", "teachers")))


def test_support_staff_join_the_teachers_only_when_they_are_few() -> None:
    staff = block("support", "teachers")
    few, enough = (visible(cells(support=n, teachers=14, pupils=80), [staff]) for n in (3, 5))
    assert few.blocks == {staff, block("pupils")}
    assert enough.blocks == {block("support"), block("teachers"), block("pupils")}


TWO_SCHOOLS = {"a/support": 3, "a/teachers": 9, "b/support": 6, "b/teachers": 20}


def test_the_first_total_is_kept_and_a_later_one_that_cuts_its_blocks_is_hidden() -> None:
    group = table(TWO_SCHOOLS)
    found = visible(group, [*margins(group, 1), *margins(group, 0)])
    assert found.blocks == {block("a/support", "b/support"), block("a/teachers"), block("b/teachers")}
    assert [found.shows(total) for total in (*margins(group, 1), *margins(group, 0))] == [True, True, False, False]
    assert found.covered(block("b/support", "b/teachers")) == block("b/teachers")


def test_a_total_that_cannot_be_kept_costs_no_cell() -> None:
    group = table({"a/support": 3, "b/support": 6, "a/teachers": 9, "a/parents": 2})
    found = visible(group, [block("a/support", "b/support"), block("a/support", "a/teachers", "a/parents")])
    assert found.blocks == {block("a/support", "b/support"), block("a/teachers")}


def test_a_total_joins_only_cells_that_lie_alike_in_the_totals_before() -> None:
    group = table({"a/support": 3, "a/parents": 2, "b/support": 9, "b/parents": 6})
    found = visible(group, [*margins(group, 1), *margins(group)])
    assert found.blocks == {block("a/support", "b/support"), block("a/parents", "b/parents")}
    small = table({"a/support": 3, "a/parents": 2, "a/teachers": 9, "b/support": 9, "b/parents": 6})
    row, column = block("a/support", "a/parents", "a/teachers"), block("a/parents", "b/parents")
    assert visible(small, [row, column]).blocks == {
        block("a/support", "a/parents"),
        block("a/teachers"),
        block("b/support"),
        block("b/parents"),
    }


def test_settled_blocks_stay_and_cost_the_total() -> None:
    group = table(TWO_SCHOOLS)
    settled = [block("a/support", "a/teachers"), block("b/support"), block("b/teachers")]
    found = visible(group, [*margins(group, 1), *margins(group)], POLICY, settled)
    assert found.blocks == frozenset(settled)
    assert [found.shows(total) for total in (*margins(group, 1), *margins(group))] == [False, False, True]


def test_a_small_cell_does_not_join_a_settled_block() -> None:
    group = table({"a/support": 3, "b/support": 8})
    found = visible(group, margins(group, 1), POLICY, [block("b/support")])
    assert found.blocks == {block("b/support")}
    assert not found.shows(margins(group, 1)[0])


def test_margins_add_up_over_the_places_not_kept() -> None:
    group = table(TWO_SCHOOLS)
    assert margins(group, 1) == (block("a/support", "b/support"), block("a/teachers", "b/teachers"))
    assert margins(group, 0) == (block("a/support", "a/teachers"), block("b/support", "b/teachers"))
    assert margins(group) == (frozenset(cell.key for cell in group),)


def test_an_item_is_hidden_where_few_answered_it() -> None:
    everyone = block("support", "teachers", "pupils", "parents")
    found = visible(cells(support=5, teachers=12, pupils=60, parents=9), [everyone])
    item = found.answered(cells(support=4, teachers=12, pupils=58, parents=0), POLICY)
    assert item == Disclosure(frozenset([block("teachers"), block("pupils")]), free=block("parents"))
    assert (item.shows(everyone), item.covered(everyone)) == (False, block("teachers", "pupils"))


@pytest.mark.parametrize(
    ("table", "totals", "settled"),
    [
        ([Cell(("a",), 5), Cell(("a",), 6)], [], []),
        ([Cell(("a",), -1)], [], []),
        (cells(a=9), [block("a", "b")], []),
        (cells(a=9), [], [block("b")]),
        (cells(a=9, b=9), [], [block("a"), block("a", "b")]),
        (cells(a=4), [], [block("a")]),
    ],
    ids=["twice", "negative", "unknown in total", "unknown settled", "settled overlap", "settled below the floor"],
)
def test_a_table_that_cannot_be_is_refused(table: list[Cell], totals: list[Block], settled: list[Block]) -> None:
    with pytest.raises(ValueError, match="cell|settled"):
        visible(table, totals, POLICY, settled)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), st.integers(0, 40), min_size=1))
@settings(deadline=None)
def test_what_one_total_costs_is_no_more_than_the_remainder_rule_asks(sizes: dict[str, int]) -> None:
    """Small cells are hidden, and one more exactly when there are some but they do not reach the floor."""
    found = visible(cells(**sizes), [block(*sizes)])
    small = [n for n in sizes.values() if 0 < n < POLICY.floor]
    hidden = [name for name in sizes if not found.shows(block(name))]
    others = any(n >= POLICY.floor for n in sizes.values())
    assert len(hidden) == len(small) + (others and 0 < sum(small) < POLICY.floor)
    assert found.shows(block(*sizes)) == (others or sum(small) == 0 or sum(small) >= POLICY.floor)


names = st.sampled_from("abcdefgh")


@given(st.lists(st.integers(0, 12), min_size=8, max_size=8), st.lists(st.frozensets(names), min_size=1, max_size=5))
@settings(deadline=None)
def test_the_most_important_total_is_not_given_up_for_others(sizes: list[int], members: list[frozenset[str]]) -> None:
    group = [Cell((name,), n) for name, n in zip("abcdefgh", sizes, strict=True)]
    totals = [block(*some) for some in members]
    assert visible(group, totals).shows(totals[0]) == visible(group, totals[:1]).shows(totals[0])


FORM = Form(
    1, 5, (*(ScoredItem(code, "V") for code in ("V1", "V2", "V3")), ScoredItem("X1", "X"), ScoredItem("X2", "X"))
)
Row = dict[str, Answer]


def counted(rows: Iterable[Row], form: Form = FORM) -> Counts:
    counts = empty(form)
    for row in rows:
        counts = add(counts, form, row)
    return counts


def crowd(n: int, **fixed: Answer) -> list[Row]:
    """Complete forms that differ in each item, save where an answer is given for all."""
    codes = [item.code for item in FORM.items]
    return [
        {**{code: 1 + (person * (at % 4 + 1) + at) % 5 for at, code in enumerate(codes)}, **fixed}
        for person in range(n)
    ]


def published(rows: list[Row]) -> AudienceSummary:
    found = publishable(summarise(counted(rows), FORM))
    assert found is not None
    return found


def test_fewer_forms_than_the_floor_tell_nothing() -> None:
    assert publishable(summarise(counted(crowd(4)), FORM)) is None


def test_with_enough_people_everything_is_told() -> None:
    whole = summarise(counted(crowd(10)), FORM)
    assert publishable(whole) == whole


def test_of_a_few_the_item_means_are_told_and_not_their_spread() -> None:
    whole, found = summarise(counted(crowd(9)), FORM), published(crowd(9))
    for code, item in found.items.items():
        assert (item.summary.mean, item.summary.sd, item.summary.low) == (whole.items[code].summary.mean, None, None)
        assert item.shares == ()
    assert found.dimensions["V"].summary == whole.dimensions["V"].summary
    assert [dimension.alpha for dimension in found.dimensions.values()] == [None, None, None]


def test_one_answer_of_all_of_a_few_is_hidden_with_the_next_item() -> None:
    found = published(crowd(9, V2=1))
    assert (list(found.items), list(found.dimensions)) == (["V3", "X1", "X2"], ["V", "X", "all"])


def test_one_answer_of_all_of_many_is_told() -> None:
    assert published(crowd(10, V2=1)).items["V2"].summary.mean == 0.0


def test_a_dimension_in_which_a_few_agree_wholly_takes_the_total_along() -> None:
    found = published(crowd(9, X1=2, X2=2))
    assert (list(found.items), list(found.dimensions)) == (["V1", "V2", "V3"], ["V"])


def test_an_item_that_few_answered_is_hidden_with_its_share_of_not_knowing() -> None:
    found = published([*crowd(3), *crowd(9, V2=Missing.DONT_KNOW, V1=Missing.DONT_KNOW)])
    assert list(found.items) == ["V3", "X1", "X2"]
    assert found.dimensions["V"].dont_know == 0.0
    alone = published([*crowd(3), *crowd(8, V2=Missing.DONT_KNOW), *crowd(1, V2=Missing.DONT_KNOW, V3=Missing.BLANK)])
    assert list(alone.items) == ["V1", "X1", "X2"]


def test_that_nobody_knows_is_told_of_many_and_costs_no_other_item() -> None:
    many, few = published(crowd(12, V2=Missing.DONT_KNOW)), published(crowd(9, V2=Missing.DONT_KNOW))
    assert (list(many.items), list(few.items)) == (["V1", "V2", "V3", "X1", "X2"], ["V1", "V3", "X1", "X2"])
    assert (many.dimensions["V"].dont_know, few.dimensions["V"].dont_know) == (1 / 3, 0.0)


@given(st.lists(st.fixed_dictionaries({item.code: st.integers(2, 3) for item in FORM.items}), min_size=5, max_size=9))
@settings(deadline=None)
def test_no_hidden_item_follows_from_the_shown_ones_and_the_dimensions(rows: list[Row]) -> None:
    """Among complete forms a dimension's mean is that of its items' means, so shown figures are sums over items."""
    found = published(rows)
    sums: dict[Block, int] = {block(code): 0 for code in found.items}
    sums |= {
        frozenset((item.code,) for item in FORM.items if code in (item.dimension, "all")): 0
        for code in found.dimensions
    }
    hidden = [item.code for item in FORM.items if item.code not in found.items]
    assert [solved(sums, block(code)) for code in hidden] == [None] * len(hidden)


def test_a_dimension_of_one_item_tells_no_spread_that_the_item_hides() -> None:
    form = Form(1, 5, (ScoredItem("V1", "V"), ScoredItem("X1", "X"), ScoredItem("X2", "X")))

    def shown(n: int) -> AudienceSummary:
        rows: list[Row] = [{"V1": 1 + at % 5, "X1": 1 + at % 2, "X2": 1 + at % 3} for at in range(n)]
        found = publishable(summarise(counted(rows, form), form))
        assert found is not None
        return found

    few, many = shown(9), shown(10)
    vision = few.dimensions["V"].summary
    assert (vision, vision.sd, vision.low, vision.high) == (few.items["V1"].summary, None, None, None)
    assert vision.mean is not None
    assert few.dimensions["X"].summary.sd is not None
    assert many.dimensions["V"].summary == many.items["V1"].summary
    assert many.dimensions["V"].summary.sd is not None


def test_a_dimension_of_which_one_item_was_answered_tells_no_spread_either() -> None:
    rows: list[Row] = [{**row, "X2": Missing.DONT_KNOW} for row in crowd(9)]
    found = published(rows).dimensions["X"].summary
    assert (found.n, found.mean is not None, found.sd, found.low, found.high) == (9, True, None, None, None)
