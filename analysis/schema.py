"""Columns, dtypes, units and meaning of every table: the contract between the parts."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema

    from analysis._utils.table_notes import Table

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
    "indirect_speech": Scale(100, "% of words", "voice"),
    "source_types": Scale(100, "% of attributions", "source"),
    "source_affiliation": Scale(100, "% of attributions", "side"),
    "distinct_sources": Scale(1000, "per 1,000 words", "source"),
    "reporting_verbs": Scale(100, "% of cue verbs", "stance"),
    "target_sentiment": Scale(1, "mean tone, −1 to 1", "actor", 2),
    "valence": Scale(1, "mean valence, −4 to 4", "score", 8),
    "actor_mentions": Scale(100, "% of segments", "actor"),
    "hedges": Scale(1000, "per 1,000 words", "hedge"),
    "semantic_axes": Scale(1000, "mean cosine × 1,000", "axis", 2),
    "semantic_axes_intensity": Scale(1000, "mean squared cosine × 1,000", "axis", 4),
    "coded": Scale(100, "% of articles", "code"),
    "coded_segments": Scale(100, "% of segments", "code"),
}

# Tables of which a bundle for others leaves columns empty, and the name of what it holds.
SHARED = {"segments": "shared_segments", "attributions": "shared_attributions"}

# Name of a measure in bundles made by 0.1.0 -> name now. Removed with the deprecated names of functions.
FORMER_MEASURES = {
    "actors": "actor_mentions",
    "axes": "semantic_axes",
    "axes_intensity": "semantic_axes_intensity",
    "cue_verbs": "reporting_verb_counts",
    "cues": "reporting_verbs",
    "independent": "distinct_sources",
    "indirect": "indirect_speech",
    "quotes": "attributions",
    "sides": "source_affiliation",
    "sources": "source_types",
    "toward": "target_sentiment",
}

# What a measure is called where articles are counted that use an item.
ARTICLES = "_articles"
# Between a frame and its pattern or position, and between two frames, in the name of an item.
FRAME_AND, BOTH = ": ", " + "


def _tables() -> dict[str, tuple[Column, ...]]:
    tables: dict[str, tuple[Column, ...]] = {}
    with Path(__file__).with_name("columns.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            column = Column(row["column"], row["type"], row["meaning"], row["missing"] == "yes")
            tables[row["table"]] = (*tables.get(row["table"], ()), column)
    return tables


TABLES = _tables()


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


def check(frame: pd.DataFrame, table: str) -> Table:
    """The same rows as a Table, once they are seen to be a table of that name.

    Raises: ValueError naming the column and the fault.
    """
    from analysis._utils.table_notes import as_table

    # pandera takes a second to import: it is asked what is wrong, when something is.
    if _sound(frame, table):
        return as_table(frame)
    from pandera.errors import SchemaError, SchemaErrors

    try:
        return as_table(_schema(table).validate(frame))
    except SchemaError as error:
        raise ValueError(f"not a table of {table}: {_reason(error)}") from None
    except SchemaErrors as several:
        faults = "; ".join(_reason(error) for error in several.schema_errors)
        raise ValueError(f"not a table of {table}: {faults}") from None


def _reason(error: Exception) -> str:
    """What pandera says, without the values and the schema that it prints."""
    first = str(error).partition("\n")[0].rstrip(":")
    return re.sub(" not in DataFrameSchema .*", " is not one of its columns", first)


def typed(frame: pd.DataFrame, table: str) -> Table:
    """The columns of a table of that name, in their order and of their types, its rows numbered.

    Raises: ValueError naming the column and the fault."""
    ordered = frame[columns(table)].reset_index(drop=True)
    return check(ordered.astype({c.name: c.dtype for c in TABLES[table]}), table)


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


def empty(table: str, note: str = "") -> Table:
    """A table without rows; note: why it has none."""
    import pandas as pd

    from analysis._utils.table_notes import as_table, with_note

    rows = pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[table]})
    return with_note(rows, note) if note else as_table(rows)


def column_dictionary() -> str:
    """Every table and column as Markdown, as the README shows it."""
    parts = []
    for table, fields in TABLES.items():
        rows = [f"| `{c.name}` | {c.dtype} | {c.meaning}{', may be missing' if c.nullable else ''} |" for c in fields]
        parts.append("\n".join([f"**{table}**", "", "| column | type | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"
