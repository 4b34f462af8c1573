"""Facts: statements of the articles of an event that say the same, and who tells them.

Figures of a fact can be joined by article_id and sentence.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis._utils.linked_groups import linked_groups
from analysis._utils.parallel import cores
from analysis._utils.progress_bar import tracked
from analysis.annotation.key_terms import KeyTerms
from analysis.annotation.publication_order import publication_times
from analysis.annotation.statements import statement_table
from analysis.io.kept_outputs import kept_or_grouped
from analysis.io.package_files import made_with
from analysis.language.embeddings.sentence_encoder import MODEL, TOKENIZER, sentence_encoder
from analysis.language.figure_relations.relate import AGREES, BOUND, DIFFERS, UPDATED
from analysis.language.statements.joined_facts import join_facts
from analysis.language.statements.same_facts import same_facts
from analysis.language.statements.shared_letters import letter_vectors
from analysis.language.text.segmented_words import Words

Numbers = NDArray[np.int64]

OF_NO_FACT = -1
OF_SAME_THING = (AGREES, BOUND, UPDATED, DIFFERS)  # relations of figures that tell of the same thing
FACTS_AT_ONCE = 4_096  # to keep memory small
LEAST_LETTERS_OF_HEADLINE = 0.23  # that it has in common with a statement of its article
_OF_TERMS = ["fact", "article_id", "first", "last"]
NO_EVENTS = (
    "The corpus names no events. Facts are grouped among articles on one event: give each article its event in a "
    "column 'event', the same one where all are about one event."
)
NO_TEXT = "Facts are found in sentences only."
NO_SEVERAL = "No event has articles of several outlets."


def grouped_statements(articles: pd.DataFrame, segments: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Group the statements of each event by what they say, all in all.

    Parameters
    ----------
    articles, segments : pandas.DataFrame
        Tables of these names in the schema.
    texts : mapping of str to str
        The cleaned text of each article, by article_id.

    Returns
    -------
    pandas.DataFrame
        Columns of table statements, without terms and outlets. fact: a number that other facts do not have; -1 for a
        headline that tells none.
    """
    statements = statement_table(segments, texts)
    statements = statements.merge(articles[["article_id", "event", "outlet"]], on="article_id", sort=False)
    event, names = pd.factorize(statements["event"])
    of_events = np.cumsum(np.bincount(event, minlength=len(names)))
    rows = np.split(np.argsort(event, kind="stable"), of_events)[: len(names)]
    written = statements["text"].to_numpy(object)
    text, article = _numbers(statements["text"]), _different_articles(statements)
    body = (statements["position"] != "headline").to_numpy()

    def grouped(event: int) -> Numbers:
        mine = rows[event]
        return _facts(written[mine], text[mine], article[mine], body[mine])

    def grouped_events(events: list[int]) -> list[Numbers]:
        sentence_encoder()  # once, before there are threads
        # While one event is encoded, which takes most of the time, others are prepared.
        with ThreadPoolExecutor(cores()) as pool:
            return list(tracked(pool.map(grouped, events), len(events), "grouping statements", "events"))

    contents = [_content(written[mine], article[mine], body[mine]) for mine in rows]
    found = kept_or_grouped(made_with(MODEL, TOKENIZER), contents, [len(mine) for mine in rows], grouped_events)
    fact = np.full(len(statements), OF_NO_FACT)
    for mine, facts in zip(rows, found, strict=True):
        fact[mine] = np.where(facts == OF_NO_FACT, OF_NO_FACT, mine[facts])
    return statements.assign(fact=fact)


def fact_statements(
    grouped: pd.DataFrame, relations: pd.DataFrame, segments: pd.DataFrame, words: Words
) -> pd.DataFrame:
    """Join facts whose statements give the same figure, and number them.

    Parameters
    ----------
    grouped : pandas.DataFrame
        From `grouped_statements`.
    relations : pandas.DataFrame
        Table figure_relations.
    segments : pandas.DataFrame
        Table segments.
    words : Words
        Of the segments.

    Returns
    -------
    pandas.DataFrame
        Table statements, ordered by event and fact. A statement stands there once for each fact that it tells.
    """
    fact, told_too = join_facts(
        grouped["fact"].to_numpy(), _numbers(grouped["article_id"]), _with_the_same_figure(grouped, relations, segments)
    )
    order = np.argsort(np.append(np.arange(len(grouped)), told_too[:, 0]), kind="stable")
    rows = np.append(np.arange(len(grouped)), told_too[:, 0])[order]
    statements = grouped.iloc[rows].reset_index(drop=True)
    numbered = _numbered(statements, _numbers(statements["event"]), np.append(fact, told_too[:, 1])[order])
    return schema.typed(_with_terms(numbered, KeyTerms(words)), "statements")


