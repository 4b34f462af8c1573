"""Words of articles in the order of their texts: passages that several articles share, and words of one outlet only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import ranges
from analysis.annotation.annotations import Annotations
from analysis.annotation.text_places import TextPlaces
from analysis.language.text.stems import stems
from analysis.language.text.style_words import CONTENT, style_kinds
from analysis.language.text.tokens import function_words

SHARED_WORDS = 7  # words in a row that another article has too
OFTEN = 2  # times that a word is used which no other outlet uses

Numbers = NDArray[np.int64]
Run = tuple[str, int, int]  # article_id, start and end in its text


@hides_content
class WordsInOrder(NamedTuple):
    """The words of some articles, article by article, in the order of the texts.

    Attributes
    ----------
    ids, outlets : list of str
        article_id and outlet of each article.
    article : array of int64, shape (n_words,)
        Place of each word's article among these, increasing.
    start, end : array of int64, shape (n_words,)
        Where it stands in the text.
    stem : array of int64, shape (n_words,)
        Number of its stem.
    content : array of bool, shape (n_words,)
        Whether it is counted, and is neither a function word nor house style.
    """

    ids: list[str]
    outlets: list[str]
    article: Numbers
    start: Numbers
    end: Numbers
    stem: Numbers
    content: NDArray[np.bool_]

    @classmethod
    def of(cls, notes: Annotations, places: TextPlaces) -> WordsInOrder:
        """Put the words of some articles into order."""
        words = notes.words
        counted = pl.Series(words.counted, dtype=pl.String)
        content = (~counted.is_in(list(function_words())) & (style_kinds(counted) == CONTENT)).to_numpy()
        number = pd.factorize(stems(counted).to_numpy())[0]
        articles = notes.corpus.articles
        article = articles["article_id"].pipe(pd.Index).get_indexer(notes.segments["article_id"])
        of_word = article[words.tokens.text[places.token]]
        order = np.lexsort((places.start, of_word))
        token = places.token[order]
        word = words.tokens.word[token]
        return cls(
            articles["article_id"].tolist(),
            articles["outlet"].tolist(),
            of_word[order],
            places.start[order],
            places.end[order],
            number[word],
            content[word] & ~words.uncounted[token],
        )

    def of_articles(self, ids: Sequence[str]) -> WordsInOrder:
        """Return the words of some of the articles."""
        return self.at(np.sort(pd.Index(self.ids).get_indexer(pd.Index(ids))))

    def at(self, places: Numbers) -> WordsInOrder:
        """Return the words of the articles at some places, increasing."""
        first, last = np.searchsorted(self.article, [places, places + 1])
        rows = ranges(first, last - first)
        return self._replace(
            article=self.article[rows],
            start=self.start[rows],
            end=self.end[rows],
            stem=self.stem[rows],
            content=self.content[rows],
        )

    def shared(self) -> Iterator[Run]:
        """Yield the passages of at least seven words that another of the articles has too, with words as stems."""
        if len(self.stem) < SHARED_WORDS:
            return
        last = SHARED_WORDS - 1
        inside = np.flatnonzero(self.article[:-last] == self.article[last:])
        of_run = pd.Series(self.article[inside]).groupby(_numbered_windows(self.stem, SHARED_WORDS)[inside])
        first = inside[(of_run.transform("max") > of_run.transform("min")).to_numpy()]
        covered = np.zeros(len(self.stem), bool)
        covered[ranges(first, np.full(len(first), SHARED_WORDS))] = True
        begins = np.diff(self.article, prepend=-1) != 0
        opens = covered & (begins | ~np.append(False, covered[:-1]))
        closes = covered & np.append(begins[1:] | ~covered[1:], True)
        yield from self._runs(np.flatnonzero(opens), np.flatnonzero(closes))

    def only_here(self) -> Iterator[Run]:
        """Yield the words that one outlet uses at least twice and no other outlet of the articles uses."""
        outlet = [self.outlets[article] for article in self.article.tolist()]
        if len(set(outlet)) < 2:
            return
        used: defaultdict[int, Counter[str]] = defaultdict(Counter)
        for stem, name in zip(self.stem.tolist(), outlet, strict=True):
            used[stem][name] += 1
        alone = [stem for stem, outlets in used.items() if len(outlets) == 1 and outlets.total() >= OFTEN]
        places = np.flatnonzero(np.isin(self.stem, alone) & self.content)
        yield from self._runs(places, places)

    def _runs(self, first: Numbers, last: Numbers) -> Iterator[Run]:
        articles = (self.ids[article] for article in self.article[first].tolist())
        return zip(articles, self.start[first].tolist(), self.end[last].tolist(), strict=True)


def _numbered_windows(numbers: Numbers, length: int) -> Numbers:
    """Give each window of so many numbers a number; the same windows have the same. Windows are doubled in length."""
    size, windows = 1, numbers
    while size < length:
        step = min(size, length - size)
        windows = pd.factorize(windows[:-step] * (windows.max() + 1) + windows[step:])[0]
        size += step
    return windows
