"""Figures in texts: value, unit, bound, change and what is counted, by rules on columns."""

from __future__ import annotations

import polars as pl

from analysis.language.entities.name_words import batches
from analysis.language.quantities.bounds import EXACT, bounds, changes
from analysis.language.quantities.counted import with_counted
from analysis.language.quantities.elided import repeated_changes, with_elided_units
from analysis.language.quantities.located import locate_numbers
from analysis.language.quantities.matching import extracted, extracted_groups, holds, search
from analysis.language.quantities.no_figures import no_figure
from analysis.language.quantities.number_values import DIGITS, FRACTION, VAGUE_WORDS, read_number
from analysis.language.quantities.ranges import joined_dates, merge, relations
from analysis.language.quantities.short_millions import with_short_millions
from analysis.language.quantities.units import (
    NO_UNIT,
    per_pattern,
    rate,
    read_currency,
    read_per,
    read_unit,
    unit_pattern,
)
from analysis.language.quantities.units_of_context import with_units_of_context

COLUMNS = {
    "text": pl.Int64, "start": pl.Int64, "end": pl.Int64, "value": pl.Float64, "high": pl.Float64, "unit": pl.String,
    "dimension": pl.String, "bound": pl.String, "change": pl.String, "counted": pl.String, "scope": pl.String,
    "holder": pl.String,
}  # fmt: skip
# Two F/A-18s are no farads.
_AIRCRAFT = r"^[ -][A-Z]/[A-Z]"
_PLURAL_AFTER = r"^ (?:[A-Za-zÀ-ɏ-]+ ){0,2}[A-Za-zÀ-ɏ-]+s(?-u:\b)|^ people"
_UNIT_WIDTH = 48  # characters in which a unit after a number ends
_OF_A = r"^((?: of)? an?(?: US)?)[ -]"
_MINUS = r"(?i:(?:^|[^a-zA-Z0-9])(?:minus|negative)[ -])$|(?:^|[\s(])[-−]$"
_PLUS_OR_MINUS = r"(?i:plus[ -](?:or|and|/)[ -]minus[ -])$"
# Millions of dollars.
_OF = r"^( of)[ ]"


def find_figures(texts: pl.Series, *, ones: bool = False, fractions: bool = True, scores: bool = False) -> pl.DataFrame:
    """Find the figures of texts.

    Dates, clock times, ordinals, list numbers, scores of games and numbers in names are no figures.

    Parameters
    ----------
    texts : polars.Series of str
        Sentences, or parts of them.
    ones : bool
        Whether every "one" before a noun is a figure, as in "one solution" and "one of the men"; otherwise only
        before units and people, and with a bound.
    fractions : bool
        Whether fractions such as "two-thirds of" and "one in five" are figures.
    scores : bool
        Whether each number of the score of a game, as in "3-1", is a figure.

    Returns
    -------
    polars.DataFrame
        text (number of the text), start and end (characters, of the number with its currency and unit), value, high
        (upper end of a range, else NaN), unit, dimension, bound, change, counted, scope, holder.

    Examples
    --------
    >>> found = find_figures(pl.Series(["Nearly 50,000 Ruritanian troops crossed 12 to 15 miles of marsh."]))
    >>> found.select("value", "high", "unit", "bound", "scope").rows()
    [(50000.0, nan, 'troop', 'about', 'Ruritanian'), (12.0, 15.0, 'mile', 'exact', '')]
    """
    found = [
        _find(batch, ones, fractions, scores).with_columns(pl.col("text") + first) for first, batch in batches(texts)
    ]
    return pl.concat(found)


