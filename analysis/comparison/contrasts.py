"""The two sides of each comparison, and the difference between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis.stats.ratio_tests import ratio_difference
from analysis.stats.ratios import (
    Difference,
    Higher,
    Moments,
    ratio,
    ratio_variance,
    student,
)

if TYPE_CHECKING:
    from scipy import sparse
from analysis.comparison.score_matrices import Matrices, members, sums_of
from analysis.schema import REST


class Contrast(NamedTuple):
    """One group against its other side: ratios, counts and the difference, each (items,) or a number."""

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


def independent(
    table: Matrices, labels: np.ndarray, pairs: Iterable[tuple[str, str]], confidence: float
) -> Iterator[Contrast]:
    """Each group and its other side ('rest', or another group) as independent samples of units."""
    names = sorted(set(labels))
    sums = sums_of(table, labels, names)
    present = members(labels, names) @ (table.n.max(axis=1) > 0).astype(float)
    everything = _of(sums, lambda part: part.sum(0))
    signed = table.x.min(axis=0).toarray() < 0

    def side(name: str) -> tuple[Moments, int]:
        i = names.index(name)
        return _of(sums, lambda part: part[i]), int(present[i])

    for group, against in pairs:
        own, articles = side(group)
        rest = everything.without(own), int(present.sum()) - articles
        other, articles_against = rest if against == REST else side(against)
        difference = _tested(own, other, confidence, signed)
        yield _contrast((group, against), own, other, difference, articles, articles_against)


def _tested(own: Moments, other: Moments, confidence: float, signed: np.ndarray) -> Difference:
    """The difference in every item; worked out for those that either side has, which of many outlets are few."""
    size = len(signed)
    some = np.flatnonzero(np.broadcast_to(own.xx + other.xx > 0, size))
    if 2 * len(some) > size:
        return ratio_difference(own, other, confidence=confidence, signed=signed)

    def chosen(part: np.ndarray) -> np.ndarray:
        return part[..., some] if np.size(part) == size else part

    found = ratio_difference(_of(own, chosen), _of(other, chosen), confidence=confidence, signed=signed[some])
    nothing = ratio(own) - ratio(other)
    whole = Difference(*(np.full(size, np.nan) for _ in found))._replace(estimate=np.broadcast_to(nothing, size))
    for part, known in zip(whole[1:], found[1:], strict=True):
        part[some] = known
    return whole


def fixed(table: Matrices, labels: np.ndarray, reference: pd.Series, confidence: float) -> Iterator[Contrast]:
    """Each group against a frequency list, whose relative frequencies are taken as known without error."""
    expected = reference.reindex(table.items).fillna(0).to_numpy(float) / reference.sum()
    name, nothing = str(reference.name or "reference"), np.zeros(1)
    present = table.n.max(axis=1) > 0
    for group in sorted(set(labels)):
        own = _of(sums_of(table, labels, [group]), lambda part: part[0])
        difference = student(ratio(own) - expected, ratio_variance(own), own.units - 1, confidence=confidence)
        other = Moments(expected, np.ones(1), own.units, nothing, nothing, nothing)
        yield _contrast((group, name), own, other, difference, int(present[labels == group].sum()), 0)


def _of(sums: Moments, choose: Callable[[np.ndarray], np.ndarray]) -> Moments:
    """The same done to every sum."""
    higher = None if sums.higher is None else Higher(*map(choose, sums.higher))
    return Moments._make([*map(choose, sums[:-1]), higher])


def _sum(part: sparse.sparray) -> np.ndarray:
    return np.asarray(part.sum(0), float).ravel()


def _contrast(
    pair: tuple[str, str], own: Moments, other: Moments, difference: Difference, articles: int, articles_against: int
) -> Contrast:
    units = np.minimum(own.units, other.units)
    return Contrast(
        *pair, ratio(own), ratio(other), difference, own.x, own.n, other.n, units, articles, articles_against
    )
