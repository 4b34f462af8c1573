"""Attacks on a bundle that read runs of words off its counts: pairs that chain, and items of several words.

Each attack takes tables by name and returns findings. None of them knows how a bundle is protected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.bundles.disclosure.places import PLACE
from analysis.bundles.disclosure.thresholds import RUN
from analysis.bundles.disclosure.word_runs import WORD
from analysis.schema import FRAME_AND

Tables = Mapping[str, pd.DataFrame]
# Outlet, run, number of times, and how it was found.
Finding = tuple[str, str, float, str]
# Word -> how often it occurs in each place of an outlet.
Counts = Mapping[str, NDArray[np.float64]]

COLUMNS = ["outlet", "run", "times", "how"]
# Measures whose items are words of the text.
WORD_MEASURES = ("terms", "hedges", "frame_patterns")


def forced_runs(tables: Tables) -> pd.DataFrame:
    """Return runs of three words that occur in a text in whatever order its words stand.

    The pairs "a b" and "b c" share an occurrence of b where there are more pairs than occurrences: the lower Fréchet
    bound, over a whole outlet, and over each article and voice, in which a pair is no more frequent than its rarer
    word. A counted item of three words or more is such a run too.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The tables of a bundle: collocations and scores, both optional.

    Returns
    -------
    DataFrame
        outlet, run, times (at least), how.
    """
    return pd.DataFrame([*_chained_pairs(tables), *_long_pairs(tables), *_long_items(tables)], columns=COLUMNS)


def _chained_pairs(tables: Tables) -> Iterator[Finding]:
    pairs = tables.get("collocations")
    if pairs is None:
        return
    chains = _chains(pairs)
    words = {word for position in ("first", "middle", "last") for word in chains[position]}
    counts = _counts_by_place(tables.get("scores"), words)
    for chain in chains.itertuples():
        outlet, words_of_chain = str(chain.outlet), (str(chain.first), str(chain.middle), str(chain.last))
        apart = _most_apart(counts.get(outlet, {}), *words_of_chain, int(chain.total))
        if chain.n > apart:
            yield outlet, " ".join(words_of_chain), chain.n - apart, "pairs that chain"


def _chains(pairs: pd.DataFrame) -> pd.DataFrame:
    """Each "a b" with each "b c" of its outlet: words, number of both pairs, and number of b."""
    pairs = pairs[pairs["collocation"].str.count(" ") == 1]
    words = pairs["collocation"].str.split(" ", expand=True).reindex(columns=[0, 1])
    pairs = pairs.assign(one=words[0], two=words[1])
    by_middle = pairs.sort_values(["outlet", "two"], kind="stable")
    left = by_middle[["outlet", "one", "two", "n", "n_second"]].rename(columns={"one": "first", "two": "middle"})
    right = pairs[["outlet", "one", "two", "n", "n_first"]].rename(columns={"one": "middle", "two": "last"})
    chains = left.merge(right, on=["outlet", "middle"], suffixes=("_left", "_right"))
    return chains.assign(
        n=chains["n_left"] + chains["n_right"], total=np.minimum(chains["n_second"], chains["n_first"])
    )


def _counts_by_place(scores: pd.DataFrame | None, words: set[str]) -> dict[str, Counts]:
    """By outlet and word: how often it occurs in each place."""
    if scores is None or not words:
        return {}
    rows = scores[(scores["measure"] == "terms") & scores["item"].isin(words)]
    counts: dict[str, Counts] = {}
    for outlet, own in rows.groupby("outlet"):
        table = own.pivot_table(index="item", columns=PLACE, values="x", fill_value=0, aggfunc="sum")
        counts[str(outlet)] = dict(zip(table.index, table.to_numpy(float), strict=True))
    return counts


def _most_apart(counts: Counts, first: str, middle: str, last: str, total: int) -> float:
    """How many pairs "first middle" and "middle last" there can be without a run of the three; total: of middle."""
    if not {first, middle, last} <= counts.keys() or float(counts[middle].sum()) != total:
        return total
    of_middle = counts[middle]
    # In each place a pair is no more frequent than its rarer word.
    left, right = np.minimum(counts[first], of_middle), np.minimum(counts[last], of_middle)
    return float(np.minimum(of_middle, left + right).sum())


def _long_pairs(tables: Tables) -> Iterator[Finding]:
    pairs = tables.get("collocations")
    if pairs is None:
        return
    long = pairs[pairs["collocation"].str.count(WORD.pattern) >= RUN]
    for row in long.itertuples():
        yield str(row.outlet), str(row.collocation), row.n, "a pair of three words"


def _long_items(tables: Tables) -> Iterator[Finding]:
    scores = tables.get("scores")
    if scores is None:
        return
    rows = scores[scores["measure"].isin(WORD_MEASURES) & (scores["x"] > 0)]
    item = rows["item"].str.split(FRAME_AND).str[-1]
    is_long = (item.str.count(WORD.pattern) >= RUN) & ~item.str.startswith("(")
    times = rows.assign(item=item)[is_long].groupby(["outlet", "item"])["x"].sum()
    for (outlet, run), x in times.items():
        yield str(outlet), str(run), x, "an item of three words"
