"""Clear differences of words, tone, frames and voices; or one sentence that none is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis._utils.escape import escape_html
from analysis._utils.wording import counted
from analysis.display.claim_sentences import clear_differences, difference, first_difference, joined
from analysis.display.explorer import EXPLORER_PAGE
from analysis.display.html_output import html_output
from analysis.display.html_parts import paragraph, section
from analysis.display.no_difference import rounded_count
from analysis.display.settings_views import DIFFERENCE

if TYPE_CHECKING:
    from IPython.display import HTML

# Measure -> what is compared, as a page calls it.
_NAMES = {"terms": "words", "valence": "tone", "framing": "frames", "indirect_speech": "voices"}
_EXPLORE = (
    f'<p class="links"><a href="{EXPLORER_PAGE}">Explore all numbers</a>: '
    "choose outlets, measure and voice, search a word</p>"
)


def what_else_differs(
    tables: Mapping[str, pd.DataFrame],
    detectable: Sequence[pd.DataFrame],
    articles: pd.DataFrame,
    *,
    claimed: Sequence[pd.DataFrame] = (),
    most: int = 4,
) -> HTML:
    """State the clear differences of words, tone, frames and voices; in one sentence that there are none.

    Parameters
    ----------
    tables : dict of str to DataFrame
        What is compared, such as 'tone' -> comparisons.
    detectable : sequence of DataFrame
        From `ss.detectable`: how many articles a typical difference would need.
    articles : DataFrame
        Articles of a corpus.
    claimed : sequence of DataFrame, optional
        The comparisons of `first_claims`: the difference that these state is not stated again.
    most : int
        Differences of each table that are stated.

    Returns
    -------
    IPython.display.HTML
        Empty if nothing could be tested.
    """
    tested = {name: table for name, table in tables.items() if table["p"].notna().any()}
    parts, without = [], []
    said = first_difference(claimed)[DIFFERENCE] if claimed else None
    for name, table in tested.items():
        clear = clear_differences([table])
        if clear.empty:
            without.append(name)
            continue
        if said is not None:
            clear = clear[~pd.MultiIndex.from_frame(clear[DIFFERENCE]).isin(pd.MultiIndex.from_frame(said))]
        if clear.empty:
            continue
        lines = "".join(f"<li>{escape_html(difference(row))}</li>" for _, row in clear.head(most).iterrows())
        more = f" {len(clear) - most} more are on the page of this." if len(clear) > most else ""
        parts.append(f"<h3>{escape_html(name.capitalize())}</h3><ul>{lines}</ul>{paragraph(more.strip(), 'note')}")
    if without:
        parts.append(paragraph(_no_difference(without, detectable, articles)))
    return html_output(section("What else differs", *parts, *([_EXPLORE] if parts else [])))


def _no_difference(names: list[str], detectable: Sequence[pd.DataFrame], articles: pd.DataFrame) -> str:
    """State that nothing else is clear, and how many articles would be needed."""
    needed = {}
    for table in detectable:
        typical = table[table["typical"] & table["articles_needed"].notna()] if "typical" in table else table[:0]
        for row in typical.head(1).itertuples():
            needed[_NAMES[row.measure]] = f"about {rounded_count(row.articles_needed)} for {_NAMES[row.measure]}"
    take = joined([text for name, text in needed.items() if name in names])
    would = f" To show a typical one, an outlet would need more articles: {take}." if take else ""
    listed = f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
    return f"With {counted(len(articles), 'article')}, no difference in {listed} can be told from chance.{would}"
