"""Scores in, comparisons out: every measure through one function."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis.errors import WrongUse, quoted
from analysis.stats.moments import (
    Difference,
    Moments,
    benjamini_hochberg,
    paired_difference,
    ratio,
    ratio_difference,
)

if TYPE_CHECKING:
    from scipy import sparse

REST = "rest"
TOTAL = ""
ALL = "all"


class _Table(NamedTuple):
    """Scores as matrices: x, xx, xn (articles, items) sparse; n, units, nn (articles, 1) or (articles, items)."""

    articles: pd.DataFrame
    items: list[str]
    x: sparse.csr_array
    xx: sparse.csr_array
    xn: sparse.csr_array
    n: np.ndarray
    units: np.ndarray
    nn: np.ndarray


class _Side(NamedTuple):
    moments: Moments
    articles: int


def compare(
    scores: pd.DataFrame,
    *,
    against: str = REST,
    voice: str | None = None,
    unit: str = "auto",
    confidence: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare each outlet with the rest, or with one outlet, item by item.

    scores: of one measure. against: 'rest', or an outlet. voice: headline, narration, quoted; None or 'all': the
    whole article.
    unit: what varies by chance. 'auto': events where there are several (paired within events); else articles where
    at least half of the outlets have two; else segments, and the method says that the result describes these
    articles only.
    Returns: comparisons, most certain differences first; where the data cannot answer, NaN with the reason in method.
    Raises: WrongUse where an outlet, voice, unit or level is not one there is.
    Source: difference of two ratio estimators, Cochran (1977), eq. 6.13; Student's t with Welch's degrees of
    freedom."""
    _check_use(scores, against, voice, unit, confidence)
    measure = scores["measure"].iat[0]
    table = _matrices(scores, None if voice == ALL else voice)
    outlets = sorted(scores["outlet"].unique())
    chosen = _unit(table.articles, outlets) if unit == "auto" else unit
    compared = [o for o in outlets if o != against]
    sides = _paired(table, compared, against) if chosen == "event" else _independent(table, compared, against, chosen)
    rows = [
        _rows(table.items, outlet, against, own, other, difference(own, other, confidence))
        for outlet, own, other, difference in sides
    ]
    result = pd.concat(rows, ignore_index=True)
    result = result.assign(measure=measure, unit=chosen, confidence=confidence, seed=seed)
    result = result.assign(method=_method(result, chosen), q=benjamini_hochberg(result["p"]))
    typed = result[schema.columns("comparisons")].astype({c.name: c.dtype for c in schema.TABLES["comparisons"]})
    return schema.check(_sorted(typed), "comparisons")


def _check_use(scores: pd.DataFrame, against: str, voice: str | None, unit: str, confidence: float) -> None:
    measures = scores["measure"].unique()
    if len(measures) != 1:
        raise WrongUse(f"compare takes the scores of one measure; given were {quoted(measures)}")
    outlets = sorted(scores["outlet"].unique())
    if len(outlets) < 2:
        raise WrongUse(f"a comparison needs two outlets or more; given was {quoted(outlets)}")
    if against != REST and against not in outlets:
        raise WrongUse(f"against '{against}' is neither 'rest' nor an outlet; outlets are {quoted(outlets)}")
    if voice not in (None, ALL, *schema.VOICES):
        raise WrongUse(f"voice '{voice}' is not one there is; voices are {quoted((*schema.VOICES, ALL))}")
    if unit not in ("auto", *schema.UNITS):
        raise WrongUse(f"unit '{unit}' is not one there is; units are {quoted(('auto', *schema.UNITS))}")
    if not 0 < confidence < 1:
        raise WrongUse(f"confidence must lie between 0 and 1, such as 0.95; given was {confidence}")


def _unit(articles: pd.DataFrame, outlets: list[str]) -> str:
    if articles["event"].nunique() > 1:
        return "event"
    several = (articles["outlet"].value_counts() > 1).sum()
    return "article" if 2 * several >= len(outlets) else "segment"


def _matrices(scores: pd.DataFrame, voice: str | None) -> _Table:
    """Voices summed up per article; where a measure stores totals, absent items are zeros."""
    from scipy import sparse

    articles = scores[["article_id", "outlet", "event"]].drop_duplicates().sort_values("article_id", ignore_index=True)
    items = sorted(set(scores["item"]) - {TOTAL})
    spoken = scores if voice is None else scores[scores["voice"] == voice]
    total = spoken["item"] == TOTAL
    counted = spoken[~total]
    row = pd.Index(articles["article_id"]).get_indexer(counted["article_id"])
    column = pd.Index(items).get_indexer(counted["item"])
    shape = (len(articles), len(items))

    def matrix(name: str) -> sparse.csr_array:
        return sparse.csr_array(sparse.coo_array((counted[name].to_numpy(), (row, column)), shape=shape))

    if (scores["item"] == TOTAL).any():
        sums = spoken[total].groupby("article_id")[["n", "units", "nn"]].sum().reindex(articles["article_id"]).fillna(0)
        n, units, nn = (sums[[name]].to_numpy() for name in ("n", "units", "nn"))
    else:
        n, units, nn = (matrix(name).toarray() for name in ("n", "units", "nn"))
    return _Table(articles, items, matrix("x"), matrix("xx"), matrix("xn"), n, units, nn)


