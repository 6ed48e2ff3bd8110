"""From answers to scores: respondents' scores, reliability, and the balance of the four blocks.

A respondent's score on a scale is the mean of what they answered of it, after reverse keying; the scale's mean and
standard deviation are over respondents. Scores of rows stay on the raw scale (1-5); those of counted answers are 0-100.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from statistics import fmean, stdev

from vierspan.surveys.intervals import LEVEL, Summary, mean_margin, student_cdf, student_quantile

TOTAL = "all"  # the scale of all items together

_NO_ANSWER = 255  # in a byte beside answers, which are far smaller

NODES = 400  # points at which the integral of `chance_lowest` is taken
CLEAR = 0.8  # how probable it must be that a block is the lowest before it is called so

Scale = tuple[int, int]  # lowest and highest answer
Histogram = Mapping[tuple[int, int], int]  # (items answered, sum after reverse keying) → respondents


@dataclass(frozen=True)
class ScoredItem:
    code: str
    dimension: str
    reverse: bool = False


@dataclass(frozen=True)
class ScaleScore:
    """One scale on the raw scale: `n` answered at least one of its items. None where undefined."""

    scale: str
    n: int
    mean: float | None
    sd: float | None
    alpha: float | None


@dataclass(frozen=True)
class Balance:
    """How even the blocks are: 1 = all equal, 0 = one at 0 and one at 100. The interval lies within 0-1."""

    index: float
    low: float
    high: float
    weakest: str
    strongest: str
    weakest_is_clear: bool


def keyed(scale: Scale, item: ScoredItem, answer: int) -> int:
    """The answer as it counts: low + high - answer for a reversed item. Raises ValueError outside the scale."""
    low, high = scale
    if not low <= answer <= high:
        raise ValueError(f"{item.code}: {answer} lies outside {low}-{high}")
    return low + high - answer if item.reverse else answer


def by_scale(items: Iterable[ScoredItem]) -> dict[str, tuple[ScoredItem, ...]]:
    """Items of each dimension in their order, then all items under TOTAL."""
    scales: dict[str, tuple[ScoredItem, ...]] = {}
    everything = tuple(items)
    for item in everything:
        scales[item.dimension] = (*scales.get(item.dimension, ()), item)
    return {**scales, TOTAL: everything}


def score_rows(
    scale: Scale, items: Sequence[ScoredItem], rows: Sequence[Mapping[str, int | None]]
) -> tuple[ScaleScore, ...]:
    """Scores of each dimension and of all items, from one row of answers a respondent (item code → answer or None)."""
    table = [
        {item.code: keyed(scale, item, given) for item in items if (given := row.get(item.code)) is not None}
        for row in rows
    ]
    return tuple(
        _scale_score(name, [item.code for item in members], table) for name, members in by_scale(items).items()
    )


def _scale_score(name: str, codes: Sequence[str], table: Sequence[Mapping[str, int]]) -> ScaleScore:
    answered = ([row[code] for code in codes if code in row] for row in table)
    scores = [fmean(given) for given in answered if given]
    mean = fmean(scores) if scores else None
    sd = stdev(scores) if len(scores) > 1 else None
    return ScaleScore(name, len(scores), mean, sd, pairwise_alpha(codes, table))


def pairwise_alpha(codes: Sequence[str], table: Sequence[Mapping[str, int]]) -> float | None:
    """Cronbach's alpha = k / (k - 1) · (1 - Σ C_ii / ΣΣ C_ij), each covariance over those who answered both items.

    L. J. Cronbach (1951), Psychometrika 16, 297-334. `table` holds keyed answers, without what was not answered. None
    with one item, with a pair that fewer than two people answered, or where the covariances add up to zero or less.
    """
    columns = [_masks(table, code) for code in codes]
    items = [_covariance(column, column) for column in columns]
    pairs = [_covariance(*pair) for pair in combinations(columns, 2)]
    if None in items or None in pairs:
        return None
    own = sum(value for value in items if value is not None)
    return _alpha(len(codes), own, own + 2 * sum(value for value in pairs if value is not None))


def _masks(table: Sequence[Mapping[str, int]], code: str) -> dict[int, int]:
    """Each answer given to an item → a number with a bit for each respondent, set for who gave it.

    With these, a pair of items costs one "and" for each pair of answers instead of a look at each respondent.
    """
    column = bytes(_NO_ANSWER if (value := row.get(code)) is None else value for row in table)
    return {value: int(column.translate(_bits(value)), 2) for value in set(column) - {_NO_ANSWER}}


def _bits(value: int) -> bytes:
    return bytes(ord("1") if byte == value else ord("0") for byte in range(256))


def _covariance(first: Mapping[int, int], second: Mapping[int, int]) -> Fraction | None:
    both = [(x, y, (ones & others).bit_count()) for x, ones in first.items() for y, others in second.items()]
    n = sum(count for _, _, count in both)
    if n < 2:
        return None
    sum_x, sum_y = sum(x * count for x, _, count in both), sum(y * count for _, y, count in both)
    return Fraction(n * sum(x * y * count for x, y, count in both) - sum_x * sum_y, n * (n - 1))


def _alpha(k: int, own: Fraction | int, total: Fraction | int) -> float | None:
    if k < 2 or total <= 0:
        return None
    return float(Fraction(k, k - 1) * (1 - Fraction(own) / Fraction(total)))


def counted_alpha(items: Sequence[Mapping[int, int]], sums: Mapping[int, int]) -> float | None:
    """The same alpha over those who answered all items, from counts: k / (k - 1) · (1 - Σ var_item / var_sum).

    `items` holds value → respondents for each item, `sums` the sum of their answers → respondents. None where
    undefined, and where not all count the same people (audiences with different items were put together).
    """
    n = sum(sums.values())
    if n < 2 or any(sum(counts.values()) != n for counts in items):
        return None
    return _alpha(len(items), sum(_moments(counts)[1] for counts in items), _moments(sums)[1])


def _moments(counts: Mapping[int, int] | Mapping[Fraction, int]) -> tuple[Fraction, Fraction]:
    """Exact mean and sample variance of counted values (n of at least 2)."""
    n = sum(counts.values())
    mean = sum((Fraction(value) * count for value, count in counts.items()), Fraction(0)) / n
    return mean, sum(((value - mean) ** 2 * count for value, count in counts.items()), Fraction(0)) / (n - 1)


def summary(scale: Scale, histogram: Histogram, level: float = LEVEL) -> Summary:
    """Exact mean and standard deviation on 0-100 of counted scores, and Student's interval cut off at 0 and 100.

    Raises ValueError for a bin that no respondent can be in.
    """
    low, high = scale
    counts: dict[Fraction, int] = {}
    for (answered, total), count in histogram.items():
        if answered < 1 or not answered * low <= total <= answered * high:
            raise ValueError(f"no {answered} answers of {low}-{high} add up to {total}")
        if count:
            percent = 100 * (Fraction(total, answered) - low) / (high - low)
            counts[percent] = counts.get(percent, 0) + count
    return _summary(counts, level)


def _summary(counts: Mapping[Fraction, int], level: float) -> Summary:
    n = sum(counts.values())
    if n < 2:
        return Summary(n, float(next(iter(counts))) if n else None, None, None, None)
    exact_mean, variance = _moments(counts)
    mean, sd = float(exact_mean), math.sqrt(variance)
    margin = mean_margin(n, sd, level)
    return Summary(n, mean, sd, max(0.0, mean - margin), min(100.0, mean + margin))


@dataclass(frozen=True)
class _Estimate:
    mean: float
    se: float
    df: int


def balance(blocks: Mapping[str, Summary], level: float = LEVEL) -> Balance | None:
    """Index 1 - (max - min) / 100 over the blocks' means, its interval, and the ends. None where a block has n < 2.

    All pairwise differences get a Welch interval at once, each with Bonferroni's part of the error (compared with
    others by C. W. Dunnett, 1980, JASA 75, 796-800). The true max - min then lies between the largest of their lower
    ends, at least 0, and the largest of their upper ends. This is cautious: the same people answer all blocks, which
    makes differences surer than between groups that have nothing in common, and the counts do not know how much.
    """
    estimates = _estimates(blocks)
    if len(estimates) < max(2, len(blocks)):
        return None
    pairs = list(combinations(estimates.values(), 2))
    ends = [_difference(*pair, 1 - (1 - level) / len(pairs)) for pair in pairs]
    weakest = min(estimates, key=lambda name: estimates[name].mean)
    strongest = max(estimates, key=lambda name: estimates[name].mean)
    return Balance(
        index=1 - (estimates[strongest].mean - estimates[weakest].mean) / 100,
        low=max(0.0, 1 - max(end for _, end in ends) / 100),
        high=1 - max(0.0, *(start for start, _ in ends)) / 100,
        weakest=weakest,
        strongest=strongest,
        weakest_is_clear=chance_lowest(weakest, blocks) >= CLEAR,
    )


def _estimates(blocks: Mapping[str, Summary]) -> dict[str, _Estimate]:
    return {
        name: _Estimate(block.mean, block.sd / math.sqrt(block.n), block.n - 1)
        for name, block in blocks.items()
        if block.mean is not None and block.sd is not None
    }


def _difference(first: _Estimate, second: _Estimate, level: float) -> tuple[float, float]:
    """The interval of the difference of two means, taken so that the estimate is not negative.

    B. L. Welch (1938), Biometrika 29, 350-362; degrees of freedom by F. E. Satterthwaite (1946), Biometrics 2, 110-114.
    """
    distance = abs(first.mean - second.mean)
    one, two = first.se**2, second.se**2
    if one + two == 0:
        return distance, distance
    df = (one + two) ** 2 / (one**2 / first.df + two**2 / second.df)
    margin = student_quantile((1 + level) / 2, df) * math.sqrt(one + two)
    return distance - margin, distance + margin


def chance_lowest(name: str, blocks: Mapping[str, Summary]) -> float:
    """The probability (0-1) that this block's true mean is the lowest, every block needing n of at least 2.

    Each mean is taken as its estimate plus se · t(n - 1), apart from the others: what the data say of it when nothing
    was known before (Gelman et al., Bayesian Data Analysis, 3rd edition, section 3.2). The integral over this block's
    t = √df · tan θ, with density proportional to cos^(df - 1) θ, is taken by the midpoint rule. Beyond 200 degrees of
    freedom t(200) is near enough.
    """
    estimates = _estimates(blocks)
    own = estimates.pop(name)
    df = min(own.df, 200)
    width = min(math.pi / 2, 6 / math.sqrt(df))  # farther than six standard errors out there is nothing to add up
    chance = weights = 0.0
    for node in range(NODES):
        angle = width * ((2 * node + 1) / NODES - 1)
        place = own.mean + own.se * math.sqrt(df) * math.tan(angle)
        weight = math.cos(angle) ** (df - 1)
        weights += weight
        chance += weight * math.prod(_chance_above(place, other) for other in estimates.values())
    return chance / weights


def _chance_above(place: float, other: _Estimate) -> float:
    if other.se == 0:
        return 0.5 * ((other.mean > place) + (other.mean >= place))
    return 1 - student_cdf((place - other.mean) / other.se, min(other.df, 200))
