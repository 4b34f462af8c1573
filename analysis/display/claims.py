"""The first sentences of a report, each with the words that show it and how certain it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis._utils.wording import short_name
from analysis.display.claim_sentences import claim, clear_differences, difference, quotes
from analysis.display.facts_in_brief import DIFFERS, TOLD_BY_ALL
from analysis.display.figure_views import ONLY_HERE
from analysis.display.figures import show_figure
from analysis.display.html_output import html_output
from analysis.display.html_parts import linked_table, paragraph
from analysis.plots.stated_figures import comparable, stated_figures

if TYPE_CHECKING:
    from IPython.display import HTML

MOST = 3
CLEAR, LIKELY = "clear", "likely"
_FINDING = "finding"
_ORDER = (DIFFERS, _FINDING, ONLY_HERE, TOLD_BY_ALL)
_MEANINGS = {
    CLEAR: "of such differences in style, at most 5 % are expected to be false",
    LIKELY: "found by software; of figures that differ about four in five, of sentences that tell the same about "
    "three in four were right when people read them. What one outlet tells, others may tell in other words",
}
NOTHING = (
    "Whether these articles differ cannot be told: no figure was found to differ, and no difference of words, tone, "
    "frames or voices can be told from chance."
)


@hides_content
class _Claim(NamedTuple):
    """A claim: its kind, sentence, certainty, and the outlets and sentences that show it."""

    kind: str
    sentence: str
    certainty: str
    quotes: Sequence[tuple[str, str]] = ()


def first_claims(in_brief: pd.DataFrame, tables: Sequence[pd.DataFrame]) -> HTML:
    """State at most three claims, each with two quotations where the text is at hand.

    Parameters
    ----------
    in_brief : DataFrame
        From `choose_facts_in_brief`.
    tables : sequence of DataFrame
        Comparisons; at most one claim is a clear difference of these. Words are left out, since the words that tell
        outlets apart best are often house style.

    Returns
    -------
    IPython.display.HTML
        One of each kind first: figures that differ, a difference in style, what one outlet tells, what all tell. A
        sentence that nothing is certain where nothing is.
    """
    several = in_brief["event"].nunique() > 1
    claims = [_of_facts(rows, several) for _, rows in in_brief.groupby("claim", sort=False)]
    finding = clear_differences([table[table["measure"] != "terms"] for table in tables])
    claims += [_Claim(_FINDING, difference(row), CLEAR) for _, row in finding.head(1).iterrows()]
    shown = _one_of_each_first([entry for entry in claims if entry.sentence])[:MOST]
    if not shown:
        return html_output(paragraph(NOTHING, "says"))
    items = "".join(_item(entry) for entry in sorted(shown, key=lambda entry: _ORDER.index(entry.kind)))
    used = {entry.certainty for entry in shown}
    gloss = " ".join(f"{word.capitalize()}: {meaning}." for word, meaning in _MEANINGS.items() if word in used)
    return html_output(f'<ol class="claims">{items}</ol>{paragraph(gloss, "gloss")}')


def _of_facts(rows: pd.DataFrame, several: bool) -> _Claim:
    """Return a claim on facts or figures; without the text, what all tell has no sentence."""
    kind, shown = rows["kind"].iat[0], quotes(rows)
    if kind == TOLD_BY_ALL and not shown:
        return _Claim(kind, "", LIKELY)
    return _Claim(kind, claim(rows, with_event=several), LIKELY, shown)


def _one_of_each_first(claims: Sequence[_Claim]) -> list[_Claim]:
    """Put the first claim of each kind before the second ones."""
    kinds = pd.Series([entry.kind for entry in claims], dtype="object")
    order = pd.DataFrame({"round": kinds.groupby(kinds).cumcount(), "kind": kinds.map(_ORDER.index)})
    return [claims[place] for place in order.sort_values(["round", "kind"], kind="stable").index]


def _item(entry: _Claim) -> str:
    quoted = "".join(f"<li><b>{escape_html(name)}</b>: “{escape_html(text)}”</li>" for name, text in entry.quotes)
    examples = f"<ul>{quoted}</ul>" if quoted else ""
    return (
        f'<li><span class="says">{escape_html(entry.sentence)}</span> '
        f'<span class="certainty {entry.certainty}">{entry.certainty}</span>{examples}</li>'
    )


def first_picture(in_brief: pd.DataFrame, out: Path) -> HTML:
    """Draw the first figures that differ as dots on one axis, beside the first claims.

    Parameters
    ----------
    in_brief : DataFrame
        From `choose_facts_in_brief`.
    out : Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        Empty if no figures differ that can stand on one axis.
    """
    differ = (rows for _, rows in in_brief[in_brief["kind"] == DIFFERS].groupby("claim", sort=False))
    rows = next((rows for rows in differ if comparable(rows)), None)
    if rows is None:
        return html_output("")
    about = short_name(rows["about"].iat[0])
    caption = f"The figures for “{about}”, by outlet."
    shown: Any = show_figure(stated_figures(rows), "figures_that_differ", out, caption=caption)
    return html_output(shown.data + linked_table("facts_in_brief", page="6_facts"))
