"""Columns, dtypes, units and meaning of every table: the contract between the parts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

VOICES = ("headline", "narration", "quoted")
UNITS = ("segment", "article", "event")
# The item whose rows hold the totals of a measure, so that items that are not stored are known to be zero.
TOTAL = ""


class Column(NamedTuple):
    """One column: dtype is a pandas name; nullable says that a value may be missing."""

    name: str
    dtype: str
    meaning: str
    nullable: bool = False


class Scale(NamedTuple):
    """How a measure's ratio is shown: value × factor, in unit; two ratios differ by limit at most."""

    factor: float
    unit: str
    items: str
    limit: float = 1


MEASURES = {
    "terms": Scale(1000, "per 1,000 words", "word"),
    "sentiment": Scale(1, "mean VADER score", "score", 2),
    "framing": Scale(100, "% of segments", "frame"),
    "framing_articles": Scale(100, "% of articles", "frame"),
    "frame_positions": Scale(100, "% of segments there", "frame and place"),
    "frame_pairs": Scale(100, "% of segments with either", "pair of frames"),
    "frame_patterns": Scale(100, "% of segments", "pattern"),
    "voices": Scale(100, "% of words", "voice"),
    "indirect": Scale(100, "% of words", "voice"),
    "sources": Scale(100, "% of attributions", "source"),
    "sides": Scale(100, "% of attributions", "side"),
    "independent": Scale(1000, "per 1,000 words", "source"),
    "cues": Scale(100, "% of cue verbs", "stance"),
    "toward": Scale(1, "mean tone, −1 to 1", "actor", 2),
    "actors": Scale(100, "% of segments", "actor"),
    "hedges": Scale(1000, "per 1,000 words", "hedge"),
    "axes": Scale(1000, "mean cosine × 1,000", "axis", 2),
    "axes_intensity": Scale(1000, "mean squared cosine × 1,000", "axis", 4),
    "coded": Scale(100, "% of articles", "code"),
    "coded_segments": Scale(100, "% of segments", "code"),
}

