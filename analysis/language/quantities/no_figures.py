"""Which numbers are no figures: dates, clock times, ordinals, scores of games, list numbers, and parts of names."""

from __future__ import annotations

import polars as pl

from analysis.language.quantities.number_values import DIGITS, FRACTION, ONE, WORDS

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DAY_OF_WEEK = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# What stands before the number.
_DATE_BEFORE = rf"(?:^|[^a-zA-Z0-9]){_MONTH},? (?:the )?$|(?:{_DAY_OF_WEEK}),? (?:the )?$"
_CLOCK_BEFORE = r"(?i:(?:^|[^a-zA-Z0-9])(?:o'clock|GMT|UTC) )$"
_YEAR_BEFORE = (
    r"(?i:(?:^|[^a-zA-Z0-9])(?:in|since|by|of|until|till|during|before|after|from|early|late|mid|fiscal|year|the|"
    r"for|to|and|"
    r"through|between|spring|summer|autumn|fall|winter|season|circa|ca\.|c\.|election|class of|around|about)[ -])$|"
    r"(?:^|[(\[]|['’])$|, $|[A-Z][A-Za-zÀ-ɏ0-9'’.-]* $"
)
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
    r"top|s&p|sp|ftse|nasdaq|russell|nikkei|dax|cac|channel|plan|track|count|order|directive|regulation|code|psalm|"
    r"unit|ranked|rank|ranks|seed|seeded|lesson)"
    r"[.:]? ?[#№]?)$|[#№]$|(?i:covid)[ -]{0,2}$"
)
# The number before another one of the same kind: Category 3 and 4.
_NUMBERED_BEFORE = r"[0-9]{1,4}(?:,? (?:and|or|to|through) |[-–,] ?)$"
_NAME_BEFORE = r"(?:^|[^a-zA-Z0-9'’.])(?:[A-Z][A-Za-zÀ-ɏ0-9'’&.-]*|[A-Z&]+)[ -]$"
# Capitalised words after which a number is none of their name.
_NO_NAME = (
    r"(?:^|[^a-zA-Z0-9])(?:The|A|An|At|In|On|By|Of|For|From|To|With|About|Around|Over|Under|Nearly|Almost|Some|More|"
    r"Than|"
    r"Least|"
    r"Most|Only|Just|Up|Down|And|Or|But|After|Before|Between|When|While|As|If|All|Another|Roughly|Approximately|These|"
    r"Those|Its|Their|His|Her|Our|My|Your|Last|Next|Past|First|Every|Each|Since|Until|Within|Below|Above|Near|Is|Are|"
    r"Was|Were|Has|Have|Had|Kills?|Killed|Wounds?|Injures?|Leaves?|Kill|Says?|Said|Than|Yes|No|Still|Now|Also|Not|Then|"
    r"There|Here|Any|That|This|It|He|She|They|We|You|I|Other|Fewer|Less|Hundreds?|Dozens?|Arrest|Arrests|Arrested|Dead|"
    r"Even|Of|Total|Estimated|Average|Additional|US|"
    rf"{_DAY_OF_WEEK}|yesterday|Including|During|Through|Against|Into|Lost|Won|Gets?|Gives?|Adds?|Added|Nor|Both|"
    r"Additionally|Maybe|Perhaps|Because|Once|So|Yet|Like|Unlike|Despite|Currently|Today|Early|Late)[ -]$"
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
# Digits in groups: telephone numbers, numbers of accounts.
_GROUP_BEFORE = (
    r"\+[0-9]{1,3}(?: [0-9]{1,4}){0,3} $|(?:^|[^0-9])0[0-9]{1,4}(?: [0-9]{3,4})* $|"
    r"(?:^|[^0-9])[0-9]+[-‑.)] ?[0-9]+[-‑. ]$|\(?[0-9]{3}\) $|\(?[0-9]{3}\) [0-9]{3}[-‑. ]$|(?:^|[^0-9])[0-9]{3}[-‑]$"
)
_GROUP_AFTER = (
    r"^\)? ?[-‑.]?[0-9]{3}[-‑. ][0-9]{4}(?:[^0-9]|$)|^ [0-9]{2,4} [0-9]{3,4}(?:[^0-9,]|$)|"
    r"^[-‑][0-9]+[-‑][0-9]+|^[-‑][0-9]{4}(?:[^0-9]|$)"
)
# The first number of a score, and what joins the second to it.
_SCORE_BEFORE = r",? ?[0-9]{1,3}(?:-| to )$"
# What stands after it.
_DATE_AFTER = rf"^(?:st|nd|rd|th)?[ -](?:of )?{_MONTH}(?:[^a-zA-Z0-9]|$)"
_CLOCK_AFTER = (
    r"^(?::[0-5][0-9])? ?(?i:a\.m\.?|p\.m\.?|am|pm|o['’]clock|hrs?|GMT|UTC|noon|midnight)(?:[^a-zA-Z0-9]|$)|"
    r"^ (?:ET|EST|EDT|PT|PST|PDT|CET|BST|CT|MT)(?-u:\b)|^ in the (?:morning|afternoon|evening)|^ at night"
)
_HOUR_AFTER = r"^ (?i:in the (?:morning|afternoon|evening)|at night|o['’]clock|[ap]\.?m\.?(?:[^a-zA-Z0-9]|$))"
_ORDINAL_AFTER = (
    r"^(?:st|nd|rd|th|ST|ND|RD|TH)(?-u:\b)|^[-‑](?i:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|"
    r"tenth)(?-u:\b)"
)
_ATTACHED_AFTER = r"^['’]?[A-Za-zÀ-ɏ_@]|^\([a-zA-Z0-9]\)|^[.,:/][0-9]|^[\\&=#]|^\.[A-Za-z]"
_HYPHEN_AFTER = r"^[-‑][A-Za-zÀ-ɏ]"
_COUNTED_BY_HYPHEN = (
    r"^[-‑](?i:members?|persons?|people|man|men|woman|women|judges?|justices?|seats?|teams?|storey|story|stories|"
    r"car|vehicle|"
    r"page|pages|points?|goals?|runs?|bed|beds|room|bedroom|nation|nations|country|party|game|match|race|mission|count|"
    r"vote|votes|unit|units|item|items|step|part|strong|plus|odd|ship|plane|aircraft|seater|seat|barrel|round|shot|hit|"
    r"episode|issue|article|volume|acre|figure|digit|horse|dollar|euro|pound|day|week|month|year|hour|minute|second)"
)
_LIST_AFTER = r"^[.)](?: |$)"
_STREET_AFTER = (
    r"^ (?:[NSEW]\.? )?(?:[A-Z][A-Za-zÀ-ɏ0-9.'’-]+ ){1,3}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Boulevard|Blvd\.?|"
    r"Drive|Dr\.?|Lane|Way|Square|Place|Court|Terrace|Center|Centre|Plaza|Towers?)(?:[^a-zA-Z0-9]|$)"
)
_DECADE_AFTER = r"^['’]?s(?-u:\b)"
_NAME_AFTER_WORD = r"^[ -](?:[A-Z][a-z]+)"
_ONE_AFTER = (
    r"^[ ](?i:another|can|could|should|would|must|may|might|will|has|had|is|was|by one|side|hand|at a|thing|way|"
    r"who|whose|"
    r"that|which|where|person's|such|step|time,|more time|more thing|once)(?-u:\b)|^[-‑ ](?:on|to)[-‑]one|"
    r"^[,.;:?!)'’”\"]|^$"
)
_NO_PLURAL = r"^ (?i:has|was|is|as|its|this|does|us|his|unless|across|perhaps|versus|thus|presidential|goes)(?-u:\b)"
_YEAR = r"^(?:1[5-9][0-9][0-9]|20[0-9][0-9]|21[05]0)(?:[-–/][0-9]{2,4})?$"
_TODAYS_PERSONS = r"^ (?i:people|persons|men|women|children|troops|soldiers|civilians|deaths|homes|jobs|cases)(?-u:\b)"
_FRACTION_AFTER = (
    r"^ (?:of|the|as|an?) |^[-‑ ](?:an? )?(?i:hours?|miles?|inch|percent|mark|points?|century|decade|pounds?)(?-u:\b)"
)
_AIRCRAFT_AFTER = r"^(?: [A-ZÀ-Þ]| (?:max|jets?|aircraft|planes?|airliners?)(?-u:\b)|s(?-u:\b)|-[0-9])"
# Numbers that are names whatever stands beside them.
_NAMES = r"^(?:9/11|24/7|7/7|50/50|20/20|4K|8K|5K|10K|PS ?[1-5]|0[0-9]+|10-4)$"
# Numbers that are names where nothing is counted.
_CALLED = r"^(?:401|501|911|112|999)$"
# Words before a number that are numbered, or say when something is counted.
_NUMBERED_OR_TIME = (
    r"(?i:(?:^|[^a-z])(?:day|week|game|order|count|war|building|unit|line|plan|house|train|bus|phase) )$"
)


def _is(column: str, pattern: str) -> pl.Expr:
    return pl.col(column).str.contains(pattern)


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
        Columns date, year and other.
    """
    digits = pl.col("kind") == DIGITS
    plain = digits & ~pl.col("measured") & ~_is("written", r"[A-Za-zÀ-ɏ]")
    bare = plain & ~_is("written", "[.,]")
    small = bare & pl.col("value").is_between(1, 31)
    year = bare & (_is("written", _YEAR)) & ~_is("right", _TODAYS_PERSONS)
    dated = (small & (_is("left", _DATE_BEFORE) | _is("right", _DATE_AFTER))) | (year & _is("left", _DATE_BEFORE))
    decade = bare & _is("right", _DECADE_AFTER)
    plural = _is("right", r"^ [a-z-]+s(?-u:\b)") & ~_is("right", _NO_PLURAL)
    recent = pl.col("value").is_between(1980, 2035)
    year_alone = year & (_is("left", _YEAR_BEFORE) | ~plural | recent)
    clock = digits & (pl.col("currency") == "") & (_is("right", _CLOCK_AFTER) | _is("left", _CLOCK_BEFORE))
    hour = pl.col("kind").is_in([WORDS, ONE]) & pl.col("value").is_between(1, 12) & _is("right", _HOUR_AFTER)
    return frame.select(
        date=dated,
        year=year_alone | decade,
        other=pl.col("value").is_nan()
        | clock
        | hour
        | _is_name(plain, bare)
        | _is_part_of_word()
        | _is_ordinary_word(),
    )


def _is_name(plain: pl.Expr, bare: pl.Expr) -> pl.Expr:
    """Whether a number is part of a name, or an address, or numbers an item of a list."""
    after_name = _is("left", _NAME_BEFORE) & ~_is("left", _NO_NAME)
    people = _is("right", _TODAYS_PERSONS)
    counted = _is("right", r"^ (?:[a-z][a-z-]+ ){0,2}[a-z]+s(?-u:\b)")
    word = pl.col("kind").is_in([WORDS, ONE])
    capital = _is("written", "^[A-Z]") & word & (pl.col("start") > 0)
    named_word = (
        capital
        & (
            after_name
            | _is("left", r"[A-Z][a-z]+ of (?:the )?$")
            | (_is("left", r"['’]s $") & ~counted)
            | _is("left", r"7-$")
            | (_is("right", _NAME_AFTER_WORD) & ~_is("left", r"[.!?:“\"‘—–-] ?$"))
        )
        & ~people
    )
    again = _is("left", _NUMBERED_BEFORE) & pl.col("left").str.replace(_NUMBERED_BEFORE, "").str.contains(_NUMBERED)
    numbered = (_is("left", _NUMBERED) | again) & ~people
    listed = (_is("left", r"^$") & _is("right", _LIST_AFTER)) | (
        _is("left", r"[.;:] $") & _is("right", r"^\) [A-ZÀ-Þ]|^\.$")
    )
    listed = listed | (_is("left", r"\($") & _is("right", r"^\)"))
    before_score = pl.col("left").str.replace(_SCORE_BEFORE, " ")
    second_of_name = (
        _is("left", _SCORE_BEFORE) & before_score.str.contains(_NAME_BEFORE) & ~before_score.str.contains(_NO_NAME)
    )
    return (
        _is("written", _NAMES)
        | (_is("written", "^7[0-8]7$") & _is("right", _AIRCRAFT_AFTER))
        | (bare & after_name & ~(people | (counted & (pl.col("value") >= 1000))))
        | (_is("written", _CALLED) & ~counted)
        | ((plain | word) & numbered & ~pl.col("measured") & ~(counted & _is("left", _NUMBERED_OR_TIME)))
        | named_word
        | (bare & second_of_name & ~counted)
        | (bare & _is("left", _GROUP_BEFORE) & _is("written", r"^[0-9]{2,4}$"))
        | (bare & _is("right", _GROUP_AFTER) & _is("written", r"^[0-9]{1,3}$"))
        | (bare & _is("right", _STREET_AFTER))
        | (bare & listed)
    )


def _is_part_of_word() -> pl.Expr:
    """Whether letters, signs or hyphens join a number to something else."""
    measured = pl.col("measured")
    hyphen_before = _is("left", _HYPHEN_BEFORE) & ~_is("left", _PREFIX) & (pl.col("currency") == "")
    hyphen_after = _is("right", _HYPHEN_AFTER) & ~measured & ~_is("right", _COUNTED_BY_HYPHEN)
    attached_after = _is("right", _ATTACHED_AFTER) & ~measured
    return (
        _is("left", _ATTACHED_BEFORE)
        | (hyphen_before & ~_is("left", r"[0-9](?:st|th|nd|rd)?[-‑]$"))
        | attached_after
        | (hyphen_after & ~_is("right", r"^[-‑]to[-‑]"))
        | _is("right", _ORDINAL_AFTER)
    )


def _is_ordinary_word() -> pl.Expr:
    """Whether one, half or a quarter counts nothing."""
    one = (pl.col("kind") == ONE) & (_is("left", _NO_ONE) | _is("right", _ONE_AFTER))
    part = (pl.col("kind") == FRACTION) & _is("written", r"^(?i:an? |half)") & ~_is("right", _FRACTION_AFTER)
    return one | (part & ~pl.col("measured"))
