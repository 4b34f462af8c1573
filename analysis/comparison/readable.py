"""Comparisons in six columns, in the unit of their measure, as notebooks and reports show them."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html
from analysis._utils.table_notes import Table, note_of
from analysis._utils.wording import NO_VALUE, percent, two_digits
from analysis.comparison.enough_sentences import is_too_few
from analysis.schema import REST

MOST_ROWS = 20
WHOLE = "All columns: pd.DataFrame(table)."


class Comparisons(Table):
    """Comparisons that a notebook shows in six columns; `pandas.DataFrame(table)` shows all of them."""

    @property
    def _constructor(self) -> type[Comparisons]:
        return Comparisons

    def _repr_html_(self) -> str | None:
        """Show what, who, how certain, both values, and the difference with its interval."""
        if self.empty or set(schema.columns("comparisons")) - set(self) or self["measure"].nunique() > 1:
            shown: str | None = super()._repr_html_()
            return shown
        certain = pd.Series("no", self.index, dtype="str").mask(schema.is_clear(self["q"]), "yes")
        view = readable(self, certain.mask(self["p"].isna(), self["method"]))
        rows = f"The first {MOST_ROWS} of {len(self):,} rows. " if len(self) > MOST_ROWS else ""
        notes = filter(None, [note_of(self), rows + WHOLE])
        html = str(view.head(MOST_ROWS).to_html(index=False))
        return html + "".join(f"<p>{escape_html(note)}</p>" for note in notes)


def as_comparisons(frame: Table) -> Comparisons:
    """Return the same rows and attrs as comparisons; the data are not copied."""
    return Comparisons(frame).__finalize__(frame)


def readable(table: pd.DataFrame, certain: pd.Series) -> pd.DataFrame:
    """Return comparisons in one unit: what, who, how certain, both values, the difference with its interval.

    Parameters
    ----------
    table : DataFrame
        Comparisons of one measure, with at least one row.
    certain : Series of str
        Whether each difference is clear, or why it was not tested.

    Returns
    -------
    DataFrame
        Numbers are text.
    """
    scale = schema.MEASURES[table["measure"].iat[0]]
    against = table["against"].iat[0]
    few = is_too_few(table["method"])
    table = table.assign(**{name: table[name].mask(few) for name in ("value", "value_against", "estimate")})
    low, high, difference = (_numbers(table[name], scale.factor, "+") for name in ("low", "high", "estimate"))
    interval = (" (" + low + " to " + high + ")").where(low != NO_VALUE, "")
    view = pd.DataFrame({
        scale.items: table["item"].map(schema.label),
        "outlet": table["outlet"],
        "clear?": certain,
        scale.unit: _numbers(table["value"], scale.factor),
        "the rest" if against == REST else f"value of {against}": _numbers(table["value_against"], scale.factor),
        f"difference ({percent(table['confidence'].iat[0])} interval)": difference + interval,
    })  # fmt: skip
    # Shares that are corrected and those that are not stand in one table.
    if table.duplicated(["item", "outlet"]).any() and table["method"].nunique() > 1:
        view.insert(2, "method", table["method"])
    return view if table["item"].nunique() > 1 else view.drop(columns=scale.items)


def _numbers(values: pd.Series, factor: float, sign: str = "") -> pd.Series:
    return values.map(lambda value: two_digits(factor * value, sign))
