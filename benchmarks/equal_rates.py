"""Does the test of equal rates hold where articles differ in length or depend on each other? Writes equal_rates.md.

    python benchmarks/equal_rates.py ../shared/data [page] [processes]

The page is written again after each section, so that what is finished is there if the rest is not.

Articles of single outlets are split at random, joined to longer ones, copied, or drawn by topic; counts are made rarer
on one side; and pairs of outlets are compared with what the rest of their articles say. Outlets at even ranks of the 20
largest were used in development, those at odd ranks report. Every rate has its Monte-Carlo error: the standard error
over replications.
"""

from __future__ import annotations

import io
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from calibration_page import cell
from error_rates import Rate, proportion, ratio_of_sums
from power import bursty
from rate_coverage import injected, print_shown, real, spread
from rate_dependence import dependent, exact_copies
from rate_events import over_events
from rate_power import print_power
from rate_samples import (
    KINDS,
    Design,
    Scored,
    Tally,
    Times,
    compared,
    design,
    of_many,
    pools,
    scored,
    unchanged,
)  # fmt: skip
from samples import score

from analysis.stats.ratios import moments

GROUPS, SIMULATED = ("reporting", "development"), "simulated"
MEASURES = ("terms", "framing", "sentiment", "voices", "source_types")
EQUAL = tuple(
    design((a, 1), (b, 1)) for a, b in ((2, 2), (3, 3), (8, 8), (20, 20), (100, 100), (8, 160), (20, 400), (500, 500))
)
UNEQUAL = (
    design((20, 3), (20, 1)), design((100, 3), (100, 1)), design((20, 2), (20, 1)), design((8, 3), (80, 1)),
    design((8, 5), (80, 1)), design((8, 1), (30, 5)),
    Design("10 × 3 and 10 v 20", (3,) * 10 + (1,) * 10, (1,) * 20),
    Design("50 × 3 and 50 v 100", (3,) * 50 + (1,) * 50, (1,) * 100),
)  # fmt: skip
# Words per 1,000, shape of the gamma of rates, articles of both sides, and by what those of the first are longer.
LOGNORMAL = tuple((rate, shape, sizes, longer) for rate, shape in ((3, 1), (1, 0.5))
                  for sizes, longer in (((20, 20), 1), ((20, 20), 3), ((8, 160), 1), ((8, 80), 3)))  # fmt: skip
OUTLETS = np.geomspace(4, 120, 24).round().astype(int)
# Rows without limits: so few articles can not give p ≤ .05; articles depend on each other; the truth is uncertain.
UNLIMITED = ("2 v 2", "3 v 3", "no cluster", "100 v 100, the rest as truth")
PLAIN, EXACT, TOLD, HELD = (0.02, 0.06), (0.04, 0.06), (0.92, 0.98), (0.93, 0.97)


def lognormal(tally: Tally, runs: int, rng: np.random.Generator) -> list[str]:
    """Simulated counts in articles of lognormal lengths; returns the names of the rows."""
    names = []
    for rate, shape, sizes, longer in LOGNORMAL:
        far = f" × {longer}" if longer > 1 else ""
        names.append(f"{sizes[0]}{far} v {sizes[1]}, {rate} per 1,000, shape {shape}")
        for _ in range(runs):
            (x_a, n_a), (x_b, n_b) = (
                bursty(rng, size, rate, shape, longer=k) for size, k in zip(sizes, (longer, 1), strict=True)
            )
            found = compared(moments(x_a, n_a), moments(x_b, n_b), "terms", np.zeros(x_a.shape[1], bool))
            asked = {kind: of[None] for kind, of in found.asked.items()}
            tally.add(names[-1], SIMULATED, found.difference.p[None] < 0.05, ~np.isnan(found.difference.p[None]), asked)
    return names


