"""Do the tests announce differences where there are none, and find those there are? Prints the tables of the README.

    python benchmarks/calibration.py ../shared/data

(a) random splits of the articles of one outlet, (b) outlet labels shuffled within events, (c) simulated counts with a
known difference. Saves benchmarks/calibration.svg. Every rate has its Monte-Carlo error: the standard error over
replications, each split, shuffle or simulated pair of samples being one.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib import pyplot as plt
from numpy.typing import NDArray
from scipy import sparse

from analysis import annotate, measures, read_corpus
from analysis.sides import matrices
from analysis.stats import keyness
from analysis.stats.moments import Difference, Moments, moments, paired_difference, ratio_difference

try:
    from analysis.stats.resample import max_t
except ImportError:
    max_t = None  # type: ignore[assignment]

Array = NDArray[np.float64]
Rows = NDArray[np.int64]
Hits = NDArray[np.bool_]

OUTLETS = ("Washington Times", "CNN (Web News)", "Politico", "NPR Online News")
# Articles a side, and splits an outlet. No outlet has 1,000 articles: the last line splits the first two together.
SPLITS = ((8, 8, 80), (20, 20, 50), (100, 100, 20), (8, 40, 40), (8, 160, 20), (20, 400, 15), (500, 500, 20))
# Tone and frames are few items, and cheap: more splits make up for it.
MORE = {"terms": 1, "framing": 8, "sentiment": 20}
SHUFFLES, RELABELINGS, LEAST_EVENTS = 200, 200, 8
# Size of the Dirichlet prior of the log-odds in words, shared out as in both sides together (Monroe et al. use 500).
PRIOR = 500
KINDS = ("terms, count > 20", "terms, count 5–20", "frames", "tone (VADER)")
SPREAD = "terms in 20 articles or more"
OURS = "ours"


class Counts(NamedTuple):
    """Numerators (articles, items) and denominators (articles, 1) of one measure."""

    x: sparse.csr_array
    n: Array


class Rate(NamedTuple):
    """A share of cases and its standard error over replications."""

    value: float
    error: float


# ---------------------------------------------------------------- articles in, counts out


def score(path: Path, outlets: Iterable[str] = ()) -> tuple[pd.DataFrame, dict[str, Counts]]:
    """Articles with outlet and event, and the counts of three measures: all the reading and scoring there is."""
    rows = pd.read_parquet(path)
    chosen = list(outlets)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        (rows[rows["outlet"].isin(chosen)] if chosen else rows).to_parquet(table)
        notes = annotate(read_corpus(table, columns={"article_id": "id", "headline": "title"}))
        made = {name: matrices(getattr(measures, name)(notes), None) for name in ("terms", "framing", "sentiment")}
    counts = {name: Counts(m.x, m.n[:, :1]) for name, m in made.items()}
    return made["terms"].articles, counts


def member(rows: Rows, articles: int) -> sparse.csr_array:
    """Which article each replication has on one side: rows (replications, articles a side) -> 0/1 matrix."""
    where = np.repeat(np.arange(len(rows)), rows.shape[1])
    return sparse.csr_array((np.ones(rows.size), (where, rows.ravel())), shape=(len(rows), articles))


def side(of: sparse.csr_array, counts: Counts) -> Moments:
    """The moments over articles of one side in every replication, (replications, items)."""
    x, n = counts
    parts = (of @ part for part in (x, x.multiply(x).tocsr(), x.multiply(n).tocsr()))
    x_, xx, xn = (part.toarray() for part in parts)
    return Moments(x_, of @ n, of.sum(1)[:, None], xx, xn, of @ (n * n))


def split(rng: np.random.Generator, articles: int, sizes: tuple[int, int], times: int) -> tuple[Rows, Rows]:
    """Articles drawn without replacement for two sides, (times, size) each."""
    order = rng.permuted(np.tile(np.arange(articles), (times, 1)), axis=1)
    return order[:, : sizes[0]], order[:, sizes[0] : sum(sizes)]


# ---------------------------------------------------------------- the tests compared


def _fisher(a: Array, b: Array, n_a: Array, n_b: Array) -> Array:
    return keyness.fisher_exact_p(a, b, n_a, n_b)


def _log_odds(a: Array, b: Array, n_a: Array, n_b: Array) -> Array:
    prior = PRIOR * (a + b) / (n_a + n_b)
    return keyness.normal_p(
        keyness.log_odds_dirichlet(a, b, n_a, n_b, prior=prior, prior_size=PRIOR, variance="4-term")[1]
    )


# Each from counts and sizes to p.
CLASSICAL: dict[str, Callable[[Array, Array, Array, Array], Array]] = {
    "G² 2-term": lambda *t: keyness.chi2_p(keyness.g2_2term(*t)),
    "G² 4-term": lambda *t: keyness.chi2_p(keyness.g2_4term(*t)),
    "χ²": lambda *t: keyness.chi2_p(keyness.chi_squared(*t)),
    "Fisher": _fisher,
    "log-odds z": _log_odds,
}
NAMES = (OURS, *CLASSICAL)


def p_values(a: Moments, b: Moments, ours: Difference, asked: Hits) -> dict[str, Array]:
    """p of every test, NaN for items that were not asked for; Fisher's only where asked, for it is slow."""
    p = {OURS: np.where(asked, ours.p, np.nan)}
    table = tuple(np.broadcast_to(part, asked.shape)[asked] for part in (a.x, b.x, a.n, b.n))
    for name, test in CLASSICAL.items():
        p[name] = np.full(asked.shape, np.nan)
        p[name][asked] = test(*table)
    return p


