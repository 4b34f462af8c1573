"""How well are sentences grouped into facts? Against stories whose facts readers marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from lines import Line, line

from analysis.language.statements.grouping import group_statements
from analysis.language.statements.same_facts import LEAST_SCORE, candidate_scores
from analysis.language.statements.shared_letters import letter_similarity, letter_vectors

CUTS = np.arange(-4, 4.01, 0.25)
LETTER_CUTS = np.arange(0.1, 0.81, 0.02)
TOLD = "stories, passages marked by readers (SPARK)"


class Story(NamedTuple):
    """The passages of a story: whether two state one fact and are of different articles."""

    texts: list[str]
    article: np.ndarray
    fact: np.ndarray

    @property
    def pairs(self) -> np.ndarray:
        """Which pairs count: each once, of different articles."""
        return np.triu(self.article[:, None] != self.article[None, :], 1)

    @property
    def same(self) -> np.ndarray:
        """Which of them state the same fact."""
        return self.pairs & (self.fact[:, None] == self.fact[None, :])


def stories(data: Path) -> list[Story]:
    """Read the stories."""
    table = pd.read_parquet(data / "facts" / "spark_dev.parquet")
    return [
        Story(of_story["span"].tolist(), pd.factorize(of_story["document"])[0], pd.factorize(of_story["fact"])[0])
        for _, of_story in table.groupby("story")
    ]


def grouped(story: Story) -> Callable[[float], np.ndarray]:
    """Return a function of the least score that says which pairs are in one fact."""
    candidate, number, scores = candidate_scores(
        story.texts, letter_vectors(story.texts), story.article, np.bincount(story.article)[story.article]
    )

    def joined(least: float) -> np.ndarray:
        fact = np.arange(len(story.texts))
        fact[candidate] = candidate[group_statements(scores, number, least)]
        return story.pairs & (fact[:, None] == fact[None, :])

    return joined


def counts(joined: np.ndarray, story: Story) -> tuple[int, int, int]:
    """Pairs that are right, joined and the same."""
    return int((joined & story.same).sum()), int(joined.sum()), int(story.same.sum())


def f1(sums: np.ndarray) -> np.ndarray:
    """F1 of the sums of `counts`, in the last axis."""
    return 2 * sums[..., 0] / np.maximum(sums[..., 1] + sums[..., 2], 1)


def with_cut_of_others(of_cuts: np.ndarray) -> np.ndarray:
    """Counts of each story, (stories, 3), at the cut that is best for the others; of_cuts: (stories, cuts, 3)."""
    best = f1(of_cuts.sum(axis=0) - of_cuts).argmax(axis=1)
    return of_cuts[np.arange(len(of_cuts)), best]


def found_facts(joined: np.ndarray, story: Story) -> tuple[int, int]:
    """Facts of several articles of which a pair is joined, and all of them."""
    facts = [story.fact == fact for fact in np.unique(story.fact) if story.same[:, story.fact == fact].any()]
    return sum(bool((joined & story.same)[:, mine].any()) for mine in facts), len(facts)


def facts(data: Path) -> Iterator[Line]:
    """Pairs of passages: at the cut of the other stories, and at the one that reports use."""
    read = stories(data)
    functions = [grouped(story) for story in read]
    of_cuts = np.array(
        [[counts(joined(cut), story) for cut in CUTS] for joined, story in zip(functions, read, strict=True)]
    )
    letters = [letter_similarity(story.texts) for story in read]
    of_letters = np.array([
        [counts(story.pairs & (similarity >= cut), story) for cut in LETTER_CUTS]
        for similarity, story in zip(letters, read, strict=True)
    ])  # fmt: skip
    others, plain = with_cut_of_others(of_cuts), with_cut_of_others(of_letters)
    number = np.arange(len(read))
    beside = "cosine of letters alone", float(f1(plain.sum(axis=0)))
    yield line(
        "coverage", "pairs, cut of the other stories", "F1", lambda rows: float(f1(others[rows].sum(axis=0))), number,
        beside, TOLD,
    )  # fmt: skip
    at_ours = [joined(LEAST_SCORE) for joined in functions]
    ours = np.array([counts(joined, story) for joined, story in zip(at_ours, read, strict=True)])
    told = np.array([found_facts(joined, story) for joined, story in zip(at_ours, read, strict=True)])
    no = "", np.nan
    right, joined_pairs, same = range(3)
    yield line("coverage", "pairs", "F1", lambda rows: float(f1(ours[rows].sum(axis=0))), number, no, TOLD)
    yield line(
        "coverage", "pairs", "share right", lambda rows: _ratio(ours[rows], right, joined_pairs), number, no, TOLD
    )
    yield line("coverage", "pairs", "share found", lambda rows: _ratio(ours[rows], right, same), number, no, TOLD)
    yield line(
        "coverage", "facts of several articles", "share found", lambda rows: _ratio(told[rows], 0, 1), number, no, TOLD
    )


def _ratio(table: np.ndarray, one: int, other: int) -> float:
    return float(table[:, one].sum() / max(table[:, other].sum(), 1))
