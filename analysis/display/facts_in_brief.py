"""What a summary says of facts and figures: the few sentences that are certain enough to be printed."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_markdown
from analysis._utils.wording import MarkdownText
from analysis.annotation.annotations import Annotations
from analysis.display.figure_views import DIMENSIONS, ONLY_HERE, facts_with_figures, figures_side_by_side
from analysis.exceptions import shortened
from analysis.measures.statements import statements

DIFFERS, TOLD_BY_ALL = "figures differ", "told by all"
_WORDED = {
    DIFFERS: "Figures differ",
    TOLD_BY_ALL: "All outlets tell",
    ONLY_HERE: "Found in one outlet only",
}
_OTHER_FIGURES = ["differs", "updated", "same number, different scope", "compatible with a bound"]
_SEE = "The page *Facts* shows the sentences, and states how often such groups of sentences and figures are right."
# Kinds of figures of one outlet that are printed, the most telling first; counts of small things are not.
_TELLING = ("money", "people")
LEAST_OUTLETS = 3
LEAST_COUNT = 5  # people: three sources are no news
MOST = 3
LONGEST = 240  # characters of a sentence


def choose_facts_in_brief(notes: Annotations, facts: pd.DataFrame, relations: pd.DataFrame) -> pd.DataFrame:
    """Choose what a summary says of facts and figures.

    Parameters
    ----------
    notes : Annotations
    facts : DataFrame
        From `ss.facts`.
    relations : DataFrame
        From `ss.figure_relations`.

    Returns
    -------
    DataFrame
        Table facts_in_brief: at most three figures that differ; of a single event also what all outlets tell, where
        there are three or more, and figures that were found in one outlet only. Without rows if nothing was found.
    """
    rows = [(DIFFERS, text) for text in _differing(relations)]
    if facts["event"].nunique() == 1:
        told = _of_event(statements(notes), facts)
        rows += [(TOLD_BY_ALL, text) for text in _told_by_all(_told_alike(notes, facts), told)]
        rows += [(ONLY_HERE, text) for text in _of_one_outlet(notes, facts["event"].iat[0])]
    return schema.typed(pd.DataFrame(rows, columns=["kind", "says"], dtype="str"), "facts_in_brief")


def facts_in_brief(table: pd.DataFrame) -> MarkdownText:
    """Say what a summary says of facts and figures.

    Parameters
    ----------
    table : DataFrame
        From `choose_facts_in_brief`.

    Returns
    -------
    MarkdownText
        With its heading; empty if nothing was found.
    """
    if table.empty:
        return MarkdownText("")
    lines = [f"- **{_WORDED[row.kind]}:** {escape_markdown(row.says)}." for row in table.itertuples()]
    return MarkdownText("\n".join(["## Facts and figures", "", *lines, "", _SEE]))


def _of_event(told: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    return told[told["event"] == facts["event"].iat[0]]


def _differing(relations: pd.DataFrame) -> list[str]:
    """Write the first figures that differ, side by side."""
    figures = figures_side_by_side(relations)
    differ = figures[figures["relation"].str.startswith(DIFFERS)].head(MOST)
    return [
        figures if name in DIMENSIONS else f"{name}: {figures}"
        for name, figures in zip(differ["about"], differ["figures"], strict=True)
    ]


def _told_alike(notes: Annotations, facts: pd.DataFrame) -> pd.DataFrame:
    """Return facts without those that outlets tell with other figures: no sentence says what all of them tell."""
    if notes.corpus.texts is None:
        return facts  # of which words are given, no sentences
    other = facts_with_figures(notes, _OTHER_FIGURES)
    return facts[~facts["fact"].isin(_of_event(other, facts)["fact"])]


def _told_by_all(facts: pd.DataFrame, told: pd.DataFrame) -> list[str]:
    """Quote the shortest sentence of the first facts that all outlets tell; without the text, give their words."""
    outlets = told["outlet"].nunique()
    if outlets < LEAST_OUTLETS:
        return []
    by_all = facts[facts["outlets"] == outlets].head(MOST)
    if told["text"].isna().all():
        return [f"something with the words {words}" for words in by_all["terms"] if words]
    of_facts = told[told["fact"].isin(by_all["fact"])]
    length = of_facts["text"].str.len()
    shortest = of_facts.loc[length.groupby(of_facts["fact"], sort=False).idxmin(), "text"]
    return [f"“{shortened(text.strip('“”.'), LONGEST)}”" for text in shortest]


def _of_one_outlet(notes: Annotations, event: str) -> list[str]:
    """Write the most telling figures that were found in one outlet only."""
    if notes.corpus.texts is None and "figure_pairs" not in notes.saved:
        return []
    found = notes.figure_relations
    found = found[(found["event"] == event) & (found["relation"] == ONLY_HERE)]
    alone = found[found["dimension"].isin(_TELLING)]
    alone = alone[(alone["value"] >= LEAST_COUNT) | (alone["dimension"] != "people")]
    order = alone.assign(kind=alone["dimension"].map(_TELLING.index)).sort_values(
        ["kind", "value"], ascending=[True, False], kind="stable"
    )
    return [f"{row.figure} ({_with_noun(row.about, row.outlet)})" for row in order.head(MOST).itertuples()]


def _with_noun(about: str, outlet: str) -> str:
    """Write who gives a figure, after what it counts where that is said."""
    return outlet if about in DIMENSIONS else f"{about}, {outlet}"
