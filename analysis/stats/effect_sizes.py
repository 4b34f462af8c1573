"""Effect sizes of keyness: how much more often an item occurs in a target than in a reference.

Everywhere `a` and `b` are the counts of an item in target and reference, and `n_a` and `n_b` the sizes of the two in
tokens; the four broadcast against each other.
"""

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.stats.array_types import Array
from analysis.stats.contingency_counts import checked_counts


def log_ratio(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Binary logarithm of the ratio of relative frequencies.

    A count of 0 is replaced by 0.5. In corpora of very unequal size that can make an absent item look preferred by the
    smaller one, which the conservative log ratio does not.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        In doublings.
        NaN if a corpus is empty, or if the item does not occur.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Hardie (2014), Log Ratio: an informal introduction.

    Examples
    --------
    >>> round(float(log_ratio(10, 5, 100, 200)), 6)
    2.0
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    log_a: Array = np.log2(_half_for_zero(a) / n_a)
    log_b: Array = np.log2(_half_for_zero(b) / n_b)
    return log_a - log_b


def conservative_log_ratio(
    a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike, *, m: int, confidence: float = 0.95
) -> Array:
    """Conservative log ratio LRC: the end nearer to 0 of the exact interval of the log ratio, or 0 within the interval.

    The interval is that of Clopper & Pearson for the share of the target in all occurrences, two-sided; counts of 0
    need no substitute.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.
    m : int
        Number of items that are compared together, for Bonferroni's correction; 1 for no correction.
    confidence : float, default 0.95
        Level of the interval, between 0 and 1.

    Returns
    -------
    array of float
        In doublings.
        NaN if a corpus is empty, or if the item does not occur.

    Raises
    ------
    ValueError
        If `confidence` is not between 0 and 1, `m` is below 1, or a count is impossible.

    References
    ----------
    Evert (2022), Measuring keyness; Clopper & Pearson (1934).

    Examples
    --------
    >>> round(float(conservative_log_ratio(10, 5, 100, 200, m=1)), 3)
    0.317
    """
    tail = _tail(confidence, m)
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    direction = np.sign(a * n_b - b * n_a)
    more, fewer = np.where(direction < 0, b, a), np.where(direction < 0, a, b)
    size_ratio = np.where(direction < 0, n_a / n_b, n_b / n_a)
    share: Array = special.betaincinv(more, fewer + 1, tail)
    nearer_end: Array = np.log2(share / (1 - share) * size_ratio)
    return direction * np.maximum(nearer_end, 0)


def conservative_log_ratio_normal(
    a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike, *, m: int, confidence: float = 0.99
) -> Array:
    """Conservative log ratio by the normal interval, `clr` in pandas-association-measures.

    A count of 0 is replaced by 0.5, as in `log_ratio`.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.
    m : int
        Number of items that are compared together, for Bonferroni's correction; 1 for no correction.
    confidence : float, default 0.99
        Level of the interval, between 0 and 1.

    Returns
    -------
    array of float
        In doublings.
        NaN if a corpus is empty, or if the item does not occur.

    Raises
    ------
    ValueError
        If `confidence` is not between 0 and 1, `m` is below 1, or a count is impossible.

    References
    ----------
    Katz, Baptista, Azen & Pike (1978), interval C, on the log ratio of Hardie (2014).
    """
    tail = _tail(confidence, m)
    ratio = log_ratio(a, b, n_a, n_b)
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    a, b = _half_for_zero(a), _half_for_zero(b)
    standard_error: Array = np.sqrt((1 / a - 1 / n_a) + (1 / b - 1 / n_b)) / np.log(2)
    nearer_end: Array = np.abs(ratio) + special.ndtri(tail) * standard_error
    return np.sign(ratio) * np.maximum(nearer_end, 0)


def percent_diff(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Difference of the relative frequencies in percent of that of the reference, %DIFF.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        In percent; -100 where `a` is 0, infinity where `b` is 0.
        NaN if a corpus is empty, or if the item does not occur.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Gabrielatos & Marchi (2012), Keyness: appropriate metrics and practical issues.

    Examples
    --------
    >>> round(float(percent_diff(10, 5, 100, 200)), 6)
    300.0
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    with np.errstate(divide="ignore"):
        return 100 * (a * n_b - b * n_a) / (b * n_a)


def pmi(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Pointwise mutual information of item and target: the logarithm of the observed over the expected count.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        In nats; minus infinity where `a` is 0.
        NaN if a corpus is empty, or if the item does not occur.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Church & Hanks (1990), Word association norms, mutual information, and lexicography.

    Examples
    --------
    >>> round(float(pmi(10, 5, 100, 200)), 3)
    0.693
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    with np.errstate(divide="ignore"):
        information: Array = np.log(a * (n_a + n_b) / ((a + b) * n_a))
    return information


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

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.
    prior : array_like of float
        Pseudo-count of the item in either corpus.
    prior_size : array_like of float
        Sum of the pseudo-counts of all items of the vocabulary.
    variance : {'2-term', '4-term'}
        Whether the variance is 1 / y summed over both corpora, which is close where items are rare, or 1 / y +
        1 / (n - y), where y and n include the pseudo-counts.

    Returns
    -------
    delta : array of float
        In nats. An item that does not occur has a value if its prior is above 0; NaN where count and prior are both 0.
    z : array of float
        delta / sqrt(variance); p by `normal_p`.

    Raises
    ------
    ValueError
        If the variance is unknown, a prior is negative or larger than `prior_size`, or a count is impossible.

    References
    ----------
    Monroe, Colaresi & Quinn (2008), Fightin' Words, eqs. 15-22.
    """
    if variance not in ("2-term", "4-term"):
        raise ValueError(f"Invalid `variance`: {variance!r}. Expected '2-term' or '4-term'.")
    prior, prior_size = np.asarray(prior, dtype=float), np.asarray(prior_size, dtype=float)
    if ((prior < 0) | (prior > prior_size)).any():
        raise ValueError("Invalid `prior`. Expected 0 to `prior_size`, the sum of the priors of all items.")
    n_a, n_b = checked_counts(a, b, n_a, n_b)[2:]
    y_a, y_b = np.asarray(a) + prior, np.asarray(b) + prior
    cells = (y_a, n_a + prior_size - y_a, y_b, n_b + prior_size - y_b)
    y_a, rest_a, y_b, rest_b = (np.where(cell > 0, cell, np.nan) for cell in cells)
    delta = np.log(y_a / rest_a) - np.log(y_b / rest_b)
    variances = 1 / y_a + 1 / y_b
    if variance == "4-term":
        variances = variances + 1 / rest_a + 1 / rest_b
    return delta, delta / np.sqrt(variances)


def _half_for_zero(counts: Array) -> Array:
    return np.where(counts == 0, 0.5, counts)


def _tail(confidence: float, m: int) -> float:
    """Return the probability beyond each end of an interval that is one of m."""
    if not (0 < confidence < 1 and m >= 1):
        raise ValueError(f"Invalid `confidence` and `m`: {confidence} and {m}. Expected 0 to 1, and at least 1.")
    return (1 - confidence) / m / 2
