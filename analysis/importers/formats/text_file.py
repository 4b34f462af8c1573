"""Plain text: one article a file, in a folder named after its outlet; a short first line is the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source

LONGEST_HEADLINE = 250  # characters
# Characters that are looked at, and the share of letters and blanks that text has at least.
_SAMPLE, _MOSTLY = 20_000, 0.6
_OTHER_FORMATS = re.compile(r"\s*(?:<[!?a-z]|\{\\rtf|%PDF-|WARC/)", re.IGNORECASE)
_MAIL = re.compile(r"^MIME-Version:", re.IGNORECASE | re.MULTILINE)


def _recognizes(start: Start) -> bool:
    sample = start.text[:_SAMPLE]
    if "\0" in sample or _OTHER_FORMATS.match(sample) or _MAIL.search(sample):
        return False
    return sum(letter.isalpha() or letter.isspace() for letter in sample) > _MOSTLY * max(len(sample), 1)


def _read(source: Source) -> Iterator[Record]:
    text = source.text().strip().lstrip("\ufeff")
    if not text:
        yield Refused("it is empty")
        return
    first, _, rest = text.partition("\n")
    has_headline = bool(rest.strip()) and len(first) <= LONGEST_HEADLINE
    folder = PurePosixPath(source.name).parent.name
    yield Document(
        headline=" ".join(first.split()) if has_headline else "",
        body=rest.strip() if has_headline else text,
        publication=folder,
    )


IMPORTER = Importer("plain text", _recognizes, _read, fields=("body", "publication"), is_general=True)
