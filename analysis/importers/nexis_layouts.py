"""The two layouts of Nexis: articles of today end in 'End of Document', old ones begin with '1 of 10 DOCUMENTS'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.importers.dates import begins_with_date
from analysis.importers.nexis_fields import Parts, document, is_copyright, is_correction_note
from analysis.importers.nexis_labels import (
    BODY_HEADINGS,
    END,
    OLD_BODY_HEADINGS,
    Field,
    ends_the_text,
    field_in,
    is_heading,
    stands_alone,
)
from analysis.importers.records import Announced, Document, Record, Refused

_URN = re.compile(r"urn(?::|%3a)contentitem(?::|%3a)(?P<number>[0-9A-Z-]{8,60})", re.IGNORECASE)
_ANNOUNCED = re.compile(r"\s*Do[ck]ument\w{0,4} \((?P<number>[0-9]{1,6})\)\s*")
_IS_COVER = re.compile(r"\s*(?:job number:|client/matter:|do[ck]ument\w{0,4} \([0-9]{1,6}\)\s*$)", re.IGNORECASE)
_OF_COVER = re.compile(
    r"\s*(?:client/matter|search terms|search type|narrowed by):|\s*(?:content type|narrowed by)[\s|]*$|"
    r".*; content type: ",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\s*(?P<number>[0-9]{1,4})\.(?![0-9])")
_NOT_DISPLAYED = re.compile(r"there is an error in this document", re.IGNORECASE)
# 'n of m DOCUMENTS' in the languages of the interface; the line before an article in the old layout.
MARKER = re.compile(
    r"[^\S\n]*(?:FOCUS - )?(?:(?P<number>[0-9]{1,7}) (?:of|von|de|van|di) (?P<total>[0-9]{1,7}) "
    r"(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTEN|DOCUMENTOS|DOCUMENTI)|"
    r"Do[ck]ument\w? (?P<number_after>[0-9]{1,7}) (?:of|von|de|van|di) (?P<total_after>[0-9]{1,7}))[^\S\n]*"
)


@hides_content
class Paragraph(NamedTuple):
    """A paragraph, with newlines for line breaks in it, and the identity that its link names."""

    text: str
    identity: str = ""


def identity_in(address: str) -> str:
    """Return 'nexis:NUMBER' for an address with a number of Nexis; '' for others."""
    found = _URN.search(address)
    return f"nexis:{found['number'].upper()}" if found else ""


def articles_of_today(paragraphs: Sequence[Paragraph], kind: str) -> Iterator[Record]:
    """Read articles that end in 'End of Document', with or without a cover before them.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
    kind : str
        What the file is, such as 'a Word document', for the message.

    Raises
    ------
    ValueError
        If no article ends.
    """
    paragraphs = [piece for paragraph in paragraphs for piece in _parted(paragraph)]
    ends = [at for at, paragraph in enumerate(paragraphs) if is_heading(paragraph.text, END)]
    if not ends:
        raise ValueError(f"it is {kind}, but no Nexis export: it has no 'End of Document'")
    pieces = [paragraphs[begin:end] for begin, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    opened = [_opening(piece) for piece in pieces]
    if announced := sum(opening.announced for opening in opened):
        yield Announced(announced)
    numbers = _numbers(opened)
    for at, (piece, opening) in enumerate(zip(pieces, opened, strict=True)):
        parts = _parts_of_today(piece[opening.size :], numbers[at])
        yield document(parts, f"document {at + 1}")
    rest = [paragraph.text for paragraph in paragraphs[ends[-1] + 1 :]]
    if any(is_heading(text, BODY_HEADINGS) for text in rest):
        yield Refused("the file ends within it", f"document {len(pieces) + 1}")


def _parted(paragraph: Paragraph) -> Sequence[Paragraph]:
    """Part a paragraph by its line breaks where one of its lines is a field, a line of copyright or the end."""
    lines = paragraph.text.split("\n")
    if len(lines) == 1 or not any(stands_alone(line) or is_copyright(line) for line in lines):
        return [paragraph]
    return [Paragraph(line, paragraph.identity) for line in lines]


@hides_content
class _Opening(NamedTuple):
    """The cover before an article: number of its paragraphs, articles announced, identities by number."""

    size: int
    announced: int
    identities: dict[int, str]


def _opening(piece: Sequence[Paragraph]) -> _Opening:
    """Find the cover that stands before an article; of most articles it is empty."""
    dated = next((at for at, paragraph in enumerate(piece) if begins_with_date(paragraph.text)), 0)
    ends = (at for at in range(dated, len(piece)) if _begins_fields(piece[at].text))
    head = piece[: next(ends, len(piece))]
    size = _title_begins([paragraph.text for paragraph in head])
    announced, identities = 0, {}
    for paragraph in head[:size]:
        if found := _ANNOUNCED.fullmatch(paragraph.text):
            announced = int(found["number"])
        if paragraph.identity and (entry := _ENTRY.match(paragraph.text)):
            identities[int(entry["number"])] = paragraph.identity
    return _Opening(size, announced, identities)


def _title_begins(texts: Sequence[str]) -> int:
    """Return where the title begins after a cover; 0 where there is none.

    The title stands two paragraphs above the date; before it are empty paragraphs, or at least words of the cover.
    """
    if not any(_IS_COVER.match(text) for text in texts):
        return 0
    dates = [at for at, text in enumerate(texts) if begins_with_date(text)]
    filled = [at for at in range(dates[-1] if dates else len(texts)) if texts[at].strip()]
    title = filled[-2] if len(filled) > 1 else 0
    return max((at + 1 for at in range(title) if not texts[at].strip() or _OF_COVER.match(texts[at])), default=0)


def _numbers(opened: Sequence[_Opening]) -> list[str]:
    """Return the identity of each article by the cover, where the cover lists just the articles that follow it."""
    covers = [at for at, opening in enumerate(opened) if opening.size]
    found = [""] * len(opened)
    for begin, end in pairwise([*covers, len(opened)]):
        if len(opened[begin].identities) == end - begin:
            found[begin:end] = [identity for _, identity in sorted(opened[begin].identities.items())]
    return found


def _begins_fields(text: str) -> bool:
    """Whether the lines of title, publication and date end before a paragraph."""
    is_notice = text.lstrip().lower().startswith(("copyright ", "©")) or is_copyright(text)
    return is_notice or is_heading(text, BODY_HEADINGS) or _is_before(field_in(text))


def _parts_of_today(paragraphs: Sequence[Paragraph], listed: str) -> Parts:
    """Tell apart the parts of an article: title, publication, date, fields, text, further fields."""
    filled = [paragraph for paragraph in paragraphs if paragraph.text.strip()]
    texts = [paragraph.text for paragraph in filled]
    # The first paragraph is the title, even where it begins with a word such as 'Series:'.
    fields_at = next((at for at, text in enumerate(texts) if at and _begins_fields(text)), len(texts))
    top = [text for text in texts[:fields_at] if not is_correction_note(text)]
    dates = [at for at, text in enumerate(top) if begins_with_date(text)]
    date_at = dates[-1] if dates else len(top)
    fields, body_at = _fields_before(texts, fields_at)
    after_at = next((at for at, text in enumerate(texts) if at >= body_at and ends_the_text(text)), len(texts))
    linked = next((paragraph.identity for paragraph in filled[:date_at] if paragraph.identity), "")
    notes = [text for text in texts[:body_at] if is_correction_note(text)]
    return Parts(
        publication=top[max(date_at - 1, 0) : date_at],
        headline=top[: max(date_at - 1, 0)],
        dated=[*top[date_at:], *notes],
        fields=[*fields, *_fields_after(texts[after_at:])],
        notices=[text for text in texts[:body_at] if is_copyright(text)],
        body=texts[body_at:after_at],
        identity=linked or listed,
    )


def _fields_before(texts: Sequence[str], begin: int, *, capitals: bool = False) -> tuple[list[Field], int]:
    """Return the fields before the text, and where the text begins: after its heading, else after the fields."""
    found = [field_in(text, capitals=capitals) for text in texts]
    headings = (at for at in range(begin, len(texts)) if is_heading(texts[at], _heading_of_body(capitals)))
    heading_at = next(headings, None)
    end = heading_at
    if end is None:
        end = next((at for at, field in enumerate(found) if field is not None and field.name == "length"), begin)
        while end < len(texts) and (_is_before(found[end]) or _is_notice(texts[end])):
            end += 1
    fields = [field for field in found[begin:end] if field is not None]
    return fields, end if heading_at is None else end + 1


def _heading_of_body(capitals: bool) -> frozenset[str]:
    return OLD_BODY_HEADINGS if capitals else BODY_HEADINGS


def _is_notice(text: str) -> bool:
    return is_copyright(text) or is_correction_note(text)


def _is_before(field: Field | None) -> bool:
    return field is not None and not field.is_after


def _fields_after(texts: Sequence[str], *, capitals: bool = False) -> list[Field]:
    """Return the fields after the text; a paragraph without a label belongs to the one before it."""
    fields: list[Field] = []
    for text in texts:
        found = field_in(text, capitals=capitals)
        if found is not None:
            fields.append(found)
        elif fields and not is_copyright(text):
            fields[-1] = fields[-1]._replace(value=f"{fields[-1].value} {text}".strip())
    return fields


def size_of_masthead(paragraphs: Sequence[str]) -> int:
    """Return how many paragraphs stand above the title in the old layout, by the date, with which they end."""
    dates = (at + 1 for at, text in enumerate(paragraphs[:4]) if begins_with_date(text))
    return next(dates, min(1, len(paragraphs)))


def old_article(masthead: Sequence[str], paragraphs: Sequence[str], place: str) -> Document | Refused:
    """Read an article in the old layout.

    Parameters
    ----------
    masthead : sequence of str
        Paragraphs up to and with the date, and those that are centred as it is.
    paragraphs : sequence of str
        Those after them, from the title on.
    place : str
        Where the article stands, for a refusal.
    """
    if len(paragraphs) < 2 and any(_NOT_DISPLAYED.search(text) for text in (*masthead, *paragraphs)):
        return Refused("the database could not display it", place)
    top = [text for text in masthead if not is_copyright(text)]
    date_at = next((at for at, text in enumerate(top) if begins_with_date(text)), min(1, len(top)))
    fields_at = next((at for at, text in enumerate(paragraphs) if field_in(text, capitals=True)), 1)
    fields, body_at = _fields_before(paragraphs, fields_at, capitals=True)
    ended = (at for at in range(body_at, len(paragraphs)) if ends_the_text(paragraphs[at], capitals=True))
    after_at = next(ended, len(paragraphs))
    parts = Parts(
        publication=top[: min(date_at, 1)],
        headline=paragraphs[:fields_at],
        dated=[*top[date_at:], *top[1:date_at]],
        fields=[*fields, *_fields_after(paragraphs[after_at:], capitals=True)],
        notices=[text for text in (*masthead, *paragraphs[after_at:]) if is_copyright(text)],
        body=paragraphs[body_at:after_at],
    )
    return document(parts, place)


def announced_by(markers: Sequence[re.Match[str]]) -> int:
    """Return how many articles the lines '1 of 10 DOCUMENTS' announce; a total that stands alone may be wrong.

    Numbers that begin again are a second export in the same file. One that begins at 2001 of 2146 holds the last 146.
    """
    pairs = [
        (int(found["number"] or found["number_after"]), int(found["total"] or found["total_after"]))
        for found in markers
    ]
    announced, begin = 0, 0
    for at in range(1, len(pairs) + 1):
        if at == len(pairs) or pairs[at][0] <= pairs[at - 1][0]:
            totals = [total for _, total in pairs[begin:at]]
            announced += max(totals, key=totals.count) - pairs[begin][0] + 1
            begin = at
    return announced