def _with_the_same_figure(grouped: pd.DataFrame, relations: pd.DataFrame, segments: pd.DataFrame) -> list[list[int]]:
    """Return the rows of the statements in each group that gives figures of the same thing."""
    body = np.flatnonzero((grouped["position"] != "headline").to_numpy())
    sentences = pd.MultiIndex.from_frame(grouped.iloc[body][["article_id", "sentence"]])
    of_figures = relations[relations["relation"].isin(OF_SAME_THING)]
    names = ["article_id", "segment", "figure", "value"]
    figures = pd.concat([of_figures[names], of_figures[[f"other_{name}" for name in names]].set_axis(names, axis=1)])
    figure = figures.groupby(names, sort=False).ngroup().to_numpy()
    one, two = np.split(figure, 2)
    group = linked_groups(one, two, len(figures))[figure]
    places = [figures["article_id"].to_numpy(), segments["sentence"].to_numpy()[figures["segment"].to_numpy()]]
    row = sentences.get_indexer(pd.MultiIndex.from_arrays(places))
    pairs = np.unique(np.column_stack([group, body[row]])[row >= 0], axis=0)
    return [rows.tolist() for rows in np.split(pairs[:, 1], np.flatnonzero(np.diff(pairs[:, 0])) + 1) if len(rows) > 1]


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


def _content(texts: NDArray[np.object_], article: Numbers, body: NDArray[np.bool_]) -> str:
    """Return all that the facts of an event depend on; articles have numbers in the same order as in `_facts`."""
    return json.dumps([texts.tolist(), np.unique(article, return_inverse=True)[1].tolist(), body.tolist()])


def _facts(texts: NDArray[np.object_], text: Numbers, article: Numbers, body: NDArray[np.bool_]) -> Numbers:
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
    """
    once, row = _distinct(article, text)
    written = texts[once].tolist()
    letters = letter_vectors(written)
    in_body = np.flatnonzero(body[once])
    fact = np.full(len(once), OF_NO_FACT)
    of_article = np.unique(article[once], return_inverse=True)[1]
    fact[in_body] = in_body[same_facts([written[place] for place in in_body], letters[in_body], of_article[in_body])]
    for headline in np.flatnonzero(~body[once]).tolist():
        beside = in_body[of_article[in_body] == of_article[headline]]
        similarity = (letters[beside] @ letters[[headline]].T).toarray().ravel()
        if similarity.max(initial=0) >= LEAST_LETTERS_OF_HEADLINE:
            fact[headline] = fact[beside[similarity.argmax()]]
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


@hides_content
class ToldFacts(NamedTuple):
    """Which articles of an event tell which of its facts.

    Attributes
    ----------
    event : str
    articles : pandas.DataFrame
        article_id, event and outlet of its articles.
    told : array of bool, shape (n_facts, n_articles)
        Fact 1 first.
    earlier : array of bool, shape (n_facts, n_articles)
        Whether the article was published before all articles that tell the fact.
    """

    event: str
    articles: pd.DataFrame
    told: NDArray[np.bool_]
    earlier: NDArray[np.bool_]


def told_facts(statements: pd.DataFrame, articles: pd.DataFrame) -> Iterator[ToldFacts]:
    """Yield, for each event, which article tells which fact.

    Parameters
    ----------
    statements : pandas.DataFrame
        Table statements.
    articles : pandas.DataFrame
        Table articles.

    Yields
    ------
    ToldFacts
    """
    rows = articles.groupby("event", sort=False).indices
    times = publication_times(articles)
    # As Python's texts, of which some rows are taken faster.
    named = articles[["article_id", "event", "outlet"]].astype(object)
    fact, article = (
        statements["fact"].to_numpy(),
        pd.Index(articles["article_id"]).get_indexer(statements["article_id"]),
    )
    of_events = statements.groupby("event", sort=False).indices
    for event in statements["event"].unique().tolist():
        mine, there = of_events[event], rows[event]
        told = np.zeros((fact[mine].max(), len(there)), bool)
        told[fact[mine] - 1, np.searchsorted(there, article[mine])] = True
        yield ToldFacts(str(event), named.iloc[there], told, _earlier(told, times.before(there)))


def _earlier(told: NDArray[np.bool_], before: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which articles were published before all that tell a fact; before: which article before which."""
    earlier = np.zeros_like(told)
    if before.any():
        # Counts of articles are small integers, which float32 holds exactly.
        after = before.T.astype(np.float32)
        for start in range(0, len(told), FACTS_AT_ONCE):
            some = told[start : start + FACTS_AT_ONCE]
            told_later = some.astype(np.float32) @ after
            earlier[start : start + FACTS_AT_ONCE] = ~some & (told_later == some.sum(axis=1, keepdims=True))
    return earlier
