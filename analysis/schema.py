"""Columns, dtypes, units and meaning of every table: the contract between the parts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis.exceptions import quoted

if TYPE_CHECKING:
    import pandas as pd

    from analysis._utils.table_notes import Table

VOICES = ("headline", "narration", "quoted")
UNITS, CLUSTER = ("segment", "article", "outlet", "event"), "cluster"
# Keywords: all voices together, all other outlets together, every pair of outlets.
ALL, REST, EACH = "all", "rest", "each"
# Outlets with few articles, counted together.
OTHERS = "other outlets"
# The item whose rows hold the totals of a measure, so that items that are not stored are known to be zero.
TOTAL = ""


class Column(NamedTuple):
    """A column of a table: `dtype` is a pandas name; `nullable` says whether values may be missing."""

    name: str
    dtype: str
    meaning: str
    nullable: bool = False


class Scale(NamedTuple):
    """How the ratio of a measure is shown: ratio × `factor`, in `unit`.

    `items` is the word for an item of the measure; two ratios differ by at most `limit`, or by 1 for the items in
    `shares`, which are never negative. `signed` says whether the others of a limit above 1 can be negative.
    """

    factor: float
    unit: str
    items: str
    limit: float = 1
    shares: tuple[str, ...] = ()
    signed: bool = True

    @property
    def unit_in_words(self) -> str:
        """The unit as it stands after a number: 'of 100 words' for '% of words'."""
        return f"of 100 {self.unit.removeprefix('% of ')}" if self.unit.startswith("% of ") else self.unit

    @property
    def is_rate(self) -> bool:
        """Whether its ratios are rates or shares, which are never negative."""
        return self.limit == 1

    def limit_of(self, item: str) -> float:
        """Return by how much two ratios of an item differ at most."""
        return 1 if item in self.shares else self.limit

    def range_of(self, item: str) -> tuple[float, float]:
        """Return the lowest and the highest ratio of an item; signed ones go as far below 0 as above."""
        if self.is_rate or item in self.shares:
            return (0, 1)
        return (-self.limit / 2, self.limit / 2) if self.signed else (0, self.limit)

    def sign_of(self, item: str) -> str:
        """Return '+' for ratios that can be negative, whose positive values are written with it, '' for others."""
        return "+" if self.signed and not self.is_rate and item not in self.shares else ""


MEASURES = {
    "terms": Scale(1000, "per 1,000 words", "word"),
    "sentiment": Scale(1, "mean VADER score", "score", 2, ("neg", "neu", "pos")),
    "framing": Scale(100, "% of sentences", "frame"),
    "framing_articles": Scale(100, "% of articles", "frame"),
    "frame_positions": Scale(100, "% of sentences there", "frame and place"),
    "frame_pairs": Scale(100, "% of sentences with either", "pair of frames"),
    "frame_patterns": Scale(100, "% of sentences", "pattern"),
    "voices": Scale(100, "% of words", "voice"),
    "indirect_speech": Scale(100, "% of words", "voice"),
    "source_types": Scale(100, "% of attributions", "source"),
    "source_affiliation": Scale(100, "% of attributions", "side"),
    "distinct_sources": Scale(1000, "per 1,000 words", "source"),
    "reporting_verbs": Scale(100, "% of reporting verbs", "stance"),
    "target_sentiment": Scale(1, "mean tone from −1 to 1", "actor", 2),
    "net_tone": Scale(1, "net sentences per article", "actor", inf),
    "attention": Scale(1, "sentences per article", "actor", inf, signed=False),
    "agency": Scale(100, "% of clauses", "actor"),
    "agentless_passives": Scale(100, "% of clauses that act upon", "actor"),
    "valence": Scale(1, "mean tone from −4 to 4", "score", 8),
    "actor_mentions": Scale(100, "% of sentences", "actor"),
    "hedges": Scale(1000, "per 1,000 words", "hedge"),
    "figures": Scale(1000, "per 1,000 words", "kind of figure"),
    "originality": Scale(100, "% of narrated words", "share of words"),
    "wire_copy": Scale(100, "% of narrated words", "share of words"),
    "house_style": Scale(1000, "per 1,000 words", "house style"),
    "style_choices": Scale(100, "% of choices", "choice"),
    "semantic_axes": Scale(1000, "mean cosine × 1,000", "axis", 2),
    "semantic_axes_intensity": Scale(1000, "mean squared distance × 1,000", "axis", 4, signed=False),
    "coverage": Scale(100, "% of facts", "share of facts"),
    "coded": Scale(100, "% of articles", "code"),
    "coded_segments": Scale(100, "% of sentences", "code"),
}

# Tables of which a bundle for others leaves columns empty, and the name of what it holds.
SHARED = {name: f"shared_{name}" for name in ("segments", "attributions", "statements")}

# Differences are clear, or findings, where q is at most this, whatever the confidence of the intervals.
FALSE_DISCOVERY_RATE = 0.05
# Scores of single sentences are often wrong; their mean is shown from this number of sentences on each side.
LEAST_SENTENCES = 8
MEANS_OF_SENTENCES = ("valence", "sentiment", "target_sentiment")
# Ends the method of a comparison whose interval would reach beyond what is possible.
CUT = "; interval cut at the limits of the scale"
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


def is_clear(q: Any) -> Any:
    """Return whether a difference is clear, or a finding, for a q or for each of several."""
    return q <= FALSE_DISCOVERY_RATE


def label(item: str) -> str:
    """Return an item as readers see it, with blanks in place of underscores."""
    return "VADER score" if item == "compound" else item.replace("_", " ")


def outlets_in_order(names: Iterable[str]) -> list[str]:
    """Return outlets as they stand in all figures and tables: each once, by name; those counted together come last.

    Examples
    --------
    >>> outlets_in_order(["wire", "other outlets", "CNN", "wire"])
    ['CNN', 'wire', 'other outlets']
    """
    return sorted(set(names), key=lambda name: (name == OTHERS, name.casefold(), name))


def columns(table: str) -> list[str]:
    """Return the names of the columns of a table, in order."""
    return [column.name for column in TABLES[table]]


# Rules on values, wherever a column of that name occurs.
_ALLOWED = {"voice": VOICES, "unit": (*UNITS, CLUSTER)}
# Tables in which a voice is what is compared, or '' if that is not said.
_OF_COMPARED_VOICES, _COMPARED_VOICES = ("plan", "planned"), ("", *VOICES, ALL)
_PROBABILITIES, _CONFIDENCE = ("p", "q", "p_corrected", "family_share"), "confidence"
# Tables in which a unit is a unit of measure.
_OF_FIGURES = ("figures", "stated_figures", "figure_list", "figure_pairs")
_ALSO_ALLOWED = {(table, "str"): "category" for table in ("scores", "comparisons")}  # of millions of rows
# Columns that together name a row of a table.
_KEYS = {"articles": ["article_id"], "segments": ["article_id", "sentence", "voice"]}


def check(frame: pd.DataFrame, table: str) -> Table:
    """Check that a frame is a table of a given kind.

    Parameters
    ----------
    frame : DataFrame
    table : str
        Name of the table, one of TABLES.

    Returns
    -------
    Table
        The same rows; the data are not copied.

    Raises
    ------
    ValueError
        If columns, their order, types or values are not those of the table; the message names column and fault.
    """
    from analysis._utils.table_notes import as_table

    for fault in chain(_column_faults(frame, table), _value_faults(frame, table)):
        raise ValueError(f"Invalid table '{table}': {fault}")
    return as_table(frame)


def _column_faults(frame: pd.DataFrame, table: str) -> Iterator[str]:
    """Yield what is wrong with the names, the order and the types of the columns."""
    given, expected = list(frame.columns), columns(table)
    yield from (f"column '{name}' is missing." for name in expected if name not in given)
    yield from (f"column '{name}' is not one of its columns." for name in given if name not in expected)
    if given != expected:
        yield f"the columns are in another order. Expected {', '.join(expected)}."
    for name, dtype in other_types(frame, table).items():
        yield f"column '{name}' has the type {frame.dtypes[name]}. Expected {dtype}."


def other_types(frame: pd.DataFrame, table: str) -> dict[str, str]:
    """Return the types of a table that columns of a frame do not have: name of the column -> type it should have."""
    types = ((name, dtype, str(frame.dtypes[name])) for name, dtype, _, _ in TABLES[table] if name in frame)
    return {name: dtype for name, dtype, given in types if given not in (dtype, _ALSO_ALLOWED.get((table, dtype)))}


def _value_faults(frame: pd.DataFrame, table: str) -> Iterator[str]:
    """Yield what is wrong with the values of columns that are there and of the right type."""
    for name, _, _, nullable in TABLES[table]:
        allowed = _allowed_values(name, table)
        if nullable and not (allowed or name in _PROBABILITIES or name == _CONFIDENCE):
            continue
        column = frame[name]
        if not nullable and column.hasnans:
            yield f"column '{name}' has missing values."
        if allowed and (unknown := set(column.dropna().unique()) - set(allowed)):
            yield f"column '{name}' has the value {quoted(sorted(unknown)[:1])}. Expected {quoted(allowed)}."
        if name in _PROBABILITIES and not column.dropna().between(0, 1).all():
            yield f"column '{name}' has values outside 0 to 1."
        if name == _CONFIDENCE and not column.dropna().between(0, 1, inclusive="neither").all():
            yield f"column '{name}' has values that are not between 0 and 1."
    if table in _KEYS and frame.duplicated(_KEYS[table]).any():
        yield f"rows with the same {', '.join(_KEYS[table])} occur more than once."


def _allowed_values(name: str, table: str) -> tuple[str, ...] | None:
    """Values that a column may have; None for any."""
    if name == "voice" and table in _OF_COMPARED_VOICES:
        return _COMPARED_VOICES
    return None if name == "unit" and table in _OF_FIGURES else _ALLOWED.get(name)


def typed(frame: pd.DataFrame, table: str) -> Table:
    """Arrange a frame as a table of a given kind.

    Parameters
    ----------
    frame : DataFrame
        With at least the columns of the table; others are dropped.
    table : str
        Name of the table, one of TABLES.

    Returns
    -------
    Table
        The columns of the table, in its order and of its types; rows are numbered from 0.

    Raises
    ------
    ValueError
        As `check`.
    """
    ordered = frame[columns(table)].reset_index(drop=True)
    others = other_types(ordered, table)
    # Without any, `astype` would still take apart the columns and put them together.
    return check(ordered.astype(others) if others else ordered, table)


def empty(table: str, note: str = "") -> Table:
    """Make a table without rows.

    Parameters
    ----------
    table : str
        Name of the table, one of TABLES.
    note : str
        Why it has no rows; becomes ``attrs["note"]``.

    Returns
    -------
    Table
    """
    import pandas as pd

    from analysis._utils.table_notes import as_table, with_note

    rows = pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[table]})
    return with_note(rows, note) if note else as_table(rows)


def column_dictionary() -> str:
    """Return every table and column as Markdown."""
    parts = []
    for table, fields in TABLES.items():
        rows = [f"| `{c.name}` | {c.dtype} | {c.meaning}{', may be missing' if c.nullable else ''} |" for c in fields]
        parts.append("\n".join([f"**{table}**", "", "| column | type | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"