def share(hit: Hits, of: Hits) -> Rate:
    """Σhit/Σof over replications (rows), with the error of that ratio over replications."""
    return _ratio((hit & of).sum(1), of.sum(1))


def _ratio(hits: Array, cases: Array) -> Rate:
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

    def add(self, design: str, measure: str, a: Moments, b: Moments, ours: Difference) -> None:
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

    def rate(self, design: str, kind: str, test: str, level: float) -> Rate | None:
        parts = self.parts.get((design, kind, test, level))
        if parts is None:
            return None
        hits, cases = (np.concatenate(column).astype(float) for column in zip(*parts, strict=True))
        return _ratio(hits, cases)

    def replications(self, design: str, kind: str) -> int:
        return sum(len(of) for _, of in self.parts[design, kind, OURS, 0.05])

    def family(self, design: str, test: str) -> Rate:
        return _proportion(self.families[design, test])


def _proportion(hit: Iterable[bool]) -> Rate:
    hits = np.array(list(hit), float)
    # One hit and one miss are added, so that none in 200 does not read as certainty.
    smoothed = (hits.sum() + 1) / (len(hits) + 2)
    return Rate(float(hits.mean()), float(np.sqrt(smoothed * (1 - smoothed) / len(hits))))


# ---------------------------------------------------------------- (a) one outlet's articles, split at random


def splits(articles: pd.DataFrame, counts: dict[str, Counts], tally: Tally, rng: np.random.Generator) -> list[str]:
    """False positives of every test on random splits; returns the designs in order."""
    outlet = articles["outlet"].to_numpy()
    designs = []
    for size_a, size_b, times in SPLITS:
        designs.append(f"{size_a} v {size_b}")
        pools = [np.flatnonzero(outlet == name) for name in OUTLETS]
        large = [pool for pool in pools if len(pool) >= size_a + size_b]
        for here in large or [np.concatenate(pools[:2])]:
            for measure, (x, n) in counts.items():
                own = Counts(x[here], n[here])
                for some in _batches(times * MORE[measure]):
                    rows = split(rng, len(here), (size_a, size_b), some)
                    a, b = (side(member(part, len(here)), own) for part in rows)
                    tally.add(designs[-1], measure, a, b, ratio_difference(a, b))
    return designs


def _batches(times: int, most: int = 40) -> Iterator[int]:
    """A number of replications in pieces that fit into memory."""
    for start in range(0, times, most):
        yield min(most, times - start)


# ---------------------------------------------------------------- (b) outlet labels shuffled within events


class Pairs(NamedTuple):
    """Article and its other side in the same event, one row for each article that could bear the outlet's label."""

    own: Counts
    other: Counts


