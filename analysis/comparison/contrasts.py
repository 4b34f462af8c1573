"""The two sides of each comparison, and the difference between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.comparison.score_matrices import Matrices, articles_present, members, sums_of
from analysis.schema import REST
from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import Difference, Moments, ratio, ratio_variance
from analysis.stats.t_tests import student


class Contrast(NamedTuple):
    """One group and its other side; arrays are of shape (items,), or hold one number for all items.

    Attributes
    ----------
    group, against : str
        Names of the two sides.
    value, value_against : array of float
        Their ratios.
    difference : Difference
        Between the two.
    x, n : array of float
        Sums of the group.
    n_against : array of float
        Denominator of the other side.
    units : array of float
        Units of the side that has fewer, or the events that both cover.
    articles, articles_against : int
        Articles of either side that count.
    """

    group: str
    against: str
    value: np.ndarray
    value_against: np.ndarray
    difference: Difference
    x: np.ndarray
    n: np.ndarray
    n_against: np.ndarray
    units: np.ndarray
    articles: int
    articles_against: int


@hides_content
class Sample(NamedTuple):
    """Moments of a side, and how many articles it has."""

    moments: Moments
    articles: int

    def merge(self, other: Sample) -> Sample:
        """Return both together."""
        return Sample(self.moments.merge(other.moments), self.articles + other.articles)

    def without(self, part: Sample) -> Sample:
        """Return what is not in `part`."""
        return Sample(self.moments.without(part.moments), self.articles - part.articles)


# Returns the rest of a side, from its name, the side, and all sides together.
RestOf = Callable[[str, Sample, Sample], Sample]


def all_others(_name: str, own: Sample, everything: Sample) -> Sample:
    """Return the rest of a side, where every unit of the other sides counts."""
    return everything.without(own)


def sample_of(table: Matrices, rows: np.ndarray | slice = slice(None)) -> Sample:
    """Return units (rows) of a table as one side."""
    names = np.zeros(len(table.articles), int)
    names[rows] = 1
    sums = sums_of(table, names, [1])
    return Sample(sums.map(lambda part: part[0]), int(articles_present(table)[rows].sum()))


def both_sides(
    table: Matrices, labels: np.ndarray, pairs: Iterable[tuple[str, str]], rest_of: RestOf = all_others
) -> Iterator[tuple[str, str, Sample, Sample]]:
    """Yield the names of both sides, and both sides.

    Parameters
    ----------
    table, labels, pairs, rest_of
        As in `independent`.

    Yields
    ------
    str, str, Sample, Sample
    """
    names = sorted(set(labels))
    sums = sums_of(table, labels, names)
    present = members(labels, names) @ articles_present(table)
    everything = Sample(sums.map(lambda part: part.sum(0)), int(present.sum()))

    def sample(name: str) -> Sample:
        row = names.index(name)
        return Sample(sums.map(lambda part: part[row]), int(present[row]))

    for group, against in pairs:
        own = sample(group)
        yield group, against, own, rest_of(group, own, everything) if against == REST else sample(against)


def independent(
    table: Matrices,
    labels: np.ndarray,
    pairs: Iterable[tuple[str, str]],
    confidence: float,
    *,
    rest_of: RestOf = all_others,
) -> Iterator[Contrast]:
    """Compare groups as independent samples of units.

    Parameters
    ----------
    table : Matrices
        As `by_unit` makes it.
    labels : array of str, shape (articles,)
        Group of each article.
    pairs : iterable of (str, str)
        A group, and what it is compared with: 'rest' or another group.
    confidence : float
        Between 0 and 1.
    rest_of : callable, optional
        Makes the rest of a group.

    Yields
    ------
    Contrast
        One for each pair.
    """
    signed = table.x.min(axis=0).toarray() < 0
    for group, against, own, other in both_sides(table, labels, pairs, rest_of):
        difference = _difference(own.moments, other.moments, confidence, signed)
        yield contrast_of(group, against, own, other, difference)


def _difference(own: Moments, other: Moments, confidence: float, signed: np.ndarray) -> Difference:
    """Return the difference in every item; tested are those that either side uses, which can be few of many."""
    items = len(signed)
    used = np.flatnonzero(np.broadcast_to(own.xx + other.xx > 0, items))
    if 2 * len(used) > items:
        return ratio_difference(own, other, confidence=confidence, signed=signed)

    def of_used(part: np.ndarray) -> np.ndarray:
        return part[..., used] if np.size(part) == items else part

    tested = ratio_difference(own.map(of_used), other.map(of_used), confidence=confidence, signed=signed[used])
    estimate = np.broadcast_to(ratio(own) - ratio(other), items)
    return Difference(estimate, *(_nan_but_at(used, part, items) for part in tested[1:]))


def _nan_but_at(places: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    filled = np.full(size, np.nan)
    filled[places] = values
    return filled


def fixed(table: Matrices, labels: np.ndarray, reference: pd.Series, confidence: float) -> Iterator[Contrast]:
    """Compare groups with a frequency list, whose relative frequencies are taken as known without error.

    Parameters
    ----------
    table, labels, confidence
        As in `independent`.
    reference : Series
        Item -> count.

    Yields
    ------
    Contrast
        One for each group.
    """
    expected = reference.reindex(table.items).fillna(0).to_numpy(float) / reference.sum()
    name, zero = str(reference.name or "reference"), np.zeros(1)
    for group in sorted(set(labels)):
        side = sample_of(table, labels == group)
        own = side.moments
        difference = student(ratio(own) - expected, ratio_variance(own), own.units - 1, confidence=confidence)
        other = Sample(Moments(expected, np.ones(1), own.units, zero, zero, zero), 0)
        yield contrast_of(group, name, side, other, difference)


def contrast_of(group: str, against: str, own: Sample, other: Sample, difference: Difference) -> Contrast:
    """Return a contrast of two samples whose difference is known."""
    return Contrast(
        group,
        against,
        value=ratio(own.moments),
        value_against=ratio(other.moments),
        difference=difference,
        x=own.moments.x,
        n=own.moments.n,
        n_against=other.moments.n,
        units=np.minimum(own.moments.units, other.moments.units),
        articles=own.articles,
        articles_against=other.articles,
    )
