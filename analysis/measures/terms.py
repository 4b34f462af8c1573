"""Which words does each outlet use, and how often?"""

from __future__ import annotations

import pandas as pd
import polars as pl

from analysis.annotate.run import Annotations
from analysis.annotate.tokens import function_words
from analysis.measures.collect import TOTAL, collect


def terms(
    notes: Annotations, *, min_count: int = 5, min_articles: int = 1, with_function_words: bool = False
) -> pd.DataFrame:
    """Occurrences of each word over all words.

    min_count, min_articles: words rarer than this in the whole corpus are left out of the table, not of the totals.
    with_function_words: also the, of, and … (lexicons/function_words.txt).
    Returns: scores, x occurrences, n words."""
    scores = notes.scores("terms", {}, lambda: _scores(notes))
    total = scores[scores["item"] == TOTAL]
    words = scores[scores["item"] != TOTAL]
    if not with_function_words:
        words = words[~words["item"].isin(function_words())]
    per = words.groupby("item").agg(x=("x", "sum"), articles=("article_id", "nunique"))
    common = per.index[(per["x"] >= min_count) & (per["articles"] >= min_articles)]
    chosen = pd.concat([total, words[words["item"].isin(common)]], ignore_index=True)
    chosen.attrs = dict(scores.attrs)
    return chosen


def _scores(notes: Annotations) -> pd.DataFrame:
    words = notes.words
    counted = pl.Series("item", words.counted, dtype=pl.String)
    kept = ~words.titles
    hits = pl.DataFrame({"segment": words.tokens.text[kept], "item": counted.gather(words.tokens.word[kept])})
    hits = hits.group_by("segment", "item").agg(pl.len().alias("x")).sort("segment", "item")
    return collect(notes, "terms", hits, notes.segments["n_tokens"])
