"""The sides of each comparison that is planned for, with their articles and the variation between these."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from analysis.comparison.score_matrices import Matrices, sums_of
from analysis.comparison.sides_and_units import pairs_of
from analysis.schema import REST
from analysis.stats.ratios import ratio
from analysis.stats.sample_size import Design, UnitVariance, design, unit_variance

# Names of the two sides where outlets are pooled.
ANY, OTHER = "any outlet", "any other"


class Sides(NamedTuple):
    """Two sides to plan for; arrays are of shape (items,), or hold one number for all items.

    Attributes
    ----------
    outlet, against : str
        Their names.
    value : array of float
        Ratio of the other side.
    variance : UnitVariance
        Within outlets.
    own, other : Design
        Articles given.
    df : array of float
        Articles that the variance was estimated from, less one for each outlet.
    """

    outlet: str
    against: str
    value: np.ndarray
    variance: UnitVariance
    own: Design
    other: Design
    df: np.ndarray


def sides_of(table: Matrices, against: str | None) -> Iterator[Sides]:
    """Return the pairs of sides to plan for.

    Parameters
    ----------
    table : Matrices
        As `by_unit` makes it.
    against : str or None
        As in `power`.

    Yields
    ------
    Sides
    """
    labels = table.articles["outlet"].to_numpy()
    names = sorted(set(labels))
    sums = sums_of(table, labels, names)
    signed = table.x.min(axis=0).toarray() < 0
    outlets = {name: sums.map(itemgetter(i)) for i, name in enumerate(names)}
    everything = sums.map(lambda part: part.sum(0))
    if against is None:
        typical = design(everything).of(np.floor(np.median(sums.units, axis=0)))
        spread = unit_variance([*outlets.values()], signed)
        yield Sides(ANY, OTHER, ratio(everything), spread, typical, typical, _df(sums.units).sum(axis=0))
        return
    for outlet, reference in pairs_of(names, against):
        own = outlets[outlet]
        other = everything.without(own) if reference == REST else outlets[reference]
        spread = unit_variance([own, other], signed)
        sides, df = (design(own), design(other)), _df(own.units) + _df(other.units)
        yield Sides(outlet, reference, ratio(other), spread, *sides, df)


def _df(articles: np.ndarray) -> np.ndarray:
    """Return the degrees of freedom of the variance within each outlet."""
    df: np.ndarray = np.maximum(articles - 1, 0)
    return df
