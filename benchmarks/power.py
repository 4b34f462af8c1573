"""Power on simulated words whose difference is known, beside tests that draw permutations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from calibration_page import cell
from error_rates import OURS, Rate, share
from samples import Array, member

from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import moments

# Two statistics whose order among PERMUTATIONS gives p: that of ours, and the difference of the two ratios.
BESIDE = ("Σx − rΣn", "difference")
PERMUTATIONS, RUNS, ITEMS, RESAMPLES = 400, 500, 10, 400
Setting = tuple[tuple[int, int], float, float, float]
SETTINGS: tuple[Setting, ...] = (
    ((8, 8), 3, 2, 1), ((8, 8), 3, 3, 0.5), ((20, 20), 2, 2, 0.5), ((20, 20), 2, 2, 1), ((100, 100), 1, 1.5, 0.5),
    ((100, 100), 0.2, 2, 0.5), ((8, 40), 3, 2, 1), ((8, 160), 3, 2, 1), ((20, 400), 1, 2, 0.5),
)  # fmt: skip


class Power(NamedTuple):
    """Of one setting. power: at the threshold of p that gives an actual size of 5 %; less: ours less that of each
    permutation test, on the same data."""

    size: Rate
    power: Rate
    less: dict[str, Rate]
    coverage: Rate
    coverage_null: Rate


def bursty(
    rng: np.random.Generator, articles: int, words: float, shape: float, *, longer: float = 1
) -> tuple[Array, Array]:
    """Negative-binomial counts: each article has its own rate of each item, a gamma of that shape (small: bursty)
    around words per 1,000 tokens. Lengths are lognormal. Returns x (articles, items), n (articles, 1)."""
    n = np.round(longer * rng.lognormal(np.log(700), 0.5, (articles, 1))).clip(100)
    return rng.poisson(n * words / 1000 * rng.gamma(shape, 1 / shape, (articles, ITEMS))).astype(float), n


def permutation_p(x: Array, n: Array, size_a: int, rng: np.random.Generator) -> dict[str, Array]:
    """p of each statistic under permutation of articles, the order as it is among them; (items,)."""
    order = rng.permuted(np.tile(np.arange(len(x)), (PERMUTATIONS, 1)), axis=1)
    order[0] = np.arange(len(x))
    own = member(order[:, :size_a], len(x))
    x_a, n_a = own @ x, own @ n
    values = np.abs(x_a - x.sum(0) / n.sum() * n_a), np.abs(x_a / n_a - (x.sum(0) - x_a) / (n.sum() - n_a))
    return {name: (t >= t[0] * (1 - 1e-9)).mean(0) for name, t in zip(BESIDE, values, strict=True)}


def simulate(rng: np.random.Generator, sizes: tuple[int, int], rate: float, times: float, shape: float) -> Power:
    """Ours and the permutation tests on the same data, with and without a difference."""
    p: dict[tuple[str, bool], Array] = {
        (who, null): np.empty((RUNS, ITEMS)) for who in (OURS, *BESIDE) for null in (True, False)
    }
    held = {null: np.empty((RUNS, ITEMS), bool) for null in (True, False)}
    for null in (True, False):
        own = rate if null else rate * times
        for run in range(RUNS):
            (x_a, n_a), (x_b, n_b) = (bursty(rng, k, r, shape) for k, r in zip(sizes, (own, rate), strict=True))
            d = ratio_difference(moments(x_a, n_a), moments(x_b, n_b))
            truth = (own - rate) / 1000
            held[null][run] = (d.low <= truth) & (truth <= d.high)
            p[OURS, null][run] = np.nan_to_num(d.p, nan=1.0)
            for who, drawn in permutation_p(np.vstack([x_a, x_b]), np.vstack([n_a, n_b]), sizes[0], rng).items():
                p[who, null][run] = drawn
    every = np.ones((RUNS, ITEMS), bool)
    power = {who: _power(p[who, True], p[who, False], np.random.default_rng(0)) for who in (OURS, *BESIDE)}
    return Power(
        share(p[OURS, True] < 0.05, every),
        _rate(power[OURS]),
        {who: _rate(power[OURS] - power[who]) for who in BESIDE},
        share(held[False], every),
        share(held[True], every),
    )


def _power(without: Array, other: Array, rng: np.random.Generator) -> Array:
    """At an actual size of 5 %: first as seen, then in resamples of the runs of both, since the threshold is drawn."""
    runs = np.arange(RUNS)
    drawn = np.concatenate([[[runs, runs]], rng.integers(RUNS, size=(RESAMPLES, 2, RUNS))])
    bars = [np.quantile(without[rows], 0.05, method="inverted_cdf") for rows in drawn[:, 0]]
    return np.array([(other[rows] <= bar).mean() for rows, bar in zip(drawn[:, 1], bars, strict=True)])


def _rate(drawn: Array) -> Rate:
    return Rate(float(drawn[0]), float(drawn[1:].std()))


_LESS = [f"less that of permuting {name}" for name in BESIDE]
_HEADS = ["articles a side", "per 1,000 words", "times", "shape", "our size", "our power", *_LESS, "coverage",
          "coverage, no difference"]  # fmt: skip
POWER_HEAD = f"| {' | '.join(_HEADS)} |\n|{'---|' * len(_HEADS)}"


def power_row(rng: np.random.Generator, setting: Setting) -> str:
    """The row of a setting."""
    sizes, per_thousand, times, shape = setting
    s = simulate(rng, sizes, per_thousand, times, shape)
    told = map(cell, (s.size, s.power, *s.less.values(), s.coverage, s.coverage_null))
    return f"| {sizes[0]} v {sizes[1]} | {per_thousand} | {times} | {shape} | {' | '.join(told)} |"
