"""Patterns over the text of a source phrase."""

from __future__ import annotations

import re

from analysis.language.attribution.sources.source_words import word_lists

# A word, with what an apostrophe, a hyphen, a full stop or & joins to it; initials such as U.S.
WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['’&.‐‑-][^\W_]+)*")
_AFTER_HEAD = "who|which|that|of|for|from|by|in|on|at|with|to|near|about|familiar|released|and"
WORDS_AFTER_HEAD = frozenset(_AFTER_HEAD.split("|"))
# What follows the head of a noun phrase: a comma, a bracket, a dash, or one of these words.
AFTER_HEAD = re.compile(rf"[,(]|\s[–—-]+\s|\b(?:{_AFTER_HEAD})\b")
# A title with the office it is for: Secretary of State.
TITLE_WITH_OFFICE = re.compile(r"\b(Chief|Secretary|Minister) of (?:the )?[A-Z]\w+")
_PARTICLES = "|".join(sorted(word_lists()["particle"]))
FULL_NAME = re.compile(rf"[A-Z][\w.'’-]*(?:(?:\s+(?:{_PARTICLES})){{0,2}}\s+[A-Z][\w.'’-]*){{1,3}}\s?")
# A nickname within a name: Ivo "The Hook" Lund.
NICKNAME = re.compile(
    r"(?<=\w)\s+(?:[“\"«„‘'][^”\"»“’'\s][^”\"»“]{0,28}[”\"»“’']|\([A-Z][a-z][\w.’' -]{0,28}\))(?=\s+[A-Z])"
)
OPENS_NICKNAME = re.compile(r"[“\"«„‘'(]")
# A name is withheld: who asked not to be named.
WITHHELD_NAME = re.compile(r"\bnot (?:to )?be (?:named|identified|quoted)\b|\bdeclin\w+ to be (?:named|identified)\b")
# Between sources that are named side by side.
BETWEEN_SOURCES = re.compile(r",?\s+and\s+|,\s+")
# Two of the officials.
ONE_OF = re.compile(r"(?:only |at least |just )?(one|two|three|four|five|six|some|many|several|most|both) of ", re.I)
DEFINITE = re.compile(r"(?:the|that)\b", re.I)
# The verb written with a pronoun: they've, she'd.
SHORT_VERB = re.compile(r"(i|he|she|it|we|you|they|who)['’](?:ve|re|ll|d|m|s)", re.I)
