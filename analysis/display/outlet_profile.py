"""One row of measures for each outlet: the profile on the front page of a report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis._utils.wording import capitalized, counted, short_name
from analysis.comparison.enough_sentences import is_too_few
from analysis.display.figures import show_figure
from analysis.display.html_output import html_output
from analysis.display.html_parts import outlet_head, section
from analysis.display.page_addresses import outlet_addresses
from analysis.display.saving import save_table
from analysis.plots.profile import FEW, profile

if TYPE_CHECKING:
    from IPython.display import HTML

# Measure and item -> name of the column. Of frames the one on which software and people agree best.
_COLUMNS = {
    ("valence", "valence"): "tone",
    ("source_types", "anonymous"): "anonymous sources",
    ("indirect_speech", "quoted"): "quoted",
    ("indirect_speech", "indirect"): "indirect speech",
    ("framing", "economic"): "economic frame",
    ("hedges", schema.ALL): "hedges",
}
_CAPTION = (
    "A dot is an outlet, the upright line the mean of all. The line through a dot: the interval of its difference from "
    f"the other outlets. Blue: a clear difference. Pale: fewer than {FEW} articles. "
)
# Columns -> their unit, of those that are drawn.
_UNITS = {
    ("tone",): "tone from −4 to 4",
    ("anonymous sources",): "anonymous sources in % of attributions",
    ("quoted", "indirect speech"): "quoted and indirect speech in % of words",
    ("economic frame",): "the frame in % of sentences",
    ("hedges",): "hedges per 1,000 words, not tested together",
}


def outlet_profile(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Collect one row of measures for each outlet from tables of comparisons.

    Parameters
    ----------
    tables : iterable of DataFrame
        Comparisons of valence, indirect_speech, source_types, hedges and framing; others are left out.

    Returns
    -------
    DataFrame
        Table profile, columns and outlets in the order of all pages.
    """
    rows = pd.concat([_with_all_items(table[~is_too_few(table["method"])]) for table in tables])
    names = pd.Series(zip(rows["measure"], rows["item"], strict=True), rows.index).map(_COLUMNS)
    rows = rows.assign(column=names)[names.notna() & rows["value"].notna()]
    rows = rows[rows["value"].ne(0).groupby(rows["column"]).transform("any")]
    if rows.empty:
        return schema.empty("profile")
    sums = rows.groupby("column")[["x", "n"]].transform("sum")
    outlets, columns = schema.outlets_in_order(rows["outlet"]), [*_COLUMNS.values()]
    made = rows.assign(
        mean=sums["x"] / sums["n"],
        # The interval of the difference, laid around the value of the outlet.
        low=rows["value"] + rows["low"] - rows["estimate"],
        high=rows["value"] + rows["high"] - rows["estimate"],
        clear=schema.is_clear(rows["q"]).astype("bool"),
        _order=rows["column"].map(columns.index) * len(outlets) + rows["outlet"].map(outlets.index),
    )
    return schema.typed(made.sort_values("_order", kind="stable"), "profile")


def _heading(clear: pd.DataFrame) -> str:
    """State how many differences are clear, and which the first is."""
    if clear.empty:
        return "No outlet differs clearly in these measures"
    first = f"{short_name(clear['outlet'].iat[0])} in {clear['column'].iat[0]}"
    return f"{counted(len(clear), 'clear difference')}: {first}" + (" and others" if len(clear) > 1 else "")


def _with_all_items(table: pd.DataFrame) -> pd.DataFrame:
    """Add the sum over all items, which have one denominator, of each outlet; it has no test of its own."""
    if table.empty or schema.MEASURES[table["measure"].iat[0]].items != "hedge":
        return table
    of_outlet = table.groupby(["measure", "outlet", "against"], as_index=False)
    total = of_outlet.agg(value=("value", "sum"), x=("x", "sum"), n=("n", "max"), n_articles=("n_articles", "max"))
    return pd.concat([table, total.assign(item=schema.ALL)])


def profile_section(
    tables: Iterable[pd.DataFrame], articles: pd.DataFrame, out: Path, groups: pd.DataFrame | None = None
) -> HTML:
    """Show the profile of each outlet over several events, and save it as table profile.

    Parameters
    ----------
    tables : iterable of DataFrame
        As `outlet_profile` takes them.
    articles : DataFrame
        Articles of a corpus.
    out : Path
        Folder of the notebook, from `output_folder`.
    groups : DataFrame, optional
        Table groups: outlets stand group by group.

    Returns
    -------
    IPython.display.HTML
        Empty over one event, and where nothing is compared.
    """
    table = outlet_profile(tables)
    if table.empty or articles["event"].nunique() < 2:
        return html_output("")
    save_table(table, "profile", out)
    heading = _heading(table[table["clear"]])
    shown: Any = show_figure(profile(table, groups=groups), "profile", out, caption=_caption(table))
    links = ", ".join(
        f'<a href="{address}">{outlet_head(outlet)}</a>' for outlet, address in outlet_addresses(articles).items()
    )
    return html_output(
        section(heading, shown.data, f'<p class="links" id="outlets">A page for each outlet: {links}</p>')
    )


def _caption(table: pd.DataFrame) -> str:
    """Say how to read the profile and the unit of each column that it has."""
    drawn = {*table["column"]}
    return _CAPTION + capitalized("; ".join(unit for names, unit in _UNITS.items() if drawn & {*names})) + "."
