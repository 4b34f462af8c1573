"""Words that name a fact: used by most of the articles that tell it, and by few other statements of its event."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.ragged import ranges, row_numbers
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
        fact = statements["fact"].to_numpy()
        article = pd.factorize(statements["article_id"])[0]
        used = pd.DataFrame(
            {"statement": statement, "term": term, "fact": fact[statement], "article": article[statement]}
        )
        used = used.drop_duplicates(["statement", "term"])
        rarity = np.log((len(statements) + 1) / used.groupby("term")["statement"].transform("size"))
        by_article = used.assign(rarity=rarity).drop_duplicates(["fact", "article", "term"])
        score = by_article.groupby(["fact", "term"], sort=False)["rarity"].sum().rename("score").reset_index()
        ordered = score.sort_values(["fact", "score"], ascending=[True, False], kind="stable")
        top = ordered.groupby("fact").head(TERMS)
        names = top.assign(name=self._names[top["term"]]).groupby("fact")["name"].agg(", ".join).to_dict()
        return [names.get(number, "") for number in fact.tolist()]

    def _terms_of(self, statements: pd.DataFrame) -> tuple[Numbers, Numbers]:
        """Return the statement and the number of each word that counts."""
        first, last = (np.searchsorted(self._segment, statements[edge].to_numpy()) for edge in ("first", "last"))
        token, statement = ranges(first, last - first), row_numbers(last - first)
        term = self._term[token]
        return statement[term >= 0], term[term >= 0]
