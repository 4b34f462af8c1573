"""Numbers given by a user, checked before any work is done."""

from __future__ import annotations

import re
from numbers import Integral, Real

from analysis.exceptions import WrongUse, excerpt

LARGEST_SEED = 2**63 - 1
WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")


def whole_in(text: str, name: str) -> int:
    """Return the whole number written in a text.

    Parameters
    ----------
    text : str
    name : str
        Name of the parameter, for the message.

    Raises
    ------
    WrongUse
        If it is not a whole number, or has more than 19 digits.
    """
    if not WHOLE.fullmatch(text.strip()):
        raise WrongUse(f"Invalid `{name}`: {excerpt(text)}. Expected a whole number such as 7.")
    return int(text)


def decimal_in(text: str, name: str) -> float:
    """Return the number written in a text.

    Parameters
    ----------
    text : str
    name : str
        Name of the parameter, for the message.

    Raises
    ------
    WrongUse
        If it is not a number, is nan or inf, or has too many digits.
    """
    if not DECIMAL.fullmatch(text.strip()):
        raise WrongUse(f"Invalid `{name}`: {excerpt(text)}. Expected a number such as 0.5.")
    return float(text)


def checked_whole(value: object, name: str, low: int, high: int, *, note: str = "") -> int:
    """Check that a value is a whole number from `low` to `high`.

    Parameters
    ----------
    value : object
        Whole numbers of other types, such as NumPy's, become int.
    name : str
        Name of the parameter, for the message.
    low, high : int
        Limits, both included.
    note : str
        Explains the limits in the message.

    Raises
    ------
    WrongUse
        If it is of another type, such as bool, or beyond the limits.

    Examples
    --------
    >>> checked_whole(3, "workers", 0, 512)
    3
    """
    if isinstance(value, Integral) and not isinstance(value, bool) and low <= int(value) <= high:
        return int(value)
    raise WrongUse(f"Invalid `{name}`: {excerpt(value)}. Expected a whole number from {low:,} to {high:,}{note}.")


def checked_number(value: object, name: str, low: float, high: float) -> float:
    """Check that a value is a finite number from `low` to `high`; see `checked_whole`."""
    # NaN fails both comparisons.
    if isinstance(value, Real) and not isinstance(value, bool) and low <= value <= high:  # type: ignore[operator]
        return float(value)
    raise WrongUse(f"Invalid `{name}`: {excerpt(value)}. Expected a number from {low:,g} to {high:,g}.")


def checked_confidence(value: object) -> float:
    """Check a confidence level, a number between 0 and 1; see `checked_whole`."""
    if isinstance(value, Real) and not isinstance(value, bool) and 0 < value < 1:  # type: ignore[operator]
        return float(value)
    raise WrongUse(f"Invalid `confidence`: {excerpt(value)}. Expected a number between 0 and 1, such as 0.95.")


def checked_seed(value: object) -> int:
    """Check a seed of random numbers; see `checked_whole`."""
    return checked_whole(value, "seed", 0, LARGEST_SEED)
