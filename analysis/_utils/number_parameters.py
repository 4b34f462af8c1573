"""Numbers that a user gives, checked before any work."""

from __future__ import annotations

import re
from numbers import Integral, Real

from analysis.exceptions import WrongUse, excerpt

LARGEST_SEED = 2**63 - 1
WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")


def whole_in(text: str, name: str) -> int:
    """The whole number that a text is. Raises: WrongUse where it is none, or has more than 19 digits."""
    if not WHOLE.fullmatch(text.strip()):
        raise WrongUse(f"{name} must be a whole number such as 7; given was {excerpt(text)}")
    return int(text)


def decimal_in(text: str, name: str) -> float:
    """The number that a text is. Raises: WrongUse where it is none, such as nan, or has too many digits."""
    if not DECIMAL.fullmatch(text.strip()):
        raise WrongUse(f"{name} must be a number such as 0.5; given was {excerpt(text)}")
    return float(text)


def checked_whole(value: object, name: str, low: int, high: int, *, note: str = "") -> int:
    """A whole number from `low` to `high`.

    Parameters
    ----------
    value : object
        Whole numbers of other types, such as NumPy's, become int.
    name : str
        What the message calls it.
    low, high : int
        Limits, both inclusive.
    note : str
        What the limits are, for the message.

    Raises
    ------
    WrongUse
        If it is of another type, a truth value, or out of the limits.

    Examples
    --------
    >>> checked_whole(3, "workers", 0, 512)
    3
    """
    if isinstance(value, Integral) and not isinstance(value, bool) and low <= int(value) <= high:
        return int(value)
    raise WrongUse(f"{name} must be a whole number from {low:,} to {high:,}{note}; given was {excerpt(value)}")


def checked_number(value: object, name: str, low: float, high: float) -> float:
    """A finite number from `low` to `high`; raises as `whole`."""
    # NaN lies between no limits.
    if isinstance(value, Real) and not isinstance(value, bool) and low <= value <= high:  # type: ignore[operator]
        return float(value)
    raise WrongUse(f"{name} must be a number from {low:,g} to {high:,g}; given was {excerpt(value)}")


def checked_confidence(value: object) -> float:
    """A confidence level; raises as `whole`."""
    if isinstance(value, Real) and not isinstance(value, bool) and 0 < value < 1:  # type: ignore[operator]
        return float(value)
    raise WrongUse(f"confidence must lie between 0 and 1, such as 0.95; given was {excerpt(value)}")


def checked_seed(value: object) -> int:
    """A seed of random numbers; raises as `whole`."""
    return checked_whole(value, "seed", 0, LARGEST_SEED)
