"""All patterns by which attributions are found: over the tags of a sentence, and over its text.

Patterns over tags are composed of named parts. A set of tags is a string of letters (`tags.py` names them);
`any_of` and `none_of` make a character class of it.
"""

from __future__ import annotations

import re

from analysis.language.attribution.rules.tags import CLAUSE_OPENERS, CUE_NOUNS, NOUNS, Tag


def any_of(tag_set: str) -> str:
    """Any one tag of a set, as a part of a pattern."""
    return f"[{re.escape(tag_set)}]"


def none_of(tag_set: str) -> str:
    """Any one tag outside a set, as a part of a pattern."""
    return f"[^{re.escape(tag_set)}]"


# ---- noun phrases: determiners, adjectives and nouns; then more of them after "of" or "and"

_COUNT = Tag.DETERMINER + Tag.QUANTITY
# In the order of a phrase: the many later king's radio-room door(s), report(ing).
_DESCRIBING = Tag.ADVERB + NOUNS + Tag.CUE_VERB_OR_NOUN + Tag.CUE_PARTICIPLE
_MODIFIERS = _COUNT + Tag.POSSESSIVE + _DESCRIBING
_HEADS = NOUNS + Tag.POSSESSIVE + Tag.CUE_VERB_OR_NOUN + Tag.QUANTITY
_LINK = any_of(Tag.PREPOSITION + Tag.COORDINATOR)
# What stands before a determiner is another phrase: after the long [debate] the council voted.
_MODIFIER = f"(?:{any_of(_COUNT + Tag.POSSESSIVE)}|{any_of(_DESCRIBING)}(?!{Tag.DETERMINER}))"
# One noun with what stands before it: the elected harbour master.
SIMPLE_PHRASE = f"(?:{any_of(_COUNT)}{Tag.VERB}|{_MODIFIER})*{any_of(_HEADS)}"
# The master of the harbour and his crew.
NOUN_PHRASE = f"(?:{Tag.PRONOUN}|{SIMPLE_PHRASE}(?:{_LINK}{SIMPLE_PHRASE}|{_LINK}{Tag.PRONOUN})*)"
# What is set apart behind a noun phrase: ", who left early,", ", the mayor,", "(the mayor)", "- the mayor -".
_RELATIVE_ASIDE = f"{Tag.RELATIVE}{none_of(Tag.SEMICOLON + Tag.QUOTE + Tag.SENTENCE_BREAK)}{{1,40}}"
_NO_APPOSITION = Tag.SEMICOLON + Tag.QUOTE + Tag.AUXILIARY + Tag.BE + Tag.SENTENCE_BREAK
_APPOSITION = f"{none_of(_NO_APPOSITION + Tag.THAT)}{none_of(_NO_APPOSITION)}{{0,40}}"
_IN_BRACKETS = rf"\({none_of(Tag.OPENING_BRACKET + Tag.CLOSING_BRACKET + Tag.SENTENCE_BREAK)}{{1,40}}\)"
_IN_DASHES = f"-{none_of(Tag.DASH + Tag.SENTENCE_BREAK)}{{1,30}}-"
_DESCRIBED = f"{SIMPLE_PHRASE}(?:{_LINK}{SIMPLE_PHRASE})*{_RELATIVE_ASIDE}"  # a cook who had left early
ASIDE = f"(?:,(?:{_RELATIVE_ASIDE}|{_DESCRIBED}|{_APPOSITION}),|{_IN_BRACKETS}|{_IN_DASHES})"

PHRASE = re.compile(NOUN_PHRASE)

# ---- subjects

