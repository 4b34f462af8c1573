"""ProQuest as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.importers.proquest_fields import CLEAR_LABELS, FULL_TEXT, LABELS, document_of_labels, label_key
from analysis.importers.records import Announced, Importer, Record, Start
from analysis.importers.source import Source

_RULE = re.compile(r"^[ \t]*(?:_{40,}|\*{20,})[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"^([A-Z][A-Za-z/()\- \u00a0]{1,40}?)[ \u00a0]*:(?:[ \u00a0\n]+|$)")
_COUNT = re.compile(r"^\s*Document [0-9]+ of ([0-9]+)\s*\n")
_SIGN = re.compile(
    r"^(?:ProQuest document ID|Publication (?:info|title|year)|Full text):", re.MULTILINE | re.IGNORECASE
)
_BODY = label_key(FULL_TEXT)
# Labels that end a document: what follows a rule before them belongs to its text.
_LAST = frozenset(label_key(label) for label in ("ProQuest document ID", "Document URL", "Last updated", "Database"))
# Lines of text files that are wrapped; other single line breaks part paragraphs.
_WRAPPED = range(55, 101)
# Labels that begin another field within the text: 'Credit' belongs to it, words such as 'Location' may do.
_ENDS_TEXT, _MAY_END_TEXT = CLEAR_LABELS - {"credit"}, LABELS - CLEAR_LABELS


def _recognizes(start: Start) -> bool:
    has_labels = len({sign.lower() for sign in _SIGN.findall(start.text)}) >= 2
    return has_labels and not start.text.lstrip().startswith(("<", "{")) and _RULE.search(start.text) is not None


def _read(source: Source) -> Iterator[Record]:
    yield from records_of_text(source.text())


def records_of_text(text: str) -> Iterator[Record]:
    """Yield the documents of an export as text."""
    pieces = _documents([piece for piece in _RULE.split(text) if piece.strip()])
    counts = [int(found[1]) for piece in pieces if (found := _COUNT.match(piece))]
    if counts:
        yield Announced(max(counts))
    for piece in pieces:
        title, *blocks = _blocks(_COUNT.sub("", piece))
        if _label(title):
            title, blocks = "", [title, *blocks]
        yield document_of_labels(" ".join(title.split()), _values(blocks))


def _documents(pieces: Sequence[str]) -> list[str]:
    """Join what a rule within a text has parted; leave out pieces without labels, such as the notice at the end."""
    documents: list[str] = []
    for piece in pieces:
        labels = {_label(block) for block in _blocks(piece)}
        last = {_label(block) for block in _blocks(documents[-1])} if documents else set()
        if _BODY in last and not last & _LAST and _BODY not in labels:
            documents[-1] += "\n\n" + piece
        elif labels & CLEAR_LABELS:
            documents.append(piece)
    return documents


def _values(blocks: Sequence[str]) -> dict[str, list[str]]:
    """Return the paragraphs under each label."""
    values: dict[str, list[str]] = {}
    label = ""
    for number, block in enumerate(blocks):
        is_new = _begins_field(blocks, number, label)
        label = _label(block) if is_new else label
        values.setdefault(label, []).extend(_paragraphs(_LABEL.sub("", block) if is_new else block))
    return values


def _begins_field(blocks: Sequence[str], number: int, current: str) -> bool:
    """Whether a block begins another field; in the text, words such as 'Location:' do only before another label."""
    label = _label(blocks[number])
    if current != _BODY or label in _ENDS_TEXT:
        return label != ""
    return label in _MAY_END_TEXT and all(_label(block) for block in blocks[number + 1 : number + 2])


def _label(block: str) -> str:
    found = _LABEL.match(block)
    return key if found and (key := label_key(found[1])) in LABELS else ""


def _blocks(piece: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n[ \t]*\n", piece) if block.strip()]


def _paragraphs(block: str) -> list[str]:
    """Return the paragraphs of a block: its lines, unless they are wrapped."""
    lines = [line.strip() for line in block.splitlines() if line.strip()]
    is_wrapped = len(lines) > 1 and all(len(line) in _WRAPPED for line in lines[:-1])
    return [" ".join(" ".join(lines).split())] if is_wrapped else [" ".join(line.split()) for line in lines]


IMPORTER = Importer(
    "ProQuest text", _recognizes, _read, fields=("headline", "body", "publication", "published", "identity")
)