def against_rest(events: Rows, counts: Counts) -> Pairs:
    """Each article against all other articles of its event."""
    same = member(events[:, None], events.max() + 1)
    x = sparse.csr_array(same @ (same.T @ counts.x) - counts.x)
    x.eliminate_zeros()
    return Pairs(counts, Counts(x, same @ (same.T @ counts.n) - counts.n))


def pair_moments(of: sparse.csr_array, pairs: Pairs) -> tuple[Moments, Moments, tuple[Array, Array, Array, Array]]:
    """Both sides' moments over events in every shuffle, and their cross products."""
    (x, n), (y, m) = pairs
    dense = [(of @ part.tocsr()).toarray() for part in (x.multiply(y), x.multiply(m), y.multiply(n))]
    return side(of, pairs.own), side(of, pairs.other), (*dense, of @ (n * m))


def shuffled(articles: pd.DataFrame, rng: np.random.Generator, times: int) -> tuple[Rows, Rows]:
    """Outlet labels permuted within events, (times, articles), and the event of each article, as numbers."""
    event = pd.factorize(articles["event"])[0]
    outlet = pd.factorize(articles["outlet"], sort=True)[0]
    order = np.argsort(event, kind="stable")
    blocks = np.split(order, np.flatnonzero(np.diff(event[order])) + 1)
    labels = np.tile(outlet, (times, 1))
    for block in blocks:
        labels[:, block] = rng.permuted(labels[:, block], axis=1)
    return labels, event


def events(articles: pd.DataFrame, counts: dict[str, Counts], tally: Tally, rng: np.random.Generator) -> list[str]:
    """False positives of every test on shuffled labels: outlets with at least 8 events against the rest."""
    labels, event = shuffled(articles, rng, SHUFFLES)
    number = np.bincount(labels[0])
    designs = {"events, 8–15": (LEAST_EVENTS, 15), "events, 16–87": (16, 10**6)}
    for design, (least, most) in designs.items():
        for outlet in np.flatnonzero((number >= least) & (number <= most)):
            rows = np.nonzero(labels == outlet)[1].reshape(SHUFFLES, -1)
            for measure, table in counts.items():
                pairs = against_rest(event, table)
                # A few shuffles an outlet are enough for words, of which there are thousands.
                use = rows[:12] if measure == "terms" else rows
                a, b, cross = pair_moments(member(use, len(articles)), pairs)
                tally.add(design, measure, a, b, paired_difference(a, b, cross))
    return list(designs)


# ---------------------------------------------------------------- family-wise error with max-T


def maxt_family_wise(draw_t: Callable[[], Array]) -> Rate | None:
    """Family-wise error of step-down max-T at 5 %, over SHUFFLES data sets without a difference.

    draw_t: makes the t of one data set, (relabelings, tests), labels drawn at random in every row; the first is taken
    as observed. None where max-T is not there."""
    if max_t is None:
        return None
    tables = (draw_t() for _ in range(SHUFFLES))
    return _proportion(bool(np.nanmin(max_t(t[0], t)) <= 0.05) for t in tables)


def _t(d: Difference) -> Array:
    return d.estimate / d.se


def maxt_articles(here: Rows, counts: Counts, size: tuple[int, int], rng: np.random.Generator) -> Array:
    """t of every term with a count of 5 or more, in relabelings of one draw of articles out of here."""
    drawn = rng.choice(here, sum(size), replace=False)
    x = counts.x[drawn]
    own = Counts(x[:, np.asarray(x.sum(0)) >= 5], counts.n[drawn])
    a, b = (side(member(part, len(drawn)), own) for part in split(rng, len(drawn), size, RELABELINGS))
    return _t(ratio_difference(a, b))


