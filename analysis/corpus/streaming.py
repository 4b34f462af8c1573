"""Tables larger than memory: the same rows as read_corpus reads, in batches."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.number_parameters import checked_number
from analysis.corpus.article_tables import (
    DATE_ORDER,
    EVENT,
    TABLES,
    chosen_columns,
    corpus_name,
    duplicate_ids,
    existing_path,
    is_same_event,
    no_articles,
    number_articles,
    table_of,
)
from analysis.corpus.event_table import check_articles, is_event_table, read_event_table
from analysis.io.column_names import columns_named
from analysis.io.files import PARQUET
from analysis.io.opened_table import LINE, OpenedTable
from analysis.io.publication_times import DayMonthOrder, common_order, day_month_orders
from analysis.io.table_files import open_table

MEGABYTES = (1e-6, 4_096.0)

# Bytes at either end of a table that tell it from another.
ENDS = 1 << 16


@hides_content
class Source(NamedTuple):
    """An open table, and which of its columns are which of ours.

    Attributes
    ----------
    table : OpenedTable
    chosen : dict of str to str
        Our column name -> the table's.
    event : str
        Name of the event that all articles are about; '' if the user does not say so.
    """

    table: OpenedTable
    chosen: dict[str, str]
    event: str = ""

    def rows(self) -> Iterator[pd.DataFrame]:
        """Read the rows of the chosen columns, in pieces."""
        for piece in self.table.rows(self.chosen):
            yield piece.assign(event=self.event).astype({EVENT: "str"}) if self.event else piece


def _ignored(note: str) -> None:
    """Do nothing with a note."""


def batches_of(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    megabytes: float = 16,
    note: Callable[[str], None] = _ignored,
) -> Iterator[pd.DataFrame]:
    """Stream the rows of a table, or of a folder of Parquet tables in order of their names, in batches.

    Parameters
    ----------
    path : str or Path
    columns : mapping of str to str, optional
        Our column name -> the table's, such as {"body": "content"}; for event also the file of a table of events.
    megabytes : float
        Text per batch. The article that a multiple of it falls in ends a batch, so that batches depend on the texts
        alone.
    note : callable
        Called with each sentence on how a table is read that the user should know.

    Returns
    -------
    iterator of DataFrame
        Rows for `corpus_of`, each value as text; the batches put together are the rows that `read_corpus` reads.

    Raises
    ------
    WrongUse
        If the path, a table or a column cannot be used, or an article_id occurs twice.
    """
    megabytes = checked_number(megabytes, "megabytes", *MEGABYTES)
    path = existing_path(path)
    tables, columns = list(map(open_table, _tables(path))), dict(columns or {})
    event = columns.get(EVENT, "")
    by_table = is_event_table(event) and not any(event in table.names for table in tables)
    if by_table:
        del columns[EVENT]
    sources = []
    for table in tables:
        chosen, notes = chosen_columns(table, columns, needed=["outlet", "body"])
        sources.append(Source(table, chosen, corpus_name(path) if is_same_event(table, columns) else ""))
        for text in notes:
            note(text)
    pieces = _numbered(path, sources)
    return _batches(path, _with_events(pieces, event, note) if by_table else pieces, round(megabytes * 1e6))


def size_of(path: str | Path, *, columns: Mapping[str, str] | None = None) -> int:
    """Estimate the bytes of text that `batches_of` will stream.

    Parameters
    ----------
    path : str or Path
    columns : mapping of str to str, optional
        Our column name -> the table's.

    Returns
    -------
    int
        Uncompressed in Parquet, the whole file in other formats.
    """
    body = (columns or {}).get("body", "body")
    sizes = (
        _body_size(table, body) if _is_parquet(table) else table.stat().st_size
        for table in _tables(existing_path(path))
    )
    return sum(sizes)


def fingerprint(path: str | Path) -> str:
    """Compute a checksum that distinguishes one table, or folder of Parquet tables, from another.

    It is of the names and sizes of the files and of what they begin and end with, as reading them whole would take
    long.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    str
        A sha256.
    """
    checksum = hashlib.sha256()
    for table in _tables(existing_path(path)):
        size = table.stat().st_size
        checksum.update(f"{table.name} {size} ".encode("utf-8", "surrogateescape"))
        with table.open("rb") as opened:
            checksum.update(opened.read(ENDS))
            opened.seek(max(size - ENDS, 0))
            checksum.update(opened.read(ENDS))
    return checksum.hexdigest()


def _body_size(table: Path, body: str) -> int:
    try:
        about = pq.ParquetFile(table).metadata
    except (OSError, ValueError):
        return 0  # the fault is reported when it is read
    chunks = [about.row_group(i).column(j) for i in range(about.num_row_groups) for j in range(about.num_columns)]
    named = columns_named(body, [about.schema.column(j).path for j in range(about.num_columns)])
    return sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in named)


def _is_parquet(file: Path) -> bool:
    return file.name.lower().endswith(PARQUET)


def _tables(path: Path) -> list[Path]:
    parts = sorted(file for file in path.glob("*") if _is_parquet(file)) if path.is_dir() else []
    return parts if parts and not any((path / name).is_file() for name in TABLES) else [table_of(path)]


def _batches(path: Path, pieces: Iterator[pd.DataFrame], size: int) -> Iterator[pd.DataFrame]:
    held: list[pd.DataFrame] = []
    latest, bytes_read = 0, 0
    for piece in pieces:
        ends = bytes_read + np.cumsum(pl.Series(piece["body"]).str.len_bytes().to_numpy(), dtype=np.int64)
        # An article belongs to the batch its text starts in.
        batch = np.append(bytes_read, ends[:-1]) // size
        bytes_read = int(ends[-1])
        for number in np.unique(batch):
            if held and number != latest:
                yield pd.concat(held, ignore_index=True)
                held = []
            held.append(piece[batch == number])
            latest = number
    if not held:
        raise no_articles(path)
    yield pd.concat(held, ignore_index=True)


def _numbered(path: Path, sources: Sequence[Source]) -> Iterator[pd.DataFrame]:
    """Read the pieces of all tables, each article with its article_id, which no other has."""
    order: DayMonthOrder | None = None
    # The largest number ends the hashes, so that each has a place before it.
    rows, seen = 0, np.array([2**64 - 1], np.uint64)
    for source in sources:
        for piece in source.rows():
            numbered = number_articles(piece.drop(columns=LINE), path, first=rows + 1)
            if order is None and "published" in piece and day_month_orders(piece["published"]):
                order = _day_month_order(sources)
            numbered = numbered.assign(**{DATE_ORDER: pd.Series(order or "unclear", piece.index, dtype="str")})
            seen = _add_hashes(numbered["article_id"], seen, path)
            rows += len(piece)
            yield numbered


def _with_events(pieces: Iterator[pd.DataFrame], file: str, note: Callable[[str], None]) -> Iterator[pd.DataFrame]:
    """Add the events of a table; a row that it lacks may be no article that can be used, and is about its own event."""
    events, known, missing = read_event_table(file), set[str](), 0
    for piece in pieces:
        ids = piece["article_id"].tolist()
        known.update(events.keys() & ids)
        missing += sum(article not in events for article in ids)
        yield piece.assign(event=pd.Series([events.get(article, "") for article in ids], piece.index, dtype="str"))
    check_articles(events, pd.Series(list(known), dtype="str"), pd.Series(dtype="str"), file)
    if missing:
        note(f"'{file}' lacks {missing:,} articles; those of them that can be used are compared with no other")


def _day_month_order(sources: Sequence[Source]) -> DayMonthOrder:
    """Find the order of day and month in all tables; they are read once more for it, where a numeric date occurs."""
    columns = [(source.table, source.chosen["published"]) for source in sources if "published" in source.chosen]
    pieces = (piece["published"] for table, theirs in columns for piece in table.rows({"published": theirs}))
    return common_order(set().union(*map(day_month_orders, pieces)))


def _add_hashes(ids: pd.Series, before: NDArray[np.uint64], path: Path) -> NDArray[np.uint64]:
    """Add hashes of ids to those so far, sorted; of a million ids two share one with a chance of 3 in 10⁸."""
    hashes = pd.util.hash_array(ids.to_numpy(object))
    order = np.argsort(hashes)
    at = np.searchsorted(before, hashes[order])
    twice = before[at] == hashes[order]
    if twice.any():
        raise duplicate_ids(ids.iloc[order[twice]], path)
    return np.insert(before, at, hashes[order])
