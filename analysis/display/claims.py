"""The first sentences of a report, each with the words that show it and how certain it is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis._utils.wording import short_name
from analysis.display.claim_sentences import (
    claim,
    clear_differences,
    counted_noun,
    difference,
    first_difference,
    quotes,
)
from analysis.display.facts_in_brief import DIFFERING, DIFFERS, TOLD_BY_ALL
from analysis.display.figure_views import ONLY_HERE, noun_as_written
from analysis.display.figures import show_figure
from analysis.display.groups import group_difference
from analysis.display.html_output import html_output
from analysis.display.html_parts import linked_table, paragraph
from analysis.display.settings_views import DIFFERENCE, holds_in
from analysis.plots.settings import other_settings
from analysis.plots.stated_figures import comparable, stated_figures

if TYPE_CHECKING:
    from IPython.display import HTML

MOST = 3
CLEAR, LIKELY = "clear", "likely"
_FINDING, _GROUPS = "finding", "groups"
_ORDER = (_GROUPS, DIFFERS, _FINDING, ONLY_HERE, TOLD_BY_ALL)
_MEANINGS = {
    CLEAR: "of such differences in style, at most 5 % are expected to be false",
    LIKELY: "found by software; of figures that differ about four in five, of sentences that tell the same about "
    "three in four were right when people read them. What one outlet tells, others may tell in other words. Other "
    "settings are not tried for these: the sentences show what was found",
}
NOTHING = (
    "Whether these articles differ cannot be told: no figure was found to differ, and no difference of words, tone, "
    "frames or voices can be told from chance."
)


@hides_content
class _Claim(NamedTuple):
    """A claim: its kind, sentence and certainty, the outlets and sentences that show it, and where it holds."""

    kind: str
    sentence: str
    certainty: str
    quotes: Sequence[tuple[str, str]] = ()
    holds: str = ""


def first_claims(
    in_brief: pd.DataFrame,
    tables: Sequence[pd.DataFrame],
    settings: Sequence[pd.DataFrame] = (),
    by_group: Sequence[pd.DataFrame] = (),
) -> HTML:
    """State at most three claims, each with two quotations where the text is at hand.

    Parameters
    ----------
    in_brief : DataFrame
        From `choose_facts_in_brief`.
    tables : sequence of DataFrame
        Comparisons; at most one claim is a clear difference of these. Words are left out, since the words that tell
        outlets apart best are often house style.
    settings : sequence of DataFrame, optional
        From `ss.other_settings`, of the same comparisons: a claim on a difference says in how many it holds.
    by_group : sequence of DataFrame, optional
        From `ss.compare_groups`: at most one claim is a clear difference between groups of outlets, and comes first.

    Returns
    -------
    IPython.display.HTML
        One of each kind first: a difference between groups, figures that differ, a difference in style, what one outlet
        tells, what all tell. A sentence that nothing is certain where nothing is.
    """
    several = in_brief["event"].nunique() > 1
    claims = [_of_facts(rows, several) for _, rows in in_brief.groupby("claim", sort=False)]
    finding = first_difference(tables)
    holds = holds_in(_of_difference(finding, settings))
    claims += [_Claim(_FINDING, difference(row), CLEAR, holds=holds) for _, row in finding.iterrows()]
    groups = clear_differences(by_group).head(1) if by_group else finding[:0]
    claims += [_Claim(_GROUPS, group_difference(row), CLEAR) for _, row in groups.iterrows()]
    shown = _one_of_each_first([entry for entry in claims if entry.sentence])[:MOST]
    if not shown:
        return html_output(paragraph(NOTHING, "says"))
    items = "".join(_item(entry) for entry in sorted(shown, key=lambda entry: _ORDER.index(entry.kind)))
    used = {entry.certainty for entry in shown}
    gloss = " ".join(f"{word.capitalize()}: {meaning}." for word, meaning in _MEANINGS.items() if word in used)
    return html_output(f'<ol class="claims">{items}</ol>{paragraph(gloss, "gloss")}')


def first_difference_in_other_settings(
    tables: Sequence[pd.DataFrame], settings: Sequence[pd.DataFrame], out: Path
) -> HTML:
    """Draw the difference of the first claims under other settings.

    Parameters
    ----------
    tables, settings : sequence of DataFrame
        As for `first_claims`.
    out : Path
        Folder of the notebook, from `output_folder`.

    Returns
    -------
    IPython.display.HTML
        Empty if no difference is clear.
    """
    rows = _of_difference(first_difference(tables), settings)
    if rows.empty:
        return html_output("")
    caption = (
        "The difference as reported, and with one setting changed at a time. Blue: it holds. Not tried: texts with "
        "what was cut as no part of the article, which a report does not hold, and other word lists."
    )
    shown: Any = show_figure(other_settings(rows), "other_settings", out, caption=caption)
    return html_output(shown.data)


def _of_difference(difference: pd.DataFrame, settings: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the settings under which a difference was compared."""
    found = [difference[DIFFERENCE].merge(table, on=DIFFERENCE) for table in settings]
    return next((rows for rows in found if len(rows)), schema.empty("other_settings"))


def _of_facts(rows: pd.DataFrame, several: bool) -> _Claim:
    """Return a claim on facts or figures; without the text, what all tell has no sentence."""
    kind, shown = rows["kind"].iat[0], quotes(rows)
    if kind == TOLD_BY_ALL and not shown:
        return _Claim(kind, "", LIKELY)
    return _Claim(DIFFERS if kind in DIFFERING else kind, claim(rows, with_event=several), LIKELY, shown)


def _one_of_each_first(claims: Sequence[_Claim]) -> list[_Claim]:
    """Put the first claim of each kind before the second ones."""
    kinds = pd.Series([entry.kind for entry in claims], dtype="object")
    order = pd.DataFrame({"round": kinds.groupby(kinds).cumcount(), "kind": kinds.map(_ORDER.index)})
    return [claims[place] for place in order.sort_values(["round", "kind"], kind="stable").index]


def _item(entry: _Claim) -> str:
    quoted = "".join(f"<li><b>{escape_html(name)}</b>: “{escape_html(text)}”</li>" for name, text in entry.quotes)
    examples = f"<ul>{quoted}</ul>" if quoted else ""
    holds = f' <span class="holds">{escape_html(entry.holds)}</span>' if entry.holds else ""
    return (
        f'<li><span class="says">{escape_html(entry.sentence)}</span> '
        f'<span class="certainty {entry.certainty}">{entry.certainty}</span>{holds}{examples}</li>'
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
    differ = (rows for _, rows in in_brief[in_brief["kind"].isin(DIFFERING)].groupby("claim", sort=False))
    rows = next((rows for rows in differ if comparable(rows)), None)
    if rows is None:
        return html_output("")
    noun = short_name(noun_as_written(counted_noun(rows["about"].iat[0]), rows["figure"], rows["text"]))
    caption = f"The figures for “{noun}”, by outlet." if noun else "The figures that differ, by outlet."
    shown: Any = show_figure(stated_figures(rows), "figures_that_differ", out, caption=caption)
    return html_output(shown.data + linked_table("facts_in_brief", page="6_facts"))