# The tags a noun phrase may have, and with which a subject may end.
PHRASE_TAGS = Tag.PRONOUN + _MODIFIERS + Tag.VERB + Tag.PREPOSITION + Tag.COORDINATOR
SUBJECT_ENDS = Tag.PRONOUN + _HEADS + Tag.VERB + Tag.RELATIVE + Tag.THAT + Tag.COMMA + Tag.CLOSING_BRACKET + Tag.DASH
_WITH_RELATIVE = f"{SIMPLE_PHRASE}{Tag.ADVERB}*(?:[,(]?{Tag.RELATIVE}|{Tag.THAT})"  # the crew, who; the polls that
_CLAUSE_EDGES = "".join([
    Tag.SENTENCE_BREAK, Tag.COMMA, Tag.SEMICOLON, Tag.COLON, Tag.COORDINATOR, Tag.CONJUNCTION, Tag.THAT, Tag.QUOTE,
    Tag.DASH,
])  # fmt: skip
_WITH_ASIDE = f"(?<={any_of(_CLAUSE_EDGES)}){NOUN_PHRASE}{ASIDE}"  # the mayor, who left early,
# The subject of a verb, up to the verb group.
_REDUCED_RELATIVE = (  # conducted Monday by the Evening Bell
    f"(?:(?<!{Tag.PRONOUN}){Tag.VERB}{Tag.ADVERB}*(?:{Tag.PREPOSITION}{SIMPLE_PHRASE})*)"
)
_SOME_OF_WHOM = f"(?:{Tag.QUANTITY}{Tag.PREPOSITION})?{Tag.RELATIVE}"
SUBJECT = re.compile(rf"(?:{NOUN_PHRASE}{_REDUCED_RELATIVE}?|{_WITH_RELATIVE}|{_SOME_OF_WHOM}|{Tag.THAT})\Z")
# The same before a comma, a bracket or a dash.
SUBJECT_WITH_ASIDE = re.compile(rf"(?:{NOUN_PHRASE}|{_WITH_RELATIVE}|{_WITH_ASIDE}|{Tag.RELATIVE}|{Tag.THAT})\Z")
# The same with a relative clause behind it: two cooks who saw the ship (said); the bank that had paid (warned).
NOT_IN_RELATIVE = "".join([
    CLAUSE_OPENERS, Tag.RELATIVE, Tag.CONJUNCTION, Tag.COMMA, Tag.SEMICOLON, Tag.COLON, Tag.QUOTE, Tag.DASH,
    Tag.OPENING_BRACKET, Tag.CLOSING_BRACKET, Tag.SENTENCE_BREAK,
])  # fmt: skip
_RELATIVE_VERB = any_of(Tag.AUXILIARY + Tag.BE + Tag.SEEM + Tag.VERB + Tag.CUE_VERB)
_UNLISTED_VERB = (
    f"{any_of(Tag.COMMON_NOUN + Tag.ADVERB)}(?={any_of(_COUNT + Tag.PRONOUN + Tag.PREPOSITION + Tag.TO + Tag.ADVERB)})"
)
_BEFORE_RELATIVE_VERB = f"{any_of(Tag.ADVERB + Tag.NEGATION + Tag.HEDGE)}*"
_WHO_DOES = (
    f"(?:{Tag.RELATIVE}{_BEFORE_RELATIVE_VERB}(?:{_RELATIVE_VERB}|{Tag.CUE_VERB_OR_NOUN}|{_UNLISTED_VERB})"
    f"|{Tag.THAT}{_BEFORE_RELATIVE_VERB}{_RELATIVE_VERB})"
)
# Who asked not to be named, or spoke on condition of anonymity, because she may not speak.
_ASKS = f"(?:(?<={Tag.TO}{any_of(Tag.BE + Tag.VERB)}.)|(?<={Tag.PREPOSITION}.{Tag.PREPOSITION}.))"
_WHY_UNNAMED = f"(?:{_ASKS}{Tag.CONJUNCTION}{Tag.PRONOUN}{none_of(NOT_IN_RELATIVE)}+)?"
_RELATIVE_CLAUSE = f"{_WHO_DOES}{none_of(NOT_IN_RELATIVE)}*{_WHY_UNNAMED}"
REST_OF_RELATIVE = re.compile(_RELATIVE_CLAUSE)
SUBJECT_WITH_RELATIVE = re.compile(rf"{NOUN_PHRASE}{_RELATIVE_CLAUSE}\Z")
# What a clause is about that says no more of it: something which (they oppose).
_PRONOUN_OF_CLAUSE = any_of(Tag.RELATIVE + CLAUSE_OPENERS)
ANTECEDENT = re.compile(
    rf"(?:{SIMPLE_PHRASE}(?:{_LINK}{SIMPLE_PHRASE})*,?{_PRONOUN_OF_CLAUSE}?"
    rf"|{any_of(Tag.RELATIVE + Tag.INTERROGATIVE)})\Z"
)

