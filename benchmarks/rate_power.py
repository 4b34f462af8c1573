"""Power where real words are made rarer on one side, beside other tests; size where they are made rarer on both."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from calibration_page import cell
from error_rates import Rate, ratio_of_sums
from rate_samples import LEVEL, Design, Scored, design, drawn, pools
from samples import Array, Counts, Rows, member
from scipy import sparse, stats

from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import moments, ratio_variance

PERMUTATIONS, LEAST, WORDS = 400, 20, 15
Test = Callable[[Array, Array, int, np.random.Generator], Array]


class Power(NamedTuple):
    """Of one test: positives without a difference, with one, and with one at the level that gives a size of 5 %."""

    size: Rate
    power: Rate
    at_size: Rate


def ours(x: Array, n: Array, units_a: int, rng: np.random.Generator) -> Array:
    """p of the test of equal rates."""
    return ratio_difference(moments(x[:units_a], n[:units_a]), moments(x[units_a:], n[units_a:])).p


def permuted(x: Array, n: Array, units_a: int, rng: np.random.Generator) -> Array:
    """p of |Σx − rΣn| among permutations of the articles, the order as it is being one of them."""
    order = rng.permuted(np.tile(np.arange(len(x)), (PERMUTATIONS, 1)), axis=1)
    order[0] = np.arange(len(x))
    own = member(order[:, :units_a], len(x))
    t = np.abs(own @ x - x.sum(0) / n.sum() * (own @ n))
    return (t >= t[0] * (1 - 1e-9)).mean(0)


def mann_whitney(x: Array, n: Array, units_a: int, rng: np.random.Generator) -> Array:
    """p of the rank test of the articles' rates."""
    rates = x / n
    return stats.mannwhitneyu(rates[:units_a], rates[units_a:], method="asymptotic").pvalue


def welch_of_rates(x: Array, n: Array, units_a: int, rng: np.random.Generator) -> Array:
    """p of Welch's t test of the articles' rates."""
    rates = x / n
    return np.nan_to_num(stats.ttest_ind(rates[:units_a], rates[units_a:], equal_var=False).pvalue, nan=1)


def welch_of_ratios(x: Array, n: Array, units_a: int, rng: np.random.Generator) -> Array:
    """p of Welch's t test of two ratios, whose variances are those of the articles' residuals."""
    a, b = moments(x[:units_a], n[:units_a]), moments(x[units_a:], n[units_a:])
    one, other = ratio_variance(a), ratio_variance(b)
    with np.errstate(divide="ignore", invalid="ignore"):
        df = (one + other) ** 2 / (one**2 / (a.units - 1) + other**2 / (b.units - 1))
        t = (a.x / a.n - b.x / b.n) / np.sqrt(one + other)
    return np.nan_to_num(2 * stats.t.sf(np.abs(t), df), nan=1)


def negative_binomial(x: Array, n: Array, units_a: int, rng: np.random.Generator) -> Array:
    """p of the side in a negative-binomial model with the length as offset (Wald); 1 where it does not converge."""
    import statsmodels.api as sm

    sides = np.column_stack([np.ones(len(x)), np.arange(len(x)) < units_a])
    p = np.ones(x.shape[1])
    for word, counts in enumerate(x.T):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            start = [np.log(counts.sum() / n.sum()), 0, 0.5]
            try:
                found = sm.NegativeBinomial(counts, sides, exposure=n[:, 0]).fit(start, disp=0, maxiter=100)
            except np.linalg.LinAlgError:
                continue
        p[word] = found.pvalues[1] if np.isfinite(found.pvalues[1]) else 1
    return p


ALIKE: dict[str, Test] = {"ours": ours, "permutations of Σx − rΣn": permuted, "Mann–Whitney, rates": mann_whitney}
UNEQUAL: dict[str, Test] = {
    "ours": ours, "Welch, rates": welch_of_rates, "Welch, ratios": welch_of_ratios,
    "negative binomial, offset": negative_binomial,
}  # fmt: skip


