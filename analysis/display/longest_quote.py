"""The longest quote that several outlets carry, and what each of them left out."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import pandas as pd

from analysis._utils.escape import escape_html
from analysis._utils.wording import counted, short_name
from analysis.display.html_output import html_output
from analysis.display.html_parts import cut, linked_table, paragraph, section
from analysis.display.speakers import PRONOUNS

if TYPE_CHECKING:
    from IPython.display import HTML

LONGEST = 800  # characters


def longest_shared_quote(quotes: pd.DataFrame, articles: pd.DataFrame) -> HTML:
    """Show the longest quote that several outlets carry, and strike out what each of them left out.

    Parameters
    ----------
    quotes : DataFrame
        From `ss.measures.shared_quotes`.
    articles : DataFrame
        Articles of a corpus.

    Returns
    -------
    IPython.display.HTML
        Empty over several events and where no quote is shared, as in a bundle.
    """
    if quotes.empty:
        return html_output("")
    told = quotes[quotes["text"].fillna("") != ""]
    several = told.groupby("quote")["outlet"].transform("nunique") > 1
    told = told[several & told["text"].str.len().le(LONGEST)]
    if told.empty or articles["event"].nunique() != 1:
        return html_output("")
    longest = told.loc[told["words"].idxmax()]
    versions = told[told["quote"] == longest["quote"]].sort_values("words", ascending=False, kind="stable")
    versions = versions.drop_duplicates("outlet")
    words = _words(longest["text"])
    lines = "".join(f"<li>{_version(row.outlet, words, row.text)}</li>" for row in versions.itertuples())
    shortest = versions.iloc[-1]
    heading = "The longest shared quote"
    if shortest["words"] < longest["words"]:
        heading += (
            f": {short_name(shortest['outlet'])} keeps {shortest['words']} of its {counted(longest['words'], 'word')}"
        )
    source = str(longest["source"])
    speaker = f"Said by {cut(source, 80)}. " if source.lower() not in ("", *PRONOUNS) else ""
    note = paragraph(f"{speaker}Struck out: words of the longest version that the outlet does not have.", "legend")
    return html_output(
        section(heading, f'<ul class="versions">{lines}</ul>', note, linked_table("shared_quotes", page="5_sourcing"))
    )


def _version(outlet: str, longest: list[str], text: str) -> str:
    """Write the longest version of a quote with what one outlet left out struck out, and what it has instead."""
    own = _words(text)
    steps = SequenceMatcher(None, [_plain(word) for word in longest], [_plain(word) for word in own], autojunk=False)
    parts = []
    for kind, start, end, own_start, own_end in steps.get_opcodes():
        kept, left_out = " ".join(own[own_start:own_end]), " ".join(longest[start:end])
        parts += [f"<del>{escape_html(left_out)}</del>"] if kind in ("delete", "replace") else []
        parts += [f"<span>{escape_html(kept)}</span>"] if kept else []
    return f"<b>{escape_html(short_name(outlet))}</b>: “{' '.join(parts)}”"


def _words(quote: str) -> list[str]:
    return quote.strip(' "“”').split()


def _plain(word: str) -> str:
    return word.strip("\"“”'.,;:!?").lower()
