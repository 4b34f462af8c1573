"""Entries of a dictionary file, with the line of each name and pattern."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.exceptions import WrongUse


class At(NamedTuple):
    """A name or pattern as written, and its line number."""

    text: str
    line: int


class Entry(NamedTuple):
    """One frame; `about` has its label, definition and source, where the file gives them."""

    name: At
    patterns: list[At]
    counter: list[At]
    about: dict[str, str]
    supporting: Sequence[At] = ()
    leave_out: Sequence[At] = ()


class Content(NamedTuple):
    """Entries of a file; `note` says which of them are not used."""

    version: str
    entries: list[Entry]
    note: str


def fault(file: str, line: int, reason: str) -> WrongUse:
    """Return the error for a line of a dictionary file."""
    return WrongUse(f"dictionary '{file}', line {line}: {reason}")


def one_line(text: str) -> str:
    """Replace each run of blanks and line breaks in a text by one blank."""
    return " ".join(text.split())
