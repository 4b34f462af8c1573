"""Two sides compared within the events that both cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.comparison.contrasts import Contrast
from analysis.comparison.score_matrices import Blocks, Matrices, blocks, event_codes, members
from analysis.schema import REST
from analysis.stats.permutation_moments import Permuted, permuted_within
from analysis.stats.ratio_tests import Side, block_difference
from analysis.stats.ratios import quotient

if TYPE_CHECKING:
    from scipy import sparse


def paired(
    table: Matrices, labels: np.ndarray, pairs: Iterable[tuple[str, str]], confidence: float
) -> Iterator[Contrast]:
    """Each group and its other side within the events that both cover: the mean of the events' differences."""
    event = event_codes(table)
    names = list(range(event.max() + 1))
    some = (table.n > 0).astype(float)
    present = some.max(axis=1) > 0
    signed = table.x.min(axis=0).toarray() < 0
    for group, against in pairs:
        mine = (labels == group) & present
        theirs = present & (labels != group if against == REST else labels == against)
        shared = np.bincount(event[mine], minlength=len(names)) * np.bincount(event[theirs], minlength=len(names)) > 0
        a, b = (members(np.where(which & shared[event], event, -1), names) for which in (mine, theirs))
        of = table.blocks if against == REST else None
        own, other = (Counted(member @ table.x, member @ table.n, member @ some) for member in (a, b))
        ours, others, weight = weighted(own.x, own.n, other.x, other.n)
        made = within(of or blocks(table.x, table.n, a + b), own.units, weight > 0, items=len(table.items))
        events, total = (weight > 0).sum(0), weight.sum(0)
        d = block_difference(
            _sum(ours - others), total, events, made, own.sums(), other.sums(), confidence=confidence, signed=signed
        )
        value, value_against = (quotient(_sum(part), total) for part in (ours, others))
        counts = int(a.sum()), int(b.sum())
        x, n, n_against = _sum(own.x), own.n.sum(0), other.n.sum(0)
        yield Contrast(group, against, value, value_against, d, x, n, n_against, events, *counts)


class Counted(NamedTuple):
    """A side by event, (events, items) or (events, 1): numerators, denominators, articles with a denominator."""

    x: sparse.csr_array
    n: np.ndarray
    units: np.ndarray

    def sums(self) -> Side:
        """Over all events."""
        return Side(_sum(self.x), self.n.sum(0), self.units.sum(0))


def weighted(
    x_a: sparse.sparray, n_a: np.ndarray, x_b: sparse.sparray, n_b: np.ndarray
) -> tuple[sparse.csr_array, sparse.csr_array, np.ndarray]:
    """The weight of each event, n_a n_b / (n_a + n_b), and the ratio of each side times that weight; (events, items).

    How much each side writes on which event has no part in a mean with these weights.
    Source: Greenland & Robins (1985), Estimation of a common effect parameter from sparse follow-up data, Biometrics
    41, after Mantel & Haenszel."""
    with np.errstate(invalid="ignore"):
        share = np.nan_to_num(n_a / (n_a + n_b))
    return x_a.multiply(1 - share).tocsr(), x_b.multiply(share).tocsr(), n_a * (1 - share)


def within(of: Blocks, drawn: np.ndarray, shared: np.ndarray, *, items: int) -> Permuted:
    """What permuting labels within events does.

    drawn: articles of one side, shared: whether both sides cover it; both by event, as of.articles."""
    each = drawn[of.event, of.item if drawn.shape[1] > 1 else 0]
    return permuted_within(of.moments, each, of.item, items=items, df=((of.articles - 1) * shared).sum(0))


def _sum(part: sparse.sparray) -> np.ndarray:
    return np.asarray(part.sum(0), float).ravel()
