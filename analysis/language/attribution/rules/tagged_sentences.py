"""The sentences of several texts as tagged tokens; a quote in a sentence is one token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges
from analysis.language.attribution.cues import lookup_forms
from analysis.language.attribution.rules.patterns import LONE_SURROGATE
from analysis.language.attribution.rules.retagging import (
    include_nicknames,
    join_numbers,
    join_phrasal_verbs,
    pass_over_floating_words,
    tag_quotation_marks,
)
from analysis.language.attribution.rules.sentences import Indices, Sentences
from analysis.language.attribution.rules.tag_string import Positions, TagString
from analysis.language.attribution.rules.tagger import tag_tokens
from analysis.language.attribution.rules.tags import Tag
from analysis.language.attribution.rules.tokenization import tokenize
from analysis.language.attribution.rules.verb_retagging import (
    read_aspects,
    read_opening_participles,
    read_short_verbs,
    read_title_case,
    read_verbal_nouns,
)
from analysis.language.text.substrings import encoded_substrings
from analysis.language.text.utf8 import Offsets, Places

_QUOTE_MARK = b'"'  # what stands for a quote before it is tagged; it joins to no word
_BREAK = "\n"  # the word at the breaks between sentences, which no token is


@hides_content
class DistinctWords:
    """The distinct tokens of sentences.

    Parameters
    ----------
    written : list of str
    place : dict of str to int
        The place of each token in `written`.
    """

    def __init__(self, written: list[str]) -> None:
        self.written = written
        self.place = dict(zip(written, range(len(written)), strict=True))

    def are(self, words: Iterable[str]) -> NDArray[np.bool_]:
        """Return which tokens are one of some words, as written."""
        found = np.zeros(len(self.written), bool)
        found[self.places(words)] = True
        return found

    def places(self, words: Iterable[str]) -> list[int]:
        """Return the places in `written` of those of some words that occur."""
        return [self.place[word] for word in words if word in self.place]

    def have_form(self, forms: Iterable[str]) -> NDArray[np.bool_]:
        """Return which tokens are one of some words, as the word lists write them."""
        return self._forms.is_in(list(forms)).to_numpy()

    @cached_property
    def _forms(self) -> pl.Series:
        return lookup_forms(pl.Series(self.written, dtype=pl.String))


@hides_content
class TaggedSentences(NamedTuple):
    """The tokens of sentences, by their positions in the tag string.

    Parameters
    ----------
    tags : TagString
    word : array of int, shape (n_positions,)
        The place of each token in `words`.
    words : DistinctWords
    start, end : array of int, shape (n_positions,)
        Offsets into the bytes of all texts.
    text_start : array of int, shape (n_sentences,)
        Offset of the text of each sentence, in characters of all texts.
    offsets : Offsets
        From bytes to characters.
    """

    tags: TagString
    word: Places
    words: DistinctWords
    start: Places
    end: Places
    text_start: Indices
    offsets: Offsets

    def spans(self, start: Positions, end: Positions) -> tuple[Indices, Indices]:
        """Map stretches of tokens to offsets into their texts, in characters."""
        text_start = self.text_start[self.tags.sentence_of(start)]
        first_byte, last_byte = self.start[start], self.end[end - 1]
        return self.offsets.characters(first_byte) - text_start, self.offsets.characters(last_byte) - text_start

    def map_words(self, position: Positions, function: Callable[[str], int]) -> Indices:
        """Evaluate a function once per distinct token, and map the results to the positions."""
        written = self.words.written
        is_used = np.zeros(len(written), bool)
        is_used[self.word[position]] = True
        values = np.zeros(len(written), np.int64)
        values[is_used] = [function(written[word]) for word in np.flatnonzero(is_used).tolist()]
        return values[self.word[position]]

    def word_is(self, position: Positions, predicate: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Whether a predicate holds of the token at each position."""
        return self.map_words(position, predicate) > 0

    def word_in(self, position: Positions, words: Iterable[str]) -> NDArray[np.bool_]:
        """Whether the token at each position is one of some words, as written."""
        return self.words.are(words)[self.word[position]]

    def form_in(self, position: Positions, forms: Iterable[str]) -> NDArray[np.bool_]:
        """Whether the token at each position is one of some words, as the word lists write them."""
        return self.words.have_form(forms)[self.word[position]]


