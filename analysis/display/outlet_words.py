"""The words that each outlet clearly uses more than the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis import schema
from analysis._utils.escape import escape_html
from analysis._utils.wording import short_name
from analysis.display.html_output import html_output
from analysis.display.html_parts import cell, html_table, linked_table, outlet_head, row, section

if TYPE_CHECKING:
    from IPython.display import HTML

MOST = 3  # words of an outlet


def outlet_words(terms: pd.DataFrame) -> HTML:
    """Show up to three words that each outlet clearly uses more than the other side.

    Parameters
    ----------
    terms : DataFrame
        Comparisons of terms, which house style and names of the outlets themselves are not among.

    Returns
    -------
    IPython.display.HTML
        One row per outlet; empty if no word is clear.
    """
    words = words_by_outlet(terms)
    rows = [
        row(outlet_head(outlet), [cell("", escape_html(", ".join(words[outlet])))])
        for outlet in schema.outlets_in_order(words)
    ]
    if not rows:
        return html_output("")
    heading = "Words that outlets use more"
    caption = "Clear differences only, at most three of an outlet, the largest first."
    made = html_table("words", heading, caption, ["Outlet", "Words"], rows)
    return html_output(section(heading, made, linked_table("terms", page="2_terms")))


def words_by_outlet(terms: pd.DataFrame) -> dict[str, list[str]]:
    """Return up to three words of each outlet that it clearly uses more, in the order of the table."""
    clear = terms[schema.is_clear(terms["q"]) & (terms["estimate"] > 0)]
    first = clear.groupby("outlet", sort=False).head(MOST)
    words: dict[str, list[str]] = {}
    for outlet, item in zip(first["outlet"], first["item"], strict=True):
        words.setdefault(outlet, []).append(short_name(schema.label(item)))
    return words
