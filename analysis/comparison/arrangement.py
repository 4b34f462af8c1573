"""Articles arranged for a test: copies of one side counted once, sums of what varies by chance, and the test itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.comparison.adjusted import adjusted
from analysis.comparison.contrasts import Contrast, RestOf, Sample, independent, sample_of
from analysis.comparison.counted_once import SharedArticles, cluster_codes, counted_rows
from analysis.comparison.few_articles import between_outlets
from analysis.comparison.paired import paired
from analysis.comparison.score_matrices import Matrices, by_unit, joined_rows, rows_of_articles
from analysis.schema import REST

_Test = Callable[..., Iterator[Contrast]]


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
            The articles with each outlet as a side; it serves where no text is in several outlets, and where the sums
            of the rest can be made from those of its outlets.

        Yields
        ------
        Arranged, list of (str, 'rest')
            And the pairs that it serves.
        """
        texts = {} if self.shared is None else self.shared.of_several(self.articles.articles["outlet"].to_numpy())
        if self.shared is None or not texts:
            yield each, list(pairs)
        elif self.unit == "event" or self.strata is not None or self.clusters is not None:
            yield from self._arranged_anew(pairs, texts)
        else:
            test = partial(each.test, rest_of=self._rest_of(texts, self.shared))
            yield each._replace(test=test), list(pairs)

    def _arranged_anew(
        self, pairs: Iterable[tuple[str, str]], texts: dict[str, set[int]]
    ) -> Iterator[tuple[Arranged, list[tuple[str, str]]]]:
        """Arrange all articles for each outlet that has texts of several outlets, and once for the other outlets."""
        outlets = self.articles.articles["outlet"].to_numpy()
        joined = []
        for outlet, rest in pairs:
            if outlet not in texts:
                joined.append((outlet, rest))
                continue
            alone = self.of_sides(np.where(outlets == outlet, outlet, REST))
            # Two sides instead of all outlets: their sums take most of the time.
            labels = np.where(alone.labels == outlet, outlet, REST)
            yield alone._replace(labels=labels), [(outlet, rest)]
        if joined:
            yield self.of_sides(np.full(len(outlets), REST)), joined

    def _rest_of(self, texts: dict[str, set[int]], shared: SharedArticles) -> RestOf:
        """Return what makes the rest of an outlet, in which texts of several outlets count once.

        Sums add up: of all articles, those of several outlets are taken away and added as units of one side; of the
        texts of the outlet, its own articles are taken away again.
        """
        outlets = self.articles.articles["outlet"].to_numpy()
        everywhere = shared.rows_of(set().union(*texts.values()))

        def sample(rows: np.ndarray, sides: np.ndarray) -> Sample:
            part = self._replace(articles=rows_of_articles(self.articles, rows), shared=shared.at(rows))
            return sample_of(part.of_sides(sides[rows]).table)

        once = np.full(len(outlets), REST)
        changed = sample(everywhere, once).without(sample(everywhere, outlets))

        def rest_of(outlet: str, own: Sample, everything: Sample) -> Sample:
            rest = everything.without(own).merge(changed)
            if outlet not in texts:
                return rest
            theirs = shared.rows_of(texts[outlet])
            is_own = outlets[theirs] == outlet
            added = sample(theirs[~is_own], once).merge(sample(theirs[is_own], outlets))
            return rest.without(sample(theirs, once)).merge(added)

        return rest_of
