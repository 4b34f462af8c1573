"""Fields of Factiva: by its codes, and by their order where an export leaves the codes out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from analysis.importers.dates import find_date
from analysis.importers.phrases import copyright_holder, is_copyright_notice, stated_length, without_added_addresses
from analysis.importers.records import Document, Refused

CODES = (
    "CLM", "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "NGC", "GC", "ED", "PG", "VOL", "LA", "CY", "CX",
    "DLN", "LP", "TD", "ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "RST", "AN",
)  # fmt: skip
# Codes whose values are fields of a document as they are written.
_FIELDS = {
    "publication": "SN",
    "publisher": "PUB",
    "credit": "CR",
    "byline": "BY",
    "dateline": "DLN",
    "section": "SE",
    "page": "PG",
    "edition": "ED",
    "correction": "CX",
    "language": "LA",
}
_COUNTER = re.compile(r"^[0-9]+\)\s+")
_ACCESSION = re.compile(r"(?:Document|Dokument|Documento|Документ|文件|文書|文档)\s+([A-Za-z0-9]{12,})")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}.*")
_PAGE = re.compile(r"(?:pp?\. ?)?[A-Z]{0,4}[-. ]?[0-9]{1,4}[A-Z]?(?:\s*[-–,;/]\s*[A-Z]{0,4}[0-9]{1,4})*")
_BYLINE = re.compile(r"(?:by|von|par|por|di|door|da|от)\s", re.IGNORECASE)


def document_of_codes(values: Mapping[str, Sequence[str]]) -> Document | Refused:
    """Make a document of the paragraphs of each code; LP and TD are its body."""
    lines = {code: " ".join(texts) for code, texts in values.items()}
    fields = {field: lines.get(code, "") for field, code in _FIELDS.items()}
    return checked_document(
        [*values.get("LP", ()), *values.get("TD", ())],
        accession_of(lines.get("AN", "")),
        **fields | {
            "headline": lines.get("HD", ""),
            "section": fields["section"] or lines.get("CLM", ""),
            "publisher": fields["publisher"] or copyright_holder(lines.get("CY", "")),
            "published": find_date(f"{lines.get('PD', '')} {lines.get('ET', '')}").published,
            "words_stated": stated_length(lines.get("WC", "")),
        },
    )  # fmt: skip


def document_of_lines(
    before: Sequence[str], headline: str, after: Sequence[str], body: Iterable[str], accession: str, byline: str = ""
) -> Document | Refused:
    """Make a document from lines that have no field codes, using their order.

    Parameters
    ----------
    before : sequence of str
        Lines above the headline: section or column.
    headline : str
    after : sequence of str
        Lines below it: byline, credit, '808 words', day, perhaps time, source, its code, perhaps edition and page,
        language, copyright.
    body : iterable of str
        Paragraphs.
    accession : str
        Accession number.
    byline : str
        Byline, where the markup names it.
    """
    length = next((number for number, line in enumerate(after) if stated_length(line)), None)
    if length is None:
        return Refused("the line with its number of words is missing", accession)
    above, below = list(after[:length]), list(after[length + 1 :])
    if not byline and above and _BYLINE.match(above[0]):
        byline = above.pop(0)
    notice = below.pop() if below and is_copyright_notice(below[-1]) else ""
    time = next((line for line in below[1:2] if _TIME.fullmatch(line)), "")
    day, source, *others = [*(line for line in below if line != time), "", ""]
    described = [line for line in others if line]
    language = described.pop() if len(described) > 1 else ""
    page = next((line for line in described[1:] if _PAGE.fullmatch(line)), "")
    return checked_document(
        list(body),
        accession,
        headline=headline,
        publication=source,
        published=find_date(f"{day} {time}").published,
        publisher=copyright_holder(notice),
        credit=" ".join(line for line in above if line != byline),
        byline=byline,
        section=" ".join(before),
        page=page,
        edition=" ".join(line for line in described[1:] if line != page),
        language=language,
        words_stated=stated_length(after[length]),
    )


def checked_document(body: Sequence[str], accession: str, **fields: str) -> Document | Refused:
    """Return a document with its body and headline cleaned of what Factiva adds; refused where it has no body."""
    texts = [clean for text in body if (clean := without_added_addresses(text).strip())]
    if not texts:
        return Refused("it has no text", accession)
    headline = _COUNTER.sub("", without_added_addresses(fields.pop("headline", "")))
    identity = f"factiva:{accession}" if accession else ""
    return Document(headline=headline, body="\n\n".join(texts), identity=identity, **fields)


def accession_of(text: str) -> str:
    """Return the accession number in a line such as 'Document NORDL00020240305ek350000x'; '' where there is none."""
    found = _ACCESSION.search(text)
    return found[1] if found else ""


def is_accession_line(text: str) -> bool:
    """Whether a line is nothing but 'Document' and an accession number."""
    return _ACCESSION.fullmatch(text.strip()) is not None
