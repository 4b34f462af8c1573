"""Headlines side by side, with what each article says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis._utils.escape import escape_html
from analysis.display.html_output import html_output
from analysis.display.html_parts import cell, cut, html_table, linked_reading, linked_table, outlet_head, row, section
from analysis.display.reading.page_names import links_to_facts

if TYPE_CHECKING:
    from IPython.display import HTML

MOST = 12  # articles
LONGEST = 240  # characters of a headline
UNKNOWN_ZONE = "zone unknown"
# Column -> its head. Only those in which an article has a value are shown.
_COLUMNS = {
    "headline": "Headline",
    "words": "Words",
    "time": "Published",
    "publisher": "Publisher",
    "byline": "Author",
    "credit": "Credit",
    "agency": "Agency",
}


def headlines(articles: pd.DataFrame, statements: pd.DataFrame) -> HTML:
    """Put the headlines of an event side by side.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.
    statements : DataFrame
        From `ss.measures.statements`, which hold the headlines where the text is at hand.

    Returns
    -------
    IPython.display.HTML
        One row per article: outlet, headline, length in words, time as given ('zone unknown' where it names none),
        publisher, author, credit and agency, as far as they are known. Empty over more than twelve articles.
    """
    if not 0 < len(articles) <= MOST:
        return html_output("")
    table = articles.assign(
        headline=articles["article_id"].map(_headlines(statements)).fillna(""),
        words=[f"{count:,}" for count in articles["n_tokens"].fillna(0).astype("int64")],
        time=articles[["published_given", "published"]].apply(lambda times: time_as_given(*times), axis=1),
    )
    table = table.fillna(dict.fromkeys(_COLUMNS, ""))
    shown = {name: head for name, head in _COLUMNS.items() if (table[name] != "").any()}
    rows = [
        row(outlet_head(outlet), [_cell(name, value) for name, value in zip(shown, values, strict=True)])
        for outlet, values in zip(table["outlet"], table[[*shown]].itertuples(index=False), strict=True)
    ]
    heading = "Headlines" if "headline" in shown else "Articles"
    caption = "Words: the length of the article. Times are as the article gives them."
    made = html_table("headlines", heading, caption, ["Outlet", *shown.values()], rows)
    read = linked_reading(statements["event"].nunique() == 1 and links_to_facts(statements))
    return html_output(section(heading, made, linked_table("articles", page="1_corpus"), read))


def _headlines(statements: pd.DataFrame) -> dict[str, str]:
    """Return the first sentence of the headline of each article."""
    first = statements[(statements["position"] == "headline") & statements["text"].notna()]
    first = first.drop_duplicates(["article_id", "sentence"]).sort_values("sentence", kind="stable")
    first = first.drop_duplicates("article_id")
    return dict(zip(first["article_id"], first["text"], strict=True))


def time_as_given(given: object, known: pd.Timestamp) -> str:
    """Write a time as it is given, and whether its zone is known."""
    if pd.isna(given) or not str(given):
        return ""
    written = str(given).replace("T", " ")
    return f"{written} ({UNKNOWN_ZONE})" if pd.isna(known) and ":" in written else written


def _cell(name: str, value: str) -> str:
    kind = "number" if name == "words" else name
    return cell(_COLUMNS[name], escape_html(cut(value, LONGEST)), kind)
