"""How often do figures that are printed as different differ? Against what we read in both articles.

    python benchmarks/figure_differences.py ../shared/data    # the pairs that nobody has read yet

figure_differences.csv holds what was read: the articles and values of a pair, and whether both figures are about the
same thing and differ. Events of SEESAW are those of its authors. Articles of AllSides are one event where they were
published within a day of each other and their words are alike. In data/tarnholm we planted what differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import yaml
from lines import Line
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from statsmodels.stats.proportion import proportion_confint

import analysis as ss
from analysis.corpus.from_rows import corpus_of

HERE = Path(__file__).parent
READ = HERE / "figure_differences.csv"
TARNHOLM = HERE.parent / "data" / "tarnholm"
ALIKE = 0.28  # cosine of the words of two articles on one event
MOST_ARTICLES = 12
KEY = ["article_id", "value", "other_article_id", "other_value"]


def of_one_day(articles: pd.DataFrame) -> pd.DataFrame:
    """Give articles of several outlets that are about the same thing on the same days an event; drop others."""
    articles = articles.assign(date=pd.to_datetime(articles["date"], errors="coerce"))
    articles = articles[articles["date"].notna() & (articles["body"].str.len() > 500)].drop_duplicates("body")
    articles = articles.sort_values("date", kind="stable", ignore_index=True)
    day = articles["date"].map(lambda date: date.toordinal()).to_numpy()
    words = TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=0.1, stop_words="english")
    vectors = words.fit_transform((articles["headline"].fillna("") + " ") * 3 + articles["body"].str[:3000])
    pairs = [np.zeros((2, 0), int)]
    for one, end in enumerate(np.searchsorted(day, day + 1, side="right").tolist()):
        alike = (vectors[one + 1 : end] @ vectors[one].T).toarray().ravel() if end > one + 1 else np.zeros(0)
        other = np.flatnonzero(alike >= ALIKE) + one + 1
        pairs.append(np.stack([np.full(len(other), one), other]))
    one, two = np.concatenate(pairs, axis=1)
    linked = coo_array((np.ones(len(one)), (one, two)), shape=(len(articles), len(articles)))
    event = connected_components(linked, directed=False)[1].astype(str)
    of_event = articles.assign(event=event).groupby("event")["outlet"]
    several = (of_event.transform("nunique") > 1) & (of_event.transform("size") <= MOST_ARTICLES)
    return articles.assign(event=event)[several]


def printed(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that differ, each pair once."""
    names = {"id": "article_id", "title": "headline"}
    notes = ss.annotate(corpus_of(articles.rename(columns=names).astype({"event": str}), "read"))
    found = notes.figure_relations
    return found[found["relation"] == "differs"].drop_duplicates(KEY)


def differences(data: Path) -> Iterator[Line]:
    """Pairs that are printed, with what was read; and those that we planted."""
    seesaw = pd.read_parquet(data / "events" / "seesaw_dev.parquet")
    allsides = pd.read_parquet(data / "speed" / "allsides_50mb.parquet").rename(columns={"title": "headline"})
    pairs = pd.concat([printed(seesaw), printed(of_one_day(allsides))])
    with_verdict = pairs.merge(pd.read_csv(READ, dtype=dict.fromkeys(KEY[::2], str)), on=KEY, how="left")
    unread = with_verdict[with_verdict["differs"].isna()]
    if len(unread):
        raise SystemExit(f"Read these first, and add them to {READ.name}:\n{unread[KEY].to_csv(index=False)}")
    right = int((with_verdict["differs"] == "yes").sum())
    yield _share(
        "two articles differ",
        "share right",
        right,
        len(pairs),
        "all pairs printed of 438 events, read by us (SEESAW, AllSides)",
    )
    planted, found = planted_differences()
    yield _share("two articles differ", "share found", found, planted, "planted in our own articles (data/tarnholm)")


def planted_differences() -> tuple[int, int]:
    """Return how many differences we planted, and how many of them are found."""
    notes = ss.annotate(ss.read_corpus(TARNHOLM))
    found = notes.figure_relations[notes.figure_relations["relation"] == "differs"]
    sides = {frozenset(sides) for sides in found[KEY[::2]].itertuples(index=False)}
    events = yaml.safe_load((TARNHOLM / "truth.yml").read_text("utf-8"))["events"].values()
    planted = [frozenset(f["told"]) for event in events for f in event["figures"] if f["relation"] == "differs"]
    return len(planted), sum(articles in sides for articles in planted)


def _share(item: str, statistic: str, right: int, n: int, labels: str) -> Line:
    low, high = proportion_confint(right, n, method="wilson")
    return Line("figures", item, statistic, right / n, low, high, "", np.nan, n, labels)


if __name__ == "__main__":
    print(*differences(Path(sys.argv[1])), sep="\n")
