"""The tags of words and marks, one letter each, so that rules can be patterns over a sentence."""

from __future__ import annotations

from enum import StrEnum


class Tag(StrEnum):
    """The class of a token, as the one letter that stands for it in a TagString."""

    # Words that open or join phrases.
    DETERMINER = "d"  # the, every, her
    QUANTITY = "k"  # many, two, 1,500, %
    PRONOUN = "p"  # she, everyone, they've
    PREPOSITION = "o"  # of, in, against
    TO = "T"
    COORDINATOR = "&"  # and, or: joins phrases and clauses
    CONJUNCTION = "b"  # but, because, while: joins clauses only
    # Words that open a clause within a clause.
    THAT = "t"
    RELATIVE = "w"  # who, which
    INTERROGATIVE = "q"  # whether, how
    # The verb group.
    AUXILIARY = "a"  # has, will, did
    BE = "B"  # is, were, got
    NEGATION = "x"  # not, never, didn't
    ADVERB = "r"  # later, quickly, on Monday's Monday
    HEDGE = "h"  # reportedly
    SEEM = "S"  # seems, appeared
    VERB = "e"  # a verb that is no cue, or a word in -ed or -ing
    # Nouns.
    NAME = "N"  # a word with a capital
    COMMON_NOUN = "n"  # any other word: a noun or an adjective
    MEDIUM = "m"  # statement, interview: where something is said
    POSSESSIVE = "s"  # 's
    # Cues: words that attribute.
    CUE_VERB = "V"  # said, argued
    CUE_PARTICIPLE = "G"  # saying, arguing
    CUE_NOUN = "Y"  # praise, belief
    CUE_VERB_OR_NOUN = "Z"  # claims, report
    ACCORDING = "A"
    # Marks.
    QUOTE = "Q"  # a whole quote
    COMMA = ","
    SEMICOLON = ";"  # also ? ! and a full stop within the sentence
    COLON = ":"
    OPENING_BRACKET = "("
    CLOSING_BRACKET = ")"
    DASH = "-"  # a dash, or any other mark
    SENTENCE_BREAK = "\n"  # before, between and after sentences


CUES = Tag.CUE_VERB + Tag.CUE_PARTICIPLE + Tag.CUE_VERB_OR_NOUN + Tag.ACCORDING + Tag.CUE_NOUN
CUE_VERBS = Tag.CUE_VERB + Tag.CUE_PARTICIPLE + Tag.CUE_VERB_OR_NOUN
CUE_NOUNS = Tag.CUE_NOUN + Tag.CUE_VERB_OR_NOUN
NOUNS = Tag.COMMON_NOUN + Tag.NAME + Tag.MEDIUM + Tag.CUE_NOUN
# What follows a cue noun: praise of, belief that, decision to.
NOUN_COMPLEMENT_OPENERS = Tag.PREPOSITION + Tag.TO + Tag.THAT
# What stands between the subject and the main verb: has never reportedly been.
VERB_GROUP = Tag.ADVERB + Tag.AUXILIARY + Tag.NEGATION + Tag.BE + Tag.HEDGE
# How a subordinate clause begins that a cue verb takes: that, whether.
CLAUSE_OPENERS = Tag.THAT + Tag.INTERROGATIVE
