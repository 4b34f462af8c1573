"""LexisNexis before 2019: articles as plain text, each after a line such as '1 of 10 DOCUMENTS'."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from analysis.importers.nexis_labels import field_in
from analysis.importers.nexis_layouts import MARKER, announced_by, old_article, size_of_masthead
from analysis.importers.records import Announced, Importer, Record, Start
from analysis.importers.source import Source

_MARKER = re.compile(rf"^[\f\ufeff]*[^\S\n]{{5,}}{MARKER.pattern}$", re.MULTILINE)
_COVER = re.compile(r"^\s*(?:Download Request:|Time Of Request:).*\n(?:.*\n){0,3}?\s*(?:Time Of Request:|Send To:)")


def _read(source: Source) -> Iterator[Record]:
    text = source.text()
    markers = list(_MARKER.finditer(text))
    if not markers:
        raise ValueError("it is the cover of a LexisNexis export without articles: it has no '1 of 10 DOCUMENTS'")
    yield Announced(announced_by(markers))
    ends = [*(marker.start() for marker in markers[1:]), len(text)]
    for at, (marker, end) in enumerate(zip(markers, ends, strict=True)):
        blocks = list(_blocks(text[marker.end() : end]))
        centred = sum(1 for _ in takewhile(lambda block: block.startswith(" "), blocks))
        size = centred or size_of_masthead(blocks)
        yield old_article(blocks[:size], blocks[size:], f"document {at + 1}")


def _blocks(text: str) -> Iterator[str]:
    """Yield paragraphs with their line breaks; a field begins one of its own, even where no empty line parts it."""
    for block in re.split(r"\n(?:[^\S\n]*\n)+", text.strip("\n\f")):
        if not block.strip():
            continue
        lines = block.split("\n")
        starts = [0, *(at for at in range(1, len(lines)) if _follows_field(lines, at)), len(lines)]
        for begin, end in pairwise(starts):
            yield "\n".join(lines[begin:end]).rstrip()


def _follows_field(lines: list[str], at: int) -> bool:
    """Whether a field begins at a line of a paragraph that begins with a field itself."""
    return field_in(lines[0], capitals=True) is not None and field_in(lines[at], capitals=True) is not None


def _recognizes(start: Start) -> bool:
    """Whether there is a line '1 of 10 DOCUMENTS', or a cover, in a text without markup."""
    is_plain = not start.text.lstrip("\ufeff \r\n").startswith(("<", "{"))
    text = start.text.replace("\r\n", "\n").lstrip("\ufeff")
    return is_plain and bool(_MARKER.search(text) or _COVER.match(text))


IMPORTER = Importer(
    "LexisNexis, plain text (.txt)",
    _recognizes,
    _read,
    fields=("headline", "body", "publication", "published", "words_stated"),
)
