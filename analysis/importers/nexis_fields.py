"""Parts of an article from Nexis or LexisNexis -> a document: dates, section and page, corrections, clean text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.importers.dates import begins_with_date, find_date
from analysis.importers.nexis_labels import Field
from analysis.importers.records import Document, Refused
from analysis.language.identification import language_code

_PAGE = re.compile(
    r"(?:pages?|pgs?|pp?|blz|bladzijde|seiten?|s|pág|página|pagina|pag)(?:\.|:|(?=[ 0-9])) ?"
    r"(?P<page>(?:[A-Z]{1,4}[ -]?)?[0-9]+[A-Z]?(?:(?:[-–&]|, ?)[A-Z]{0,3}[0-9]+)*)(?P<rest>(?![\w]).*)",
    re.IGNORECASE,
)
_VERSION = re.compile(r"version: ?(?P<version>[0-9]+)", re.IGNORECASE)
_APPENDED = re.compile(r"[\s\-–;,]*\b(?P<note>correction appended|corrections? added)\b\s*", re.IGNORECASE)
# 'Copyright law' may begin a sentence.
_COPYRIGHT = re.compile(
    r"\s*(?:(?:copyright|copr\.|©|\(c\))[\s(c)©,]{0,8}(?:copyright )?[12][0-9]{3}|copyright\b.*all rights reserved)",
    re.IGNORECASE | re.DOTALL,
)
_RIGHTS = re.compile(r"\s*(?:all rights reserved|alle rechte vorbehalten|tous droits réservés)\W*", re.IGNORECASE)
_YEARS = re.compile(r"^(?:copyright|copr\.|©|\(c\)|[\s,;-]|[12][0-9]{3})+", re.IGNORECASE)
_PUBLISHED_BY = re.compile(
    r"\s*Published by (?P<publisher>.{1,80}?) with permission from (?P<credit>.{1,80}?)\.?(?P<number>\s*-?[0-9]+)?$"
)
_NUMBER = re.compile(r"-?[0-9]{4,12}")
_CAPTION = re.compile(
    r"(?:photos?|photographs?|graphics?|illustrations?|charts?|diagrams?|maps?|fotos?|grafik)(?: by [^:]{1,40})?:\s",
    re.IGNORECASE,
)
_ABSTRACT, _FULL_TEXT = re.compile(r"abstract:?"), re.compile(r"full text:?")
_HEADINGS = re.compile(r"^\s*(abstract|full text):?\s*$", re.IGNORECASE | re.MULTILINE)


@hides_content
class Parts(NamedTuple):
    """An article in the parts that its layout tells apart; paragraphs are as in the file, without blank ones.

    Attributes
    ----------
    publication, headline : sequence of str
    dated : sequence of str
        The line with the date and what stands with it, such as an edition.
    fields : sequence of Field
        Those before and after the text.
    notices : sequence of str
        Lines of copyright.
    body : sequence of str
    identity : str
    """

    publication: Sequence[str]
    headline: Sequence[str]
    dated: Sequence[str]
    fields: Sequence[Field]
    notices: Sequence[str]
    body: Sequence[str]
    identity: str = ""


def document(parts: Parts, place: str) -> Document | Refused:
    """Make a document of the parts of an article.

    Parameters
    ----------
    parts : Parts
    place : str
        Where the article stands, for a refusal.
    """
    fields = _first_values(parts.fields)
    headline, appended_title = _without_appended(one_line(parts.headline) or fields.get("headline", ""))
    dated, appended_date = _without_appended("\n".join(parts.dated))
    when = find_date(dated.partition("\n")[0])
    edition = [when.rest, *(line for line in dated.split("\n")[1:] if not begins_with_date(line))]
    section, page, version = _section(fields.get("section", ""))
    body, published_by = _body(parts.body)
    if not body:
        return Refused("it has no text", f"{place}: {headline}" if headline else place)
    correction = (fields.get("correction_date", ""), fields.get("correction") or appended_title or appended_date)
    return Document(
        headline=headline,
        body="\n\n".join(body),
        publication=one_line(parts.publication),
        published=when.published,
        identity=parts.identity,
        version=version,
        publisher=_holder(parts.notices) or published_by.get("publisher", ""),
        credit=published_by.get("credit", ""),
        byline=fields.get("byline", ""),
        dateline=fields.get("dateline", ""),
        section=section,
        page=page or fields.get("page", ""),
        edition=one_line(edition).rstrip(";, "),
        correction=": ".join(note for note in correction if note),
        url=fields.get("url", ""),
        language=language_code(language := fields.get("language", "")) or language,
        words_stated=_count(fields.get("length", "")),
    )


def one_line(texts: Iterable[str]) -> str:
    """Return texts as one line with single blanks."""
    return " ".join(" ".join(texts).split())


def is_copyright(paragraph: str) -> bool:
    """Whether a paragraph is a line of copyright."""
    return bool(_COPYRIGHT.match(paragraph) or _RIGHTS.fullmatch(paragraph))


def is_correction_note(paragraph: str) -> bool:
    """Whether a paragraph says that a correction is appended, and nothing else."""
    return bool(_APPENDED.fullmatch(paragraph))


def _first_values(fields: Iterable[Field]) -> Mapping[str, str]:
    """Return the first value of each field that is not empty, on one line."""
    values: dict[str, str] = {}
    for field in fields:
        if field.name and field.value:
            values.setdefault(field.name, one_line([field.value]))
    return values


def _without_appended(text: str) -> tuple[str, str]:
    """Return a text without the note that a correction is appended, and the note."""
    found = _APPENDED.search(text)
    if found is None:
        return text, ""
    return (text[: found.start()] + "\n" + text[found.end() :]).strip(), found["note"]


def _section(text: str) -> tuple[str, str, str]:
    """Return section, page and version of a value such as 'NEWS; Pg. 3' or 'POLITICS; Version:28'."""
    kept, page, version = [], "", ""
    for piece in (piece.strip() for piece in text.split(";")):
        paged, versioned = _PAGE.fullmatch(piece), _VERSION.fullmatch(piece)
        if versioned:
            version = version or versioned["version"]
        elif paged and not page:
            page = paged["page"]
            kept.append(paged["rest"].strip(" ,"))
        else:
            kept.append(piece)
    return "; ".join(piece for piece in kept if piece), page, version


def _count(text: str) -> str:
    """Return the number of a value such as '2,968 words', in digits."""
    found = re.search(r"[0-9][0-9.,'’\s]*", text)
    return re.sub(r"[^0-9]", "", found[0]) if found else ""


def _holder(notices: Sequence[str]) -> str:
    """Return who holds the rights, of lines such as 'Copyright 2010 Tarnholm Press Ltd. All Rights Reserved'."""
    first = next((notice for notice in notices if _COPYRIGHT.match(notice)), "")
    holder = _YEARS.sub("", _RIGHTS.sub(" ", one_line([first])))
    return holder.strip(" ,;")


def _body(paragraphs: Sequence[str]) -> tuple[list[str], Mapping[str, str]]:
    """Return the paragraphs of a text without what is no part of it, and who published it for whom."""
    parted = (_HEADINGS.sub(r"\n\n\1\n\n", paragraph) for paragraph in paragraphs)
    split = [one_line([piece]) for paragraph in parted for piece in re.split(r"\n\s*\n", paragraph)]
    kept = [text for text in _without_abstract(split) if text and not _CAPTION.match(text)]
    published_by: Mapping[str, str] = {}
    while kept:
        found = _PUBLISHED_BY.search(kept[-1])
        if found:
            published_by = found.groupdict()
            kept[-1] = kept[-1][: found.start()]
        elif kept[-1] and not _NUMBER.fullmatch(kept[-1]) and not is_copyright(kept[-1]):
            break
        else:
            kept.pop()
    return kept, published_by


def _without_abstract(paragraphs: Sequence[str]) -> Sequence[str]:
    """Leave out what stands before the full text, where an abstract begins the article."""
    names = [paragraph.lower() for paragraph in paragraphs]
    begins = next((at for at, name in enumerate(names) if name), 0)
    if not names or not _ABSTRACT.match(names[begins]):
        return paragraphs
    full = next((at for at, name in enumerate(names) if _FULL_TEXT.fullmatch(name)), None)
    return paragraphs if full is None else paragraphs[full + 1 :]
