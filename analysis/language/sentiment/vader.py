"""VADER as nltk computes it, with vaderSentiment's lexicon file, for all texts at once.

Only the words of the lexicon have a valence, so the rules run over their places and the words around them.
Source: Hutto & Gilbert (2014), VADER: A parsimonious rule-based model for sentiment analysis, ICWSM. The rules are
those of nltk.sentiment.vader (Apache-2.0), its oddities kept."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis.language.sentiment.vader_vocabulary import BOOST, DAMPENERS, IDIOMS, NAMED, Known, Words, known, split

Floats = NDArray[np.float64]

SCORES = ("compound", "neg", "neu", "pos")
DIGITS = (4, 3, 3, 3)

CAPITALS = 0.733
NEGATION = -0.74
# What is left of a booster one, two and three words before.
DAMPING = {1: 1.0, 2: 0.95, 3: 0.9}
# Bytes of text worked on at a time: bounds the memory, and keeps the vocabulary in the processor's cache.
PART = 4_000_000

# A window is three words before, the word itself, and two after.
HERE = 3
# Where idioms are looked for; a later one overrules.
SPANS = ((0, 2), (0, 3), (1, 3), (1, 4), (2, 4), (3, 5), (3, 6))


def lexicon() -> Path:
    """The lexicon file of the installed package vaderSentiment, found without importing it."""
    spec = find_spec("vaderSentiment")
    assert spec and spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "vader_lexicon.txt"


@cache
def valences() -> dict[str, float]:
    """The valence of each entry of the lexicon, from −4 to 4."""
    lines = lexicon().read_text("utf-8").strip().split("\n")
    return {word: float(value) for word, value, *_ in (line.strip().split("\t") for line in lines)}


def polarity(texts: pl.Series | Sequence[str]) -> Floats:
    """VADER's scores of each text: compound, from −1 to 1, and neg, neu and pos, from 0 to 1.

    Returns: (texts, 4), in the order of SCORES."""
    series = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    with ThreadPoolExecutor(pl.thread_pool_size()) as pool:
        some = (series[part] for part in parts(series.str.len_bytes().to_numpy(), PART))
        return np.concatenate(list(pool.map(_scores, some)))


def _scores(texts: pl.Series) -> Floats:
    words = split(texts)
    of = known(words.vocabulary, valences())
    n_words = np.bincount(words.text, minlength=len(texts))
    n_upper = np.bincount(words.text[of.upper[words.word]], minlength=len(texts))
    some_upper = (n_upper > 0) & (n_upper < n_words)

    places = np.flatnonzero(~of.free[words.word])
    text = words.text[places]
    # In nltk every further occurrence of a word in a text has the valence of the first.
    _, first, inverse = np.unique(text * len(of.valence) + words.word[places], return_index=True, return_inverse=True)
    valence = _valence(_windows(words, places[first]), of, some_upper[text[first]])[inverse]
    return _combine(valence * _around_but(words, of, places), text, n_words, _emphasis(texts))


def _windows(words: Words, places: NDArray[np.int64]) -> NDArray[np.int32]:
    """The words around each place, (places, 6); −1 beyond the ends of the text."""
    around = places[:, None] + np.arange(-HERE, 3)
    inside = around.clip(0, len(words.word) - 1)
    same = (around == inside) & (words.text[inside] == words.text[places, None])
    return np.where(same, words.word[inside], -1)


def _valence(window: NDArray[np.int32], of: Known, some_upper: NDArray[np.bool_]) -> Floats:
    """The valence of the word in the middle of each window, after the rules, in nltk's order."""
    loud = of.upper[window] & some_upper[:, None]
    free, boost = of.free[window], of.boost[window]
    valence = of.valence[window[:, HERE]]
    valence = valence + np.where(loud[:, HERE], np.where(valence > 0, CAPITALS, -CAPITALS), 0)
    for back in (1, 2, 3):
        at = HERE - back
        added = _boosted(valence, boost[:, at], loud[:, at]) * DAMPING[back]
        changed = (valence + added) * _negation(window, of, back)
        if back == 3:
            changed = _idioms(changed, of.written[window])
        valence = np.where(free[:, at], changed, valence)
    lower = of.lower[window]
    least = (lower[:, 2] == NAMED["least"]) & ~_is(lower[:, 1], "at", "very")
    kind_of = (lower[:, HERE] == NAMED["kind"]) & (lower[:, HERE + 1] == NAMED["of"])
    return np.where(kind_of, 0, valence * np.where(least, NEGATION, 1))


