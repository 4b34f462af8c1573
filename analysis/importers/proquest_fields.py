"""Fields of ProQuest by their labels, and what stands around the text under 'Full text'."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analysis.importers.dates import find_date
from analysis.importers.phrases import without_signature
from analysis.importers.records import Document, Refused

FULL_TEXT = "full text"
# Labels in lower case without blanks: exports lose blanks of labels. They also begin paragraphs of articles, the first
# group does not.
_CLEAR = """
    Alternate title; Business indexing term; Classification; Company / organization; Correspondence author; Country of
    publication; Credit; Document feature; Document type; Document URL; Full text; First page; Identifier / keyword;
    Identifier (keyword); Issue; ISSN; ISBN; e-ISSN; Language of publication; Last updated; Number of pages;
    NAICS; Place of publication; ProQuest document ID; Publication date; Publication info; Publication subject;
    Publication title; Publication year; Source type; Subject; Volume; DOI; Dateline; Accession number; Supplement;
    Publication history; Online publication date; Source attribution; MeSH; Company; Series; Literary genre; Text format
"""
_UNCLEAR = """
    Abstract; Author; Copyright; Database; Links; Location; Pages; People; Person; Publisher; Section; Title; Column;
    Edition; Notes; Product name; Event
"""


def _keys(labels: str) -> frozenset[str]:
    return frozenset(label_key(label) for label in labels.split(";"))


def label_key(label: str) -> str:
    """Return a label as it is compared: in lower case, without blanks."""
    return re.sub(r"[\s\u00a0]+", "", label).lower()


CLEAR_LABELS = _keys(_CLEAR)
LABELS = CLEAR_LABELS | _keys(_UNCLEAR)
_FIELDS = {
    "byline": "author",
    "dateline": "dateline",
    "section": "section",
    "page": "pages",
    "publisher": "publisher",
    "edition": "edition",
    "language": "languageofpublication",
}
_INFO = re.compile(r"(?P<title>[^\[;]*?)\s*(?:;|,?\s*\[|\(|$)")
_INFO_PAGE = re.compile(r":\s*(?P<page>[A-Z0-9][^:\s]*?)\.?\s*$")
_EDITION = re.compile(r",\s+((?:[\w.-]+\s){0,3}edition)$", re.IGNORECASE)
_CREDIT = re.compile(r"^credit:\s*", re.IGNORECASE)
_CORRECTION = re.compile(r"^correction:\s*(?:see correction appended[;.]?\s*)?", re.IGNORECASE)
_ILLUSTRATION = re.compile(r"illustrations?:?", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:photo )?caption:", re.IGNORECASE)
_NONE = re.compile(r"(?:full text:?\s*)?(?:not available|none available|unavailable)\.?", re.IGNORECASE)
_ID_IN_ADDRESS = re.compile(r"/docview/(?:[a-z]+/)?([0-9]+)")


def document_of_labels(title: str, values: Mapping[str, Sequence[str]], length: str = "") -> Document | Refused:
    """Make a document of a title and the paragraphs under each label.

    Parameters
    ----------
    title : str
        Heading of the document.
    values : mapping of str to sequence of str
        Keys are as `label_key` writes them.
    length : str
        Number of words as stated, in digits.
    """
    lines = {label: " ".join(texts) for label, texts in values.items()}
    address = lines.get("documenturl", "").split("?accountid")[0]
    number = lines.get("proquestdocumentid", "") or next(iter(_ID_IN_ADDRESS.findall(address)), "")
    texts, credit, correction = _parts(values.get(label_key(FULL_TEXT), ()))
    if not texts or _NONE.fullmatch(" ".join(texts)):
        return Refused("its full text is not available", number or title)
    info = lines.get("publicationinfo", "")
    publication = _publication(lines.get("publicationtitle", "") or info)
    edition = _EDITION.search(publication)
    page = _INFO_PAGE.search(info)
    fields = {field: lines.get(label, "") for field, label in _FIELDS.items()}
    return Document(
        **fields | {
            "headline": title or lines.get("title", ""),
            "body": "\n\n".join(texts),
            "publication": _EDITION.sub("", publication),
            "published": find_date(lines.get("publicationdate", "")).published or find_date(info).published,
            "identity": f"proquest:{number}" if number else "",
            "version": find_date(lines.get("lastupdated", "")).published,
            "credit": lines.get("credit", "") or credit,
            "byline": "" if fields["byline"] == "Anonymous" else fields["byline"],
            "page": fields["page"] or (page["page"] if page else ""),
            "edition": fields["edition"] or (edition[1] if edition else ""),
            "correction": correction,
            "url": address,
            "words_stated": length,
        },
    )  # fmt: skip


def _publication(text: str) -> str:
    """Return the name before the place: 'Los Angeles Times; Los Angeles, Calif.' has one."""
    found = _INFO.match(text)
    return found["title"].strip() if found else text


def _parts(paragraphs: Sequence[str]) -> tuple[list[str], str, str]:
    """Return the body, the credit and the correction of the paragraphs under 'Full text'."""
    end = next((number for number, text in enumerate(paragraphs) if _ILLUSTRATION.fullmatch(text)), len(paragraphs))
    texts = [text for text in paragraphs[:end] if not _CAPTION.match(text)]
    credits = [_CREDIT.sub("", text) for text in texts if _CREDIT.match(text)]
    corrections = [_CORRECTION.sub("", text) for text in texts if _CORRECTION.match(text)]
    body = [text for text in texts if not _CREDIT.match(text) and not _CORRECTION.match(text)]
    return without_signature(body), " ".join(credits), " ".join(corrections)
