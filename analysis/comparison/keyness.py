"""Scores in, effect sizes out: keyness as the field measures it, and how evenly each item is spread."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from analysis import schema
from analysis.comparison.score_matrices import Matrices, matrices
from analysis.comparison.validation import check_use
from analysis.exceptions import WrongUse
from analysis.io.withheld_scores import noted
from analysis.schema import ALL, EACH, REST
from analysis.stats import dispersion
from analysis.stats import keyness as statistics

Array = np.ndarray


def keyness(scores: pd.DataFrame, *, against: str | pd.Series = REST, voice: str | None = None) -> pd.DataFrame:
    """The keyness family of each item and outlet side by side, and the item's dispersion over articles.

    All of these but dispersion take every word as drawn independently, which no text is: they are effect sizes and
    rankings to set beside the tested difference of compare, and have no p-values here. G² and χ² have no sign; the
    log ratio has it. log_odds has the counts of both sides together as its prior, and the four-term variance. The
    conservative log ratio is that of Evert (2022), 95 %, Bonferroni over the items of the table.

    scores: counts of one measure, such as terms. against: 'rest', an outlet, 'each' (every pair once), or a frequency
    list as a named Series item -> count. voice: as in compare. Several events: both sides are counted over the events
    that both cover, as compare pairs them; dispersion over all articles is over those of all events.
    Returns: keyness, highest log_odds_z of each outlet first; NaN where the counts cannot answer.
    Raises: WrongUse as compare, and where scores are not counts.
    Source: see analysis/stats/keyness.py and dispersion.py."""
    check_use(scores, against=against, voice=voice)
    table = matrices(scores, None if voice == ALL else voice)
    _check_counts(scores)
    pairs = _pairs(sorted(set(table.articles["outlet"])), against)
    sides = [_side(table, outlet, other) for outlet, other in pairs]
    x, n, b, n_b = (np.array([getattr(side, name) for side in sides], float) for name in _Side._fields[:4])
    n, n_b = n[:, None], n_b[:, None]
    items, shape = len(table.items), x.shape
    log_odds, z = statistics.log_odds_dirichlet(x, b, n, n_b, prior=x + b, prior_size=n + n_b, variance="4-term")
    with np.errstate(divide="ignore", invalid="ignore"):
        per_1000, per_1000_against = 1000 * x / n, 1000 * b / n_b
    columns: dict[str, Array] = {
        "x": x, "n": n, "x_against": b, "n_against": n_b, "per_1000": per_1000, "per_1000_against": per_1000_against,
        "g2_2term": statistics.g2_2term(x, b, n, n_b), "g2_4term": statistics.g2_4term(x, b, n, n_b),
        "chi_squared": statistics.chi_squared(x, b, n, n_b),
        "chi_squared_yates": statistics.chi_squared_yates(x, b, n, n_b),
        "log_ratio": statistics.log_ratio(x, b, n, n_b),
        "conservative_log_ratio": statistics.conservative_log_ratio(x, b, n, n_b, m=max(items, 1)),
        "percent_diff": statistics.percent_diff(x, b, n, n_b), "pmi": statistics.pmi(x, b, n, n_b),
        "log_odds": log_odds, "log_odds_z": z,
    }  # fmt: skip
    own = [_spread(table, side.own) for side in sides]
    everywhere = _spread(table, np.ones(len(table.articles), bool))
    for name in _Spread._fields:
        columns[name] = np.array([getattr(part, name) for part in own]).reshape(len(own), -1)
        columns[f"{name}_all"] = np.asarray(getattr(everywhere, name))
    order = np.argsort(-z, axis=1, kind="stable")
    frame = pd.DataFrame({
        "measure": scores["measure"].iat[0],
        "item": pd.array(table.items, dtype="str").take(order.ravel()),
        "outlet": _repeated([outlet for outlet, _ in pairs], items),
        "against": _repeated([_name(other) for _, other in pairs], items),
        **{name: np.take_along_axis(np.broadcast_to(v, shape), order, 1).ravel() for name, v in columns.items()},
    })  # fmt: skip
    return noted(schema.typed(frame, "keyness"), scores, voice)


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
    return list(combinations(outlets, 2)) if against == EACH else [(o, against) for o in outlets if o != against]


def _name(against: str | pd.Series) -> str:
    return against if isinstance(against, str) else str(against.name or "reference")


def _repeated(names: list[str], times: int) -> ExtensionArray:
    return pd.array(names, dtype="str").take(np.repeat(np.arange(len(names)), times))


def _check_counts(scores: pd.DataFrame) -> None:
    x = scores["x"].to_numpy()
    if (x % 1 != 0).any() or (x < 0).any():
        raise WrongUse(
            f"keyness takes counts, such as those of terms; the scores of '{scores['measure'].iat[0]}' are not"
        )
    if not (scores["item"] == schema.TOTAL).any():
        raise WrongUse("keyness needs the totals of the scores, the rows whose item is ''; given were none")


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
    return table.x.T @ which.astype(float)


def _size(table: Matrices, which: Array) -> float:
    return float(table.n[which, 0].sum())


def _spread(table: Matrices, which: Array) -> _Spread:
    which = which & (table.n[:, 0] > 0)
    x, n = table.x[np.flatnonzero(which)], table.n[which, 0]
    occurs = np.bincount(x.indices[x.data > 0], minlength=x.shape[1])
    return _Spread(dispersion.gries_dpnorm(x, n), dispersion.juilland_d(x, n), occurs, int(which.sum()))
