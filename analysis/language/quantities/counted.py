"""What a figure counts or measures, of what scope, and who or what has it."""

from __future__ import annotations

import polars as pl

from analysis.language.quantities.holders import holders
from analysis.language.quantities.noun_phrases import counted_phrases
from analysis.language.quantities.number_values import FRACTION, ONE
from analysis.language.quantities.units import COUNT, PEOPLE, SHARE, read_per
from analysis.language.quantities.word_classes import is_person

# Between a number and what is counted.
_OF = r"^(?i: of(?: (?:the|these|those|its|their|his|her|our|my|all))*|-? ?(?:or so|or more|plus|odd))? ?[-]?"
_MEASURED_OF = r"^(?: worth)?(?i: (?:of|in)(?-u:\b)(?: the| its| their| his| her)?)? ?[-]?"
_NOUN_BEFORE = (
    r"(?i:([\p{L}-]+) (?:of|is|was|at|reached|reaches)(?: (?:only|just|about|around|up|to|more|than|over|nearly|almost|"
    r"at|least|less|under|some|roughly|approximately|the|an?|estimated|between))*) ?\$?$"
)
_VICTIMS_BEFORE = (
    r"(?i:(?:^|[^a-zA-Z0-9])(?:kill|kills|killed|killing|wound|wounds|wounded|wounding|injure|injures|injured|injuring|"
    r"arrested|"
    r"arresting|detained|left|claimed|hospitali[sz]ed|displaced|displacing)(?: (?:at|least|more|than|about|another|"
    r"nearly|"
    r"some|over|as|many|up|to|around|only|an|estimated|of)){0,3} )$"
)
_VICTIMS_AFTER = (
    r"^(?: (?:more|others?|were|was|are|have been|had been|of them|was|being)){0,2} "
    r"(?:killed|dead|wounded|injured|died|hurt|arrested|missing|hospitali[sz]ed|detained)(?-u:\b)"
)
_PER_NOUN = (
    r"^(?: [\p{L}-]+){1,3}?( per [\p{L}]+| an? (?:second|minute|hour|day|week|month|quarter|year|night|season))(?-u:\b)"
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
    measured = pl.col("unit") != ""
    after = pl.col("right").str.slice(pl.when(measured).then("unit_end").otherwise(0))
    frame = figures.with_columns(after=after).with_columns(
        rest=pl.when(measured)
        .then(pl.col("after").str.replace(_MEASURED_OF, ""))
        .otherwise(pl.col("after").str.replace(_OF, "")),
        of=pl.col("after").str.contains(r"^ (?i:of) (?:the|these|those|its|their|his|her|our|my|all) "),
        victims=pl.col("left").str.contains(_VICTIMS_BEFORE) | pl.col("right").str.contains(_VICTIMS_AFTER),
    )
    single = (
        ((frame["value"] == 1) & ~frame["of"]) | (frame["unit"] != "") | frame["right"].str.contains("^-")
    ).to_numpy()
    # In a 12-member panel, members are counted.
    hyphened = pl.col("rest").str.extract(r"^([\p{L}]+)", 1).fill_null("")
    joined = (pl.col("unit") == "") & pl.col("right").str.contains("^[-‑]")
    rest = frame.select(rest=pl.when(joined).then(hyphened).otherwise("rest"))["rest"]
    phrases = counted_phrases(rest, single)
    frame = frame.with_columns(
        phrase=pl.Series(phrases.phrase, dtype=pl.String),
        head=pl.Series(phrases.head, dtype=pl.String),
        modifiers=pl.Series(phrases.modifiers, dtype=pl.String),
    )
    return _kept_ones(_with_rates(_named(frame)), ones)


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Name unit, dimension, counted, scope and holder from the phrases."""
    measured = pl.col("unit") != ""
    share = (pl.col("kind") == FRACTION) & ~measured
    victims = pl.col("victims") & ~measured & (pl.col("head") == "")
    heads = frame["head"].unique().to_list()
    persons = [head for head in heads if head and is_person(head)]
    before = pl.col("left").str.extract(_NOUN_BEFORE, 1).fill_null("").str.to_lowercase()
    noun = pl.when(victims).then(pl.lit("person")).otherwise("head")
    person = noun.is_in(persons) | victims
    return frame.with_columns(
        end=pl.col("end") + pl.when(measured).then("unit_end").otherwise(0),
        unit=pl.when(measured | share).then("unit").otherwise(noun),
        dimension=pl.when(measured)
        .then("dimension")
        .when(share)
        .then(pl.lit(SHARE))
        .when(person)
        .then(pl.lit(PEOPLE))
        .otherwise(pl.lit(COUNT)),
        counted=pl.when(victims)
        .then(pl.lit("person"))
        .when(measured & (before != "") & ~pl.col("after").str.contains("^(?:-| of| in| worth)"))
        .then(before)
        .when(measured & pl.col("phrase").str.contains(r"^[^ ]+(?:ed|ing)$"))
        .then(pl.lit(""))
        .otherwise("phrase"),
        scope=_scope(),
        holder=holders(),
        named=measured,
    )


def _with_rates(frame: pl.DataFrame) -> pl.DataFrame:
    """Make units of what is counted per something, as in tests per day."""
    per = pl.col("right").str.extract(_PER_NOUN, 1).fill_null("")
    counts = ~pl.col("named") & (per != "") & (pl.col("head") != "")
    frame = frame.with_columns(per=pl.when(counts).then(per).otherwise(pl.lit("")))
    names = {written: read_per(written) for written in frame["per"].unique().to_list() if written}
    unit = {written: f" per {per.name}" for written, per in names.items()} | {"": ""}
    dimension = {written: f" per {per.dimension}" for written, per in names.items()} | {"": ""}
    return frame.with_columns(
        unit=pl.col("unit") + pl.col("per").replace_strict(unit, return_dtype=pl.String),
        dimension=pl.col("dimension") + pl.col("per").replace_strict(dimension, return_dtype=pl.String),
    )


def _scope() -> pl.Expr:
    including = pl.col("right").str.extract(_INCLUDING, 1).fill_null("").str.strip_chars()
    total = pl.col("right").str.extract(_OF_TOTAL, 1)
    of_total = pl.when(total.is_null()).then(pl.lit("")).otherwise(pl.lit("of ") + total)
    parts = [pl.col("modifiers"), including, of_total]
    return (
        pl.concat_list([pl.when(part == "").then(None).otherwise(part) for part in parts])
        .list.drop_nulls()
        .list.join("; ")
    )


def _kept_ones(frame: pl.DataFrame, ones: bool) -> pl.DataFrame:
    """Leave out "one" where it is a pronoun or an article rather than a number."""
    is_one = (pl.col("kind") == ONE) & pl.col("high").is_nan()
    some_day = is_one & pl.col("right").str.contains("^ day") & ~pl.col("left").str.contains(_DAY_COUNTS)
    frame = frame.filter(~some_day)
    noun = pl.col("named") | (pl.col("head") != "")
    if ones:
        return frame.filter(~is_one | noun)
    counts = (
        pl.col("named")
        | (noun & (pl.col("bound") != "exact"))
        | pl.col("left").str.contains(r"(?i:(?:^|[^a-zA-Z0-9])(?:only|just) )$") & noun
        | pl.col("right").str.contains(_ONE_PEOPLE)
        | pl.col("victims")
    )
    return frame.filter(~is_one | counts)
