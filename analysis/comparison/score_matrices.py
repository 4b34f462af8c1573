"""Scores as matrices of articles × items, and their sums by outlet and by event."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.schema import TOTAL
from analysis.stats.ratios import Higher, Moments

if TYPE_CHECKING:
    from scipy import sparse


@hides_content
class Blocks(NamedTuple):
    """Moments over the articles of each event and item that has any x.

    Attributes
    ----------
    event, item : array of int, shape (entries,)
    moments : Moments, shape (entries,)
    articles : array of float, shape (events, 1) or (events, items)
        Articles with a denominator in each event.
    """

    event: np.ndarray
    item: np.ndarray
    moments: Moments
    articles: np.ndarray


@hides_content
class Matrices(NamedTuple):
    """Scores as matrices.

    Attributes
    ----------
    articles : DataFrame
        article_id, outlet and event of each row of the matrices; with clusters also their number of articles.
    items : list of str
        Names of their columns.
    x, xx, xn : scipy.sparse.csr_array, shape (articles, items)
    n, units, nn : array of float, shape (articles, 1) or (articles, items)
    higher : bool
        Whether sums have products of third and fourth order, as where articles are the units.
    blocks : Blocks or None
        Sums by event, where events are the units.
    """

    articles: pd.DataFrame
    items: list[str]
    x: sparse.csr_array
    xx: sparse.csr_array
    xn: sparse.csr_array
    n: np.ndarray
    units: np.ndarray
    nn: np.ndarray
    higher: bool = False
    blocks: Blocks | None = None


def matrices(scores: pd.DataFrame, voice: str | None) -> Matrices:
    """Arrange scores as matrices, voices of an article summed up.

    Parameters
    ----------
    scores : DataFrame
        Of one measure. Where it stores totals, items that are absent from an article are zeros.
    voice : str or None
        One voice; None for the whole article.

    Returns
    -------
    Matrices
    """
    from scipy import sparse

    row, articles = _articles(scores)
    code, names = pd.factorize(scores["item"])
    items = sorted({*names.to_numpy(object)} - {TOTAL})
    # Totals are no item, and have no place.
    place = pd.Index(items).get_indexer(names)[code]
    spoken = np.full(len(scores), True) if voice is None else (scores["voice"] == voice).to_numpy()
    counted, total = np.flatnonzero(spoken & (place >= 0)), np.flatnonzero(spoken & (place < 0))
    # Numbers of 32 bits, which scipy takes over: millions of cells take two thirds of the memory.
    cells = row[counted].astype(np.int32), place[counted].astype(np.int32)
    shape = (len(articles), len(items))

    def matrix(name: str) -> sparse.csr_array:
        return sparse.csr_array(sparse.coo_array((scores[name].to_numpy()[counted], cells), shape=shape))

    if (place < 0).any():
        sums = scores[["article_id", "n", "units", "nn"]].iloc[total].groupby("article_id").sum()
        sums = sums.reindex(articles["article_id"]).fillna(0)
        n, units, nn = (sums[[name]].to_numpy() for name in ("n", "units", "nn"))
    else:
        n, units, nn = (matrix(name).toarray() for name in ("n", "units", "nn"))
    return Matrices(articles, items, matrix("x"), matrix("xx"), matrix("xn"), n, units, nn)


def _articles(scores: pd.DataFrame) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the number of each row's article, and article_id, outlet and event of the articles in order."""
    code, names = pd.factorize(scores["article_id"])
    order = np.argsort(names.to_numpy(object), kind="stable")
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    row = number[code]
    first = np.empty(len(order), np.int64)
    first[row[::-1]] = np.arange(len(row))[::-1]  # of several values, the last one is kept
    return row, scores[["article_id", "outlet", "event"]].iloc[first].astype("str").reset_index(drop=True)


