"""Scores in, effect sizes out: keyness as the field measures it, and how evenly each item is spread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.table_notes import as_table
from analysis.comparison.compare import pairs_of
from analysis.comparison.score_matrices import Matrices, matrices
from analysis.comparison.validation import check_use
from analysis.exceptions import WrongUse
from analysis.io.withheld_scores import noted
from analysis.schema import ALL, REST
from analysis.stats import dispersion
from analysis.stats import keyness as statistics

Array = np.ndarray


class _Counts(NamedTuple):
    """Counts of all pairs of sides: x and b of shape (pairs, items), n and n_b of shape (pairs, 1)."""

    x: Array
    n: Array
    b: Array
    n_b: Array


# Every keyness measure that is offered, by its name in stats.keyness; the conservative ones are corrected over items.
MEASURES: dict[str, Callable[[_Counts, int], Array]] = {
    "g2_2term": lambda c, items: statistics.g2_2term(c.x, c.b, c.n, c.n_b),
    "g2_4term": lambda c, items: statistics.g2_4term(c.x, c.b, c.n, c.n_b),
    "g2_williams": lambda c, items: statistics.g2_williams(c.x, c.b, c.n, c.n_b),
    "chi_squared": lambda c, items: statistics.chi_squared(c.x, c.b, c.n, c.n_b),
    "chi_squared_yates": lambda c, items: statistics.chi_squared_yates(c.x, c.b, c.n, c.n_b),
    "conditional_odds_ratio": lambda c, items: statistics.conditional_odds_ratio(c.x, c.b, c.n, c.n_b),
    "log_ratio": lambda c, items: statistics.log_ratio(c.x, c.b, c.n, c.n_b),
    "conservative_log_ratio": lambda c, items: statistics.conservative_log_ratio(c.x, c.b, c.n, c.n_b, m=items),
    "conservative_log_ratio_normal": lambda c, items: statistics.conservative_log_ratio_normal(
        c.x, c.b, c.n, c.n_b, m=items
    ),
    "percent_diff": lambda c, items: statistics.percent_diff(c.x, c.b, c.n, c.n_b),
    "pmi": lambda c, items: statistics.pmi(c.x, c.b, c.n, c.n_b),
    "log_odds": lambda c, items: _log_odds(c)[0],
    "log_odds_z": lambda c, items: _log_odds(c)[1],
}
DEFAULT_MEASURES = tuple(name for name in MEASURES if name in schema.columns("keyness"))


def keyness(
    scores: pd.DataFrame,
    *,
    against: str | pd.Series = REST,
    voice: str | None = None,
    measures: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Compute the keyness measures of each item and outlet, and the dispersion of the item over articles.

    All of them but dispersion take every word as drawn independently, which no text is: they are effect sizes and
    rankings to set beside the tested difference of `compare`, and have no p-values here.

    Parameters
    ----------
    scores : DataFrame
        Counts of one measure, such as ``measures.terms(notes)``.
    against : {'rest', 'each'} or str or Series, default 'rest'
        As in `compare`. Over several events, both sides are counted over the events that both cover.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        As in `compare`.
    measures : sequence of str, optional
        Keyness measures to compute, of 'g2_2term', 'g2_4term', 'g2_williams', 'chi_squared', 'chi_squared_yates',
        'conditional_odds_ratio', 'log_ratio', 'conservative_log_ratio', 'conservative_log_ratio_normal',
        'percent_diff', 'pmi', 'log_odds' and 'log_odds_z'. By default all but 'g2_williams', 'conditional_odds_ratio'
        and 'conservative_log_ratio_normal'.

    Returns
    -------
    DataFrame
        One row per item and pair of sides, highest log-odds z of each outlet first: measure, item, outlet, against; x,
        n, x_against, n_against and the rates per 1,000; one column for each keyness measure; dp_norm, juilland_d, range
        and n_articles over the articles of the outlet, and, ending in '_all', over those of all outlets and events.
        NaN where the counts cannot answer. G² and χ² have no sign; the log ratio has it.

    Raises
    ------
    WrongUse
        As in `compare`, and if the scores are not counts or a measure is not in the list.

    References
    ----------
    Those of `analysis.stats.keyness` and `analysis.stats.dispersion`. Log-odds have the counts of both sides together
    as their prior, and the four-term variance (Monroe, Colaresi & Quinn 2008). The conservative log ratio is that of
    Evert (2022), 95 %, Bonferroni over the items of the table.

    Examples
    --------
    >>> import samestory as ss
    >>> terms = ss.measures.terms(ss.annotate(ss.read_corpus("data/atacms/bundle")))
    >>> table = ss.keyness(terms, measures=["g2_williams", "log_ratio"])
    >>> table.columns[10:12].tolist()
    ['g2_williams', 'log_ratio']
    """
    check_use(scores, against=against, voice=voice)
    for name in measures or ():
        checked_choice(name, "measures", tuple(MEASURES))
    table = matrices(scores, None if voice == ALL else voice)
    _check_counts(scores)
    pairs = _pairs(sorted(set(table.articles["outlet"])), against)
    sides = [_side(table, outlet, other) for outlet, other in pairs]
    x, n, b, n_b = (np.array([getattr(side, name) for side in sides], float) for name in _Side._fields[:4])
    counts = _Counts(x, n[:, None], b, n_b[:, None])
    columns = {
        **_rates(counts),
        **_statistics(counts, DEFAULT_MEASURES if measures is None else measures),
        **_dispersion(table, sides),
    }
    order = np.argsort(-_log_odds(counts)[1], axis=1, kind="stable")
    items, shape = len(table.items), x.shape
    frame = pd.DataFrame({
        "measure": scores["measure"].iat[0],
        "item": pd.array(table.items, dtype="str").take(order.ravel()),
        "outlet": _repeated([outlet for outlet, _ in pairs], items),
        "against": _repeated([_name(other) for _, other in pairs], items),
        **{name: np.take_along_axis(np.broadcast_to(v, shape), order, 1).ravel() for name, v in columns.items()},
    })  # fmt: skip
    return noted(schema.typed(frame, "keyness") if measures is None else as_table(frame), scores, voice)


