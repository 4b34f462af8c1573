"""What a figure counts or measures, of what scope, and who or what has it."""

from __future__ import annotations

import numpy as np
import polars as pl

from analysis.language.quantities.holders import holders
from analysis.language.quantities.matching import extracted, flags, holds, search
from analysis.language.quantities.noun_phrases import Phrases, counted_phrases
from analysis.language.quantities.number_values import FRACTION, ONE
from analysis.language.quantities.states import state_named, state_words, states_before, states_of_people
from analysis.language.quantities.subjects import counts_as_before, counts_who, subjects
from analysis.language.quantities.units import COUNT, PEOPLE, SHARE, read_per
from analysis.language.quantities.word_classes import END, is_person, word_class

# Half of the roughly 4.3 million voters are voters.
_BOUND = (
    r"(?:(?:roughly|about|around|more than|over|nearly|almost|some|approximately|an?|estimated|combined|total|"
    r"remaining|"
    r"first|last|other|up to|at least) ){0,2}"
)
# Between a number and what is counted.
_OF = (
    r"^(?i: of(?-u:\b)(?: (?:the|these|those|its|their|his|her|our|my|all)(?-u:\b))*"
    rf"(?: {_BOUND}(?:[0-9][0-9.,]*(?:[mk]|bn)?|two|three|four|five|six|seven|eight|nine|ten|twelve)(?-u:\b)"
    r"(?: (?:hundred|thousand|million|billion|dozen))?(?-u:\b))?|"
    r"-? ?(?:\+|or so|or more|plus|odd))? ?[-]?"
)
_MEASURED_OF = r"^(?: worth)?(?i: of(?: (?:the|its|their|his|her))?(?-u:\b)| in(?-u:\b))? ?[-]?"
# Five litres in June count no June.
_IN_A_NAME = r"^ in (?:[A-ZÀ-Þ]|(?:the|its|their|his|her|an?|this|that) ).*$"
_NOUN_BEFORE = (
    r"(?i:([A-Za-zÀ-ɏ-]+) (?:of|is|was|at|reached|reaches)(?: (?:only|just|about|around|up|to|more|than|over|nearly|"
    r"almost|at|least|less|under|some|roughly|approximately|the|an?|estimated|between))*) ?\$?$"
)
_NO_MEASURE = frozenset((
    "average", "total", "mean", "median", "maximum", "minimum", "kind", "sort", "number", "worth", "think", "out",
    "month", "year", "week", "day", "quarter", "night", "time", "fraction", "portion", "half", "third", "majority",
    "rest", "age", "ages", "some", "all", "much", "because", "instead", "most", "part", "high", "low", "record", "it",
    "that", "what", "one", "higher", "lower", "start", "upward", "upwards", "excess", "tune", "north", "south", "stood",
    "feet", "vicinity", "neighborhood", "neighbourhood", "order", "cents", "minutes", "hours", "points", "and", "or",
))  # fmt: skip
_PER_NOUN = (
    r"^(?: [A-Za-zÀ-ɏ-]+){1,3}?( per [A-Za-zÀ-ɏ]+|"
    r" an? (?:second|minute|hour|day|week|month|quarter|year|night|season))(?-u:\b)"
)
_OF_TOTAL = r"^ ?(?i:of (?:the |its |their |all )?((?:[0-9][0-9,.]*|[a-z]+ty)(?: million| billion)?))(?:[^a-zA-Z0-9]|$)"
_INCLUDING = r"^[^.;]{0,40}?,? ?\(?((?i:including|excluding|not including|not counting) (?:[^\s,;.()]+ ?){1,5})"
_DAY_COUNTS = r"(?i:(?:^|[^a-zA-Z0-9])(?:in|within|for|about|after|every|only|just|than|least) )$"
_ONE_PEOPLE = (
    r"^ (?i:person|people|man killed|soldier|civilian|child|death|fatality|casualty|marine|policeman|"
    r"policewoman)(?-u:\b)"
)


