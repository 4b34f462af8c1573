"""Writing tables as one Excel file, in which every text stays a text, and two runs give the same bytes.

This is the only module that writes Excel files.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from os import PathLike
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.io.csv_writing import is_formula, one_kind_of_line_break

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Limits of Excel.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
LONGEST_NAME = 31
_CUT = " […]"
# Every file says that it was made then, so that two runs give the same bytes.
CREATED = datetime(2000, 1, 1)
_NOT_IN_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\0-\x1f\ud800-\udfff\ufffe\uffff]|^'|'$")
_RESERVED = "history"
_WIDTHS = (8, 60)  # characters of the narrowest and the widest column
_LOOKED_AT = 200  # rows from which the width of a column is taken
_SHEETS = "xl/worksheets/"
# What says where a cell stands; texts hold no '<'.
_PLACE = re.compile(rb'(?<=<c) r="[A-Z]+[0-9]+"')
_NUMBER = re.compile(rb"(?<=<v>)-?[0-9]+\.[0-9]{8,}(?:E[+-][0-9]+)?(?=</v>)")
WHOLE, DECIMAL, TIME, TEXT = "#,##0", "0.0000", "yyyy-mm-dd hh:mm", "@"


@hides_content
class Sheet(NamedTuple):
    """A sheet: its name as wanted, its table, and number formats of columns that have one of their own."""

    name: str
    table: pd.DataFrame
    formats: Mapping[str, str] = {}


def write_workbook(sheets: Iterable[Sheet], path: str | PathLike[str]) -> None:
    """Write tables as the sheets of one Excel file, with a head that stays in view and filters.

    Texts are never formulas or links. Infinite numbers are written as text, missing values as empty cells. Characters
    that XML cannot contain become U+FFFD. A text of more than 32,767 characters is cut and ends in '[…]'.

    Parameters
    ----------
    sheets : iterable of Sheet
        Their names are made fit for Excel by `sheet_names`. Rows beyond 1,048,575 are left out.
    path : str or path
    """
    from xlsxwriter import Workbook

    listed = list(sheets)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    written = io.BytesIO()
    with Workbook(written, options) as book:
        book.set_properties({"created": CREATED})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        for sheet, name in zip(listed, sheet_names(sheet.name for sheet in listed), strict=True):
            _write_sheet(book, book.add_worksheet(name), sheet, head)
    _write_small(written, path)


def _write_small(written: io.BytesIO, path: str | PathLike[str]) -> None:
    """Write an Excel file in half the bytes: cells of a row follow one another and need not say where they stand."""
    with zipfile.ZipFile(written) as book, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as small:
        for part in book.infolist():
            content = book.read(part)
            if part.filename.startswith(_SHEETS):
                content = _NUMBER.sub(_shortest, _PLACE.sub(b"", content))
            small.writestr(part, content, zipfile.ZIP_DEFLATED, 9)


def _shortest(number: re.Match[bytes]) -> bytes:
    """Return a number of a cell in the fewest digits that are read as the same number."""
    return repr(float(number[0])).encode()


def sheet_names(names: Iterable[str]) -> list[str]:
    """Return names of sheets as Excel takes them: at most 31 characters, some not allowed, no two the same.

    Examples
    --------
    >>> sheet_names(["terms", "Terms", "a/b", "word" * 9])
    ['terms', 'Terms 2', 'a b', 'wordwordwordwordwordwordwordwor']
    """
    made: list[str] = []
    taken = {_RESERVED, ""}
    for name in names:
        plain = _NOT_IN_NAMES.sub(" ", name).strip()
        wanted, number = plain[:LONGEST_NAME].rstrip(), 1
        while wanted.casefold() in taken:
            number += 1
            end = f" {number}"
            wanted = plain[: LONGEST_NAME - len(end)].rstrip() + end
        taken.add(wanted.casefold())
        made.append(wanted.strip())
    return made


def as_cell_text(text: str) -> str:
    """Return a text as a cell can hold it."""
    kept = _NOT_IN_XML.sub("\ufffd", one_kind_of_line_break(text))
    return kept if len(kept) <= MOST_CHARACTERS else kept[: MOST_CHARACTERS - len(_CUT)] + _CUT


def _write_sheet(book: Workbook, sheet: Worksheet, content: Sheet, head: Format) -> None:
    table = content.table.head(MOST_ROWS - 1)
    table.attrs = {}  # pandas would copy them with each column
    sheet.freeze_panes(1, 0)
    if len(table.columns):
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
    # Without a format, an empty cell would not be written, and the next one would take its place.
    blank = book.add_format({"num_format": TEXT})
    columns = [_column(book, sheet, values, content.formats.get(str(name))) for name, values in table.items()]
    for number, (text, dtype) in enumerate(zip(map(as_cell_text, map(str, table.columns)), table.dtypes, strict=True)):
        sheet.write_string(0, number, text, head)
        looked_at = [] if pd.api.types.is_float_dtype(dtype) else columns[number][0][:_LOOKED_AT]
        sheet.set_column(number, number, _width(text, looked_at))
    # In constant memory, cells are written row by row.
    for place, row in enumerate(zip(*(values for values, _ in columns), strict=True), start=1):
        filled = max((number for number, value in enumerate(row, start=1) if value is not None), default=0)
        for number, value in enumerate(row[:filled]):
            if value is None:
                sheet.write_blank(place, number, None, blank)
            else:
                columns[number][1](place, number, value)


def _column(
    book: Workbook, sheet: Worksheet, values: pd.Series, number: str | None
) -> tuple[list[Any], Callable[[int, int, Any], object]]:
    """Return the values of a column, None where there is none, and what writes one of them."""
    plain = [value if present else None for value, present in zip(values.tolist(), values.notna(), strict=True)]
    style = book.add_format({"num_format": number or number_format(values)})
    if pd.api.types.is_bool_dtype(values.dtype):
        return plain, sheet.write_boolean
    if pd.api.types.is_datetime64_any_dtype(values.dtype):

        def write_time(row: int, column: int, value: pd.Timestamp) -> None:
            sheet.write_datetime(row, column, value.tz_localize(None).to_pydatetime(), style)

        return plain, write_time
    if pd.api.types.is_numeric_dtype(values.dtype):
        text = book.add_format({"align": "right"})

        def write_number(row: int, column: int, value: float) -> None:
            if value in (float("inf"), float("-inf")):
                sheet.write_string(row, column, str(value), text)
            else:
                sheet.write_number(row, column, value, style)

        return plain, write_number
    # What a spreadsheet could run stays a text even when somebody edits the cell.
    kept = book.add_format({"quote_prefix": True, "num_format": TEXT})

    def write_text(row: int, column: int, value: object) -> None:
        text = as_cell_text(value if isinstance(value, str) else str(value))
        sheet.write_string(row, column, text, kept if is_formula(text) else None)

    return plain, write_text


def number_format(values: pd.Series) -> str:
    """Return the number format of a column: whole numbers, numbers with four decimals, times, or texts."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return TIME
    if not pd.api.types.is_numeric_dtype(values.dtype):
        return TEXT
    numbers = values.to_numpy(float, na_value=np.nan)
    return WHOLE if bool(((numbers == np.rint(numbers)) | np.isnan(numbers)).all()) else DECIMAL


def _width(head: str, values: Iterable[Any]) -> int:
    """Return the width of a column in characters, from values that are shown as they are written."""
    low, high = _WIDTHS
    lengths = [len(str(value)) + 1 for value in values if value is not None]
    # The arrow of the filter takes three characters.
    return min(max(low, len(head) + 3, *lengths), high)
