"""The matrix of facts as a table: figures that differ, facts that several outlets tell, and what one outlet tells."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis.annotation.statements import POSITIONS
from analysis.display.event_coverage import MOST_OUTLETS
from analysis.display.fact_matrix import EARLIER
from analysis.display.facts_in_brief import DIFFERS
from analysis.display.figure_differences import BY_SOURCE
from analysis.display.figure_views import figures_of_groups
from analysis.display.html_output import html_output
from analysis.display.html_parts import cell, cut, group_row, html_table, linked_table, outlet_head, row, section
from analysis.display.reading.page_names import READ_PAGE, fact_place, figure_place, links_to_facts
from analysis.plots.fact_matrix import NO_WORDS, OF_FACTS
from analysis.plots.stated_figures import readable_figure

if TYPE_CHECKING:
    from IPython.display import HTML

MOST_FIGURES, MOST_SHARED, MOST_ALONE = 5, 14, 6
LONGEST = 110  # characters of a fact
_UPDATED = "updated"
DIFFERING = (DIFFERS, BY_SOURCE, _UPDATED)  # relations of figures
_WORDS = {"headline": "headline", "lead": "top", "later": "later", EARLIER: "earlier"}
_LEGEND = (
    "Top: the first three sentences. Outlined: mostly a quotation. ≠: the figures differ. Empty: not found, perhaps in "
    "other words."
)


def fact_rows(facts: pd.DataFrame, statements: pd.DataFrame, relations: pd.DataFrame) -> HTML:
    """Show which outlet of an event tells what: figures that differ first, and last what one outlet tells.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.
    statements : DataFrame
        From `ss.measures.statements`.
    relations : DataFrame
        From `ss.figure_relations`.

    Returns
    -------
    IPython.display.HTML
        A column for each outlet. A cell holds the figure, or where the outlet tells the fact first. Without the text,
        facts are named by their words. Empty over several events, one outlet, or more than 24.
    """
    outlets = [name for name in facts if name not in OF_FACTS]
    if facts.empty or facts["event"].nunique() != 1 or not 1 < len(outlets) <= MOST_OUTLETS:
        return html_output("")
    width = len(outlets) + 1
    shared, alone = facts[facts["outlets"] > 1], _early(facts[facts["outlets"] == 1], outlets)
    groups = figures_of_groups(relations)
    read_page = READ_PAGE if links_to_facts(statements) else ""
    figures = _figure_rows(groups, outlets, read_page)
    told = _Told(_labels(statements), _figures_told(statements, groups), read_page)
    rows = [
        *_group("Figures that differ", figures, width),
        *_group("Told by several", told.rows(shared.head(MOST_SHARED), outlets), width),
        *_group("Found in one outlet only", told.rows(alone.head(MOST_ALONE), outlets), width),
    ]
    more = len(facts) - len(shared.head(MOST_SHARED)) - len(alone.head(MOST_ALONE))
    rest = f" {more:,} more facts, most of one outlet, are on the page Facts." if more else ""
    early = " Earlier: all its articles were published before." if (facts[outlets] == EARLIER).to_numpy().any() else ""
    made = html_table("facts", "Who tells what", f"{_LEGEND}{early}{rest}", ["Fact", *map(outlet_head, outlets)], rows)
    heading = f"Several outlets report {len(shared):,} of {len(facts):,} facts"
    return html_output(section(heading, made, linked_table("facts", page="6_facts")))


def _group(name: str, rows: list[str], width: int) -> list[str]:
    return [group_row(name, width), *rows] if rows else []


def _early(alone: pd.DataFrame, outlets: list[str]) -> pd.DataFrame:
    """Return facts of one outlet that are in a headline or in the first three sentences."""
    early = alone[outlets].apply(lambda says: says.str.startswith(POSITIONS[:2])).any(axis=1)
    return alone[early]


def _figure_rows(groups: pd.DataFrame, outlets: list[str], read_page: str) -> list[str]:
    """Return a row for each figure that differs, with the figures in its cells."""
    differ = groups[groups["relation"].isin(DIFFERING)]
    rows = []
    for group, of_one in list(differ.groupby("group", sort=False))[:MOST_FIGURES]:
        given = of_one.groupby("outlet", sort=False)["figure"].agg(_listed)
        name = _linked(of_one["about"].iat[0], read_page, figure_place(group))
        sign = " (updated)" if of_one["relation"].iat[0] == _UPDATED else " ≠"
        figures = (escape_html(given.get(outlet, "")) for outlet in outlets)
        rows.append(row(f"{name}{sign}", map(cell, map(outlet_head, outlets), figures, repeat("figure"))))
    return rows


def _listed(figures: pd.Series) -> str:
    return ", ".join(dict.fromkeys(map(readable_figure, figures)))


def _labels(statements: pd.DataFrame) -> dict[int, str]:
    """Return the shortest sentence of each fact, where the text is at hand."""
    there = statements[statements["text"].fillna("") != ""]
    shortest = there.assign(length=there["text"].str.len()).sort_values("length", kind="stable").drop_duplicates("fact")
    return dict(zip(shortest["fact"], shortest["text"], strict=True))


def _figures_told(statements: pd.DataFrame, groups: pd.DataFrame) -> Mapping[tuple[int, str], str]:
    """Return the figures that sentences of each fact and outlet give, where other outlets give them too."""
    given = groups.groupby(["outlet", "sentence"], sort=False)["figure"].agg(_listed).rename("figures").reset_index()
    place = statements["position"].map(dict(zip(POSITIONS, range(3), strict=True)))
    first = statements.assign(place=place).sort_values("place", kind="stable").drop_duplicates(["fact", "outlet"])
    first = first[first["text"].fillna("") != ""]
    told = first.merge(given, left_on=["outlet", "text"], right_on=["outlet", "sentence"], suffixes=("_told", ""))
    return {(row.fact, row.outlet): row.figures for row in told.itertuples()}


@hides_content
class _Told(NamedTuple):
    """What the rows of facts say: a sentence for each fact, and the figures of each fact and outlet."""

    labels: Mapping[int, str]
    figures: Mapping[tuple[int, str], str]
    read_page: str  # '' without one

    def rows(self, facts: pd.DataFrame, outlets: list[str]) -> list[str]:
        """Return a row for each fact, which says where each outlet tells it first."""
        made = []
        for fact, terms, *cells in facts[["fact", "terms", *outlets]].itertuples(index=False, name=None):
            name = _linked(self.labels.get(fact, terms) or NO_WORDS, self.read_page, fact_place(fact))
            figures = (self.figures.get((fact, outlet), "") for outlet in outlets)
            made.append(row(name, map(_place, map(outlet_head, outlets), cells, figures)))
        return made


def _linked(text: str, read_page: str, place: str) -> str:
    """Write the name of a row, which leads to its sentences where there is a page of them."""
    name = escape_html(cut(text, LONGEST))
    return f'<a href="{read_page}{place}">{name}</a>' if read_page else name


def _place(head: str, says: str, figures: str) -> str:
    place = says.partition(",")[0]
    quoted = " quoted" if ", quoted" in says else ""
    written = " · ".join(filter(None, [_WORDS.get(place, ""), escape_html(figures)]))
    return cell(head, written if place in _WORDS else "", f"{place}{quoted}")
