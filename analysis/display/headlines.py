"""Headlines side by side, with what each article says of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis._utils.escape import escape_html
from analysis.display.article_labels import MOST, article_labels
from analysis.display.html_output import html_output
from analysis.display.html_parts import cell, cut, html_table, linked_table, outlet_head, row, section

if TYPE_CHECKING:
    from IPython.display import HTML

LONGEST = 240  # characters of a headline
UNKNOWN_ZONE = "zone unknown"
_MINUS_OF_ZONE = re.compile(r"-(?=\d\d:?\d\d$)")
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


def headlines(articles: pd.DataFrame) -> HTML:
    """Put the headlines of an event side by side.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.

    Returns
    -------
    IPython.display.HTML
        One row per article: outlet, headline, length in words, time as given ('zone unknown' where it names none),
        publisher, author, credit and agency, as far as they are known. Empty over several events, or more than twelve
        articles.
    """
    made = headlines_by_event(articles)
    return html_output("".join(made.values()) if articles["event"].nunique() == 1 else "")


def headlines_by_event(articles: pd.DataFrame) -> dict[str, str]:
    """Return the section of headlines of each event with at most twelve articles."""
    labels = article_labels(articles)
    order = articles.sort_values(["event", "outlet"], key=lambda names: names.str.casefold(), kind="stable")
    of_event: dict[str, list[dict[str, Any]]] = {}
    for article in order.to_dict("records"):
        of_event.setdefault(article["event"], []).append(_written(article, labels))
    return {event: _section(rows) for event, rows in of_event.items() if len(rows) <= MOST}


def _written(article: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, str]:
    """Write what is known of an article, '' for what is not."""
    known = {name: "" if pd.isna(value) else str(value) for name, value in article.items()}
    return {
        **known,
        "label": labels[article["article_id"]],
        "words": f"{int(known['n_tokens'] or 0):,}",
        "time": time_as_given(article["published_given"], article["published"]),
    }


def _section(articles: list[dict[str, str]]) -> str:
    shown = {name: head for name, head in _COLUMNS.items() if any(article[name] for article in articles)}
    rows = [row(outlet_head(article["label"]), [_cell(name, article[name]) for name in shown]) for article in articles]
    heading = "Headlines" if "headline" in shown else "Articles"
    caption = "Words: the length of the article." + (" Times are as the article gives them." if "time" in shown else "")
    made = html_table("headlines", heading, caption, ["Outlet", *shown.values()], rows, numbers={"Words"})
    return section(heading, made, linked_table("articles", page="1_corpus"))


def time_as_given(given: object, known: pd.Timestamp) -> str:
    """Write a time as it is given, and whether its zone is known."""
    if pd.isna(given) or not str(given):
        return ""
    written = _MINUS_OF_ZONE.sub("\u2011", str(given).replace("T", " "))  # no line break behind it
    return f"{written} ({UNKNOWN_ZONE})" if pd.isna(known) and ":" in written else written


def _cell(name: str, value: str) -> str:
    kind = "number" if name == "words" else name
    return cell(_COLUMNS[name], escape_html(cut(value, LONGEST)), kind)
