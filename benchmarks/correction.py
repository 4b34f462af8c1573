"""Do corrected intervals hold the true difference where a machine's do not? Prints correction.md.

    python benchmarks/correction.py

Simulated studies of two outlets: a machine that is right about four in five articles, and wrong in other ways about
each outlet, codes everything; people code a part, drawn with known probabilities. The difference to be found is that of
the population the articles come from. Every rate has its Monte-Carlo error.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from error_rates import Rate, proportion

from analysis.stats.array_types import Array
from analysis.stats.misclassification import Estimate, corrected_mean, difference

STUDIES = 2000


class Outlet(NamedTuple):
    """How often the code is there, and how often the machine finds it where it is and where it is not."""

    rate: float
    found: float
    invented: float


class Study(NamedTuple):
    """One outlet: the machine's code of every article; which of them people coded, how, and with which probability."""

    machine: Array
    coded: Array
    human: Array
    probability: Array


# Both are right about 80 % of articles: A's machine misses, B's invents.
SETTINGS = {
    "errors differ by outlet": (Outlet(0.35, 0.58, 0.08), Outlet(0.25, 0.95, 0.25)),
    "errors alike": (Outlet(0.35, 0.8, 0.2), Outlet(0.25, 0.8, 0.2)),
    "rare code": (Outlet(0.10, 0.6, 0.17), Outlet(0.05, 0.9, 0.2)),
    "no difference": (Outlet(0.3, 0.6, 0.11), Outlet(0.3, 0.9, 0.24)),
}


def study(rng: np.random.Generator, outlet: Outlet, articles: int, drawn: int, unequal: bool) -> Study:
    """One outlet of a study; unequal: what the machine finds is drawn three times as often as the rest."""
    truth = rng.random(articles) < outlet.rate
    seen = (rng.random(articles) < np.where(truth, outlet.found, outlet.invented)).astype(float)
    wanted = np.where(seen > 0, 3.0, 1.0) if unequal else np.ones(articles)
    probability = np.minimum(drawn * wanted / wanted.sum(), 1)
    chosen = (
        np.flatnonzero(rng.random(articles) < probability) if unequal else rng.choice(articles, drawn, replace=False)
    )
    return Study(seen, chosen, truth[chosen].astype(float), probability[chosen])


def naive(one: Study) -> Estimate:
    """The mean of the machine's codes."""
    size = len(one.machine)
    return Estimate(float(one.machine.mean()), float(one.machine.var(ddof=1) / size), size - 1, 1.0)


def by_hand(one: Study) -> Estimate:
    """The mean of the human codes alone."""
    return corrected_mean(np.zeros(len(one.machine)), *one[1:])


WAYS = {"naive": naive, "corrected": lambda one: corrected_mean(*one), "coded by hand alone": by_hand}


def coverage(name: str, articles: int, drawn: int, unequal: bool) -> dict[str, tuple[Rate, float]]:
    """For each way, how often its interval holds the true difference, and its mean width."""
    rng = np.random.default_rng(0)
    a, b = SETTINGS[name]
    held: dict[str, list[bool]] = {way: [] for way in WAYS}
    width: dict[str, list[float]] = {way: [] for way in WAYS}
    for _ in range(STUDIES):
        sides = [study(rng, outlet, articles, drawn, unequal) for outlet in (a, b)]
        for way, mean in WAYS.items():
            d = difference(*map(mean, sides))
            held[way].append(bool(d.low <= a.rate - b.rate <= d.high))
            width[way].append(float(d.high - d.low))
    return {way: (proportion(held[way]), float(np.nanmean(width[way]))) for way in WAYS}


def main() -> None:
    """Print the table."""
    heads = " | ".join(f"{way}: coverage, % (width)" for way in WAYS)
    print(f"| {STUDIES:,} studies | articles, coded, an outlet | drawn | {heads} |\n|" + "---|" * (3 + len(WAYS)))
    for name in SETTINGS:
        for articles, drawn, unequal in ((500, 50, False), (500, 200, False), (5000, 100, False), (500, 100, True)):
            made = coverage(name, articles, drawn, unequal)
            told = " | ".join(f"{100 * r.value:.1f} ± {100 * r.error:.1f} ({width:.2f})" for r, width in made.values())
            how = "by the machine's code" if unequal else "alike"
            print(f"| {name} | {articles}, {drawn} | {how} | {told} |")


if __name__ == "__main__":
    main()
