"""Sentences as one letter per word, so that clauses can be patterns over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.rules.sentences import Sentences
from analysis.language.attribution.rules.tagged_sentences import tag_sentences
from analysis.language.attribution.rules.tags import Tag
from analysis.language.clauses.verb_forms import clause_words, verb_form

Numbers = NDArray[np.int64]
# Tags whose words may be verbs.
_MAY_BE_VERB = frozenset(
    Tag.VERB + Tag.CUE_VERB + Tag.CUE_PARTICIPLE + Tag.CUE_VERB_OR_NOUN + Tag.CUE_NOUN + Tag.COMMON_NOUN + Tag.MEDIUM
)
_LETTER_OF_TAG: dict[str, str] = {
    Tag.HEDGE: "r",
    Tag.CUE_NOUN: "n",
    Tag.MEDIUM: "n",
    Tag.CUE_VERB_OR_NOUN: "n",
    Tag.ACCORDING: "o",
}
_LETTER_OF_TAG |= {Tag.SEEM: "S", Tag.VERB: "n", Tag.CUE_VERB: "D", Tag.CUE_PARTICIPLE: "G"}
_LETTER_OF_WORD = {"by": "y", "to": "T", "going": "g"}


@hides_content
class Mention(NamedTuple):
    """Positions of a mention, its first and the one behind it, and those of its sentence."""

    first: int
    after: int
    low: int
    high: int


@hides_content
class LetteredWords(NamedTuple):
    """The words of sentences.

    letters: one letter per position. plain: each distinct word in lower case; word: its number, by position. bases:
    the base form of each distinct pair of word and tag, '' where it is no verb; pair: its number, by position. starts,
    ends: of each position, in characters of its text. low, high: positions of each sentence.
    """

    letters: str
    plain: list[str]
    word: list[int]
    bases: list[str]
    pair: list[int]
    starts: Numbers
    ends: Numbers
    low: list[int]
    high: list[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> LetteredWords:
        """Read texts, each of which is one sentence."""
        tagged = tag_sentences(texts, _one_sentence_each(texts))
        tags = tagged.tags
        code = tagged.word.astype(np.int64) * 256 + tags.data
        pairs, pair = np.unique(code, return_inverse=True)
        plain = [one.lower().rstrip(".") for one in tagged.words.written] or [""]
        read = [_letter(plain[one // 256], chr(one % 256)) for one in pairs.tolist()]
        letters = "".join(np.array([letter for letter, _ in read])[pair].tolist())
        positions = np.flatnonzero(tags.data != ord(Tag.SENTENCE_BREAK))
        starts, ends = np.zeros((2, len(pair)), np.int64)
        starts[positions], ends[positions] = tagged.spans(positions, positions + 1)
        bases, low, high = [base for _, base in read], tags.sentence_start.tolist(), tags.sentence_end.tolist()
        return cls(letters, plain, tagged.word.tolist(), bases, pair.tolist(), starts, ends, low, high)

    def base(self, position: int) -> str:
        """Return the base form of the verb at a position, '' where there is none."""
        return self.bases[self.pair[position]]

    def plain_word(self, position: int) -> str:
        """Return the word at a position in lower case."""
        return self.plain[self.word[position]]

    def mention(self, text: int, start: int, end: int) -> Mention | None:
        """Return where a mention stands; None for a part of a word, such as that before a hyphen."""
        low, high = self.low[text], self.high[text]
        first = low + int(np.searchsorted(self.starts[low:high], start))
        after = low + int(np.searchsorted(self.starts[low:high], end))
        is_whole = first < after and self.starts[first] == start and self.ends[after - 1] <= end + 1
        return Mention(first, after, low, high) if is_whole else None


def _letter(plain: str, tag: str) -> tuple[str, str]:
    """Return the letter of a word with a tag, and the base form of the verb that it may be."""
    if plain in _LETTER_OF_WORD or plain in clause_words("preposition"):
        return _LETTER_OF_WORD.get(plain, "o"), ""
    form = verb_form(plain.partition(" ")[0]) if tag in _MAY_BE_VERB else None
    return (form.letter, form.base) if form else (_LETTER_OF_TAG.get(tag, tag), "")


def _one_sentence_each(texts: Sequence[str]) -> Sentences:
    n, none = len(texts), np.empty(0, np.int64)
    number, zero = np.arange(n), np.zeros(n, np.int64)
    return Sentences(number, zero, number, zero, np.array([len(one) for one in texts], np.int64), none, none, none)
