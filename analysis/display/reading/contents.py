"""The list of Read pages: a short one first, whose parts a reader opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.display.html_parts import cut

EVENTS_TOGETHER = 20
LONGEST_FIRST = 40  # characters of the first of them


@hides_content
class Entry(NamedTuple):
    """An event in the list of pages, with plain text."""

    address: str
    label: str
    about: str
    headlines: tuple[str, ...]


@hides_content
class Group(NamedTuple):
    """Events that are folded together, and the line that is seen, with plain text."""

    label: str
    events: tuple[Entry, ...]


def grouped_events(entries: Sequence[Entry]) -> list[Group]:
    """Divide the events into groups of twenty that a reader opens one by one."""
    starts = range(0, len(entries), EVENTS_TOGETHER)
    parts = [tuple(entries[start : start + EVENTS_TOGETHER]) for start in starts]
    return [
        Group(f"{start + 1:,} to {start + len(part):,}: {cut(part[0].label, LONGEST_FIRST)}", part)
        for start, part in zip(starts, parts, strict=True)
    ]
