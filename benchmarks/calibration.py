"""Do the tests announce differences where there are none, and find those there are? Prints calibration.md.

    python benchmarks/calibration.py ../shared/data [processes]

(a) random splits of the articles of one outlet, (b) outlet labels shuffled within events, (c) simulated counts with a
known difference. Saves benchmarks/calibration.svg. Every rate has its Monte-Carlo error: the standard error over
replications, each split, shuffle or simulated pair of samples being one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from calibration_page import cell, draw, print_false_positives, print_families
from error_rates import KINDS, Hits, Rate, Tally, proportion, share
from power import POWER_HEAD, SETTINGS, Setting, power_row
from samples import (
    Array,
    Counts,
    Rows,
    batches,
    by_event,
    member,
    over_events,
    score,
    shuffled,
    side,
    split,
)  # fmt: skip

from analysis.stats.multiple_testing import max_t
from analysis.stats.ratio_intervals import ratio_difference
from analysis.stats.ratios import Difference

OUTLETS = ("Washington Times", "CNN (Web News)", "Politico", "NPR Online News")
# Articles a side, and splits an outlet. No outlet has 1,000 articles: the last line splits the first two together.
SPLITS = ((8, 8, 50), (20, 20, 30), (100, 100, 12), (8, 40, 25), (8, 160, 12), (20, 400, 10), (500, 500, 12))
# Tone and frames are few items, and cheap: more splits make up for it.
MORE = {"terms": 1, "framing": 16, "sentiment": 60}
SHUFFLES, FAMILIES, RELABELINGS = 100, 300, 100
EVENTS = {"events, 8–15": (8, 15), "events, 16–87": (16, 10**6)}
COVERAGE = (((8, 8), 60), ((20, 20), 40), ((100, 100), 20), ((8, 160), 20), ((20, 400), 12))
# Each relabeling of events is a comparison of its own.
EVENT_FAMILIES, EVENT_RELABELINGS = 60, 40


class Data(NamedTuple):
    """Articles of four outlets, and those of many outlets on events, each with counts."""

    articles: pd.DataFrame
    counts: dict[str, Counts]
    rows: pd.DataFrame
    event_counts: dict[str, Counts]


def splits(data: Data, rng: np.random.Generator, *, sizes: tuple[int, int], times: int) -> Tally:
    """False positives of every test on random splits."""
    tally, outlet = Tally(), data.articles["outlet"].to_numpy()
    pools = [np.flatnonzero(outlet == name) for name in OUTLETS]
    for here in [pool for pool in pools if len(pool) >= sum(sizes)] or [np.concatenate(pools[:2])]:
        for measure, (x, n) in data.counts.items():
            own = Counts(x[here], n[here])
            for some in batches(times * MORE[measure]):
                a, b = (side(member(part, len(here)), own) for part in split(rng, len(here), sizes, some))
                d = ratio_difference(a, b, signed=measure == "sentiment")
                tally.add(_name(sizes), measure, a, b, d)
    return tally


def _name(sizes: tuple[int, int]) -> str:
    return f"{sizes[0]} v {sizes[1]}"


def events(data: Data, rng: np.random.Generator) -> Tally:
    """False positives of every test on shuffled labels: outlets with at least 8 events against the rest."""
    tally, articles = Tally(), data.rows
    labels, event = shuffled(articles, rng, SHUFFLES)
    number = articles["outlet"].value_counts()
    for design, (least, most) in EVENTS.items():
        outlets = sorted(number.index[(number >= least) & (number <= most)])
        for measure, table in data.event_counts.items():
            made = by_event(table, articles["outlet"].to_numpy(), event)
            # A few shuffles are enough for words, of which there are thousands.
            for some in labels[:12] if measure == "terms" else labels:
                for a, b, ours in over_events(made, some, outlets):
                    tally.add(design, measure, a, b, ours)
    return tally


def maxt_family_wise(draw_t: Callable[[], Array], families: int = FAMILIES) -> Rate:
    """Family-wise error of step-down max-T at 5 %, over data sets without a difference.

    draw_t: makes the t of one data set, (relabelings, tests), labels drawn at random in every row; the first is taken
    as observed."""
    tables = (draw_t() for _ in range(families))
    return proportion(bool(np.nanmin(max_t(t[0], t)) <= 0.05) for t in tables)


def _t(d: Difference) -> Array:
    return d.estimate / d.se


def maxt_splits(data: Data, rng: np.random.Generator, *, sizes: tuple[int, int]) -> Rate:
    """Family-wise error of max-T on random splits of an outlet."""
    here = np.flatnonzero(data.articles["outlet"] == OUTLETS[1])
    return maxt_family_wise(partial(maxt_articles, here, data.counts["terms"], sizes, rng))


def maxt_shuffles(data: Data, rng: np.random.Generator, *, outlet: str) -> Rate:
    """Family-wise error of max-T on shuffled labels."""
    return maxt_family_wise(partial(maxt_events, data.rows, data.event_counts["terms"], outlet, rng), EVENT_FAMILIES)


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
    labels, event = shuffled(some, rng, EVENT_RELABELINGS)
    made = by_event(own, some["outlet"].to_numpy(), event)
    return np.concatenate([_t(d) for row in labels for _, _, d in over_events(made, row, [outlet])])


DRAWN, EXPECTED = ("drawn > 20", "drawn 5–20"), ("to be expected > 20", "to be expected 5–20")
COVERED = (*DRAWN, *EXPECTED, *KINDS[2:])


def real_coverage(
    articles: pd.DataFrame,
    counts: dict[str, Counts],
    outlets: tuple[str, str],
    size: tuple[int, int],
    times: int,
    rng: np.random.Generator,
) -> dict[str, Rate]:
    """How often the interval holds the difference of two outlets whose articles, all taken together, are the truth.

    Articles are drawn with replacement. Terms are told apart by the count drawn, as a reader sees them, and by the
    count to be expected, which counts words too that happened not to be drawn."""
    outlet = articles["outlet"].to_numpy()
    pools = [np.flatnonzero(outlet == name) for name in outlets]
    found = {}
    for measure, (x, n) in counts.items():
        total = [np.asarray(x[pool].sum(0)).ravel() for pool in pools]
        truth = total[0] / n[pools[0]].sum() - total[1] / n[pools[1]].sum()
        drawn = [rng.choice(pool, (times, k)) for pool, k in zip(pools, size, strict=True)]
        a, b = (side(member(rows, len(outlet)), Counts(x, n)) for rows in drawn)
        d = ratio_difference(a, b, signed=measure == "sentiment")
        held = (d.low <= truth) & (truth <= d.high)
        expected = sum(t * k / len(pool) for t, k, pool in zip(total, size, pools, strict=True))
        if measure == "terms":
            for names, count in ((DRAWN, a.x + b.x), (EXPECTED, np.broadcast_to(expected, held.shape))):
                found[names[0]] = share(held, count > 20)
                found[names[1]] = share(held, (count >= 5) & (count <= 20))
        else:
            kind = KINDS[2] if measure == "framing" else KINDS[3]
            found[kind] = share(held, np.broadcast_to(expected != 0, held.shape))
    return found


def event_coverage(
    articles: pd.DataFrame, counts: dict[str, Counts], outlet: str, size: int, times: int, rng: np.random.Generator
) -> dict[str, Rate]:
    """How often the interval holds the difference of an outlet and the rest over all events the outlet covers, of which
    so many are drawn with replacement."""
    event, names = pd.factorize(articles["event"])[0], articles["outlet"].to_numpy()
    mine = np.flatnonzero(names == outlet)
    found: dict[str, tuple[list[Hits], list[Hits]]] = {kind: ([], []) for kind in (*DRAWN, *KINDS[2:])}
    for measure, table in counts.items():
        whole = by_event(table, names, event)
        truth = next(over_events(whole, names, [outlet]))[2].estimate
        for _ in range(times * (1 if measure == "terms" else 5)):
            drawn = rng.choice(mine, size)
            parts = [np.flatnonzero(event == event[article]) for article in drawn]
            rows, again = np.concatenate(parts), np.repeat(np.arange(size), [len(part) for part in parts])
            made = by_event(Counts(table.x[rows], table.n[rows]), names[rows], again)
            a, b, d = next(over_events(made, names[rows], [outlet]))
            held = (d.low <= truth) & (truth <= d.high)
            count = np.abs(a.x) + np.abs(b.x)
            kinds = {
                "terms": {DRAWN[0]: count > 20, DRAWN[1]: (count >= 5) & (count <= 20)},
                "framing": {KINDS[2]: count > 0}, "sentiment": {KINDS[3]: count > 0},
            }[measure]  # fmt: skip
            for kind, asked in kinds.items():
                found[kind][0].append(held[0])
                found[kind][1].append(asked[0])
    return {kind: share(np.array(held), np.array(asked)) for kind, (held, asked) in found.items()}


def print_real_coverage(data: Data, rng: np.random.Generator, *, pair: tuple[str, str]) -> str:
    """The table of a pair of outlets."""
    lines = [f"\n### Coverage of 95 % intervals: {pair[0]} against {pair[1]}, per cent\n"]
    lines.append("| articles a side | " + " | ".join(COVERED) + " |\n|" + "---|" * (len(COVERED) + 1))
    for size, times in COVERAGE:
        found = real_coverage(data.articles, data.counts, pair, size, times, rng)
        lines.append(f"| {_name(size)} | " + " | ".join(cell(found[kind]) for kind in COVERED) + " |")
    return "\n".join(lines)


def print_event_coverage(data: Data, rng: np.random.Generator) -> str:
    """The table of three outlets over events."""
    lines = ["\n### Coverage of 95 % intervals: events drawn of those an outlet covers, against the rest, per cent\n"]
    kinds = (*DRAWN, *KINDS[2:])
    lines.append("| outlet | events | " + " | ".join(kinds) + " |\n|" + "---|" * (len(kinds) + 2))
    for outlet in data.rows["outlet"].value_counts().index[:3]:
        for size in (8, 12, 30):
            found = event_coverage(data.rows, data.event_counts, outlet, size, 25, rng)
            lines.append(f"| {outlet} | {size} | " + " | ".join(cell(found[kind]) for kind in kinds) + " |")
    return "\n".join(lines)


def power(data: Data, rng: np.random.Generator, *, setting: Setting) -> str:
    """The row of one setting of power."""
    return power_row(rng, setting)


Job = Callable[[Data, np.random.Generator], Tally | Rate | str]
FALSE: list[Job] = [*(partial(splits, sizes=(a, b), times=times) for a, b, times in SPLITS), events]
MAXT: dict[str, Job] = {
    **{_name(sizes): partial(maxt_splits, sizes=sizes) for sizes in ((8, 8), (20, 20), (8, 40))},
    **{f"{name}, events": partial(maxt_shuffles, outlet=name) for name in ("Newsmax (News)", "BBC News")},
}
TABLES: list[Job] = [*(partial(print_real_coverage, pair=pair) for pair in (OUTLETS[:2], OUTLETS[2:])),
                     print_event_coverage, *(partial(power, setting=setting) for setting in SETTINGS)]  # fmt: skip
JOBS: list[Job] = [*FALSE, *MAXT.values(), *TABLES]


def read(folder: Path) -> Data:
    """Read and score all articles."""
    articles, counts = score(folder / "speed" / "allsides_50mb.parquet", OUTLETS)
    return Data(articles, counts, *score(folder / "events" / "seesaw_dev.parquet"))


def work(number: int, data: Data) -> Tally | Rate | str:
    """What one job finds."""
    return JOBS[number](data, np.random.default_rng([0, number]))


def print_page(data: Data, found: list[Tally | Rate | str]) -> None:
    """Print what the jobs found, in their order."""
    number = ", ".join(f"{o} ({k})" for o, k in data.articles["outlet"].value_counts().items())
    print(f"Articles: {number}\n\n### False positives at 5 % (at 1 %), per cent ± Monte-Carlo error\n")
    tally, rest = Tally(), iter(found)
    for _ in FALSE:
        tally.update(next(rest))
    maxt = dict(zip(MAXT, rest, strict=False))
    designs = [*(_name((a, b)) for a, b, _ in SPLITS), *EVENTS]
    print_false_positives(tally, designs)
    print("\n### Family-wise error at 5 %: any word counted 5 times or more (Bonferroni; max-T), per cent\n")
    print_families(tally, designs, maxt, EVENT_FAMILIES)
    draw(tally, designs, Path(__file__).with_suffix(".svg"))
    for _ in range(3):
        print(next(rest))
    print("\n### Simulated bursty words: power at an actual size of 5 %, and coverage, per cent\n")
    print(POWER_HEAD, *rest, sep="\n")


def main(folder: Path, processes: int = 1) -> None:
    """Print the page."""
    data = read(folder)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        print_page(data, list(pool.map(partial(work, data=data), range(len(JOBS)))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
