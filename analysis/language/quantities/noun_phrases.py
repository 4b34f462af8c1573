"""What is counted: the noun phrase after a number, in words of the text around it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.quantities.matching import search
from analysis.language.quantities.states import begins_state, state_after
from analysis.language.quantities.word_classes import (
    AND,
    DROPPED,
    END,
    OTHER,
    PLURAL,
    is_attribute,
    is_modifier,
    sections,
    singular,
    word_class,
)

WORDS = 9
_TOKEN = r"(?:\p{Lu}\.){2,}|\p{L}[\p{L}\p{N}'’‑&-]*|[^\s]"
_CHARACTERS = 70
# Properties of a word: its class, and the others as bits.
_CLASS, _PARTICIPLE, _ATTRIBUTE, _JOINING, _BEGINS_STATE, _NOUN_TOO, _OF = 7, 8, 16, 32, 64, 128, 256
_NO_HEADS = ("'s", "’s", "s'", "s’")


@hides_content
class Phrases(NamedTuple):
    """Noun phrases, one per text: the words in the singular, the head, the words that restrict it, and its state."""

    phrase: list[str]
    head: list[str]
    modifiers: list[str]
    state: list[str]


def counted_phrases(after: pl.Series, single: NDArray[np.bool_], share: NDArray[np.bool_]) -> Phrases:
    """Find what is counted at the start of texts.

    The phrase ends with the first plural, or the last of two plurals in a row; after one, with the word before the
    first verb, preposition or sign.

    Parameters
    ----------
    after : polars.Series of str
        Text after each number and its unit.
    single : array of bool
        Whether one is counted, so that the noun is in the singular.
    share : array of bool
        Whether the number is a share, so that the noun may be in the singular, and a verb in -s may follow it.

    Returns
    -------
    Phrases
        '' where nothing is named.
    """
    # No phrase goes beyond a comma.
    near = after.str.head(_CHARACTERS).str.splitn(",", 2).struct.field("field_0")
    tokens = search(near.str.extract_all, _TOKEN).list.head(WORDS)
    matrix, vocabulary = _matrix(tokens)
    traits = np.array([*map(_traits, vocabulary), END])[matrix]
    kind = _with_attributes(traits & _CLASS, (traits & _ATTRIBUTE) > 0)
    kind = _with_verbs_that_are_nouns(kind, (traits & _NOUN_TOO) > 0, single, share)
    several = _last_of_several(kind, (traits & _JOINING) > 0)
    one = _last_of_single(kind, (traits & _PARTICIPLE) > 0, (traits & _OF) > 0)
    last = np.where(single | (share & (several < 0)), one, several)
    return _joined(matrix, kind, last, vocabulary, _states(matrix, traits, last, vocabulary))


@lru_cache(maxsize=1 << 16)
def _traits(word: str) -> int:
    """Return the properties of a word as bits."""
    return (
        word_class(word)
        | _PARTICIPLE * word.endswith(("ed", "ing"))
        | _ATTRIBUTE * is_attribute(word)
        | _JOINING * (word.lower() in sections()["joining"])
        | _BEGINS_STATE * begins_state(word)
        | _NOUN_TOO * (word.lower() in sections()["nouns"])
        | _OF * (word.lower() == "of")
    )


def _with_attributes(kind: NDArray[np.int64], attribute: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Let a participle directly before a noun belong to it, as in 12 written questions."""
    first = attribute[:, 0] & (kind[:, 0] == END) & np.isin(kind[:, 1], (OTHER, PLURAL))
    kind = kind.copy()
    kind[first, 0] = OTHER
    return kind