def _log_odds(c: _Counts) -> tuple[Array, Array]:
    """Return the log-odds ratio and its z, with both sides pooled as the prior."""
    prior, size = c.x + c.b, c.n + c.n_b
    return statistics.log_odds_dirichlet(c.x, c.b, c.n, c.n_b, prior=prior, prior_size=size, variance="4-term")


def _rates(c: _Counts) -> dict[str, Array]:
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = {"per_1000": 1000 * c.x / c.n, "per_1000_against": 1000 * c.b / c.n_b}
    return {"x": c.x, "n": c.n, "x_against": c.b, "n_against": c.n_b, **rates}


def _statistics(c: _Counts, names: Sequence[str]) -> dict[str, Array]:
    return {name: MEASURES[name](c, max(c.x.shape[1], 1)) for name in names}


def _dispersion(table: Matrices, sides: list[_Side]) -> dict[str, Array]:
    """Return the dispersion of items over the articles of each outlet, and over all articles."""
    own = [_spread(table, side.own) for side in sides]
    everywhere = _spread(table, np.ones(len(table.articles), bool))
    columns = {}
    for name in _Spread._fields:
        columns[name] = np.array([getattr(part, name) for part in own]).reshape(len(own), -1)
        columns[f"{name}_all"] = np.asarray(getattr(everywhere, name))
    return columns


class _Side(NamedTuple):
    """Counts of an outlet and of its other side: x, b (items,); which articles are the outlet's own (articles,)."""

    x: Array
    n: float
    b: Array
    n_b: float
    own: Array


class _Spread(NamedTuple):
    """Dispersion over some articles, each (items,) but the number of articles."""

    dp_norm: Array
    juilland_d: Array
    range: Array
    n_articles: int


def _pairs(outlets: list[str], against: str | pd.Series) -> list[tuple[str, str | pd.Series]]:
    if isinstance(against, pd.Series):
        return [(outlet, against) for outlet in outlets]
    return list(pairs_of(outlets, against))


def _name(against: str | pd.Series) -> str:
    return against if isinstance(against, str) else str(against.name or "reference")


def _repeated(names: list[str], times: int) -> ExtensionArray:
    return pd.array(names, dtype="str").take(np.repeat(np.arange(len(names)), times))


def _check_counts(scores: pd.DataFrame) -> None:
    x = scores["x"].to_numpy()
    if (x % 1 != 0).any() or (x < 0).any():
        raise WrongUse(
            f"keyness takes counts, such as those of terms; the scores of '{scores['measure'].iat[0]}' are not."
        )
    if not (scores["item"] == schema.TOTAL).any():
        raise WrongUse("keyness needs the totals of the scores, the rows whose item is ''; these have none.")


def _side(table: Matrices, outlet: str, against: str | pd.Series) -> _Side:
    label, event = table.articles["outlet"].to_numpy(), table.articles["event"].to_numpy()
    present = table.n[:, 0] > 0
    mine = (label == outlet) & present
    if isinstance(against, pd.Series):
        reference = against.groupby(level=0).sum()
        b = reference.reindex(table.items).fillna(0).to_numpy(float)
        return _Side(_sum(table, mine), _size(table, mine), b, float(reference.sum()), mine)
    theirs = present & (label != outlet if against == REST else label == against)
    if len(set(event)) > 1:
        covered = np.isin(event, list(set(event[mine]) & set(event[theirs])))
        mine, theirs = mine & covered, theirs & covered
    return _Side(_sum(table, mine), _size(table, mine), _sum(table, theirs), _size(table, theirs), mine)


def _sum(table: Matrices, which: Array) -> Array:
    sums: Array = table.x.T @ which.astype(float)
    return sums


def _size(table: Matrices, which: Array) -> float:
    return float(table.n[which, 0].sum())


def _spread(table: Matrices, which: Array) -> _Spread:
    which = which & (table.n[:, 0] > 0)
    x, n = table.x[np.flatnonzero(which)], table.n[which, 0]
    occurs = np.bincount(x.indices[x.data > 0], minlength=x.shape[1])
    return _Spread(dispersion.gries_dpnorm(x, n), dispersion.juilland_d(x, n), occurs, int(which.sum()))
