"""How often does a report show a finding where there is none? Prints null_reports.md.

    python benchmarks/null_reports.py ../shared/data > benchmarks/null_reports.md

Articles of one outlet are labelled at random as two, three or four outlets, and every table of a report is computed as
the notebooks do. Tables that need an encoder, a list of actors, a coder or word vectors are left out.

Copies are made of the texts: one without a quarter of its sentences, one with a twelfth of its words replaced by other
words of the text. They are found as in any corpus, not given.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest

import samestory as ss
from analysis import schema
from analysis.io.score_copies import shared_articles_of
from analysis.io.score_copies import with_copies as noted
from analysis.schema import ALL

_SENTENCE_END = re.compile(r"(?<=[.!?]) ")
COPIED = 12  # of the articles of a label, which are there three times
OUTLETS = ("CNN (Web News)", "NPR Online News", "USA TODAY")
ARTICLES, A_LABEL, LABELS, REPORTS = 240, 20, (2, 3, 4), 200
NARRATION: dict[str, Any] = {"voice": "narration"}
# Table of a report -> its measure, and how the notebook compares it.
TABLES: dict[str, tuple[str, dict[str, Any]]] = {
    "voices": ("voices", {}),
    "terms": ("terms", NARRATION),
    "sentiment": ("sentiment", NARRATION),
    "framing": ("framing", NARRATION),
    "framing_quoted": ("framing", {"voice": "quoted"}),
    "framing_articles": ("framing", {"voice": ALL, "articles_with": 2, "adjust": "length"}),
    "frame_positions": ("frame_positions", {"voice": ALL}),
    "indirect_speech": ("indirect_speech", {}),
    "source_types": ("source_types", {}),
    "distinct_sources": ("distinct_sources", {}),
    "reporting_verbs": ("reporting_verbs", {}),
    "hedges": ("hedges", NARRATION),
}
SUMS = ["x", "n", "units", "xx", "xn", "nn"]
# Which tables a report has, and whether their q is that of the family.
FAMILIES = {
    "one family (as reported)": (tuple(TABLES), True),
    "q within each table": (tuple(TABLES), False),
    "q within each of four tables": (("terms", "sentiment", "framing", "voices"), False),
}


def with_copies(rows: pd.DataFrame) -> pd.DataFrame:
    """The articles, and two copies of each, altered so that nothing is more frequent in copies."""
    rng = np.random.default_rng(0)
    bodies = {
        "": rows["body"],
        " cut": rows["body"].map(lambda text: " ".join(_SENTENCE_END.split(text)[i] for i in _kept(text, rng))),
        " altered": rows["body"].map(lambda text: _altered(text, rng)),
    }
    return pd.concat([rows.assign(id=rows["id"].astype("str") + name, body=body) for name, body in bodies.items()])


def _kept(text: str, rng: np.random.Generator) -> list[int]:
    """Numbers of the sentences that a copy keeps: all but one in four, at random."""
    number = len(_SENTENCE_END.split(text))
    return sorted(rng.permutation(number)[: number - number // 4].tolist())


def _altered(text: str, rng: np.random.Generator) -> str:
    """The text with one word in twelve replaced by another one of its words."""
    words = text.split(" ")
    places = rng.permutation(len(words))[: len(words) // 12]
    others = rng.choice(words, len(places))
    for place, other in zip(places, others, strict=True):
        words[place] = other
    return " ".join(words)


def scored(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All scores of the articles of one outlet, and of their copies."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        with_copies(rows)[["id", "outlet", "title", "body"]].to_parquet(table)
        notes = ss.annotate(ss.read_corpus(table, columns={"article_id": "id", "headline": "title"}))
    return {name: getattr(ss.measures, name)(notes) for name in sorted({name for name, _ in TABLES.values()})}


def drawn(articles: np.ndarray, labels: int, rng: np.random.Generator, joined: int) -> pd.DataFrame:
    """Articles with a random label each; of the first label, each is `joined` articles joined to one."""
    sizes = [A_LABEL * joined, *[A_LABEL] * (labels - 1)]
    label = np.repeat([f"outlet {i}" for i in range(labels)], sizes)
    chosen = rng.permutation(articles)[: len(label)]
    number = np.arange(len(label))
    number[: sizes[0]] //= joined
    new = [f"{name}, {i}" for name, i in zip(label, number, strict=True)]
    return pd.DataFrame({"article_id": chosen, "outlet": label, "new": new})


def drawn_with_copies(articles: np.ndarray, labels: int, rng: np.random.Generator) -> pd.DataFrame:
    """As `drawn`; of one side, some articles are there three times: with two labels in one outlet, else in three."""
    given = drawn(articles, 2, rng, 1)
    copied = given[given["outlet"] == "outlet 1"].head(COPIED)
    names = ["outlet 1", "outlet 1"] if labels == 2 else ["outlet 2", "outlet 3"]
    copies = [
        copied.assign(article_id=copied["article_id"] + ending, outlet=name, new=copied["new"] + ending)
        for ending, name in zip((" cut", " altered"), names, strict=True)
    ]
    return pd.concat([given, *copies], ignore_index=True)


def relabelled(scores: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The scores of the articles drawn, summed where articles are joined."""
    rows = scores.drop(columns="outlet").merge(given, on="article_id")
    keys = ["measure", "item", "event", "outlet", "new", "voice"]
    made = rows.groupby(keys, as_index=False, sort=False)[SUMS].sum().rename(columns={"new": "article_id"})
    shared = shared_articles_of(scores).reset_index().merge(given[["article_id", "new"]], on="article_id")
    return noted(made, [], shared.assign(article_id=shared["new"])[["article_id", "group", "is_copy"]])


