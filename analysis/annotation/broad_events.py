"""Events that are none: labels, such as topics, under which articles on many events stand."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.annotation.publication_order import publication_times
from analysis.exceptions import quoted

LEAST_ARTICLES = 6  # of fewer, one that stands apart says little
# Of pairs of articles on one event, .94 share a fact in SEESAW (162 events); with eight of its events as one, .08.
LEAST_SHARING = 0.2
LONGEST = 14 * 86_400.0  # seconds within which four fifths of the articles on one event are published


def note_on_broad_events(statements: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say which events of a corpus seem to be several.

    Parameters
    ----------
    statements, articles : pandas.DataFrame
        Tables of these names.

    Returns
    -------
    str
        '' if there is none.
    """
    seconds = publication_times(articles).earliest
    rows = articles.groupby("event", sort=False).indices
    found = [
        str(event)
        for event, told in statements.groupby("event", sort=False)
        if len(rows[event]) >= LEAST_ARTICLES
        and (_published_over(seconds[rows[event]]) > LONGEST or _share_of_pairs(told, len(rows[event])) < LEAST_SHARING)
    ]
    if not found:
        return ""
    return (
        f"The articles of {quoted(found)} seem to be about several events, since few of them share a fact or they were "
        "published over weeks: there, sentences about different events may be called one fact."
    )


def _published_over(seconds: NDArray[np.float64]) -> float:
    """Return within how many seconds four fifths of the articles were published; 0 if that is not known."""
    times = seconds[~np.isnan(seconds)]
    return float(np.diff(np.quantile(times, [0.1, 0.9]))[0]) if len(times) >= LEAST_ARTICLES else 0.0


def _share_of_pairs(told: pd.DataFrame, n_articles: int) -> float:
    """Return the share of pairs of articles that tell a fact both."""
    from scipy import sparse

    told = told.drop_duplicates(["fact", "article_id"])
    article = pd.factorize(told["article_id"])[0]
    tells = sparse.csr_array((np.ones(len(told)), (told["fact"], article)))
    sharing = (tells.T @ tells).nnz - len(np.unique(article))
    return float(sharing / (n_articles * (n_articles - 1)))