def _find(texts: pl.Series, ones: bool, fractions: bool, scores: bool) -> pl.DataFrame:
    numbers = _with_measured(_with_shared_currency(_with_values(with_short_millions(locate_numbers(texts)))))
    numbers = numbers.with_columns(no_figure(numbers))
    numbers = numbers.with_columns(date=pl.Series(joined_dates(numbers), dtype=pl.Boolean))
    is_figure = ~(pl.col("date") | pl.col("year") | pl.col("other"))
    # Of the numbers that are left, a neighbour is one only where none was left out between.
    kept = numbers.with_columns(same=pl.col("same") & is_figure.shift(1, fill_value=False)).filter(is_figure)
    kept = _with_units(kept)
    kept = kept.with_columns(changes(kept), bounds(kept))
    kept = kept.with_columns(repeated_changes(kept))
    figures = merge(kept, relations(kept), scores)
    figures = _with_sign(figures)
    figures = figures.with_columns(**_of_conversions(figures))
    figures = with_elided_units(with_units_of_context(figures))
    if not fractions:
        figures = figures.filter((pl.col("kind") != FRACTION) | (pl.col("unit") != ""))
    return with_counted(figures, ones).select(pl.col(name).cast(dtype) for name, dtype in COLUMNS.items())


def _with_values(numbers: pl.DataFrame) -> pl.DataFrame:
    """Add value, coefficient, currency, kind and end; each distinct number is read once."""
    distinct = numbers["written"].unique()
    read = [read_number(written) for written in distinct.to_list()]
    table = pl.DataFrame(
        {
            "written": distinct,
            "value": [number.value for number in read],
            "coefficient": [number.coefficient for number in read],
            "currency": [number.currency for number in read],
            "kind": [number.kind for number in read],
        },
        schema_overrides={"value": pl.Float64, "coefficient": pl.Float64, "currency": pl.String, "kind": pl.String},
    )
    joined = numbers.join(table, on="written", how="left", maintain_order="left")
    return joined.with_columns(end=pl.col("start") + pl.col("written").str.len_chars())


def _with_shared_currency(numbers: pl.DataFrame) -> pl.DataFrame:
    """Give the upper end of a range the currency of the lower one: $1–2bn, $3 to 5 million."""
    before = {name: pl.col(name).shift(1) for name in ("currency", "coefficient", "gap")}
    has_magnitude = pl.col("value") > pl.col("coefficient")
    joined = before["gap"].str.contains(r"^[-–—‑]$") | (before["gap"].str.contains(r"^ to $") & has_magnitude)
    ascends = pl.col("same") & (pl.col("coefficient") > before["coefficient"])
    upper = joined & ascends & (pl.col("currency") == "") & (pl.col("kind") == DIGITS)
    return numbers.with_columns(currency=pl.when(upper).then(before["currency"]).otherwise("currency"))


def _with_measured(numbers: pl.DataFrame) -> pl.DataFrame:
    """Add the text in which a unit may follow (rest), after an article (article), and whether one does (measured).

    Further linked (what stands before the unit), form (the unit), per (what is counted per) and ago, as in a year ago.
    """
    money = pl.col("currency") != ""
    # Half a mile, a third of a mile.
    kind, right = numbers["kind"], numbers["right"]
    of_a = extracted(right, _OF_A, (kind == FRACTION).to_numpy())
    of = extracted(right, _OF, (kind == VAGUE_WORDS).to_numpy())
    numbers = numbers.with_columns(article=pl.coalesce(of_a, of, pl.lit("")))
    rest = pl.col("right").str.slice(pl.col("article").str.len_chars()).str.head(_UNIT_WIDTH)
    numbers = numbers.with_columns(rest=rest)
    groups = extracted_groups(numbers["rest"], unit_pattern())
    groups.columns = ["linked", "form", "per", "ago"]
    form = groups["form"].is_not_null()
    found = form & ~pl.Series(holds(numbers["rest"], _AIRCRAFT, form.to_numpy()))
    numbers = numbers.hstack(groups)
    of_unit = [
        pl.when(found & ~money).then(name).otherwise(None).fill_null("").alias(name)
        for name in ("linked", "form", "per", "ago")
    ]
    return numbers.with_columns(*of_unit, measured=money | found)


