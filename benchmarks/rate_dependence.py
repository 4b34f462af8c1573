"""Articles that depend on each other: copies and authors."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from rate_samples import KIND, LEAST, Design, Scored, Tally, Times, asked_kinds, design, topics_of, unchanged
from samples import Array, Rows

from analysis import annotate, compare, measures, read_corpus

STORIES, COPIED, COPIES, OTHER = 12, 4, 3, 20
AUTHORS, ARTICLES = 4, 6


def repeated(rng: np.random.Generator, pool: Rows, joined: Rows) -> Rows:
    """Articles of side a, of which the first 4 are there three times, and others of side b."""
    different = rng.permutation(pool)[: STORIES + OTHER]
    return np.repeat(different, np.r_[[COPIES] * COPIED, [1] * (STORIES - COPIED + OTHER)])


def by_author(rng: np.random.Generator, pool: Rows, joined: Rows, *, topic: Array) -> Rows:
    """Articles of 8 authors, each of whom writes on one topic; topics are drawn for each author."""
    known = pd.Series(topic[pool])
    number = known.value_counts()
    chosen = rng.choice(number.index[number >= ARTICLES].to_numpy(), 2 * AUTHORS, replace=False)
    return np.concatenate([rng.choice(pool[(known == one).to_numpy()], ARTICLES, replace=False) for one in chosen])


def dependent(tally: Tally, scored: Scored, group: str, times: Times, rng: np.random.Generator) -> list[str]:
    """Copies and authors, as clusters and as if articles were independent; returns the names of the rows."""
    copies = f"{COPIED} of {STORIES} stories three times v {OTHER}"
    single = (1,) * (STORIES - COPIED), (1,) * OTHER
    of_topics = partial(by_author, topic=scored.topic)
    authors = f"{AUTHORS} authors × {ARTICLES} articles"
    both = AUTHORS, ARTICLES
    rows = (
        (Design(f"{copies}, no cluster", (1,) * COPIED * COPIES + single[0], single[1]), repeated),
        (Design(f"{copies}, cluster", (COPIES,) * COPIED + single[0], single[1]), repeated),
        (design((AUTHORS * ARTICLES, 1), (AUTHORS * ARTICLES, 1), f"{authors}, no cluster"), of_topics),
        (design(both, both, f"{authors}, cluster"), of_topics),
    )
    for made, draw in rows:
        chosen = scored if draw is repeated else _with_topics(scored, group)
        unchanged(tally, chosen, group, made, times, rng, draw)
    return [made.name for made, _ in rows]


def _with_topics(scored: Scored, group: str) -> Scored:
    """Only outlets that have 6 articles on each of 12 topics."""
    names = [name for name in scored.groups[group] if topics_of(scored, name, ARTICLES) >= 3 * AUTHORS]
    return scored._replace(groups={group: names})


def exact_copies(
    tally: Tally, scored: Scored, texts: pd.DataFrame, group: str, times: int, rng: np.random.Generator
) -> str:
    """Copies under new identifiers in a file that is read, annotated and compared; returns the name of the row."""
    row = f"{COPIED} of {STORIES} stories three times v {OTHER}, exact copies in a file"
    parts = []
    for name in scored.groups[group]:
        pool = np.flatnonzero(scored.outlet == name)
        for run in range(times):
            rows = repeated(rng, pool, np.ones(1, np.int64))
            sides = np.where(np.arange(len(rows)) < len(rows) - OTHER, "a", "b")
            label = f"{name} {run}"
            parts.append(texts.iloc[rows].assign(outlet=[f"{label} {s}" for s in sides], run=label))
    table = pd.concat(parts, ignore_index=True)
    table["id"] = [f"copy{i:06}" for i in range(len(table))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        table.drop(columns="run").to_parquet(path)
        notes = annotate(read_corpus(path, columns={"article_id": "id", "headline": "title"}))
    run_of = table.set_index("id")["run"]
    for measure in ("terms", *KIND):
        scores = getattr(measures, measure)(notes)
        for _, some in scores.groupby(scores["article_id"].map(run_of).to_numpy()):
            some.attrs = scores.attrs
            made = compare(some)
            one = made[made["outlet"] == made["outlet"].min()]
            count = _size(some).reindex(one["item"]).to_numpy()[None]
            p = one["p"].to_numpy()[None]
            tally.add_tests(row, group, np.where(count >= LEAST, p, np.nan) if measure == "terms" else p,
                            asked_kinds(measure, count))  # fmt: skip
    return row


def _size(scores: pd.DataFrame) -> pd.Series:
    """Σ|x| of each item, exact copies counted once, as they are compared."""
    counted = scores[~scores["article_id"].isin(scores.attrs.get("copies", []))]
    return counted["x"].abs().groupby(counted["item"]).sum()