# ---- phrases that open a sentence

_OPENERS = Tag.PREPOSITION + Tag.ADVERB + Tag.INTERROGATIVE + Tag.COORDINATOR + Tag.CONJUNCTION
_OPENING_CLAUSE = (
    f"{any_of(_OPENERS + Tag.CUE_PARTICIPLE + Tag.CUE_VERB + Tag.VERB)}{none_of(Tag.COMMA + Tag.SENTENCE_BREAK)}*,"
)
# The first noun phrase, alone or after a phrase with a comma: In the harbour, the mayor.
FIRST_PHRASE = re.compile(f"(?:{_OPENING_CLAUSE})?({NOUN_PHRASE})")
# The subject of the first verb before a colon: On July 6, 2015, Lind made the following comment.
SUBJECT_BEFORE_COLON = re.compile(
    f"(?:{none_of(Tag.SENTENCE_BREAK)}*?{any_of(Tag.COMMA + Tag.SEMICOLON)})??({NOUN_PHRASE})(?:{ASIDE})?"
    f"{any_of(Tag.ADVERB + Tag.AUXILIARY + Tag.NEGATION + Tag.HEDGE)}*"
    f"{any_of(Tag.BE + Tag.VERB + Tag.CUE_VERB + Tag.CUE_VERB_OR_NOUN)}"
)
PHRASE_AFTER_CONJUNCTION = re.compile(f"{any_of(Tag.CONJUNCTION + Tag.COORDINATOR)}({NOUN_PHRASE})")
# A clause without a subject opens the sentence (Without saying why), and its subject comes after it (, the mayor left).
OPENS_WITHOUT_SUBJECT = re.compile(f"{any_of(_OPENERS + Tag.TO + Tag.NEGATION)}*")
PHRASE_AFTER_COMMA = re.compile(f",({NOUN_PHRASE})")
# The same tags and what else may begin a phrase before a clause.
PHRASE_OPENERS = _OPENERS + Tag.VERB + Tag.CUE_PARTICIPLE

# ---- who governs an infinitive, a participle or a noun

_CLAUSE_STARTS = "".join([
    Tag.COMMA, Tag.SEMICOLON, Tag.COLON, Tag.CONJUNCTION, CLAUSE_OPENERS, Tag.CUE_VERB, Tag.QUOTE, Tag.DASH,
])  # fmt: skip
_ADVERBIALS = Tag.AUXILIARY + Tag.ADVERB + Tag.NEGATION + Tag.HEDGE
_LAST_SUBJECT = f"(?:.*{any_of(_CLAUSE_STARTS)}{Tag.COORDINATOR}?)?({NOUN_PHRASE})(?:{ASIDE})?{any_of(_ADVERBIALS)}*"
FULL_VERBS = Tag.BE + Tag.VERB + Tag.CUE_VERB + Tag.SEEM
_NOT_WITHIN_CLAUSE = "".join([
    Tag.COMMA, Tag.SEMICOLON, Tag.COLON, Tag.CONJUNCTION, Tag.THAT, Tag.CUE_VERB, Tag.QUOTE, Tag.SENTENCE_BREAK,
    Tag.DASH,
])  # fmt: skip
# The subject of the last clause, up to an infinitive or participle: the crew went on (to say).
CONTROLLER = re.compile(
    f"{_LAST_SUBJECT}{any_of(FULL_VERBS + Tag.CUE_PARTICIPLE + Tag.CUE_VERB_OR_NOUN + Tag.AUXILIARY)}"
    f"{none_of(_NOT_WITHIN_CLAUSE)}*"
)
OBJECT_MODIFIERS = "".join([
    _COUNT, Tag.ADVERB, Tag.POSSESSIVE, Tag.COMMON_NOUN, Tag.NAME, Tag.VERB, Tag.CUE_VERB_OR_NOUN,
])  # fmt: skip
# The same up to a noun: the crew made the (claim).
HOLDER = re.compile(f"{_LAST_SUBJECT}{any_of(FULL_VERBS)}{any_of(OBJECT_MODIFIERS)}*")
# The same with "have": the plan won the (praise) of the crew.
RECEIVER = re.compile(f"{_LAST_SUBJECT}{any_of(FULL_VERBS + Tag.AUXILIARY)}{any_of(OBJECT_MODIFIERS)}*")
# Who has a noun: the mayor's early (claim).
_OWNED_MODIFIERS = Tag.ADVERB + Tag.QUANTITY + Tag.COMMON_NOUN + Tag.VERB + Tag.NAME
OWNER = re.compile(rf"({SIMPLE_PHRASE}){Tag.POSSESSIVE}{any_of(_OWNED_MODIFIERS)}*\Z")

