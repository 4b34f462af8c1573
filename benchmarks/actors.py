"""Tone toward actors in whole articles, against their readers: the sum over an article, and the mean over sentences.

    python benchmarks/actors.py ../shared/data

Actors are those that eight readings or more have labelled. They are found by their names; persons also by their last
names. Intervals: stories drawn with replacement. Nothing is fitted here, but the sum was preferred to the mean after
both had been seen on these articles.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pandas as pd
from lines import Line, auc, line
from scipy.stats import spearmanr

from analysis import annotate, read_corpus
from analysis.annotation.tone_layer import mention_sentiments
from analysis.comparison.enough_sentences import LEAST_NAMING
from analysis.language.entities.actor_list import Actor
from analysis.language.sentiment.vader import polarity

LEVELS = {"Very Negative": -2, "Negative": -1.5, "Slightly Negative": -1, "Neutral": 0}
LEVELS |= {"Slightly Positive": 1, "Positive": 1.5, "Very Positive": 2}
LEAST = 8  # articles that label an actor
PERSON = re.compile(r"[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+")
# A label of two words with one of these is no person.
NO_PERSON = re.compile(
    r"\b(?:Party|House|States|Congress|Senate|administration|Administration|Act|Court|Department|York|Street|News|"
    r"Association|Bureau|Parenthood|Democrats|Republicans|State|Council|Union|Korea|Force|Guard|Post|Times)\b"
)
PLACE = ["article_id", "actor"]
Array = np.ndarray


def labels(rows: pd.DataFrame) -> pd.DataFrame:
    """The mean of the readers' levels of each article and actor."""
    levels = pd.DataFrame(
        [
            (str(i), name, LEVELS.get(level, np.nan))
            for i, text in zip(rows["id"], rows["entity_sentiments"], strict=True)
            for name, given in json.loads(text).items()
            for level, _ in given
        ],
        columns=[*PLACE, "level"],
    )
    levels = levels.groupby(PLACE, as_index=False)["level"].mean().dropna()
    often = levels["actor"].value_counts()
    return levels[levels["actor"].isin(often.index[often >= LEAST]) & levels["actor"].str.contains(r"^[A-Z]")]


def is_person(name: str) -> bool:
    return PERSON.fullmatch(name) is not None and not NO_PERSON.search(name)


def listed(names: pd.Series) -> tuple[Actor, ...]:
    """An entry of actors.yml for each name, those labelled most often first; they own their last names."""
    owner: dict[str, str] = {}
    for name in names.value_counts().index:
        owner.setdefault(name, name)
        if is_person(name):
            owner.setdefault(name.split()[-1], name)
    kinds = {name: "person" if is_person(name) else "" for name in names}
    return tuple(
        Actor(name, tuple(alias for alias, of in owner.items() if of == name), kinds[name]) for name in sorted(kinds)
    )


def read(data: Path) -> pd.DataFrame:
    """One row per article and actor that is named and labelled: level, sum and mean of the encoder, mean of VADER."""
    path = data / "events" / "seesaw_dev.parquet"
    levels = labels(pd.read_parquet(path))
    notes = annotate(read_corpus(path, columns={"article_id": "id", "headline": "title"}))
    named = mention_sentiments(notes, listed(levels["actor"]), "")
    segment = named["segment"].to_numpy()
    named = named.assign(
        article_id=notes.segments["article_id"].to_numpy()[segment],
        vader=polarity(notes.words.texts.gather(segment).to_list())[:, 0],
    )
    found = named.groupby(PLACE, as_index=False).agg(
        sum=("sentiment", "sum"), mean=("sentiment", "mean"), vader=("vader", "mean")
    )
    places = notes.corpus.articles[["article_id", "event", "outlet"]]
    return found.merge(levels, on=PLACE).merge(places, on="article_id")


def within_stories(table: pd.DataFrame, what: str) -> Array:
    """Differences from the mean of the same actor in the same story."""
    grouped = table.groupby(["event", "actor"])[what]
    return (table[what] - grouped.transform("mean")).to_numpy()


def by_outlet(table: pd.DataFrame, what: str) -> Callable[[Array], float]:
    """The correlation of means of outlets toward actors, weighted by articles; of those with four articles or more."""
    code = table.groupby(["outlet", "actor"]).ngroup().to_numpy()
    x, y = table[what].to_numpy(), table["level"].to_numpy()

    def r(rows: Array) -> float:
        n, sum_x, sum_y = (np.bincount(code[rows], weights) for weights in (None, x[rows], y[rows]))
        enough = n >= LEAST_NAMING
        n = n[enough]
        covariance = np.cov(sum_x[enough] / n, sum_y[enough] / n, aweights=n)
        return float(covariance[0, 1] / np.sqrt(covariance[0, 0] * covariance[1, 1]))

    return r


def correlation(x: Array, y: Array) -> Callable[[Array], float]:
    return lambda rows: float(np.corrcoef(x[rows], y[rows])[0, 1])


def less(first: Callable[[Array], float], second: Callable[[Array], float]) -> Callable[[Array], float]:
    return lambda rows: first(rows) - second(rows)


def actors(data: Path) -> Iterator[Line]:
    """Lines of net_tone and target_sentiment."""
    table = read(data)
    told = f"{table['actor'].nunique()} actors in articles, by readers (SEESAW)"
    stories = table["event"].to_numpy()
    level, mean, vader = (table[name].to_numpy() for name in ("level", "mean", "vader"))

    def rho(rows: Array) -> float:
        return float(spearmanr(mean[rows], level[rows])[0])

    of_vader = "VADER of the same sentences"
    beside = of_vader, float(spearmanr(vader, level)[0])
    yield line("target_sentiment", "mean of an article", "Spearman's ρ", rho, stories, beside, told)
    sided = level != 0
    area, of_words = (auc((level > 0)[sided], score[sided]) for score in (mean, vader))
    beside = of_vader, of_words(np.arange(sided.sum()))
    yield line("target_sentiment", "mean of an article", "AUC", area, stories[sided], beside, told)
    several = table[table.groupby(["event", "actor"])["level"].transform("size") > 1]
    theirs = within_stories(several, "level")
    same_story = [correlation(within_stories(several, what), theirs) for what in ("sum", "mean")]
    outlets = [by_outlet(table, what) for what in ("sum", "mean")]
    compared = ("articles on one story", several, same_story), (f"outlets, {LEAST_NAMING} articles", table, outlets)
    for what, rows, (of_sum, of_mean) in compared:
        of = rows["event"].to_numpy()
        beside = "the mean of their sentences", of_mean(np.arange(len(rows)))
        yield line("net_tone", what, "r", of_sum, of, beside, told)
        yield line("net_tone", what, "r more than the mean", less(of_sum, of_mean), of, ("", np.nan), told)


if __name__ == "__main__":
    print(pd.DataFrame(list(actors(Path(sys.argv[1])))).to_string())
