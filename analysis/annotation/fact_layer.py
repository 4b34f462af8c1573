"""Facts: statements of the articles of an event that say the same, and who tells them.

Figures of a fact can be joined by article_id and sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.parallel import cores
from analysis._utils.table_notes import with_note
from analysis.annotation.key_terms import KeyTerms
from analysis.annotation.publication_order import publication_times
from analysis.annotation.statements import statement_table
from analysis.exceptions import quoted
from analysis.language.embeddings.sentence_encoder import sentence_encoder
from analysis.language.statements.same_facts import MOST_STATEMENTS, same_facts
from analysis.language.statements.shared_letters import letter_similarity
from analysis.language.text.segmented_words import Words

Numbers = NDArray[np.int64]

OF_NO_FACT = -1
LEAST_LETTERS_OF_HEADLINE = 0.23  # that it has in common with a statement of its article
_OF_TERMS = ["fact", "article_id", "first", "last"]
NO_EVENTS = (
    "The corpus names no events. Facts are grouped among articles on one event: give each article its event in a "
    "column 'event', the same one where all are about one event."
)
NO_TEXT = "Facts are found in sentences only."
NO_SEVERAL = "No event has articles of several outlets."


def fact_statements(
    articles: pd.DataFrame, segments: pd.DataFrame, texts: Mapping[str, str], words: Words
) -> pd.DataFrame:
    """Group the statements of each event into facts.

    Parameters
    ----------
    articles, segments : pandas.DataFrame
        Tables of these names in the schema.
    texts : mapping of str to str
        The cleaned text of each article, by article_id.
    words : Words
        Of the segments.

    Returns
    -------
    pandas.DataFrame
        Table statements, ordered by event and fact. ``attrs["note"]`` names events that are too large.
    """
    statements = statement_table(segments, texts)
    statements = statements.merge(articles[["article_id", "event", "outlet"]], on="article_id", sort=False)
    event, names = pd.factorize(statements["event"])
    of_events = np.cumsum(np.bincount(event, minlength=len(names)))
    rows = np.split(np.argsort(event, kind="stable"), of_events)[: len(names)]
    written = statements["text"].to_numpy(object)
    text, article = _numbers(statements["text"]), _different_articles(statements)
    body = (statements["position"] != "headline").to_numpy()
    sentence_encoder()  # once, before there are threads

    def grouped(mine: Numbers) -> Numbers | None:
        return _facts(written[mine], text[mine], article[mine], body[mine])

    # While one event is encoded, which takes most of the time, others are prepared.
    with ThreadPoolExecutor(cores()) as pool:
        found = list(pool.map(grouped, rows))
    fact = np.full(len(statements), OF_NO_FACT)
    for mine, facts in zip(rows, found, strict=True):
        fact[mine] = OF_NO_FACT if facts is None else facts
    table = schema.typed(_with_terms(_numbered(statements, event, fact), KeyTerms(words)), "statements")
    too_large = [str(name) for name, facts in zip(names, found, strict=True) if facts is None]
    if too_large:
        limit = f"more than {MOST_STATEMENTS:,} statements"
        return with_note(table, f"Facts are not grouped in events of {limit}: {quoted(too_large)}.")
    return table


def _numbers(values: pd.Series) -> Numbers:
    numbers: Numbers = pd.factorize(values)[0].astype(np.int64)
    return numbers


def _different_articles(statements: pd.DataFrame) -> Numbers:
    """Return the number of the article of each statement; articles with the same statements have one number."""
    article = _numbers(statements["article_id"])
    edges = [*np.flatnonzero(np.diff(article, prepend=-1)).tolist(), len(article)]
    lines = statements["text"].tolist()
    whole = ["\n".join(lines[start:end]) for start, end in pairwise(edges)]
    return _numbers(pd.Series(whole, dtype="str"))[article]


def _facts(texts: NDArray[np.object_], text: Numbers, article: Numbers, body: NDArray[np.bool_]) -> Numbers | None:
    """Return the number of the fact of each statement of an event; -1 for a headline that is none.

    Statements of articles that are the same are compared once. A headline belongs to the fact of the statement of its
    article that it is most similar to.

    Parameters
    ----------
    texts : array of str, shape (n_statements,)
    text, article : array of int, shape (n_statements,)
        Numbers of the text and of the article of each statement; equal where these are.
    body : array of bool, shape (n_statements,)
        Which statements are no headlines.

    Returns
    -------
    array of int, shape (n_statements,)
        None if there are too many statements.
    """
    once, row = _distinct(article, text)
    in_body = np.flatnonzero(body[once])
    if len(in_body) > MOST_STATEMENTS:
        return None
    fact = np.full(len(once), OF_NO_FACT)
    if len(in_body):
        chosen = once[in_body]
        of_article = np.unique(article[chosen], return_inverse=True)[1]
        fact[in_body] = in_body[same_facts(texts[chosen].tolist(), of_article)]
    headlines = np.flatnonzero(~body[once])
    if len(headlines) and len(in_body):
        other = np.not_equal.outer(article[once[headlines]], article[once[in_body]])
        letters = letter_similarity(texts[once[np.append(headlines, in_body)]].tolist(), len(headlines))
        similarity = np.where(other, 0, letters[:, len(headlines) :])
        nearest = fact[in_body[similarity.argmax(axis=1)]]
        fact[headlines] = np.where(similarity.max(axis=1) >= LEAST_LETTERS_OF_HEADLINE, nearest, OF_NO_FACT)
    found: Numbers = fact[row]
    return found


def _distinct(article: Numbers, text: Numbers) -> tuple[Numbers, Numbers]:
    """Return the statements without those that repeat one of their article, and the number among them of each."""
    _, first, inverse = np.unique(
        article * (text.max(initial=0) + 1) + text, return_index=True, return_inverse=True
    )  # fmt: skip
    order = np.argsort(first)
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return first[order], place[inverse]


def _numbered(statements: pd.DataFrame, event: Numbers, fact: Numbers) -> pd.DataFrame:
    """Return the statements ordered by event and fact; facts have numbers from 1, those of most outlets first."""
    number = event * (fact.max(initial=0) + 1) + fact
    told = np.flatnonzero(fact != OF_NO_FACT)
    outlets = pd.Series(_numbers(statements["outlet"])[told]).groupby(number[told]).transform("nunique").to_numpy(int)
    order = np.lexsort((fact[told], -outlets, event[told]))
    kept = told[order]
    begins = np.diff(number[kept], prepend=-1) != 0
    first_of_event = np.flatnonzero(np.diff(event[kept], prepend=-1))
    running = np.cumsum(begins)
    before = np.repeat(running[first_of_event] - 1, np.diff(np.append(first_of_event, len(kept))))
    return statements.iloc[kept].assign(fact=running - before, outlets=outlets[order]).reset_index(drop=True)


def _with_terms(told: pd.DataFrame, terms: KeyTerms) -> pd.DataFrame:
    """Return the statements with the terms of their facts, found event by event."""
    found = [terms.of_facts(rows) for _, rows in told[_OF_TERMS].groupby(told["event"], sort=False)]
    return told.assign(terms=pd.Series([of_fact for of_event in found for of_fact in of_event], dtype="str"))


def told_facts(statements: pd.DataFrame, articles: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Yield, for each event, which article tells which fact.

    Parameters
    ----------
    statements : pandas.DataFrame
        Table statements.
    articles : pandas.DataFrame
        Table articles.

    Yields
    ------
    pandas.DataFrame
        One row per fact and article of the event: event, fact, outlet, article_id; told; earlier: whether the article
        was published before all articles that tell it.
    """
    rows = articles.groupby("event", sort=False).indices
    times = publication_times(articles)
    for event, of_event in statements.groupby("event", sort=False):
        there = articles.iloc[rows[event]]
        told = np.zeros((of_event["fact"].max(), len(there)), bool)
        told[of_event["fact"] - 1, pd.Index(there["article_id"]).get_indexer(of_event["article_id"])] = True
        told_later = told.astype(np.int64) @ times.before(rows[event]).T
        earlier = ~told & (told_later == told.sum(axis=1, keepdims=True))
        fact, article = np.indices(told.shape)
        yield pd.DataFrame({
            "event": event,
            "fact": fact.ravel() + 1,
            "outlet": there["outlet"].array.take(article.ravel()),
            "article_id": there["article_id"].array.take(article.ravel()),
            "told": told.ravel(),
            "earlier": earlier.ravel(),
        })  # fmt: skip
