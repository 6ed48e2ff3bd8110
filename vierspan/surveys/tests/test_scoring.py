import math
from collections import Counter
from fractions import Fraction
from statistics import fmean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierspan.surveys.intervals import Summary
from vierspan.surveys.scoring import (
    Balance,
    ScaleScore,
    ScoredItem,
    balance,
    by_scale,
    chance_lowest,
    counted_alpha,
    keyed,
    pairwise_alpha,
    score_rows,
    summary,
)

V1, V2, V3 = ScoredItem("V1", "V"), ScoredItem("V2", "V", reverse=True), ScoredItem("V3", "V")
X1 = ScoredItem("X1", "X")


def test_keyed_turns_a_reversed_answer() -> None:
    assert [keyed((1, 5), V2, answer) for answer in range(1, 6)] == [5, 4, 3, 2, 1]
    assert [keyed((0, 3), V1, answer) for answer in range(4)] == [0, 1, 2, 3]


@pytest.mark.parametrize("answer", [0, 6])
def test_keyed_refuses_what_is_not_on_the_scale(answer: int) -> None:
    with pytest.raises(ValueError, match="V1"):
        keyed((1, 5), V1, answer)


def test_by_scale_keeps_the_order() -> None:
    assert by_scale([V1, X1, V2]) == {"V": (V1, V2), "X": (X1,), "all": (V1, X1, V2)}


def test_score_rows_by_hand() -> None:
    """Respondents' scores on V: (4 + 4) / 2 = 4, 2 (the second item unanswered), (5 + 1) / 2 = 3; on X: 3 and 5."""
    rows: list[dict[str, int | None]] = [
        {"V1": 4, "V2": 2, "X1": 3},
        {"V1": 2, "V2": None},
        {"V1": 5, "V2": 5, "X1": 5},
    ]
    vision, expertise, total = score_rows((1, 5), [V1, V2, X1], rows)
    # V1 varies by 7/3 over three people, V2 by 9/2 over two, both by -3/2 over two: 2 · (1 - (41/6) / (41/6 - 3)).
    assert vision == ScaleScore("V", 3, 3.0, 1.0, float(Fraction(-36, 23)))
    assert expertise == ScaleScore("X", 2, 4.0, math.sqrt(2), None)
    assert (total.scale, total.n, total.mean) == ("all", 3, fmean([11 / 3, 2, 11 / 3]))


def test_score_rows_of_nobody() -> None:
    assert score_rows((1, 5), [V1], [{}]) == (
        ScaleScore("V", 0, None, None, None),
        ScaleScore("all", 0, None, None, None),
    )


# Six people, three items. Item variances 11/10, 22/15 and 2/3, of the sum 37/6: alpha = 3/2 · (1 - (97/30) / (185/30)).
SIX = [(2, 3, 3), (3, 3, 4), (4, 5, 4), (1, 2, 3), (3, 5, 3), (2, 4, 5)]


def test_alpha_by_hand() -> None:
    table = [dict(zip(("V1", "V2", "V3"), row, strict=True)) for row in SIX]
    items = [Counter(column) for column in zip(*SIX, strict=True)]
    assert pairwise_alpha(["V1", "V2", "V3"], table) == pytest.approx(132 / 185)
    assert counted_alpha(items, Counter(map(sum, SIX))) == pytest.approx(132 / 185)


def test_alpha_is_one_where_items_say_the_same() -> None:
    assert pairwise_alpha(["V1", "V3"], [{"V1": value, "V3": value} for value in (1, 3, 4)]) == 1.0


@pytest.mark.parametrize(
    "table",
    [
        [{"V1": 2, "V3": 3}],
        [{"V1": 2, "V3": 3}, {"V1": 4}],
        [{"V1": 3, "V3": 4}, {"V1": 3, "V3": 4}],
        [{"V1": 1, "V3": 5}, {"V1": 5, "V3": 1}],
    ],
    ids=["one person", "no pair", "no variance", "sums do not vary"],
)
def test_alpha_is_undefined(table: list[dict[str, int]]) -> None:
    assert pairwise_alpha(["V1", "V3"], table) is None


def test_alpha_of_one_item_is_undefined() -> None:
    assert pairwise_alpha(["V1"], [{"V1": 2}, {"V1": 4}]) is None
    assert counted_alpha([{2: 1, 4: 1}], {2: 1, 4: 1}) is None


def test_counted_alpha_needs_the_same_people_in_every_count() -> None:
    assert counted_alpha([{2: 3, 4: 1}, {3: 2, 4: 1}], {5: 2, 8: 1}) is None


