"""How often each outlet hedges."""

from __future__ import annotations

from functools import cache

import pandas as pd
import polars as pl

from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.matching import find
from analysis.language.text.word_lists import read_lexicon
from analysis.measures._scores import collect


def hedges(notes: Annotations) -> pd.DataFrame:
    """Count hedges such as "reportedly" (lexicons/hedges.txt).

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the hedge; x: its occurrences; n: words.
    """
    check_annotations(notes)
    return notes.scores("hedges", {}, lambda: _hedge_scores(notes))


@cache
def _hedge_patterns() -> tuple[Frame, ...]:
    """Each hedge as a frame of one pattern."""
    return tuple(Frame(line.replace("*", ""), "", "", "", (line,), ()) for line in read_lexicon("hedges.txt"))


def _hedge_scores(notes: Annotations) -> pd.DataFrame:
    matches = find(notes.words.tokens, notes.words.counted, _hedge_patterns())
    counts = matches.group_by("text", "frame").len().sort("text", "frame")
    hits = counts.select(segment="text", item="frame", x=pl.col("len").cast(pl.Float64))
    items = [hedge.name for hedge in _hedge_patterns()]
    return collect(notes, "hedges", hits, notes.segments["n_tokens"], items=items, of_words=True)
