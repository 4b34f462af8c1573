"""Words of each outlet, and how often it uses them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.number_parameters import checked_whole
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.term_limits import (
    MOST_TERMS,
    TermLimits,
    most_note,
    most_widespread,
    n_articles,
    within_limits,
)
from analysis.exceptions import WrongUse, excerpt
from analysis.io.bundle_format import LEAST_SEGMENTS
from analysis.language.text.word_sequence import WordSequence, word_sequence
from analysis.measures._scores import article_voices, collect

LONGEST_RUN, NO_RUN = 3, -1

Integers = NDArray[np.integer[Any]]


@hides_content
class _Hits(NamedTuple):
    """Occurrences of terms.

    hits: segment, item (number of the term) and x. names: of the terms.
    """

    hits: pl.DataFrame
    names: pl.Series


def terms(
    notes: Annotations,
    *,
    ngrams: int = 1,
    stem: bool = False,
    min_count: int = 5,
    min_articles: int = 1,
    most: int = 0,
    with_function_words: bool = False,
    with_house_style: bool = False,
    only: Collection[str] | None = None,
) -> pd.DataFrame:
    """Count each word, and runs of two or three words.

    A run does not cross the border of a segment. Where a title ("Ms. Okoye") is left out, or another voice interrupts
    a sentence, the words on both sides are adjacent.

    Parameters
    ----------
    notes : Annotations
    ngrams : int
        Longest run of words, 1 to 3.
    stem : bool
        Count words by their English Snowball stem (missile, missiles: missil).
    min_count, min_articles : int
        Terms rarer than this in the whole corpus are left out of the table, not of the totals. If possible they are
        counted in voices of four segments or more of an article: a bundle contains only these, and lists the same
        terms.
    most : int
        Largest number of terms: those that occur in most articles. 0 keeps all.
    with_function_words : bool
        Include words such as "the" and "of" (lexicons/function_words.txt), and runs that begin or end with one.
    with_house_style : bool
        Include words whose choice is house style, such as "said", "R-Ky." and "ten" (lexicons/style_words.txt), and
        runs that begin or end with one. They count toward the totals in any case.
    only : collection of str, optional
        Terms that have rows, such as the words of a lexicon; totals are those of all words.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the term; x: occurrences; n: words (for runs too).

    Raises
    ------
    WrongUse
        For ngrams or a minimum out of range.
    NeedsText
        From a bundle, for runs and stems.

    References
    ----------
    Porter (2001), Snowball: A language for stemming algorithms; as nltk implements it.
    """
    check_annotations(notes)
    if ngrams not in range(1, LONGEST_RUN + 1):
        raise WrongUse(f"Invalid `ngrams`: {excerpt(ngrams)}. Expected 1, 2 or 3, the longest run of words.")
    if min(min_count, min_articles) < 1:
        raise WrongUse(f"Invalid `min_count` {min_count} or `min_articles` {min_articles}. Expected 1 or more.")
    if isinstance(only, str):
        raise WrongUse(f"Invalid `only`: {excerpt(only)}. Expected several terms, such as ['war', 'peace'].")
    most = checked_whole(most, "most", 0, MOST_TERMS)
    words_only = None if only is None else frozenset(only)
    limits = TermLimits(min_count, min_articles, with_function_words, with_house_style, words_only, most)
    if ngrams == 1 and not stem:
        # A saved table contains every word, so that it serves all limits.
        scores = notes.scores("terms", {}, lambda: _term_scores(notes, 1, False, limits), items=limits.only)
        return within_limits(scores, limits) if "terms" in notes.saved else scores
    listed = None if limits.only is None else sorted(limits.only)
    settings = {"ngrams": ngrams, "stem": stem, **limits._asdict(), "only": listed}
    return notes.scores("terms", settings, lambda: _term_scores(notes, ngrams, stem, limits))


def _term_scores(notes: Annotations, ngrams: int, stem: bool, limits: TermLimits) -> pd.DataFrame:
    words = word_sequence(notes.words, stem=stem)
    names: list[pl.Series] = []
    hits = []
    n_terms = 0
    for length, run in enumerate(_runs(words, ngrams, limits.min_count), start=1):
        start = _possible_starts(words, run, length, limits)
        number = _term_numbers(notes, words, run, start, limits)
        if limits.only is not None:
            number = _numbers_of(limits.only, number, words, run, start, length)
        term = number[run[start]]
        if (number < 0).any():
            kept = np.flatnonzero(term >= 0)
            start, term = start[kept], term[kept]
        names.append(_term_names(words, start, term, length))
        ones = np.ones(len(start), np.int32)
        hits.append(pl.DataFrame({"segment": words.segment[start], "item": term + n_terms, "x": ones}))
        n_terms += len(names[-1])
    found, n = _Hits(pl.concat(hits), pl.concat(names)), notes.segments["n_tokens"]
    left_out = len(found.names) - limits.most if limits.most else 0
    if left_out > 0:
        found = _most_widespread_hits(notes, found, limits.most)
    scores = collect(notes, "terms", found.hits, n, names=found.names, of_words=True)
    return with_note(scores, most_note(limits.most, left_out)) if left_out > 0 else scores


def _most_widespread_hits(notes: Annotations, found: _Hits, most: int) -> _Hits:
    """Return the hits of the terms that occur in most articles; of equally many the first by name."""
    term = found.hits["item"].to_numpy()
    article = pd.factorize(notes.segments["article_id"])[0][found.hits["segment"].to_numpy()]
    kept = most_widespread(found.names.arg_sort().to_numpy(), n_articles(term, article, len(found.names)), most)
    place = (np.cumsum(kept) - 1).astype(term.dtype)
    chosen = kept[term]
    hits = found.hits.filter(pl.Series(chosen)).with_columns(item=pl.Series(place[term[chosen]]))
    return _Hits(hits, found.names.filter(pl.Series(kept)))


def _runs(words: WordSequence, ngrams: int, min_count: int) -> Iterator[Integers]:
    """For runs of one word, two words, ...: the number of the run that starts at each word, −1 where there is none.

    A run with a rarer beginning or end is itself too rare, and gets no number.
    """
    run: Integers = words.word
    yield run
    for length in range(2, ngrams + 1):
        start = _extendable(words, run, length, min_count)
        last_word = words.word[start + length - 1]
        longer = run[start].astype(np.int64) * len(words.vocabulary) + last_word
        run = np.full(len(run), NO_RUN)
        run[start] = pd.factorize(longer)[0]
        yield run


def _extendable(words: WordSequence, run: Integers, length: int, min_count: int) -> NDArray[np.int64]:
    """Where a run of this length starts whose first and last words are two common runs of one word less."""
    common = np.bincount(run[run >= 0], minlength=1) >= min_count
    start = np.flatnonzero((run >= 0) & common[run])
    start = start[start + length <= len(run)]
    next_run = run[start + 1]
    same_segment = words.segment[start] == words.segment[start + length - 1]
    extendable: NDArray[np.int64] = start[(next_run >= 0) & common[next_run] & same_segment]
    return extendable


def _possible_starts(words: WordSequence, run: Integers, length: int, limits: TermLimits) -> NDArray[np.int64]:
    """Where a run starts that may be a term: its first and last words may be."""
    content = (limits.with_function_words | ~words.function) & (limits.with_house_style | ~words.style)
    if length == 1 and limits.only is not None:
        content &= words.vocabulary.is_in([*limits.only]).to_numpy()[words.word]
    content[: len(content) - length + 1] &= content[length - 1 :]
    return np.flatnonzero(content & (run >= 0))


def _term_numbers(
    notes: Annotations, words: WordSequence, run: Integers, start: NDArray[np.int64], limits: TermLimits
) -> NDArray[np.int32]:
    """Return the number of each run among those within the limits, −1 for the others.

    run: the run that starts at each word; start: where runs start that may be terms.
    """
    count = np.bincount(run[start])
    counted = start[_in_large_voices(notes)[words.segment[start]]]
    kept = count > 0
    if limits.min_count > 1:
        kept &= np.bincount(run[counted], minlength=len(count)) >= limits.min_count
    if limits.min_articles > 1:
        article = pd.factorize(notes.segments["article_id"])[0]
        kept &= n_articles(run[counted], article[words.segment[counted]], len(count)) >= limits.min_articles
    return np.where(kept, np.cumsum(kept) - 1, NO_RUN).astype(np.int32)


def _numbers_of(
    only: frozenset[str],
    number: NDArray[np.int32],
    words: WordSequence,
    run: Integers,
    start: NDArray[np.int64],
    length: int,
) -> NDArray[np.int32]:
    """Return the number of each run among those of some terms, −1 for the others; see `_term_numbers`."""
    term = number[run[start]]
    counted = np.flatnonzero(term >= 0)
    chosen = _term_names(words, start[counted], term[counted], length).is_in(list(only)).to_numpy()
    place = np.where(chosen, np.cumsum(chosen) - 1, NO_RUN).astype(np.int32)
    return np.where(number >= 0, np.append(place, NO_RUN)[number], NO_RUN).astype(np.int32)


def _in_large_voices(notes: Annotations) -> NDArray[np.bool_]:
    """Which segments are in a voice that has several in the article; all of them if none is."""
    place, n_places = article_voices(notes)
    large = np.bincount(place, minlength=n_places)[place] >= LEAST_SEGMENTS
    return large if large.any() else np.ones(len(place), bool)


def _term_names(words: WordSequence, start: NDArray[np.int64], term: NDArray[np.int32], length: int) -> pl.Series:
    """Return the words of each term, joined by blanks; start, term: of each occurrence."""
    # Any occurrence shows the words of its term; the last one is kept.
    example = np.empty(term.max(initial=-1) + 1, np.int64)
    example[term] = start
    pieces = [words.vocabulary.gather(words.word[example + place]).alias(str(place)) for place in range(length)]
    return pl.DataFrame(pieces).select(pl.concat_str(pl.all(), separator=" "))["0"]
