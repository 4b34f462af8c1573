"""Articles arranged for a test: copies of one side counted once, sums of what varies by chance, and the test itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.comparison.adjusted import adjusted
from analysis.comparison.contrasts import Contrast, independent
from analysis.comparison.counted_once import SharedArticles, counted_rows
from analysis.comparison.few_articles import between_outlets
from analysis.comparison.paired import paired
from analysis.comparison.score_matrices import Matrices, by_unit, cluster_codes, joined_rows, rows_of_articles
from analysis.schema import REST

_Test = Callable[[Matrices, np.ndarray, Iterable[tuple[str, str]], float], Iterator[Contrast]]


@hides_content
class Arranged(NamedTuple):
    """What a test gets.

    Attributes
    ----------
    table : Matrices
        With the moments of the units.
    labels : array of str, shape (rows of the table,)
        What is compared.
    test : callable
        Yields the contrasts of a table, its labels and pairs of sides at a confidence.
    """

    table: Matrices
    labels: np.ndarray
    test: _Test

    def contrasts(self, pairs: Iterable[tuple[str, str]], confidence: float) -> Iterator[Contrast]:
        """Yield the two sides of each comparison and their difference."""
        return self.test(self.table, self.labels, pairs, confidence)


@hides_content
class Arrangement(NamedTuple):
    """Articles, and how they are arranged for a test.

    Attributes
    ----------
    articles : Matrices
        With articles as rows.
    shared : SharedArticles or None
        Which of them share text; None where that plays no part.
    unit : str
        What varies by chance.
    clusters : Series or None
        article_id -> label.
    strata : array of int, shape (articles,), or None
        Number of the stratum of each article.
    measure : str
    voice : str or None
    """

    articles: Matrices
    shared: SharedArticles | None
    unit: str
    clusters: pd.Series | None
    strata: np.ndarray | None
    measure: str
    voice: str | None

    def of_sides(self, sides: np.ndarray) -> Arranged:
        """Arrange the articles for sides.

        Parameters
        ----------
        sides : array of str, shape (articles,)
            Within a side, copies count once, and articles that share text are one unit.

        Returns
        -------
        Arranged
            Its labels are outlets; a unit of several outlets has that of its first article.
        """
        rows, units = counted_rows(self.articles, sides, self.shared)
        table = rows_of_articles(self.articles, rows)
        if self.clusters is not None:
            units = cluster_codes(table, self.clusters)
        if self.strata is not None:
            test: _Test = partial(adjusted, strata=self.strata[rows], units=units)
            return Arranged(table, table.articles["outlet"].to_numpy(), test)
        table = by_unit(joined_rows(table, units), self.unit)
        known = partial(between_outlets, measure=self.measure, voice=self.voice)
        tests: dict[str, _Test] = {"event": paired, "outlet": known}
        return Arranged(table, table.articles["outlet"].to_numpy(), tests.get(self.unit, independent))

    def against_rest(
        self, pairs: Iterable[tuple[str, str]], each: Arranged
    ) -> Iterator[tuple[Arranged, list[tuple[str, str]]]]:
        """Arrange the articles for outlets that are compared with the rest, among which copies count once.

        Parameters
        ----------
        pairs : iterable of (str, 'rest')
        each : Arranged
            The articles with each outlet as a side; it serves where no two others of an outlet have one text.

        Yields
        ------
        Arranged, list of (str, 'rest')
            And the pairs that it serves.
        """
        if self.shared is None:
            yield each, list(pairs)
            return
        outlets = self.articles.articles["outlet"].to_numpy()
        several = self.shared.of_several(outlets)
        sides = several.groupby("group").size()
        texts = {outlet: own["group"] for outlet, own in several.groupby("outlet")}
        apart, joined = [], []
        for outlet, rest in pairs:
            own = texts.get(outlet, [])
            if (sides - sides.index.isin(own) < 2).all():
                apart.append((outlet, rest))
            elif len(own):
                alone = self.of_sides(np.where(outlets == outlet, outlet, REST))
                # Two sides instead of all outlets: their sums take most of the time.
                labels = np.where(alone.labels == outlet, outlet, REST)
                yield alone._replace(labels=labels), [(outlet, rest)]
            else:
                joined.append((outlet, rest))
        if apart:
            yield each, apart
        if joined:
            yield self.of_sides(np.full(len(outlets), REST)), joined
