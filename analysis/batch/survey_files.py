"""What workers do for a survey: batches of rows in, files of extracts out, and what is found in those of some outlets.

The files of a batch hold a piece for each bucket of outlets, so that a worker reads a bucket of all batches.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from analysis.batch.spool import move_finished, read_rows
from analysis.corpus.survey_extracts import TABLES, Extract, count_labels, divided, extract_of

T = TypeVar("T")


def extract_batch(rows: str, part: str, first: int, full: list[str], buckets: int) -> pl.DataFrame:
    """Reduce a batch to its extract, and write that.

    Parameters
    ----------
    rows : str
        Arrow file of the batch, which stays.
    part : str
        Folder to write: it is complete, or does not exist.
    first : int
        Number of articles before the batch.
    full : list of str
        Labels of which earlier batches are sample enough.
    buckets : int
        How many parts outlets are divided into.

    Returns
    -------
    DataFrame
        As `count_labels` returns it.
    """
    extract = extract_of(read_rows(Path(rows)), first=first, full=full)
    folder = Path(tempfile.mkdtemp(prefix=f"{Path(part).name}.", dir=Path(part).parent))
    pieces = divided(extract, buckets)
    for name in TABLES:
        _write([getattr(piece, name) for piece in pieces], folder / name)
    move_finished(folder, Path(part))
    return count_labels(extract)


def _write(tables: list[pl.DataFrame], file: Path) -> None:
    """Write tables as one Arrow file, each as a piece of it."""
    arrow = [table.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest()).combine_chunks() for table in tables]
    with pa.ipc.new_file(file, arrow[0].schema) as writer:
        for table in arrow:
            # A table without rows has no piece of its own.
            writer.write_batch(next(iter(table.to_batches()), pa.RecordBatch.from_pylist([], table.schema)))


class BucketOfExtracts:
    """The extract of some outlets, read when needed; see `Extract`.

    Parameters
    ----------
    parts : list of str
        Folders as `extract_batch` writes them, in order.
    bucket : int
        Number of the bucket.
    """

    def __init__(self, parts: list[str], bucket: int) -> None:
        self._parts, self._bucket = parts, bucket

    @cached_property
    def articles(self) -> pl.DataFrame:
        """As in `Extract`."""
        return _frame(self._pieces("articles"))

    @property
    def sample(self) -> pl.DataFrame:
        """As in `Extract`."""
        return self._table("sample")

    @property
    def passages(self) -> pl.DataFrame:
        """As in `Extract`."""
        return self._table("passages")

    @property
    def sentences(self) -> pl.DataFrame:
        """As in `Extract`."""
        return self._table("sentences")

    @cached_property
    def _before(self) -> NDArray[np.int64]:
        """Count the articles before those of each part."""
        sizes = np.array([piece.num_rows for piece in self._pieces("articles")], np.int64)
        return np.cumsum(sizes) - sizes

    def _table(self, name: str) -> pl.DataFrame:
        pieces = self._pieces(name)
        first = np.repeat(self._before, [piece.num_rows for piece in pieces])
        return _frame(pieces).with_columns(pl.col("article") + pl.Series(first))

    def _pieces(self, name: str) -> list[pa.RecordBatch]:
        return [_piece(Path(part) / name, self._bucket) for part in self._parts]


def _piece(file: Path, bucket: int) -> pa.RecordBatch:
    with pa.memory_map(str(file)) as source:
        return pa.ipc.open_file(source).get_batch(bucket)


def _frame(pieces: list[pa.RecordBatch]) -> pl.DataFrame:
    table = pl.from_arrow(pa.Table.from_batches(pieces))
    assert isinstance(table, pl.DataFrame)
    return table


def in_bucket(parts: list[str], bucket: int, work: Callable[[Extract], T]) -> T:
    """Apply a function to the extract of some outlets.

    Parameters
    ----------
    parts : list of str
        Folders of all batches, in order.
    bucket : int
    work : callable

    Returns
    -------
    object
        Its result.
    """
    return work(BucketOfExtracts(parts, bucket))
