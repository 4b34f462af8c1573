"""Agreement: how far several coders say the same of the same items."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike
from scipy import sparse

from analysis.stats.array_types import Array

Metric = Literal["nominal", "ordinal", "interval"]
METRICS = get_args(Metric)


def _coincidences(ratings: ArrayLike, metric: Metric) -> tuple[sparse.csr_array, Array]:
    """Coincidence matrix (values × values) of each item with two ratings or more, as a row; the values."""
    if metric not in METRICS:
        raise ValueError(f"metric must be one of {', '.join(METRICS)}; not {metric!r}")
    ratings = np.asarray(ratings, dtype=float)
    if ratings.ndim != 2:
        raise ValueError(f"ratings must be coders × items; got {ratings.ndim} dimension(s)")
    # Who rated does not matter, only what: sorted, missing last, few rows are left of many coders.
    ratings = np.sort(ratings, axis=0)
    rated = (~np.isnan(ratings)).sum(axis=0)
    ratings, rated = ratings[: rated.max(initial=0), rated > 1], rated[rated > 1]
    present = ~np.isnan(ratings)
    values, codes = np.unique(ratings[present], return_inverse=True)
    code = np.full(ratings.shape, -1)
    code[present] = codes
    pairs = present[:, None] & present & ~np.eye(len(ratings), dtype=bool)[..., None]
    first, second, item = pairs.nonzero()
    cell = code[first, item] * values.size + code[second, item]
    shape = (rated.size, values.size**2)
    return sparse.csr_array((1 / (rated[item] - 1), (item, cell)), shape=shape), values


def _alpha(coincidences: Array, values: Array, metric: Metric) -> Array:
    """Alpha of coincidence matrices (..., values × values); NaN where nothing varies."""
    o = coincidences.reshape(*coincidences.shape[:-1], values.size, values.size)
    n_c = o.sum(axis=-1)
    n = n_c.sum(axis=-1)
    if metric == "nominal":
        scale = np.arange(values.size, dtype=float)
    elif metric == "ordinal":
        # The ranks from c to k, counting half of each end, are what lies between the two middle ranks.
        scale = n_c.cumsum(axis=-1) - n_c / 2
    else:
        scale = values
    delta = scale[..., :, None] - scale[..., None, :]
    d = (delta != 0).astype(float) if metric == "nominal" else delta**2
    e = n_c[..., :, None] * n_c[..., None, :]
    expected = (e * d).sum(axis=(-2, -1))
    alpha: Array = 1 - (n - 1) * (o * d).sum(axis=(-2, -1)) / np.where(expected > 0, expected, np.nan)
    return alpha


def krippendorff_alpha(ratings: ArrayLike, *, metric: Metric) -> float:
    """Krippendorff's alpha, 1 − observed / expected disagreement.

    Time and memory grow with the square of the number of different values: round what was measured finely.

    Parameters
    ----------
    ratings : array_like of float, shape (coders, items)
        NaN where a coder did not rate. Items with one rating do not count.
    metric : {"nominal", "ordinal", "interval"}
        Whether numbers are labels, their order counts, or their distances.

    Returns
    -------
    float
        1 where coders agree on every item, 0 where they agree as if by chance; NaN if no item has two ratings, or if
        all ratings are the same.

    Raises
    ------
    ValueError
        For another metric, or ratings that are not two-dimensional.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, sections C-D.

    Examples
    --------
    >>> krippendorff_alpha([[0, 1, 1, 0], [0, 1, 0, 0]], metric="nominal")
    0.5333333333333333
    """
    items, values = _coincidences(ratings, metric)
    return float(_alpha(items.sum(axis=0), values, metric))


def krippendorff_alpha_interval(
    ratings: ArrayLike,
    *,
    metric: Metric,
    rng: int | np.random.Generator,
    confidence: float = 0.95,
    resamples: int = 2000,
) -> tuple[float, float]:
    """Percentile bootstrap interval of Krippendorff's alpha; items are drawn with replacement.

    A resample in which nothing varies has no alpha, and is left out.

    Parameters
    ----------
    ratings, metric
        As for `krippendorff_alpha`.
    rng : int or numpy.random.Generator
        A seed or a generator.
    confidence : float
        Level of the interval, between 0 and 1.
    resamples : int
        How often items are drawn.

    Returns
    -------
    low, high : float
        NaN with fewer than two items that have two ratings, or nothing that varies.

    Raises
    ------
    ValueError
        As `krippendorff_alpha`, and if confidence is not between 0 and 1.

    References
    ----------
    Zapf, Castell, Morawietz & Karch (2016), Measuring inter-rater reliability for nominal data, BMC Medical Research
    Methodology 16.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1; got {confidence}")
    items, values = _coincidences(ratings, metric)
    units = items.shape[0]
    if units < 2:
        return np.nan, np.nan
    drawn = np.random.default_rng(rng).multinomial(units, np.full(units, 1 / units), size=resamples)
    # In batches, so that no more than some 30 MB of matrices are held at a time.
    batches = np.array_split(drawn, -(-resamples * values.size**2 // 2**22))
    alphas = np.concatenate([_alpha(batch @ items, values, metric) for batch in batches])
    alphas = alphas[np.isfinite(alphas)]
    if not alphas.size:
        return np.nan, np.nan
    low, high = np.quantile(alphas, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)
