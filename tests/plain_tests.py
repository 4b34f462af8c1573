"""The tests of `compare` in plain loops, for tests of several packages: imported only where needed, since SciPy
takes a second."""

import itertools
import math

from scipy import interpolate, optimize, stats

Units = list[tuple[float, float]]
Told = tuple[float, float, float, float]


def equal_rates_t(mine: Units, theirs: Units, *, normal: bool = False) -> Told:
    """estimate, low, high, p of the difference of two ratios, in plain loops over the units and their permutations; or,
    as for normal residuals, by Student's t distribution."""
    units = mine + theirs
    (x1, n1), (x2, n2) = (_sums(side) for side in (mine, theirs))
    estimate = x1 / n1 - x2 / n2
    residuals = _residuals(units)
    observed, df, scale = sum(residuals[: len(mine)]), len(units) - 1, 1 / n1 + 1 / n2
    part = n1 / (n1 + n2)
    if normal:
        squares = sum(e * e for e in residuals)
        second = part * (1 - part) * squares * len(units) / df
        skewness = skewness_of_small_counts(units, part * len(units)) if x1 + x2 else 0.0
        shape, inflation = (df / 2, skewness), 1.0
    else:
        cumulants = drawn_cumulants(residuals, part * len(units))
        second = cumulants[0]
        shape, inflation = _shape(cumulants, df), plain_inflation(mine, theirs)
    share = observed**2 / (df * second) if second > 1e-12 else 1.0
    if len(mine) < 2 or len(theirs) < 2 or share > 1 - 1e-12:
        return estimate, math.nan, math.nan, math.nan
    ways = math.comb(len(units), len(mine))
    least = max((2 if len(mine) == len(theirs) else 1) / ways, plain_tail(mine, theirs))
    return _told(estimate, df * second, share, scale, (mine, theirs), df, shape, inflation, least)


def block_t(events: list[tuple[Units, Units]]) -> Told:
    """The same for the weighted mean of the differences within events: the more careful one of drawing units within
    events and of flipping the signs of the events' differences."""
    weights, differences, within = [], [], []
    for mine, theirs in events:
        (a, b), residuals = (_sums(mine)[1], _sums(theirs)[1]), _residuals(mine + theirs)
        weights.append(a * b / (a + b))
        differences.append(sum(residuals[: len(mine)]))
        within.append(drawn_cumulants(residuals, a / (a + b) * len(residuals)))
    observed, scale = sum(differences), 1 / sum(weights)
    if len(events) < 2:
        return observed * scale, math.nan, math.nan, math.nan
    sides = [unit for mine, _ in events for unit in mine], [unit for _, theirs in events for unit in theirs]
    flipped = [sum(sign * y for sign, y in zip(signs, differences, strict=True))
               for signs in itertools.product((-1, 1), repeat=len(events))]  # fmt: skip
    chances = [
        (tuple(map(sum, zip(*within, strict=True))), sum(len(m) + len(t) - 1 for m, t in events), 0.0),
        (_cumulants_of(flipped), len(events), min(2.0 ** (1 - sum(abs(y) > 1e-12 for y in differences)), 1)),
    ]
    told = []
    for cumulants, df, least in chances:
        total = df * cumulants[0]
        share = observed**2 / total if total > 1e-12 else 1.0
        if df < 2 or share > 1 - 1e-12:
            return observed * scale, math.nan, math.nan, math.nan
        told.append(_told(observed * scale, total, share, scale, sides, df, _shape(cumulants, df), 1.0, least))
    one, other = told
    return one[0], min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def drawn_cumulants(residuals: list[float], size: float) -> tuple[float, float, float]:
    """Second to fourth cumulant of the sum of `size` residuals drawn without replacement.

    Each moment is a polynomial of the size: it is counted out for whole sizes, and interpolated between them."""
    whole = range(len(residuals) + 1)
    moments = []
    for power in (2, 3, 4):
        known = [
            sum(sum(some) ** power for some in itertools.combinations(residuals, k)) / math.comb(len(residuals), k)
            for k in whole
        ]
        degree = min(power, len(residuals))
        moments.append(float(interpolate.BarycentricInterpolator(list(whole)[: degree + 1], known[: degree + 1])(size)))
    return moments[0], moments[1], moments[2] - 3 * moments[0] ** 2


def _cumulants_of(values: list[float]) -> tuple[float, float, float]:
    second, third, fourth = (sum(t**k for t in values) / len(values) for k in (2, 3, 4))
    return second, third, fourth - 3 * second**2


def plain_inflation(mine: Units, theirs: Units) -> float:
    """By how much more the difference varies than in proportion to n: by αn + βn², or by the sides' own variances."""
    units, part = mine + theirs, _sums(mine)[1] / _sums(mine + theirs)[1]
    residuals, lengths = _residuals(units), [n for _, n in units]
    squares, with_n = sum(e * e for e in residuals), sum(e * e * n for e, n in zip(residuals, lengths, strict=True))
    n1, n2, n3 = (sum(n**k for n in lengths) for k in (1, 2, 3))
    wide = n1 * n3 - n2 * n2
    alpha, beta = 0.0, 0.0
    if wide > 1e-9 * n1 * n3:
        alpha, beta = (squares * n3 - with_n * n2) / wide, (n1 * with_n - n2 * squares) / wide
        alpha, beta = (0, squares / n2) if alpha < 0 else (squares / n1, 0) if beta < 0 else (alpha, beta)
    fitted = alpha * n1 + beta * n2
    share = sum(alpha * n + beta * n * n for _, n in mine) / fitted if fitted else part

    def varies(of_mine: float, of_theirs: float) -> float:
        return (1 - part) ** 2 * of_mine + part**2 * of_theirs

    by_length = varies(share, 1 - share)
    if by_length <= part * (1 - part):
        share = part
    many = len(units)
    kurtosis = max(many * sum(e**4 for e in residuals) / squares**2 - 3, -1) if squares else 0.0
    own = []
    for side, expected in ((mine, share), (theirs, 1 - share)):
        if len(side) < 2 or not squares:
            return 1.0
        df = 2 * (len(side) - 1) / (2 + kurtosis)
        seen = sum(e * e for e in _residuals(side)) * len(side) / (len(side) - 1)
        own.append((20 * expected * squares * many / (many - 1) + df * seen) / (20 + df))
    by_side = varies(*own) / (squares * many / (many - 1))
    return max(by_length, by_side, part * (1 - part)) / (part * (1 - part))


