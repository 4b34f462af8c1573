"""Tables as a notebook shows them."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html, one_line
from analysis._utils.table_notes import note_of
from analysis._utils.wording import NO_VALUE, capitalized, counted, two_digits
from analysis.comparison.readable import readable
from analysis.display.headlines import time_as_given
from analysis.display.html_output import html_output
from analysis.display.html_parts import cell, framed_table, table_links
from analysis.display.no_difference import NONE, shown_from
from analysis.display.saving import CSV_ROWS, FIRST_ROWS
from analysis.exceptions import shortened

if TYPE_CHECKING:
    from IPython.display import HTML

LONGEST_CELL = 2_000  # characters
# On a narrow screen, rows of tables with more columns, or with longer texts in a column, stand as blocks.
MOST_COLUMNS = 5
LONGEST_NARROW = 80  # characters
MOST_REASONS = 2  # why no row was tested, in place of the rows
NOT_TESTED = "not tested: "
# Column -> its head, where that is not the name without underscores.
HEADS = {
    "article_id": "article",
    "n_segments": "sentences",
    "n_tokens": "words",
    "published_given": "published",
    "n_first": "of the first",
    "n_second": "of the second",
    "score": "log-likelihood",
    "n_both": "sentences with both",
    "jaccard": "share of those with either",
    "npmi": "against chance (0 as expected, 1 always together)",
    "n_events": "events",
    "per_1000": "per 1,000 words",
    "per_1000_against": "the others",
    "g2_4term": "log-likelihood",
    "conservative_log_ratio": "log ratio at least",
    "log_odds_z": "log odds (z)",
    "dp_norm_all": "unevenness (0 to 1)",
    "range_all": "articles with it",
    "segment": "sentence",
    "item": "what",
    "items": "compared",
    "value_against": "the others",
    "n": "count",
    "x": "count",
}
# Columns of names with underscores, such as those of frames and cleaning rules.
_LABELLED = ("frame", "other", "kind")
# Columns that the style sheet knows by name.
_STYLED = ("left", "keyword", "right", "planned", "result", "text")


def show_table(
    table: pd.DataFrame,
    caption: str = "",
    *,
    columns: list[str] | None = None,
    top: int = 20,
    detectable: pd.DataFrame | None = None,
    saved: str = "",
) -> HTML:
    """Show a table as HTML, comparisons in six columns and in the unit of their measure; every cell is escaped.

    Parameters
    ----------
    table : DataFrame
        Its note is shown below it, or in its place if it has no rows. Comparisons in which neither side has any are
        left out and counted.
    caption : str, optional
    columns : list of str, optional
        Columns to show; all by default.
    top : int
        Rows to show.
    detectable : DataFrame, optional
        From `ss.detectable`: which difference would have been shown is said of those that are not clear.
    saved : str
        Name under which `save_table` saved the whole table, for a link below it.

    Returns
    -------
    IPython.display.HTML
    """
    note = note_of(table)
    if table.empty:
        return html_output(_paragraph("note", note or _with_caption(caption, "none.")))
    if reason := _reason_for_all(table):
        return html_output(_paragraph("note", " ".join(filter(None, [_with_caption(caption, f"{reason}."), note]))))
    rows = _occurring(table)
    view = _with_values(_view(rows.head(top), columns, detectable))
    notes = [note, _note_on_rows(table, rows), _note_on_cut_intervals(rows.head(top))]
    return html_output(
        _html(view, caption)
        + "".join(_paragraph("note", text) for text in notes if text)
        + _link(saved, len(table), min(top, len(rows)))
    )


def _with_caption(caption: str, text: str) -> str:
    return f"{caption}: {text}" if caption else capitalized(text)


def _reason_for_all(table: pd.DataFrame) -> str:
    """Return why no row of a table of comparisons could be tested, if there are few reasons."""
    if "estimate" not in table or table["p"].notna().any() or table["method"].nunique() > MOST_REASONS:
        return ""
    first, *others = table["method"].unique().tolist()
    return "; or ".join([first, *(reason.removeprefix(NOT_TESTED) for reason in others)])


def _occurring(table: pd.DataFrame) -> pd.DataFrame:
    """Select the comparisons in which one side at least has any; of another table, all rows."""
    if "estimate" not in table:
        return table
    return table[(table["value"] != 0) | (table["value_against"] != 0)]


def _note_on_rows(table: pd.DataFrame, rows: pd.DataFrame) -> str:
    """State how many comparisons are left out since neither side has any."""
    absent = len(table) - len(rows)
    return f"Left out: {counted(absent, 'row')} in which neither side has any." if absent else ""


def _link(saved: str, rows: int, shown: int) -> str:
    """Link the whole table, where it was saved."""
    if not saved:
        return ""
    more = f"The first {shown:,} of {counted(rows, 'row')}" if shown < rows else f"All {counted(rows, 'row')}"
    cut = f" (CSV and Excel: the first {FIRST_ROWS} and {CSV_ROWS} rows)" if rows > CSV_ROWS else ""
    return f'<p class="source">{more}. <span class="links">Table: {table_links(saved)}{cut}</span></p>'


def _note_on_cut_intervals(table: pd.DataFrame) -> str:
    """State why intervals end at the limits of the scale, if any does."""
    if "estimate" not in table or not table["method"].str.endswith(schema.CUT).any():
        return ""
    scale = schema.MEASURES[table["measure"].iat[0]]
    cut = table.loc[table["method"].str.endswith(schema.CUT), "item"]
    limits = " or ".join(f"±{two_digits(scale.factor * limit)}" for limit in sorted({*map(scale.limit_of, cut)}))
    return f"Intervals are cut at {limits}, since no larger difference is possible: there, they exclude nothing."


def _view(table: pd.DataFrame, columns: list[str] | None, detectable: pd.DataFrame | None) -> pd.DataFrame:
    """Select the columns to show, with names without underscores, and whole numbers without decimals."""
    view = readable(table, _certainty(table, detectable)) if "estimate" in table else table
    view = view[columns] if columns else view
    view = view.assign(**{name: view[name].map(schema.label) for name in _LABELLED if name in view})
    if "published_given" in view and "published" in table:
        given = zip(view["published_given"], table["published"], strict=True)
        view = view.assign(published_given=[time_as_given(*one) or NO_VALUE for one in given])
    whole = [name for name in view.select_dtypes("float") if (view[name] % 1 == 0).all()]
    return view.astype(dict.fromkeys(whole, "int64"))


def _with_values(view: pd.DataFrame) -> pd.DataFrame:
    """Leave out columns in which no row has a value; the first names the rows."""
    has_none = view.isna() | view.isin(["", NO_VALUE])
    return view.loc[:, ~has_none.all() | (np.arange(view.shape[1]) == 0)]


def _certainty(table: pd.DataFrame, detectable: pd.DataFrame | None) -> pd.Series:
    """State whether each difference is clear, and of others from which size one would be, or why it was not tested."""
    seen = shown_from(table, detectable)
    words = ("no, would be from " + seen).where((seen != "") & (seen != NONE), "no")
    words = words.mask(schema.is_clear(table["q"]), "yes")
    return words.mask(table["p"].isna(), table["method"])


def _html(view: pd.DataFrame, caption: str) -> str:
    classes = [_class(name, view[name]) for name in view]
    heads = [escape_html(HEADS.get(name, name).replace("_", " ")) for name in view]
    head = "".join(f'<th scope="col" class="{kind}">{name}</th>' for kind, name in zip(classes, heads, strict=True))
    cards = len(heads) > MOST_COLUMNS or "long" in classes or "keyword" in classes
    repeated = heads if cards else [""] * len(heads)
    signs = [_sign(view[name]) for name in view]
    body = "".join(_row(row, repeated, classes, signs) for row in view.itertuples(index=False, name=None))
    named = f"<caption>{escape_html(caption)}</caption>" if caption else ""
    parts = f"{named}<thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    return framed_table(f"<table>{parts}</table>", "cards" if cards else "", caption or "Table", len(heads))


def _sign(column: pd.Series) -> str:
    """Return '+' for a column of fractions of which some are negative: positive ones are written with it."""
    return "+" if pd.api.types.is_float_dtype(column.dtype) and (column < 0).any() else ""


def _row(values: tuple[Any, ...], heads: list[str], classes: list[str], signs: list[str]) -> str:
    first, *others = (escape_html(_text(value, sign)) for value, sign in zip(values, signs, strict=True))
    cells = map(cell, heads[1:], others, classes[1:])
    return f'<tr><th scope="row" class="{classes[0]}">{first}</th>{"".join(cells)}</tr>'


def _text(value: Any, sign: str) -> str:
    """Write the value of a cell."""
    if pd.isna(value):
        return NO_VALUE
    if isinstance(value, float):
        return two_digits(value, sign)
    if isinstance(value, Integral):
        return f"{int(value):,}"
    return shortened(one_line(str(value)), LONGEST_CELL)


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape_html(text)}</p>'


def _class(name: str, column: pd.Series) -> str:
    """Return the class of a column for the style sheet: numbers and words before a keyword are aligned right."""
    if pd.api.types.is_numeric_dtype(column.dtype) or column.map(_is_number).all():
        return "number"
    if name in _STYLED:
        return name
    return "long" if column.astype(str).str.len().max() > LONGEST_NARROW else "text"


def _is_number(value: object) -> bool:
    """Whether a text is a number, an interval or empty of both."""
    if not isinstance(value, str) or value[:1] not in "+−–<0123456789":
        return False
    return not any(character.isalpha() for character in value.replace("to", ""))
