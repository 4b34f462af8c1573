"""Who speaks in the articles of each outlet, and who never does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html
from analysis.display.article_labels import article_labels, columns_of_events
from analysis.display.html_output import html_output
from analysis.display.html_parts import cell, cut, group_row, html_table, linked_table, outlet_head, row, section
from analysis.measures.source_affiliation import NO_SIDE

if TYPE_CHECKING:
    from IPython.display import HTML

MOST_OUTLETS = 24
MOST = 20  # speakers
# Types of sources in the order of a page -> what they are called there.
_TYPES = {
    "named_person": "People with a name",
    "named_organisation": "Organisations",
    "anonymous": "Anonymous",
    "document_or_media": "Documents and media",
    "unnamed": "People without a name",
}
_WITH_NAME = ("named_person", "named_organisation", "document_or_media")
_LEGEND = "● quoted, ○ in the outlet's words; one mark for each statement, from seven on their number."
FEW = 6
_ARTICLE = r"(?i)^(?:an?|the|one of the) "
# Names of actors.yml for actors that are of no side.
_NO_SIDES = (NO_SIDE, "none of these", "other", "none")
PRONOUNS = {"he", "she", "they", "it", "them", "who", "his", "her", "their"}


def who_speaks(attributions: pd.DataFrame, articles: pd.DataFrame, sides: pd.DataFrame) -> HTML:
    """Show who speaks in the articles of each outlet, quoted or in the words of the outlet.

    Parameters
    ----------
    attributions : DataFrame
        From `ss.measures.attributions`.
    articles : DataFrame
        Articles of a corpus.
    sides : DataFrame
        Comparisons of `ss.measures.source_affiliation`: the sides of actors.yml.

    Returns
    -------
    IPython.display.HTML
        One row per speaker, grouped by type, those in most outlets first; of a bundle, which names no speaker, one row
        per type. A column for each outlet, or where an event has at most twelve articles for each article. Then the
        sides that never speak. Empty without attributions, over several events, and over more than 24 outlets.
    """
    if articles["event"].nunique() != 1:
        return html_output("")
    return html_output("".join(speakers_by_event(attributions, articles, sides).values()))


def speakers_by_event(attributions: pd.DataFrame, articles: pd.DataFrame, sides: pd.DataFrame) -> dict[str, str]:
    """Return the section of speakers of each event with at most 24 outlets."""
    labels = article_labels(articles)
    event = articles.set_index("article_id")["event"]
    said = attributions[attributions["article_id"].isin(event.index)]
    said = said.assign(event=said["article_id"].map(event), column=said["article_id"].map(labels))
    named = bool(said["source"].notna().any())
    said = said.assign(speaker=_speakers(said) if named else said["kind"])
    columns = columns_of_events(articles, labels)
    of_event: dict[str, list[dict[str, Any]]] = {}
    for statement in said[["event", "column", "kind", "speaker", "form"]].to_dict("records"):
        of_event.setdefault(statement["event"], []).append(statement)
    silent = _silent(sides)
    return {
        event: _section(statements, columns[event], named, silent)
        for event, statements in of_event.items()
        if len(columns[event]) <= MOST_OUTLETS
    }


def _section(said: list[dict[str, Any]], columns: list[str], named: bool, silent: list[str]) -> str:
    """Return the section of one event."""
    legend = _LEGEND if named else "Numbers of statements; a bundle does not hold who makes them."
    nameless = sum(statement["kind"] not in _WITH_NAME for statement in said)
    heading = f"Who speaks: {nameless:,} of {len(said):,} statements have no named source"
    rows = _by_name(said, columns) if named else _by_type(said, columns)
    caption = " ".join([legend, *silent])
    made = html_table("speakers", heading, caption, ["Speaker", *map(outlet_head, columns)], rows)
    return section(heading, made, linked_table("attributions", page="5_sourcing"))


def _by_name(said: list[dict[str, Any]], columns: list[str]) -> list[str]:
    forms: dict[tuple[str, str], dict[str, list[str]]] = {}
    for statement in said:
        of_speaker = forms.setdefault((statement["kind"], statement["speaker"]), {})
        of_speaker.setdefault(statement["column"], []).append(statement["form"])
    # Those in most columns first, then those who speak most.
    order = sorted(sorted(forms), key=lambda who: (-len(forms[who]), -sum(map(len, forms[who].values()))))
    rows = []
    for kind, name in _TYPES.items():
        speakers = [who for who in order[:MOST] if who[0] == kind]
        rows += [group_row(name, len(columns) + 1)] if speakers else []
        for who in speakers:
            rows.append(row(escape_html(who[1]), [_marks(column, forms[who].get(column, [])) for column in columns]))
    return rows


def _by_type(said: list[dict[str, Any]], columns: list[str]) -> list[str]:
    counts = Counter((statement["kind"], statement["column"]) for statement in said)
    shown = [(kind, name) for kind, name in _TYPES.items() if any(counts[kind, column] for column in columns)]
    return [
        row(
            escape_html(name),
            [cell(outlet_head(column), str(counts[kind, column] or "")) for column in columns],
        )
        for kind, name in shown
    ]


def _speakers(said: pd.DataFrame) -> list[str]:
    """Return one name for each source: the commonest spelling of the name under which it is counted on an event.

    Numbers that tell apart the officials of one article do not hold across articles.
    """
    written = said["source"].fillna("").str.split(", who").str[0]
    written = written.str.replace(r"\.[\"”]$", "", regex=True).str.replace(_ARTICLE, "", regex=True).str.strip(' "“”,')
    names = said["name"].fillna("").str.replace(r"s?(?: [0-9]+)?(?=;|$)", "", regex=True)
    keys = list(zip(said["event"], names.where(names != "", written.str.lower()), strict=True))
    spellings: dict[tuple[str, str], Counter[str]] = {}
    for key, spelling in zip(keys, written, strict=True):
        if spelling and spelling.lower() not in PRONOUNS:
            spellings.setdefault(key, Counter())[spelling] += 1
    commonest = {key: min(found, key=lambda name: (-found[name], name)) for key, found in spellings.items()}
    return [cut(commonest.get(key) or key[1] or schema.label("not_given"), 60) for key in keys]


def _marks(column: str, forms: list[str]) -> str:
    """Draw the statements of a speaker in an outlet or article."""
    if not forms:
        return cell("", "")
    direct = forms.count("direct")
    numbers = [part for part in (("●", direct, "quoted"), ("○", len(forms) - direct, "not quoted")) if part[1]]
    drawn = " ".join(sign * number if number <= FEW else f"{sign} {number}" for sign, number, _ in numbers)
    meaning = ", ".join(f"{number} {form}" for _, number, form in numbers)
    return cell(outlet_head(column), f'<span role="img" aria-label="{meaning}">{drawn}</span>')


def _silent(sides: pd.DataFrame) -> list[str]:
    """Name the sides of actors.yml that no source is of."""
    said = sides[~sides["item"].isin(_NO_SIDES)].groupby("item", sort=True)["x"].sum()
    never = [cut(schema.label(side), 60) for side in said.index[said == 0]]
    return [f"Sides that no source names first: {', '.join(never)}."] if never else []
