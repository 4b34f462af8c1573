"""Which tokens are cues, and whether a word such as "claims" is a verb or a noun."""

from __future__ import annotations

from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.cues import cue_table, entry_of, entry_takes, lookup_form
from analysis.language.attribution.rules.noun_readings import is_noun_or_modifier, is_plural_noun
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import (
    CLAUSE_OPENERS,
    CUE_VERBS,
    CUES,
    NOUN_COMPLEMENT_OPENERS,
    NOUNS,
    Tag,
)
from analysis.language.text.word_lists import read_sections

_PHRASE_OPENERS = Tag.PRONOUN + Tag.TO + Tag.DETERMINER + Tag.QUANTITY
_COMPLEMENT_OPENERS = CLAUSE_OPENERS + Tag.QUOTE + _PHRASE_OPENERS
_BEFORE_PARTICIPLE = "".join([
    Tag.SENTENCE_BREAK, Tag.COMMA, Tag.SEMICOLON, Tag.DASH, Tag.QUOTE, Tag.COORDINATOR, Tag.CONJUNCTION,
    Tag.PREPOSITION, Tag.TO, Tag.BE, Tag.ADVERB, Tag.NEGATION,
])  # fmt: skip


# What follows a verb of speech before its topic, by what the verb takes, and within how many tokens.
TOPIC_PREPOSITIONS = {"about": ("about", "against"), "verdict": ("against", "on", "in")}
TOPIC_REACH = 6


PLURALS = ("percent", "people", "men", "women", "children", "police", "media")
SHORT_BE = ("'re", "'m")
SINGLE = ("one", "another", "each", "any")
# A verb in its base form does not follow a noun with these before it: a plan, this bold claim.
SINGULAR_DETERMINERS = ("a", "an", "this", "each", "another", "every")
# Nouns in the singular with a verb in the plural: the crew report, a majority say.
COLLECTIVES = (
    "majority", "minority", "number", "half", "third", "quarter", "couple", "lot", "pair", "crew", "team", "staff",
    "family", "public", "press", "board", "government", "council", "band", "union", "club", "clergy",
)  # fmt: skip
NOT_PLURAL_ENDINGS = ("ss", "us", "is", "news")

_SUBJECT_TAGS = Tag.DETERMINER + Tag.QUANTITY + NOUNS + Tag.CUE_VERB_OR_NOUN + Tag.POSSESSIVE


class CueTokens(NamedTuple):
    """Cues with their sentences.

    Parameters
    ----------
    position : array of int, shape (n,)
        Of each cue in the tag string.
    sentence_start, sentence_end : array of int, shape (n,)
        Of its sentence.
    entry : array of int, shape (n,)
        Its entry in `cue_table`; NONE for words that can be no verbs.
    """

    position: Positions
    sentence_start: Positions
    sentence_end: Positions
    entry: Positions

    def select(self, which: Positions | Mask) -> CueTokens:
        """Select some of the cues, in the order given."""
        return CueTokens(*(column[which] for column in self))


def cue_positions(tags: TagString) -> Positions:
    """Find all cues; a cue noun is one only before "of", "to" or "that"."""
    position = tags.positions(CUES)
    has_complement = tags.has(position + 1, NOUN_COMPLEMENT_OPENERS)
    return position[~tags.has(position, Tag.CUE_NOUN) | has_complement]


def cue_tokens(sentences: TaggedSentences, is_searched: Mask) -> CueTokens:
    """Find the cues of some sentences.

    Parameters
    ----------
    sentences : TaggedSentences
    is_searched : array of bool, shape (n_sentences,)
    """
    tags = sentences.tags
    position = cue_positions(tags)
    sentence = tags.sentence_of(position)
    position, sentence = position[is_searched[sentence]], sentence[is_searched[sentence]]
    entry = np.full(len(position), NONE)
    may_be_verb = tags.has(position, CUE_VERBS)
    entry[may_be_verb] = sentences.map_words(position[may_be_verb], entry_of)
    return CueTokens(position, tags.sentence_start[sentence], tags.sentence_end[sentence], entry)


