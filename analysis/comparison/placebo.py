"""Halves of one outlet compared like two outlets: how large differences are that mean nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_confidence, checked_seed, checked_whole
from analysis._utils.table_notes import Table, note_of, with_note
from analysis.comparison.compare import tested
from analysis.comparison.counted_once import ONCE, counted_once, without_shared
from analysis.comparison.designs import design_of_matrices
from analysis.comparison.result_rows import rows_of
from analysis.comparison.score_matrices import Matrices, matrices
from analysis.comparison.validation import check_one_measure, check_scores, check_voice
from analysis.exceptions import quoted
from analysis.schema import ALL

# Articles of a half, and events in which an outlet has two articles or more.
LEAST_ARTICLES, LEAST_EVENTS = 2, 2
MOST_DRAWS = 1_000
MOST_PAIRS = 1_000_000
HALVES = ("first half", "second half")


def placebo(
    scores: pd.DataFrame,
    *,
    voice: str | None = None,
    articles_with: int = 0,
    draws: int = 5,
    most: int = 100,
    confidence: float = 0.95,
    seed: int = 0,
) -> Table:
    """Compare random halves of each outlet in the same way as outlets are compared.

    Both halves are of one outlet, so their differences show how large a difference becomes by the choice of articles
    alone. Halves have fewer articles than the outlets, so their differences are, if anything, larger.

    Parameters
    ----------
    scores : DataFrame
        Scores of one measure, as for `compare`.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        As for `compare`.
    articles_with : int, default 0
        As for `compare`.
    draws : int, default 5
        How often each outlet is divided into halves, 1 to 1,000.
    most : int, default 100
        Largest number of pairs of halves, 1 to 1,000,000: where there are many outlets, each is divided less often, but
        at least once.
    confidence : float, default 0.95
        Level of the intervals, between 0 and 1.
    seed : int, default 0
        Seed of the halves.

    Returns
    -------
    DataFrame
        One row per draw, outlet and item: the columns of a comparison of the first half (`value`) with the second
        (`value_against`), and `draw`. `q` is of all items of one pair of halves. The note names the outlets that have
        too few articles; without any others there are no rows.

    Raises
    ------
    WrongUse
        If `scores` is not a table of scores of one measure, or if a parameter has an invalid value.

    See Also
    --------
    compare : Compares the outlets themselves.

    Notes
    -----
    Where an outlet has two or more articles on each of several events, its articles are divided within events, and
    compared within events. Otherwise articles are divided regardless of their events, and the differences include
    those of topic. An outlet needs four articles.

    Examples
    --------
    Each outlet of this corpus has one article.

    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> halves = ss.placebo(ss.measures.framing(notes))
    >>> len(halves), halves.attrs["note"]
    (0, "Fewer than four articles, so not halved: 'CNN', 'NYT-derived', 'OduNews', 'wire'.")
    """
    check_scores(scores)
    check_voice(voice)
    checked_confidence(confidence)
    draws, seed = checked_whole(draws, "draws", 1, MOST_DRAWS), checked_seed(seed)
    most = checked_whole(most, "most", 1, MOST_PAIRS)
    if scores.empty:
        return schema.empty("placebo", note_of(scores))
    check_one_measure(scores, "placebo")
    scores = without_shared(scores, ONCE)[0]
    rng = np.random.default_rng(seed)
    draws = min(draws, max(1, most // max(1, _number_with(scores, 2 * LEAST_ARTICLES))))
    measure = scores["measure"].iat[0]
    of_voice = matrices(scores, None if voice == ALL else voice)
    every = of_voice if voice in (ALL, None) else _counts(matrices(scores, None))
    table, every = counted_once(scores, of_voice, every)
    in_any_voice = every.x
    del of_voice, every, scores  # millions of cells
    made, few = [], []
    for outlet, articles in table.articles.groupby("outlet"):
        if len(articles) < 2 * LEAST_ARTICLES:
            few.append(outlet)
            continue
        for draw, (rows, halved) in enumerate(_halves(articles, draws, rng)):
            part = _selected(table, halved, rows, np.unique(in_any_voice[rows].indices))
            design = design_of_matrices(part, measure, against=HALVES[1], voice=voice, articles_with=articles_with)
            halves = rows_of(**tested(design, confidence, seed=seed)).assign(outlet=outlet, draw=draw)
            made.append(halves[schema.columns("placebo")])
    note = f"Fewer than four articles, so not halved: {quoted(few)}." if few else ""
    if not made:
        return schema.empty("placebo", note)
    return with_note(schema.typed(pd.concat(made, ignore_index=True), "placebo"), note)


def _counts(table: Matrices) -> Matrices:
    """Return matrices of which only x is needed, and no other is kept."""
    return table._replace(xx=table.x[:, :0], xn=table.x[:, :0])


def _number_with(scores: pd.DataFrame, articles: int) -> int:
    """Return the number of outlets that have at least so many articles."""
    return int((scores.groupby("outlet")["article_id"].nunique() >= articles).sum())


def _halves(articles: pd.DataFrame, draws: int, rng: np.random.Generator) -> Iterator[tuple[np.ndarray, pd.DataFrame]]:
    """Yield the rows of the articles that are compared, ascending, and the articles with their half as outlet."""
    number = articles.groupby("event")["article_id"].transform("size")
    several = articles[number > 1]
    if several["event"].nunique() < LEAST_EVENTS:
        several = articles.assign(event=ALL)
    rows, event = several.index.to_numpy(), pd.factorize(several["event"])[0]
    for _ in range(draws):
        drawn = rng.permutation(len(several))
        # The first article of an event is of either half, and the next ones alternate.
        first = np.zeros(event.max() + 1, int)
        occurring = pd.unique(event[drawn])
        first[occurring] = rng.integers(0, 2, len(drawn))[: len(occurring)]
        half = np.empty(len(drawn), int)
        half[drawn] = (_number_within(event[drawn]) + first[event[drawn]]) % 2
        yield rows, several.assign(outlet=np.take(HALVES, half)).reset_index(drop=True)


def _number_within(group: np.ndarray) -> np.ndarray:
    """Return how many entries of the same group stand before each."""
    order = np.argsort(group, kind="stable")
    size = np.bincount(group)
    number = np.empty(len(group), int)
    number[order] = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    return number


def _selected(table: Matrices, articles: pd.DataFrame, rows: np.ndarray, columns: np.ndarray) -> Matrices:
    """Return some rows and columns of matrices, in order; articles: their article_id, outlet and event from now on."""

    def of_items(part: np.ndarray) -> np.ndarray:
        kept: np.ndarray = part[rows][:, columns] if part.shape[1] > 1 else part[rows]
        return kept

    x, xx, xn = (part[rows][:, columns] for part in (table.x, table.xx, table.xn))
    items = [table.items[column] for column in columns]
    return Matrices(articles, items, x, xx, xn, of_items(table.n), of_items(table.units), of_items(table.nn))


def share_as_large(comparisons: pd.DataFrame, halves: pd.DataFrame) -> pd.Series:
    """Share of pairs of halves of one outlet that differ at least as much, for each difference.

    Parameters
    ----------
    comparisons : DataFrame
        From `compare`.
    halves : DataFrame
        From `placebo` for the same scores and voice.

    Returns
    -------
    Series of float
        For each row of `comparisons`, from 0 to 1. An item that neither half has differs by nothing. NaN without pairs.
    """
    pairs = len(halves[["outlet", "draw"]].drop_duplicates())
    asked = halves[halves["item"].isin(comparisons["item"])]
    sizes = {
        item: np.sort(rows.abs().to_numpy())
        for item, rows in asked.dropna(subset="estimate").groupby("item")["estimate"]
    }
    shares = [
        _reached(sizes.get(item, np.zeros(0)), abs(size), pairs)
        for item, size in zip(comparisons["item"], comparisons["estimate"], strict=True)
    ]
    return pd.Series(shares, index=comparisons.index, dtype=float)


def _reached(sizes: np.ndarray, size: float, pairs: int) -> float:
    """Return the share of pairs whose difference reaches a size."""
    if not pairs or np.isnan(size):
        return np.nan
    reached = len(sizes) - int(np.searchsorted(sizes, size * (1 - 1e-9)))
    return (reached if size else pairs) / pairs
