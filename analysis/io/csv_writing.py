"""CSV files for people: whatever a cell holds, a spreadsheet shows it and does not run it.

The only module that writes CSV. Parquet files keep every value as it is."""

from __future__ import annotations

import re
from os import PathLike

import pandas as pd

# A spreadsheet takes a cell for a formula if it begins with one of = + - @, also full-width, after blanks, quotation
# marks or invisible characters; a tab or a line break at the beginning moves what follows into a cell of its own.
_FORMULA = re.compile(r"""[\t\r\n]|[\s"'`“”‘’«»\ufeff\u200b-\u200f\u2060]*[=+@＝＋＠﹢﹦﹫－﹣-]""")
# Spreadsheets read a negative number as a number.
_NEGATIVE = re.compile(r"-[0-9]+(?:[.,][0-9]+)*")
_LINE_BREAK = re.compile(r"\r\n?")
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def escape_formula(cell: object) -> object:
    """A cell as it is written: a text that a spreadsheet could run gets an apostrophe before it.

    Parameters
    ----------
    cell : object
        Numbers and other values that are no text are returned as they are, and so is a text that is a negative
        number, such as -5.

    Returns
    -------
    object
        Line breaks within a text are newlines; NUL and lone surrogates, which CSV cannot hold, become U+FFFD.

    Examples
    --------
    >>> disarmed("=1+1"), disarmed("-5"), disarmed("a = b")
    ("'=1+1", '-5', 'a = b')
    """
    if not isinstance(cell, str):
        return cell
    text = _NO_TEXT.sub("\ufffd", _LINE_BREAK.sub("\n", cell))
    armed = _FORMULA.match(text) or cell.startswith("\r")
    return f"'{text}" if armed and not _NEGATIVE.fullmatch(text) else text


def unescape_formula(cell: str) -> str:
    """A cell as it was before `disarmed`, for readers of tables that this module wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def write_csv(table: pd.DataFrame, path: str | PathLike[str], *, encoding: str = "utf-8") -> None:
    """Write a table as CSV without its index, every text and column name disarmed.

    Parameters
    ----------
    table : DataFrame
        Left as it is.
    path : str or path
    encoding : str
        'utf-8-sig' writes a byte order mark, by which spreadsheets know UTF-8.
    """
    texts = [name for name in table.columns if _may_hold_text(table[name])]
    safe = table.assign(**{name: table[name].map(escape_formula) for name in texts})
    safe.columns = [escape_formula(name) for name in table.columns]
    safe.to_csv(path, index=False, encoding=encoding, lineterminator="\n")


def _may_hold_text(column: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_datetime64_any_dtype(column.dtype))