def plain_tail(mine: Units, theirs: Units) -> float:
    """The binomial test of bursts, with half a burst more on either side."""
    (x1, n1), (x2, n2), units = _sums(mine), _sums(theirs), mine + theirs
    residuals = _residuals(units)
    squares = sum(e * e for e in residuals)
    if not squares or min(x for x, _ in units) < 0:
        return 0.0
    size = squares * len(units) / (len(units) - 1) / (x1 + x2)
    more = stats.beta(x1 / size + 0.5, x2 / size + 0.5).cdf(n1 / (n1 + n2))
    return more if x1 * n2 > x2 * n1 else 1 - more


def _sums(units: Units) -> tuple[float, float]:
    return sum(x for x, _ in units), sum(n for _, n in units)


def _residuals(units: Units) -> list[float]:
    x, n = _sums(units)
    return [one - x / n * words for one, words in units]


def _shape(cumulants: tuple[float, float, float], df: int) -> tuple[float, float]:
    """α + β of the beta distribution of the share, and the skewness."""
    second, third, fourth = cumulants
    mean = 1 / df
    of_square = fourth / second**2 + 3 if second > 1e-12 else 3.0
    whole = mean * (1 - mean) / max(of_square * mean**2 - mean**2, 1e-6 * mean**2) - 1
    return min(max(whole, min(1.5, df / 2)), 25 * df), third / second**1.5 if second > 1e-12 else 0.0


def _told(
    estimate: float, total: float, share: float, scale: float, sides: tuple[Units, Units], df: int,
    shape: tuple[float, float], inflation: float, least: float,
) -> Told:  # fmt: skip
    whole, skewness = shape
    beta, long_tailed = stats.beta(whole / df, whole * (1 - 1 / df)), whole < (1 - 1e-9) * df / 2
    (x1, n1), (x2, n2) = (_sums(side) for side in sides)
    se = math.sqrt(inflation * total * (1 - share) / (df - 1)) * scale
    bar, usual = beta.ppf(0.95), stats.norm.isf(0.025)
    bar = (df - 1) * bar / (1 - bar)
    if long_tailed and abs(skewness) > 1e-3:
        bent = optimize.brentq(lambda z: type_three(z, skewness) - 0.05, 0.5, 12)
        most = min(bent**2 / df, 0.999)
        bar = max(bar, (df - 1) * most / (1 - most))
    elif not long_tailed and abs(skewness) > 1e-3:
        more = max(type_three(usual, skewness) / 0.05, 1)
        bar *= (stats.norm.isf(0.025 / more) / usual) ** 2

    def rejected(delta: float) -> float:
        """Above 0 where the test at this difference rejects."""
        words = n2 if delta > 0 else n1
        grown = se**2 * (1 + 2 * abs(delta) * words / (n1 + n2) * words / (x1 + x2))
        return (estimate - delta) ** 2 - bar * grown

    low, high = (optimize.brentq(rejected, estimate, estimate + far, xtol=1e-14) for far in (-1e6, 1e6))
    f = (df - 1) * share / (1 - share) / inflation
    p, z = beta.sf(f / (df - 1 + f)), math.sqrt(share * df / inflation)
    if z > 1.5 and abs(skewness) > 1e-3:
        tails = type_three(z, skewness)
        p = max(p, tails) if long_tailed else min(p * max(tails / (2 * stats.norm.sf(z)), 1), 1)
    p = max(p, least)
    if p >= 0.05:
        low, high = min(low, 0), max(high, 0)
    return estimate, low, high, p


def skewness_of_small_counts(units: Units, size: float) -> float:
    """The skewness of a sum of residuals of `size` units drawn without replacement, were all counts 0, 1 and 2."""
    x, n, xx, xn, nn = (sum(f(x, n) for x, n in units) for f in (
        lambda x, n: x, lambda x, n: n, lambda x, n: x * x, lambda x, n: x * n, lambda x, n: n * n
    ))  # fmt: skip
    rate, many = x / n, len(units)
    cubes = x + 3 * (xx - x) - 3 * rate * xn * xx / x + 3 * rate**2 * xn**2 / x - rate**3 * nn**2 / n
    squares = sum((x - rate * n) ** 2 for x, n in units)
    part, left = size / many, (many - size) / (many - 1)
    variance = part * left * squares
    # Finite populations: third central moment of a sample total, Cochran (1977), section 2.
    return part * left * (many - 2 * size) / (many - 2) * cubes / variance**1.5 if many > 2 and variance > 0 else 0.0


def type_three(z: float, skewness: float) -> float:
    """How likely |T| ≥ z is for a T of that skewness after Pearson's type III."""
    bent = stats.pearson3(min(abs(skewness), 20))
    return bent.sf(z) + bent.cdf(-z)
