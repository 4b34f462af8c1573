"""Attributions by a name behind a dash: "The ferry is late." - Anna Lind, a cook."""

from __future__ import annotations

import re

import numpy as np

from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates, empty_candidates
from analysis.language.attribution.rules.tag_string import Mask, Positions
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import Tag

# A name that ends the sentence, or before its description: Lind, a cook; Lind (left); Lind on the ferry.
_ON = f"{Tag.PREPOSITION}[^{Tag.SENTENCE_BREAK}{Tag.COMMA}{Tag.BE}{Tag.AUXILIARY}{Tag.CUE_VERB}]*{Tag.SENTENCE_BREAK}"
_SIGNED = re.compile(f"(?=[^{Tag.COMMA}{Tag.SENTENCE_BREAK}]*{Tag.NAME})({patterns.SIMPLE_PHRASE})(?=[,(\n]|{_ON})")


def attributions_by_signature(sentences: TaggedSentences, is_searched: Mask) -> Candidates:
    """Find quotes with a dash and a name behind them, in the same sentence or in the next.

    {"The ferry is late."} [-] [Anna Lind], a cook

    Parameters
    ----------
    sentences : TaggedSentences
    is_searched : array of bool, shape (n_sentences,)

    Returns
    -------
    Candidates
    """
    tags = sentences.tags
    start = tags.sentence_start[is_searched]
    first = np.minimum(start, len(tags.data) - 2)
    # Between sentences stands a break, so that the last token of the sentence before is two positions back.
    same = tags.has(first, Tag.QUOTE) & tags.has(first + 1, Tag.DASH)
    next_ = tags.has(first, Tag.DASH) & tags.has(np.maximum(first - 2, 0), Tag.QUOTE)
    dash = np.concatenate([first[same] + 1, first[next_]])
    quote = np.concatenate([first[same], first[next_] - 2])
    is_dash = sentences.word_in(dash, ("-", "–", "—", "―", "--"))
    return _signed(sentences, dash[is_dash], quote[is_dash])


def _signed(sentences: TaggedSentences, dash: Positions, quote: Positions) -> Candidates:
    after = sentences.tags.skip(dash, Tag.DASH)  # --
    end = sentences.tags.match_ends(_SIGNED, after)
    found = empty_candidates(len(dash))
    found.source[:] = after, end
    found.cue[:] = dash, dash + 1
    found.content[0] = quote, quote + 1
    return found.discard_unless(end >= 0)