def _with_units(numbers: pl.DataFrame) -> pl.DataFrame:
    """Add unit, dimension, rate, unit_end (characters of the unit after the number) and what `ranges` asks."""
    numbers = numbers.with_columns(per=_per(numbers))
    distinct = numbers.select("currency", "form", "per").unique()
    units = []
    for currency, form, per in distinct.iter_rows():
        unit = read_currency(currency) if currency else read_unit(form) if form else NO_UNIT
        units.append(rate(unit, read_per(per)) if per and unit.name else unit)
    table = distinct.with_columns(
        unit=pl.Series([unit.name for unit in units], dtype=pl.String),
        dimension=pl.Series([unit.dimension for unit in units], dtype=pl.String),
    )
    # An F that touches the number is no farad: 75F.
    counted = pl.Series(holds(numbers["right"], _PLURAL_AFTER))
    digits = (numbers["kind"] == DIGITS) & (numbers["currency"] == "")
    letters = pl.Series(holds(numbers["written"], r"[A-Za-zÀ-ɏ.,]", digits.to_numpy()))
    touches = (pl.col("unit") == "farad") & (pl.col("linked") == "") & (pl.col("form") == "F")
    lengths = [pl.col(name).str.len_chars() for name in ("article", "linked", "form", "per")]
    length = pl.sum_horizontal(lengths).cast(pl.Int64)
    return (
        numbers.join(table, on=["currency", "form", "per"], how="left", maintain_order="left")
        .with_columns(
            unit_end=pl.when(pl.col("form") + pl.col("per") == "").then(0).otherwise(length),
            rate=pl.col("per"),
            unit=pl.when(touches).then(pl.lit("fahrenheit")).otherwise("unit"),
            dimension=pl.when(touches).then(pl.lit("temperature")).otherwise("dimension"),
            counted=counted,
            plain=digits & ~letters,
        )
        .drop("article", "rest", "linked", "form", "per", "ago")
    )


def _per(numbers: pl.DataFrame) -> pl.Series:
    """Return what each figure is counted per; '' for none. In 3 percent a year ago nothing is counted per year."""
    per = numbers.select(per=pl.when(pl.col("ago") == "").then("per").otherwise(pl.lit("")))["per"].to_numpy().copy()
    money = (numbers["currency"] != "").to_numpy()
    rest = numbers["rest"].filter(pl.Series(money))
    groups = search(rest.str.extract_groups, per_pattern()).struct.unnest()
    rates = groups.select(per=pl.when(pl.col("2").is_null()).then("1").fill_null(""))["per"]
    per[money] = rates.to_numpy()
    return pl.Series(per.tolist(), dtype=pl.String)


def _with_sign(figures: pl.DataFrame) -> pl.DataFrame:
    """Give figures after a minus their sign, which is part of what is written."""
    minus = pl.Series(holds(figures["left"], _MINUS))
    # Plus or minus three points are none below zero.
    minus &= ~pl.Series(holds(figures["left"], _PLUS_OR_MINUS, minus.to_numpy()))
    sign = pl.when(minus).then(pl.col("left").str.extract(r"(?i:minus|negative)[ -]$|[-−]$", 0).str.len_chars())
    return figures.with_columns(
        value=pl.when(minus).then(-pl.col("value")).otherwise("value"),
        start=pl.col("start") - sign.fill_null(0),
    )


def _of_conversions(figures: pl.DataFrame) -> dict[str, pl.Expr]:
    """Return bound and change of each figure; one that says the one before again has those of that one."""
    before, again = figures["gap"].shift(1).fill_null(""), (figures["same"] & (figures["unit"] != "")).to_numpy()
    bracket = holds(before, r"[A-Za-zÀ-ɏ%)] ?(?:\(| ?/ )$", again)
    converts = figures.select(
        converts=pl.col("same")
        & (pl.col("dimension") == pl.col("dimension").shift(1))
        & (pl.col("unit") != pl.col("unit").shift(1))
        & (pl.col("unit") != "")
        & pl.Series(bracket)
        & (pl.col("bound") == EXACT)
        & (pl.col("change") == "")
    )["converts"]
    # It lost 48 points, or 2 percent: the second has the change of the first.
    restates = pl.Series(holds(before, r", or (?:about |nearly |around )?$", again)) & (pl.col("change") == "")
    # The third of 310 horsepower (231 kilowatts / 314 of another kind).
    third = converts & converts.shift(1).fill_null(False)
    return {
        "bound": pl.when(third)
        .then(pl.col("bound").shift(2))
        .when(converts)
        .then(pl.col("bound").shift(1))
        .otherwise("bound"),
        "change": pl.when(converts | restates).then(pl.col("change").shift(1)).otherwise("change"),
    }
