"""Articles of a corpus folder while sources are read into it: what is there, and parts that are finished."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from analysis._utils.content_hiding import hides_content
from analysis._version import __version__
from analysis.exceptions import WrongUse
from analysis.importers.addresses import address_key
from analysis.importers.records import Document
from analysis.io.atomic_replace import replace_file
from analysis.io.output_errors import shown

ARTICLES, UNFINISHED = "articles.parquet", ".samestory-ingest"
MARK, FINISHED = b"samestory_ingest", b"finished"
COLUMNS = ("article_id", *Document._fields, "content", "source", "format")
# An entry of a list that gives addresses only has an identity that begins so.
LISTED = "listed:"
# Texts are all different; Parquet would try in vain to number them.
NUMBERED = [name for name in COLUMNS if name not in ("article_id", "body", "identity", "content")]
# Characters and documents of a part.
_MOST_CHARACTERS, _MOST_DOCUMENTS = 32_000_000, 20_000

Change = Literal["added", "there", "replaced", "older"]


@hides_content
class _Known(NamedTuple):
    """The version and content of an article, and where it is: number of the file, and of the row in it."""

    version: str
    content: str
    file: int
    row: int


class Store:
    """Articles of a corpus folder; new ones are written to parts.

    Attributes
    ----------
    finished : dict of str to object
        Key of each source that was read wholly by a run that was stopped -> what was counted of it.
    files : list of Path
        The articles that were there, and the parts, in order.
    superseded : dict of int to set of int
        Number of a file -> rows that are no longer in the corpus.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.finished: dict[str, Any] = {}
        self.files: list[Path] = []
        self.superseded: dict[int, set[int]] = {}
        self._known: dict[str, _Known] = {}
        self._rows: list[tuple[str, ...]] = []
        self._characters = 0
        self._writer = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None
        self._open_existing()

    def _open_existing(self) -> None:
        """Index the articles of the corpus, then those of the parts that a stopped run has left."""
        for path in (self.folder / ARTICLES, *sorted((self.folder / UNFINISHED).glob("part-*.parquet"))):
            if not path.exists():
                continue
            number = len(self.files)
            self.files.append(path)
            with pq.ParquetFile(path) as file:
                self.finished |= json.loads((file.schema_arrow.metadata or {}).get(FINISHED, b"{}"))
                row = 0
                for batch in file.iter_batches(columns=["identity", "version", "content"]):
                    columns = [batch.column(name).to_pylist() for name in ("identity", "version", "content")]
                    for identity, version, content in zip(*columns, strict=True):
                        self._place(identity, _Known(version, content, number, row))
                        row += 1

    def add(self, document: Document, source: str, importer: str) -> Change:
        """Add a document, unless it is there or is an older version of one that is there."""
        content, identity = _checksum(*document), _identity(document)
        known = self._known.get(identity)
        if known is not None:
            if known.content == content:
                return "there"
            if _order(document.version) < _order(known.version):
                return "older"
        row = document._replace(identity=identity)
        self._place(identity, _Known(document.version, content, len(self.files), len(self._rows)))
        self._rows.append((article_id(identity), *row, content, source, importer))
        self._characters += len(document.body)
        return "added" if known is None else "replaced"

    def _place(self, identity: str, place: _Known) -> None:
        """Remember where an article is; a row that had its identity before is superseded."""
        before = self._known.get(identity)
        if before is not None:
            self.superseded.setdefault(before.file, set()).add(before.row)
        self._known[identity] = place

    @property
    def is_full(self) -> bool:
        """Whether what was added since the last part is to be written as a part."""
        return self._characters > _MOST_CHARACTERS or len(self._rows) > _MOST_DOCUMENTS

    def write_part(self, finished: Mapping[str, Any]) -> None:
        """Write what was added as a part; finished: the sources that are in the parts wholly, with their counts.

        It is written while more is read; the part before it is waited for.
        """
        if not self._rows and not finished:
            return
        columns = zip(*self._rows, strict=True) if self._rows else [()] * len(COLUMNS)
        arrays = [pa.array(texts, pa.string()) for texts in columns]
        table = pa.table(arrays, COLUMNS, metadata={FINISHED: json.dumps(dict(finished)).encode()})
        path = self.work_folder() / f"part-{len(self.files):06d}.parquet"
        self.wait()
        self._writing = self._writer.submit(_write, table, path)
        self.files.append(path)
        self._rows, self._characters = [], 0

    def wait(self) -> None:
        """Wait until all parts are written.

        Raises
        ------
        OSError
            If one cannot be written.
        """
        if self._writing:
            self._writing.result()

    def has_listed(self) -> bool:
        """Whether there are addresses without texts."""
        return any(identity.startswith(LISTED) for identity in self._known)

    def batches(self, columns: Iterable[str] = COLUMNS) -> Iterator[pa.RecordBatch]:
        """Yield some columns of the articles of all files, without those that are superseded."""
        names = list(columns)
        for number, path in enumerate(self.files):
            gone, row = self.superseded.get(number, set()), 0
            with pq.ParquetFile(path) as file:
                for found in file.iter_batches(2048, columns=names):
                    batch = _with_all_columns(found, names)
                    if gone:
                        batch = batch.filter(pa.array([at not in gone for at in range(row, row + batch.num_rows)]))
                    row += found.num_rows
                    yield batch

    def work_folder(self) -> Path:
        """Return the folder of unfinished files in the corpus folder, which is made where it does not exist."""
        home = self.folder / UNFINISHED
        home.mkdir(exist_ok=True)
        return home

    def remove_parts(self) -> None:
        """Remove the parts and other unfinished files."""
        shutil.rmtree(self.folder / UNFINISHED, ignore_errors=True)


