"""Punctuation of UTF-8 that a program once read as an 8-bit encoding: a mark became three characters."""

from __future__ import annotations

import polars as pl

_MARKS = "‘’“”–—…•"
# Windows leaves one byte of the closing quotation mark undefined; browsers keep it as a control character.
_MISREAD = {
    **{mark.encode().decode("latin-1"): mark for mark in _MARKS},
    **{mark.encode().decode("cp1252"): mark for mark in _MARKS if mark != "”"},
    "â€\x9d": "”",
}


def with_punctuation_as_written(texts: pl.Series) -> pl.Series:
    """Write punctuation that was misread as it was meant; no text has these three characters for another reason.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str

    Examples
    --------
    >>> with_punctuation_as_written(pl.Series(["the mayorâ€™s hat", "château"])).to_list()
    ['the mayor’s hat', 'château']
    """
    if not texts.str.contains("â[€\x80]").any():
        return texts
    return texts.str.replace_many(list(_MISREAD), list(_MISREAD.values()))
