"""Coverage of intervals where differences are known, and what the words shown first are worth elsewhere."""

from __future__ import annotations

from itertools import permutations
from typing import NamedTuple

import numpy as np
from calibration_page import cell
from error_rates import ratio_of_sums
from rate_power import thinned
from rate_samples import KIND, Compared, Design, Scored, Tally, Times, design, of_few, of_sides, of_terms
from samples import Array, Counts, Rows, side

from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import Difference

INJECTED = tuple(
    (made, times, higher)
    for made in (design((20, 1), (20, 1)), design((20, 3), (20, 1)))
    for times in (1.5, 2)
    for higher in (("a", "b") if made.a[0] > 1 else ("a",))
)
REAL = (design((8, 1), (160, 1)), design((20, 1), (20, 1)), design((8, 1), (8, 1)), design((100, 1), (100, 1)))
# An outlet of a pair has so many articles beside those drawn, from which the truth comes.
BESIDE, TOP = 60, 10


def _hold(tally: Tally, row: str, group: str, found: Compared, truth: Array) -> None:
    d = found.difference
    tally.add(row, group, (d.low <= truth) & (truth <= d.high), ~np.isnan(d.p), found.asked)


def injected(tally: Tally, scored: Scored, group: str, runs: int, rng: np.random.Generator) -> list[str]:
    """Coverage where counts of one side are made rarer; articles of one outlet, drawn with replacement."""
    names = []
    for made, times, higher in INJECTED:
        names.append(f"{made.name}, × {times:g} in {'the long' if made.a[0] > 1 else 'either'}" if higher == "a" else
                     f"{made.name}, × {times:g} in the short")  # fmt: skip
        joined, units_a = made.joined, len(made.a)
        unit = np.repeat(np.arange(len(joined)), joined)
        rarer = (unit >= units_a) == (higher == "a")
        shares = (1, 1 / times) if higher == "a" else (1 / times, 1)
        for run in range(runs):
            name = scored.groups[group][run % len(scored.groups[group])]
            pool = np.flatnonzero(scored.outlet == name)
            rows = rng.choice(pool, len(unit))
            for measure in ("terms", *(one for one in KIND if one != "sentiment")):
                x, n = scored.counts[measure]
                truth = np.asarray(x[pool].sum(0)).ravel() / n[pool].sum() * (shares[0] - shares[1])
                some = x[rows].tocsr()
                some.data = thinned(some.data[:, None], np.repeat(rarer, np.diff(some.indptr)), times, rng)[:, 0]
                here = np.arange(len(rows))
                if measure == "terms":
                    found, kept = of_terms(Counts(some, n[rows]), here, joined, units_a)
                    _hold(tally, names[-1], group, found, truth[kept])
                else:
                    few = of_few(some.toarray(), n[rows], here[None], joined, units_a, measure)
                    _hold(tally, names[-1], group, few, truth)
    return names


class Pair(NamedTuple):
    """Two real outlets: the articles of each, and the names."""

    pools: tuple[Rows, Rows]
    name: str


def pairs(scored: Scored, group: str, least: tuple[int, int]) -> list[Pair]:
    """All ordered pairs of the eight largest outlets of a group that have so many articles."""
    of = {name: np.flatnonzero(scored.outlet == name) for name in scored.groups[group][:8]}
    return [
        Pair((of[a], of[b]), f"{a} v {b}")
        for a, b in permutations(of, 2)
        if len(of[a]) >= least[0] and len(of[b]) >= least[1]
    ]


def real(
    tally: Tally, scored: Scored, group: str, times: Times, rng: np.random.Generator
) -> list[tuple[str, list[str]]]:
    """Coverage for pairs of outlets, both ways round; rows of each design, and those of its pairs.

    The truth is the rest of the articles, or, drawn with replacement, all of them."""
    made_rows = []
    for made in REAL:
        sizes = len(made.a), len(made.b)
        for again in (False, True):
            row = f"{made.name}, {'drawn with replacement, all articles' if again else 'the rest'} as truth"
            of_pair = []
            for pair in pairs(scored, group, (sizes[0] + BESIDE, sizes[1] + BESIDE)):
                of_pair.append(f"{row}: {pair.name}")
                for measure in ("terms", *KIND):
                    draws = [
                        _of_both(rng, pair, sizes, again=again)
                        for _ in range(times.words if measure == "terms" else times.few)
                    ]
                    for found, truth in _of_pair(scored, measure, pair, draws, made, again=again):
                        for name in (row, of_pair[-1]):
                            _hold(tally, name, group, found, truth)
            made_rows.append((row, of_pair))
    return made_rows


def _of_both(rng: np.random.Generator, pair: Pair, sizes: tuple[int, int], *, again: bool) -> Rows:
    """Articles drawn of both outlets; again: with replacement."""
    return np.concatenate([rng.choice(pool, k, replace=again) for pool, k in zip(pair.pools, sizes, strict=True)])


