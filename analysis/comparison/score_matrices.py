"""Scores as matrices, and the two sides of each comparison with the difference between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.schema import TOTAL
from analysis.stats.ratios import (
    Higher,
    Moments,
)

if TYPE_CHECKING:
    from scipy import sparse


@hides_content
class Blocks(NamedTuple):
    """Moments over the articles of each event and item that has any x; event, item and moments are (entries,).

    articles: in each event with a denominator, (events, 1) or (events, items)."""

    event: np.ndarray
    item: np.ndarray
    moments: Moments
    articles: np.ndarray


@hides_content
class Matrices(NamedTuple):
    """Scores as matrices: x, xx, xn (articles, items) sparse; n, units, nn (articles, 1) or (articles, items).

    higher: products of higher order of x and n, where articles are the units; blocks: their sums by event, where events
    are; else None."""

    articles: pd.DataFrame
    items: list[str]
    x: sparse.csr_array
    xx: sparse.csr_array
    xn: sparse.csr_array
    n: np.ndarray
    units: np.ndarray
    nn: np.ndarray
    higher: Higher | None = None
    blocks: Blocks | None = None


def matrices(scores: pd.DataFrame, voice: str | None) -> Matrices:
    """Voices summed up per article; where a measure stores totals, absent items are zeros."""
    from scipy import sparse

    articles = scores[["article_id", "outlet", "event"]].drop_duplicates().sort_values("article_id", ignore_index=True)
    items = sorted(set(scores["item"].unique()) - {TOTAL})
    spoken = scores if voice is None else scores[scores["voice"] == voice]
    total = spoken["item"] == TOTAL
    counted = spoken[~total]
    row, column = _codes(counted["article_id"], articles["article_id"]), _codes(counted["item"], items)
    shape = (len(articles), len(items))

    def matrix(name: str) -> sparse.csr_array:
        return sparse.csr_array(sparse.coo_array((counted[name].to_numpy(), (row, column)), shape=shape))

    if (scores["item"] == TOTAL).any():
        sums = spoken[total].groupby("article_id")[["n", "units", "nn"]].sum()
        sums = sums.reindex(articles["article_id"]).fillna(0)
        n, units, nn = (sums[[name]].to_numpy() for name in ("n", "units", "nn"))
    else:
        n, units, nn = (matrix(name).toarray() for name in ("n", "units", "nn"))
    return Matrices(articles, items, matrix("x"), matrix("xx"), matrix("xn"), n, units, nn)


def in_articles(table: Matrices, least: int) -> Matrices:
    """Each article counted once: x is 1 where at least `least` of its segments count, n where it has any segment."""
    from scipy import sparse

    x, n = sparse.csr_array((table.x >= least).astype(float)), (table.n > 0).astype(float)
    return table._replace(x=x, xx=x, xn=x, n=n, nn=n, units=n)


def _codes(labels: pd.Series, names: Iterable[str]) -> np.ndarray:
    """Place of each label in names, looked up once for each different label."""
    code, found = pd.factorize(labels)
    return pd.Index(names).get_indexer(found)[code]


def members(labels: np.ndarray, names: list[str] | list[int]) -> sparse.csr_array:
    """Which article belongs to which name, (names, articles)."""
    from scipy import sparse

    code = pd.Index(names).get_indexer(pd.Index(labels))
    kept = np.flatnonzero(code >= 0)
    return sparse.csr_array((np.ones(len(kept)), (code[kept], kept)), shape=(len(names), len(labels)))


def sums_of(table: Matrices, labels: np.ndarray, names: list[str]) -> Moments:
    """The moments of each name's articles together, (names, items)."""
    member = members(labels, names)
    x, xx, xn = ((member @ part).toarray() for part in (table.x, table.xx, table.xn))
    n, units, nn = (member @ part for part in (table.n, table.units, table.nn))
    higher = None if table.higher is None else Higher(*(_dense(member @ part) for part in table.higher))
    return Moments(x, n, units, xx, xn, nn, higher)


def _dense(part: sparse.sparray | np.ndarray) -> np.ndarray:
    return part if isinstance(part, np.ndarray) else part.toarray()


def by_unit(table: Matrices, unit: str) -> Matrices:
    """The moments at the level of what varies: as they are for segments, else with each article as one unit."""
    from scipy import sparse

    if unit == "segment":
        return table
    if unit == "event":
        code = event_codes(table)
        return table._replace(blocks=blocks(table.x, table.n, members(code, list(range(code.max() + 1)))))
    squares, products = table.x.multiply(table.x), table.x.multiply(table.n)
    present = (table.n > 0).astype(float)
    xx, xn, nn = sparse.csr_array(squares), sparse.csr_array(products), table.n * table.n
    third = xx.multiply(table.x), xx.multiply(table.n), xn.multiply(table.n), nn * table.n
    fourth = xx.multiply(xx), xx.multiply(xn), xn.multiply(xn), xn.multiply(nn), nn * nn
    higher = Higher(*(p if isinstance(p, np.ndarray) else sparse.csr_array(p) for p in (*third, *fourth)))
    return table._replace(xx=xx, xn=xn, nn=nn, units=present, higher=higher)


def blocks(x: sparse.csr_array, n: np.ndarray, member: sparse.csr_array) -> Blocks:
    """Sum articles up by event; member: which article belongs to which event, (events, articles)."""
    items = x.shape[1]
    found = x.tocoo()
    code = np.full(len(n), -1)
    code[member.indices] = np.repeat(np.arange(member.shape[0]), np.diff(member.indptr))
    known = code[found.row] >= 0
    row, column, counted = found.row[known], found.col[known], found.data[known]
    keys, entry = np.unique(code[row] * items + column, return_inverse=True)
    event, item = np.divmod(keys, items)
    words = n[row, column if n.shape[1] > 1 else 0]
    per_event = [member @ (n > 0).astype(float), *(member @ n**k for k in (1, 2, 3, 4))]
    units, *sums = (part[event, item if n.shape[1] > 1 else 0] for part in per_event)

    def summed(i: int, j: int) -> np.ndarray:
        return np.bincount(entry, counted**i * words**j, len(keys)) if i else sums[j - 1]

    higher = Higher(*(summed(i, k - i) for k in (3, 4) for i in range(k, -1, -1)))
    whole = Moments(summed(1, 0), summed(0, 1), units, summed(2, 0), summed(1, 1), summed(0, 2), higher)
    return Blocks(event, item, whole, per_event[0])


def event_codes(table: Matrices) -> np.ndarray:
    """The number of each article's event, in order of their names."""
    return pd.factorize(table.articles["event"], sort=True)[0]