class Study(NamedTuple):
    """Which units are compared, by what a word is more frequent on a side, and with which tests."""

    made: Design
    times: float
    higher: str
    tests: dict[str, Test]
    words: int | None


STUDIES = (
    Study(design((20, 1), (20, 1)), 1.5, "a", ALIKE, None), Study(design((20, 1), (20, 1)), 2, "a", ALIKE, None),
    Study(design((8, 1), (8, 1)), 2, "a", ALIKE, None), Study(design((100, 1), (100, 1)), 1.5, "a", ALIKE, None),
    Study(design((20, 3), (20, 1)), 2, "long", UNEQUAL, WORDS),
    Study(design((20, 3), (20, 1)), 2, "short", UNEQUAL, WORDS),
)  # fmt: skip


def thinned(x: Array, rarer: Array, times: float, rng: np.random.Generator) -> Array:
    """Counts of which each occurrence in the units that are `rarer` is kept with probability 1 / times."""
    kept = rng.binomial(x.astype(np.int64), 1 / times).astype(float)
    return np.where(rarer[:, None], kept, x)


def joined_counts(counts: Counts, rows: Rows, joined: Rows) -> tuple[Array, Array]:
    """x of all words counted more than 20 times, and n, of the units that articles are joined to."""
    unit = np.repeat(np.arange(len(joined)), joined)
    of = sparse.csr_array((np.ones(len(rows)), (unit, rows)), shape=(len(joined), len(counts.n)))
    x = of @ counts.x
    return x[:, np.flatnonzero(np.asarray(x.sum(0)).ravel() > LEAST)].toarray(), of @ counts.n


def power(scored: Scored, group: str, study: Study, runs: int, rng: np.random.Generator) -> dict[str, Power]:
    """Size and power of each test of a study, on the same data."""
    joined, units_a = study.made.joined, len(study.made.a)
    here = pools(scored.outlet, scored.groups[group], joined.sum())
    side_b = np.arange(len(joined)) >= units_a
    rarer = {"none": side_b | True, "one": side_b if study.higher in ("a", "long") else ~side_b}
    p: dict[tuple[str, str], list[Array]] = {}
    for run in range(runs):
        rows = drawn(rng, here[run % len(here)], joined)
        every, n = joined_counts(scored.counts["terms"], rows, joined)
        for case, of in rarer.items():
            x = thinned(every, of, study.times, rng)
            x = x[:, x.sum(0) > LEAST]
            if study.words is not None:
                x = x[:, rng.choice(x.shape[1], min(study.words, x.shape[1]), replace=False)]
            for name, test in study.tests.items():
                p.setdefault((name, case), []).append(test(x, n, units_a, rng))
    return {name: _power(p[name, "none"], p[name, "one"]) for name in study.tests}


def _power(without: list[Array], other: list[Array]) -> Power:
    level = np.quantile(np.concatenate(without), LEVEL, method="inverted_cdf")
    return Power(_below(without, LEVEL), _below(other, LEVEL), _below(other, np.nextafter(level, 1)))


def _below(p: list[Array], level: float) -> Rate:
    hits, cases = (np.array([f(one) for one in p], float) for f in (lambda q: (q < level).sum(), len))
    return ratio_of_sums(hits, cases)


def print_power(scored: Scored, group: str, runs: int, rng: np.random.Generator) -> None:
    """Print a row for each study and test."""
    print("| units | times | more frequent in | test | size | power at p < .05 | power at a size of 5 % |")
    print("|" + "---|" * 7)
    for study in STUDIES:
        for name, found in power(scored, group, study, runs, rng).items():
            told = " | ".join(map(cell, found))
            where = study.higher if study.higher != "a" else "either"
            print(f"| {study.made.name} | {study.times:g} | {where} | {name} | {told} |")
