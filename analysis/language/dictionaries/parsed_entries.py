"""What stands in a dictionary's file, with the line of each name and pattern."""

from __future__ import annotations

from typing import NamedTuple

from analysis.exceptions import WrongUse


class At(NamedTuple):
    """A name or pattern as written, and its line."""

    text: str
    line: int


class Entry(NamedTuple):
    """One frame; about: its label, definition and source, where they are given."""

    name: At
    patterns: list[At]
    counter: list[At]
    about: dict[str, str]


class Content(NamedTuple):
    """What a file holds; note: what of it is not used, in words."""

    version: str
    entries: list[Entry]
    note: str


def fault(file: str, line: int, told: str) -> WrongUse:
    """A user's mistake in a line of a dictionary."""
    return WrongUse(f"dictionary '{file}', line {line}: {told}")


def one_line(text: str) -> str:
    """A text without line breaks and double blanks."""
    return " ".join(text.split())
