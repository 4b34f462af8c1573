"""VADER as nltk computes it, with vaderSentiment's lexicon file, and what news adds to it, for all texts at once.

Only words of the lexicon have a valence, so that the rules are applied to these words and the words around them.

References
----------
Hutto & Gilbert (2014), VADER: A parsimonious rule-based model for sentiment analysis, ICWSM. The rules are those of
nltk.sentiment.vader (Apache-2.0), including their oddities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis.language.sentiment.news_rules import NewsWords, look_up_words, news_factors, news_words, words_in
from analysis.language.sentiment.vader_vocabulary import (
    BOOST,
    DAMPENERS,
    IDIOMS,
    NAMED,
    VaderWords,
    WordProperties,
    vader_words,
    valences,
    word_properties,
)
from analysis.language.text.characters import fold_marks
from analysis.language.text.tokens import Tokens, tokenize

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

SCORES = ("compound", "neg", "neu", "pos")
DIGITS = (4, 3, 3, 3)

CAPITALS = 0.733
NEGATION = -0.74
# Factor of a booster one, two and three words before.
DAMPING = {1: 1.0, 2: 0.95, 3: 0.9}
# Weight of words before and after the first "but" of a text.
BEFORE_BUT, AFTER_BUT = 0.5, 1.5
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
QUESTION, MANY_QUESTIONS = 0.18, 0.96
NORMALIZATION = 15
# Bytes of text worked on at a time: bounds the memory, and keeps the vocabulary in the processor's cache.
PART = 4_000_000

# A window is three words before, the word itself, and two after.
HERE = 3
WINDOW = np.arange(-HERE, 3)
# Places in the window where idioms are looked for; a later one overrules an earlier one.
IDIOM_SPANS = ((0, 2), (0, 3), (1, 3), (1, 4), (2, 4), (3, 5), (3, 6))


@cache
def news_valences() -> dict[str, float]:
    """Return the valence of each word that says something in news: those of the lexicon, mended by news_tone.csv.

    "no" is left out: it denies what follows, and is not bad in itself.
    """
    mended = valences() | news_words()
    return {word: valence for word, valence in mended.items() if valence and word != "no"}


def polarity(texts: pl.Series | Sequence[str], tokens: Tokens | None = None) -> Floats:
    """Compute VADER's scores of each text, with what news adds to its words and rules (news_rules.py).

    The marks beside words do not matter.

    Parameters
    ----------
    texts : polars.Series or sequence of str
        A sentence each.
    tokens : Tokens, optional
        Their words, where they are known; as `tokenize` finds them.

    Returns
    -------
    array of float, shape (n_texts, 4)
        In the order of `SCORES`: compound, from −1 to 1; neg, neu and pos, from 0 to 1.
    """
    series = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    tokens = tokens or tokenize(fold_marks(series))
    known, properties = look_up_words(tokens.written), word_properties(tokens.written, news_valences())
    return _in_parts(series, lambda some, at: _news_scores(some, words_in(tokens, at, known.counts), known, properties))


def nltk_polarity(texts: pl.Series | Sequence[str]) -> Floats:
    """Compute VADER's scores of each text as nltk does.

    Parameters
    ----------
    texts : polars.Series or sequence of str

    Returns
    -------
    array of float, shape (n_texts, 4)
        As for `polarity`.
    """
    return _in_parts(texts, lambda some, _: _nltk_scores(some))


def _in_parts(texts: pl.Series | Sequence[str], scores: Callable[[pl.Series, slice], Floats]) -> Floats:
    series = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        batches = parts(series.str.len_bytes().to_numpy(), PART)
        return np.concatenate(list(pool.map(lambda part: scores(series[part], part), batches)))


def _nltk_scores(texts: pl.Series) -> Floats:
    words = vader_words(texts)
    n_words = np.bincount(words.text, minlength=len(texts))
    place, valence, weight = _weighed(words, word_properties(words.vocabulary, valences()), n_words)
    return _combine(valence * weight, words.text[place], n_words, _emphasis(texts))


def _news_scores(texts: pl.Series, words: VaderWords, known: NewsWords, properties: WordProperties) -> Floats:
    n_words = np.bincount(words.text, minlength=len(texts))
    place, valence, weight = _weighed(words, properties, n_words)
    valence = valence * news_factors(words, known, place, valence)
    return _combine(valence * weight, words.text[place], n_words, _emphasis(texts))


def _weighed(words: VaderWords, properties: WordProperties, n_words: Numbers) -> tuple[Numbers, Floats, Floats]:
    """Return the places of lexicon words, their valences after all rules, and their weights; n_words: of each text."""
    place = np.flatnonzero((~properties.unlisted).take(words.word))
    valence = _valences(words, properties, place, _mixed_capitals(words, properties, n_words))
    return place, valence, _weights_around_but(words, properties, place)


def _mixed_capitals(words: VaderWords, properties: WordProperties, n_words: Numbers) -> Booleans:
    """Whether some words of each text, but not all, are in capitals."""
    upper = np.flatnonzero(properties.upper.take(words.word))
    n_upper = np.bincount(words.text[upper], minlength=len(n_words))
    mixed: Booleans = (n_upper > 0) & (n_upper < n_words)
    return mixed


def _valences(words: VaderWords, properties: WordProperties, place: Numbers, mixed_capitals: Booleans) -> Floats:
    """Return the valence of the word at each place.

    As in nltk, all occurrences of a word in a text have the valence of the first one.
    """
    text_and_word = words.text[place] * len(properties.valence) + words.word[place]
    _, first, occurrence = np.unique(text_and_word, return_index=True, return_inverse=True)
    windows = _windows(words, place[first])
    valence: Floats = _ruled_valence(windows, properties, mixed_capitals[words.text[place[first]]])[occurrence]
    return valence


def _windows(words: VaderWords, place: Numbers) -> NDArray[np.int32]:
    """Return the words around each place, (places, 6); −1 beyond the ends of the text."""
    around = place[:, None] + WINDOW
    inside = around.clip(0, len(words.word) - 1)
    same_text = (around == inside) & (words.text[inside] == words.text[place, None])
    return np.where(same_text, words.word[inside], -1)


def _ruled_valence(window: NDArray[np.int32], properties: WordProperties, mixed_capitals: Booleans) -> Floats:
    """Return the valence of the word in the middle of each window after all rules, in nltk's order."""
    shouted = properties.upper[window] & mixed_capitals[:, None]
    unlisted, boost = properties.unlisted[window], properties.boost[window]
    valence = properties.valence[window[:, HERE]]
    valence = valence + np.where(shouted[:, HERE], _signed_like(valence, CAPITALS), 0)
    for back, damping in DAMPING.items():
        before = HERE - back
        boosted = valence + _boost(valence, boost[:, before], shouted[:, before]) * damping
        changed = boosted * _negation(window, properties, back)
        if back == HERE:
            changed = _idiom_valence(changed, properties.named[window])
        valence = np.where(unlisted[:, before], changed, valence)
    return _after_least_and_kind(valence, properties.named_lower[window])


