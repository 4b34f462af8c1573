"""Which numbers are parts of names, addresses and telephone numbers, or number what they stand beside."""

from __future__ import annotations

import polars as pl

from analysis.language.quantities.matching import Flags, holds, search
from analysis.language.quantities.number_rows import PERSONS_AFTER, Numbers
from analysis.language.quantities.number_values import ONE, WORDS
from analysis.language.quantities.word_classes import sections

_NUMBERED = (
    r"(?i:(?:^|[^a-zA-Z0-9])(?:no|nos|number|numbers|section|sections|sec|chapter|chapters|article|articles|art|"
    r"part|phase|"
    r"page|"
    r"pages|pp|p|vol|volume|route|highway|interstate|i|flight|channel|room|apartment|apt|suite|level|grade|category|"
    r"tier|"
    r"round|type|title|titles|rule|amendment|proposition|prop|resolution|episode|class|formula|model|mark|mk|area|"
    r"district|precinct|ward|pier|gate|platform|studio|block|zone|war|bowl|covid|figure|table|line|item|"
    r"exhibit|appendix|paragraph|para|clause|verse|act|scene|lot|bus|train|exit|lane|terminal|building|floor|box|row|"
    r"version|windows|android|ios|xbox|playstation|iphone|ipad|apollo|soyuz|group of|size|stage|step|day|week|game|"
    r"top|bottom|s&p|sp|ftse|nasdaq|russell|nikkei|dax|cac|channel|plan|track|count|order|directive|regulation|code|psalm|"
    r"unit|ranked|rank|ranks|seed|seeded|lesson)"
    r"[.:]? ?[#№]?)$|[#№]$|(?i:covid)[ -]{0,2}$"
)
# The number before another one of the same kind: Category 3 and 4.
_NUMBERED_BEFORE = r"[0-9]{1,4}(?:,? (?:and|or|to|through) |[-–,] ?)$"
_NAME_BEFORE = r"(?:^|[^a-zA-Z0-9'’.])(?:[A-Z][A-Za-zÀ-ɏ0-9'’&.-]*|[A-Z&]+)[ -]$"
# Capitalised words after which a number is none of their name.
_NO_NAME = rf"(?:^|[^a-zA-Z0-9])(?:US|{'|'.join(sorted(map(str.capitalize, sections()['beforenumbers'])))})[ -]$"
# Digits in groups: telephone numbers, numbers of accounts.
_GROUP_BEFORE = (
    r"\+[0-9]{1,3}(?: [0-9]{1,4}){0,3} $|(?:^|[^0-9])0[0-9]{1,4}(?: [0-9]{3,4})* $|"
    r"(?:^|[^0-9])[0-9]+[-‑.)] ?[0-9]+[-‑. ]$|\(?[0-9]{3}\) $|\(?[0-9]{3}\) [0-9]{3}[-‑. ]$"
)
_SHORT_GROUP_BEFORE = r"(?:^|[^0-9])[0-9]{3}[-‑]$"  # of a number of four digits
_GROUP_AFTER = (
    r"^\)? ?[-‑.]?[0-9]{3}[-‑. ][0-9]{4}(?:[^0-9]|$)|^ [0-9]{2,4} [0-9]{3,4}(?:[^0-9,]|$)|"
    r"^[-‑][0-9]+[-‑][0-9]+|^[-‑][0-9]{4}(?:[^0-9]|$)"
)
# The first number of a score, and what joins the second to it.
_SCORE_BEFORE = r",? ?[0-9]{1,3}(?:-| to )$"
_LIST_AFTER = r"^[.)](?: |$)"
_STREET_AFTER = (
    r"^ (?:[NSEW]\.? )?(?:[A-Z][A-Za-zÀ-ɏ0-9.'’-]+ ){1,3}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Boulevard|Blvd\.?|"
    r"Drive|Dr\.?|Lane|Way|Square|Place|Court|Terrace|Center|Centre|Plaza|Towers?)(?:[^a-zA-Z0-9]|$)"
)
_NAME_AFTER_WORD = r"^[ -](?:[A-Z][a-z]+)"
_AIRCRAFT_AFTER = r"^(?: [A-ZÀ-Þ]| (?:max|jets?|aircraft|planes?|airliners?)(?-u:\b)|s(?-u:\b)|-[0-9])"
# Numbers that are names whatever stands beside them.
_NAMES = r"^(?:9/11|24/7|7/7|50/50|20/20|4K|8K|5K|10K|PS ?[1-5]|0[0-9]+|10-4)$"
# Numbers that are names where nothing is counted.
_CALLED = r"^(?:401|501|911|112|999)$"
# Words before a number that are numbered, or say when something is counted.
_NUMBERED_OR_TIME = (
    r"(?i:(?:^|[^a-z])(?:day|week|game|order|count|war|building|unit|line|plan|house|train|bus|phase|top|bottom) )$"
)
_COUNTED_AFTER = r"^ (?:[a-z][a-z-]+ ){0,2}[a-z]+s(?-u:\b)"


