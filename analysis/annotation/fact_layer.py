"""Facts: statements of the articles of an event that say the same, and who tells them.

Figures of a fact can be joined by article_id and sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.parallel import cores
from analysis._utils.table_notes import with_note
from analysis.annotation.key_terms import KeyTerms
from analysis.annotation.publication_order import published_before
from analysis.annotation.statements import statement_table
from analysis.exceptions import quoted
from analysis.language.embeddings.sentence_encoder import sentence_encoder
from analysis.language.statements.same_facts import LEAST_LETTERS, MOST_STATEMENTS, same_facts
from analysis.language.statements.shared_letters import letter_similarity
from analysis.language.text.segmented_words import Words

Numbers = NDArray[np.int64]

OF_NO_FACT = -1
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
    terms = KeyTerms(words)
    sentence_encoder()  # once, before there are threads
    events = [rows.reset_index(drop=True) for _, rows in statements.groupby("event", sort=False)]
    # While one event is encoded, which takes most of the time, others are prepared.
    with ThreadPoolExecutor(cores()) as pool:
        tables = list(pool.map(lambda of_event: _with_facts(of_event, terms), events))
    none = statements[:0].assign(fact=0, outlets=0, terms="")
    table = schema.typed(
        pd.concat([none, *(told for told in tables if told is not None)], ignore_index=True), "statements"
    )
    too_large = [str(of_event["event"].iat[0]) for of_event, told in zip(events, tables, strict=True) if told is None]
    if too_large:
        limit = f"more than {MOST_STATEMENTS:,} statements"
        return with_note(table, f"Facts are not grouped in events of {limit}: {quoted(too_large)}.")
    return table


def _with_facts(of_event: pd.DataFrame, terms: KeyTerms) -> pd.DataFrame | None:
    """Return the statements of an event by fact, with the terms of each; None if there are too many."""
    article = _different_articles(of_event)
    body = (of_event["position"] != "headline").to_numpy()
    distinct = np.unique(article[body] * len(of_event) + _numbers(of_event["text"])[body])
    if len(distinct) > MOST_STATEMENTS:
        return None
    told = _numbered(of_event.assign(fact=_facts(of_event["text"], article, body)))
    return told.assign(terms=terms.of_facts(told))


def _numbers(values: pd.Series) -> Numbers:
    numbers: Numbers = pd.factorize(values)[0].astype(np.int64)
    return numbers


def _different_articles(statements: pd.DataFrame) -> Numbers:
    """Return the number of the article of each statement; articles with the same statements have one number."""
    whole = statements.groupby("article_id", sort=False)["text"].agg("\n".join)
    return _numbers(statements["article_id"].map(whole))


def _facts(texts: pd.Series, article: Numbers, body: NDArray[np.bool_]) -> Numbers:
    """Return the number of the fact of each statement of an event; -1 for a headline that is none.

    Statements of articles that are the same are compared once. A headline belongs to the fact of the statement of its
    article that it is most similar to.
    """
    number, once = np.unique(article * (texts.size + 1) + _numbers(texts), return_index=True)
    once = np.sort(once)
    distinct = {(article[place], texts[place]): row for row, place in enumerate(once.tolist())}
    row = np.array([distinct[key] for key in zip(article, texts, strict=True)], np.int64)
    in_body = np.flatnonzero(body[once])
    fact = np.full(len(number), OF_NO_FACT)
    chosen = texts[once[in_body]].tolist()
    fact[in_body] = in_body[same_facts(chosen, _numbers(pd.Series(article[once[in_body]])))] if chosen else in_body
    headlines = np.flatnonzero(~body[once])
    if len(headlines) and len(in_body):
        other = np.not_equal.outer(article[once[headlines]], article[once[in_body]])
        letters = letter_similarity(texts[once[np.append(headlines, in_body)]].tolist())
        similarity = np.where(other, 0, letters[: len(headlines), len(headlines) :])
        nearest = fact[in_body[similarity.argmax(axis=1)]]
        fact[headlines] = np.where(similarity.max(axis=1) >= LEAST_LETTERS, nearest, OF_NO_FACT)
    found: Numbers = fact[row]
    return found


def _numbered(statements: pd.DataFrame) -> pd.DataFrame:
    """Return the statements ordered by fact; facts have numbers from 1, those of most outlets first."""
    told = statements[statements["fact"] != OF_NO_FACT]
    told = told.assign(outlets=told.groupby("fact")["outlet"].transform("nunique").astype("int64"))
    order = told.sort_values(["outlets", "fact"], ascending=[False, True], kind="stable")
    return order.assign(fact=_numbers(order["fact"]) + 1).reset_index(drop=True)


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
    for event, of_event in statements.groupby("event", sort=False):
        there = articles[articles["event"] == event]
        told = np.zeros((of_event["fact"].max(), len(there)), bool)
        told[of_event["fact"] - 1, pd.Index(there["article_id"]).get_indexer(of_event["article_id"])] = True
        told_later = told.astype(np.int64) @ published_before(there).T
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