def report(scores: dict[str, pd.DataFrame], given: pd.DataFrame, shared_text: str) -> dict[str, pd.DataFrame]:
    """The tables of a report, with q within each table."""
    here = {name: relabelled(table, given) for name, table in scores.items()}
    return {name: ss.compare(here[measure], shared_text=shared_text, **how) for name, (measure, how) in TABLES.items()}


def findings(tables: dict[str, pd.DataFrame]) -> dict[str, list[str]]:
    """The tables that show a finding, for each way to correct q."""
    shown: dict[str, list[str]] = {}
    for kind, (names, together) in FAMILIES.items():
        read = {name: ss.in_family(tables[name], name) if together else tables[name] for name in names}
        shown[kind] = [name for name, table in read.items() if schema.is_clear(table["q"]).any()]
    return shown


def share(hits: int, of: int) -> str:
    """A share in percent with its exact 95 % interval."""
    ends = binomtest(hits, of).proportion_ci(0.95, "exact")
    return f"{100 * hits / of:.1f} ({100 * ends.low:.1f} to {100 * ends.high:.1f})"


# What the articles are, how they are drawn, and `shared_text` of compare.
KINDS: list[tuple[str, Callable[[np.ndarray, int, np.random.Generator], pd.DataFrame], str]] = [
    ("12 of 20 of a side three times, altered", drawn_with_copies, "once"),
    ("the same, every copy counted (`keep`)", drawn_with_copies, "keep"),
    ("as long as the others", partial(drawn, joined=1), "once"),
    ("of the first label 3 × longer", partial(drawn, joined=3), "once"),
]


def main(data: Path, reports: int = REPORTS) -> None:
    """Print the page."""
    rows = pd.read_parquet(data / "speed" / "allsides_50mb.parquet")
    pools = []
    for outlet in OUTLETS:
        own = rows[rows["outlet"] == outlet].sort_values("id").head(ARTICLES)
        pools.append((own["id"].astype("str").to_numpy(), scored(own)))
    print("# Reports without any difference\n")
    print(
        "Printed by `python benchmarks/null_reports.py ../shared/data` (seed 0). Articles of one outlet "
        f"({', '.join(OUTLETS)}) are labelled at random as two, three or four outlets with {A_LABEL} articles each; "
        f"{len(TABLES)} tables are compared as in a report. Share of {reports} reports that show a finding on any "
        "page, in %, with exact 95 % intervals. With copies, one side has 20 articles and the other one 20, of which "
        "12 are there three times: in one outlet, or one copy in each of three.\n"
    )
    print(f"| articles | {' | '.join(FAMILIES)} |\n|---|{'---|' * len(FAMILIES)}", flush=True)
    pages: list[str] = []
    for number, (told, draw, shared_text) in enumerate(KINDS):
        found, rng = dict.fromkeys(FAMILIES, 0), np.random.default_rng(number)
        for i in range(reports):
            articles, scores = pools[i % len(pools)]
            given = draw(articles, LABELS[i // len(pools) % len(LABELS)], rng)
            shown = findings(report(scores, given, shared_text))
            found = {kind: times + bool(shown[kind]) for kind, times in found.items()}
            pages += shown["one family (as reported)"] if shared_text == "once" else []
            if i % 20 == 19:
                print(told, i + 1, found, file=sys.stderr, flush=True)
        print(f"| {told} | {' | '.join(share(times, reports) for times in found.values())} |", flush=True)
    by_table = pd.Series(pages, dtype="str").value_counts()
    print("\nTables with a finding: " + (", ".join(f"{k} {v}" for k, v in by_table.items()) or "none") + ".")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