def is_name(numbers: Numbers) -> Flags:
    """Whether a number is part of a name, or numbers what stands before it."""
    written, left, right, bare = numbers.written, numbers.left, numbers.right, numbers.bare
    word = numbers.of_kinds(WORDS, ONE)
    capital = holds(written, "^[A-Z]", word & ~numbers.first)
    after_name = _after_name(left, bare | capital)
    people = holds(right, PERSONS_AFTER, numbers.spaced)
    counted = holds(right, _COUNTED_AFTER, numbers.spaced)
    # Adults 65 and older.
    after_name &= ~holds(right, r"^ (?:and|or) (?:older|younger|over|under|up)(?-u:\b)", after_name)
    second = holds(left, _SCORE_BEFORE, bare & ~counted)
    second[second] = _after_name(search(left.filter(pl.Series(second)).str.replace, _SCORE_BEFORE, " "))
    numbered = (numbers.plain | word) & ~numbers.measured & ~people
    numbered = _numbered(left, numbered)
    return (
        holds(written, _NAMES, ~word)
        | holds(right, _AIRCRAFT_AFTER, holds(written, "^7[0-8]7$", ~word))
        | (bare & after_name & ~(people | (counted & (numbers.value >= 1000))))
        | holds(written, _CALLED, ~(word | counted | numbers.measured))
        | (numbered & ~(counted & holds(left, _NUMBERED_OR_TIME, numbered & counted)))
        | _is_named_word(numbers, capital & ~people, after_name, counted)
        | second
    )


def _after_name(left: pl.Series, where: Flags | None = None) -> Flags:
    """Whether a capitalised word that can be of a name stands before a number."""
    name = holds(left, _NAME_BEFORE, where)
    return name & ~holds(left, _NO_NAME, name)


def _is_named_word(numbers: Numbers, capital: Flags, after_name: Flags, counted: Flags) -> Flags:
    """Whether a number word with a capital is part of a name."""
    left, right = numbers.left, numbers.right
    before = holds(right, _NAME_AFTER_WORD, capital)
    return capital & (
        after_name
        | holds(left, r"[A-Z][a-z]+ of (?:the )?$", capital)
        | holds(left, r"['’]s $", capital & ~counted)
        | holds(left, r"7-$", capital)
        | (before & ~holds(left, r"[.!?:“\"‘—–-] ?$", before))
    )


def _numbered(left: pl.Series, where: Flags) -> Flags:
    """Whether what stands before a number is numbered by it: Category 3, and the 4 of Category 3 and 4."""
    numbered = holds(left, _NUMBERED, where)
    again = holds(left, _NUMBERED_BEFORE, where & ~numbered)
    again[again] = holds(search(left.filter(pl.Series(again)).str.replace, _NUMBERED_BEFORE, ""), _NUMBERED)
    return numbered | again


def is_in_address_or_list(numbers: Numbers) -> Flags:
    """Whether a number is part of an address or telephone number, or numbers an item of a list."""
    written, left, right, bare = numbers.written, numbers.left, numbers.right, numbers.bare
    of_list = holds(right, _LIST_AFTER, bare & numbers.first)
    ends = holds(right, r"^\) [A-ZÀ-Þ]|^\.$", bare & ~numbers.spaced)
    of_list |= holds(left, r"[.;:] $", ends)
    in_brackets = holds(right, r"^\)", bare & ~numbers.spaced)
    of_list |= holds(left, r"\($", in_brackets)
    digits = written.str.len_chars().to_numpy()
    grouped = holds(left, _GROUP_BEFORE, bare & (digits >= 2) & (digits <= 4))
    grouped |= holds(left, _SHORT_GROUP_BEFORE, bare & (digits == 4))
    grouped = holds(written, r"^[0-9]{2,4}$", grouped)
    groups = holds(right, _GROUP_AFTER, bare & (digits <= 3))
    return (
        of_list | grouped | holds(written, r"^[0-9]{1,3}$", groups) | holds(right, _STREET_AFTER, bare & numbers.spaced)
    )
