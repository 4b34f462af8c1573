"""What columns and rows of an event are called: the outlet, or its articles where they are few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from analysis._utils.escape import one_line
from analysis._utils.wording import counted
from analysis.display.html_parts import cut
from analysis.exceptions import shortened
from analysis.schema import OTHERS

LONGEST = 36  # characters of an outlet before a number
MOST = 12  # articles of an event that stand side by side
_HEADLINE = 60  # characters of one that names an article


def article_labels(articles: pd.DataFrame) -> dict[str, str]:
    """Name each article by its outlet; articles of one outlet on an event of few articles also by a number.

    Parameters
    ----------
    articles : DataFrame
        Articles of a corpus.

    Returns
    -------
    dict of str to str
        article_id -> 'CNN', or 'wire 1' and 'wire 2'.
    """
    events, outlets = articles["event"].tolist(), articles["outlet"].tolist()
    of_event, of_outlet = Counter(events), Counter(zip(events, outlets, strict=True))
    seen: Counter[tuple[str, str]] = Counter()
    labels = {}
    for article, event, outlet in zip(articles["article_id"], events, outlets, strict=True):
        seen[event, outlet] += 1
        apart = of_outlet[event, outlet] > 1 and of_event[event] <= MOST
        labels[str(article)] = f"{shortened(outlet, LONGEST)} {seen[event, outlet]}" if apart else str(outlet)
    return labels


def columns_of_events(articles: pd.DataFrame, labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the columns of each event, in the order of all pages."""
    columns: dict[str, list[str]] = {}
    order = articles.assign(label=articles["article_id"].map(labels))
    order = order.sort_values(["outlet", "label"], key=lambda names: names.str.casefold(), kind="stable")
    for event, label in zip(order["event"], order["label"], strict=True):
        columns.setdefault(event, []).append(label)
    return {event: list(dict.fromkeys(names)) for event, names in columns.items()}


def named_by_headline(table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Name the articles of a table by their headlines and outlets, where all articles have a headline.

    Parameters
    ----------
    table : DataFrame
        With a column article_id.
    articles : DataFrame
        Articles of the corpus.

    Returns
    -------
    DataFrame
        With the same columns, and outlet behind article_id where that is a headline and there was none.
    """
    if not len(articles) or articles["headline"].isna().any() or (articles["headline"] == "").any():
        return table
    of_article = articles.set_index("article_id")
    headlines = of_article["headline"].map(lambda headline: cut(one_line(headline), _HEADLINE))
    named = table.assign(article_id=table["article_id"].map(headlines))
    if "outlet" not in named:
        place = named.columns.get_loc("article_id") + 1
        named.insert(place, "outlet", table["article_id"].map(of_article["outlet"]))
    named.attrs = table.attrs
    return named


def counted_outlets(outlets: Iterable[str]) -> str:
    """Count outlets; those that are counted together as others are no outlet of their own.

    Examples
    --------
    >>> counted_outlets(["Post", "Herald", "Post"]), counted_outlets(["Post", "Herald", "other outlets"])
    ('2 outlets', '2 outlets and others')
    """
    names = set(outlets)
    return counted(len(names - {OTHERS}), "outlet") + (" and others" if OTHERS in names else "")
