"""Two sides compared within the events that both cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.comparison.contrasts import Contrast
from analysis.comparison.score_matrices import (
    Blocks,
    Matrices,
    articles_present,
    blocks,
    column_sums,
    event_codes,
    members_by_code,
)
from analysis.schema import REST
from analysis.stats.least_p import least_p_of_signs
from analysis.stats.permutation_moments import PermutationMoments, block_permutation_moments, sign_flip_moments
from analysis.stats.ratio_intervals import Side, block_difference
from analysis.stats.ratios import quotient

if TYPE_CHECKING:
    from scipy import sparse

# A difference of two numbers that is no more than this part of them is rounding.
ROUNDING = 1e-12


class _EventSums(NamedTuple):
    """A side by event: articles; x, n, and articles with a denominator (units), of shape (events, items or 1)."""

    articles: sparse.csr_array
    x: sparse.csr_array
    n: np.ndarray
    units: np.ndarray

    def total(self) -> Side:
        """Return the sums over all events."""
        return Side(column_sums(self.x), self.n.sum(0), self.units.sum(0))


class WeightedRatios(NamedTuple):
    """Ratios of two sides, each times the weight of the event, and the weights; of shape (events, items or 1)."""

    own: sparse.csr_array
    other: sparse.csr_array
    weight: np.ndarray


def paired(
    table: Matrices, labels: np.ndarray, pairs: Iterable[tuple[str, str]], confidence: float
) -> Iterator[Contrast]:
    """Compare groups within the events that both sides cover, by the weighted mean of the events' differences.

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

    Yields
    ------
    Contrast
        One for each pair.
    """
    event = event_codes(table)
    number = articles_present(table)
    present = number > 0
    signed = table.x.min(axis=0).toarray() < 0
    for group, against in pairs:
        mine = (labels == group) & present
        theirs = present & (labels != group if against == REST else labels == against)
        own, other = _sides(table, event, mine, theirs)
        both = table.blocks if against == REST else None
        both = both or blocks(table.x, table.n, own.articles + other.articles)
        ratios = weighted_ratios(own.x, own.n, other.x, other.n)
        events, weight = (ratios.weight > 0).sum(0), ratios.weight.sum(0)
        drawn = _drawn_by_words(own, other)
        permuted = permuted_within_events(both, drawn, ratios.weight > 0, items=len(table.items))
        differences = _differences(ratios)
        flipped, least_p = _flipped_signs(differences, events)
        sums = column_sums(differences), weight, events
        a, b = own.total(), other.total()
        yield Contrast(
            group,
            against,
            value=quotient(column_sums(ratios.own), weight),
            value_against=quotient(column_sums(ratios.other), weight),
            difference=block_difference(
                *sums, (permuted, flipped), a, b, least_p=least_p, confidence=confidence, signed=signed
            ),
            x=a.x,
            n=a.n,
            n_against=b.n,
            units=events,
            articles=int((own.articles @ number).sum()),
            articles_against=int((other.articles @ number).sum()),
        )


def _sides(table: Matrices, event: np.ndarray, mine: np.ndarray, theirs: np.ndarray) -> list[_EventSums]:
    """Return both sides, restricted to the events that both cover."""
    number = event.max() + 1
    covered = (np.bincount(event[side], minlength=number) for side in (mine, theirs))
    shared = np.multiply(*covered) > 0
    counted = (table.n > 0).astype(float)
    articles = (members_by_code(np.where(side & shared[event], event, -1), number) for side in (mine, theirs))
    return [_EventSums(member, member @ table.x, member @ table.n, member @ counted) for member in articles]


def weighted_ratios(x_a: sparse.sparray, n_a: np.ndarray, x_b: sparse.sparray, n_b: np.ndarray) -> WeightedRatios:
    """Weight events by n_a n_b / (n_a + n_b), so that how much each side writes on which event plays no part.

    Parameters
    ----------
    x_a, x_b : scipy.sparse.sparray, shape (events, items)
        Numerators of both sides.
    n_a, n_b : array of float, shape (events, 1) or (events, items)
        Their denominators.

    Returns
    -------
    WeightedRatios

    References
    ----------
    Greenland & Robins (1985), Estimation of a common effect parameter from sparse follow-up data, Biometrics 41, after
    Mantel & Haenszel.
    """
    with np.errstate(invalid="ignore"):
        share = np.nan_to_num(n_a / (n_a + n_b))
    return WeightedRatios(x_a.multiply(1 - share).tocsr(), x_b.multiply(share).tocsr(), n_a * (1 - share))


def _drawn_by_words(own: _EventSums, other: _EventSums) -> np.ndarray:
    """Return how many of each event's articles a side draws, its part of the denominators times the articles.

    Parameters
    ----------
    own, other : _EventSums
        Both sides.

    Returns
    -------
    array of float, shape (events, 1) or (events, items)
    """
    with np.errstate(invalid="ignore"):
        drawn: np.ndarray = np.nan_to_num((own.units + other.units) * (own.n / (own.n + other.n)))
    return drawn


def _differences(ratios: WeightedRatios) -> sparse.csr_array:
    """Return the weighted difference of each event, 0 where it is no more than rounding."""
    difference, size = (ratios.own - ratios.other).tocsr(), abs(ratios.own) + abs(ratios.other)
    return difference.multiply(abs(difference) > ROUNDING * size).tocsr()


def _flipped_signs(differences: sparse.csr_array, events: np.ndarray) -> tuple[PermutationMoments, np.ndarray]:
    """Return what flipping the signs of the events' differences does, and the least p-value it can give.

    Parameters
    ----------
    differences : scipy.sparse.csr_array, shape (events, items)
        Weighted difference of each event.
    events : array of float, shape (items,) or (1,)
        Events that both sides cover.

    Returns
    -------
    PermutationMoments, array of float of shape (items,)
    """
    squares = differences.multiply(differences).tocsr()
    flipped = sign_flip_moments(column_sums(squares), column_sums(squares.multiply(squares)), events)
    return flipped, least_p_of_signs(column_sums(squares > 0))


def permuted_within_events(both: Blocks, drawn: np.ndarray, shared: np.ndarray, *, items: int) -> PermutationMoments:
    """Return the moments where articles fall to the sides by chance within events.

    Parameters
    ----------
    both : Blocks
        Both sides together.
    drawn : array of float, shape (events, 1) or (events, items)
        Articles that one side draws.
    shared : array of bool, shape (events, 1) or (events, items)
        Whether both sides cover the event.
    items : int
        How many items there are.

    Returns
    -------
    PermutationMoments
    """
    per_entry = drawn[both.event, both.item if drawn.shape[1] > 1 else 0]
    df = ((both.articles - 1) * shared).sum(0)
    return block_permutation_moments(both.moments, per_entry, both.item, items=items, df=df)
