"""How often does a report show a finding where there is none? Prints null_reports.md.

    python benchmarks/null_reports.py ../shared/data > benchmarks/null_reports.md

Articles of one outlet are labelled at random as two, three or four outlets, and every table of a report is computed as
the notebooks do. Tables that need an encoder, a list of actors, a coder or word vectors are left out.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import binomtest

import samestory as ss
from analysis import schema
from analysis.schema import ALL

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
    "framing_articles": ("framing", {"voice": ALL, "articles_with": 3, "adjust": "length"}),
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


def scored(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """All scores of the articles of one outlet."""
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "articles.parquet"
        rows[["id", "outlet", "title", "body"]].to_parquet(table)
        notes = ss.annotate(ss.read_corpus(table, columns={"article_id": "id", "headline": "title"}))
    return {name: getattr(ss.measures, name)(notes) for name in sorted({name for name, _ in TABLES.values()})}


def drawn(articles: np.ndarray, labels: int, joined: int, rng: np.random.Generator) -> pd.DataFrame:
    """Articles with a random label each; of the first label, each is `joined` articles joined to one."""
    sizes = [A_LABEL * joined, *[A_LABEL] * (labels - 1)]
    label = np.repeat([f"outlet {i}" for i in range(labels)], sizes)
    chosen = rng.permutation(articles)[: len(label)]
    number = np.arange(len(label))
    number[: sizes[0]] //= joined
    new = [f"{name}, {i}" for name, i in zip(label, number, strict=True)]
    return pd.DataFrame({"article_id": chosen, "outlet": label, "new": new})


def relabelled(scores: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """The scores of the articles drawn, summed where articles are joined."""
    rows = scores.drop(columns="outlet").merge(given, on="article_id")
    keys = ["measure", "item", "event", "outlet", "new", "voice"]
    return rows.groupby(keys, as_index=False, sort=False)[SUMS].sum().rename(columns={"new": "article_id"})


def report(scores: dict[str, pd.DataFrame], given: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables of a report, with q within each table."""
    here = {name: relabelled(table, given) for name, table in scores.items()}
    return {name: ss.compare(here[measure], **how) for name, (measure, how) in TABLES.items()}


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


def main(data: Path, reports: int = REPORTS) -> None:
    """Print the page."""
    rows = pd.read_parquet(data / "speed" / "allsides_50mb.parquet")
    pools = []
    for outlet in OUTLETS:
        own = rows[rows["outlet"] == outlet].sort_values("id").head(ARTICLES)
        pools.append((own["id"].to_numpy(), scored(own)))
    print("# Reports without any difference\n")
    print(
        "Printed by `python benchmarks/null_reports.py ../shared/data` (seed 0). Articles of one outlet "
        f"({', '.join(OUTLETS)}) are labelled at random as two, three or four outlets with {A_LABEL} articles each; "
        f"{len(TABLES)} tables are compared as in a report. Share of {reports} reports that show a finding on any "
        "page, in %, with exact 95 % intervals.\n"
    )
    print(f"| articles of the first label | {' | '.join(FAMILIES)} |\n|---|{'---|' * len(FAMILIES)}", flush=True)
    pages: list[str] = []
    for joined in (1, 3):
        found, rng = dict.fromkeys(FAMILIES, 0), np.random.default_rng(joined - 1)
        for i in range(reports):
            articles, scores = pools[i % len(pools)]
            given = drawn(articles, LABELS[i // len(pools) % len(LABELS)], joined, rng)
            shown = findings(report(scores, given))
            found = {kind: number + bool(shown[kind]) for kind, number in found.items()}
            pages += shown["one family (as reported)"]
            if i % 20 == 19:
                print(joined, i + 1, found, file=sys.stderr, flush=True)
        length = "as long as the others" if joined == 1 else f"{joined} × longer"
        print(f"| {length} | {' | '.join(share(number, reports) for number in found.values())} |", flush=True)
    by_table = pd.Series(pages, dtype="str").value_counts()
    print("\nTables with a finding: " + (", ".join(f"{k} {v}" for k, v in by_table.items()) or "none") + ".")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
