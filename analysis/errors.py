"""What goes wrong for a user, in one sentence each."""

from collections.abc import Iterable


class WrongUse(ValueError):
    """The input or a parameter cannot be used; the message says what was given and what would be right."""


class NeedsText(WrongUse):
    """The question needs the article text, and only a bundle without text is at hand."""


class FailedWork(RuntimeError):
    """The input was right, but the work could not be finished."""


def quoted(names: Iterable[object]) -> str:
    """Names in a message, quoted and comma-separated."""
    return ", ".join(f"'{name}'" for name in names) or "none"