def _after_least_and_kind(valence: Floats, named: NDArray[np.int8]) -> Floats:
    """Negate valences after "least", unless "at" or "very" is before it; "kind" has none before "of"."""
    after_least = (named[:, HERE - 1] == NAMED["least"]) & ~_is(named[:, HERE - 2], "at", "very")
    kind_of = (named[:, HERE] == NAMED["kind"]) & (named[:, HERE + 1] == NAMED["of"])
    return np.where(kind_of, 0, valence * np.where(after_least, NEGATION, 1))


def _signed_like(valence: Floats, amount: float) -> Floats:
    return np.where(valence > 0, amount, -amount)


def _boost(valence: Floats, boost: Floats, shouted: Booleans) -> Floats:
    """Return the change of a valence by a booster."""
    capitals = np.where(shouted & (boost != 0), _signed_like(valence, CAPITALS), 0)
    return np.where(valence < 0, -boost, boost) + capitals


def _negation(window: NDArray[np.int32], properties: WordProperties, back: int) -> Floats:
    """Return the factor of the word so many places before: a negation, or "never so"."""
    factor = np.where(properties.negates[window[:, HERE - back]], NEGATION, 1.0)
    if back == 1:
        return factor
    named = properties.named[window]
    never = named[:, HERE - back] == NAMED["never"]
    so_two_before, so_one_before = _is(named[:, HERE - 2], "so", "this"), _is(named[:, HERE - 1], "so", "this")
    if back == 2:
        return np.where(never & so_one_before, 1.5, factor)
    # nltk's condition: "never so" or "never this", or "so" or "this" right before, whatever is three words before.
    return np.where((never & so_two_before) | so_one_before, 1.25, factor)


