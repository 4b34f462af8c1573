"""What a summary says of facts and figures: the few that are certain enough to be printed, with their evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.publication_order import published_before
from analysis.annotation.statements import POSITIONS
from analysis.display.figure_differences import BY_SOURCE
from analysis.display.figure_views import ONLY_HERE, facts_with_figures, figures_of_groups
from analysis.language.figure_relations.relate import UPDATED
from analysis.measures.statements import statements

DIFFERS, TOLD_BY_ALL = "figures differ", "told by all"
# Counts of people grow while an event is reported: without times, a difference may be an update.
UNORDERED = "figures differ, order unknown"
DIFFERING = (DIFFERS, UNORDERED)
_OTHER_FIGURES = ["differs", "updated", "same number, different scope", "compatible with a bound"]
_AGREE = "figures agree"
# Kinds of figures of one outlet that are printed, the most telling first; counts of small things are not.
_TELLING = ("money", "people")
_EVIDENCE = ["event", "about", "outlet", "figure", "value", "text"]
# Such figures differ from others in wording only.
_VAGUE = r"(?i)\b(?:a|an|few|several|dozens?|scores|hundreds|thousands|millions|billions)\b"
LEAST_OUTLETS = 3
LEAST_COUNT = 5  # people: three sources are no news
MOST = 3
MOST_ALONE = 2


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
        Table facts_in_brief, one row per claim and outlet: at most three figures that differ, without those of which
        the later article tells of more people; of a single event also two figures that were found in one outlet only,
        and the first facts that all outlets tell, where there are three outlets or more. Without rows if nothing was
        found.
    """
    claims = _differing(notes, relations)
    if facts["event"].nunique() == 1:
        claims += [(ONLY_HERE, rows) for rows in _of_one_outlet(notes, relations, facts["event"].iat[0])]
        claims += [(TOLD_BY_ALL, rows) for rows in _told_by_all(notes, facts)]
    tables = [rows.assign(claim=number, kind=kind) for number, (kind, rows) in enumerate(claims, start=1)]
    if not tables:
        return schema.empty("facts_in_brief")
    return schema.typed(pd.concat(tables, ignore_index=True)[["claim", "kind", *_EVIDENCE]], "facts_in_brief")


def _differing(notes: Annotations, relations: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return the figures of the first groups that differ, one row per outlet in the order of values, and their kind."""
    shared = figures_of_groups(relations)
    differ = shared[shared["relation"].isin([DIFFERS, BY_SOURCE])].rename(columns={"sentence": "text"})
    if differ.empty:
        return []
    differ = differ.merge(_given(notes), on=["outlet", "figure"], how="left")
    groups = (rows for _, rows in differ.groupby("group", sort=False))
    kept = (rows for rows in groups if rows.groupby("outlet")["value"].nunique().eq(1).all())
    exact = (rows for rows in kept if rows["value"].nunique() > 1 and not rows["figure"].str.contains(_VAGUE).any())
    named = ((_kind(notes.corpus.articles, rows), _once(rows)) for rows in exact)
    return [(kind, rows) for kind, rows in named if kind != UPDATED][:MOST]


def _given(notes: Annotations) -> pd.DataFrame:
    """Return the value and the dimension of each figure of an outlet."""
    found = notes.figure_relations
    other = found[["other_outlet", "other_figure", "other_value", "dimension"]]
    given = found[["outlet", "figure", "value", "dimension"]]
    both = pd.concat([given, other.set_axis(given.columns, axis=1)])
    return both.drop_duplicates(["outlet", "figure"], keep="last")


def _kind(articles: pd.DataFrame, rows: pd.DataFrame) -> str:
    """Name how figures of an event differ, by whether outlets that count more people published later."""
    if rows["dimension"].iat[0] != "people" or rows["relation"].iat[0] == BY_SOURCE:
        return DIFFERS
    of_event = articles[articles["event"] == rows["event"].iat[0]]
    before = published_before(of_event)
    least, most = (
        of_event["outlet"].isin(rows.loc[rows["value"] == end, "outlet"]).to_numpy()
        for end in (rows["value"].min(), rows["value"].max())
    )
    if before[np.ix_(least, most)].all():
        return UPDATED
    return DIFFERS if before[np.ix_(most, least)].all() else UNORDERED


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the row of each outlet whose sentence names what is counted; the lowest value comes first."""
    named = [about.rpartition(" ")[2] in str(text) for about, text in zip(rows["about"], rows["text"], strict=True)]
    order = rows.assign(unnamed=[not is_named for is_named in named])
    order = order.sort_values(["value", "outlet", "unnamed"], kind="stable")
    return order.drop_duplicates("outlet")[_EVIDENCE]


def _told_alike(notes: Annotations, facts: pd.DataFrame) -> pd.DataFrame:
    """Return facts without those that outlets tell with other figures: no sentence says what all of them tell."""
    if notes.corpus.texts is None:
        return facts  # of which words are given, no sentences
    other = facts_with_figures(notes, _OTHER_FIGURES)
    return facts[~facts["fact"].isin(other.loc[other["event"] == facts["event"].iat[0], "fact"])]


def _told_by_all(notes: Annotations, facts: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the first sentence of each outlet on the first facts that all outlets tell."""
    told = statements(notes)
    outlets = told.loc[told["event"] == facts["event"].iat[0], "outlet"].nunique()
    if outlets < LEAST_OUTLETS:
        return []
    alike = _told_alike(notes, facts)
    by_all = alike[alike["outlets"] == outlets].head(MOST)
    told = told[told["fact"].isin(by_all["fact"])].assign(about=told["terms"], figure="", value=float("nan"))
    place = told["position"].map(dict(zip(POSITIONS, range(3), strict=True)))
    told = told.assign(place=place).sort_values(["fact", "place", "sentence"], kind="stable")
    told = told.drop_duplicates(["fact", "outlet"])
    return [rows[_EVIDENCE] for _, rows in told.groupby("fact", sort=False)]


def _of_one_outlet(notes: Annotations, relations: pd.DataFrame, event: str) -> list[pd.DataFrame]:
    """Return the most telling figures that were found in one outlet only, as one claim."""
    if notes.corpus.texts is None and "figure_pairs" not in notes.saved:
        return []
    found = notes.figure_relations
    found = found[(found["event"] == event) & (found["relation"] == ONLY_HERE)]
    alone = found[found["dimension"].isin(_TELLING)]
    alone = alone[(alone["value"] >= LEAST_COUNT) | (alone["dimension"] != "people")]
    order = alone.assign(kind=alone["dimension"].map(_TELLING.index)).sort_values(
        ["kind", "value"], ascending=[True, False], kind="stable"
    )
    sentence = relations.loc[relations["relation"] == ONLY_HERE, ["event", "outlet", "about", "figure", "sentence"]]
    first = order.drop_duplicates("outlet").head(MOST_ALONE).merge(
        sentence.drop_duplicates(["event", "outlet", "figure"]).drop(columns="about"),
        on=["event", "outlet", "figure"], how="left",
    )  # fmt: skip
    return [first.rename(columns={"sentence": "text"})[_EVIDENCE]] if len(first) else []