def _with_verbs_that_are_nouns(
    kind: NDArray[np.int64], noun_too: NDArray[np.bool_], single: NDArray[np.bool_], share: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Read runs as a noun after several, as in 12 home runs, and as a verb after what a share is of."""
    noun_too = noun_too & ~single[:, None]
    later = np.arange(kind.shape[1]) > 0
    kind = np.where(noun_too & (kind == END) & ~share[:, None], PLURAL, kind)
    return np.where(noun_too & later & share[:, None], END, kind)


def _states(
    matrix: NDArray[np.int64], traits: NDArray[np.int64], last: NDArray[np.int64], vocabulary: list[str]
) -> list[str]:
    """Return the state of what is counted, from the words after the noun or, where there is none, the number."""
    states = [""] * len(matrix)
    begins = (traits[np.arange(len(matrix)), np.minimum(last + 1, WORDS - 1)] & _BEGINS_STATE) > 0
    rows = np.flatnonzero(begins)
    for row, ids, end in zip(rows.tolist(), matrix[rows].tolist(), last[rows].tolist(), strict=True):
        states[row] = state_after(vocabulary[i].lower() for i in ids[end + 1 :] if i >= 0)
    return states


def _matrix(tokens: pl.Series) -> tuple[NDArray[np.int64], list[str]]:
    """Return the number of each word in the vocabulary, shape (texts, WORDS); −1 where there is none."""
    size = tokens.list.len().to_numpy().astype(np.int64)
    flat = tokens.filter(tokens.list.len() > 0).explode()
    coded = flat.cast(pl.String).to_arrow().dictionary_encode()
    matrix = np.full((len(size), WORDS), -1, np.int64)
    inside = np.arange(WORDS) < size[:, None]
    matrix[inside] = coded.indices.to_numpy()
    return matrix, coded.dictionary.to_pylist()


def _first(condition: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Place of the first True of each row; the number of columns if there is none."""
    first: NDArray[np.int64] = np.where(condition.any(axis=1), condition.argmax(axis=1), condition.shape[1])
    return first


def _last_of_several(kind: NDArray[np.int64], joining: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Place of the head among words that name several things; −1 for none. joining: whether a plural may follow."""
    n, width = kind.shape
    rows = np.arange(n)
    joins = np.zeros_like(kind, dtype=bool)
    joins[:, 1:-1] = (kind[:, 1:-1] == AND) & (kind[:, :-2] == OTHER) & np.isin(kind[:, 2:], (OTHER, PLURAL))
    stop = _first((kind == END) | ((kind == AND) & ~joins))
    plural = _first(kind == PLURAL)
    found = plural < stop
    at = np.where(found, plural, 0)
    following = (kind[rows, np.minimum(at + 1, width - 1)] == PLURAL) & joining[rows, at]
    at = at + (following & (at + 1 < width))
    return np.where(found, at, -1)


def _last_of_single(kind: NDArray[np.int64], participle: NDArray[np.bool_], of: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Place of the head among words that name one thing; −1 for none.

    A participle after the first word is a verb, and of after it ends the phrase.
    """
    later = np.arange(kind.shape[1]) > 0
    stop = _first((kind == END) | (kind == AND) | ((participle | of) & later))
    plural = _first(kind == PLURAL)
    return np.minimum(np.minimum(stop, plural + 1), 5) - 1


def _joined(
    matrix: NDArray[np.int64],
    kind: NDArray[np.int64],
    last: NDArray[np.int64],
    vocabulary: list[str],
    states: list[str],
) -> Phrases:
    texts, heads, modifiers = ([""] * len(matrix) for _ in range(3))
    rows = np.flatnonzero(last >= 0)
    columns = (rows, matrix[rows], kind[rows] == DROPPED, last[rows])
    for row, ids, dropped, end in zip(*(column.tolist() for column in columns), strict=True):
        last_word = vocabulary[ids[end]]
        if dropped[end] or last_word.endswith(_NO_HEADS):
            continue
        head = singular(last_word)
        heads[row] = head if head[:1].islower() else head.lower()
        if end:
            before = [vocabulary[i] for i, out in zip(ids[:end], dropped, strict=False) if not out]
            texts[row] = " ".join([*before, head]).lower()
            modifiers[row] = " ".join([word for word in before if is_modifier(word)])
        else:
            texts[row] = head.lower()
    return Phrases(texts, heads, modifiers, states)
