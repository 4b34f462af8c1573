"""How each outlet portrays each actor, in one table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis._utils.wording import counted, two_digits
from analysis.display.figures import show_figure
from analysis.display.html_output import html_output
from analysis.display.html_parts import section
from analysis.plots.comparisons import differences
from analysis.schema import LEAST_SENTENCES

if TYPE_CHECKING:
    from IPython.display import HTML

_CAPTION = (
    "Favourable less unfavourable sentences per article, of the actors with the clearest differences. A dot is the "
    "outlet, the upright line the other outlets, the line along the row the interval of the difference."
)
_COLUMNS = ["actor", "outlet", "articles", "net tone per article", "sentences per article", "mean tone"]


def actors_by_outlet(net: pd.DataFrame, named: pd.DataFrame, attention: pd.DataFrame) -> pd.DataFrame:
    """State the net tone of each outlet toward each actor, the attention it pays, and the mean tone of its sentences.

    Parameters
    ----------
    net, named, attention : DataFrame
        From `ss.measures.net_tone`, `ss.measures.target_sentiment` and `ss.measures.attention`.

    Returns
    -------
    DataFrame
        actor; outlet; articles, how many name the actor of those that could, as '3 of 11'; net tone per article;
        sentences per article; mean tone, not of fewer than eight sentences. The actors named most often first, outlets
        in the order of all pages. Numbers are text.
    """
    if net.empty:
        return with_note(pd.DataFrame(columns=_COLUMNS), note_of(net))
    place = ["item", "outlet"]
    sums = net.assign(naming=net["x"] != 0).groupby(place)[["x", "n", "naming"]].sum()
    paid = attention.groupby(place)["x"].sum().reindex(sums.index, fill_value=0.0)
    mean = named.groupby(place)[["x", "n"]].sum().reindex(sums.index, fill_value=0.0)
    enough = mean["n"] >= LEAST_SENTENCES
    rows = pd.DataFrame({
        "articles": [f"{naming:,.0f} of {n:,.0f}" for naming, n in zip(sums["naming"], sums["n"], strict=True)],
        "net tone per article": (sums["x"] / sums["n"]).map(lambda value: two_digits(value, "+")),
        "sentences per article": (paid / sums["n"]).map(two_digits),
        "mean tone": (mean["x"] / mean["n"]).where(enough).map(lambda value: two_digits(value, "+")),
    }).reset_index(names=["actor", "outlet"])  # fmt: skip
    of_actor = paid.groupby("item").sum().sort_values(ascending=False, kind="stable")
    first, outlets = of_actor.index.tolist(), schema.outlets_in_order(rows["outlet"])
    order = rows["actor"].map(first.index) * len(outlets) + rows["outlet"].map(outlets.index)
    return rows.iloc[order.argsort(kind="stable")][_COLUMNS].reset_index(drop=True)


def tone_toward_actors(toward: pd.DataFrame, out: Path) -> HTML:
    """Show the net tone of outlets toward the actors that are named most often, where it can be tested.

    Parameters
    ----------
    toward : DataFrame
        Comparisons of net_tone.
    out : Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        Empty where nothing could be tested.
    """
    tested = toward[toward["p"].notna()]
    if tested.empty:
        return html_output("")
    clear = int(schema.is_clear(tested["q"]).sum())
    found = f"{counted(clear, 'difference')} {'is' if clear == 1 else 'are'} clear" if clear else "no clear difference"
    question = "How favourable is each outlet to each actor?"
    shown: Any = show_figure(differences(toward, question=question, top=4), "net_tone_in_brief", out, caption=_CAPTION)
    return html_output(section(f"Tone toward actors: {found}", shown.data))
