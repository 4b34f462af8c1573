"""How far out a permuted statistic lies, on the scale of a normal distribution."""

from __future__ import annotations

import numpy as np

from analysis.stats.array_types import Floats

# Beyond this skewness a single unit decides, and the approximation is no longer close.
MOST_SKEWED = 8


def normal_scores(t: Floats, variance: Floats, third: Floats) -> Floats:
    """Compute the normal score of |T|, for T of mean 0 that is skewed.

    A T of large skewness reaches many standard deviations more easily than a normal one. Its score is the z that a
    normal variable exceeds with about the same probability, so that the largest of many scores is not always that of
    the most skewed T.

    Parameters
    ----------
    t : array of float
        The statistic.
    variance, third : array of float
        Its variance and its third cumulant.

    Returns
    -------
    array of float
        0 or above; 0 where T does not vary. Single precision if the inputs have it.

    References
    ----------
    Wilson & Hilferty (1931), The distribution of chi-square, PNAS 17(12), for the cube root.

    Examples
    --------
    A T that is skewed to the right hardly lies four standard deviations to the left.

    >>> normal_scores(np.array([2.0, -4.0, 4.0]), np.array(1.0), np.array([0.0, 1.0, 1.0])).round(2).tolist()
    [2.0, 11.83, 2.82]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(variance)
        skewness = third / (variance * spread)
        size = np.where(spread > 0, np.abs(t) / spread, 0)
    skewness = np.sign(t) * np.clip(np.nan_to_num(skewness), -MOST_SKEWED, MOST_SKEWED)
    root = np.cbrt(1 + skewness * size / 2)
    score: Floats = np.maximum(3 * size / (root * root + root + 1) + skewness / 6, 0)
    return score
