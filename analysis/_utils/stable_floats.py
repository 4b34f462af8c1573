"""Floats rounded so that they do not depend on the processor."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

DIGITS = 10
# Powers of ten as they are written: 10.0 ** k is off by a digit for some k.
_LARGEST = 300
_POWERS = np.array([float(f"1e{k}") for k in range(_LARGEST + 1)])


def significant(values: ArrayLike, digits: int = DIGITS) -> NDArray[np.float64]:
    """Round to significant digits, so that results of other processors and versions of numpy become equal.

    Sums and logarithms differ in the last one or two of 16 digits between processors. Whole numbers, which are counts,
    stay as they are, and so do NaN and infinity.

    Parameters
    ----------
    values : array_like of float, any shape
    digits : int
        Number of digits that are kept.

    Returns
    -------
    array of float, of the same shape

    Examples
    --------
    >>> significant([0.1 + 0.2, 12345678901.0, 2 / 3], 4).tolist()
    [0.3, 12345678901.0, 0.6667]
    """
    x = np.asarray(values, float)
    with np.errstate(all="ignore"):
        places = digits - 1 - np.floor(np.log10(np.abs(x)))
        kept = ~np.isfinite(places) | (np.abs(places) > _LARGEST) | (x == np.rint(x))
        power = _POWERS[np.where(kept, 0, np.abs(places)).astype(int)]
        small = np.rint(x * power) / power
        large = np.rint(x / power) * power
    return np.where(kept, x, np.where(places >= 0, small, large))


def short(values: ArrayLike, digits: int = DIGITS) -> NDArray[np.float64]:
    """Set the last bits of floats to zero, so that files of them can be compressed.

    Parameters
    ----------
    values : array_like of float, any shape
    digits : int
        Number of significant digits that stay as they are. Whole numbers, NaN and infinity are kept.

    Returns
    -------
    array of float, of the same shape

    Examples
    --------
    >>> short([0.123456, 3.0], 6).tolist()
    [0.12345600128173828, 3.0]
    """
    x = np.asarray(values, float)
    bits = int(np.ceil(digits * np.log2(10))) + 1
    fraction, exponent = np.frexp(x)
    cut = np.ldexp(np.rint(np.ldexp(fraction, bits)), exponent - bits)
    return np.where(~np.isfinite(x) | (x == np.rint(x)), x, cut)


def rounded(table: pd.DataFrame, digits: int = DIGITS) -> pd.DataFrame:
    """Return a table whose columns of float are rounded to significant digits."""
    return _with_floats(table, partial(significant, digits=digits))


def shortened_floats(table: pd.DataFrame, digits: int = DIGITS) -> pd.DataFrame:
    """Return a table whose columns of float are rounded to significant digits, and fill few bytes."""
    return _with_floats(table, lambda values: short(significant(values, digits), digits))


def _with_floats(table: pd.DataFrame, change: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> pd.DataFrame:
    floats = [name for name, dtype in table.dtypes.items() if pd.api.types.is_float_dtype(dtype)]
    return table.assign(**{name: change(table[name].to_numpy(float, na_value=np.nan)) for name in floats})
