"""The longest quote that several outlets carry, and what each of them left out."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

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
    if articles["event"].nunique() != 1:
        return html_output("")
    return html_output("".join(longest_quote_by_event(quotes, articles).values()))


def longest_quote_by_event(quotes: pd.DataFrame, articles: pd.DataFrame) -> dict[str, str]:
    """Return the section of the longest shared quote of each event that has one."""
    if quotes.empty:
        return {}
    event = articles.set_index("article_id")["event"]
    told = quotes[(quotes["text"].fillna("") != "") & quotes["text"].str.len().le(LONGEST)]
    order = told.assign(event=told["article_id"].map(event)).sort_values("words", ascending=False, kind="stable")
    versions: dict[tuple[str, int], dict[str, dict[str, Any]]] = {}
    for version in order.to_dict("records"):
        versions.setdefault((version["event"], version["quote"]), {}).setdefault(version["outlet"], version)
    made: dict[str, str] = {}
    for (name, _), of_outlet in versions.items():
        if len(of_outlet) > 1 and name not in made:
            made[name] = _section(list(of_outlet.values()))
    return made


def _section(versions: list[dict[str, Any]]) -> str:
    """Return the section of a quote, the longest version first."""
    longest, shortest = versions[0], versions[-1]
    words = _words(longest["text"])
    lines = "".join(f"<li>{_version(version['outlet'], words, version['text'])}</li>" for version in versions)
    heading = "The longest shared quote"
    if shortest["words"] < longest["words"]:
        kept = f"{short_name(shortest['outlet'])} keeps {shortest['words']}"
        heading += f": {kept} of its {counted(longest['words'], 'word')}"
    source = str(longest["source"])
    speaker = f"Said by {cut(source, 80)}. " if source.lower() not in ("", *PRONOUNS) else ""
    note = paragraph(f"{speaker}Struck out: words of the longest version that the outlet does not have.", "legend")
    return section(
        heading, f'<ul class="versions">{lines}</ul>', note, linked_table("shared_quotes", page="5_sourcing")
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
