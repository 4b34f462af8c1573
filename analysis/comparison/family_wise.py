"""Family-wise error of a table of comparisons, by the largest statistic over permuted labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis._utils.content_hiding import hides_content
from analysis._utils.progress_bar import tracked
from analysis.comparison.score_matrices import Matrices, blocks, event_codes, members_by_code
from analysis.schema import REST
from analysis.stats.multiple_testing import max_t
from analysis.stats.normal_scores import normal_scores
from analysis.stats.permutation_moments import residual_power_sums
from analysis.stats.resampling import count_relabelings, in_proportion, relabelings

if TYPE_CHECKING:
    from scipy import sparse

    from analysis.stats.array_types import Array, Floats, Labels


@hides_content
class _Sides(NamedTuple):
    """Numbers of the outlets of each pair, of shape (pairs,); the other side is -1 for the rest."""

    own: Labels
    other: Labels


@hides_content
class _Part(NamedTuple):
    """Items whose denominators are the same.

    Attributes
    ----------
    items : array of int
        Their columns.
    x : scipy.sparse.csr_array, shape (articles, items)
    n : array of float, shape (articles,)
    event : array of int, shape (articles,)
    totals, squares, cubes : scipy.sparse.csr_array, shape (events, items)
        Σx, and Σe² and Σe³ of the residuals e = x − rn, where r is the ratio of the event, as N draws of N make them.
    """

    items: Labels
    x: sparse.csr_array
    n: Array
    event: Labels
    totals: sparse.csr_array
    squares: sparse.csr_array
    cubes: sparse.csr_array


def family_wise(
    table: Matrices,
    labels: np.ndarray,
    pairs: Sequence[tuple[str, str]],
    p: Array,
    *,
    unit: str,
    relabel: int,
    seed: int,
) -> Array:
    """Family-wise error of each test by step-down max-T, with labels permuted within events.

    The statistic of a relabeling is T, the numerator of a side beyond its expectation summed over events, as a normal
    score: its variance and skewness are those that permuting all articles of an event gives. Relabeled, each group has
    as many articles as its part of the words, so that its part stays about the same where its articles are longer. The
    test of a single comparison is more careful than that statistic. So an observed statistic is no larger than the
    normal quantile of its p-value, and no result is below p.

    Parameters
    ----------
    table : Matrices
        As `by_unit` makes it.
    labels : array of str, shape (articles,)
        Group of each article.
    pairs : sequence of (str, str)
        A group, and what it is compared with: 'rest' or another group.
    p : array of float, shape (pairs · items,)
        p-values of all items of the first pair, then of the second, and so on; NaN where nothing was tested.
    unit : str
        With 'event', sides are compared within events.
    relabel : int
        Largest number of relabelings.
    seed : int
        Of the relabelings that are drawn.

    Returns
    -------
    array of float, shape (pairs · items,)
        NaN where p is.
    """
    from scipy.special import ndtri

    kept = np.flatnonzero(table.n.max(axis=1) > 0)
    names, codes = np.unique(np.asarray(labels)[kept].astype(str), return_inverse=True)
    place = {name: number for number, name in enumerate(names)}
    known = [pair for pair in pairs if pair[0] in place and (pair[1] == REST or pair[1] in place)]
    q = np.full((len(pairs), len(table.items)), np.nan)
    if not known:
        return q.ravel()
    rows = [number for number, pair in enumerate(pairs) if pair in known]
    sides = _Sides(np.array([place[own] for own, _ in known]), np.array([place.get(other, -1) for _, other in known]))
    parts = list(_parts(table, kept, within_events=unit == "event"))
    within = event_codes(table)[kept]
    relabeled = _relabelings(codes, within, table.n[kept].max(axis=1), relabel=relabel, seed=seed)
    tested = p.reshape(q.shape)[rows].ravel()
    observed = np.fmin(_all_statistics(parts, codes, sides, len(table.items)), -ndtri(tested / 2))
    observed[np.isnan(tested)] = np.nan
    statistics = (_all_statistics(parts, new, sides, len(table.items)) for new in relabeled)
    q[rows] = max_t(observed, statistics).reshape(len(rows), -1)
    corrected: Array = np.fmax(q.ravel(), p)
    return corrected


def _relabelings(codes: Labels, within: Labels, sizes: Array, *, relabel: int, seed: int) -> Iterator[Labels]:
    """Yield the labels as they are, then relabelings that give each group its part of the words."""
    changed = in_proportion(codes, within, sizes)
    every = count_relabelings(changed, within)
    drawn = relabelings(changed, within, most=relabel, rng=np.random.default_rng(seed))
    # The labels as they are take the place of the first, unless they are among all of those listed.
    if every > relabel:
        drawn = chain([codes], islice(drawn, 1, None))
    elif (in_proportion(codes, within, np.ones(len(codes))) != changed).any():
        drawn, every = chain([codes], drawn), every + 1
    yield from tracked(drawn, min(relabel, every), "relabeling")


def _parts(table: Matrices, kept: Labels, *, within_events: bool) -> Iterator[_Part]:
    """Divide the items by their denominators, and sum up the articles of each event."""
    from scipy import sparse

    event = event_codes(table)[kept] if within_events else np.zeros(len(kept), int)
    x, n = sparse.csr_array(table.x[kept]), table.n[kept]
    n_events = event.max() + 1
    found = blocks(x, n, members_by_code(event, n_events))
    totals, *powers = found.moments.x, *_unbiased(*residual_power_sums(found.moments)[:2], found.moments.units)
    shape = n_events, len(table.items)
    sums = [sparse.csr_array((part, (found.event, found.item)), shape=shape) for part in (totals, *powers)]
    denominators, which = np.unique(n, axis=1, return_inverse=True)
    for number in range(denominators.shape[1]):
        items = np.flatnonzero(which == number) if n.shape[1] > 1 else np.arange(len(table.items))
        own = (sparse.csr_array(part[:, items]) if n.shape[1] > 1 else part for part in (x, *sums))
        first, *others = own
        yield _Part(items, first, denominators[:, number], event, *others)


def _unbiased(squares: Array, cubes: Array, units: Array) -> tuple[Array, Array]:
    """Multiply Σe² by N / (N − 1), and Σe³ by N² / (N − 1) (N − 2), for N units of which some are drawn."""
    two, three = np.maximum(units - 1, 1), np.maximum(units - 2, 1)
    return squares * units / two, cubes * units * units / (two * three)


def _all_statistics(parts: Sequence[_Part], labels: Labels, sides: _Sides, items: int) -> Floats:
    """Return the statistics of all items of all pairs, one after the other, in single precision."""
    if len(parts) == 1:
        return _statistics(parts[0], labels, sides).ravel()
    scores = np.zeros((len(sides.own), items), np.float32)
    for part in parts:
        scores[:, part.items] = _statistics(part, labels, sides)
    return scores.ravel()


def _statistics(part: _Part, labels: Labels, sides: _Sides) -> Floats:
    """Return the statistics of some items, of shape (pairs, items).

    Σx_a (1 − φ) − Σx_b φ, with φ the part of side a in the denominators of both, is summed over the events of a pair.
    """
    groups, events = max(labels.max(), sides.own.max(), sides.other.max()) + 1, part.totals.shape[0]
    cell = np.bincount(labels * events + part.event, part.n, groups * events).reshape(groups, events)
    own = cell[sides.own]
    rest = (sides.other < 0)[:, None]
    other = np.where(rest, cell.sum(0) - own, cell[sides.other])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.nan_to_num(own / (own + other))
        chance = np.nan_to_num(own * (1 - share) / cell.sum(0))
    t = _dense(_coefficients(part, labels, sides, share) @ part.x)
    if rest.any():
        t -= _product(share * rest, part.totals)
    variance, third = _product(chance, part.squares), _product(chance * (1 - 2 * share), part.cubes)
    return normal_scores(*(moment.astype(np.float32) for moment in (t, variance, third)))


def _coefficients(part: _Part, labels: Labels, sides: _Sides, share: Array) -> sparse.csr_array:
    """Return by what x of each article counts in each pair, of shape (pairs, articles); the rest counts elsewhere."""
    from scipy import sparse

    shape = len(sides.own), len(labels)
    pair, article = np.nonzero(sides.own[:, None] == labels)
    own = np.where(sides.other[pair] < 0, 1, 1 - share[pair, part.event[article]])
    other_pair, other_article = np.nonzero(sides.other[:, None] == labels)
    other = -share[other_pair, part.event[other_article]]
    places = np.concatenate([pair, other_pair]), np.concatenate([article, other_article])
    return sparse.csr_array((np.concatenate([own, other]), places), shape=shape)


def _product(weights: Array, sums: sparse.csr_array) -> Array:
    """Return the sums over events, each times its weight, of shape (pairs, items)."""
    from scipy import sparse

    return weights * sums.toarray() if sums.shape[0] == 1 else _dense(sparse.csr_array(weights) @ sums)


def _dense(part: sparse.csr_array) -> Array:
    dense: Array = part.toarray()
    return dense
