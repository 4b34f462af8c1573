"""The matrix of facts as a table: figures that differ, facts that several outlets tell, and what one outlet tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis.annotation.statements import POSITIONS
from analysis.display.article_labels import article_labels, columns_of_events
from analysis.display.event_coverage import MOST_OUTLETS
from analysis.display.fact_matrix import EARLIER
from analysis.display.facts_in_brief import DIFFERS
from analysis.display.figure_differences import BY_SOURCE
from analysis.display.figure_views import ONLY_HERE as FIGURE_OF_ONE
from analysis.display.figure_views import figures_of_groups
from analysis.display.html_output import html_output
from analysis.display.html_parts import (
    cell,
    cut,
    group_row,
    html_table,
    linked_reading,
    linked_table,
    outlet_head,
    row,
    section,
)
from analysis.display.reading.page_names import READ_PAGE, fact_place, figure_place, links_to_facts
from analysis.plots.fact_matrix import NO_WORDS
from analysis.plots.stated_figures import readable_figure

if TYPE_CHECKING:
    from IPython.display import HTML

MOST_FIGURES, MOST_SHARED, MOST_ALONE = 5, 14, 6
LONGEST = 110  # characters of a fact
UPDATED = "updated"
DIFFERING = (DIFFERS, BY_SOURCE, UPDATED)  # relations of figures
_WORDS = {"headline": "headline", "lead": "top", "later": "later", EARLIER: "earlier"}
_LEGEND = (
    "Top: the first three sentences. Outlined: mostly a quotation. ≠: the figures differ. Empty: not found, perhaps in "
    "other words."
)
Fact = tuple[str, int]  # its event and its number there


def fact_rows(
    facts: pd.DataFrame,
    statements: pd.DataFrame,
    relations: pd.DataFrame,
    articles: pd.DataFrame,
    in_brief: pd.DataFrame | None = None,
) -> HTML:
    """Show which outlet of an event tells what: figures that differ first, and last what one outlet tells.

    Parameters
    ----------
    facts : DataFrame
        From `ss.facts`.
    statements : DataFrame
        From `ss.measures.statements`.
    relations : DataFrame
        From `ss.figure_relations`.
    articles : DataFrame
        Articles of a corpus.
    in_brief : DataFrame, optional
        From `ss.describe.choose_facts_in_brief`: of what one outlet tells, the figures that it states come first.

    Returns
    -------
    IPython.display.HTML
        A column for each outlet, or where an event has at most twelve articles for each article. A cell holds the
        figure, or the first place of the fact. Without the text, facts are named by their words. Empty over several
        events, one outlet, or more than 24.
    """
    if facts.empty or facts["event"].nunique() != 1:
        return html_output("")
    read_pages = {facts["event"].iat[0]: READ_PAGE} if links_to_facts(statements) else {}
    made = facts_by_event(facts, statements, relations, articles, read_pages, in_brief)
    return html_output("".join(made.values()))


def facts_by_event(
    facts: pd.DataFrame,
    statements: pd.DataFrame,
    relations: pd.DataFrame,
    articles: pd.DataFrame,
    read_pages: Mapping[str, str],
    in_brief: pd.DataFrame | None = None,
) -> dict[str, str]:
    """Return the section of facts of each event that 2 to 24 outlets cover, with links into the page Read of some."""
    if facts.empty:
        return {}
    told = _told(statements, relations, articles, in_brief)
    columns = columns_of_events(articles, told.labels)
    made = {}
    of_event: dict[str, list[dict[str, Any]]] = {}
    for fact in facts.to_dict("records"):
        of_event.setdefault(fact["event"], []).append(fact)
    for event, rows in of_event.items():
        names = columns.get(event, [])
        if 1 < len(names) <= MOST_OUTLETS:
            made[event] = _section(event, rows, names, told, read_pages.get(event, ""))
    return made


@hides_content
class _Differing(NamedTuple):
    """A figure that differs: its number, what it is about, its relation, and the figures of each column."""

    group: int
    about: str
    relation: str
    given: dict[str, list[str]]


@hides_content
class _Told(NamedTuple):
    """What the articles of all events tell.

    Attributes
    ----------
    labels : mapping of str to str
        article_id -> the column of the article.
    sentences : mapping of Fact to str
        Shortest sentence of each fact, where the text is at hand.
    cells : mapping of Fact to dict of str to (str, str)
        Where each column tells the fact first, and which figures it gives there.
    figures : mapping of str to list
        Event -> its figures that differ.
    stated : set of Fact
        Facts of one outlet whose figures are stated elsewhere.
    alone : mapping of str to list
        Event -> such figures whose sentences are not known, in a bundle.
    """

    labels: Mapping[str, str]
    sentences: Mapping[Fact, str]
    cells: Mapping[Fact, dict[str, tuple[str, str]]]
    figures: Mapping[str, list[_Differing]]
    stated: Collection[Fact]
    alone: Mapping[str, list[_Differing]]


def _figures_of_one(in_brief: pd.DataFrame | None) -> dict[tuple[str, str, str], list[str]]:
    """Return the figures of one outlet that are stated elsewhere, by event, outlet and sentence."""
    if in_brief is None:
        return {}
    alone = in_brief[(in_brief["kind"] == FIGURE_OF_ONE) & (in_brief["text"].fillna("") != "")]
    return {(row.event, row.outlet, row.text): [row.figure] for row in alone.itertuples()}


def _figures_without_sentence(in_brief: pd.DataFrame | None) -> dict[str, list[_Differing]]:
    """Return the figures of one outlet that are stated elsewhere and of which no sentence is known, by event."""
    found: dict[str, list[_Differing]] = {}
    if in_brief is not None:
        alone = in_brief[(in_brief["kind"] == FIGURE_OF_ONE) & (in_brief["text"].fillna("") == "")]
        for figure in alone.itertuples():
            given = {figure.outlet: [figure.figure]}
            found.setdefault(figure.event, []).append(_Differing(0, figure.about, FIGURE_OF_ONE, given))
    return found


def _told(
    statements: pd.DataFrame,
    relations: pd.DataFrame,
    articles: pd.DataFrame,
    in_brief: pd.DataFrame | None,
) -> _Told:
    alone = _figures_of_one(in_brief)
    # A figure is known to be of an article by its sentence, which a bundle does not hold.
    has_text = bool((statements["text"].fillna("") != "").any())
    labels = (
        article_labels(articles) if has_text else dict(zip(articles["article_id"], articles["outlet"], strict=True))
    )
    groups = figures_of_groups(relations)
    place = statements["position"].map(dict(zip(POSITIONS, range(3), strict=True)))
    rows = statements.assign(text=statements["text"].fillna(""), place=place)
    rows = rows.sort_values(["place", "sentence"], kind="stable").to_dict("records")
    given: dict[tuple[str, str, str], list[str]] = dict(alone)
    stated = set()
    for figure in groups.to_dict("records"):
        given.setdefault((figure["event"], figure["outlet"], figure["sentence"]), []).append(figure["figure"])
    sentences: dict[Fact, str] = {}
    cells: dict[Fact, dict[str, tuple[str, str]]] = {}
    for told in sorted(rows, key=lambda told: len(told["text"])):
        if told["text"]:
            sentences.setdefault((told["event"], told["fact"]), told["text"])
    for told in rows:
        if told["outlets"] == 1 and (told["event"], told["outlet"], told["text"]) in alone:
            stated.add((told["event"], told["fact"]))
        says = told["position"] + (", quoted" if told["voice"] == "quoted" else "")
        figures = given.get((told["event"], told["outlet"], told["text"]), []) if told["text"] else []
        of_fact = cells.setdefault((told["event"], told["fact"]), {})
        of_fact.setdefault(labels.get(told["article_id"], told["outlet"]), (says, _listed(figures)))
    column = {(told["event"], told["outlet"], told["text"]): labels.get(told["article_id"]) for told in rows}
    differing = _figures_that_differ(groups, column)
    return _Told(labels, sentences, cells, differing, stated, _figures_without_sentence(in_brief))


def _figures_that_differ(
    groups: pd.DataFrame, column: Mapping[tuple[str, str, str], str | None]
) -> dict[str, list[_Differing]]:
    """Return the figures of each event that differ, by the column of the article that gives them."""
    of_event: dict[str, dict[int, _Differing]] = {}
    for figure in groups[groups["relation"].isin(DIFFERING)].to_dict("records"):
        event, group = figure["event"], figure["group"]
        empty = _Differing(group, figure["about"], figure["relation"], {})
        found = of_event.setdefault(event, {}).setdefault(group, empty)
        label = column.get((event, figure["outlet"], figure["sentence"])) or figure["outlet"]
        found.given.setdefault(label, []).append(figure["figure"])
    return {event: list(found.values()) for event, found in of_event.items()}


def _section(event: str, records: list[dict[str, Any]], columns: list[str], told: _Told, read_page: str) -> str:
    """Return the section of one event."""
    shared = [fact for fact in records if fact["outlets"] > 1]
    alone = [fact for fact in records if fact["outlets"] == 1]
    stated = [fact for fact in alone if (event, fact["fact"]) in told.stated]
    early = [fact for fact in alone if _is_early(told.cells.get((event, fact["fact"]), {})) and fact not in stated]
    alone = [*stated, *early]
    differing = told.figures.get(event, [])[:MOST_FIGURES]
    figures = [_figure_row(one, columns, read_page) for one in differing]
    # A fact that all tell by one of these figures stands there already.
    above = [{name: _listed(given) for name, given in one.given.items()} for one in differing]
    others = [fact for fact in shared if _figures_of(told.cells.get((event, fact["fact"]), {})) not in above]
    earlier = EARLIER in {value for fact in shared for value in fact.values()}
    groups = {
        "Figures that differ": figures,
        "Told by several": [_fact_row(event, fact, columns, told, read_page) for fact in others[:MOST_SHARED]],
        "Found in one outlet only": [
            *(_figure_row(one, columns, "") for one in told.alone.get(event, [])),
            *(_fact_row(event, fact, columns, told, read_page) for fact in alone[:MOST_ALONE]),
        ],
    }
    rows = [line for name, of_group in groups.items() if of_group for line in (_head(name, columns), *of_group)]
    more = len(records) - len(shared) + len(others[MOST_SHARED:]) - len(alone[:MOST_ALONE])
    rest = f" {more:,} more facts, most of one outlet, are in the table." if more else ""
    before = " Earlier: all its articles were published before." if earlier else ""
    heads = ["Fact", *map(outlet_head, columns)]
    made = html_table("facts", "Who tells what", f"{_LEGEND}{before}{rest}", heads, rows)
    heading = f"Several outlets report {len(shared):,} of {len(records):,} facts"
    return section(heading, made, linked_table("facts", page="6_facts"), linked_reading(read_page))


def _head(name: str, columns: list[str]) -> str:
    return group_row(name, len(columns) + 1)


def _figures_of(cells: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    return {label: figures for label, (_, figures) in cells.items()}


def _is_early(cells: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a fact is in a headline or in the first three sentences."""
    return any(says.startswith(POSITIONS[:2]) for says, _ in cells.values())


