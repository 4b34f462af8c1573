"""Classical tests of keyness: whether an item occurs more often in a target than in a reference.

Everywhere `a` and `b` are the counts of an item in target and reference, and `n_a` and `n_b` the sizes of the two in
tokens; the four broadcast against each other.

These tests assume that every token is drawn independently, which holds for no text: their p-values are far too small on
real articles. They are for comparison with other work; the test of articles is that of `ratio_tests`.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from analysis.stats.array_types import Array
from analysis.stats.contingency_counts import checked_counts, margins


def g2_2term(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Log-likelihood G² over the two cells of the item, as corpus linguists use it.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        G² ≥ 0, without a sign (see `signed`); p by `chi2_p`.
        NaN if a corpus is empty, or if the item does not occur.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Rayson & Garside (2000), Comparing corpora using frequency profiling, eqs. 1-2.

    Examples
    --------
    >>> round(float(g2_2term(10, 5, 100, 200)), 3)
    6.931
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    rate = (a + b) / (n_a + n_b)
    divergence: Array = special.rel_entr(a, n_a * rate) + special.rel_entr(b, n_b * rate)
    return 2 * np.maximum(divergence, 0)


def g2_4term(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Log-likelihood G² over all four cells of the table, the likelihood-ratio statistic of two binomials.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        G² ≥ 0, without a sign (see `signed`); p by `chi2_p`.
        NaN if a corpus is empty, or if the item does not occur, or nothing else does.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Dunning (1993), Accurate methods for the statistics of surprise and coincidence.

    Examples
    --------
    >>> round(float(g2_4term(10, 5, 100, 200)), 3)
    7.33
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    item, others, total = margins(a, b, n_a, n_b)
    in_a: Array = special.rel_entr(a, n_a * item / total) + special.rel_entr(n_a - a, n_a * others / total)
    in_b: Array = special.rel_entr(b, n_b * item / total) + special.rel_entr(n_b - b, n_b * others / total)
    return 2 * np.maximum(in_a + in_b, 0)


def g2_williams(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Four-term G² divided by Williams' q, which is closer to chi-squared in small tables.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        G² / q ≥ 0, without a sign (see `signed`); p by `chi2_p`.
        NaN if a corpus is empty, or if the item does not occur, or nothing else does.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Williams (1976), Improved likelihood ratio tests for complete contingency tables.
    """
    g2 = g2_4term(a, b, n_a, n_b)
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    item, others, total = margins(a, b, n_a, n_b)
    q = 1 + (total / n_a + total / n_b - 1) * (total / item + total / others - 1) / (6 * total)
    return g2 / q


def chi_squared(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Pearson's chi-squared of the 2 × 2 table, without correction.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        Chi-squared ≥ 0, without a sign (see `signed`); p by `chi2_p`.
        NaN if a corpus is empty, or if the item does not occur, or nothing else does.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Pearson (1900), in the 2 × 2 form N (ad - bc)² / (product of the margins).

    Examples
    --------
    >>> round(float(chi_squared(10, 5, 100, 200)), 3)
    7.895
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    item, others, total = margins(a, b, n_a, n_b)
    return total * (a * n_b - b * n_a) ** 2 / (n_a * n_b * item * others)


def chi_squared_yates(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Pearson's chi-squared with Yates' correction: each deviation is reduced by half a count, to no less than 0.

    Parameters
    ----------
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        Chi-squared ≥ 0, without a sign (see `signed`); p by `chi2_p`.
        NaN if a corpus is empty, or if the item does not occur, or nothing else does.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Yates (1934), Contingency tables involving small numbers and the χ² test.
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    item, others, total = margins(a, b, n_a, n_b)
    deviation: Array = np.maximum(np.abs(a * n_b - b * n_a) - total / 2, 0)
    return total * deviation**2 / (n_a * n_b * item * others)


def text_dispersion_g2(a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Text-dispersion keyness: four-term G² of the texts that contain the item and those that do not.

    Parameters
    ----------
    a, b : array_like of float
        Texts of the target and of the reference that contain the item.
    n_a, n_b : array_like of float
        All texts of the target and of the reference.

    Returns
    -------
    array of float
        G² ≥ 0, without a sign (see `signed`); 0 for an item of every text.
        NaN if a corpus has no texts, or if no text contains the item.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    References
    ----------
    Egbert & Biber (2019), Incorporating text dispersion into keyword analyses, Corpora 14(1).

    Examples
    --------
    >>> text_dispersion_g2([8, 10], [2, 5], 10, 5).round(3).tolist()
    [2.357, 0.0]
    """
    a, b = np.asarray(a), np.asarray(b)
    everywhere = (a == n_a) & (b == n_b) & (a > 0) & (b > 0)
    return np.where(everywhere, 0.0, g2_4term(a, b, n_a, n_b))


def signed(statistic: ArrayLike, a: ArrayLike, b: ArrayLike, n_a: ArrayLike, n_b: ArrayLike) -> Array:
    """Give a statistic the sign of the difference.

    Parameters
    ----------
    statistic : array_like of float
        Any G² or chi-squared of this module.
    a, b, n_a, n_b
        As in `stats.contingency_counts.checked_counts`.

    Returns
    -------
    array of float
        Negative where the item is rarer in the target.

    Raises
    ------
    ValueError
        If a count is negative, or larger than its corpus.

    Examples
    --------
    >>> signed([3, 3], [1, 5], [5, 1], 10, 10).tolist()
    [-3.0, 3.0]
    """
    a, b, n_a, n_b = checked_counts(a, b, n_a, n_b)
    direction = np.sign(a * n_b - b * n_a)
    with_sign: Array = np.asarray(statistic, dtype=float) * direction
    return with_sign


def chi2_p(statistic: ArrayLike) -> Array:
    """Probability of a chi-squared with one degree of freedom at least this large.

    Parameters
    ----------
    statistic : array_like of float
        Any G² or chi-squared of this module; its sign is ignored.

    Returns
    -------
    array of float

    Examples
    --------
    >>> round(float(chi2_p(3.841)), 3)
    0.05
    """
    p: Array = special.chdtrc(1, np.abs(np.asarray(statistic, dtype=float)))
    return p


def normal_p(z: ArrayLike) -> Array:
    """Two-sided probability of a standard normal at least this far from 0.

    Parameters
    ----------
    z : array_like of float
        Such as that of `log_odds_dirichlet`.

    Returns
    -------
    array of float

    Examples
    --------
    >>> round(float(normal_p(-1.96)), 3)
    0.05
    """
    tail: Array = special.ndtr(-np.abs(np.asarray(z, dtype=float)))
    return 2 * tail
