"""Facts as a shared bundle holds them: which article tells which, and the words that several articles use for one."""

from __future__ import annotations

from itertools import chain

import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.bundles.disclosure.places import is_in
from analysis.bundles.disclosure.small_voices import long_words
from analysis.bundles.disclosure.thresholds import LEAST_ARTICLES
from analysis.bundles.disclosure.word_runs import Run, found_in, plain, runs
from analysis.schema import SHARED

_FACT = ["event", "fact"]


def shareable_statements(statements: pd.DataFrame) -> pd.DataFrame:
    """Return statements without their sentences, their numbers and the words of their facts.

    Parameters
    ----------
    statements : DataFrame
        From `measures.statements`.

    Returns
    -------
    DataFrame
        shared_statements, in the same order.
    """
    kind = SHARED["statements"]
    missing = {c.name: pd.Series(pd.NA, statements.index, dtype=c.dtype) for c in schema.TABLES[kind] if c.nullable}
    return schema.typed(statements.assign(terms="", **missing), kind)


def shareable_fact_terms(notes: Annotations, statements: pd.DataFrame, hidden: pd.DataFrame) -> pd.DataFrame:
    """Return the words of each fact that can be published.

    A word of a fact is published if two articles or more use it in statements of that fact, outside of the places whose
    words are withheld. So it says of no sentence that the word stands in it.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    statements : DataFrame
        From `measures.statements`.
    hidden : DataFrame
        article_id and voice of the places whose words are withheld.

    Returns
    -------
    DataFrame
        Table fact_terms, in order of the terms: read downwards it gives no text. Facts without a word have no row.
    """
    assert notes.corpus.texts is not None
    used = _words_of_facts(statements[~is_in(statements, hidden)])
    named = statements.drop_duplicates(_FACT)
    kept = [
        [name for name in terms.split(", ") if len(used.get((event, fact, name), ())) >= LEAST_ARTICLES]
        for event, fact, terms in zip(named["event"], named["fact"], named["terms"], strict=True)
    ]
    prose = plain(notes.corpus.texts.values())
    found = found_in(set(chain.from_iterable(runs(" ".join(names)) for names in kept)), prose)
    table = named[_FACT].assign(terms=[", ".join(_without_runs(names, found)) for names in kept])
    table = table[table["terms"] != ""].sort_values(["terms", *_FACT], kind="stable")
    return schema.typed(table, "fact_terms")


def _words_of_facts(statements: pd.DataFrame) -> dict[tuple[str, int, str], set[str]]:
    """Return, for each event, fact and term that may be published, the articles whose statements of it use the term."""
    names = pd.Series(statements["terms"].str.split(", ").explode().dropna().unique(), dtype="str")
    allowed = names[(names != "") & ~long_words(names)].tolist()
    pattern = dict(zip(allowed, plain(allowed).to_list(), strict=True))
    articles: dict[tuple[str, int, str], set[str]] = {}
    texts = plain(statements["text"]).to_list()
    for row, text in zip(statements.itertuples(), texts, strict=True):
        for name in str(row.terms).split(", "):
            if name in pattern and pattern[name] in text:
                articles.setdefault((str(row.event), int(row.fact), name), set()).add(str(row.article_id))
    return articles


def _without_runs(names: list[str], found: set[Run]) -> list[str]:
    """Leave out the last words until the others are no run of a text."""
    while runs(" ".join(names)) & found:
        names = names[:-1]
    return names