def check_folder(folder: Path) -> None:
    """Check that a folder may be written: it does not exist, is empty, or is a corpus that was made by this command.

    Raises
    ------
    WrongUse
        If it is anything else.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise WrongUse(f"{shown(folder)} is a file; name a folder for the corpus")
    path = folder / ARTICLES
    try:
        is_ours = path.exists() and MARK in (pq.read_schema(path).metadata or {})
    except (OSError, pa.ArrowInvalid):
        is_ours = False
    others = [entry.name for entry in folder.iterdir() if entry.name != UNFINISHED]
    if others and not is_ours:
        raise WrongUse(f"{shown(folder)} is no corpus made by samestory ingest, and is not empty; name another folder")


def marked(schema: pa.Schema) -> pa.Schema:
    """Return a schema with the mark of this command."""
    return schema.with_metadata({MARK: __version__.encode()})


def _write(part: pa.Table, path: Path) -> None:
    new = path.with_name("new.parquet")
    pq.write_table(part, new, compression="lz4", use_dictionary=NUMBERED)
    replace_file(new, path)


def _with_all_columns(batch: pa.RecordBatch, names: list[str]) -> pa.RecordBatch:
    """Return a batch with columns in their order; those that no article has are blank."""
    blank = pa.repeat("", batch.num_rows)
    columns = [batch.column(name) if name in batch.schema.names else blank for name in names]
    return pa.record_batch(columns, names)


def article_id(identity: str) -> str:
    """Return the article_id of an identity; the same in every run."""
    return _checksum(identity)[:16]


def _checksum(*texts: str) -> str:
    """Return the SHA-256 of some texts."""
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def _identity(document: Document) -> str:
    """Return what tells an article from others: what the source calls it, its address, or else its content."""
    if not document.body:
        return f"{LISTED}{address_key(document.url)}"
    if document.identity:
        return document.identity
    if document.url:
        return f"url:{address_key(document.url)}"
    return f"content:{_checksum(document.publication, document.headline, document.body)}"


def _order(version: str) -> tuple[int, int, str]:
    """Return a key by which versions are in order; none comes first, numbers by their value."""
    is_number = version.isascii() and version.isdigit() and len(version) < 30
    return (bool(version), int(version) if is_number else 0, "" if is_number else version)