def with_counted(figures: pl.DataFrame, ones: bool) -> pl.DataFrame:
    """Add counted, scope and holder; name the noun that is counted as the unit where there is none.

    Parameters
    ----------
    figures : polars.DataFrame
    ones : bool
        Whether "one" before any noun stays a figure.
    """
    after = pl.col("right").str.slice(pl.when(pl.col("unit") != "").then("unit_end").otherwise(0))
    frame = figures.with_columns(after=after)
    of = holds(frame["after"], r"^ (?i:of) (?:the|these|those|its|their|his|her|our|my|all) ")
    measured, right = (frame["unit"] != "").to_numpy(), frame["right"]
    hyphen = right.str.starts_with("-").to_numpy()
    single = ((frame["value"] == 1).to_numpy() & ~of) | measured | hyphen
    # In a 12-member panel, members are counted.
    joined = holds(right, "^[-‑](?:[^op]|o[^d]|p[^l])", ~measured)
    share = (frame["kind"] == FRACTION).to_numpy() & ~measured
    rest = _rest(frame)
    rest = rest.scatter(
        np.flatnonzero(joined), extracted(rest, r"^([A-Za-zÀ-ɏ]+)", joined).filter(pl.Series(joined)).fill_null("")
    )
    frame = _with_phrases(frame, counted_phrases(rest, single, share))
    figures = _kept_ones(_with_rates(_named(_with_subjects(frame))), ones)
    return figures.with_columns(holder=holders(figures))


def _rest(frame: pl.DataFrame) -> pl.Series:
    """Return the text after each number in which what it counts is named; '' for none."""
    measured, after = (frame["unit"] != "").to_numpy(), frame["after"]
    # Two days pass: after a unit in the plural, what follows is no noun that it measures.
    several = frame.select(
        pl.col("dimension").is_in(["time", "length", "mass", "volume", "area"])
        & (pl.col("right").str.slice(pl.col("unit_end") - 1, 1) == "s")
    )["dimension"].to_numpy()
    several = several & measured
    nothing = several & ~holds(after, r"^ (?:of|in|worth)(?-u:\b)|^-", several)
    places = np.flatnonzero(measured & ~nothing)
    of_unit = search(after.gather(places).str.replace, _IN_A_NAME, "")
    rest = search(after.str.replace, _OF, "").scatter(places, search(of_unit.str.replace, _MEASURED_OF, ""))
    return rest.scatter(np.flatnonzero(nothing), "")


def _with_phrases(frame: pl.DataFrame, phrases: Phrases) -> pl.DataFrame:
    """Add phrase, head, modifiers and state; after a unit there is no state."""
    measured = pl.col("unit") != ""
    named = pl.Series(phrases.head, dtype=pl.String)
    state = pl.Series(phrases.state, dtype=pl.String)
    before = states_before(frame["left"])
    people = pl.Series(sorted(state_words()), dtype=pl.String)
    return frame.with_columns(
        phrase=pl.Series(phrases.phrase, dtype=pl.String),
        head=named,
        modifiers=pl.Series(phrases.modifiers, dtype=pl.String),
        state=pl.when(measured).then(pl.lit("")).when(state != "").then(state).otherwise(before),
    ).with_columns(
        # Thirty wounded are thirty people.
        state=pl.when(pl.col("head").is_in(people.implode())).then(_named_state()).otherwise("state"),
        phrase=pl.when(pl.col("head").is_in(people.implode())).then(pl.lit("person")).otherwise("phrase"),
        head=pl.when(pl.col("head").is_in(people.implode())).then(pl.lit("person")).otherwise("head"),
    )


def _named_state() -> pl.Expr:
    states = {word: state_named(word) for word in state_words()}
    return pl.col("head").replace_strict(states, default="", return_dtype=pl.String)


