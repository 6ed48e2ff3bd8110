import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierspan.surveys.intervals import Summary
from vierspan.surveys.scoring import ScoredItem, by_scale, score_rows
from vierspan.surveys.tallies import Answer, Counts, Form, Missing, add, empty, summarise

FORM = Form(
    1,
    5,
    (
        ScoredItem("V1", "V"),
        ScoredItem("V2", "V", reverse=True),
        ScoredItem("V3", "V"),
        ScoredItem("X1", "X"),
        ScoredItem("X2", "X", reverse=True),
        ScoredItem("T1", "T"),
    ),
)
CODES = [item.code for item in FORM.items]

Row = dict[str, Answer]
answered = st.integers(1, 5)
forms = st.dictionaries(st.sampled_from(CODES), answered | st.sampled_from(Missing))
full_forms = st.fixed_dictionaries(dict.fromkeys(CODES, answered))


def counted(rows: Iterable[Row], form: Form = FORM) -> Counts:
    return reduce(lambda counts, row: add(counts, form, row), rows, empty(form))


def on_the_scale(rows: Iterable[Row]) -> list[Mapping[str, int | None]]:
    return [{code: given if isinstance(given, int) else None for code, given in row.items()} for row in rows]


def percent(raw: float | None, shift: float) -> object:
    return None if raw is None else pytest.approx(25 * (raw - shift), abs=1e-9)


def test_one_form_by_hand() -> None:
    form = Form(1, 3, (ScoredItem("V1", "V"), ScoredItem("V2", "V", reverse=True), ScoredItem("X1", "X")))
    assert add(empty(form), form, {"V1": 3, "V2": 1, "X1": Missing.DONT_KNOW}) == {
        "item:V1": {"1": 0, "2": 0, "3": 1, "dk": 0, "na": 0, "blank": 0},
        "item:V2": {"1": 1, "2": 0, "3": 0, "dk": 0, "na": 0, "blank": 0},
        "item:X1": {"1": 0, "2": 0, "3": 0, "dk": 1, "na": 0, "blank": 0},
        "complete:V1": {"1": 0, "2": 0, "3": 1},
        "complete:V2": {"1": 1, "2": 0, "3": 0},
        "complete:X1": {"1": 0, "2": 0, "3": 0},
        "mean:V": {"2:6": 1},
        "mean:X": {},
        "mean:all": {"2:6": 1},
    }


def test_adding_leaves_what_was_counted_before() -> None:
    before = empty(FORM)
    add(before, FORM, {"V1": 3})
    assert before == empty(FORM)