def _boosted(valence: Floats, boost: Floats, loud: NDArray[np.bool_]) -> Floats:
    """What a booster before a word adds to its valence."""
    louder = np.where(loud & (boost != 0), np.where(valence > 0, CAPITALS, -CAPITALS), 0)
    return np.where(valence < 0, -boost, boost) + louder


def _negation(window: NDArray[np.int32], of: Known, back: int) -> Floats:
    """The factor of the word so many places before: a negation, or "never so"."""
    factor = np.where(of.negates[window[:, HERE - back]], NEGATION, 1.0)
    if back == 1:
        return factor
    written = of.written[window]
    so = _is(written[:, 1:3], "so", "this")
    never_so = (written[:, HERE - back] == NAMED["never"]) & so[:, 3 - back]
    return np.where(never_so, 1.5, factor) if back == 2 else np.where(never_so | so[:, 1], 1.25, factor)


def _is(number: NDArray[np.int8], *words: str) -> NDArray[np.bool_]:
    return np.isin(number, [NAMED[word] for word in words])


def _idioms(valence: Floats, written: NDArray[np.int8]) -> Floats:
    """The valence of the idiom a word stands in or after, or its own; less after "kind of" and its like."""
    for start, end in SPANS:
        idiom = _phrases(end - start)[tuple(written[:, start:end].T)]
        valence = np.where(np.isnan(idiom), valence, idiom)
    dampened = _dampeners()[written[:, 0], written[:, 1]] | _dampeners()[written[:, 1], written[:, 2]]
    return valence + np.where(dampened, -BOOST, 0)


@cache
def _phrases(length: int) -> Floats:
    """The valence of each idiom of so many words, by the numbers of its words; NaN is no idiom."""
    table = np.full((len(NAMED) + 1,) * length, np.nan)
    for phrase, valence in IDIOMS.items():
        if len(numbers := _numbers(phrase)) == length:
            table[numbers] = valence
    return table


@cache
def _dampeners() -> NDArray[np.bool_]:
    table = np.zeros((len(NAMED) + 1,) * 2, bool)
    for phrase in DAMPENERS:
        table[_numbers(phrase)] = True
    return table


def _numbers(phrase: str) -> tuple[int, ...]:
    return tuple(NAMED[word] for word in phrase.split())


def _around_but(words: Words, of: Known, places: NDArray[np.int64]) -> Floats:
    """The weight of each place: a half before the first "but" of its text, one and a half after it."""
    buts = np.flatnonzero(of.lower[words.word] == NAMED["but"])
    texts, first = np.unique(words.text[buts], return_index=True)
    text = words.text[places]
    with_but = np.isin(text, texts)
    but = buts[first][np.searchsorted(texts, text[with_but])]
    weight = np.ones(len(places))
    weight[with_but] = np.where(places[with_but] < but, 0.5, 1.5)
    return weight


def _emphasis(texts: pl.Series) -> Floats:
    """What the exclamation and question marks of each text add to its valence."""
    exclaimed = texts.str.count_matches("!", literal=True).to_numpy()
    asked = texts.str.count_matches("?", literal=True).to_numpy()
    return np.minimum(exclaimed, 4) * 0.292 + np.select([asked < 2, asked < 4], [0, asked * 0.18], 0.96)


def _combine(valence: Floats, text: NDArray[np.int64], n_words: NDArray[np.int64], emphasis: Floats) -> Floats:
    """The scores of each text, from the valences of its lexicon words; every other word is neutral."""

    def total(values: NDArray) -> Floats:
        return np.bincount(text, weights=values, minlength=len(n_words)).astype(np.float64)

    summed = total(valence)
    summed += np.sign(summed) * emphasis
    # One more for each word: a neutral one counts as one.
    positive = total(np.where(valence > 0, valence + 1, 0))
    negative = -total(np.where(valence < 0, valence - 1, 0))
    neutral = n_words - total(valence != 0)
    more_positive, more_negative = positive > negative, positive < negative
    positive += more_positive * emphasis
    negative += more_negative * emphasis
    whole = positive + negative + neutral
    whole[n_words == 0] = 1
    scores = (summed / np.sqrt(summed * summed + 15), negative / whole, neutral / whole, positive / whole)
    return np.column_stack([_round(score, digits) for score, digits in zip(scores, DIGITS, strict=True)])


def _round(numbers: Floats, digits: int) -> Floats:
    """As Python rounds; numpy's own rounding is off by one in some halves."""
    rounded = numbers.round(digits)
    halves = np.flatnonzero(np.abs(numbers * 10**digits % 1 - 0.5) < 1e-6)
    rounded[halves] = [round(number, digits) for number in numbers[halves].tolist()]
    return rounded