def is_verb(sentences: TaggedSentences, cues: CueTokens) -> Mask:
    """Whether each cue is used as a verb, and not as a noun or an adjective."""
    tags, position = sentences.tags, cues.position
    verb = _is_finite_or_past(tags, position) | _is_verbal_participle(tags, position)
    participle = np.flatnonzero(tags.has(position, Tag.CUE_PARTICIPLE) & ~verb)
    verb[participle] = has_short_be(sentences, position[participle])
    ambiguous = np.flatnonzero(tags.has(position, Tag.CUE_VERB_OR_NOUN))
    verb[ambiguous] = _is_verb_rather_than_noun(sentences, cues.select(ambiguous))
    listed = np.flatnonzero(verb & tags.has(position, Tag.CUE_VERB))
    start, entry = cues.sentence_start[listed], cues.entry[listed]
    verb[listed] = ~is_noun_or_modifier(sentences, position[listed], start, entry)
    return verb & ~_goes_on_without_topic(sentences, cues) & ~_has_other_meaning(sentences, cues)


@hides_content
class _OtherMeanings(NamedTuple):
    """Words after which a verb is no cue: their numbers, and whether each entry of `cue_table` has each of them."""

    number: dict[str, int]
    belongs: NDArray[np.bool_]


@cache
def _other_meanings() -> _OtherMeanings:
    sections = read_sections(Path(__file__).with_name("other_meanings.txt"))
    number = {word: place + 1 for place, word in enumerate(dict.fromkeys(chain(*sections.values())))}
    lines = cue_table().lines
    belongs = np.zeros((len(lines), len(number) + 1), bool)
    for entry, cue in enumerate(lines):
        belongs[entry, [number[word] for word in sections.get(cue.cue, [])]] = True
    return _OtherMeanings(number, belongs)


def _has_other_meaning(sentences: TaggedSentences, cues: CueTokens) -> Mask:
    """Whether the word after each verb gives it another meaning: the crew [added] to the costs."""
    number, belongs = _other_meanings()
    has_some: Mask = np.asarray(belongs.any(axis=1))
    other = has_some[cues.entry] & (cues.entry >= 0)
    which = np.flatnonzero(other)
    word = sentences.map_words(cues.position[which] + 1, lambda token: number.get(lookup_form(token), 0))
    other[which] = belongs[cues.entry[which], word]
    # Lind has said for weeks that ...: a time.
    which = np.flatnonzero(other)
    two_on = np.minimum(cues.position[which] + 2, cues.sentence_end[which])
    is_time = sentences.tags.has(two_on, str(Tag.ADVERB)) & sentences.word_in(cues.position[which] + 1, ("for",))
    other[which] = ~is_time
    return other


def _goes_on_without_topic(sentences: TaggedSentences, cues: CueTokens) -> Mask:
    """Whether something else than a topic follows: she spoke [for] an hour, [on] condition of anonymity."""
    after = cues.position + 1
    without = np.zeros(len(after), bool)
    for takes, prepositions in TOPIC_PREPOSITIONS.items():
        which = np.flatnonzero(entry_takes(cues.entry, takes) & sentences.tags.has(after, Tag.PREPOSITION))
        near = np.minimum(after[which, None] + np.arange(TOPIC_REACH), cues.sentence_end[which, None] - 1)
        is_topic = sentences.word_in(near.ravel(), prepositions).reshape(near.shape)
        without[which] = ~is_topic.any(axis=1)
    return without


def has_short_be(sentences: TaggedSentences, position: Positions) -> Mask:
    """Whether a pronoun with a short form of "be" stands before each position: they're (saying)."""
    short = sentences.tags.has(position - 1, Tag.PRONOUN)
    short[short] = sentences.word_is(position[short] - 1, lambda token: lookup_form(token).endswith(SHORT_BE))
    return short


def _is_finite_or_past(tags: TagString, verb: Positions) -> Mask:
    """She [said] it; but not: the [said] letter."""
    modifies_noun = tags.has(verb - 1, Tag.DETERMINER + Tag.POSSESSIVE + Tag.PREPOSITION)
    introduces_clause = tags.has(verb + 1, Tag.THAT + Tag.QUOTE)
    return tags.has(verb, Tag.CUE_VERB) & (~modifies_noun | introduces_clause)


