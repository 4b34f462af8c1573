"""Runs of words, and which of them occur in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

import polars as pl

from analysis.bundles.disclosure.thresholds import RUN

WORD = re.compile(r"[^\W_]+")
# Letters that are not shown: soft hyphens, joiners, marks of direction and of byte order.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# What stands between words but for one blank, which is most of it and stays as it is.
_GAP = r"[^\p{L}\p{N} ][^\p{L}\p{N}]*| [^\p{L}\p{N}]+"

Run = tuple[str, ...]


def words(text: str) -> list[str]:
    """Return the words of a text in lower case, cut at everything that is no letter or digit."""
    return WORD.findall(INVISIBLE.sub("", text).lower())


def runs(text: str, size: int = RUN) -> set[Run]:
    """Return every run of `size` words of a text."""
    found = words(text)
    return {tuple(found[i : i + size]) for i in range(len(found) - size + 1)}


def plain(texts: Iterable[str]) -> pl.Series:
    """Return texts as their words in lower case, each word between blanks."""
    shown = pl.Series(list(texts), dtype=pl.String).str.replace_all(INVISIBLE.pattern, "")
    return " " + shown.str.to_lowercase().str.replace_all(_GAP, " ") + " "


def found_in(wanted: Iterable[Run], texts: pl.Series) -> set[Run]:
    """Return the runs that occur in texts.

    Parameters
    ----------
    wanted : iterable of tuple of str
        Runs.
    texts : Series of str
        As `plain` returns them.

    Returns
    -------
    set of tuple of str
    """
    patterns = {f" {' '.join(run)} ": run for run in wanted}
    if not patterns or not len(texts):
        return set()
    hits = texts.str.extract_many(list(patterns), overlapping=True).explode().drop_nulls().unique()
    return {patterns[hit] for hit in hits.to_list()}