def in_articles(table: Matrices, least: int) -> Matrices:
    """Count each article once.

    Parameters
    ----------
    table : Matrices
    least : int
        x becomes 1 where at least so many segments of an article have the item.

    Returns
    -------
    Matrices
        n is 1 where an article has any segment.
    """
    from scipy import sparse

    x, n = sparse.csr_array((table.x >= least).astype(float)), (table.n > 0).astype(float)
    return table._replace(x=x, xx=x, xn=x, n=n, nn=n, units=n)


def joined_rows(table: Matrices, code: np.ndarray) -> Matrices:
    """Sum up articles that are one unit.

    Parameters
    ----------
    table : Matrices
    code : array of int, shape (articles,)
        Number of the unit of each article, in order of their first articles.

    Returns
    -------
    Matrices
        A row stands for a unit; `article_id`, `outlet` and `event` are those of its first article.
    """
    if len(code) == 0 or code.max() + 1 == len(code):
        return table
    member = members_by_code(code, code.max() + 1)
    first = np.unique(code, return_index=True)[1]
    x, xx, xn = (member @ part for part in (table.x, table.xx, table.xn))
    n, units, nn = (member @ part for part in (table.n, table.units, table.nn))
    articles = table.articles.iloc[first].reset_index(drop=True).assign(articles=member @ articles_present(table))
    return table._replace(articles=articles, x=x, xx=xx, xn=xn, n=n, units=units, nn=nn)


def rows_of_articles(table: Matrices, rows: np.ndarray) -> Matrices:
    """Return some rows of matrices, before they are brought to the level of what varies by chance."""
    if len(rows) == len(table.articles):
        return table
    articles = table.articles.iloc[rows].reset_index(drop=True)
    x, xx, xn, n, units, nn = (part[rows] for part in (table.x, table.xx, table.xn, table.n, table.units, table.nn))
    return Matrices(articles, table.items, x, xx, xn, n, units, nn)


def articles_present(table: Matrices) -> np.ndarray:
    """Return how many articles that count each row of the matrices stands for."""
    number = table.articles.get("articles", 1.0)
    return np.asarray((table.n.max(axis=1) > 0) * number, float)


def members(labels: np.ndarray, names: list[str] | list[int]) -> sparse.csr_array:
    """Return which article belongs to which name, as ones of shape (names, articles)."""
    place = {name: number for number, name in enumerate(names)}
    return members_by_code(np.array([place.get(label, -1) for label in labels.tolist()], int), len(names))


def members_by_code(code: np.ndarray, number: int) -> sparse.csr_array:
    """Return which article has which code from 0 to number − 1, as ones of shape (number, articles)."""
    from scipy import sparse

    order = np.argsort(code, kind="stable")[np.count_nonzero(code < 0) :]
    starts = np.searchsorted(code[order], np.arange(number + 1))
    return sparse.csr_array((np.ones(len(order)), order, starts), shape=(number, len(code)))


def sums_of(table: Matrices, labels: np.ndarray, names: list[str] | list[int]) -> Moments:
    """Return the moments of the articles of each name, of shape (names, items)."""
    member = members(labels, names)
    x, xx, xn = ((member @ part).toarray() for part in (table.x, table.xx, table.xn))
    n, units, nn = (member @ part for part in (table.n, table.units, table.nn))
    higher = Higher(*(_dense(member @ part) for part in _products(table))) if table.higher else None
    return Moments(x, n, units, xx, xn, nn, higher)


def column_sums(part: sparse.sparray) -> np.ndarray:
    """Return the sum over the rows of a sparse matrix, of shape (columns,)."""
    return np.asarray(part.sum(0), float).ravel()


def _dense(part: sparse.sparray | np.ndarray) -> np.ndarray:
    return part if isinstance(part, np.ndarray) else part.toarray()


