"""Which words stand together more often than chance would have it?"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.notes import note_of, with_note
from analysis.annotate.run import Annotations
from analysis.annotate.sequence import Sequence, sequence
from analysis.errors import NeedsText, WrongUse, quoted

# Ours -> nltk's; npmi is ours alone.
NAMES = {
    "log_likelihood": "likelihood_ratio",
    "chi_squared": "chi_sq",
    "t": "student_t",
    "pmi": "pmi",
    "npmi": "",
    "dice": "dice",
}


def collocations(
    notes: Annotations,
    *,
    measure: str = "log_likelihood",
    window: int = 1,
    min_count: int = 3,
    top: int = 20,
    with_function_words: bool = False,
) -> pd.DataFrame:
    """Pairs of words of each outlet that stand together in a segment more often than chance would have it.

    measure: log_likelihood (Dunning's G²), chi_squared, t, pmi (bits), npmi (−1 to 1) or dice, from the counts of the
    outlet. window: how many words further the second may stand; 1: next to each other. min_count: rarer pairs are
    left out. top: pairs per outlet, 0 for all. with_function_words: also pairs with the, of, and …
    Returns: collocations, highest score of each outlet first; .attrs["note"] names outlets that have none. From a
    bundle that holds no pairs of these settings no rows, and the note says how to get them.
    Raises: WrongUse for another measure, or a number that cannot be.
    Source: nltk's BigramAssocMeasures, after Manning & Schütze (1999), Foundations of Statistical NLP, ch. 5; npmi:
    Bouma (2009), "Normalized (pointwise) mutual information in collocation extraction"."""
    if measure not in NAMES:
        raise WrongUse(f"measure '{measure}' is not one there is; measures are {quoted(NAMES)}")
    if window < 1 or min_count < 1 or top < 0:
        raise WrongUse(
            "window and min_count are 1 or more, top is 0 (all) or more; "
            f"given were window {window}, min_count {min_count}, top {top}"
        )
    settings = {"window": window, "min_count": min_count, "with_function_words": with_function_words}
    try:
        pairs = notes.scores("collocations", settings, lambda: _counted(notes, settings), kind="collocations")
    except NeedsText as missing:
        return schema.empty("collocations", str(missing))
    if pairs.empty and note_of(pairs):
        return pairs
    table = pairs.assign(measure=measure, score=_scores(pairs, measure, window))
    table = table.sort_values(["outlet", "score", "n", "collocation"], ascending=[True, False, False, True])
    if top:
        table = table.groupby("outlet").head(top)
    found = schema.check(table.reset_index(drop=True), "collocations")
    without = sorted(set(notes.corpus.outlets) - set(found["outlet"]))
    remarks = (
        [f"Without a pair of words that stands together {min_count} times: {', '.join(without)}."] if without else []
    )
    if notes.corpus.texts is None:
        remarks.append("Pairs with a hyphenated word are three words of a text in a row, which a bundle does not hold.")
    return with_note(found, " ".join(remarks))


def _counted(notes: Annotations, settings: dict[str, Any]) -> pd.DataFrame:
    """Every pair with its counts, in order of the alphabet; which measure scores it is said later."""
    pairs = _pairs(notes, sequence(notes.words), **settings).assign(measure="", score=np.nan)
    return schema.typed(pairs.sort_values(["outlet", "collocation"], ignore_index=True), "collocations")


def _pairs(notes: Annotations, words: Sequence, window: int, min_count: int, with_function_words: bool) -> pd.DataFrame:
    """Every pair of each outlet that is common enough and more frequent than by chance, with its counts."""
    articles, outlets, size = notes.corpus.articles, notes.corpus.outlets, max(len(words.vocabulary), 1)
    article = pd.Index(articles["article_id"]).get_indexer(notes.segments["article_id"])[words.segment]
    outlet = pd.Index(outlets).get_indexer(articles["outlet"])[article]
    # One number each for a word of an outlet, and for a pair of an outlet.
    mine = outlet * size + words.word
    first, second = _together(words, window, with_function_words)
    pair, n = np.unique(mine[first] * size + words.word[second], return_counts=True)
    pair, n = pair[n >= min_count], n[n >= min_count]
    seen, count = np.unique(mine, return_counts=True)

    def counted(word: NDArray[np.int64]) -> NDArray[np.int64]:
        return count[np.searchsorted(seen, word)]

    of = pair // (size * size)
    n_first, n_second = counted(pair // size), counted(of * size + pair % size)
    n_words = np.bincount(outlet, minlength=len(outlets))[of]
    in_article = pd.DataFrame({"pair": mine[first] * size + words.word[second], "article": article[first]})
    n_articles = in_article.drop_duplicates()["pair"].value_counts().reindex(pair, fill_value=0).to_numpy()
    text = pl.DataFrame(
        [words.vocabulary.gather(w).alias(str(i)) for i, w in enumerate((pair // size % size, pair % size))]
    )
    found = pd.DataFrame({
        "outlet": np.array(outlets, object)[of],
        "collocation": text.select(pl.concat_str(pl.all(), separator=" "))["0"].to_pandas(),
        "n": n, "n_first": n_first, "n_second": n_second, "n_words": n_words, "n_articles": n_articles,
    })  # fmt: skip
    return found[n / window * n_words > n_first * n_second]


def _together(words: Sequence, window: int, with_function_words: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the first and the second word of every pair stand."""
    first, second = [], []
    for distance in range(1, window + 1):
        start = np.arange(max(len(words.word) - distance, 0))
        near = words.segment[start] == words.segment[start + distance]
        if not with_function_words:
            near &= ~words.function[start] & ~words.function[start + distance]
        first.append(start[near])
        second.append(start[near] + distance)
    return np.concatenate(first), np.concatenate(second)


def _scores(pairs: pd.DataFrame, measure: str, window: int) -> NDArray[np.float64]:
    """One call of nltk for each different table of counts: most pairs are rare, and share theirs."""
    score = _measure(measure)
    counts = pairs[["n", "n_first", "n_second", "n_words"]].to_numpy()
    tables, place = np.unique(counts, axis=0, return_inverse=True)
    # As nltk has it, a pair found within a window counts for as much as one side by side.
    return np.array([score(n / window, (a, b), total) for n, a, b, total in tables.tolist()], float)[place.ravel()]


def _measure(name: str) -> Callable[[float, tuple[int, int], int], float]:
    # nltk takes seconds to import.
    from nltk.metrics.association import BigramAssocMeasures

    def npmi(n: float, words: tuple[int, int], total: int) -> float:
        return BigramAssocMeasures.pmi(n, words, total) / -math.log2(n / total)

    score = getattr(BigramAssocMeasures, NAMES[name]) if NAMES[name] else npmi

    def told(n: float, words: tuple[int, int], total: int) -> float:
        try:
            return score(n, words, total)
        except (ValueError, ZeroDivisionError):
            # The two words are all there is.
            return math.nan

    return told