def tag_sentences(texts: Sequence[str], sentences: Sentences) -> TaggedSentences:
    """Tokenize and tag the sentences of several texts at once.

    Parameters
    ----------
    texts : sequence of str
    sentences : Sentences

    Returns
    -------
    TaggedSentences
        What stands between the sentences is left out.
    """
    text_start = np.cumsum([1, *(len(text) + 1 for text in texts)])
    sentence_text_start = text_start[sentences.text]
    data = _encode_texts(texts)
    offsets = Offsets.of(np.frombuffer(bytes(data), np.uint8))
    quote_text_start = sentence_text_start[sentences.quote_sentence]
    quote_start = offsets.bytes(quote_text_start + sentences.quote_start)
    quote_end = offsets.bytes(quote_text_start + sentences.quote_end)
    _blank_out(data, quote_start, quote_end)
    sentence_start = offsets.bytes(sentence_text_start + sentences.start)
    sentence_end = offsets.bytes(sentence_text_start + sentences.end)
    start, end, size = _tokens_within(bytes(data), sentence_start, sentence_end)
    word, distinct = encoded_substrings(np.frombuffer(data, np.uint8), start, end)
    tags, quotes = tag_tokens(pl.Series(distinct, dtype=pl.String))[word], np.searchsorted(start, quote_start)
    tags[quotes], end[quotes] = ord(Tag.QUOTE), quote_end
    layout = _Layout.of(size)
    words, word = DistinctWords([*distinct.to_pylist(), _BREAK]), layout.spread(word, len(distinct))
    start, end, tags = layout.spread(start, 0), layout.spread(end, 0), layout.spread(tags, ord(Tag.SENTENCE_BREAK))
    word = join_phrasal_verbs(words.written, words.place, word, tags)
    include_nicknames(words.place, word, tags)
    touches = start[1:] == end[:-1]
    tag_quotation_marks(words.place, word, tags, touches)
    join_numbers(tags, touches)
    pass_over_floating_words(words.place, word, tags)
    read_short_verbs(tags)
    read_title_case(words.written, words.place, word, tags, layout.sentence_start, layout.sentence_end)
    read_aspects(words.place, word, tags)
    read_verbal_nouns(words.place, word, tags)
    read_opening_participles(words.written, word, tags, layout.sentence_start)
    tag_string = TagString(tags, layout.sentence_start, layout.sentence_end)
    return TaggedSentences(tag_string, word, words, start, end, sentence_text_start, offsets)


def _encode_texts(texts: Sequence[str]) -> bytearray:
    """Texts as UTF-8 with a line break before, between and after them."""
    try:
        return bytearray(b"\n".join([b"", *(text.encode() for text in texts), b""]))
    except UnicodeEncodeError:
        return _encode_texts([LONE_SURROGATE.sub("\ufffd", text) for text in texts])


def _blank_out(data: bytearray, start: Indices, end: Indices) -> None:
    """Replace each quote with one mark and blanks, in place."""
    for a, b in zip(start.tolist(), end.tolist(), strict=True):
        data[a:b] = _QUOTE_MARK + b" " * (b - a - 1)


def _tokens_within(data: bytes, sentence_start: Places, sentence_end: Places) -> tuple[Places, Places, Indices]:
    """Return the start and end of each token in a sentence, and how many tokens each sentence has."""
    start, end = tokenize(data, sentence_start)
    first = np.searchsorted(start, sentence_start)
    size = np.searchsorted(start, sentence_end) - first
    if size.sum() < len(start):
        inside = ranges(first, size)
        start, end = start[inside], end[inside]
    return start, end, size


class _Layout(NamedTuple):
    """Positions of the tokens of sentences in a tag string, which has a break before, between and after these."""

    sentence_start: Positions
    sentence_end: Positions
    token: Positions

    @classmethod
    def of(cls, size: Indices) -> _Layout:
        """Lay out sentences of so many tokens each."""
        number, tokens_up_to = np.arange(len(size)), np.cumsum(size)
        breaks_before = 1 + number
        token = np.arange(size.sum()) + np.repeat(breaks_before, size)
        return cls(tokens_up_to - size + breaks_before, tokens_up_to + breaks_before, token)

    def spread(self, column: NDArray[Any], at_breaks: int) -> NDArray[Any]:
        """Put one value per token at its position, and a constant at the breaks."""
        spread = np.full(len(self.token) + len(self.sentence_start) + 2, at_breaks, column.dtype)
        spread[self.token] = column
        return spread
