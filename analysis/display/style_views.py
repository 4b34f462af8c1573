"""House style: by outlet, as a table of its own beside the differences; and words in their commonest spelling."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations
from analysis.measures.house_style import CHOICES, RATES
from analysis.measures.spellings import spellings
from analysis.schema import REST

# Columns that hold words, one or several.
_COLUMNS = ("item", "collocation")
_ORDER = {item: place for place, item in enumerate((*RATES, *CHOICES))}


def style_by_outlet(*comparisons: pd.DataFrame) -> pd.DataFrame:
    """List how each outlet writes, with the difference from the other side and its interval.

    Such differences come from an outlet's style guide and are not findings about content. The table has no q, and its
    rows are not part of the family of tests.

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
    # An outlet that shares no event with others has words, and no value over events.
    rows = rows[used & (rows["n"] > 0) & rows["value"].notna()]
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
    return rows.assign(against=rows["against"].astype("str").replace(REST, "the rest"))


def as_written(table: pd.DataFrame, notes: Annotations) -> pd.DataFrame:
    """Write the words of a table in their commonest spelling in the corpus: North Korean in place of north korean.

    Parameters
    ----------
    table : DataFrame
        With words in the column item or collocation: scores of terms, comparisons of them, collocations.
    notes : Annotations

    Returns
    -------
    DataFrame
        Without changes if the words are of another measure, or if a bundle does not contain spellings.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> terms = ss.describe.as_written(ss.measures.terms(notes), notes)  # doctest: +SKIP
    """
    known = spellings(notes)
    column = next((name for name in _COLUMNS if name in table), "")
    measures = set(table["measure"].unique()) if "measure" in table and column == "item" else set()
    if not column or known.empty or measures - {"terms"}:
        return table
    number, items = pd.factorize(table[column])
    spelt = dict(zip(known["item"].tolist(), known["spelling"].tolist(), strict=True))
    shown = [" ".join(spelt.get(word, word) for word in item.split(" ")) for item in items.tolist()]
    return table.assign(**{column: pd.array(shown, dtype="str").take(number)})
