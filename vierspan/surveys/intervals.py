"""How sure a figure is: intervals of shares, means and differences, of 90 % unless another level is asked."""

import math
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

LEVEL = 0.90


@dataclass(frozen=True)
class Summary:
    """Scores of `n` people on 0-100: mean, sample standard deviation, the mean's interval. None where undefined."""

    n: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Share:
    """`count` of `n` people: the share (0-1) and its interval."""

    count: int
    n: int
    share: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """A difference between two groups in standard deviations; |g| / se says how much evidence there is for it."""

    g: float
    se: float
    low: float
    high: float


def normal_quantile(level: float) -> float:
    """The z that leaves (1 - level) / 2 above it; level in (0, 1)."""
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(count: int, n: int, level: float = LEVEL) -> Share | None:
    """Score interval of a share: E. B. Wilson (1927), JASA 22, 209-212. None when nobody was asked (n = 0).

    Raises ValueError unless 0 <= count <= n.
    """
    if not 0 <= count <= n:
        raise ValueError(f"{count} of {n} is no share")
    if n == 0:
        return None
    share, z = count / n, normal_quantile(level)
    weight = 1 / (1 + z * z / n)
    middle = weight * (share + z * z / (2 * n))
    half = weight * z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # A share of 0 or 1 is an end of its own interval; rounding must not put it outside.
    return Share(count, n, share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Regularised incomplete beta function I_x(a, b): the continued fraction of DLMF 8.17.22, taken from its tail.

    It converges fast below (a + 1) / (a + b + 2); above, the symmetry I_x(a, b) = 1 - I_1-x(b, a) of DLMF 8.17.4.
    """
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    fraction = 1.0
    for m in range(12 + int(2 * math.sqrt(max(a, b))), 0, -1):
        fraction = 1 + m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) / fraction
        odd = m - 1
        fraction = 1 - (a + odd) * (a + b + odd) * x / ((a + 2 * odd) * (a + 2 * odd + 1)) / fraction
    log_front = a * math.log(x) + b * math.log1p(-x) + math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    return math.exp(log_front) / (a * fraction)


def student_cdf(t: float, df: float) -> float:
    """P(T <= t) of Student's t with `df` > 0 degrees of freedom: Abramowitz & Stegun 26.7.1 and 26.5.27."""
    if df <= 0:
        raise ValueError(f"{df} degrees of freedom")
    tail = _incomplete_beta(df / (df + t * t), df / 2, 0.5) / 2
    return 1 - tail if t > 0 else tail


@lru_cache(maxsize=4096)
def student_quantile(p: float, df: float) -> float:
    """The t with P(T <= t) = p, for p in (0, 1) and df in (0, inf]: bisection of student_cdf, exact to 1e-9 in p."""
    if not 0 < p < 1:
        raise ValueError(f"{p} is no probability between 0 and 1")
    if math.isinf(df):
        return NormalDist().inv_cdf(p)
    if p < 0.5:
        return -student_quantile(1 - p, df)
    low, high = 0.0, 1.0
    while student_cdf(high, df) < p:
        low, high = high, 2 * high
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if student_cdf(middle, df) < p else (low, middle)
    return (low + high) / 2


def mean_margin(n: int, sd: float, level: float = LEVEL) -> float:
    """Half the width of Student's interval of a mean: t(n - 1) · sd / sqrt(n). Raises ValueError for n < 2."""
    return student_quantile((1 + level) / 2, n - 1) * sd / math.sqrt(n)


def hedges_g(first: Summary, second: Summary, level: float = LEVEL) -> Effect | None:
    """The difference first - second in pooled standard deviations, corrected for small samples.

    g = J · (mean1 - mean2) / s_pooled with J = 1 - 3 / (4 · df - 1), and the large-sample variance
    (n1 + n2) / (n1 · n2) + g² / (2 · (n1 + n2)): Hedges & Olkin (1985), Statistical Methods for Meta-Analysis,
    chapter 5. None where a group has fewer than two people, or nobody differs from the others of their group.
    """
    if first.mean is None or second.mean is None or first.sd is None or second.sd is None:
        return None
    if first.sd == second.sd == 0:
        return None
    df = first.n + second.n - 2
    pooled = math.sqrt(((first.n - 1) * first.sd**2 + (second.n - 1) * second.sd**2) / df)
    g = (1 - 3 / (4 * df - 1)) * (first.mean - second.mean) / pooled
    se = math.sqrt((first.n + second.n) / (first.n * second.n) + g * g / (2 * (first.n + second.n)))
    z = normal_quantile(level)
    return Effect(g, se, g - z * se, g + z * se)