def many_outlets(tally: Tally, made: Scored, group: str, times: Times, rng: np.random.Generator) -> str:
    """Articles dealt out to 24 outlets, each of which is compared with the rest; returns the name of the row."""
    name = f"24 outlets of {OUTLETS[0]}–{OUTLETS[-1]} articles, against the rest"
    (pool,) = pools(made.outlet, made.groups[group], OUTLETS.sum())
    for run in range(times.few):
        rows = rng.permutation(pool)[: OUTLETS.sum()]
        for measure in MEASURES if run < times.words else MEASURES[1:]:
            found = of_many(made.counts[measure], rows, OUTLETS, measure)
            flat = {kind: of.ravel()[None] for kind, of in found.asked.items()}
            tally.add_tests(name, group, found.difference.p.ravel()[None], flat)
    return name


class Page:
    """A tally, and the rates of its tables that are not within their limits."""

    def __init__(self) -> None:
        self.tally, self.outside = Tally(), list[str]()

    def table(self, head: str, rows: list[str], group: str, limits: tuple[float, float], *, families: bool) -> None:
        """Print a row for each name; families: also how many families of words have a finding."""
        heads = [head, *KINDS, *(["families with a finding", "findings"] if families else [])]
        print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        for row in rows:
            rates = {kind: self.tally.rate(row, group, kind) for kind in KINDS}
            cells = list(map(cell, rates.values()))
            found = self.tally.findings.get((row, group))
            if families:
                share = proportion(n > 0 for n in found) if found else None
                mean = ratio_of_sums(np.array(found, float), np.ones(len(found))) if found else None
                cells += [cell(share), f"{mean.value:.2f}" if mean else "—"]
                if not row.endswith(UNLIMITED):
                    self._check(f"{group}, {row}, families", share, (0, PLAIN[1]))
            for kind, rate in () if row.endswith(UNLIMITED) else rates.items():
                self._check(f"{group}, {row}, {kind}", rate, limits)
            print(f"| {row} | {' | '.join(cells)} |")

    def _check(self, name: str, rate: Rate | None, limits: tuple[float, float]) -> None:
        if rate is None or np.isnan(rate.value) or limits[0] <= rate.value <= limits[1]:
            return
        beyond = max(limits[0] - rate.value, rate.value - limits[1])
        sure = ", by more than two errors" if beyond > 2 * rate.error else ""
        self.outside.append(f"- {name}: {cell(rate)} (should be {100 * limits[0]:g}–{100 * limits[1]:g}{sure})")


class Data(NamedTuple):
    """What the sections of the page need."""

    made: Scored
    texts: pd.DataFrame