def by_unit(table: Matrices, unit: str, *, higher: bool = True) -> Matrices:
    """Bring the moments to the level of what varies by chance.

    Parameters
    ----------
    table : Matrices
        With segments as the units.
    unit : str
        'segment', 'article', 'outlet', for few articles, or 'event', for articles within events.
    higher : bool
        Whether products of third and fourth order are needed where articles are the units.

    Returns
    -------
    Matrices
        For segments as it was; else each article is one unit.
    """
    if unit == "segment":
        return table
    if unit == "event":
        code = event_codes(table)
        return table._replace(blocks=blocks(table.x, table.n, members_by_code(code, code.max() + 1)))
    x, n = table.x.data, table.n
    xx, xn = (_like_x(table, x * other) for other in (x, _denominators(table)))
    return table._replace(xx=xx, xn=xn, nn=n * n, units=(n > 0).astype(float), higher=higher)


def _denominators(table: Matrices) -> np.ndarray:
    """Return n of each entry of x."""
    row = np.repeat(np.arange(len(table.n)), np.diff(table.x.indptr))
    denominators: np.ndarray = table.n[row, table.x.indices if table.n.shape[1] > 1 else 0]
    return denominators


def _like_x(table: Matrices, products: np.ndarray) -> sparse.csr_array:
    """Return a matrix with entries where x has some."""
    from scipy import sparse

    return sparse.csr_array((products, table.x.indices, table.x.indptr), shape=table.x.shape)


def _products(table: Matrices) -> Iterator[sparse.csr_array | np.ndarray]:
    """Yield the products that `Higher` sums, in its order: one is in memory at a time."""
    x, xx, xn, words = table.x.data, table.xx.data, table.xn.data, _denominators(table)
    yield from (_like_x(table, square * one) for square, one in ((xx, x), (xx, words), (xn, words)))
    yield table.nn * table.n
    yield from (_like_x(table, square * other) for square, other in ((xx, xx), (xx, xn), (xn, xn)))
    yield _like_x(table, xn * (words * words))
    yield table.nn * table.nn


def blocks(x: sparse.csr_array, n: np.ndarray, member: sparse.csr_array) -> Blocks:
    """Sum up articles by event, for every event and item with any x.

    Parameters
    ----------
    x : scipy.sparse.csr_array, shape (articles, items)
    n : array of float, shape (articles, 1) or (articles, items)
    member : scipy.sparse.csr_array, shape (events, articles)
        Which article belongs to which event; an article may belong to none.

    Returns
    -------
    Blocks
    """
    items = x.shape[1]
    cells = x.tocoo()
    event_of = np.full(len(n), -1)
    event_of[member.indices] = np.repeat(np.arange(member.shape[0]), np.diff(member.indptr))
    known = event_of[cells.row] >= 0
    row, column, counts = cells.row[known], cells.col[known], cells.data[known]
    keys, entry = np.unique(event_of[row] * items + column, return_inverse=True)
    event, item = np.divmod(keys, items)
    words = n[row, column if n.shape[1] > 1 else 0]
    articles, *powers = (member @ part for part in ((n > 0).astype(float), *(n**k for k in (1, 2, 3, 4))))
    units, *n_sums = (part[event, item if n.shape[1] > 1 else 0] for part in (articles, *powers))

    def product_sum(i: int, j: int) -> np.ndarray:
        """Return Σ x^i n^j of each entry."""
        return np.bincount(entry, counts**i * words**j, len(keys)) if i else n_sums[j - 1]

    higher = Higher(*(product_sum(i, order - i) for order in (3, 4) for i in range(order, -1, -1)))
    x_sum, n_sum = product_sum(1, 0), product_sum(0, 1)
    squares = product_sum(2, 0), product_sum(1, 1), product_sum(0, 2)
    return Blocks(event, item, Moments(x_sum, n_sum, units, *squares, higher), articles)


def event_codes(table: Matrices) -> np.ndarray:
    """Return the number of each article's event, in order of their names."""
    codes: np.ndarray = pd.factorize(table.articles["event"], sort=True)[0]
    return codes