def _members(labels: pd.Series, names: list[str]) -> sparse.csr_array:
    from scipy import sparse

    code = pd.Index(names).get_indexer(labels)
    return sparse.csr_array((np.ones(len(code)), (code, np.arange(len(code)))), shape=(len(names), len(code)))


def _independent(table: _Table, compared: list[str], against: str, unit: str) -> Iterator:
    """Each outlet and its other side as independent samples of segments or articles."""
    from scipy import sparse

    outlets = sorted(table.articles["outlet"].unique())
    members = _members(table.articles["outlet"], outlets)
    if unit == "article":
        xx, xn, nn = table.x.multiply(table.x), table.x.multiply(table.n), table.n * table.n
        units = (table.n > 0).astype(float)
    else:
        xx, xn, nn, units = table.xx, table.xn, table.nn, table.units
    dense = [(members @ part).toarray() for part in (table.x, sparse.csr_array(xx), sparse.csr_array(xn))]
    n, units, nn = (members @ part for part in (table.n, units, nn))
    present = members @ (table.n.max(axis=1) > 0).astype(float)
    sums = Moments(dense[0], n, units, dense[1], dense[2], nn)
    everything = Moments(*(part.sum(0) for part in sums))

    def side(name: str) -> _Side:
        if name not in outlets:
            return _Side(Moments(*(np.zeros_like(part) for part in everything)), 0)
        i = outlets.index(name)
        return _Side(Moments(*(part[i] for part in sums)), int(present[i]))

    for name in compared:
        own = side(name)
        other = (
            _Side(everything.without(own.moments), int(present.sum()) - own.articles)
            if against == REST
            else side(against)
        )
        yield name, own, other, lambda a, b, confidence: ratio_difference(a.moments, b.moments, confidence=confidence)


def _paired(table: _Table, compared: list[str], against: str) -> Iterator:
    """Each outlet and its other side within the events that both cover."""
    from scipy import sparse

    events = sorted(table.articles["event"].unique())
    present = table.n.max(axis=1) > 0
    for name in compared:
        mine = (table.articles["outlet"] == name).to_numpy() & present
        theirs = present & (~mine if against == REST else (table.articles["outlet"] == against).to_numpy())
        shared = sorted(set(table.articles["event"][mine]) & set(table.articles["event"][theirs]))
        member = _members(table.articles["event"], events)[[events.index(e) for e in shared]]
        a, b = (member @ sparse.diags_array(which.astype(float)) for which in (mine, theirs))
        xa, xb = sparse.csr_array(a @ table.x), sparse.csr_array(b @ table.x)
        na, nb = a @ table.n, b @ table.n

        def total(part: sparse.sparray) -> np.ndarray:
            return np.asarray(part.sum(0), float).ravel()

        cross = (total(xa.multiply(xb)), total(xa.multiply(nb)), total(xb.multiply(na)), (na * nb).sum(0))
        units = np.array([float(len(shared))])
        covered = table.articles["event"].isin(shared).to_numpy()
        own, other = (
            _Side(
                Moments(total(x), n.sum(0), units, total(x.multiply(x)), total(x.multiply(n)), (n * n).sum(0)),
                int((which & covered).sum()),
            )
            for x, n, which in ((xa, na, mine), (xb, nb, theirs))
        )

        def difference(a: _Side, b: _Side, confidence: float, cross: tuple = cross) -> Difference:
            return paired_difference(a.moments, b.moments, cross, confidence=confidence)

        yield name, own, other, difference


def _rows(items: list[str], outlet: str, against: str, own: _Side, other: _Side, d: Difference) -> pd.DataFrame:
    def column(part: np.ndarray) -> np.ndarray:
        return np.broadcast_to(np.ravel(part), len(items))

    return pd.DataFrame({
        "item": items, "outlet": outlet, "against": against,
        "value": column(ratio(own.moments)), "value_against": column(ratio(other.moments)),
        "estimate": d.estimate, "low": d.low, "high": d.high, "p": d.p,
        "n_articles": own.articles, "n_articles_against": other.articles,
        "x": column(own.moments.x), "n": column(own.moments.n),
        "units": np.minimum(column(own.moments.units), column(other.moments.units)),
        "n_against": column(other.moments.n),
    })  # fmt: skip


_TESTS = {
    "segment": "difference of two ratios, Welch's t over segments; describes these articles, not the outlets' habits",
    "article": "difference of two ratios, Welch's t over articles",
    "event": "difference of two ratios, paired t over events both sides cover",
}
_PLURAL = {"segment": "segments", "article": "articles", "event": "shared events"}


def _method(rows: pd.DataFrame, unit: str) -> np.ndarray:
    nothing = (rows["n"] == 0) | (rows["n_against"] == 0)
    few = rows["units"] < 2
    reasons = [
        "not tested: one side has no words in this voice"
        if unit != "event"
        else "not tested: no event that both sides cover",
        f"not tested: a side has fewer than two {_PLURAL[unit]}",
        f"not tested: no variation between {_PLURAL[unit]}",
    ]
    return np.select([nothing, few, rows["p"].isna()], reasons, _TESTS[unit])


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    size = rows["estimate"].abs()
    return (
        rows.assign(_size=size)
        .sort_values(["p", "_size", "item", "outlet"], ascending=[True, False, True, True], na_position="last")
        .drop(columns="_size")
        .reset_index(drop=True)
    )
