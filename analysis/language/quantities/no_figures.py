"""Which numbers are no figures: dates, clock times, ordinals, scores of games, list numbers, and parts of names."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.language.quantities.matching import Flags, holds
from analysis.language.quantities.number_rows import DAY_OF_WEEK, PERSONS_AFTER, Numbers, numbers_of
from analysis.language.quantities.number_values import DIGITS, FRACTION, ONE, WORDS
from analysis.language.quantities.numbered_names import is_in_address_or_list, is_name

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
# What stands before the number.
_DATE_BEFORE = rf"(?:^|[^a-zA-Z0-9]){_MONTH},? (?:the )?$|(?:{DAY_OF_WEEK}),? (?:the )?$"
_CLOCK_BEFORE = r"(?i:(?:^|[^a-zA-Z0-9])(?:o'clock|GMT|UTC) )$"
_YEAR_BEFORE = (
    r"(?i:(?:^|[^a-zA-Z0-9])(?:in|since|by|of|until|till|during|before|after|from|early|late|mid|fiscal|year|the|"
    r"for|to|and|"
    r"through|between|spring|summer|autumn|fall|winter|season|circa|ca\.|c\.|election|class of|around|about)[ -])$|"
    r"(?:^|[(\[]|['’])$|, $|[A-Z][A-Za-zÀ-ɏ0-9'’.-]* $"
)
_ATTACHED_BEFORE = (
    r"(?:^|[^A-Za-z])K[-–]$|[A-Za-zÀ-ɏ0-9_@&/=⁄\\]$|[A-Za-zÀ-ɏ0-9]\+$|[0-9]:[0-9]+[-–]$|(?:^|[^0-9])(?:19|20)[0-9]{2}[-–/]$|"
    r"[A-Za-z]\.$|[^\s(]:$|\bwww\S*$"
)
_HYPHEN_BEFORE = r"[A-Za-zÀ-ɏ\p{N})][-‑]$"
_PREFIX = (
    r"(?i:(?:^|[^a-zA-Z0-9])(?:sub|minus|negative|plus|to|nearly|about|over|under|an?|up to|some|roughly|or|than|"
    r"the)[-‑])$"
)
_NO_ONE = (
    r"(?i:(?:^|[^a-zA-Z0-9])(?:no|any|every|each|this|that|which|another|other|new|good|big|the|loved|some|square|day|"
    r"only the|"
    r"little|great|bad|better|best|right|wrong|young|old|first|last|next|previous|whole|real|number|every single)[ -])$"
)
# What stands after it.
_DATE_AFTER = rf"^(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}(?:[^a-zA-Z0-9]|$)"
_CLOCK_AFTER = (
    r"^(?::[0-5][0-9])? ?(?i:a\.m\.?|p\.m\.?|am|pm|o['’]clock|hrs?|GMT|UTC|noon|midnight)(?:[^a-zA-Z0-9]|$)|"
    r"^ (?:ET|EST|EDT|PT|PST|PDT|CET|BST|CT|MT)(?-u:\b)|^ in the (?:morning|afternoon|evening)|^ at night"
)
_HOUR_AFTER = r"^ (?i:in the (?:morning|afternoon|evening)|at night|o['’]clock|[ap]\.?m\.?(?:[^a-zA-Z0-9]|$))"
_ORDINAL_AFTER = (
    r"^(?:st|nd|rd|th|ST|ND|RD|TH)(?-u:\b)|^[-‑](?i:first|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth)(?-u:\b)"
)
_SECOND_AFTER = r"^[-‑](?i:second)(?-u:\b)"  # twenty-second, but 4.4-second lasts
_ATTACHED_AFTER = r"^['’]?[A-Za-zÀ-ɏ_@]|^\([a-zA-Z0-9]\)|^[.,:/][0-9]|^[\\&=#]|^\.[A-Za-z]"
_HYPHEN_AFTER = r"^[-‑][A-Za-zÀ-ɏ]"
_COUNTED_BY_HYPHEN = (
    r"^[-‑](?i:members?|persons?|people|man|men|woman|women|judges?|justices?|seats?|teams?|storey|story|stories|"
    r"car|vehicle|"
    r"page|pages|points?|goals?|runs?|bed|beds|room|bedroom|nation|nations|country|party|game|match|race|mission|count|"
    r"vote|votes|unit|units|item|items|step|part|strong|plus|odd|ship|plane|aircraft|seater|seat|barrel|round|shot|hit|"
    r"episode|issue|article|volume|acre|figure|digit|horse|dollar|euro|pound|day|week|month|year|hour|minute|second)"
)
_DECADE_AFTER = r"^['’]?s(?-u:\b)"
_ONE_AFTER = (
    r"^[ ](?i:another|can|could|should|would|must|may|might|will|has|had|is|was|by one|at a|thing|way|"
    r"who|whose|"
    r"that|which|where|person's|such|step|time,|more time|more thing|once)(?-u:\b)|^[-‑ ](?:on|to)[-‑]one|"
    r"^[,.;:?!)'’”\"]|^$"
)
_ON_ONE_HAND = (r"(?i:(?:^|[^a-z])on (?:the )?)$", r"^ hand(?-u:\b)")
# The first half of the game is no number, and back in '96 a year.
_PERIOD_BEFORE = r"(?i:(?:^|[^a-z])(?:first|second|latter|opening|back|front) )$"
_SHORT_YEAR = r"(?:^|[ (])['’‘]$"
_NO_PLURAL = r"^ (?i:has|was|is|as|its|this|does|us|his|unless|across|perhaps|versus|thus|presidential|goes)(?-u:\b)"
_YEAR = r"^(?:1[5-9][0-9][0-9]|20[0-9][0-9]|21[05]0)(?:[-–/][0-9]{2,4})?$"
_FRACTION_AFTER = (
    r"^ (?:of|the|as|an?|its|their|his|her|our|my|your|that|this|these|those) |"
    r"^[-‑ ](?:an? )?(?i:hours?|miles?|inch|percent|mark|points?|century|decade|pounds?)(?-u:\b)"
)
_DIGITS_OF_A_YEAR = 4


def no_figure(frame: pl.DataFrame) -> pl.DataFrame:
    """Decide which numbers are no figures on their own.

    Parameters
    ----------
    frame : polars.DataFrame
        Columns written, value, coefficient, currency, kind, measured (whether a unit of the table follows), left,
        right.

    Returns
    -------
    polars.DataFrame
        Columns date, year and other; other is left out where one of the two holds.
    """
    numbers = numbers_of(frame)
    date, year = _dates(numbers)
    other = ~(date | year) & np.isnan(numbers.value)
    # Each test looks at the numbers that none before it has decided.
    for test in (_is_part_of_word, _is_ordinary_word, _is_time, is_name, is_in_address_or_list):
        undecided = ~(date | year | other)
        other[undecided] = test(numbers.where(undecided))
    return pl.DataFrame({"date": date, "year": year, "other": other})


def _dates(numbers: Numbers) -> tuple[Flags, Flags]:
    """Whether a number is the day or year of a date; whether it is a year or a decade alone."""
    written, left, right, value, bare = (
        numbers.written, numbers.left, numbers.right, numbers.value, numbers.bare,
    )  # fmt: skip
    small = bare & (value >= 1) & (value <= 31)
    year = holds(written, _YEAR, bare & (written.str.len_bytes() >= _DIGITS_OF_A_YEAR).to_numpy())
    year &= ~holds(right, PERSONS_AFTER, year & numbers.spaced)
    date = holds(left, _DATE_BEFORE, small | year)
    date |= holds(right, _DATE_AFTER, small & ~date)
    alone = year & (value >= 1980) & (value <= 2035)
    alone |= holds(left, _YEAR_BEFORE, year & ~alone)
    plural = holds(right, r"^ [a-z-]+s(?-u:\b)", year & ~alone)
    alone |= year & ~(plural & ~holds(right, _NO_PLURAL, plural))
    alone |= holds(left, _SHORT_YEAR, bare & (value >= 10) & (value <= 99) & ~date)
    return date, alone | holds(right, _DECADE_AFTER, bare & ~numbers.spaced)


def _is_time(numbers: Numbers) -> Flags:
    """Whether a number is an hour."""
    digits = numbers.of_kinds(DIGITS) & ~numbers.priced
    clock = holds(numbers.right, _CLOCK_AFTER, digits) | holds(numbers.left, _CLOCK_BEFORE, digits)
    hour = numbers.of_kinds(WORDS, ONE) & (numbers.value >= 1) & (numbers.value <= 12) & numbers.spaced
    return clock | holds(numbers.right, _HOUR_AFTER, hour)


def _is_part_of_word(numbers: Numbers) -> Flags:
    """Whether letters, signs or hyphens join a number to something else."""
    left, right = numbers.left, numbers.right
    open_before = ~left.str.ends_with(" ").to_numpy()
    open_after = ~numbers.spaced
    hyphen_before = holds(left, _HYPHEN_BEFORE, open_before & ~numbers.priced)
    hyphen_before &= ~holds(left, _PREFIX, hyphen_before)
    hyphen_before &= ~holds(left, r"[0-9](?:st|th|nd|rd)?[-‑]$", hyphen_before)
    hyphen_after = holds(right, _HYPHEN_AFTER, open_after & ~numbers.measured)
    hyphen_after &= ~holds(right, _COUNTED_BY_HYPHEN, hyphen_after)
    hyphen_after &= ~holds(right, r"^[-‑]to[-‑]", hyphen_after)
    return (
        holds(left, _ATTACHED_BEFORE, open_before)
        | hyphen_before
        | holds(right, _ATTACHED_AFTER, open_after & ~numbers.measured)
        | hyphen_after
        | holds(right, _ORDINAL_AFTER, open_after)
        | holds(right, _SECOND_AFTER, open_after & numbers.of_kinds(WORDS) & (numbers.value >= 20))
    )


def _is_ordinary_word(numbers: Numbers) -> Flags:
    """Whether one, half or a quarter counts nothing."""
    one = numbers.of_kinds(ONE)
    one_alone = holds(numbers.left, _NO_ONE, one)
    one_alone |= holds(numbers.right, _ONE_AFTER, one & ~one_alone)
    on_hand = holds(numbers.left, _ON_ONE_HAND[0], one & ~one_alone)
    one_alone |= holds(numbers.right, _ON_ONE_HAND[1], on_hand)
    part = holds(numbers.written, r"^(?i:an? |half)", numbers.of_kinds(FRACTION) & ~numbers.measured)
    period = holds(numbers.left, _PERIOD_BEFORE, holds(numbers.written, r"^(?i:half)$", part))
    return one_alone | period | (part & ~holds(numbers.right, _FRACTION_AFTER, part))
