"""Options that take one of a few values, checked before any work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import TypeVar

from analysis.exceptions import MOST_NAMES, WrongUse, excerpt, shortened

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
    if not choices:
        raise WrongUse(f"Invalid `{name}`: {excerpt(value)}. There is none.")
    if not any(value is choice or (isinstance(value, str) and value == choice) for choice in choices):
        meant = did_you_mean(value, filter(None, map(_text_or_nothing, choices)))
        raise WrongUse(f"Invalid `{name}`: {excerpt(value)}. Expected {alternatives(choices)}.{meant}")
    return value


def did_you_mean(value: object, known: Iterable[str]) -> str:
    """Return the question whether a known name was meant, '' if none is like the one given.

    Parameters
    ----------
    value : object
        The unknown name, or several of them, of which the first counts.
    known : iterable of str

    Returns
    -------
    str
        With a blank before it, for the end of a message.

    Examples
    --------
    >>> did_you_mean("NYT", ["CNN", "NYT-derived"])
    " Did you mean 'NYT-derived'?"
    >>> did_you_mean("herald", ["Gazette"])
    ''
    """
    first = next(iter(value), None) if isinstance(value, list | tuple) else value
    if not isinstance(first, str) or not first.strip():
        return ""
    wanted, folded = shortened(first).casefold().strip(), {name.casefold(): name for name in known}
    begin = [name for name in folded if len(wanted) > 1 and name.startswith(wanted)]
    like = begin or get_close_matches(wanted, folded, n=1)
    return f" Did you mean {excerpt(folded[like[0]])}?" if like else ""


def _text_or_nothing(choice: object) -> str:
    return choice if isinstance(choice, str) else ""


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