def maxt_events(articles: pd.DataFrame, counts: Counts, outlet: str, rng: np.random.Generator) -> Array:
    """t of every term with a count of 5 or more, in relabelings of one outlet's events."""
    covered = articles.loc[articles["outlet"] == outlet, "event"]
    here = np.flatnonzero(articles["event"].isin(covered))
    x, some = counts.x[here], articles.iloc[here]
    own = Counts(x[:, np.asarray(x.sum(0)) >= 5], counts.n[here])
    labels, event = shuffled(some, rng, RELABELINGS)
    code = sorted(some["outlet"].unique()).index(outlet)
    rows = np.nonzero(labels == code)[1].reshape(len(labels), -1)
    a, b, cross = pair_moments(member(rows, len(here)), against_rest(event, own))
    return _t(paired_difference(a, b, cross))


# ---------------------------------------------------------------- coverage of the difference of two real outlets


def real_coverage(
    articles: pd.DataFrame, counts: dict[str, Counts], size: tuple[int, int], times: int, rng: np.random.Generator
) -> dict[str, Rate]:
    """How often the interval holds the difference of two outlets whose articles, all taken together, are the truth.

    Articles are drawn with replacement. Terms are told apart by the count to be expected, not by the count drawn."""
    outlet = articles["outlet"].to_numpy()
    pools = [np.flatnonzero(outlet == name) for name in OUTLETS[:2]]
    found = {}
    for measure, (x, n) in counts.items():
        total = [np.asarray(x[pool].sum(0)).ravel() for pool in pools]
        truth = total[0] / n[pools[0]].sum() - total[1] / n[pools[1]].sum()
        expected = sum(t * k / len(pool) for t, k, pool in zip(total, size, pools, strict=True))
        drawn = [rng.choice(pool, (times, k)) for pool, k in zip(pools, size, strict=True)]
        a, b = (side(member(rows, len(outlet)), Counts(x, n)) for rows in drawn)
        d = ratio_difference(a, b)
        held = (d.low <= truth) & (truth <= d.high)
        used = (x != 0).astype(float)
        spread = sum(np.asarray(used[pool].mean(0)).ravel() * k for k, pool in zip(size, pools, strict=True)) >= 20
        rare = (expected >= 5) & (expected <= 20)
        chosen = (expected > 20, rare, spread) if measure == "terms" else (expected != 0,)
        kinds = {"terms": (*KINDS[:2], SPREAD), "framing": KINDS[2:3], "sentiment": KINDS[3:]}[measure]
        for kind, which in zip(kinds, chosen, strict=True):
            found[kind] = share(held, np.broadcast_to(which, held.shape))
    return found


# ---------------------------------------------------------------- (c) simulated bursty text


def bursty(rng: np.random.Generator, articles: int, words: Array, shape: float, items: int) -> tuple[Array, Array]:
    """Negative-binomial counts: each article has its own rate of each item, a gamma of that shape (small: bursty)
    around words per 1,000 tokens. Returns x (articles, items), n (articles, 1)."""
    n = np.round(rng.lognormal(np.log(700), 0.5, (articles, 1))).clip(100)
    return rng.poisson(n * words / 1000 * rng.gamma(shape, 1 / shape, (articles, items))).astype(float), n


def permutation_p(x: Array, n: Array, size_a: int, rng: np.random.Generator, times: int = 400) -> Array:
    """p of the difference of two ratios under permutation of articles, the order as it is among them; (items,)."""
    order = rng.permuted(np.tile(np.arange(len(x)), (times, 1)), axis=1)
    order[0] = np.arange(len(x))
    own = member(order[:, :size_a], len(x))
    x_a, n_a = own @ x, own @ n
    t = np.abs(x_a / n_a - (x.sum(0) - x_a) / (n.sum() - n_a))
    return (t >= t[0] * (1 - 1e-9)).mean(0)


class Power(NamedTuple):
    """Of one simulated setting: rates with their errors."""

    size: Rate
    size_permutation: Rate
    power: Rate
    power_permutation: Rate
    coverage: Rate
    coverage_null: Rate