def _is_verbal_participle(tags: TagString, verb: Positions) -> Mask:
    """He left, [saying] so; fishermen [hoping] that it rains; but not: the town meeting."""
    after_noun = tags.has(verb - 1, NOUNS + Tag.QUANTITY + Tag.CUE_VERB_OR_NOUN) & tags.has(
        verb + 1, _COMPLEMENT_OPENERS + Tag.NAME
    )
    # An email saying, "..."; polls showing old boats ahead.
    after_noun |= tags.has(verb - 1, Tag.MEDIUM + Tag.CUE_NOUN) & tags.has(verb + 1, Tag.COMMA + Tag.COMMON_NOUN)
    return tags.has(verb, Tag.CUE_PARTICIPLE) & (tags.has(verb - 1, _BEFORE_PARTICIPLE) | after_noun)


def _is_plural(token: str) -> bool:
    return token in PLURALS or token.endswith("men") or (token.endswith("s") and not token.endswith(NOT_PLURAL_ENDINGS))


def _follows_singular(
    sentences: TaggedSentences, before: Positions, sentence_start: Positions, is_plural: Mask
) -> Mask:
    """Whether no plural verb fits the noun before it: a firm [state]; but not: did the mayor [claim] that."""
    tags = sentences.tags
    start = tags.skip_back(before + 1, Tag.COMMON_NOUN + Tag.ADVERB + Tag.VERB, sentence_start)
    determiner = np.maximum(start - 1, 0)
    has_singular = _has_singular_determiner(sentences, before, sentence_start)
    asks = tags.has(np.maximum(determiner - 1, 0), Tag.AUXILIARY) & tags.has(determiner, Tag.DETERMINER)
    is_collective = sentences.word_in(before, COLLECTIVES)
    answer: Mask = (~is_plural | has_singular) & ~is_collective & ~asks
    return answer


def _has_singular_determiner(sentences: TaggedSentences, before: Positions, sentence_start: Positions) -> Mask:
    """Whether the noun phrase that ends before each cue begins with "a" or the like."""
    tags = sentences.tags
    start = tags.skip_back(before + 1, Tag.COMMON_NOUN + Tag.ADVERB + Tag.VERB + Tag.MEDIUM, sentence_start)
    determiner = np.maximum(start - 1, 0)
    has_singular = tags.has(determiner, Tag.DETERMINER + Tag.QUANTITY)
    has_singular[has_singular] = sentences.word_is(
        determiner[has_singular], lambda token: token.lower() in SINGULAR_DETERMINERS
    )
    return has_singular


def _is_base_form(token: str) -> bool:
    """Whether a form of a cue verb that may be a noun is the base form: claim, press; but not: claims."""
    word = token.rstrip(".").lower()
    return not word.endswith("s") or word.endswith("ss")


