"""Nexis Uni and Lexis Advance: articles as rich text, in the words of the Word document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.importers.nexis_layouts import Paragraph, articles_of_today, identity_in
from analysis.importers.records import Importer, Record, Start
from analysis.importers.rich_text import rtf_text
from analysis.importers.source import Source

_SECOND_EXPORT = re.compile(r"(?<=\})\s*(?=\{\\rtf[0-9])")
# striprtf writes addresses of links into the text; ours become a mark that is taken out again.
_LINK = re.compile(r"\{\\field(?=[^{}]{0,80}\{\\\*\\fldinst[^\"]{0,300}HYPERLINK\s*\"(?P<address>[^\"]{0,2000})\")")
_ADDRESS = re.compile(r"HYPERLINK\s*\"[^\"]{0,2000}\"")
_MARK = re.compile("\x02([^\x03]*)\x03")
_LINE = re.compile(r"(?<!\\)((?:\\\\)*)\\line(?![a-z])")
_LINE_BREAK = "\x0b"


def _read(source: Source) -> Iterator[Record]:
    raw = source.read()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", "replace")
    texts = [rtf_text(_prepared(export)) for export in _SECOND_EXPORT.split(text)]
    lines = [line for plain in texts for line in plain.split("\n")]
    yield from articles_of_today([_paragraph(line) for line in lines], "a document of rich text")


def _prepared(rtf: str) -> str:
    """Set marks for links to Nexis and for line breaks within paragraphs."""
    return _LINE.sub(rf"\1{_LINE_BREAK} ", _ADDRESS.sub("", _LINK.sub(_marked, rtf)))


def _marked(link: re.Match[str]) -> str:
    identity = identity_in(link["address"])
    return f"\x02{identity}\x03{link[0]}" if identity else link[0]


def _paragraph(line: str) -> Paragraph:
    marks = [mark for mark in _MARK.findall(line) if mark]
    return Paragraph(_MARK.sub("", line).replace(f"{_LINE_BREAK} ", "\n"), marks[0] if marks else "")


def _recognizes(start: Start) -> bool:
    """Whether it is rich text that no other importer knows."""
    return start.data.startswith(b"{\\rtf")


IMPORTER = Importer(
    "Nexis, rich text (.rtf)",
    _recognizes,
    _read,
    fields=("headline", "body", "publication", "published", "words_stated"),
    is_general=True,
    needs=("striprtf",),
)
