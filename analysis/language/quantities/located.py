"""Where numbers stand in texts, and the text around each."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.quantities.matching import holds, search
from analysis.language.quantities.numbers import NUMBER, PRESENT

Places = NDArray[np.int64]
# Characters of the text on each side of a number that decide what it means.
LEFT, RIGHT = 160, 130
_MARK = "\ue0f0"  # between text and numbers; a character that no text means anything by
_BLANKS = f"[{_MARK}\ue0f1]|[\u00a0\u2007\u2009\u202f\t\r\n]"


def locate_numbers(texts: pl.Series) -> pl.DataFrame:
    """Find every number in texts.

    Parameters
    ----------
    texts : polars.Series of str

    Returns
    -------
    polars.DataFrame
        text (number of the text), start (characters), written (the number), gap (text up to the next number or the
        end), left and right (text before and after it, some characters), same (whether the number before is in the
        same text).
    """
    texts = texts.fill_null("")
    with_number = np.flatnonzero(holds(texts, PRESENT))
    words = search(texts.gather(with_number).str.replace_all, _BLANKS, " ")
    # Text and numbers by turns; a text comes first and last.
    pieces = search(words.str.replace_all, NUMBER, f"{_MARK}${{0}}{_MARK}").str.split(_MARK)
    n_pieces = pieces.list.len().to_numpy().astype(np.int64)
    of_text = np.repeat(np.arange(len(words)), n_pieces)
    written = pieces.explode()
    length = written.str.len_chars().fill_null(0).to_numpy().astype(np.int64)
    first = np.cumsum(n_pieces) - n_pieces
    before = np.cumsum(length) - length
    number = np.flatnonzero((np.arange(len(of_text)) - first[of_text]) % 2 == 1)
    row = of_text[number]
    start = before[number] - before[first][row]
    end, size = start + length[number], np.add.reduceat(length, first)[row] if len(row) else start
    # Two more numbers with the text behind them are read on either side.
    left_start = np.maximum(_of_neighbour(start, row, -3, np.zeros_like(start)), start - LEFT)
    right_end = np.minimum(_of_neighbour(start, row, 3, size), end + RIGHT)
    text = words.gather(row)
    return pl.DataFrame({
        "text": with_number[row],
        "written": written.gather(number),
        "gap": written.gather(number + 1),
        "start": start,
        "left": _between(text, left_start, start),
        "right": _between(text, end, right_end),
        "same": np.diff(row, prepend=-1) == 0,
    }, schema_overrides={"text": pl.Int64, "start": pl.Int64})  # fmt: skip


def _of_neighbour(start: Places, row: Places, places: int, otherwise: Places) -> Places:
    """Return where the number so many places on starts; another place where it is not in the same text."""
    at = np.arange(len(row)) + places
    inside = np.clip(at, 0, max(len(row) - 1, 0))
    found: Places = np.where((at == inside) & (row[inside] == row), start[inside], otherwise)
    return found


def _between(texts: pl.Series, start: Places, end: Places) -> pl.Series:
    parts = pl.DataFrame({"text": texts, "start": start, "length": end - start})
    return parts.select(pl.col("text").str.slice("start", "length"))["text"]