# ---- what stands between a cue verb and what is said

_NAMES_AND_NOUNS = Tag.NAME + Tag.COMMON_NOUN
_BEFORE_MEDIUM = _COUNT + _NAMES_AND_NOUNS + Tag.POSSESSIVE + Tag.ADVERB
_CIRCUMSTANCE = "|".join([
    f"{any_of(Tag.ADVERB + Tag.HEDGE)}+",  # later, reportedly
    f"{any_of(_COUNT)}{Tag.ADVERB}+",  # this week
    f"{Tag.PREPOSITION}{any_of(_COUNT + _NAMES_AND_NOUNS)}{{0,2}}{Tag.ADVERB}+",  # on a cold Monday
    # in a short statement
    f"{Tag.PREPOSITION}{any_of(_BEFORE_MEDIUM)}{{0,5}}{any_of(Tag.MEDIUM + CUE_NOUNS)}+{Tag.NAME}*",
    f"{Tag.PREPOSITION}{any_of(_COUNT + Tag.NAME)}+(?=,?{Tag.QUOTE})",  # of Lind, "..."
])  # fmt: skip
_CIRCUMSTANCES = f"(?:,?(?:{_CIRCUMSTANCE})(?!{Tag.POSSESSIVE}))*"
# Time, place and medium.
CIRCUMSTANCES = re.compile(_CIRCUMSTANCES)
# Phrases of place, time and medium up to a mark: on Harbour Watch, in the evening.
TAIL = re.compile(
    f"(?:{any_of(Tag.PREPOSITION + Tag.TO)}(?>{SIMPLE_PHRASE})|{any_of(Tag.ADVERB + Tag.QUANTITY)}"
    f"|{Tag.DETERMINER}{Tag.ADVERB})++"
    f"(?={any_of(Tag.SENTENCE_BREAK + Tag.COMMA + Tag.SEMICOLON + Tag.DASH + Tag.OPENING_BRACKET)})"
)
_ADJUNCT = any_of(Tag.PREPOSITION + Tag.ADVERB)
# Anything short before "that": at the end of the day that, , she added later, that.
_SHORT_ASIDE = f",{none_of(Tag.COMMA + Tag.SENTENCE_BREAK)}{{1,12}},"
BEFORE_THAT = re.compile(
    f"(?:{any_of(Tag.PREPOSITION + Tag.ADVERB + Tag.NEGATION)}"
    f"{any_of(_BEFORE_MEDIUM + Tag.MEDIUM + Tag.PRONOUN + CUE_NOUNS)}*|{_SHORT_ASIDE})*(?={Tag.THAT})"
)
# Anything short before a quote: to the crew on board: "...".
BEFORE_QUOTE = re.compile(
    f"(?:{_ADJUNCT}{any_of(_BEFORE_MEDIUM + Tag.MEDIUM + Tag.COORDINATOR + Tag.CUE_NOUN + Tag.VERB)}*)+"
    f"[,:]?(?={Tag.QUOTE})"
)
# The person addressed: the crew (that), him, the Evening Bell.
PERSON_TAGS = "".join([
    Tag.PRONOUN, _COUNT, _NAMES_AND_NOUNS, Tag.POSSESSIVE, Tag.MEDIUM, Tag.ADVERB, Tag.COORDINATOR, Tag.PREPOSITION,
])  # fmt: skip
_BEGINS_COMPLEMENT = (
    f"(?={Tag.THAT}|{Tag.INTERROGATIVE}|{Tag.TO}|[,:]?{Tag.QUOTE}|{Tag.PREPOSITION})"  # that, whether, to, "...", of
)
_COUNTED = f"{any_of(_COUNT)}*{any_of(_NAMES_AND_NOUNS)}+"  # the two cooks, but not the cook the ferry
PERSON_ADDRESSED = re.compile(
    f"{any_of(PERSON_TAGS)}+?{_CIRCUMSTANCES}{_BEGINS_COMPLEMENT}"
    f"|{Tag.PRONOUN}|{Tag.DETERMINER}(?={Tag.DETERMINER}|{Tag.PRONOUN})|{_COUNTED}(?:{Tag.POSSESSIVE}{_COUNTED})*"
)