def _figure_row(figure: _Differing, columns: list[str], read_page: str) -> str:
    """Return a row for a figure that differs, with the figures in its cells."""
    sign = {UPDATED: " (updated)", FIGURE_OF_ONE: ""}.get(figure.relation, " ≠")
    cells = [cell(outlet_head(name), escape_html(_listed(figure.given.get(name, []))), "figure") for name in columns]
    return row(f"{_linked(figure.about, read_page, figure_place(figure.group))}{sign}", cells)


def _linked(text: str, read_page: str, place: str) -> str:
    """Write the name of a row, which leads to its sentences where there is a page of them."""
    name = escape_html(cut(text, LONGEST))
    return f'<a href="{read_page}{place}">{name}</a>' if read_page else name


def _listed(figures: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(map(readable_figure, figures)))


def _fact_row(event: str, fact: Mapping[str, Any], columns: list[str], told: _Told, read_page: str) -> str:
    """Return a row for a fact, which says where each outlet or article tells it first."""
    key = event, fact["fact"]
    name = told.sentences.get(key, fact["terms"]) or f"Fact {fact['fact']}, {NO_WORDS}"
    cells = told.cells.get(key, {})
    made = [_place(outlet_head(label), *cells.get(label, (fact.get(label, ""), ""))) for label in columns]
    return row(_linked(name, read_page, fact_place(fact["fact"])), made)


def _place(head: str, says: str, figures: str) -> str:
    place = says.partition(",")[0]
    quoted = " quoted" if ", quoted" in says else ""
    written = " · ".join(filter(None, [_WORDS.get(place, ""), escape_html(figures)]))
    return cell(head, written if place in _WORDS else "", f"{place}{quoted}")