def simulate(
    rng: np.random.Generator, sizes: tuple[int, int], rate: float, times: float, shape: float, runs: int = 40
) -> Power:
    """Our test and the permutation test, both at the threshold that gives each an actual size of 5 %."""
    items = 100
    p: dict[tuple[str, bool], list[Array]] = {(who, null): [] for who in (OURS, "perm") for null in (True, False)}
    held: dict[bool, list[Hits]] = {True: [], False: []}
    for null in (True, False):
        for _ in range(runs):
            own = rate if null else rate * times
            (x_a, n_a), (x_b, n_b) = (
                bursty(rng, k, np.array(r), shape, items) for k, r in zip(sizes, (own, rate), strict=True)
            )
            d = ratio_difference(moments(x_a, n_a), moments(x_b, n_b))
            truth = (own - rate) / 1000
            held[null].append((d.low <= truth) & (truth <= d.high))
            p[OURS, null].append(np.nan_to_num(d.p, nan=1.0))
            p["perm", null].append(permutation_p(np.vstack([x_a, x_b]), np.vstack([n_a, n_b]), sizes[0], rng))
    every = np.ones((runs, items), bool)
    made = {}
    for who in (OURS, "perm"):
        without, other = np.array(p[who, True]), np.array(p[who, False])
        bar = np.quantile(without, 0.05, method="inverted_cdf")
        made[who] = share(without < 0.05 if who == OURS else without <= 0.05, every), share(other <= bar, every)
    return Power(
        made[OURS][0], made["perm"][0], made[OURS][1], made["perm"][1],
        share(np.array(held[False]), every), share(np.array(held[True]), every),
    )  # fmt: skip


# ---------------------------------------------------------------- tables and figure


def cell(rate: Rate | None) -> str:
    return "—" if rate is None or np.isnan(rate.value) else f"{100 * rate.value:.1f} ± {100 * rate.error:.1f}"


def print_false_positives(tally: Tally, designs: list[str]) -> None:
    print("| articles a side | items | replications | " + " | ".join(NAMES) + " |\n|" + "---|" * (len(NAMES) + 3))
    for design in designs:
        for kind in KINDS:
            cells = []
            for test in NAMES:
                five, one = (tally.rate(design, kind, test, level) for level in (0.05, 0.01))
                if five is None or one is None:
                    cells.append("—")
                elif test == OURS:
                    cells.append(f"**{cell(five)}** ({100 * one.value:.1f})")
                else:
                    cells.append(f"{100 * five.value:.0f} ({100 * one.value:.0f})")
            told = " | ".join(cells)
            print(f"| {design} | {kind} | {tally.replications(design, kind)} | {told} |")


def print_families(tally: Tally, designs: list[str], maxt: dict[str, Rate | None]) -> None:
    print("| articles a side | families | " + " | ".join(NAMES) + " | ours, max-T |\n|" + "---|" * (len(NAMES) + 3))
    for design in [*designs, *(name for name in maxt if name not in designs)]:
        if design in designs:
            families = len(tally.families[design, OURS])
            cells = " | ".join(cell(tally.family(design, test)) for test in NAMES)
        else:
            families, cells = SHUFFLES, " | ".join("" for _ in NAMES)
        print(f"| {design} | {families} | {cells} | {cell(maxt[design]) if design in maxt else ''} |")


# Okabe & Ito's colours, and a shape for each, so that colour is not the only sign.
LOOK = dict(
    zip(NAMES, (("#0072B2", "o"), ("#D55E00", "s"), ("#E69F00", "D"), ("#009E73", "^"), ("#CC79A7", "v"),
                ("#56B4E9", "P")), strict=True)
)  # fmt: skip


