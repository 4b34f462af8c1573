"""Attributions that name a figure: the police put the number at 300."""

from __future__ import annotations

import numpy as np

from analysis.language.attribution.cues import entry_of
from analysis.language.attribution.rules.candidates import Candidates, empty_candidates
from analysis.language.attribution.rules.cue_tokens import CueTokens
from analysis.language.attribution.rules.noun_phrases import subjects
from analysis.language.attribution.rules.tag_string import Mask, Positions
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import NOUNS, VERB_GROUP, Tag

# By the word before the figure, the verbs before what is counted.
NAMING_VERBS = {"at": ("put", "puts", "set", "sets"), "as": ("give", "gives", "gave", "list", "lists", "listed")}
# Words between "at" and its figure: at about 300, at more than 300.
_BEFORE_FIGURE = Tag.PREPOSITION + Tag.ADVERB + Tag.QUANTITY
_REACH = 4  # tokens from "of" to a figure
_COUNTED = (
    Tag.CUE_VERB_OR_NOUN
    + Tag.DETERMINER
    + Tag.QUANTITY
    + Tag.ADVERB
    + Tag.POSSESSIVE
    + NOUNS
    + Tag.PREPOSITION
    + Tag.COORDINATOR
)
_LINKS = Tag.PREPOSITION + Tag.CONJUNCTION


def attributions_by_figures(sentences: TaggedSentences, is_searched: Mask, speaking: Positions) -> Candidates:
    """Find who puts a number at a figure.

    [The police] [put] {the number at 300}. [The army] [gave] {its losses as 12}. [The union] [spoke of] {about 1,000}.

    Parameters
    ----------
    sentences : TaggedSentences
    is_searched : array of bool, shape (n_sentences,)
    speaking : array of int, shape (n,)
        The positions of the verbs of which `speaks_of_figure` holds.

    Returns
    -------
    Candidates
    """
    tags = sentences.tags
    figure = tags.positions(Tag.QUANTITY)
    figure = figure[tags.has(figure - 1, _BEFORE_FIGURE + Tag.CONJUNCTION)]
    figure = figure[is_searched[tags.sentence_of(figure)]]
    figure = figure[sentences.word_is(figure, lambda token: token[0].isdigit())]
    link = tags.skip_back(figure, _BEFORE_FIGURE, tags.sentence_start[tags.sentence_of(figure)])
    link = np.unique(np.where(tags.has(np.maximum(link - 1, 0), Tag.CONJUNCTION), link - 1, link))
    link = link[tags.has(link, _LINKS)]
    naming = [_with_link(sentences, link, word) for word in NAMING_VERBS]
    verb = np.concatenate([*naming, speaking])
    n_words = np.repeat([1, 2], [len(verb) - len(speaking), len(speaking)])
    sentence = tags.sentence_of(verb)
    start, end = tags.sentence_start[sentence], tags.sentence_end[sentence]
    found = empty_candidates(len(verb))
    found.source[:] = subjects(tags, start, tags.skip_back(verb, VERB_GROUP, start))
    found.cue[:] = verb, verb + n_words
    found.content[0] = verb + n_words, end
    return found.discard_unless(found.source[0] >= 0)


def speaks_of_figure(sentences: TaggedSentences, verbs: CueTokens) -> Mask:
    """Whether each verb is "speak of" before a figure: organisers [spoke of] about 1,000."""
    tags = sentences.tags
    speaks: Mask = verbs.entry == entry_of("speak of")
    which = np.flatnonzero(speaks)
    near = np.minimum(verbs.position[which, None] + 2 + np.arange(_REACH), verbs.sentence_end[which, None] - 1)
    is_part = np.logical_and.accumulate(tags.has(near, _BEFORE_FIGURE), axis=1)
    is_figure = sentences.word_is(near.ravel(), lambda token: token[0].isdigit()).reshape(near.shape)
    speaks[which] = (is_part & is_figure).any(axis=1)
    return speaks


def _with_link(sentences: TaggedSentences, link: Positions, word: str) -> Positions:
    """Find the verbs before what is counted, which a word links to its figure."""
    tags = sentences.tags
    link = link[sentences.word_in(link, (word,))]
    verb = tags.skip_back(link, _COUNTED, tags.sentence_start[tags.sentence_of(link)]) - 1
    is_naming = (verb > 0) & (link - verb > 1)
    is_naming[is_naming] = sentences.word_in(verb[is_naming], NAMING_VERBS[word])
    return verb[is_naming]
