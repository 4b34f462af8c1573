"""House style by outlet, as a table of its own beside the differences."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis.measures.house_style import CHOICES, RATES
from analysis.schema import REST

_ORDER = {item: place for place, item in enumerate((*RATES, *CHOICES))}


def style_by_outlet(*comparisons: pd.DataFrame) -> pd.DataFrame:
    """List how each outlet writes, with the difference from the other side and its interval.

    A style guide decides such differences, not how an event is told. So they are no findings: there is no q, and no
    part of a family's error rate is spent on them.

    Parameters
    ----------
    *comparisons : DataFrame
        From `ss.compare`, of `ss.measures.house_style` and `ss.measures.style_choices`.

    Returns
    -------
    DataFrame
        Table style_by_outlet, without the choices that an outlet never has. The note is that of the comparisons.
    """
    given = [table for table in comparisons if len(table)]
    note = " ".join(dict.fromkeys(filter(None, map(note_of, comparisons))))
    if not given:
        return schema.empty("style_by_outlet", note or "No house style was counted.")
    rows = pd.concat([_rows(table) for table in given], ignore_index=True)
    used = rows.groupby("style")["x"].transform("sum") > 0
    rows = rows[used & (rows["n"] > 0)]
    order = rows.assign(_order=rows["style"].map(_ORDER).fillna(len(_ORDER)), _size=-rows["value"])
    order = order.sort_values(["_order", "_size", "outlet"], kind="stable")
    table = order.assign(style=order["style"].map(schema.label))
    return with_note(schema.typed(table, "style_by_outlet"), note)


def _rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return a comparison in its unit, under the names of the columns of style_by_outlet."""
    scale = schema.MEASURES[table["measure"].iat[0]]
    moved = {name: scale.factor * table[name] for name in ("value", "value_against", "low", "high")}
    rows = table.assign(
        **moved, style=table["item"], difference=scale.factor * table["estimate"], counted_in=scale.unit
    )
    return rows.assign(against=rows["against"].replace(REST, "the rest"))
