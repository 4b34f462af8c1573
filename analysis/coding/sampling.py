"""A sample to code, drawn with known probabilities."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from analysis._utils.choices import checked_choice
from analysis._utils.number_parameters import checked_number, checked_seed, checked_whole
from analysis.annotation.annotations import Annotations
from analysis.coding.human_codes import ARTICLE, SEGMENT
from analysis.exceptions import NeedsText
from analysis.io.csv_writing import write_csv
from analysis.io.outputs import output_file

STRATA = ("outlet", "event", "none")
OVERLAP = 0.2
CODERS = ("A", "B")


def sample(
    notes: Annotations, n: int = 200, *, by: str = "outlet", overlap: float = OVERLAP, segments: bool = False,
    seed: int = 0,
) -> pd.DataFrame:  # fmt: skip
    """Draw articles, or segments, for two people to code.

    n: items in all. by: the strata, 'outlet', 'event' or 'none'; each gets as many items as another, or all it has.
    overlap: share of each stratum's items that both code, for their agreement; the others are dealt out in turn.
    Returns: article_id (for segments also sentence and voice), outlet, event, probability (with which the item was
    drawn, for corrected estimates), coder ('A' or 'B'), code (empty), text; sorted by coder, then in random order.
    Raises: NeedsText from a bundle; WrongUse where n, by or overlap cannot be."""
    texts = notes.corpus.texts
    if texts is None:
        raise NeedsText(notes.corpus.how_to_get_text())
    check_draw(by, overlap, seed)
    table = _items(notes, segments)
    stratum = pd.Series("", table.index) if by == "none" else table[by]
    sizes = stratum.value_counts().sort_index()
    note = "" if by == "none" else f" (at least one per {by})"
    n = checked_whole(n, "n", len(sizes), len(table), note=note)
    rng = np.random.default_rng(seed)
    parts = []
    for name, wanted in allotted(sizes, n).items():
        drawn = table[stratum == name].iloc[rng.permutation(sizes[name])[:wanted]]
        both = round(overlap * wanted)
        # Who begins is drawn, so that small strata do not all fall to one coder.
        turn = (np.arange(wanted) + rng.integers(len(CODERS))) % len(CODERS)
        parts += [
            drawn[(turn == number) | (np.arange(wanted) < both)].assign(coder=coder, probability=wanted / sizes[name])
            for number, coder in enumerate(CODERS)
        ]
    rows = pd.concat(parts).assign(code="")
    rows = rows.iloc[rng.permutation(len(rows))].sort_values("coder", kind="stable", ignore_index=True)
    keys = SEGMENT if segments else ARTICLE
    return rows[[*keys, "outlet", "event", "probability", "coder", "code", "text"]]


def check_draw(by: str, overlap: float, seed: int) -> None:
    """Check what can be checked of a draw before the corpus is read.

    Raises
    ------
    WrongUse
        Naming the parameter and what it may be.
    """
    checked_choice(by, "by", STRATA)
    checked_number(overlap, "overlap", 0, 1)
    checked_seed(seed)


def allotted(sizes: pd.Series, n: int) -> dict[str, int]:
    """Items of each stratum: as many of one as of another, and what a small one lacks to the others.

    sizes: items there are, by stratum."""
    made = dict.fromkeys(sizes.index, 0)
    for _ in range(n):
        free = [name for name in sizes.index if made[name] < sizes[name]]
        made[min(free, key=lambda name: (made[name], free.index(name)))] += 1
    return made


def _items(notes: Annotations, segments: bool) -> pd.DataFrame:
    """All items with their text."""
    texts = notes.corpus.texts
    assert texts is not None
    articles = notes.corpus.articles[["article_id", "outlet", "event"]]
    if not segments:
        return articles.assign(text=[texts[name] for name in articles["article_id"]])
    table = notes.segments[SEGMENT].assign(text=notes.words.texts.to_list())
    return table.merge(articles, on="article_id", how="left")


def write_sample(table: pd.DataFrame, out: str | Path) -> Path:
    """Write a table for a spreadsheet as write_rows does; a file that is there is replaced.

    Raises: WrongUse where nothing can be written there; FailedWork where it cannot be finished."""
    with output_file(out, force=True) as work:
        write_rows(table, work)
    return Path(out)


def write_rows(table: pd.DataFrame, file: Path) -> None:
    """Write a table as CSV that spreadsheets open as it is: UTF-8 with a byte order mark, no cell a formula.

    A text that a spreadsheet would run gets an apostrophe before it, which read_codes takes off again."""
    write_csv(table, file, encoding="utf-8-sig")
