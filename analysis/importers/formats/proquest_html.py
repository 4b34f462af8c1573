"""ProQuest as HTML, also within mails that ProQuest sent or somebody forwarded."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.message import Message

from analysis.importers.markup import paragraphs, parse_html
from analysis.importers.proquest_fields import LABELS, document_of_labels, label_key
from analysis.importers.records import Document, Importer, Record, Refused, Start
from analysis.importers.source import Source
from analysis.io.encoding import decode

_MAIL_START = re.compile(rb"(?:From |[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*[A-Za-z-]+:)")
_MAIL_FIELD = re.compile(rb"^(?:MIME-Version|Content-Type):", re.IGNORECASE | re.MULTILINE)
_MOST_PARTS = 2_000
# Where a document begins: at its anchor; where a mail program has renamed these, at its box.
_ANCHOR = re.compile(r"<a\b[^<>]*\bname=[\"']?[^\"'<>]*DocID_", re.IGNORECASE)
_BOX = re.compile(r"<div\b[^<>]*border-bottom:\s*2px", re.IGNORECASE)
_FOOTER = re.compile(r"<div\b[^<>]*class=[\"']?(?:[\w-]*_)?copyright|Contact ProQuest", re.IGNORECASE)
_LABEL = re.compile(r"<(?:strong|b)\b[^<>]*>\s{0,20}([A-Z][^<>:]{1,40}?)\s{0,20}:", re.IGNORECASE)
_TEXT = re.compile(r"<text\b[^<>]*>", re.IGNORECASE)
_TEXT_END = re.compile(r"</text\s*>", re.IGNORECASE)
_LENGTH = re.compile(r"wordcount=[\"']?([0-9]+)", re.IGNORECASE)
# Tags of the pages within the page, of which one may be broken ('html&gt;').
_PAGE_TAGS = re.compile(
    r"<title\b[^<>]*>[^<]*</title>|</?(?:html|head|body|meta|link)\b[^<>]*>|<!DOCTYPE[^<>]*>|(?:&lt;|<)?/?html&gt;",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(r"ProQuest document link|Document [0-9]+ of [0-9]+", re.IGNORECASE)
# Marks around a label, of characters that no text has.
_FIELD, _COLON = "\ue000", "\ue001"
# Bytes of all headers of a mail.
_LONGEST_HEAD = 200_000


def _recognizes(start: Start) -> bool:
    return any(_is_export(text) for text in _texts(start.data, start.text, "replace"))


def _read(source: Source) -> Iterator[Record]:
    data = source.read()
    exports = [text for text in _texts(data, "" if _is_mail(data) else source.text()) if _is_export(text)]
    if not exports:
        raise ValueError("no document of ProQuest is in it")
    for text in exports:
        for document in _documents(text):
            yield _document(document)


def _is_export(text: str) -> bool:
    return "ProQuest" in text and (_ANCHOR.search(text) is not None or _BOX.search(text) is not None)


def _is_mail(data: bytes) -> bool:
    start = re.split(rb"\r?\n\r?\n", data[:_LONGEST_HEAD].lstrip(), maxsplit=1)[0]
    return len(start) < _LONGEST_HEAD and _MAIL_START.match(start) is not None and _MAIL_FIELD.search(start) is not None


def _texts(data: bytes, text: str, errors: str = "strict") -> list[str]:
    """Return the texts in a mail and in mails within it, else the text that is given.

    Each part of a mail is taken by its bytes, whatever it is said to be.
    """
    if not _is_mail(data):
        return [text]
    if len(re.findall(rb"^content-type:", data, re.IGNORECASE | re.MULTILINE)) > _MOST_PARTS:
        raise ValueError(f"it is a mail of more than {_MOST_PARTS:,} parts")
    try:
        parts = [part for part in email.message_from_bytes(data.lstrip()).walk() if not part.is_multipart()]
    except RecursionError:
        raise ValueError("it is a mail of parts that are nested too deeply") from None
    return [_text_of_part(part, errors) for part in parts]


def _text_of_part(part: Message, errors: str) -> str:
    """Return a part as text; '' where it is none."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes) or b"\0" in content[:1000]:
        return ""
    for encoding in ("utf-8", part.get_content_charset() or "utf-8"):
        try:
            return content.decode(encoding, errors)
        except (LookupError, UnicodeDecodeError):
            continue
    try:
        return decode(content)
    except ValueError:
        return ""


def _documents(text: str) -> list[str]:
    """Return the markup of each document; tags that do not close in one cannot harm another."""
    starts = [found.start() for found in (_ANCHOR if _ANCHOR.search(text) else _BOX).finditer(text)]
    footer = _FOOTER.search(text, starts[-1])
    ends = [*starts[1:], footer.start() if footer else len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _document(markup: str) -> Document | Refused:
    marked, length = _PAGE_TAGS.sub(" ", markup), ""
    opened = _TEXT.search(marked)
    closed = _TEXT_END.search(marked, opened.end()) if opened else None
    if opened and closed:
        # Labels in the text are words of the article.
        length = next(iter(_LENGTH.findall(opened[0])), "")
        before, text = _LABEL.sub(_mark, marked[: opened.start()]), marked[opened.end() : closed.start()]
        marked = f"{before}{text}{_LABEL.sub(_mark, marked[closed.end() :])}"
    else:
        marked = _LABEL.sub(_mark, marked)
    head, *fields = "\n\n".join(paragraphs(parse_html(f"<div>{marked}</div>"))).split(_FIELD)
    values: dict[str, list[str]] = {}
    for field in fields:
        key, _, value = field.partition(_COLON)
        values.setdefault(key, []).extend(text.strip() for text in value.split("\n\n") if text.strip())
    title = next((text for text in head.split("\n\n") if text and not _NO_TITLE.fullmatch(text)), "")
    return document_of_labels(title, values, length)


def _mark(found: re.Match[str]) -> str:
    """Return a label between marks, if it is one."""
    key = label_key(found[1])
    return f"{_FIELD}{key}{_COLON}" if key in LABELS else found[0]


IMPORTER = Importer(
    "ProQuest HTML or mail", _recognizes, _read,
    fields=("headline", "body", "publication", "published", "identity"), needs=("lxml",),
)  # fmt: skip
