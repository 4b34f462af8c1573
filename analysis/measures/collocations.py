"""Which words stand together more often than chance would have it?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.stable_floats import significant
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations
from analysis.exceptions import NeedsText, WrongUse, quoted
from analysis.language.text.word_sequence import WordSequence, word_sequence

Array = NDArray[np.float64]


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
    Source: Manning & Schütze (1999), Foundations of Statistical NLP, ch. 5, as nltk's BigramAssocMeasures; G²: Dunning
    (1993), Computational Linguistics 19(1); npmi: Bouma (2009), "Normalized (pointwise) mutual information in
    collocation extraction"."""
    if measure not in MEASURES:
        raise WrongUse(f"measure '{measure}' is not one there is; measures are {quoted(MEASURES)}")
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
    table = table.assign(_score=significant(table["score"]))
    table = table.sort_values(["outlet", "_score", "n", "collocation"], ascending=[True, False, False, True])
    table = table.drop(columns="_score")
    if top:
        table = table.groupby("outlet").head(top)
    found = schema.check(table.reset_index(drop=True), "collocations")
    without = sorted(set(notes.corpus.outlets) - set(found["outlet"]))
    remarks = (
        [f"Without a pair of words that stands together {min_count} times: {', '.join(without)}."] if without else []
    )
    remarks += [note_of(pairs)] if note_of(pairs) else []
    return with_note(found, " ".join(remarks))


def _counted(notes: Annotations, settings: dict[str, Any]) -> pd.DataFrame:
    """Every pair with its counts, in order of the alphabet; which measure scores it is said later."""
    pairs = pairs_of(notes, word_sequence(notes.words), **settings).assign(measure="", score=np.nan)
    return schema.typed(pairs.sort_values(["outlet", "collocation"], ignore_index=True), "collocations")


def pairs_of(
    notes: Annotations, words: WordSequence, window: int, min_count: int, with_function_words: bool
) -> pd.DataFrame:
    """Every pair of each outlet that is common enough and more frequent than by chance, with its counts."""
    articles, outlets, size = notes.corpus.articles, notes.corpus.outlets, max(len(words.vocabulary), 1)
    article = pd.Index(articles["article_id"]).get_indexer(notes.segments["article_id"])[words.segment]
    outlet = pd.Index(outlets).get_indexer(articles["outlet"])[article]
    # One number each for a word of an outlet, and for a pair of an outlet.
    mine = outlet * size + words.word
    first, second = together(words, window, with_function_words)
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


def together(
    words: WordSequence, window: int, with_function_words: bool
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
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
    """Association of each pair; NaN where the two words are all there is.

    As nltk has it, a pair found within a window counts for as much as one side by side."""
    n, first, second, total = (pairs[name].to_numpy(float) for name in ("n", "n_first", "n_second", "n_words"))
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = MEASURES[measure](n / window, first, second, total)
    return np.where(np.isfinite(scores), scores, np.nan)


def _cells(n: Array, first: Array, second: Array, total: Array) -> tuple[Array, Array, Array, Array]:
    """The contingency table of a pair: both words, the second alone, the first alone, neither."""
    return n, second - n, first - n, total - first - second + n


def _log_likelihood(n: Array, first: Array, second: Array, total: Array) -> Array:
    """G², eq. 10 of Dunning (1993); NaN where a cell is negative, as a window can make it."""
    rows, columns = (first, total - first), (second, total - second)
    expected = (rows[0] * columns[0], rows[1] * columns[0], rows[0] * columns[1], rows[1] * columns[1])
    both, second_alone, first_alone, neither = (
        np.where(observed == 0, 0.0, observed * np.log(observed * total / product))
        for observed, product in zip(_cells(n, first, second, total), expected, strict=True)
    )
    # The cells in an order that is the same for "a b" and "b a", so that both have one score to the last digit.
    return 2 * ((both + neither) + (second_alone + first_alone))


def _chi_squared(n: Array, first: Array, second: Array, total: Array) -> Array:
    both, second_alone, first_alone, neither = _cells(n, first, second, total)
    apart = both * neither - second_alone * first_alone
    return total * apart * apart / (first * second * ((total - first) * (total - second)))


def _t(n: Array, first: Array, second: Array, total: Array) -> Array:
    return (n - first * second / total) / np.sqrt(n)


def _pmi(n: Array, first: Array, second: Array, total: Array) -> Array:
    return np.log2(n * total / (first * second))


def _npmi(n: Array, first: Array, second: Array, total: Array) -> Array:
    return _pmi(n, first, second, total) / -np.log2(n / total)


def _dice(n: Array, first: Array, second: Array, total: Array) -> Array:
    return 2 * n / (first + second)


MEASURES: dict[str, Callable[[Array, Array, Array, Array], Array]] = {
    "log_likelihood": _log_likelihood,
    "chi_squared": _chi_squared,
    "t": _t,
    "pmi": _pmi,
    "npmi": _npmi,
    "dice": _dice,
}
