"""Ours and the classical tests side by side, and how often each is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from samples import Array

from analysis.stats import effect_sizes, exact_tests, keyness_tests
from analysis.stats.ratio_intervals import Side
from analysis.stats.ratios import Difference, Moments

Hits = NDArray[np.bool_]

# Size of the Dirichlet prior of the log-odds in words, shared out as in both sides together (Monroe et al. use 500).
PRIOR = 500
KINDS = ("terms, count > 20", "terms, count 5–20", "frames", "sentiment (VADER)")
OURS = "ours"


class Rate(NamedTuple):
    """A share of cases and its standard error over replications."""

    value: float
    error: float


def _fisher(a: Array, b: Array, n_a: Array, n_b: Array) -> Array:
    return exact_tests.fisher_exact_p(a, b, n_a, n_b)


def _log_odds(a: Array, b: Array, n_a: Array, n_b: Array) -> Array:
    prior = PRIOR * (a + b) / (n_a + n_b)
    return keyness_tests.normal_p(
        effect_sizes.log_odds_dirichlet(a, b, n_a, n_b, prior=prior, prior_size=PRIOR, variance="4-term")[1]
    )


# Each from counts and sizes to p.
CLASSICAL: dict[str, Callable[[Array, Array, Array, Array], Array]] = {
    "G² 2-term": lambda *t: keyness_tests.chi2_p(keyness_tests.g2_2term(*t)),
    "G² 4-term": lambda *t: keyness_tests.chi2_p(keyness_tests.g2_4term(*t)),
    "χ²": lambda *t: keyness_tests.chi2_p(keyness_tests.chi_squared(*t)),
    "Fisher": _fisher,
    "log-odds z": _log_odds,
}
NAMES = (OURS, *CLASSICAL)


def p_values(a: Moments | Side, b: Moments | Side, ours: Difference, asked: Hits) -> dict[str, Array]:
    """p of every test, NaN for items that were not asked for; Fisher's only where asked, for it is slow."""
    p = {OURS: np.where(asked, ours.p, np.nan)}
    table = tuple(np.broadcast_to(part, asked.shape)[asked] for part in (a.x, b.x, a.n, b.n))
    for name, test in CLASSICAL.items():
        p[name] = np.full(asked.shape, np.nan)
        p[name][asked] = test(*table)
    return p


def share(hit: Hits, of: Hits) -> Rate:
    """Σhit/Σof over replications (rows), with the error of that ratio over replications."""
    return ratio_of_sums((hit & of).sum(1), of.sum(1))


def ratio_of_sums(hits: Array, cases: Array) -> Rate:
    """Σhits/Σcases, each (replications,)."""
    if not cases.sum():
        return Rate(np.nan, np.nan)
    value = hits.sum() / cases.sum()
    return Rate(float(value), float(np.sqrt(((hits - value * cases) ** 2).sum()) / cases.sum()))


class Tally:
    """False positives of all tests by design and kind of item, added up over outlets."""

    def __init__(self) -> None:
        self.parts: dict[tuple[str, str, str, float], list[tuple[Array, Array]]] = {}
        self.families: dict[tuple[str, str], list[bool]] = {}

    def add(self, design: str, measure: str, a: Moments | Side, b: Moments | Side, ours: Difference) -> None:
        count = np.abs(a.x) + np.abs(b.x)
        kinds = {
            "terms": {KINDS[0]: count > 20, KINDS[1]: (count >= 5) & (count <= 20)},
            "framing": {KINDS[2]: count > 0},
            "sentiment": {KINDS[3]: count > 0},
        }[measure]
        asked = np.any(list(kinds.values()), axis=0)
        p = {OURS: ours.p} if measure == "sentiment" else p_values(a, b, ours, asked)
        for test, values in p.items():
            for level in (0.05, 0.01):
                for kind, of in kinds.items():
                    self.parts.setdefault((design, kind, test, level), []).append(
                        (((values < level) & of).sum(1), of.sum(1))
                    )
            if measure == "terms":
                any_ = (np.where(asked, values, 1) < 0.05 / asked.sum(1, keepdims=True)).any(1)
                self.families.setdefault((design, test), []).extend(any_.tolist())

    def update(self, other: Tally) -> None:
        for key, parts in other.parts.items():
            self.parts.setdefault(key, []).extend(parts)
        for name, hits in other.families.items():
            self.families.setdefault(name, []).extend(hits)

    def rate(self, design: str, kind: str, test: str, level: float) -> Rate | None:
        parts = self.parts.get((design, kind, test, level))
        if parts is None:
            return None
        hits, cases = (np.concatenate(column).astype(float) for column in zip(*parts, strict=True))
        return ratio_of_sums(hits, cases)

    def replications(self, design: str, kind: str) -> int:
        return sum(len(of) for _, of in self.parts[design, kind, OURS, 0.05])

    def family(self, design: str, test: str) -> Rate:
        return proportion(self.families[design, test])


def proportion(hit: Iterable[bool]) -> Rate:
    hits = np.array(list(hit), float)
    # One hit and one miss are added, so that none in 200 does not read as certainty.
    smoothed = (hits.sum() + 1) / (len(hits) + 2)
    return Rate(float(hits.mean()), float(np.sqrt(smoothed * (1 - smoothed) / len(hits))))
