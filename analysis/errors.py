"""What goes wrong for a user, in one bounded sentence each."""

from collections.abc import Iterable, Sized
from itertools import islice

from analysis._utils.escape import MOST_NAMES, bounded, excerpt

LONGEST_MESSAGE = 900

__all__ = ["LONGEST_MESSAGE", "FailedWork", "NeedsText", "WrongUse", "excerpt", "quoted"]


class WrongUse(ValueError):
    """The input or a parameter cannot be used; the message says what was given and what would be right.

    The message is one line of at most LONGEST_MESSAGE characters, whatever names it quotes."""

    def __init__(self, message: object = "") -> None:
        super().__init__(bounded(str(message), LONGEST_MESSAGE))


class NeedsText(WrongUse):
    """The question needs the article text, and only a bundle without text is at hand."""


class FailedWork(RuntimeError):
    """The input was right, but the work could not be finished. The message is bounded as that of WrongUse."""

    def __init__(self, message: object = "") -> None:
        super().__init__(bounded(str(message), LONGEST_MESSAGE))


def quoted(names: Iterable[object]) -> str:
    """Names in a message, quoted and comma-separated: the first MOST_NAMES, each cut, and how many more there are."""
    listed = names if isinstance(names, Sized) else list(names)
    first = [excerpt(name if isinstance(name, str) else str(name)) for name in islice(listed, MOST_NAMES)]
    more = len(listed) - len(first)
    return ", ".join(first) + (f" and {more:,} more" if more else "") or "none"