@given(st.lists(forms, max_size=12).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
@settings(deadline=None)
def test_nothing_remains_of_the_order_of_answers(orders: tuple[list[Row], list[Row]]) -> None:
    first, second = orders
    assert json.dumps(counted(first)) == json.dumps(counted(second))


@given(st.lists(forms, max_size=12))
@settings(deadline=None)
def test_every_form_is_counted_once_in_each_item(rows: list[Row]) -> None:
    counts = counted(rows)
    assert [sum(counts[f"item:{code}"].values()) for code in CODES] == [len(rows)] * len(CODES)
    for scale, items in by_scale(FORM.items).items():
        cells = [(*map(int, cell.split(":")), count) for cell, count in counts[f"mean:{scale}"].items()]
        ticks = [counts[f"item:{item.code}"][str(value)] for item in items for value in FORM.values]
        assert sum(answered * count for answered, _, count in cells) == sum(ticks)
        assert sum(count for *_, count in cells) == sum(any(_ticked(row, item) for item in items) for row in rows)


def _ticked(row: Row, item: ScoredItem) -> bool:
    return isinstance(row.get(item.code), int)


@given(st.lists(forms, max_size=12))
@settings(deadline=None)
def test_counts_score_as_the_rows_do(rows: list[Row]) -> None:
    found = summarise(counted(rows), FORM)
    for score in score_rows((1, 5), FORM.items, on_the_scale(rows)):
        scale = found.dimensions[score.scale].summary
        assert (scale.n, scale.mean, scale.sd) == (score.n, percent(score.mean, 1), percent(score.sd, 0))


@given(st.lists(full_forms, max_size=12))
@settings(deadline=None)
def test_alpha_of_counts_is_that_of_complete_rows(rows: list[Row]) -> None:
    found = summarise(counted(rows), FORM)
    for score in score_rows((1, 5), FORM.items, on_the_scale(rows))[:-1]:
        dimension = found.dimensions[score.scale]
        expected = score.alpha if score.alpha is None else pytest.approx(score.alpha, abs=1e-9)
        assert (dimension.complete, dimension.alpha) == (len(rows), expected)


@given(st.lists(forms, max_size=12))
@settings(deadline=None)
def test_alpha_of_counts_leaves_incomplete_rows_out(rows: list[Row]) -> None:
    complete = [row for row in rows if all(isinstance(row.get(code), int) for code in ("V1", "V2", "V3"))]
    alpha = score_rows((1, 5), FORM.items, on_the_scale(complete))[0].alpha
    found = summarise(counted(rows), FORM).dimensions["V"]
    assert (found.complete, found.alpha) == (len(complete), alpha if alpha is None else pytest.approx(alpha))


def test_alpha_by_hand_with_one_incomplete_form() -> None:
    """Keyed 1-1-2, 3-4-3 and 5-4-5: variances 4, 3 and 7/3, of the sum 76/3; who skipped V3 is left out."""
    rows: list[Row] = [{"V1": 1, "V2": 5, "V3": 2}, {"V1": 3, "V2": 2, "V3": 3}, {"V1": 5, "V2": 2, "V3": 5}]
    found = summarise(counted([*rows, {"V1": 5, "V2": 5}]), FORM).dimensions["V"]
    assert (found.summary.n, found.complete, found.alpha) == (4, 3, float(Fraction(3, 2) * (1 - Fraction(28, 76))))


def test_item_figures_by_hand() -> None:
    rows: list[Row] = [{"V2": 1}, {"V2": 2}, {"V2": 2}, {"V2": Missing.DONT_KNOW}, {"V2": Missing.NOT_APPLICABLE}, {}]
    found = summarise(counted(rows), FORM)
    item = found.items["V2"]
    assert found.forms == item.asked == 6
    # Reversed: 100, 75 and 75. Shares are of the answers as given; those on knowing are of the five who ticked.
    assert (item.summary.n, item.summary.mean) == (3, 250 / 3)
    assert [(share.count, share.n) for share in item.shares] == [(1, 3), (2, 3), (0, 3), (0, 3), (0, 3)]
    assert item.dont_know is not None
    assert (item.dont_know.count, item.dont_know.n, item.not_applicable) == (1, 5, item.dont_know)
    assert found.dimensions["V"].dont_know == found.dimensions["all"].dont_know == 0.2
    assert found.dimensions["X"].dont_know is None


def test_nobody_gives_no_figures() -> None:
    found = summarise(empty(FORM), FORM)
    assert found.forms == 0
    assert found.items["V1"].summary == found.dimensions["all"].summary == Summary(0, None, None, None, None)
    assert (found.items["V1"].shares, found.items["V1"].dont_know) == ((), None)


@pytest.mark.parametrize("answers", [{"V1": 6}, {"V1": 0}, {"Z9": 3}])
def test_what_the_form_does_not_offer_is_refused(answers: Row) -> None:
    with pytest.raises(ValueError, match="V1|Z9"):
        add(empty(FORM), FORM, answers)


@pytest.mark.parametrize(
    ("low", "high", "items"),
    [
        (5, 5, (ScoredItem("V1", "V"),)),
        (1, 5, ()),
        (1, 5, (ScoredItem("V1", "V"), ScoredItem("V1", "X"))),
        (1, 5, (ScoredItem("V1", "all"),)),
    ],
    ids=["no scale", "no items", "code twice", "dimension named all"],
)
def test_a_form_that_cannot_be_counted(low: int, high: int, items: tuple[ScoredItem, ...]) -> None:
    with pytest.raises(ValueError, match="form|all"):
        Form(low, high, items)
