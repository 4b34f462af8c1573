"""Quotes that go on over several sentences, as one quote."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.language.attribution.rules.sentences import Sentences
from analysis.language.attribution.rules.tag_string import Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag
from analysis.language.text.abbreviations import QUOTATION_MARKS


def quote_chains(texts: Sequence[str], tagged: TaggedSentences, sentences: Sentences) -> Positions:
    """Give each quote of the texts a number; the parts of one quote in several sentences share one.

    A part goes on if it opens its sentence without a mark, and a quote ends the sentence before it in the paragraph.

    Parameters
    ----------
    texts : sequence of str
    tagged : TaggedSentences
    sentences : Sentences

    Returns
    -------
    array of int, shape (n_quotes,)
        In the order of the positions of the quotes in the tag string.
    """
    tags = tagged.tags
    quote = tags.positions(Tag.QUOTE)
    goes_on = _follows_a_quote(tags, sentences, quote)
    which = np.flatnonzero(goes_on)
    start, _ = tagged.spans(quote[which], quote[which] + 1)
    number = sentences.text[tags.sentence_of(quote[which])]
    places = zip(number.tolist(), start.tolist(), strict=True)
    goes_on[which] = [texts[text][at] not in QUOTATION_MARKS for text, at in places]
    return np.cumsum(~goes_on)


def _follows_a_quote(tags: TagString, sentences: Sentences, quote: Positions) -> Mask:
    """Whether each quote opens its sentence, and one ends the sentence before, in the same paragraph."""
    sentence = tags.sentence_of(quote)
    before = np.maximum(sentence - 1, 0)
    same = (sentences.text[sentence] == sentences.text[before]) & (
        sentences.paragraph[sentence] == sentences.paragraph[before]
    )
    opens = (tags.sentence_start[sentence] == quote) & (sentence > 0)
    last = np.maximum(tags.sentence_end[before] - 1, 0)
    follows: Mask = same & opens & tags.has(last, Tag.QUOTE)
    return follows