def draw(tally: Tally, designs: list[str], path: Path) -> None:
    """False positives at 5 % by design and test, terms counted more than 20 times."""
    mpl.rcParams["svg.hashsalt"] = "calibration"
    fig, ax = plt.subplots(figsize=(5, 3.6), layout="constrained")
    ax.axvspan(3, 6, color="#dddddd", lw=0, zorder=0)
    ax.axvline(5, color="#555555", lw=0.8, zorder=1)
    for place, test in reversed(list(enumerate(NAMES))):
        rates = [tally.rate(design, KINDS[0], test, 0.05) for design in designs]
        colour, shape = LOOK[test]
        values = [100 * r.value if r else np.nan for r in rates]
        size = 7 if test == OURS else 5
        ax.plot(
            values,
            np.arange(len(designs)) + 0.12 * (place - 2.5),
            shape,
            color=colour,
            ms=size,
            mec="white",
            mew=0.5,
            label=test,
        )
    ax.set_yticks(range(len(designs)), designs)
    ax.invert_yaxis()
    ax.set_xscale("log")
    ax.set_xticks([1, 2, 3, 5, 10, 20, 50], ["1", "2", "3", "5", "10", "20", "50"])
    ax.minorticks_off()
    ax.set_xlim(1, 70)
    ax.set_xlabel("words called different at 5 %, where none is (%)")
    ax.set_ylabel("articles (or events) compared")
    handles, names = ax.get_legend_handles_labels()
    fig.legend(handles[::-1], names[::-1], loc="outside upper center", ncols=3, frameon=False, fontsize=8)
    for edge in ("top", "right"):
        ax.spines[edge].set_visible(False)
    fig.savefig(path, metadata={"Date": None})
    plt.close(fig)


def main(data: Path) -> None:
    rng = np.random.default_rng(0)
    tally = Tally()
    articles, counts = score(data / "speed" / "allsides_50mb.parquet", OUTLETS)
    number = ", ".join(f"{o} ({k})" for o, k in articles["outlet"].value_counts().items())
    print(f"Articles: {number}\n\n### False positives at 5 % (at 1 %), per cent ± Monte-Carlo error\n")
    designs = splits(articles, counts, tally, rng)
    here, terms = np.flatnonzero(articles["outlet"] == OUTLETS[1]), counts["terms"]
    maxt = {
        f"{size[0]} v {size[1]}": maxt_family_wise(partial(maxt_articles, here, terms, size, rng))
        for size in ((8, 8), (20, 20), (8, 40))
    }
    rows, event_counts = score(data / "events" / "seesaw_dev.parquet")
    designs += events(rows, event_counts, tally, rng)
    for outlet in ("Newsmax (News)", "Reuters", "BBC News"):
        made = maxt_family_wise(partial(maxt_events, rows, event_counts["terms"], outlet, rng))
        maxt[f"{outlet}, {(rows['outlet'] == outlet).sum()} events"] = made
    print_false_positives(tally, designs)
    print("\n### Family-wise error at 5 %: any word counted 5 times or more (Bonferroni; max-T), per cent\n")
    print_families(tally, designs, maxt)
    draw(tally, designs, Path(__file__).with_suffix(".svg"))
    print(f"\n### Coverage of 95 % intervals: {OUTLETS[0]} against {OUTLETS[1]}, per cent\n")
    kinds = (KINDS[0], SPREAD, *KINDS[1:])
    print("| articles a side | " + " | ".join(kinds) + " |\n|" + "---|" * (len(kinds) + 1))
    for size, times in (((8, 8), 100), ((20, 20), 80), ((100, 100), 40), ((8, 160), 30), ((20, 400), 20)):
        found = real_coverage(articles, counts, size, times, rng)
        print(f"| {size[0]} v {size[1]} | " + " | ".join(cell(found[kind]) for kind in kinds) + " |")
    print("\n### Simulated bursty words: power at an actual size of 5 %, and coverage, per cent\n")
    print("| articles a side | per 1,000 words | times | shape | our size | our power | permutation size | its power "
          "| coverage | coverage, no difference |\n|" + "---|" * 10)  # fmt: skip
    for sizes, per_thousand, factor, shape in (
        ((8, 8), 3, 2, 1), ((8, 8), 3, 3, 0.5), ((20, 20), 2, 2, 0.5), ((20, 20), 2, 2, 1), ((100, 100), 1, 1.5, 0.5),
        ((100, 100), 0.2, 2, 0.5), ((8, 40), 3, 2, 1), ((8, 160), 3, 2, 1), ((20, 400), 1, 2, 0.5),
    ):  # fmt: skip
        s = simulate(rng, sizes, per_thousand, factor, shape)
        told = (s.size, s.power, s.size_permutation, s.power_permutation, s.coverage, s.coverage_null)
        print(
            f"| {sizes[0]} v {sizes[1]} | {per_thousand} | {factor} | {shape} | " + " | ".join(map(cell, told)) + " |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