# What a measure is called where articles are counted that use an item.
ARTICLES = "_articles"
# Between a frame and its pattern or position, and between two frames, in the name of an item.
FRAME_AND, BOTH = ": ", " + "

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": (
        Column("article_id", "str", "stable name of the article"),
        Column("event", "str", "what happened; articles of one event are comparable"),
        Column("outlet", "str", "the label compared"),
        Column("publisher", "str", "whose page it was, as the article says", True),
        Column("byline", "str", "author as the article names them", True),
        Column("credit", "str", "agency or medium the article credits", True),
        Column("published_given", "str", "time of publication as given, ISO 8601", True),
        Column("published", "datetime64[us, UTC]", "the same in UTC; missing where no zone is given", True),
        Column("headline", "str", "headline; missing in a bundle and in saved tables", True),
        Column("language", "str", "language code"),
        Column("n_segments", "Int64", "segments after cleaning", True),
        Column("n_tokens", "Int64", "words after cleaning, headline included", True),
        Column("sha256", "str", "SHA-256 of the text as read, in UTF-8"),
    ),
    "dropped": (
        Column("article_id", "str", "article the piece was cut from, or that was refused"),
        Column("kind", "str", "name of the cleaning rule, or 'article' for a refused article"),
        Column("reason", "str", "why, in words"),
        Column("start", "int64", "where the piece starts in the text as read (characters)"),
        Column("end", "int64", "where it ends"),
    ),
    "segments": (
        Column("article_id", "str", "article"),
        Column("paragraph", "int64", "paragraph of the cleaned text; 0 is the headline where there is one"),
        Column("sentence", "int64", "running number of the sentence in the article"),
        Column("voice", "str", "headline, narration or quoted"),
        Column("start", "int64", "where the segment starts in the cleaned text (characters)"),
        Column("end", "int64", "where it ends; words in another voice may stand between"),
        Column("n_tokens", "int64", "words"),
        Column("reason", "str", "why the voice is what it is, where that is in doubt; else empty"),
    ),
    "scores": (
        Column("measure", "str", "what was measured: terms, sentiment, framing, voices"),
        Column("item", "str", "word, score, frame …; '' holds the totals of a measure whose zeros are not stored"),
        Column("event", "str", "event of the article"),
        Column("outlet", "str", "outlet of the article"),
        Column("article_id", "str", "article"),
        Column("voice", "str", "headline, narration or quoted"),
        Column("x", "float64", "numerator, summed over segments"),
        Column("n", "float64", "denominator, summed over segments"),
        Column("units", "float64", "number of segments"),
        Column("xx", "float64", "sum of x² over segments"),
        Column("xn", "float64", "sum of x·n over segments"),
        Column("nn", "float64", "sum of n² over segments"),
    ),
    "comparisons": (
        Column("measure", "str", "what was measured"),
        Column("item", "str", "word, score, frame …"),
        Column("outlet", "str", "outlet"),
        Column("against", "str", "what it is compared with: 'rest' (all other outlets), or one outlet"),
        Column(
            "value",
            "float64",
            "ratio x/n of the outlet, or its weighted mean over events, in the measure's unit",
            True,
        ),
        Column("value_against", "float64", "ratio of the other side", True),
        Column("estimate", "float64", "value − value_against", True),
        Column("low", "float64", "lower end of the confidence interval of the estimate", True),
        Column("high", "float64", "upper end", True),
        Column("p", "float64", "two-sided p-value", True),
        Column("q", "float64", "false discovery rate within the table (Benjamini–Hochberg)", True),
        Column("n_articles", "int64", "articles of the outlet"),
        Column("n_articles_against", "int64", "articles of the other side"),
        Column("x", "float64", "numerator of the outlet"),
        Column("n", "float64", "denominator of the outlet"),
        Column("unit", "str", "what varies by chance: segment, article or event"),
        Column("method", "str", "how the interval was made, or why there is none"),
        Column("confidence", "float64", "confidence level of the interval"),
        Column("seed", "int64", "seed of the random numbers; the closed form uses none"),
    ),
    "shifts": (
        Column("item", "str", "word"),
        Column("outlet", "str", "outlet"),
        Column("against", "str", "what it is compared with: 'rest' (all other outlets), or one outlet"),
        Column("x", "float64", "occurrences in the outlet"),
        Column("x_against", "float64", "occurrences on the other side"),
        Column("p", "float64", "share of the outlet's occurrences of words with a weight"),
        Column("p_against", "float64", "the same of the other side"),
        Column("weight", "float64", "weight of the word, such as its VADER valence"),
        Column("reference", "float64", "weight that counts as neutral"),
        Column("contribution", "float64", "(p − p_against) · (weight − reference)"),
        Column("kind", "str", "weight above or below the reference; used more or less than on the other side"),
        Column("average", "float64", "weighted average of the outlet"),
        Column("average_against", "float64", "weighted average of the other side"),
    ),
    "distances": (
        Column("outlet", "str", "outlet"),
        Column("against", "str", "another outlet"),
        Column("distance", "float64", "Vincze–Le Cam distance less chance: 0 alike, 1 no word in common", True),
        Column("squared", "float64", "its square, below 0 where chance alone would put them further apart", True),
        Column("n", "float64", "counted words of the outlet"),
        Column("n_against", "float64", "counted words of the other"),
        Column("units", "float64", "segments or articles of the outlet"),
        Column("units_against", "float64", "segments or articles of the other"),
        Column("unit", "str", "what varies by chance: segment or article"),
        Column("n_events", "int64", "events that both cover"),
    ),
    "keyness": (
        Column("measure", "str", "what was measured"),
        Column("item", "str", "word, run of words, frame …"),
        Column("outlet", "str", "outlet"),
        Column("against", "str", "what it is compared with: 'rest', one outlet, or the name of a frequency list"),
        Column("x", "float64", "occurrences in the outlet"),
        Column("n", "float64", "all words of the outlet"),
        Column("x_against", "float64", "occurrences on the other side"),
        Column("n_against", "float64", "all words of the other side"),
        Column("per_1000", "float64", "x per 1,000 of n", True),
        Column("per_1000_against", "float64", "the same of the other side", True),
        Column("g2_2term", "float64", "log-likelihood G², Rayson & Garside (2000)", True),
        Column("g2_4term", "float64", "log-likelihood G², Dunning (1993)", True),
        Column("chi_squared", "float64", "χ² without correction", True),
        Column("chi_squared_yates", "float64", "χ² with Yates' correction", True),
        Column("log_ratio", "float64", "doublings, Hardie (2014); a count of 0 is taken as 0.5", True),
        Column("conservative_log_ratio", "float64", "LRC, Evert (2022): doublings that are sure at 95 %", True),
        Column("percent_diff", "float64", "%DIFF, Gabrielatos & Marchi (2012); infinite where x_against is 0", True),
        Column("pmi", "float64", "pointwise mutual information of item and outlet, in nats", True),
        Column("log_odds", "float64", "log-odds ratio (nats) with both sides pooled as Dirichlet prior", True),
        Column("log_odds_z", "float64", "its z, 4-term variance, Monroe, Colaresi & Quinn (2008)", True),
        Column("dp_norm", "float64", "Gries' DPnorm over the outlet's articles: 0 even, 1 all in the smallest", True),
        Column("juilland_d", "float64", "Juilland's D over the outlet's articles: 1 even, 0 in one alone", True),
        Column("range", "int64", "articles of the outlet the item occurs in"),
        Column("n_articles", "int64", "articles of the outlet"),
        Column("dp_norm_all", "float64", "DPnorm over all articles of all outlets", True),
        Column("juilland_d_all", "float64", "Juilland's D over all articles of all outlets", True),
        Column("range_all", "int64", "articles of all outlets the item occurs in"),
        Column("n_articles_all", "int64", "articles of all outlets"),
    ),
    "collocations": (
        Column("outlet", "str", "outlet"),
        Column("collocation", "str", "the two words, in their order"),
        Column("n", "int64", "how often they stand together in the outlet"),
        Column("n_first", "int64", "occurrences of the first word in the outlet"),
        Column("n_second", "int64", "occurrences of the second"),
        Column("n_words", "int64", "counted words of the outlet, titles left out"),
        Column("n_articles", "int64", "articles in which they stand together"),
        Column("measure", "str", "association measure"),
        Column("score", "float64", "its value; missing where the two words are all there is", True),
    ),
    "quotes": (
        Column("article_id", "str", "article"),
        Column("sentence", "int64", "running number of the sentence in the article"),
        Column("segment", "int64", "row of the segments"),
        Column("source", "str", "who says it, as written; missing in a bundle", True),
        Column("name", "str", "under which the source counts; several joined by ';'; missing in a bundle", True),
        Column("kind", "str", "named_person, named_organisation, anonymous, document_or_media, unnamed or not_given"),
        Column("number", "int64", "how many speak"),
        Column("cue", "str", "verb or phrase that attributes"),
        Column("stance", "str", "neutral, asserting, doubting, conceding, or empty"),
        Column("form", "str", "direct or indirect"),
        Column("start", "int64", "first character of what is said, in the cleaned text"),
        Column("end", "int64", "character after its last"),
        Column("words", "int64", "words of what is said"),
    ),
    "style": (
        Column("article_id", "str", "article"),
        Column("variant", "str", "word as the article writes it"),
        Column("standard", "str", "word it is counted as; empty: a title, left out of the words"),
        Column("kind", "str", "spelling, name, acronym or title"),
        Column("n", "int64", "occurrences"),
    ),
}


