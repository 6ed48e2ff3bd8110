import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vierspan.surveys.intervals import Summary, hedges_g, mean_margin, student_cdf, student_quantile, wilson

# Upper 5 % points of Student's t: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, and for 120
# degrees of freedom R. A. Fisher & F. Yates, Statistical Tables, table III.
PRINTED = {
    1: 6.314, 2: 2.920, 3: 2.353, 4: 2.132, 5: 2.015, 6: 1.943, 7: 1.895, 8: 1.860, 9: 1.833, 10: 1.812,
    11: 1.796, 12: 1.782, 13: 1.771, 14: 1.761, 15: 1.753, 16: 1.746, 17: 1.740, 18: 1.734, 19: 1.729, 20: 1.725,
    21: 1.721, 22: 1.717, 23: 1.714, 24: 1.711, 25: 1.708, 26: 1.706, 27: 1.703, 28: 1.701, 29: 1.699, 30: 1.697,
    40: 1.684, 60: 1.671, 120: 1.658, math.inf: 1.645,
}  # fmt: skip

probabilities = st.floats(0.001, 0.999)
degrees = st.floats(0.5, 10_000)


@pytest.mark.parametrize("df", PRINTED)
def test_student_quantile_is_that_of_the_printed_table(df: float) -> None:
    assert round(student_quantile(0.95, df), 3) == PRINTED[df]


@given(probabilities, degrees)
@settings(deadline=None)
def test_student_quantile_is_where_the_probability_lies(p: float, df: float) -> None:
    assert student_cdf(student_quantile(p, df), df) == pytest.approx(p, abs=1e-9)


@given(st.floats(-50, 50), degrees)
@settings(deadline=None)
def test_student_is_symmetrical(t: float, df: float) -> None:
    assert student_cdf(t, df) + student_cdf(-t, df) == pytest.approx(1, abs=1e-12)


def test_student_with_one_and_two_degrees_of_freedom_has_a_closed_form() -> None:
    for t in (-4.0, -0.3, 0.0, 1.0, 7.5):
        assert student_cdf(t, 1) == pytest.approx(0.5 + math.atan(t) / math.pi, abs=1e-13)
        assert student_cdf(t, 2) == pytest.approx(0.5 + t / (2 * math.sqrt(2 + t * t)), abs=1e-13)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_student_quantile_refuses_certainty(p: float) -> None:
    with pytest.raises(ValueError, match="no probability"):
        student_quantile(p, 5)


@pytest.mark.parametrize("df", [0, -1])
def test_student_refuses_no_degrees_of_freedom(df: float) -> None:
    with pytest.raises(ValueError, match="degrees of freedom"):
        student_cdf(1.0, df)


# R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_is_as_published(count: int, n: int, low: float, high: float) -> None:
    share = wilson(count, n, level=0.95)
    assert share is not None
    assert (share.share, round(share.low, 4), round(share.high, 4)) == (count / n, low, high)


@given(st.integers(1, 500), st.integers(0, 500))
def test_wilson_encloses_the_share_and_mirrors(n: int, count: int) -> None:
    share, rest = wilson(min(count, n), n), wilson(n - min(count, n), n)
    assert share is not None
    assert rest is not None
    assert 0 <= share.low <= share.share <= share.high <= 1
    assert share.low == pytest.approx(1 - rest.high, abs=1e-12)


def test_wilson_of_nobody_is_nothing() -> None:
    assert wilson(0, 0) is None


@pytest.mark.parametrize(("count", "n"), [(3, 2), (-1, 4)])
def test_wilson_refuses_what_is_no_share(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, n)


def test_mean_margin_is_a_printed_t_times_the_standard_error() -> None:
    assert round(mean_margin(16, 8.0), 3) == round(1.753 * 8 / 4, 3)


def people(n: int, mean: float, sd: float | None) -> Summary:
    return Summary(n, mean, sd, None, None)


def test_hedges_g_is_as_published() -> None:
    """M. Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 4: d = 0.5970, J = 0.9923, g = 0.5924."""
    effect = hedges_g(people(50, 103, 5.5), people(50, 100, 4.5))
    assert effect is not None
    assert round(effect.g, 4) == 0.5924
    # Large-sample variance 100 / 2500 + g² / 200, and z = 1.645 on both sides.
    assert round(effect.se, 4) == round(math.sqrt(0.04 + 0.5924**2 / 200), 4) == 0.2043
    assert (round(effect.low, 2), round(effect.high, 2)) == (0.26, 0.93)


means = st.floats(0, 100)
spreads = st.floats(0.1, 50)
numbers = st.integers(2, 300)


@given(numbers, means, spreads, numbers, means, spreads)
def test_hedges_g_turns_round_with_the_groups(n: int, m: float, s: float, k: int, o: float, r: float) -> None:
    there, back = hedges_g(people(n, m, s), people(k, o, r)), hedges_g(people(k, o, r), people(n, m, s))
    assert there is not None
    assert back is not None
    assert (there.g, there.low) == pytest.approx((-back.g, -back.high))


@pytest.mark.parametrize(
    "other", [people(0, 0, None), people(1, 40, None), people(6, 40, 0.0)], ids=["nobody", "one", "no spread"]
)
def test_hedges_g_needs_two_groups_with_spread(other: Summary) -> None:
    assert hedges_g(people(8, 50, 0.0), other) is None
