"""Factiva as RTF, with field codes and without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.importers.factiva_fields import (
    CODES,
    accession_of,
    document_of_codes,
    document_of_lines,
    is_accession_line,
)
from analysis.importers.phrases import is_copyright_notice, stated_length
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.rich_text import rtf_text
from analysis.importers.source import Source
from analysis.io.encoding import decode

_SIGNS = re.compile(r"\bDocument [A-Za-z0-9]{20,}|\bFactiva\b")
# A code stands alone on a line or in a cell of its own; HD and SE also before their value.
_CODE = re.compile(rf"^[\s|]*(?:({'|'.join(CODES)})[ \u00a0]*(?:[|\t]|$)|(HD|SE)[ \u00a0]+(?=\S))")
_END = "Search Summary"
# striprtf adds the address of each link to the text, and takes long for one line with many links.
_LINK = re.compile(r"\\field\b ?")
_PAGE, _PAGE_BREAK, _PARTED = re.compile(r"\\page\b ?"), "\f", r"\par\u12 \par "


def _recognizes(start: Start) -> bool:
    return start.text.startswith("{\\rtf") and _SIGNS.search(start.text) is not None


def _read(source: Source) -> Iterator[Record]:
    articles = _articles(rtf_text(_prepared(decode(source.read()))))
    if not articles:
        raise ValueError("no article of Factiva is in it")
    for lines in articles:
        has_codes = any(_CODE.match(line) for line in lines)
        yield document_of_codes(_values(lines)) if has_codes else _by_order(lines)


def _prepared(rtf: str) -> str:
    """Set marks for ends of pages, and leave out links."""
    return _PAGE.sub(_PAGE_BREAK, _LINK.sub("", rtf)).replace(_PAGE_BREAK, _PARTED)


def _articles(text: str) -> list[list[str]]:
    """Return the lines of each article: it ends in its number, at latest with its page."""
    articles: list[list[str]] = []
    for page in text.split(_PAGE_BREAK):
        lines: list[str] = []
        for line in page.splitlines():
            plain = line.strip(" \t\u00a0")
            if plain.strip("|") == _END:
                return articles
            if plain.strip("| \t\u00a0"):
                lines.append(plain)
            if is_accession_line(_CODE.sub("", plain).strip("| ")):
                articles.append(lines)
                lines = []
        if lines and any(_CODE.match(line) or stated_length(line) for line in lines):
            articles.append(lines)
    return articles


def _values(lines: list[str]) -> dict[str, list[str]]:
    """Return the paragraphs after each code; the first stands on its line where cells of a table are one."""
    values: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = _CODE.match(line)
        new = _new_code(found, values) if found else ""
        if new:
            code = new
            values[code] = []
        value = line[found.end() :] if found and new else line
        text = " ".join(value.strip("| \t\u00a0").split())
        if code and text:
            values[code].append(text)
    return values


def _new_code(found: re.Match[str], values: dict[str, list[str]]) -> str:
    """Return a code that the article does not have yet; before the text only, where its value follows a blank."""
    code = found[1] or ("" if "LP" in values else found[2])
    return "" if code in values else code


def _by_order(lines: list[str]) -> Document | Refused:
    """Read an article without codes: the headline is its first line, the notice of copyright ends the head."""
    accession = accession_of(lines[-1])
    texts = [" ".join(line.split()) for line in lines if not is_accession_line(line)]
    end = next((number for number, text in enumerate(texts) if number > 3 and is_copyright_notice(text)), None)
    if end is None:
        return Refused("the line with its copyright is missing", accession)
    return document_of_lines([], texts[0], texts[1 : end + 1], texts[end + 1 :], accession)


IMPORTER = Importer(
    "Factiva RTF", _recognizes, _read, fields=("headline", "body", "publication", "published", "identity"),
    needs=("striprtf",),
)  # fmt: skip
