"""Samples for hand coding, drawn with known probabilities."""

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

    Parameters
    ----------
    notes : Annotations
        Annotations of the corpus, with its text.
    n : int, default 200
        Number of items.
    by : {'outlet', 'event', 'none'}, default 'outlet'
        The strata. All get the same number of items, or all they have.
    overlap : float, default 0.2
        Share of the items of each stratum that both people code, for their agreement; the others alternate.
    segments : bool, default False
        Draw segments instead of articles.
    seed : int, default 0

    Returns
    -------
    DataFrame
        article_id (for segments also sentence and voice), outlet, event, probability (with which the item was drawn,
        for corrected estimates), coder ('A' or 'B'), code (empty), text; sorted by coder, then in random order.

    Raises
    ------
    NeedsText
        If the corpus is a bundle without text.
    WrongUse
        If `n`, `by`, `overlap` or `seed` is invalid.
    """
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
        # The first coder is random, so that small strata do not all go to the same coder.
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
    """Check the parameters of a sample before the corpus is read.

    Parameters
    ----------
    by : str
    overlap : float
    seed : int

    Raises
    ------
    WrongUse
    """
    checked_choice(by, "by", STRATA)
    checked_number(overlap, "overlap", 0, 1)
    checked_seed(seed)


def allotted(sizes: pd.Series, n: int) -> dict[str, int]:
    """Allocate items to strata equally, as far as each has enough.

    Parameters
    ----------
    sizes : Series
        Stratum -> number of its items.
    n : int
        Number of items to allocate.

    Returns
    -------
    dict
        Stratum -> number of items to draw.
    """
    numbers = dict.fromkeys(sizes.index, 0)
    for _ in range(n):
        free = [name for name in sizes.index if numbers[name] < sizes[name]]
        numbers[min(free, key=lambda name: (numbers[name], free.index(name)))] += 1
    return numbers


def _items(notes: Annotations, segments: bool) -> pd.DataFrame:
    """Return all items with their text."""
    texts = notes.corpus.texts
    assert texts is not None
    articles = notes.corpus.articles[["article_id", "outlet", "event"]]
    if not segments:
        return articles.assign(text=[texts[name] for name in articles["article_id"]])
    table = notes.segments[SEGMENT].assign(text=notes.words.texts.to_list())
    return table.merge(articles, on="article_id", how="left")


def write_sample(table: pd.DataFrame, out: str | Path) -> Path:
    """Write a sample for a spreadsheet; an existing file is replaced.

    Parameters
    ----------
    table : DataFrame
        From `sample`.
    out : str or Path

    Returns
    -------
    Path
        The file.

    Raises
    ------
    WrongUse
        If the file may not be written.
    FailedWork
        If writing cannot be finished.
    """
    with output_file(out, force=True) as work:
        write_rows(table, work)
    return Path(out)


def write_rows(table: pd.DataFrame, file: Path) -> None:
    """Write a table as CSV for spreadsheets: UTF-8 with a byte order mark, and no cell that is a formula.

    Texts that a spreadsheet would evaluate are prefixed with an apostrophe, which `read_codes` removes.

    Parameters
    ----------
    table : DataFrame
    file : Path
    """
    write_csv(table, file, encoding="utf-8-sig")