# ---- the source after the cue verb

_NOT_IN_TITLE = Tag.SEMICOLON + Tag.QUOTE + Tag.DASH + Tag.CUE_VERB + Tag.CUE_PARTICIPLE + Tag.SENTENCE_BREAK
_NOT_BEFORE_TITLE = any_of(Tag.COORDINATOR + Tag.CONJUNCTION + Tag.CUE_PARTICIPLE)
_TITLE = f",(?!{_NOT_BEFORE_TITLE}){none_of(_NOT_IN_TITLE)}*"  # , the mayor of the town
_AFTER_SOURCE = "".join([
    Tag.COMMA, Tag.SEMICOLON, Tag.QUOTE, Tag.CUE_PARTICIPLE, Tag.CONJUNCTION, Tag.COORDINATOR, Tag.PREPOSITION,
    Tag.ADVERB, Tag.SENTENCE_BREAK, Tag.DASH, Tag.RELATIVE, Tag.OPENING_BRACKET, Tag.VERB,
])  # fmt: skip
# "...", said the mayor, Anna Lind, ...
SOURCE_AFTER_VERB = re.compile(f"(-?{NOUN_PHRASE}-?(?:{_TITLE})?)(?={any_of(_AFTER_SOURCE)})")

# Said the mayor, Anna Lind: "..."
SOURCE_BEFORE_CONTENT = re.compile(
    f"{NOUN_PHRASE}(?:,(?!{_NOT_BEFORE_TITLE}){none_of(_NOT_IN_TITLE + Tag.COLON)}*?)?(?=:|,?{Tag.QUOTE})"
)
# The same after "according to", up to a comma or the end: , a cook at the Evening Bell
DESCRIPTION = re.compile(
    f",-?{NOUN_PHRASE}(?:{any_of(Tag.RELATIVE + Tag.THAT)}{none_of(Tag.COMMA + Tag.SENTENCE_BREAK + Tag.QUOTE)}*)?"
    f"(?={any_of(Tag.COMMA + Tag.SENTENCE_BREAK + Tag.SEMICOLON)})"
)

# The items of a list from a comma on: , the nets, the boats and the pier; , the boats, and the pier.
_ITEM = f"(?:(?>{SIMPLE_PHRASE})(?:{Tag.PREPOSITION}(?>{SIMPLE_PHRASE}))*|{Tag.PRONOUN})"
REST_OF_LIST = re.compile(f"(?:,{_ITEM})+,?{Tag.COORDINATOR}{Tag.ADVERB}*{_ITEM}")

# ---- quotes, in the text of a sentence

# A pair of marks with what stands between them, or an opening mark without its closing one.
QUOTE = re.compile(
    r"""“[^”]*”?|"[^"]*"?|«[^»]*»?|„[^“”]*[“”]?|(?:''|``)(?:(?!'').)*(?:'')?|(?<!\w)[‘'](?:[^’']|['’](?=\w))*['’]?"""
)
# A quote with both marks, of several words.
WHOLE_QUOTE = re.compile(
    r"""“[^”]* [^”]*”|"[^"]* [^"]*"|(?<!\w)[‘'](?=\w)(?:[^’']|['’](?=\w))* (?:[^’']|['’](?=\w))*['’](?!\w)"""
)
# The end of a quote that began in the sentence before.
END_OF_QUOTE = re.compile(r"""[^”"»]*?\w[^”"»]*?(?:[”"»]|''|['’](?!\w))""")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
