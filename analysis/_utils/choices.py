"""Options that take one of a few values, checked before any work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from analysis.exceptions import MOST_NAMES, WrongUse, excerpt

Choice = TypeVar("Choice", bound="str | None")


def checked_choice(value: Choice, name: str, choices: Sequence[object]) -> Choice:
    """Return the value if it is one of the choices.

    Parameters
    ----------
    value : str or None
    name : str
        Name of the parameter, for the message.
    choices : sequence of str or None

    Raises
    ------
    WrongUse
        If it is anything else.

    Examples
    --------
    >>> checked_choice("event", "by", ("outlet", "event"))
    'event'
    """
    if not any(value is choice or (isinstance(value, str) and value == choice) for choice in choices):
        raise WrongUse(f"Invalid `{name}`: {excerpt(value)}. Expected {alternatives(choices)}.")
    return value


def alternatives(choices: Sequence[object]) -> str:
    """Write choices as 'a', 'b' or 'c'.

    Examples
    --------
    >>> alternatives(("outlet", "event", None))
    "'outlet', 'event' or None"
    """
    shown = [excerpt(choice) for choice in choices[:MOST_NAMES]]
    more = len(choices) - len(shown)
    *first, last = [*shown, f"{more:,} more"] if more else shown
    return f"{', '.join(first)} or {last}" if first else last
