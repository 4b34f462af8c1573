"""Words that occur together more often than by chance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.stable_floats import significant
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.exceptions import NeedsText, WrongUse
from analysis.language.text.word_sequence import WordSequence, word_sequence

Array = NDArray[np.float64]
Numbers = NDArray[np.int64]


def collocations(
    notes: Annotations,
    *,
    measure: str = "log_likelihood",
    window: int = 1,
    min_count: int = 3,
    top: int = 20,
    with_function_words: bool = False,
) -> pd.DataFrame:
    """List pairs of words that occur together in a segment more often than by chance, per outlet.

    Parameters
    ----------
    notes : Annotations
    measure : str
        Measure of association, from the counts of the outlet: ``"log_likelihood"`` (Dunning's G²),
        ``"chi_squared"``, ``"t"``, ``"pmi"`` (bits), ``"npmi"`` (−1 to 1) or ``"dice"``.
    window : int
        Largest distance of the two words; 1: next to each other.
    min_count : int
        Rarer pairs are left out.
    top : int
        Pairs per outlet; 0 for all.
    with_function_words : bool
        Include pairs with function words such as "the" and "of".

    Returns
    -------
    pandas.DataFrame
        Table collocations, highest score of each outlet first. ``attrs["note"]`` names outlets without a pair.
        Without rows from a bundle that holds no pairs of these settings; the note says how to get them.

    Raises
    ------
    WrongUse
        For an unknown measure or a number out of range.

    References
    ----------
    Manning & Schütze (1999), Foundations of Statistical NLP, ch. 5, as nltk's BigramAssocMeasures. G²: Dunning (1993),
    Computational Linguistics 19(1). npmi: Bouma (2009), Normalized (pointwise) mutual information in collocation
    extraction.
    """
    check_annotations(notes)
    _check_parameters(measure, window, min_count, top)
    settings = {"window": window, "min_count": min_count, "with_function_words": with_function_words}
    try:
        pairs = notes.scores("collocations", settings, lambda: _pair_table(notes, settings), kind="collocations")
    except NeedsText as missing:
        return schema.empty("collocations", str(missing))
    if pairs.empty and note_of(pairs):
        return pairs
    table = _ranked(pairs.assign(measure=measure, score=_association(pairs, measure, window)))
    table = table.groupby("outlet").head(top) if top else table
    found = schema.check(table.reset_index(drop=True), "collocations")
    return with_note(found, " ".join(_remarks(notes, found, pairs, min_count)))


def _check_parameters(measure: str, window: int, min_count: int, top: int) -> None:
    checked_choice(measure, "measure", tuple(MEASURES))
    if window < 1 or min_count < 1 or top < 0:
        raise WrongUse(
            f"Invalid `window` {window}, `min_count` {min_count} or `top` {top}. Expected a window and a count of 1 or "
            "more, and a top of 0 (all) or more."
        )


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    """Pairs in order of their scores, to the digits that do not depend on the processor."""
    table = table.assign(_score=significant(table["score"]))
    order = ["outlet", "_score", "n", "collocation"]
    return table.sort_values(order, ascending=[True, False, False, True]).drop(columns="_score")


def _remarks(notes: Annotations, found: pd.DataFrame, pairs: pd.DataFrame, min_count: int) -> list[str]:
    without = sorted(set(notes.corpus.outlets) - set(found["outlet"]))
    remarks = []
    if without:
        remarks.append(f"No pair of words stands together {min_count} times or more in: {', '.join(without)}.")
    if note_of(pairs):
        remarks.append(note_of(pairs))
    return remarks


def _pair_table(notes: Annotations, settings: dict[str, Any]) -> pd.DataFrame:
    """Every pair with its counts and without a score, in alphabetical order."""
    pairs = pair_counts(notes, word_sequence(notes.words), **settings).assign(measure="", score=np.nan)
    return schema.typed(pairs.sort_values(["outlet", "collocation"], ignore_index=True), "collocations")


def pair_counts(
    notes: Annotations, words: WordSequence, window: int, min_count: int, with_function_words: bool
) -> pd.DataFrame:
    """Count the pairs of each outlet that are common enough and more frequent than by chance.

    Parameters
    ----------
    notes : Annotations
    words : WordSequence
        All words, or some.
    window, min_count, with_function_words
        As for `collocations`.

    Returns
    -------
    pandas.DataFrame
        outlet, collocation, n, n_first, n_second, n_words, n_articles.
    """
    check_annotations(notes)
    of_segment = pd.Index(notes.corpus.articles["article_id"]).get_indexer(notes.segments["article_id"])
    article = of_segment.astype(np.int32)[words.segment]
    outlets = np.array(notes.corpus.outlets, object)
    outlet = pd.Index(outlets).get_indexer(notes.corpus.articles["outlet"]).astype(np.int32)[article]
    first, second = neighbors(words, window, with_function_words)
    # One number for each outlet and word, and for each outlet and pair.
    shape = (len(outlets), max(len(words.vocabulary), 1))
    outlet_pair = (outlet[first] * np.int64(shape[1]) + words.word[first]) * shape[1] + words.word[second]
    pair, n = np.unique(outlet_pair, return_counts=True)
    pair, n = pair[n >= min_count], n[n >= min_count]
    of_outlet, first_word, second_word = np.unravel_index(pair, (*shape, shape[1]))
    in_pairs = slice(None) if with_function_words else ~words.function
    n_of_word = _counter(outlet[in_pairs] * np.int64(shape[1]) + words.word[in_pairs])
    found = pd.DataFrame({
        "outlet": outlets[of_outlet],
        "collocation": _joined(words.vocabulary, first_word, second_word),
        "n": n,
        "n_first": n_of_word(of_outlet * shape[1] + first_word),
        "n_second": n_of_word(of_outlet * shape[1] + second_word),
        "n_words": np.bincount(outlet, minlength=len(outlets))[of_outlet],
        "n_articles": _articles_with(pair, outlet_pair, article[first]),
    })  # fmt: skip
    return found[found["n"] / window * found["n_words"] > found["n_first"] * found["n_second"]]


def neighbors(words: WordSequence, window: int, with_function_words: bool) -> tuple[Numbers, Numbers]:
    """Return the places of the first and the second word of every pair within a window and a segment."""
    first, second = [], []
    for distance in range(1, window + 1):
        is_pair = words.segment[:-distance] == words.segment[distance:]
        if not with_function_words:
            is_pair &= ~words.function[:-distance] & ~words.function[distance:]
        start = np.flatnonzero(is_pair)
        first.append(start)
        second.append(start + distance)
    return np.concatenate(first), np.concatenate(second)


def _counter(values: Numbers) -> Callable[[Numbers], Numbers]:
    """Return a function from numbers to how often each is among the values."""
    seen, count = np.unique(values, return_counts=True)
    return lambda wanted: count[np.searchsorted(seen, wanted)]


def _articles_with(pair: Numbers, pairs: Numbers, article: Numbers) -> Numbers:
    """In how many articles each pair occurs; pair: sorted; pairs, article: of each occurrence."""
    if not len(pair):
        return np.zeros(0, np.int64)
    place = np.minimum(np.searchsorted(pair, pairs), len(pair) - 1)
    counted = np.flatnonzero(pair[place] == pairs)
    n_articles = article.max(initial=0) + 1
    in_article = np.unique(place[counted] * np.int64(n_articles) + article[counted])
    return np.bincount(in_article // n_articles, minlength=len(pair))


def _joined(vocabulary: pl.Series, first: Numbers, second: Numbers) -> pd.Series:
    words = pl.DataFrame({"first": vocabulary.gather(first), "second": vocabulary.gather(second)})
    return words.select(pl.concat_str("first", "second", separator=" "))["first"].to_pandas()


def _association(pairs: pd.DataFrame, measure: str, window: int) -> Array:
    """Score of each pair; NaN if the two words are all words of the outlet.

    As in nltk, a pair within a window counts as much as one side by side.
    """
    n, first, second, total = (pairs[name].to_numpy(float) for name in ("n", "n_first", "n_second", "n_words"))
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = MEASURES[measure](n / window, first, second, total)
    return np.where(np.isfinite(scores), scores, np.nan)


def _cells(n: Array, first: Array, second: Array, total: Array) -> tuple[Array, Array, Array, Array]:
    """Return the contingency table of a pair: both words, the second alone, the first alone, neither."""
    return n, second - n, first - n, total - first - second + n


def _log_likelihood(n: Array, first: Array, second: Array, total: Array) -> Array:
    """G², eq. 10 of Dunning (1993); NaN where a window makes a cell negative."""
    rows, columns = (first, total - first), (second, total - second)
    expected = (rows[0] * columns[0], rows[1] * columns[0], rows[0] * columns[1], rows[1] * columns[1])
    both, second_alone, first_alone, neither = (
        np.where(observed == 0, 0.0, observed * np.log(observed * total / product))
        for observed, product in zip(_cells(n, first, second, total), expected, strict=True)
    )
    # This order of the cells gives "a b" and "b a" the same score to the last digit.
    log_likelihood: Array = 2 * ((both + neither) + (second_alone + first_alone))
    return log_likelihood


def _chi_squared(n: Array, first: Array, second: Array, total: Array) -> Array:
    both, second_alone, first_alone, neither = _cells(n, first, second, total)
    apart = both * neither - second_alone * first_alone
    return total * apart * apart / (first * second * ((total - first) * (total - second)))


def _t(n: Array, first: Array, second: Array, total: Array) -> Array:
    return (n - first * second / total) / np.sqrt(n)


def _pmi(n: Array, first: Array, second: Array, total: Array) -> Array:
    return np.log2(n * total / (first * second))


def _npmi(n: Array, first: Array, second: Array, total: Array) -> Array:
    npmi: Array = _pmi(n, first, second, total) / -np.log2(n / total)
    return npmi


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