def _with_subjects(frame: pl.DataFrame) -> pl.DataFrame:
    """Name what numbers without a unit or noun count, from earlier in the sentence."""
    alone = (pl.col("unit") == "") & (pl.col("head") == "") & (pl.col("kind") != FRACTION)
    before = pl.when("same").then(pl.col("gap").shift(1)).otherwise(pl.lit(""))
    rows = frame.with_row_index("row").with_columns(gap_before=before).filter(alone)
    if rows.is_empty():
        return frame
    rows = rows.with_columns(subject=subjects(rows)).filter(pl.col("subject") != "")
    subject = rows["subject"]
    none = np.zeros(len(rows), bool)
    phrases = counted_phrases(subject, none, none)
    found = _with_phrases(rows.select("row", "left", unit=pl.lit("")), phrases).filter(pl.col("head") != "")
    names = ("phrase", "head", "modifiers", "state")
    found = found.select("row", *(pl.col(name).alias(f"own_{name}") for name in names))
    frame = frame.with_row_index("row").join(found, on="row", how="left", maintain_order="left")
    who = pl.Series(counts_who(frame, flags(frame.select(alone=alone)["alone"])))
    noun = pl.when(pl.col("noun") != "").then("noun").when(who).then(pl.lit("person")).otherwise("head")
    phrase = pl.when(pl.col("noun") != "").then("noun").when(who).then(pl.lit("person")).otherwise("phrase")
    own = pl.col("own_head").is_not_null()
    filled = frame.with_columns(
        head=pl.when(own).then("own_head").when(alone).then(noun).otherwise("head"),
        phrase=pl.when(own).then("own_phrase").when(alone).then(phrase).otherwise("phrase"),
        modifiers=pl.when(own).then("own_modifiers").otherwise("modifiers"),
        state=pl.when(own & (pl.col("own_state") != "")).then("own_state").otherwise("state"),
    )
    unnamed = flags((filled["unit"] == "") & (filled["head"] == ""))
    as_before = pl.Series(counts_as_before(filled, unnamed))
    again = (pl.col("unit") == "") & (pl.col("head") == "") & (as_before | (pl.col("level") == 2))
    ahead = (pl.col("unit") == "") & (pl.col("head") == "") & (pl.col("level") == 1)
    return filled.with_columns(
        pl.when(again).then(pl.col(name).shift(1)).when(ahead).then(pl.col(name).shift(-1)).otherwise(name).alias(name)
        for name in ("head", "phrase")
    )


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Name unit, dimension, counted and scope from the phrases."""
    measured = pl.col("unit") != ""
    share = (pl.col("kind") == FRACTION) & ~measured
    victims = pl.col("state").is_in(states_of_people()) & ~measured & ~share & (pl.col("head") == "")
    heads = frame["head"].unique().to_list()
    persons = [head for head in heads if head and is_person(head)]
    before = nouns_before(frame["left"])
    has_unit = (frame["unit"] != "").to_numpy()
    follows = holds(frame["after"], "^(?:-| of| in| worth)", has_unit & (before != "").to_numpy())
    participle = holds(frame["phrase"].fill_null(""), r"^[^ ]+(?:ed|ing)$", has_unit)
    noun = pl.when(victims).then(pl.lit("person")).otherwise("head")
    death = noun.is_in(["death", "fatality"])
    of_people = pl.col("state").is_in(states_of_people())
    return frame.with_columns(
        end=pl.col("end") + pl.when(measured).then("unit_end").otherwise(0),
        unit=pl.when(measured | share).then("unit").otherwise(noun),
        dimension=pl.when(measured)
        .then("dimension")
        .when(share)
        .then(pl.lit(SHARE))
        .when(noun.is_in(persons) | death | victims)
        .then(pl.lit(PEOPLE))
        .otherwise(pl.lit(COUNT)),
        state=pl.when(share)
        .then(pl.lit(""))
        .when(death & ~measured)
        .then(pl.lit("dead"))
        .when(of_people & (noun != "") & ~noun.is_in(persons) & ~victims)
        .then(pl.lit(""))
        .otherwise("state"),
        counted=pl.when(victims)
        .then(pl.lit("person"))
        .when(measured & (before != "") & ~pl.Series(follows))
        .then(before)
        .when(measured & pl.Series(participle))
        .then(pl.lit(""))
        .otherwise("phrase"),
        named=measured,
        including=_including(frame["right"]),
        of_total=_of_total(frame["right"]),
    ).with_columns(scope=_scope())


def nouns_before(left: pl.Series) -> pl.Series:
    """Return the noun before each number that names what is measured: a range of; '' for none."""
    nouns = search(left.str.extract, _NOUN_BEFORE, 1).fill_null("").str.to_lowercase()
    distinct = nouns.unique().to_list()
    wrong = [
        noun
        for noun in distinct
        if noun in _NO_MEASURE or word_class(noun) == END or noun.endswith(("ed", "ing", "ly"))
    ]
    return nouns.set(nouns.is_in(wrong), "")


def _with_rates(frame: pl.DataFrame) -> pl.DataFrame:
    """Make units of what is counted per something, as in tests per day."""
    counted = (~frame["named"] & (frame["head"] != "")).to_numpy()
    per = extracted(frame["right"], _PER_NOUN, holds(frame["right"], _PER_NOUN, counted)).fill_null("")
    counts = pl.Series(counted) & (per != "")
    frame = frame.with_columns(per=pl.when(counts).then(per).otherwise(pl.lit("")))
    names = {written: read_per(written) for written in frame["per"].unique().to_list() if written}
    unit = {written: f" per {per.name}" for written, per in names.items()} | {"": ""}
    dimension = {written: f" per {per.dimension}" for written, per in names.items()} | {"": ""}
    return frame.with_columns(
        unit=pl.col("unit") + pl.col("per").replace_strict(unit, return_dtype=pl.String),
        dimension=pl.col("dimension") + pl.col("per").replace_strict(dimension, return_dtype=pl.String),
    )


def _including(right: pl.Series) -> pl.Series:
    """Return what each number is said to include or not; '' for nothing."""
    # Few figures say it, which is quick to see.
    possible = flags(right.str.contains_any(["cluding", "counting"], ascii_case_insensitive=True))
    return extracted(right, _INCLUDING, possible).fill_null("").str.strip_chars()


def _of_total(right: pl.Series) -> pl.Series:
    """Return of how many each number is; '' for none."""
    possible = flags(right.str.to_lowercase().str.strip_chars_start(" ").str.starts_with("of "))
    return ("of " + extracted(right, _OF_TOTAL, possible)).fill_null("")


def _scope() -> pl.Expr:
    names = ("modifiers", "state", "including", "of_total")
    parts = [pl.when(pl.col(name) == "").then(pl.lit("")).otherwise(pl.lit("; ") + pl.col(name)) for name in names]
    return pl.concat_str(parts, ignore_nulls=True).str.slice(len("; "))


def _kept_ones(frame: pl.DataFrame, ones: bool) -> pl.DataFrame:
    """Leave out "one" where it is a pronoun or an article rather than a number."""
    is_one = (pl.col("kind") == ONE) & pl.col("high").is_nan()
    one = flags(frame.select(one=is_one)["one"])
    day = holds(frame["right"], "^ day", one)
    some_day = day & ~holds(frame["left"], _DAY_COUNTS, day)
    frame = frame.filter(pl.Series(~some_day))
    noun = pl.col("named") | (pl.col("head") != "")
    if ones:
        return frame.filter(~is_one | noun)
    one = one[~some_day]
    counts = (
        pl.col("named")
        | (noun & (pl.col("bound") != "exact"))
        | pl.Series(holds(frame["left"], r"(?i:(?:^|[^a-zA-Z0-9])(?:only|just) )$", one)) & noun
        | pl.Series(holds(frame["right"], _ONE_PEOPLE, one))
        | pl.col("state").is_in(states_of_people())
    )
    return frame.filter(~is_one | counts)
