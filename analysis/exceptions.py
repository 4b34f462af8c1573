"""Exceptions for users, whose messages are one bounded sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set, Sized
from itertools import islice, takewhile
from pathlib import Path
from traceback import extract_tb

LONGEST_MESSAGE = 900  # characters
LONGEST_NAME = 60
MOST_NAMES = 12

# Control characters, line and paragraph separators, zero-width space and byte order mark, bidirectional controls
# (LRM, RLM, ALM, embeddings, overrides, isolates), invisible operators, annotation and tag characters, and lone
# surrogates. Joiners stay: Persian names and emoji need them.
INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


class WrongUse(ValueError):
    """The input or a parameter cannot be used; the message states what was given and what is expected.

    The message is one line of at most LONGEST_MESSAGE characters, whatever names it quotes.
    """

    def __init__(self, message: object = "") -> None:
        super().__init__(bounded(str(message), LONGEST_MESSAGE))

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the line that cannot be used and the message, without lines of this package."""
        own = str(Path(__file__).parent)
        frames = takewhile(lambda frame: not frame.filename.startswith(own), extract_tb(self.__traceback__))
        written = [f"Line {frame.lineno}: {frame.line}" for frame in list(frames)[-1:] if frame.line]
        return [*written, f"{type(self).__name__}: {self}"]


class NeedsText(WrongUse):
    """The question needs the text of the articles, and only a bundle without text is available."""


class FailedWork(RuntimeError):
    """The input is valid, but the work could not be finished. The message is bounded as that of WrongUse."""

    def __init__(self, message: object = "") -> None:
        super().__init__(bounded(str(message), LONGEST_MESSAGE))


def quoted(names: Iterable[object]) -> str:
    """Quote names for a message: the first MOST_NAMES, each shortened, and the number of the others."""
    listed = names if isinstance(names, Sized) else list(names)
    first = [excerpt(name if isinstance(name, str) else str(name)) for name in islice(listed, MOST_NAMES)]
    more = len(listed) - len(first)
    return ", ".join(first) + (f" and {more:,} more" if more else "") or "none"


def visible(text: str) -> str:
    r"""Write control, bidirectional and other invisible characters of a text as escapes.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Characters such as ESC, newline or U+202E are replaced by ``\x1b``, ``\n`` or ``\u202e``.

    Examples
    --------
    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def shortened(text: str, most: int = LONGEST_NAME) -> str:
    """Shorten a text to at most `most` characters; one that is cut ends in an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def excerpt(value: object, most: int = LONGEST_NAME) -> str:
    """Quote a value for an error message: one line, bounded, without control characters.

    Parameters
    ----------
    value : object
        Text is quoted; numbers are written out; collections are shown by their first elements, other objects by
        their type.
    most : int
        Largest number of characters of a text.

    Examples
    --------
    >>> excerpt("a name")
    "'a name'"
    >>> excerpt([2024, 7])
    '[2024, 7]'
    >>> excerpt(10**5000)
    'a whole number of 16,610 bits'
    """
    if isinstance(value, str):
        return f"'{shortened(visible(value[: most + 1]), most)}'"
    if isinstance(value, bool | float | None):
        return repr(value)
    if isinstance(value, int):
        return repr(value) if value.bit_length() <= 128 else f"a whole number of {value.bit_length():,} bits"
    if isinstance(value, list | tuple | Set | Mapping):
        return _collection(value)
    return f"a value of type {shortened(visible(type(value).__name__), most)}"


def _collection(value: Sequence[object] | Set[object] | Mapping[object, object]) -> str:
    first = [_inner(element) for element, _ in zip(value, range(3), strict=False)]
    more = ["…"] if len(value) > len(first) else []
    if isinstance(value, list):
        return f"[{', '.join([*first, *more])}]"
    return f"a {type(value).__name__} of {', '.join([*first, *more]) or 'nothing'}"


def _inner(value: object) -> str:
    nested = isinstance(value, list | tuple | Set | Mapping)
    return "…" if nested else excerpt(value, 20)


def bounded(message: str, most: int) -> str:
    """Shorten a message to one line of at most `most` characters; it loses its middle, so that its advice remains."""
    plain = visible(message) if len(message) <= 4 * most else visible(message[: 2 * most] + message[-2 * most :])
    if len(plain) <= most:
        return plain
    head = most * 2 // 3
    return f"{plain[:head]} … {plain[len(plain) - (most - head - 3) :]}"
