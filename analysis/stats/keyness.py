"""Keyness: how much more often an item occurs in a target than in a reference.

Everywhere a and b are the counts of an item in target and reference, n_a and n_b the sizes of the two in
tokens. All four are arrays that broadcast against each other, and the result has their common shape: 50,000
items against 24 references is one call. Where the data cannot answer (an empty corpus, an item that occurs
nowhere, and for the statistics of a whole 2 × 2 table an item that is all there is) the result is NaN.
Impossible counts (below 0, or above the corpus size) raise ValueError.

These statistics take every token as drawn independently, which no text is: their p-values are far too small
on real articles. They stand here under their exact names, to be compared with; the test to believe is in
`moments`.
"""

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats
from scipy.stats.contingency import odds_ratio

from analysis.stats.array_types import Array

Whole = NDArray[np.int64]


def _counts(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> tuple[Array, Array, Array, Array]:
    """Check the arguments, and turn what cannot be answered into NaN, so that no formula divides by zero."""
    a, b, n_a, n_b = (np.asarray(values, dtype=float) for values in (a, b, n_a, n_b))
    for name, counts, sizes in (("a", a, n_a), ("b", b, n_b)):
        wrong = (counts < 0) | (counts > sizes)
        if wrong.any():
            count, size = (np.broadcast_to(v, wrong.shape)[wrong][0] for v in (counts, sizes))
            raise ValueError(f"{name} must lie between 0 and n_{name}; got {count:g} with n_{name} = {size:g}")
    seen = a + b > 0
    a, b = np.where(seen, a, np.nan), np.where(seen, b, np.nan)
    return a, b, np.where(n_a > 0, n_a, np.nan), np.where(n_b > 0, n_b, np.nan)


def _margins(a: Array, b: Array, n_a: Array, n_b: Array) -> tuple[Array, Array, Array]:
    """Occurrences of the item, occurrences of everything else (NaN if none), and all tokens."""
    total = n_a + n_b
    others = total - (a + b)
    return a + b, np.where(others > 0, others, np.nan), total


def g2_2term(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Log-likelihood G² over the two cells of the item alone, as corpus linguists use it.

    Returns: G² ≥ 0, without sign (see `signed`); p by `chi2_p`.
    Source: Rayson & Garside (2000), "Comparing corpora using frequency profiling", eqs. 1-2."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    rate = (a + b) / (n_a + n_b)
    return 2 * np.maximum(special.rel_entr(a, n_a * rate) + special.rel_entr(b, n_b * rate), 0)


def g2_4term(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Log-likelihood G² over all four cells of the table: the likelihood-ratio statistic of two binomials.

    Returns: G² ≥ 0, without sign (see `signed`); p by `chi2_p`.
    Source: Dunning (1993), "Accurate methods for the statistics of surprise and coincidence"."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    item, others, total = _margins(a, b, n_a, n_b)
    in_a = special.rel_entr(a, n_a * item / total) + special.rel_entr(n_a - a, n_a * others / total)
    in_b = special.rel_entr(b, n_b * item / total) + special.rel_entr(n_b - b, n_b * others / total)
    return 2 * np.maximum(in_a + in_b, 0)


def g2_williams(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Four-term G² divided by Williams' q, which brings it nearer to chi-squared in small tables.

    Returns: G² / q ≥ 0, without sign (see `signed`); p by `chi2_p`.
    Source: Williams (1976), "Improved likelihood ratio tests for complete contingency tables", for 2 × 2."""
    g2 = g2_4term(a, b, n_a, n_b)
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    item, others, total = _margins(a, b, n_a, n_b)
    q = 1 + (total / n_a + total / n_b - 1) * (total / item + total / others - 1) / (6 * total)
    return g2 / q


def chi_squared(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Pearson's chi-squared of the 2 × 2 table, without correction.

    Returns: chi-squared ≥ 0, without sign (see `signed`); p by `chi2_p`.
    Source: Pearson (1900), in the 2 × 2 form N (ad - bc)^2 / (product of the margins)."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    item, others, total = _margins(a, b, n_a, n_b)
    return total * (a * n_b - b * n_a) ** 2 / (n_a * n_b * item * others)


def chi_squared_yates(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Pearson's chi-squared with Yates' correction: half a count off each deviation, never past 0.

    Returns: chi-squared ≥ 0, without sign (see `signed`); p by `chi2_p`.
    Source: Yates (1934), "Contingency tables involving small numbers and the χ² test"."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    item, others, total = _margins(a, b, n_a, n_b)
    deviation = np.maximum(np.abs(a * n_b - b * n_a) - total / 2, 0)
    return total * deviation**2 / (n_a * n_b * item * others)


def signed(statistic: ArrayLike, a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Give a statistic the sign of the difference: negative where the item is rarer in the target.

    statistic: any of the G² and chi-squared of this module, of the common shape."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    return np.asarray(statistic) * np.sign(a * n_b - b * n_a)


def chi2_p(statistic: ArrayLike) -> Array:
    """Probability of a chi-squared with one degree of freedom at least this large; the sign is ignored.

    Holds for both G², Williams' and both chi-squared."""
    return special.chdtrc(1, np.abs(np.asarray(statistic, dtype=float)))


def normal_p(z: ArrayLike) -> Array:
    """Two-sided probability of a standard normal at least this far from 0; for the z of the log-odds."""
    return 2 * special.ndtr(-np.abs(np.asarray(z, dtype=float)))


def _each_table(statistic: Callable[..., Array], *table: ArrayLike) -> Array:
    """Work out an exact statistic once for each different table: most items are rare, and share theirs."""
    cells = np.stack(np.broadcast_arrays(*_counts(*table)))
    answerable = _margins(*cells)[1] > 0
    tables, place = np.unique(cells[:, answerable], axis=1, return_inverse=True)
    if (tables != np.floor(tables)).any():
        raise ValueError("exact statistics need whole numbers; a, b, n_a or n_b has a fraction")
    result = np.full(answerable.shape, np.nan)
    result[answerable] = statistic(*tables.astype(np.int64))[place.ravel()]
    return result[()]


def _fisher_exact_p(a: Whole, b: Whole, n_a: Whole, n_b: Whole) -> Array:
    item, total = a + b, n_a + n_b
    mode = (item + 1) * (n_a + 1) // (total + 2)
    # Seen from the reference the same table has its count below the mode, so one direction is enough.
    above = a > mode
    x, n, mode = np.where(above, b, a), np.where(above, n_b, n_a), np.where(above, item - mode, mode)
    limit = stats.hypergeom.logpmf(x, total, item, n) + 1e-7
    # Bisection for the first count beyond the mode that is no likelier than x; neighbours can share the mode.
    below = np.where(stats.hypergeom.logpmf(mode, total, item, n) <= limit, x, mode)
    far = np.minimum(item, n) + 1
    while (far - below > 1).any():
        middle = (below + far) // 2
        rare = stats.hypergeom.logpmf(middle, total, item, n) <= limit
        below, far = np.where(rare, below, middle), np.where(rare, middle, far)
    p = stats.hypergeom.cdf(x, total, item, n) + stats.hypergeom.sf(far - 1, total, item, n)
    return np.minimum(p, 1)


def fisher_exact_p(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Two-sided p of Fisher's exact test: all tables with these margins that are no likelier than this one.

    Raises: ValueError if a count is not a whole number.
    Source: Fisher (1935), "The logic of inductive inference"; ties as in R's fisher.test (1 + 1e-7)."""
    return _each_table(_fisher_exact_p, a, b, n_a, n_b)


def _conditional_odds_ratio(a: Whole, b: Whole, n_a: Whole, n_b: Whole) -> Array:
    tables = np.stack([[a, b], [n_a - a, n_b - b]]).transpose(2, 0, 1)
    return np.array([odds_ratio(table, kind="conditional").statistic for table in tables], dtype=float)


def conditional_odds_ratio(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Conditional maximum-likelihood odds ratio, the estimate that belongs to Fisher's exact test.

    One root search by scipy for each different table: count on a few milliseconds apiece.
    Returns: 0 where a is as small as its margins allow, infinity where it is as large.
    Raises: ValueError if a count is not a whole number.
    Source: Fisher (1935); Cornfield (1956), through scipy.stats.contingency.odds_ratio."""
    return _each_table(_conditional_odds_ratio, a, b, n_a, n_b)


def log_ratio(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Binary logarithm of the ratio of relative frequencies: each unit is a doubling.

    A count of 0 is taken as 0.5 (both 0: NaN). In corpora of very unequal size that can make an absent item
    look preferred by the smaller one; the conservative log ratio has no such fault.
    Source: Hardie (2014), "Log Ratio: an informal introduction"."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    return np.log2(a / n_a) - np.log2(b / n_b)


def _tail(confidence: float, m: int) -> float:
    """Probability left beyond each end of an interval that is one of m."""
    if not (0 < confidence < 1 and m >= 1):
        raise ValueError(f"confidence must be between 0 and 1, m at least 1; got {confidence} and {m}")
    return (1 - confidence) / m / 2


def conservative_log_ratio(
    a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike, *, m: int, confidence: float = 0.95
) -> Array:
    """Conservative log ratio LRC: the end nearer to 0 of the log ratio's exact interval; 0 if that holds 0.

    m: how many items are looked at together (Bonferroni); 1 for none.
    The interval is Clopper & Pearson's for the share of the target in all a + b occurrences, two-sided; zero
    counts need no substitute.
    Returns: doublings, as `log_ratio`.
    Raises: ValueError if confidence is not between 0 and 1, or m below 1.
    Source: Evert (2022), "Measuring keyness"; Clopper & Pearson (1934)."""
    tail = _tail(confidence, m)
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    direction = np.sign(a * n_b - b * n_a)
    more, fewer = np.where(direction < 0, b, a), np.where(direction < 0, a, b)
    size_ratio = np.where(direction < 0, n_a / n_b, n_b / n_a)
    share = special.betaincinv(more, fewer + 1, tail)
    return direction * np.maximum(np.log2(share / (1 - share) * size_ratio), 0)


def conservative_log_ratio_normal(
    a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike, *, m: int, confidence: float = 0.99
) -> Array:
    """Conservative log ratio by the normal interval: `clr` in pandas-association-measures.

    m: how many items are looked at together (Bonferroni); 1 for none.
    A count of 0 is taken as 0.5, as in `log_ratio`.
    Returns: doublings, as `log_ratio`.
    Raises: ValueError if confidence is not between 0 and 1, or m below 1.
    Source: Katz, Baptista, Azen & Pike (1978), interval C, on the log ratio of Hardie (2014)."""
    tail = _tail(confidence, m)
    ratio = log_ratio(a, b, n_a, n_b)
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    a, b = np.where(a == 0, 0.5, a), np.where(b == 0, 0.5, b)
    error = np.sqrt((1 / a - 1 / n_a) + (1 / b - 1 / n_b)) / np.log(2)
    return np.sign(ratio) * np.maximum(np.abs(ratio) + special.ndtri(tail) * error, 0)


def percent_diff(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """%DIFF: by how many per cent of the reference's relative frequency the target's is higher.

    Returns: per cent, -100 where a = 0, infinity where b = 0.
    Source: Gabrielatos & Marchi (2012), "Keyness: appropriate metrics and practical issues"."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    with np.errstate(divide="ignore"):
        return 100 * (a * n_b - b * n_a) / (b * n_a)


def pmi(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Pointwise mutual information of item and target: log of observed over expected count.

    Returns: nats (natural logarithm), minus infinity where a = 0.
    Source: Church & Hanks (1990), "Word association norms, mutual information, and lexicography"."""
    a, b, n_a, n_b = _counts(a, b, n_a, n_b)
    with np.errstate(divide="ignore"):
        return np.log(a * (n_a + n_b) / ((a + b) * n_a))


def log_odds_dirichlet(
    a: ArrayLike,
    b: ArrayLike,
    n_a: ArrayLike,
    n_b: ArrayLike,
    *,
    prior: ArrayLike,
    prior_size: ArrayLike,
    variance: Literal["2-term", "4-term"],
) -> tuple[Array, Array]:
    """Log-odds ratio with an informative Dirichlet prior, and its z.

    prior: pseudo-count of the item in either corpus; prior_size: their sum over all items of the vocabulary.
    variance: "4-term" sums 1 / y + 1 / (n - y) over both corpora (y and n with their priors); "2-term" only
    1 / y, which is close where items are rare.
    Returns: delta (nats) and z = delta / sqrt(variance); p by `normal_p`. An item that occurs nowhere has an
    answer as long as the prior gives it one; NaN where count and prior are both 0.
    Raises: ValueError for another variance, or a prior below 0 or above prior_size.
    Source: Monroe, Colaresi & Quinn (2008), "Fightin' Words", eqs. 15-22."""
    if variance not in ("2-term", "4-term"):
        raise ValueError(f"variance must be '2-term' or '4-term', not {variance!r}")
    prior, prior_size = np.asarray(prior, dtype=float), np.asarray(prior_size, dtype=float)
    if ((prior < 0) | (prior > prior_size)).any():
        raise ValueError("prior must lie between 0 and prior_size, the sum of the priors of all items")
    n_a, n_b = _counts(a, b, n_a, n_b)[2:]
    y_a, y_b = np.asarray(a) + prior, np.asarray(b) + prior
    cells = (y_a, n_a + prior_size - y_a, y_b, n_b + prior_size - y_b)
    y_a, rest_a, y_b, rest_b = (np.where(cell > 0, cell, np.nan) for cell in cells)
    delta = np.log(y_a / rest_a) - np.log(y_b / rest_b)
    spread = 1 / y_a + 1 / y_b
    if variance == "4-term":
        spread = spread + 1 / rest_a + 1 / rest_b
    return delta, delta / np.sqrt(spread)
