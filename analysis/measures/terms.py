"""Which words does each outlet use, and how often?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.annotation.annotations import Annotations
from analysis.exceptions import WrongUse
from analysis.language.text.tokens import function_words
from analysis.language.text.word_sequence import WordSequence, word_sequence
from analysis.measures._scores import FEW, TOTAL, article_voices, collect

LONGEST = 3


class _Least(NamedTuple):
    """What a term must be to have a row."""

    min_count: int
    min_articles: int
    with_function_words: bool


def terms(
    notes: Annotations,
    *,
    ngrams: int = 1,
    stem: bool = False,
    min_count: int = 5,
    min_articles: int = 1,
    with_function_words: bool = False,
) -> pd.DataFrame:
    """Occurrences of each word, and of runs of two or three words, over all words.

    ngrams: the longest run, 1 to 3. None crosses a segment; where a title ("Ms. Okoye") is left out, or another voice
    breaks into a sentence, the words on both sides meet. stem: count words by their stem (missile, missiles: missil),
    after Snowball's English rules.
    min_count, min_articles: terms rarer than this in the whole corpus are left out of the table, not of the totals.
    They are counted in voices of four segments or more of an article, where there is any, so that a bundle, which holds
    these alone, lists the same terms.
    with_function_words: also the, of, and … (lexicons/function_words.txt), and runs that begin or end with one.
    Returns: scores, x occurrences, n words (for runs too).
    Raises: WrongUse for another ngrams, or a minimum below 1; NeedsText from a bundle for runs and stems.
    Source of the stems: Porter (2001), Snowball, as nltk has it."""
    if ngrams not in range(1, LONGEST + 1):
        raise WrongUse(f"ngrams is the longest run of words, 1, 2 or 3; given was {ngrams}")
    if min(min_count, min_articles) < 1:
        raise WrongUse(f"min_count and min_articles are 1 or more; given were {min_count} and {min_articles}")
    least = _Least(min_count, min_articles, with_function_words)
    if ngrams == 1 and not stem:
        # A saved table holds every word, so that it answers whatever is asked of words.
        scores = notes.scores("terms", {}, lambda: _scores(notes, 1, False, least))
        return _chosen(scores, least) if "terms" in notes.saved else scores
    settings: dict[str, Any] = {
        "ngrams": ngrams,
        "stem": stem,
        "min_count": min_count,
        "min_articles": min_articles,
        "with_function_words": with_function_words,
    }
    return notes.scores("terms", settings, lambda: _scores(notes, ngrams, stem, least))


def _chosen(scores: pd.DataFrame, least: _Least) -> pd.DataFrame:
    """The totals, and the words that are common enough."""
    total = scores[scores["item"] == TOTAL]
    words = scores[scores["item"] != TOTAL]
    code, names = pd.factorize(words["item"])
    large = words["units"].to_numpy() >= (FEW if (total["units"] >= FEW).any() else 0)
    count = np.bincount(code[large], weights=words["x"].to_numpy()[large], minlength=len(names))
    article = pd.factorize(words["article_id"])[0]
    common = np.full(len(names), least.min_count == 1) | (count >= least.min_count)
    if least.min_articles > 1:
        common &= _articles(code[large], article[large], len(names)) >= least.min_articles
    if not least.with_function_words:
        common &= ~names.isin(function_words())
    return pd.concat([total, words[common[code]]], ignore_index=True)


def _articles(term: NDArray[np.integer], article: NDArray[np.int64], terms: int) -> NDArray[np.int64]:
    """In how many articles each term occurs; term and article: of each occurrence."""
    size = article.max(initial=0) + 1
    return np.bincount(pd.unique(term * size + article) // size, minlength=terms)


def _scores(notes: Annotations, ngrams: int, stem: bool, least: _Least) -> pd.DataFrame:
    words = word_sequence(notes.words, stem=stem)
    names: list[pl.Series] = []
    hits = []
    for length, gram in enumerate(_grams(words, ngrams, least.min_count), start=1):
        at = _starts(words, gram, length, least.with_function_words)
        number = _numbers(notes, words, gram, at, least)
        term = number[gram[at]]
        if (number < 0).any():
            kept = np.flatnonzero(term >= 0)
            at, term = at[kept], term[kept]
        # Any place where a term stands shows its words; of several, the last one written stays.
        example = np.empty(number.max(initial=-1) + 1, np.int64)
        example[term] = at
        run = pl.DataFrame([words.vocabulary.gather(words.word[example + i]).alias(str(i)) for i in range(length)])
        before = sum(len(known) for known in names)
        names.append(run.select(pl.concat_str(pl.all(), separator=" "))["0"])
        hits.append(
            pl.DataFrame({"segment": words.segment[at], "item": term + before, "x": np.ones(len(at), np.int32)})
        )
    return collect(notes, "terms", pl.concat(hits), notes.segments["n_tokens"], names=pl.concat(names), of_words=True)


def _starts(
    words: WordSequence, gram: NDArray[np.integer], length: int, with_function_words: bool
) -> NDArray[np.int64]:
    """Where a run starts that may be a term."""
    if with_function_words:
        return np.flatnonzero(gram >= 0)
    content = ~words.function
    content[: len(content) - length + 1] &= content[length - 1 :]
    return np.flatnonzero(content & (gram >= 0))


def _large(notes: Annotations) -> NDArray[np.bool_]:
    """Which segments stand in a voice that has several in the article; all of them where none does."""
    place, size = article_voices(notes)
    large = np.bincount(place, minlength=size)[place] >= FEW
    return large if large.any() else np.ones(len(place), bool)


def _numbers(
    notes: Annotations, words: WordSequence, gram: NDArray[np.integer], at: NDArray[np.int64], least: _Least
) -> NDArray[np.int32]:
    """The number of each run among those common enough to be terms, −1 for the others.

    gram: the run that starts at each word. at: where those start that may be terms."""
    everywhere = np.bincount(gram[at])
    terms, counted = len(everywhere), at[_large(notes)[words.segment[at]]]
    common = everywhere > 0
    if least.min_count > 1:
        common &= np.bincount(gram[counted], minlength=terms) >= least.min_count
    if least.min_articles > 1:
        article = pd.factorize(notes.segments["article_id"])[0]
        common &= _articles(gram[counted], article[words.segment[counted]], terms) >= least.min_articles
    return np.where(common, np.cumsum(common) - 1, -1).astype(np.int32)


def _grams(words: WordSequence, ngrams: int, least: int) -> Iterator[NDArray[np.integer]]:
    """For one word, two words, …: the number of the run that starts at each word, −1 where there is none.

    A run whose beginning or end is rarer than asked for is itself too rare, and gets no number."""
    gram = words.word
    yield gram
    for length in range(2, ngrams + 1):
        often = np.bincount(gram[gram >= 0], minlength=1) >= least
        start = np.flatnonzero((gram >= 0) & often[gram])
        last = start + length - 1
        start = start[last < len(gram)]
        last = start + length - 1
        start = start[(gram[start + 1] >= 0) & often[gram[start + 1]] & (words.segment[start] == words.segment[last])]
        pair = gram[start].astype(np.int64) * len(words.vocabulary) + words.word[start + length - 1]
        gram = np.full(len(gram), -1)
        gram[start] = pd.factorize(pair)[0]
        yield gram
