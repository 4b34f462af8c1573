"""Words that name a fact: used by most of the articles that tell it, and by few other statements of its event."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.ragged import places_in_rows, ranges, row_numbers
from analysis.language.text.segmented_words import Words
from analysis.language.text.tokens import function_words

Numbers = NDArray[np.int64]

TERMS = 3


class KeyTerms:
    """Finds the words that name facts.

    Parameters
    ----------
    words : Words
        Of all segments.
    """

    def __init__(self, words: Words) -> None:
        functional = function_words()
        self._names = np.array(words.counted, dtype=object)
        counts = np.array([len(name) > 1 and name.lower() not in functional for name in words.counted], bool)
        number = pd.factorize(self._names)[0].astype(np.int64)
        first = np.unique(number, return_index=True)[1]
        self._names = self._names[first]
        self._segment = words.tokens.text
        self._term = np.where(counts[words.tokens.word] & ~words.uncounted, number[words.tokens.word], -1)

    def of_facts(self, statements: pd.DataFrame) -> list[str]:
        """Return the terms of the fact of each statement of an event.

        Parameters
        ----------
        statements : pandas.DataFrame
            fact, article_id, and first and last, the rows in segments.

        Returns
        -------
        list of str
            At most three words, those first that most articles of the fact use and few other statements.
        """
        statement, term = self._terms_of(statements)
        distinct, term = np.unique(term, return_inverse=True)
        fact = statements["fact"].to_numpy()
        article = pd.factorize(statements["article_id"])[0]
        # Each term of a statement once, then each term of an article's statements of a fact once.
        statement, term = _distinct_rows(statement, term)
        rarity = np.log((len(statements) + 1) / np.maximum(np.bincount(term, minlength=len(distinct)), 1))
        told, _, used = _distinct_rows(fact[statement], article[statement], term)
        cell, first, number = np.unique(told * len(distinct) + used, return_index=True, return_inverse=True)
        score = np.bincount(number, rarity[used], minlength=len(cell))
        fact_of_cell = told[first]
        order = np.lexsort((first, -score.round(9), fact_of_cell))
        top = order[places_in_rows(fact_of_cell[order]) < TERMS]
        names = self._names[distinct[used[first[top]]]].tolist()
        terms: dict[int, list[str]] = {}
        for number_of_fact, name in zip(fact_of_cell[top].tolist(), names, strict=True):
            terms.setdefault(number_of_fact, []).append(name)
        return [", ".join(terms.get(number_of_fact, [])) for number_of_fact in fact.tolist()]

    def _terms_of(self, statements: pd.DataFrame) -> tuple[Numbers, Numbers]:
        """Return the statement and the number of each word that counts."""
        first, last = (np.searchsorted(self._segment, statements[edge].to_numpy()) for edge in ("first", "last"))
        token, statement = ranges(first, last - first), row_numbers(last - first)
        term = self._term[token]
        return statement[term >= 0], term[term >= 0]


def _distinct_rows(*columns: Numbers) -> tuple[Numbers, ...]:
    """Return the distinct rows of some columns, in the order in which they are first seen."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        key = key * (column.max(initial=0) + 1) + column
    first = np.sort(np.unique(key, return_index=True)[1])
    return tuple(column[first] for column in columns)