def _of_pair(
    scored: Scored, measure: str, pair: Pair, draws: list[Rows], made: Design, *, again: bool
) -> list[tuple[Compared, Array]]:
    """The comparison of each draw, and the true difference."""
    x, n = scored.counts[measure]
    sums = [(np.asarray(x[pool].sum(0)).ravel(), n[pool].sum()) for pool in pair.pools]
    joined, units_a = made.joined, len(made.a)
    if measure == "terms":
        made_all = [of_terms(scored.counts["terms"], rows, joined, units_a) for rows in draws]
    else:
        made_all = [(of_few(*scored.few[measure], np.array(draws), joined, units_a, measure), np.arange(x.shape[1]))]
    found = []
    for one, kept in made_all:
        rates = []
        for (x_all, n_all), m in zip(sums, (one.a, one.b), strict=True):
            drawn_x, drawn_n = (0, 0) if again else (m.x, m.n)
            rates.append((x_all[kept] - drawn_x) / (n_all - drawn_n))
        found.append((one, rates[0] - rates[1]))
    return found


def spread(tally: Tally, group: str, rows: list[str], kind: str) -> str:
    """Lowest, median and highest rate over pairs."""
    rates = [tally.rate(row, group, kind) for row in rows]
    values = [rate.value for rate in rates if rate is not None and not np.isnan(rate.value)]
    if not values:
        return "—"
    low, middle, high = np.quantile(values, [0, 0.5, 1])
    return f"{100 * low:.0f}–{100 * middle:.0f}–{100 * high:.0f}"


def least_difference(d: Difference) -> Array:
    """The end of the interval nearer to zero; below 0 where the interval holds 0."""
    return np.where(d.estimate > 0, d.low, -d.high)


def least_ratio(found: Compared) -> Array:
    """The same as |log₂| of the ratio of the rates, which together give the rate of both sides."""
    least, higher_a = least_difference(found.difference), found.difference.estimate > 0
    a, b = found.a, found.b
    relative = least * (a.n + b.n) / (a.x + b.x)
    share = a.n / (a.n + b.n)
    up, down = np.where(higher_a, 1 - share, share), np.where(higher_a, share, 1 - share)
    return np.log2(np.maximum(1 + relative * up, 1e-9) / np.maximum(1 - relative * down, 1e-9))


ORDERS = {
    "p": lambda found: -found.difference.p,
    "interval end, difference": lambda found: least_difference(found.difference),
    "interval end, log₂ ratio": least_ratio,
}
SHOWN = (design((20, 1), (20, 1)), design((20, 3), (20, 1)), design((20, 1), (20, 3)), design((60, 1), (60, 1)))


def first_words(found: Compared, kept: Rows, order: str) -> tuple[Rows, Array]:
    """The ten words that an order shows first, and the sign of their difference."""
    value = np.nan_to_num(ORDERS[order](found)[0], nan=-np.inf)
    first = np.argsort(-value, kind="stable")[:TOP]
    return kept[first], np.sign(found.difference.estimate[0, first])


def print_shown(scored: Scored, group: str, runs: int, rng: np.random.Generator) -> None:
    """Print how many of ten words are among the first ten of another sample, and hold in the rest of the articles."""
    print("| units | first by | again among the first ten | same sign in the rest | and an interval without 0 |")
    print("|" + "---|" * 5)
    for made in SHOWN:
        size = sum(made.a), sum(made.b)
        found: dict[str, list[tuple[float, float, float]]] = {order: [] for order in ORDERS}
        some = pairs(scored, group, (2 * size[0] + BESIDE, 2 * size[1] + BESIDE))
        for run in range(runs):
            mixed = [rng.permutation(pool) for pool in some[run % len(some)].pools]
            samples = [
                of_terms(scored.counts["terms"],
                         np.concatenate([m[k * s : (k + 1) * s] for m, s in zip(mixed, size, strict=True)]),
                         made.joined, len(made.a))
                for k in (0, 1)
            ]  # fmt: skip
            rest = [m[2 * s :] for m, s in zip(mixed, size, strict=True)]
            first = {order: [first_words(*sample, order) for sample in samples] for order in ORDERS}
            asked = np.unique(np.concatenate([one[0][0] for one in first.values()]))
            d = _in_rest(scored.counts["terms"], rest, asked)
            for order, ((words, sign), (others, _)) in first.items():
                place = np.searchsorted(asked, words)
                alike = np.sign(d.estimate[0, place]) == sign
                apart = alike & ((d.low[0, place] > 0) | (d.high[0, place] < 0))
                found[order].append((np.isin(words, others).mean(), alike.mean(), apart.mean()))
        for order, values in found.items():
            rates = [ratio_of_sums(column, np.ones(len(column))) for column in np.array(values).T]
            print(f"| {made.name} | {order} | {' | '.join(map(cell, rates))} |")


def _in_rest(counts: Counts, rest: list[Rows], words: Rows) -> Difference:
    """The difference of the same words in articles that were not drawn."""
    rows = np.concatenate(rest)
    sums = side(of_sides(len(rows), len(rest[0])), Counts(counts.x[rows][:, words], counts.n[rows]))
    a, b = (sums.map(lambda part, row=row: part[row : row + 1]) for row in (0, 1))
    return ratio_difference(a, b)
