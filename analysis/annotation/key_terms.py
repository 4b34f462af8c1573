"""Words that name a fact: used by most of the articles that tell it, and by few other statements of its event."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.ragged import places_in_rows, ranges, row_numbers
from analysis.language.text.segmented_words import Words
from analysis.language.text.tokens import Tokens, function_words

Numbers = NDArray[np.int64]

TERMS = 3
# Endings after which forms of a word are one term: authorized, authorises; deploy, deployment; missile, missiles.
_ENDING = r"^(.{4,}?)(?:i[sz](?:e[ds]?|ing|ations?|ers?)|ations?|ments?|ings?|e[dsr]?|ers|ly|al|s)$"


class KeyTerms:
    """Finds the words that name facts.

    Parameters
    ----------
    words : Words
        Of all segments.
    """

    def __init__(self, words: Words) -> None:
        tokens, functional = words.tokens, function_words()
        counts = np.array([len(name) > 1 and name.lower() not in functional for name in words.counted], bool)
        root = _numbers(_roots(words.counted))
        names = _commonest_spellings(tokens, _numbers(pl.Series(words.counted, dtype=pl.String)))
        self._form, self._names = pd.factorize(names)
        self._segment, self._word = tokens.text, tokens.word
        self._root = np.where(counts, root, -1)
        self._uncounted = words.uncounted | _before_names(tokens)

    def of_facts(self, statements: pd.DataFrame) -> list[str]:
        """Return the terms of the fact of each statement of an event.

        Parameters
        ----------
        statements : pandas.DataFrame
            fact, article_id, and first and last, the rows in segments.

        Returns
        -------
        list of str
            At most three words, those first that most articles of the fact use and few other statements. Forms of one
            word are one term, in the form that most articles of the fact use; of a name of several words, its last.
        """
        statement, root, form = self._words_of(statements)
        distinct, term = np.unique(root, return_inverse=True)
        fact = statements["fact"].to_numpy()
        article = pd.factorize(statements["article_id"])[0]
        rarity = np.log((len(statements) + 1) / np.maximum(_statements_with(statement, term, len(distinct)), 1))
        # Each term of an article's statements of a fact once.
        told, _, used = _distinct_rows(fact[statement], article[statement], term)
        cell, number = np.unique(told * len(distinct) + used, return_inverse=True)
        score = np.bincount(number, rarity[used], minlength=len(cell))
        forms, first = _commonest_forms(fact[statement] * len(distinct) + term, article[statement], form)
        fact_of_cell = cell // max(len(distinct), 1)
        order = np.lexsort((first, -score.round(9), fact_of_cell))
        top = order[places_in_rows(fact_of_cell[order]) < TERMS]
        terms: dict[int, list[str]] = {}
        for number_of_fact, name in zip(fact_of_cell[top].tolist(), self._names[forms[top]].tolist(), strict=True):
            terms.setdefault(number_of_fact, []).append(name)
        return [", ".join(terms.get(number_of_fact, [])) for number_of_fact in fact.tolist()]

    def _words_of(self, statements: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
        """Return the statement, the root and the form of each word that counts."""
        first, last = (np.searchsorted(self._segment, statements[edge].to_numpy()) for edge in ("first", "last"))
        token, statement = ranges(first, last - first), row_numbers(last - first)
        word = self._word[token]
        counted = (self._root[word] >= 0) & ~self._uncounted[token]
        return statement[counted], self._root[word[counted]], self._form[word[counted]]


def _numbers(words: pl.Series) -> Numbers:
    numbers: Numbers = pd.factorize(words.to_numpy())[0].astype(np.int64)
    return numbers


def _roots(words: Sequence[str]) -> pl.Series:
    """Return words in small letters without their endings."""
    plain = pl.Series(words, dtype=pl.String).str.to_lowercase()
    return plain.str.replace("ies$", "y").str.replace(_ENDING, "$1")


def _before_names(tokens: Tokens) -> NDArray[np.bool_]:
    """Return which words with a capital stand before another one, as first names and titles do."""
    capital = tokens.capital[tokens.word]
    before = np.zeros(len(capital), bool)
    before[:-1] = capital[:-1] & capital[1:] & (tokens.text[:-1] == tokens.text[1:])
    return before


def _commonest_spellings(tokens: Tokens, number: Numbers) -> NDArray[np.object_]:
    """Return how each word is spelled most often, with a small letter where it ever is.

    number: of each word of the vocabulary, as it is counted.
    """
    forms = pl.DataFrame(
        {
            "number": number,
            "form": tokens.written.str.replace("['’]s$", ""),
            "times": np.bincount(tokens.word, minlength=len(number)),
        }
    )
    forms = forms.group_by("number", "form").agg(pl.col("times").sum())
    small = ~pl.col("form").str.contains(r"^\p{Lu}")
    first = forms.sort("number", ~small, -pl.col("times"), "form").unique("number", keep="first", maintain_order=True)
    found: NDArray[np.object_] = first["form"].to_numpy().astype(object)[number]
    return found


def _statements_with(statement: Numbers, term: Numbers, n_terms: int) -> Numbers:
    return np.bincount(_distinct_rows(statement, term)[1], minlength=n_terms)


def _commonest_forms(cell: Numbers, article: Numbers, form: Numbers) -> tuple[Numbers, Numbers]:
    """Return the form that most articles use in each cell, of several the first, and where it is seen first."""
    cell, _, form = _distinct_rows(cell, article, form)
    n_forms = form.max(initial=0) + 1
    used, first, articles = np.unique(cell * n_forms + form, return_index=True, return_counts=True)
    order = np.lexsort((first, -articles, used // n_forms))
    commonest = order[np.diff(used[order] // n_forms, prepend=-1) != 0]
    return used[commonest] % n_forms, first[commonest]


def _distinct_rows(*columns: Numbers) -> tuple[Numbers, ...]:
    """Return the distinct rows of some columns, in the order in which they are first seen."""
    key = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        key = key * (column.max(initial=0) + 1) + column
    first = np.sort(np.unique(key, return_index=True)[1])
    return tuple(column[first] for column in columns)