def _is(number: NDArray[np.int8], *words: str) -> Booleans:
    return np.isin(number, [NAMED[word] for word in words])


def _idiom_valence(valence: Floats, named: NDArray[np.int8]) -> Floats:
    """Return the valence of the idiom that a word is in or after, else its own; less after "kind of" and the like."""
    for start, end in IDIOM_SPANS:
        idiom = _idiom_table(end - start)[tuple(named[:, start:end].T)]
        valence = np.where(np.isnan(idiom), valence, idiom)
    dampened = _dampener_table()[named[:, 0], named[:, 1]] | _dampener_table()[named[:, 1], named[:, 2]]
    return valence + np.where(dampened, -BOOST, 0)


@cache
def _idiom_table(length: int) -> Floats:
    """Return the valence of each idiom of so many words, by the numbers of its words; NaN is no idiom."""
    table = np.full((len(NAMED) + 1,) * length, np.nan)
    for phrase, valence in IDIOMS.items():
        numbers = _numbers(phrase)
        if len(numbers) == length:
            table[numbers] = valence
    return table


@cache
def _dampener_table() -> Booleans:
    """Whether two words, by their numbers, dampen what follows."""
    table = np.zeros((len(NAMED) + 1,) * 2, bool)
    for phrase in DAMPENERS:
        table[_numbers(phrase)] = True
    return table


def _numbers(phrase: str) -> tuple[int, ...]:
    return tuple(NAMED[word] for word in phrase.split())


def _weights_around_but(words: VaderWords, properties: WordProperties, place: Numbers) -> Floats:
    """Return the weight of each place: less before the first "but" of its text, more after it."""
    buts = np.flatnonzero((properties.named_lower == NAMED["but"]).take(words.word))
    texts_with_but, first = np.unique(words.text[buts], return_index=True)
    text = words.text[place]
    has_but = np.isin(text, texts_with_but)
    but = buts[first][np.searchsorted(texts_with_but, text[has_but])]
    weight = np.ones(len(place))
    weight[has_but] = np.where(place[has_but] < but, BEFORE_BUT, AFTER_BUT)
    return weight


def _emphasis(texts: pl.Series) -> Floats:
    """Return what the exclamation and question marks of each text add to its valence."""
    exclamations = texts.str.count_matches("!", literal=True).to_numpy()
    questions = texts.str.count_matches("?", literal=True).to_numpy()
    by_questions = np.select([questions < 2, questions < 4], [0, questions * QUESTION], MANY_QUESTIONS)
    emphasis: Floats = np.minimum(exclamations, MOST_EXCLAMATIONS) * EXCLAMATION + by_questions
    return emphasis


def _combine(valence: Floats, text: Numbers, n_words: Numbers, emphasis: Floats) -> Floats:
    """Return the scores of each text, from the valences of its lexicon words; every other word is neutral."""

    def total(values: NDArray[np.generic]) -> Floats:
        return np.bincount(text, weights=values, minlength=len(n_words)).astype(np.float64)

    summed = total(valence)
    summed += np.sign(summed) * emphasis
    # Each word adds one, as a neutral word counts as one.
    positive = total(np.where(valence > 0, valence + 1, 0))
    negative = -total(np.where(valence < 0, valence - 1, 0))
    neutral = n_words - total(valence != 0)
    more_positive, more_negative = positive > negative, positive < negative
    positive += more_positive * emphasis
    negative += more_negative * emphasis
    whole = positive + negative + neutral
    whole[n_words == 0] = 1
    compound = summed / np.sqrt(summed * summed + NORMALIZATION)
    scores = (compound, negative / whole, neutral / whole, positive / whole)
    return np.column_stack([_round(score, digits) for score, digits in zip(scores, DIGITS, strict=True)])


def _round(numbers: Floats, digits: int) -> Floats:
    """Round as Python does; numpy's own rounding differs in some halves."""
    rounded = numbers.round(digits)
    halves = np.flatnonzero(np.abs(numbers * 10**digits % 1 - 0.5) < 1e-6)
    rounded[halves] = [round(number, digits) for number in numbers[halves].tolist()]
    return rounded
