"""Pairs of figures of different articles on one event -> how they relate."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.amounts import DOWN, NONE, UP, VAGUELY, Amounts
from analysis.language.figure_relations.evidence import Evidence, Flags, Floats

Numbers = NDArray[np.int64]

AGREES, BOUND, SCOPE, DIFFERS, UPDATED, PART, ONLY = (
    "agrees", "compatible with a bound", "same number, different scope", "differs", "updated", "part of a whole",
    "only here",
)  # fmt: skip
RELATIONS = (DIFFERS, UPDATED, SCOPE, BOUND, PART, AGREES, ONLY)

# Evidence from which on two figures are held to be about the same thing.
OF_AGREEING, OF_BOUND, OF_DIFFERING, OF_SOURCES = 0.3, 0.3, 0.5, 0.3
MOST_ROUNDED = 0.1  # by which share rounding changes a figure at most
# More than 200 is hardly 1,000, less than 200 hardly 10; hundreds are up to 1,000.
OPEN, OF_VAGUE = 2.0, 10.0
OF_FAR = 0.85  # of figures that are far apart
_CLOSE = 1e-9
_TIE = 1e-7
OF_LINK = 0.05  # what a difference loses that is seen from a third figure
BESIDE = 2  # places between two figures that an article sets beside each other
_AGREEMENT = 10.0  # agreement stands before what a bound allows


@hides_content
class Related(NamedTuple):
    """Pairs of figures: their rows, their relation, whether two sources give them, and the evidence of the pair."""

    one: Numbers
    two: Numbers
    relation: list[str]
    by_source: Flags
    evidence: Floats


@hides_content
class Values(NamedTuple):
    """What the values of each two figures say, shape (n_figures, n_figures).

    equal: the same after rounding and conversion; stated: the same number, apart from bounds; allowed: not excluded
    by the bounds, and near; excluded: bounds and rounding leave no value that both can mean.
    """

    equal: Flags
    stated: Flags
    allowed: Flags
    excluded: Flags


def compare_values(amounts: Amounts) -> Values:
    """Compare the values of each two figures.

    Parameters
    ----------
    amounts : Amounts

    Returns
    -------
    Values
    """
    a = amounts
    same = a.kind[:, None] == a.kind[None, :]
    off = np.maximum(a.about[:, None], a.about[None, :])
    size = np.maximum(np.abs(a.high[:, None]), np.abs(a.high[None, :]))
    slack = _CLOSE * size
    rounded = np.minimum(off, MOST_ROUNDED * size) + slack
    ends = np.maximum(np.abs(a.low[:, None] - a.low[None, :]), np.abs(a.high[:, None] - a.high[None, :]))
    stated = same & (ends <= rounded)
    equal = stated & (a.bound[:, None] == a.bound[None, :])
    free = (a.bound != NONE) | (a.low != a.high) | (a.loosely > a.about)
    loosely = np.maximum(a.loosely[:, None], a.loosely[None, :])
    allowed = same & ~equal & (free[:, None] | free[None, :]) & _overlap(a, OPEN, np.maximum(rounded, loosely))
    excluded = same & ~_overlap(a, np.inf, np.maximum(off, loosely) + slack)
    return Values(equal, stated, allowed, excluded)


def _overlap(a: Amounts, most: float, slack: Floats) -> Flags:
    """Return which figures have values in common, if a bound leaves so many times the figure, or a part of it."""
    times = np.where(a.bound == VAGUELY, max(OF_VAGUE, most), most)
    reach = np.abs(a.high) * (times - 1) if np.isfinite(most) else np.full(a.high.shape, np.inf)
    low = np.where(a.bound == DOWN, a.low - reach / times if np.isfinite(most) else -np.inf, a.low)
    high = np.where(a.bound >= UP, a.high + reach, a.high)
    gap = np.maximum(low[:, None], low[None, :]) - np.minimum(high[:, None], high[None, :])
    found: Flags = gap <= slack
    return found


def agreements(values: Values, evidence: Evidence, article: Numbers) -> Flags:
    """Find figures that say the same thing and can mean the same value.

    Parameters
    ----------
    values : Values
    evidence : Evidence
    article : array of int, shape (n_figures,)
        Number of the article of each figure, in ascending order.

    Returns
    -------
    array of bool, shape (n_figures, n_figures)
        Symmetric; a figure has at most one partner in another article.
    """
    e = evidence
    possible = e.can_agree & (article[:, None] != article[None, :])
    agreeing = possible & (values.equal | values.stated) & (e.agreeing >= OF_AGREEING)
    bounded = possible & values.allowed & ~e.other_scope & e.can_bound & (e.agreeing >= OF_BOUND)
    score = np.where(agreeing, _AGREEMENT + e.agreeing, np.where(bounded, e.agreeing, -np.inf))
    return mutual_best(score, article)


def differences(
    values: Values, evidence: Evidence, same: Flags, whole: Flags, article: Numbers
) -> tuple[Flags, Floats]:
    """Find figures that are about the same thing and cannot mean the same value.

    A figure that agrees with one of another article differs from none there, but where that article sets the figures
    of two sources beside each other.

    Parameters
    ----------
    values : Values
    evidence : Evidence
    same : array of bool, shape (n_figures, n_figures)
        As `agreements` returns it.
    whole : array of bool, shape (n_figures, n_figures)
        Whether one is part of the other.
    article : array of int, shape (n_figures,)

    Returns
    -------
    apart : array of bool, shape (n_figures, n_figures)
        Symmetric; a figure has at most one partner in another article, and one that another source gives.
    score : array of float, shape (n_figures, n_figures)
        Evidence that the two are about the same thing; minus infinity where something speaks against it.
    """
    e = evidence
    other = article[:, None] != article[None, :]
    possible = other & values.excluded & e.can_differ & ~same & ~whole
    told = _used(same | (other & (values.stated & e.can_agree | e.printed)), article)
    score = _differing(possible, e, values.stated & e.can_agree & (e.agreeing >= OF_AGREEING))
    untold = np.where(told | told.T, -np.inf, score)
    apart = mutual_best(untold, article) & (untold >= np.where(e.far, OF_FAR, OF_DIFFERING))
    of_sources = np.where(_set_apart(e, same, other), score, -np.inf)
    return apart | (mutual_best(of_sources, article) & (of_sources >= OF_SOURCES)), score


def _set_apart(e: Evidence, same: Flags, other: Flags) -> Flags:
    """Return which figures stand beside one that agrees with the other, and by another source, as in
    "200, police said; organisers spoke of 500".
    """  # noqa: D205
    row = np.arange(len(same))
    beside = ~other & (np.abs(row[:, None] - row[None, :]) <= BESIDE) & e.two_sources & e.counts
    through = beside.astype(np.int64) @ same.astype(np.int64) > 0
    found: Flags = (through | through.T) & e.two_sources & e.persons
    return found


def named_relations(values: Values, evidence: Evidence, same: Flags, apart: Flags, score: Floats) -> Related:
    """Name the relation of each pair.

    Parameters
    ----------
    values : Values
    evidence : Evidence
    same : array of bool, shape (n_figures, n_figures)
        As `agreements` returns it.
    apart, score : array of shape (n_figures, n_figures)
        As `differences` returns them.

    Returns
    -------
    Related
        Each pair once, the figure of the lower number first.
    """
    one, two = np.nonzero(np.triu(same | apart))
    pairs = zip(one.tolist(), two.tolist(), strict=True)
    relation = [_name(values, evidence, same, pair) for pair in pairs]
    surely = np.where(same, evidence.agreeing, score)
    return Related(one, two, relation, (evidence.two_sources & ~same)[one, two], surely[one, two])


def _name(values: Values, e: Evidence, same: Flags, pair: tuple[int, int]) -> str:
    if not same[pair]:
        return DIFFERS
    if values.stated[pair] and e.other_scope[pair]:
        return SCOPE
    return AGREES if values.equal[pair] else BOUND


def _differing(possible: Flags, e: Evidence, linked: Flags) -> Floats:
    """Return the evidence of a difference; what differs from a figure differs from those that agree with it."""
    known = np.where(possible, e.differing, -np.inf)
    through = known.copy()
    for row in np.flatnonzero(linked.any(axis=1)).tolist():
        through[row] = np.maximum(through[row], known[linked[row]].max(axis=0) - OF_LINK)
    found: Floats = np.where(possible, np.maximum(through, through.T), -np.inf)
    return found


def _used(pairs: Flags, article: Numbers) -> Flags:
    """Return, for each figure and each figure of another article, whether the first has a partner in that article."""
    starts = np.flatnonzero(np.diff(article, prepend=-1))
    per_article = np.logical_or.reduceat(pairs, starts, axis=1) if len(starts) else pairs
    number = np.cumsum(np.diff(article, prepend=-1) != 0) - 1
    found: Flags = per_article[:, number]
    return found


def mutual_best(score: Floats, article: Numbers) -> Flags:
    """Return which pairs are the best match of each other between their two articles.

    Parameters
    ----------
    score : array of float, shape (n_figures, n_figures)
        Symmetric; minus infinity for what is no pair.
    article : array of int, shape (n_figures,)
        In ascending order.

    Returns
    -------
    array of bool, shape (n_figures, n_figures)
        Symmetric. Of equal scores, the pair counts that stands first in its articles.
    """
    if not len(article):
        return np.zeros((0, 0), bool)
    starts = np.flatnonzero(np.diff(article, prepend=-1))
    number = np.cumsum(np.diff(article, prepend=-1) != 0) - 1
    place = (np.arange(len(article)) - starts[number]).astype(float)
    score = score - _TIE * (place[:, None] + place[None, :]) - _TIE**2 * np.abs(place[:, None] - place[None, :])
    best = np.maximum.reduceat(score, starts, axis=1)[:, number]
    found: Flags = np.isfinite(score) & (score == best) & (score == best.T)
    return found
