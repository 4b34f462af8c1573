"""CSV and TSV files as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.io import opened_table
from analysis.io.csv_dialect import detect_dialect
from analysis.io.csv_rows import CsvRow, Dialect, check_line_lengths, fit_to_header, read_rows
from analysis.io.encoding import Encoding, detect_encoding
from analysis.io.files import open_bytes
from analysis.io.opened_table import OpenedTable, piece_of
from analysis.io.text_files import JSON_TEXT, NOT_TEXT, UNDECODABLE, check_beginning, open_text, without_surrogates


def open_csv(path: Path) -> OpenedTable:
    """Open a CSV or TSV file: find its encoding, dialect and columns.

    Raises
    ------
    OSError, ValueError
        If it cannot be read.
    """
    check_beginning(path, (*NOT_TEXT, JSON_TEXT))
    encoding = detect_encoding(partial(open_bytes, path))
    with open_bytes(path) as data:
        check_line_lengths(data)
    with open_text(path, encoding, newline="") as file:
        dialect = detect_dialect(file)
    if dialect is None:
        raise ValueError("it is empty")
    notes = (f"quotation marks in '{path.name}' are read as text, as they do not match",)
    pieces = partial(_read_pieces, path, encoding, dialect)
    return OpenedTable(path, dialect.header, pieces, () if dialect.quoting.quotes else notes)


def _read_pieces(
    path: Path, encoding: Encoding, dialect: Dialect, columns: Mapping[str, str]
) -> Iterator[pd.DataFrame]:
    places = {name: dialect.header.index(column) for name, column in columns.items()}
    with open_text(path, encoding, dialect.newline) as file:
        rows = read_rows(file, dialect)
        while piece := list(islice(rows, opened_table.ROWS_PER_PIECE)):
            yield _piece(piece, encoding, dialect, places)


def _piece(rows: list[CsvRow], encoding: Encoding, dialect: Dialect, places: Mapping[str, int]) -> pd.DataFrame:
    faults = [fit_to_header(row, dialect) for row in rows]
    lines = [row.line for row in rows]
    blank = [""] * len(dialect.header)
    fields = [blank if fault else row.fields for row, fault in zip(rows, faults, strict=True)]
    values = {name: [row[place] for row in fields] for name, place in places.items()}
    if not encoding.clean:
        _replace_undecodable(values, faults, lines)
    return piece_of(values, lines, faults)


def _replace_undecodable(values: dict[str, list[str]], faults: list[str], lines: list[int]) -> None:
    """Write U+FFFD for bytes that cannot be decoded, and name their rows among the faults."""
    for texts in values.values():
        for row, text in enumerate(texts):
            if not text.isascii() and UNDECODABLE.search(text):
                texts[row] = without_surrogates(text)
                faults[row] = faults[row] or f"line {lines[row]} has bytes that are not UTF-8"