def _is_verb_rather_than_noun(sentences: TaggedSentences, cues: CueTokens) -> Mask:
    """Decide on base and -s forms that may be nouns as well, by what stands before and after them.

    after a noun: the crew [claims] that ...; experts [claim] the ...; but not: the crew reports.
    after "to": to [claim]; but not: to claims.
    -s form after a name: Lind [claims] that ...; but not: Oslo offers for ..., the East Harbour states to ...
    otherwise: they [claim]; who [claims]; will [claim].
    """
    tags, position = sentences.tags, cues.position
    before, after = tags.skip_back(position, Tag.ADVERB + Tag.NEGATION, cues.sentence_start) - 1, position + 1
    is_base_form = sentences.word_is(position, _is_base_form)
    follows_plural = sentences.word_is(before, _is_plural)
    complement_follows = tags.has(after, _COMPLEMENT_OPENERS)
    clause_follows = tags.has(after, CLAUSE_OPENERS + Tag.QUOTE + Tag.TO)

    # As the paper notes: "..."; they note - as she does - that ...
    clause_follows |= tags.has(after, Tag.COLON) & tags.has(after + 1, Tag.QUOTE + Tag.SENTENCE_BREAK)

    agrees_with_noun = is_base_form == follows_plural
    follows_clearly = tags.has(after, Tag.PRONOUN + Tag.NAME + Tag.DETERMINER)
    verb_after_noun = (
        clause_follows
        | (follows_clearly & follows_plural & ~is_base_form)
        | ((complement_follows | tags.has(after, Tag.NAME)) & agrees_with_noun)
    )
    plain = np.flatnonzero(
        verb_after_noun & is_base_form & tags.has(before, Tag.COMMON_NOUN + Tag.MEDIUM + Tag.CUE_NOUN)
    )
    verb_after_noun[plain] = ~_follows_singular(
        sentences, before[plain], cues.sentence_start[plain], follows_plural[plain]
    )
    stands_alone = tags.has(after, Tag.COMMA + Tag.SENTENCE_BREAK + Tag.DASH) & ~entry_takes(cues.entry, "object")
    # The soup is cold, the reports show.
    phrase_start = tags.skip_back(position, _SUBJECT_TAGS, cues.sentence_start)
    is_set_off = tags.has(phrase_start - 1, Tag.COMMA + Tag.QUOTE)
    verb_after_noun |= stands_alone & agrees_with_noun & is_set_off & (phrase_start < position)
    # A poll shows old boats: no plural noun follows "a". Findings show voters fear it.
    s_form = np.flatnonzero(~is_base_form & tags.has(before, Tag.COMMON_NOUN + Tag.MEDIUM) & tags.has(after, NOUNS))
    verb_after_noun[s_form] |= _has_singular_determiner(sentences, before[s_form], cues.sentence_start[s_form])
    shows = is_base_form & cue_table().is_finding[cues.entry]
    verb_after_noun |= shows & follows_plural & tags.has(after, str(Tag.COMMON_NOUN))
    verb_after_name = complement_follows | tags.has(after, NOUNS + Tag.ADVERB) | stands_alone
    # The East Harbour states to vote first are three.
    verb_after_name &= ~(cue_table().is_other_noun[cues.entry] & tags.has(after, Tag.TO))
    after_subject = tags.has(before, Tag.PRONOUN + Tag.RELATIVE + Tag.AUXILIARY + Tag.NAME)
    is_single = sentences.form_in(before, SINGLE)
    # Many state that, another states that; but not: two states where.
    after_number = tags.has(before, Tag.QUANTITY) & (is_base_form != is_single)
    joins = tags.has(before, Tag.COORDINATOR + Tag.CONJUNCTION) & tags.has(after, CLAUSE_OPENERS + Tag.PRONOUN)
    after_number &= complement_follows | tags.has(after, str(Tag.NAME))
    verb_elsewhere = (
        after_subject | after_number | joins | ((tags.has(before, Tag.COMMA) | after_number) & complement_follows)
    )

    after_common_noun = tags.has(before, Tag.COMMON_NOUN + Tag.MEDIUM + Tag.CUE_NOUN + Tag.CUE_VERB_OR_NOUN)
    # A survey conducted Monday shows most of them; students polled support it.
    after_participle = tags.has(before, str(Tag.VERB)) & tags.has(before - 1, NOUNS)
    after_participle &= complement_follows | tags.has(after, Tag.NAME)
    after_participle[after_participle] = sentences.word_is(before[after_participle], lambda token: token.endswith("ed"))
    verb_elsewhere |= after_participle
    after_to, s_form_after_name = tags.has(before, Tag.TO), tags.has(before, Tag.NAME) & ~is_base_form
    verb: Mask = np.select(
        [after_common_noun, after_to, s_form_after_name],
        [verb_after_noun, is_base_form, verb_after_name],
        default=verb_elsewhere,
    )
    s_form = np.flatnonzero(verb & ~is_base_form)
    start, entry = cues.sentence_start[s_form], cues.entry[s_form]
    verb[s_form] = ~is_plural_noun(sentences, position[s_form], before[s_form], start, entry)
    return verb
