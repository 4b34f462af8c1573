"""Who speaks in the articles of each outlet, and who never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html
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
        per type. Then the sides that never speak. Empty without attributions, over several events, and over more than
        24 outlets.
    """
    said = attributions.merge(articles[["article_id", "outlet"]], on="article_id")
    outlets = sorted(said["outlet"].unique())
    if attributions.empty or articles["event"].nunique() != 1 or not 0 < len(outlets) <= MOST_OUTLETS:
        return html_output("")
    named = said["source"].notna().any()
    rows = _by_name(said, outlets) if named else _by_type(said, outlets)
    legend = _LEGEND if named else "Numbers of statements; a bundle does not hold who makes them."
    caption = " ".join([legend, *_silent(sides)])
    heading = _heading(said)
    made = html_table("speakers", heading, caption, ["Speaker", *map(outlet_head, outlets)], rows)
    return html_output(section(heading, made, linked_table("attributions", page="5_sourcing")))


def _heading(said: pd.DataFrame) -> str:
    """State how many statements have no named source."""
    nameless = int((~said["kind"].isin(["named_person", "named_organisation", "document_or_media"])).sum())
    return f"Who speaks: {nameless:,} of {len(said):,} statements have no named source"


def _by_name(said: pd.DataFrame, outlets: list[str]) -> list[str]:
    said = said.assign(speaker=_speakers(said))
    spread = said.groupby(["kind", "speaker"]).agg(outlets=("outlet", "nunique"), times=("outlet", "size"))
    order = spread.sort_values(["outlets", "times"], ascending=False, kind="stable")
    shown = order.head(MOST)
    rows = []
    for kind, name in _TYPES.items():
        of_kind = [speaker for type_, speaker in shown.index if type_ == kind]
        rows += [group_row(name, len(outlets) + 1)] if of_kind else []
        for speaker in of_kind:
            theirs = said[(said["kind"] == kind) & (said["speaker"] == speaker)]
            rows.append(row(escape_html(speaker), [_marks(outlet, theirs) for outlet in outlets]))
    return rows


def _by_type(said: pd.DataFrame, outlets: list[str]) -> list[str]:
    counts = said.value_counts(["kind", "outlet"])
    shown = [(kind, name) for kind, name in _TYPES.items() if kind in set(said["kind"])]
    return [
        row(
            escape_html(name),
            [cell(outlet_head(outlet), str(counts.get((kind, outlet), "")), "marks") for outlet in outlets],
        )
        for kind, name in shown
    ]


def _speakers(said: pd.DataFrame) -> list[str]:
    """Return one name for each source: the commonest spelling of the name under which it is counted.

    Numbers that tell apart the officials of one article do not hold across articles.
    """
    written = said["source"].fillna("").str.split(", who").str[0]
    written = written.str.replace(r"\.[\"”]$", "", regex=True).str.replace(_ARTICLE, "", regex=True).str.strip(' "“”,')
    names = said["name"].fillna("").str.replace(r"s?(?: [0-9]+)?(?=;|$)", "", regex=True)
    key = names.where(names != "", written.str.lower())
    spelled = written.mask(written.str.lower().isin(PRONOUNS) | (written == ""))
    commonest = spelled.dropna().groupby(key).agg(lambda spellings: spellings.mode().iat[0])
    shown = key.map(commonest).fillna(key).replace("", schema.label("not_given"))
    return [cut(name, 60) for name in shown]


def _marks(outlet: str, statements: pd.DataFrame) -> str:
    """Draw the statements of a speaker in an outlet."""
    form = statements.loc[statements["outlet"] == outlet, "form"]
    direct = int((form == "direct").sum())
    signs = [_sign("●", direct, "quoted"), _sign("○", len(form) - direct, "not quoted")]
    return cell(outlet_head(outlet), " ".join(filter(None, signs)), "marks")


def _sign(sign: str, number: int, meaning: str) -> str:
    if not number:
        return ""
    drawn = sign * number if number <= FEW else f"{sign} {number}"
    return f'<span role="img" aria-label="{number} {meaning}">{drawn}</span>'


def _silent(sides: pd.DataFrame) -> list[str]:
    """Name the sides of actors.yml that no source is of."""
    said = sides[~sides["item"].isin(_NO_SIDES)].groupby("item", sort=True)["x"].sum()
    never = [cut(schema.label(side), 60) for side in said.index[said == 0]]
    return [f"Sides that no source names first: {', '.join(never)}."] if never else []
