"""Spreadsheets: .xlsx and .ods; the first sheet with a header is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice

import pandas as pd

from analysis.importers.archives import opened_archive
from analysis.importers.records import Importer, Record, Start
from analysis.importers.rows import documents_of_rows
from analysis.importers.source import Source
from analysis.io.opened_table import ROWS_PER_PIECE, piece_of

_WORKBOOK, _OPEN_DOCUMENT = "xl/workbook.xml", "application/vnd.oasis.opendocument.spreadsheet"
# Characters of a cell in .xlsx; a longer text is cut by the program that writes it.
LONGEST_CELL = 32_767


def _recognizes(start: Start) -> bool:
    return _WORKBOOK in start.members or (
        "content.xml" in start.members and _OPEN_DOCUMENT.encode() in start.data[:200]
    )


def _read(source: Source) -> Iterator[Record]:
    from python_calamine import CalamineError, CalamineWorkbook

    with source.file() as path:
        with opened_archive(path):
            pass  # its declared sizes are checked
        try:
            workbook = CalamineWorkbook.from_path(path)
            sheets = [
                sheet.to_python(skip_empty_area=False)
                for sheet in map(workbook.get_sheet_by_name, workbook.sheet_names)
            ]
        except CalamineError as error:
            raise ValueError(f"it cannot be read as a spreadsheet: {error}") from None
    rows = next((rows for rows in sheets if len(rows) > 1 and any(rows[0])), None)
    if rows is None:
        raise ValueError("it has no sheet with a header and rows")
    header = [str(cell).strip() for cell in rows[0]]

    def pieces(chosen: Mapping[str, str]) -> Iterator[pd.DataFrame]:
        return _pieces(rows[1:], {name: header.index(column) for name, column in chosen.items()})

    yield from documents_of_rows([name for name in header if name], pieces, source.hints)


def _pieces(rows: Sequence[Sequence[object]], places: Mapping[str, int]) -> Iterator[pd.DataFrame]:
    numbered = ((number, row) for number, row in enumerate(rows, 2) if any(cell != "" for cell in row))
    while piece := list(islice(numbered, ROWS_PER_PIECE)):
        texts = {name: [_text(row[place]) for _, row in piece] for name, place in places.items()}
        faults = [_fault(values) for values in zip(*texts.values(), strict=True)]
        yield piece_of(texts, [number for number, _ in piece], faults)


def _fault(values: Sequence[str]) -> str:
    cut = any(len(value) >= LONGEST_CELL for value in values)
    return f"a cell has {LONGEST_CELL:,} characters, the most in a spreadsheet, so that its text is cut" if cut else ""


def _text(cell: object) -> str:
    """Write a cell as text; whole numbers without a point, days without a time."""
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds").removesuffix(" 00:00:00")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


IMPORTER = Importer(
    "spreadsheet", _recognizes, _read, fields=("body", "publication"), is_general=True, needs=("python_calamine",)
)