bins = st.integers(1, 6).flatmap(lambda m: st.tuples(st.just(m), st.integers(m, 5 * m)))


@given(st.dictionaries(bins, st.integers(0, 9), max_size=8))
@settings(deadline=None)
def test_summary_is_that_of_the_people_counted(histogram: dict[tuple[int, int], int]) -> None:
    scores = [25 * (total / answered - 1) for (answered, total), count in histogram.items() for _ in range(count)]
    found = summary((1, 5), histogram)
    assert found.n == len(scores)
    assert found.mean == (pytest.approx(fmean(scores), abs=1e-9) if scores else None)
    assert found.sd == (pytest.approx(stdev(scores), abs=1e-9) if len(scores) > 1 else None)


def test_summary_has_students_interval_within_the_scale() -> None:
    """Scores 25, 50, 50, 75: sd = √(1250/3), and t = 2.353 at three degrees of freedom; 0, 0, 25 would go below 0."""
    found = summary((1, 5), {(1, 2): 1, (2, 6): 2, (3, 12): 1})
    margin = 2.353 * math.sqrt(1250 / 3) / 2
    assert [found.low, found.high] == pytest.approx([50 - margin, 50 + margin], abs=0.01)
    assert summary((1, 5), {(1, 1): 2, (1, 2): 1}).low == 0.0
    assert summary((1, 5), {(1, 5): 2, (1, 4): 1}).high == 100.0


@pytest.mark.parametrize("cell", [(0, 0), (2, 1), (2, 11)])
def test_summary_refuses_a_bin_that_cannot_be(cell: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="add up"):
        summary((1, 5), {cell: 1})


def block(mean: float, n: int = 20, sd: float = 15.0) -> Summary:
    return Summary(n, mean, sd, None, None)


def test_balance_of_equal_blocks_is_one_and_names_no_weakest() -> None:
    found = balance({name: block(60) for name in "VXCI"})
    assert found is not None
    assert (found.index, found.high, found.weakest_is_clear) == (1.0, 1.0, False)
    # Six differences, so z for 0.1 / 12 on each side: about 2.5 · 15 · √(2 / 20) = 11.9 points.
    assert found.low == pytest.approx(1 - 0.119, abs=0.003)


def test_balance_names_the_weakest_with_enough_people() -> None:
    means = {"V": 60.0, "X": 40.0, "C": 55.0, "I": 70.0}
    many, few = (balance({name: block(mean, n) for name, mean in means.items()}) for n in (25, 3))
    assert many is not None
    assert few is not None
    assert (many.index, many.weakest, many.strongest, many.weakest_is_clear) == (0.7, "X", "I", True)
    assert (few.index, few.weakest, few.strongest, few.weakest_is_clear) == (0.7, "X", "I", False)
    assert few.low < many.low < many.index < many.high < few.high


def test_balance_of_blocks_without_spread_is_exact() -> None:
    assert balance({"V": block(20, 5, 0.0), "X": block(50, 5, 0.0)}) == Balance(0.7, 0.7, 0.7, "V", "X", True)


@pytest.mark.parametrize("blocks", [{}, {"V": block(50)}, {"V": block(50), "X": Summary(1, 40.0, None, None, None)}])
def test_balance_needs_two_blocks_with_an_interval(blocks: dict[str, Summary]) -> None:
    assert balance(blocks) is None


blocks_of_four = st.lists(
    st.builds(block, st.floats(0, 100), st.integers(2, 400), st.floats(0.5, 40)), min_size=4, max_size=4
).map(lambda drawn: dict(zip("VXCI", drawn, strict=True)))


@given(blocks_of_four)
@settings(deadline=None, max_examples=30)
def test_balance_lies_in_its_interval(blocks: dict[str, Summary]) -> None:
    found = balance(blocks)
    assert found is not None
    assert 0 <= found.low <= found.index <= found.high <= 1


def test_chance_lowest_of_two_blocks_is_that_of_one_difference() -> None:
    """With many people t is all but normal: P(difference < 0) for 2 points and a standard error of √2 points."""
    blocks = {"V": block(50, 10_000, 100.0), "X": block(52, 10_000, 100.0)}
    assert chance_lowest("V", blocks) == pytest.approx(0.921, abs=0.002)


@given(blocks_of_four)
@settings(deadline=None, max_examples=30)
def test_one_of_the_blocks_is_the_lowest(blocks: dict[str, Summary]) -> None:
    assert sum(chance_lowest(name, blocks) for name in blocks) == pytest.approx(1, abs=0.01)