def of_one_length(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Articles as they are."""
    print(f"\n## Outlets for {group}: {', '.join(data.made.groups[group])}\n\n### False positives at 5 %, per cent\n")
    for told in EQUAL:
        unchanged(page.tally, data.made, group, told, _times(told), rng)
    page.table("articles of one length", [told.name for told in EQUAL], group, EXACT, families=True)


def of_unequal_lengths(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Articles joined to longer ones, and outlets of many sizes."""
    for told in UNEQUAL:
        unchanged(page.tally, data.made, group, told, _times(told), rng)
    rows = [*(told.name for told in UNEQUAL), many_outlets(page.tally, data.made, group, Times(16, 60), rng)]
    page.table("articles of unequal lengths", rows, group, PLAIN, families=True)


def _times(told: Design) -> Times:
    return Times(24, 500) if told.joined.sum() > 300 else Times(60, 1200)


def of_dependent_articles(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Copies and authors."""
    rows = dependent(page.tally, data.made, group, Times(40, 800), rng)
    rows.append(exact_copies(page.tally, data.made, data.texts, group, 10, rng))
    page.table("dependent articles", rows, group, PLAIN, families=True)


def of_events(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Events of several articles."""
    rows = over_events(page.tally, data.made, group, Times(16, 60), rng)
    page.table("events", rows, group, PLAIN, families=True)


def of_known_differences(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Coverage where counts were made rarer."""
    print("### Coverage of 95 % intervals, known differences, per cent\n")
    page.table("units, rate", injected(page.tally, data.made, group, 40, rng), group, HELD, families=False)


def of_pairs(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Coverage for pairs of outlets."""
    print("### Coverage of 95 % intervals, pairs of outlets, per cent\n")
    pairs = real(page.tally, data.made, group, Times(1, 25), rng)
    page.table("articles", [row for row, _ in pairs], group, TOLD, families=False)
    print("\nWhere 100 are drawn of 160 or more, the rest is few articles, and its rates are uncertain, too.")
    print(f"\nLowest–median–highest pair:\n\n| articles | {' | '.join(KINDS)} |\n|{'---|' * (len(KINDS) + 1)}")
    for row, of_pair in pairs:
        print(f"| {row} | {' | '.join(spread(page.tally, group, of_pair, kind) for kind in KINDS)} |")


def of_first_words(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """What is shown first."""
    print("### The first ten words: again among the first ten of a disjoint sample, and true in the rest, per cent\n")
    print_shown(data.made, group, 80, rng)


def of_power(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Power beside other tests."""
    print("### Power, words counted over 20, per cent\n")
    print_power(data.made, group, 40, rng)


def of_simulated_words(page: Page, data: Data, group: str, rng: np.random.Generator) -> None:
    """Simulated words."""
    print("## Simulated words in articles of lognormal lengths: false positives at 5 %, per cent\n")
    page.table("articles", lognormal(page.tally, 300, rng), group, PLAIN, families=False)


SECTIONS = (
    of_one_length, of_unequal_lengths, of_dependent_articles, of_events, of_known_differences, of_pairs,
    of_first_words, of_power,
)  # fmt: skip
TASKS = (*product(GROUPS, SECTIONS), (SIMULATED, of_simulated_words))


def section(task: int, data: Data) -> tuple[str, list[str]]:
    """The text of a section, and its rates that are not within their limits."""
    group, write = TASKS[task]
    page, text = Page(), io.StringIO()
    with redirect_stdout(text):
        write(page, data, group, np.random.default_rng([0, task]))
    return text.getvalue(), page.outside


PAGE = Path(__file__).with_suffix(".md")
HEAD = """# Equal rates

Written by `python benchmarks/equal_rates.py ../shared/data` (seed 0, half an hour beside other work). Rates are followed by their Monte-Carlo errors.
*20 × 3 v 20*: on one side each unit is three articles of the outlet joined to one. *Families*: splits in which any word counted 5 times or more has
q ≤ .05, and the mean number of such words. *Size* and *power* are measured on words of which each occurrence on the rarer side was kept with
probability 1 / times, or on both sides.

"""  # noqa: E501


def data_of(folder: Path) -> Data:
    """The scores of the articles of the 20 largest outlets."""
    path = folder / "speed" / "allsides_50mb.parquet"
    rows = pd.read_parquet(path)
    rows["id"] = rows["id"].astype(str)
    articles, counts = score(path, list(rows["outlet"].value_counts().index[:20]), MEASURES)
    rows = rows.set_index("id", drop=False)
    made = scored(articles, rows["topic"], counts)
    return Data(made, rows.loc[articles["article_id"]].reset_index(drop=True))


def main(folder: Path, page: Path = PAGE, processes: int = 1) -> None:
    """Write the page after each section."""
    data, texts, outside = data_of(folder), list[str](), list[str]()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for text, some in pool.map(partial(section, data=data), range(len(TASKS))):
            texts.append(text)
            outside += some
            left = len(TASKS) - len(texts)
            unfinished = f"*{left} of {len(TASKS)} sections are not finished.*\n\n" if left else ""
            ending = (
                f"{unfinished}## Rates that are not within their limits\n\n" + ("\n".join(outside) or "None.") + "\n"
            )
            page.write_text(HEAD + "\n".join([*texts, ending]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(Path, sys.argv[2:3]), *map(int, sys.argv[3:]))