def label(item: str) -> str:
    """An item as people read it."""
    return item.replace("_", " ")


def columns(table: str) -> list[str]:
    """Names of the columns of a table, in order."""
    return [column.name for column in TABLES[table]]


# What the values of a column can be, wherever it occurs, and which columns together name a row.
_ONE_OF = {"voice": VOICES, "unit": UNITS}
_BETWEEN = {"p": (0, 1), "q": (0, 1)}
_KEYS = {"articles": ["article_id"], "segments": ["article_id", "sentence", "voice"]}


@cache
def _schema(table: str) -> DataFrameSchema:
    from pandera.pandas import Check, DataFrameSchema
    from pandera.pandas import Column as Field

    checks = {name: Check.isin(values) for name, values in _ONE_OF.items()}
    checks |= {name: Check.in_range(*ends) for name, ends in _BETWEEN.items()}
    checks |= {"confidence": Check.in_range(0, 1, include_min=False, include_max=False)}
    fields = {c.name: Field(c.dtype, checks.get(c.name), nullable=c.nullable) for c in TABLES[table]}
    return DataFrameSchema(fields, strict=True, ordered=True, unique=_KEYS.get(table))


def check(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """The frame itself, once it is seen to be a table of that name.

    Raises: ValueError naming the column and the fault.
    """
    # pandera takes a second to import: it is asked what is wrong, when something is.
    if _sound(frame, table):
        return frame
    from pandera.errors import SchemaError, SchemaErrors

    try:
        return _schema(table).validate(frame)
    except SchemaError as error:
        raise ValueError(f"not a table of {table}: {error}") from None
    except SchemaErrors as several:
        faults = "; ".join(str(error) for error in several.schema_errors)
        raise ValueError(f"not a table of {table}: {faults}") from None


def _sound(frame: pd.DataFrame, table: str) -> bool:
    """Whether pandera would find nothing to say."""
    fields = TABLES[table]
    if list(frame.columns) != [c.name for c in fields] or any(str(frame[c.name].dtype) != c.dtype for c in fields):
        return False
    keys = _KEYS.get(table)
    return (
        not any(frame[c.name].hasnans for c in fields if not c.nullable)
        and all(set(frame[name].unique()) <= set(values) for name, values in _ONE_OF.items() if name in frame)
        and all(frame[name].dropna().between(*ends).all() for name, ends in _BETWEEN.items() if name in frame)
        and ("confidence" not in frame or frame["confidence"].between(0, 1, inclusive="neither").all())
        and not (keys and frame.duplicated(keys).any())
    )


def empty(table: str) -> pd.DataFrame:
    """A table without rows."""
    import pandas as pd

    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[table]})


def column_dictionary() -> str:
    """Every table and column as Markdown, as the README shows it."""
    parts = []
    for table, fields in TABLES.items():
        rows = [f"| `{c.name}` | {c.dtype} | {c.meaning}{', may be missing' if c.nullable else ''} |" for c in fields]
        parts.append("\n".join([f"**{table}**", "", "| column | type | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"
