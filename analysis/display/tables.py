"""Tables as a notebook shows them."""

from __future__ import annotations

from numbers import Integral
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html, one_line
from analysis._utils.table_notes import note_of
from analysis._utils.wording import percent, probability, signed
from analysis.display.html_output import html_output
from analysis.display.no_difference import shown_from
from analysis.exceptions import shortened
from analysis.schema import REST

if TYPE_CHECKING:
    from IPython.display import HTML

LONGEST_CELL = 2_000  # characters
NO_VALUE = "–"
# Column -> its head, where that is not the name without underscores.
HEADS = {
    "article_id": "article",
    "n_segments": "segments",
    "n_tokens": "words",
    "published_given": "published",
}
# Columns of names with underscores, such as those of frames.
_LABELLED = ("frame", "other")
# Columns that the style sheet knows by name.
_STYLED = ("left", "keyword", "definition", "planned", "result")


def show_table(
    table: pd.DataFrame,
    caption: str,
    *,
    columns: list[str] | None = None,
    top: int = 20,
    detectable: pd.DataFrame | None = None,
) -> HTML:
    """Show a table as HTML, comparisons in the unit of their measure; every cell is escaped.

    Parameters
    ----------
    table : DataFrame
        Its note is shown below it, or in its place if it has no rows.
    caption : str
    columns : list of str, optional
        Columns to show; all by default.
    top : int
        Rows to show; the caption states how many there are.
    detectable : DataFrame, optional
        From `ss.detectable`: which increase would have been shown stands beside the differences that are not clear.

    Returns
    -------
    IPython.display.HTML
    """
    note = note_of(table)
    if table.empty:
        return html_output(_paragraph("note", note or f"{caption}: none."))
    view = _view(table.head(top), columns, detectable)
    more = f" First {top} of {len(table):,} rows." if len(table) > top else ""
    notes = [note, _note_on_cut_intervals(table.head(top))]
    return html_output(
        _paragraph("caption", f"{caption}.{more}")
        + f'<div class="scroll" tabindex="0" role="region" aria-label="{escape_html(caption)}">{_html(view)}</div>'
        + "".join(_paragraph("note", text) for text in notes if text)
    )


def _note_on_cut_intervals(table: pd.DataFrame) -> str:
    """State why intervals end at the limits of the scale, if any does."""
    if "estimate" not in table or not table["method"].str.endswith(schema.CUT).any():
        return ""
    scale = schema.MEASURES[table["measure"].iat[0]]
    cut = table.loc[table["method"].str.endswith(schema.CUT), "item"]
    limits = " or ".join(f"±{signed(scale.factor * limit, 0)}" for limit in sorted({*map(scale.limit_of, cut)}))
    return f"Intervals are cut at {limits}, since no larger difference is possible: there, they exclude nothing."


def _view(table: pd.DataFrame, columns: list[str] | None, detectable: pd.DataFrame | None) -> pd.DataFrame:
    """Select the columns to show, with names without underscores, and whole numbers without decimals."""
    view = _readable_comparisons(table, detectable) if "estimate" in table else table
    view = view[columns] if columns else view
    view = view.assign(**{name: view[name].map(schema.label) for name in _LABELLED if name in view})
    whole = [name for name in view.select_dtypes("float") if (view[name] % 1 == 0).all()]
    return view.astype(dict.fromkeys(whole, "int64"))


def _readable_comparisons(table: pd.DataFrame, detectable: pd.DataFrame | None) -> pd.DataFrame:
    """Return comparisons in one unit, with the interval beside the difference."""
    scale = schema.MEASURES[table["measure"].iat[0]]
    against = table["against"].iat[0]
    few = table["method"] == schema.FEW_SENTENCES
    table = table.assign(**{name: table[name].mask(few) for name in ("value", "value_against", "estimate")})
    low, high = _numbers(table["low"], scale.factor, "+"), _numbers(table["high"], scale.factor, "+")
    view = pd.DataFrame({
        scale.items: table["item"].map(schema.label),
        "outlet": table["outlet"],
        f"outlet, {scale.unit}": _numbers(table["value"], scale.factor),
        "the rest" if against == REST else f"value of {against}": _numbers(table["value_against"], scale.factor),
        "difference": _numbers(table["estimate"], scale.factor, "+"),
        f"{percent(table['confidence'].iat[0])} interval": (low + " to " + high).where(low != NO_VALUE, ""),
        "q": table["q"].map(lambda q: "" if pd.isna(q) else probability(q).removeprefix("= ")),
    })  # fmt: skip
    if detectable is not None and not detectable.empty:
        view = view.assign(**{f"shown from ({percent(detectable['power'].iat[0])})": shown_from(table, detectable)})
    tested = table["p"].notna()
    if table.loc[tested, "method"].str.removesuffix(schema.CUT).nunique() > 1:
        return view.assign(method=table["method"])
    return view if tested.all() else view.assign(reason=table["method"].where(~tested, ""))


def _numbers(values: pd.Series, factor: float, sign: str = "") -> pd.Series:
    return values.map(lambda value: NO_VALUE if pd.isna(value) else signed(factor * value, 2, sign))


def _html(view: pd.DataFrame) -> str:
    classes = [_class(name, view[name]) for name in view]
    heads = zip(classes, (HEADS.get(name, name).replace("_", " ") for name in view), strict=True)
    head = "".join(f'<th scope="col" class="{kind}">{escape_html(name)}</th>' for kind, name in heads)
    body = "".join(_row(row, classes) for row in view.itertuples(index=False))
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(values: Any, classes: list[str]) -> str:
    cells = (f'<td class="{kind}">{escape_html(_text(v))}</td>' for v, kind in zip(values, classes, strict=True))
    return f"<tr>{''.join(cells)}</tr>"


def _text(value: Any) -> str:
    """Write the value of a cell."""
    if pd.isna(value):
        return NO_VALUE
    if isinstance(value, float):
        places = 2 if abs(value) >= 1 or not value else 3
        return f"{value:,.{places}f}".replace("-", "−")
    if isinstance(value, Integral):
        return f"{int(value):,}"
    return shortened(one_line(str(value)), LONGEST_CELL)


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}">{escape_html(text)}</p>'


def _class(name: str, column: pd.Series) -> str:
    """Return the class of a column for the style sheet: numbers and words before a keyword are aligned right."""
    if pd.api.types.is_numeric_dtype(column.dtype) or column.map(_is_number).all():
        return "number"
    return name if name in _STYLED else "text"


def _is_number(value: object) -> bool:
    """Whether a text is a number, an interval or empty of both."""
    if not isinstance(value, str) or value[:1] not in "+−–<0123456789":
        return False
    return not any(character.isalpha() for character in value.replace("to", ""))
