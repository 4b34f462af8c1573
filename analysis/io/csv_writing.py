"""Writing CSV so that a spreadsheet shows every cell as text and runs none as a formula.

This is the only module that writes CSV. Parquet files keep every value as it is.
"""

from __future__ import annotations

import re
from os import PathLike

import pandas as pd

# A spreadsheet takes a cell for a formula if it begins with one of = + - @, also full-width, after blanks, quotation
# marks or invisible characters; a tab or a line break at the beginning moves what follows into a cell of its own.
# Apostrophes before them count too, so that `unescape_formula` finds which one was added.
_FORMULA = re.compile(r"""'*[\t\r\n]|[\s"'`“”‘’«»\ufeff\u200b-\u200f\u2060]*[=+@＝＋＠﹢﹦﹫－﹣-]""")
# Spreadsheets read a negative number as a number.
_NEGATIVE = re.compile(r"-[0-9]+(?:[.,][0-9]+)*")
_LINE_BREAK = re.compile(r"\r\n?")
_NOT_IN_CSV = re.compile("[\0\ud800-\udfff]")


def escape_formula(cell: object) -> object:
    """Return a cell as it is written: with an apostrophe before a text that a spreadsheet could run.

    Parameters
    ----------
    cell : object
        Values other than text, and texts that are negative numbers such as -5, are returned unchanged.

    Returns
    -------
    object
        Line breaks within a text become newlines; NUL and lone surrogates, which CSV cannot contain, become U+FFFD.

    Examples
    --------
    >>> escape_formula("=1+1"), escape_formula("-5"), escape_formula("a = b")
    ("'=1+1", '-5', 'a = b')
    """
    if not isinstance(cell, str):
        return cell
    text = _NOT_IN_CSV.sub("\ufffd", one_kind_of_line_break(cell))
    return f"'{text}" if is_formula(text) else text


def one_kind_of_line_break(text: str) -> str:
    """Return a text whose line breaks are newlines."""
    return _LINE_BREAK.sub("\n", text) if "\r" in text else text


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run a text; negative numbers such as -5 are none."""
    return _FORMULA.match(text) is not None and not _NEGATIVE.fullmatch(text)


def unescape_formula(cell: str) -> str:
    """Return a cell as it was before `escape_formula`, for readers of tables that this module wrote."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def write_csv(table: pd.DataFrame, path: str | PathLike[str], *, encoding: str = "utf-8") -> None:
    """Write a table as CSV without its index; texts and column names are escaped as `escape_formula` does.

    Parameters
    ----------
    table : DataFrame
        Not modified.
    path : str or path
    encoding : str
        'utf-8-sig' writes a byte order mark, by which spreadsheets recognize UTF-8.
    """
    texts = {name: table[name] for name, dtype in table.dtypes.items() if _may_hold_text(dtype)}
    escaped = {name: _escaped(column) for name, column in texts.items()}
    # Most columns hold nothing to escape; to set them again would take longer than to write them.
    safe = table.assign(**{name: column for name, column in escaped.items() if column is not texts[name]})
    safe.columns = [escape_formula(name) for name in table.columns]
    safe.to_csv(path, index=False, encoding=encoding, lineterminator="\n")


def _escaped(column: pd.Series) -> pd.Series:
    """Return a column with every text escaped; of a column of texts, each different one once."""
    if not isinstance(column.dtype, pd.StringDtype):
        return column.map(escape_formula)
    written = {text: escape_formula(text) for text in column.unique() if isinstance(text, str)}
    return column.map(written) if any(text != escaped for text, escaped in written.items()) else column


def _may_hold_text(dtype: object) -> bool:
    return not (pd.api.types.is_numeric_dtype(dtype) or pd.api.types.is_datetime64_any_dtype(dtype))
