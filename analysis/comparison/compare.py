"""Scores in, comparisons out: every measure through one function."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_seed, checked_whole
from analysis._utils.stable_floats import significant
from analysis._utils.table_notes import with_note
from analysis.comparison.contrasts import Contrast, fixed, independent
from analysis.comparison.paired import paired
from analysis.comparison.score_matrices import Matrices, by_unit, in_articles, matrices
from analysis.comparison.validation import (
    CORRECTIONS,
    GROUPINGS,
    MOST_RELABELINGS,
    MOST_SEGMENTS,
    _check_articles,
    _check_scores,
    check_use,
)
from analysis.exceptions import WrongUse, quoted
from analysis.io.withheld_scores import note
from analysis.schema import ALL, EACH, REST
from analysis.stats.multiple_testing import benjamini_hochberg, max_t
from analysis.stats.resampling import relabelings


def compare(
    scores: pd.DataFrame,
    *,
    by: str = "outlet",
    against: str | pd.Series = REST,
    voice: str | None = None,
    unit: str = "auto",
    articles_with: int = 0,
    confidence: float = 0.95,
    correction: str | None = "bh",
    relabel: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare each outlet with the rest, with one outlet, with each other, or with a frequency list, item by item.

    scores: of one measure. by: what is compared, 'outlet' or 'event' (then the column outlet holds events). against:
    'rest', an outlet, 'each' (every pair once), or a reference list as a named Series item -> count, taken as known
    without error.
    voice: headline, narration, quoted; None or 'all': the whole article. unit: what varies by chance. 'auto': events
    where there are several (compared within events); else articles where at least half of the outlets have two; else
    segments, and the method says that the result describes these articles only. articles_with: 0 compares shares of
    segments; 1 or more, shares of articles: those in which an item is used by at least so many segments.
    correction: how q is made from the whole table, 'bh' (false discovery rate), 'bonferroni', 'maxt' (family-wise,
    labels permuted within events; all relabelings where there are at most `relabel`, else that many), or None (q is
    p).
    Returns: comparisons, most certain differences first; where the data cannot answer, NaN with the reason in method;
    of no scores no rows. .attrs["note"] is that of the scores.
    Raises: WrongUse where an outlet, voice, unit, level or correction is not one there is.
    Source: permutation of units, of articles within events, by its moments, Pitman (1937), Box & Andersen (1955); the
    weights of events, Greenland & Robins (1985); Benjamini & Hochberg (1995); Westfall & Young (1993)."""
    if by not in GROUPINGS:
        raise WrongUse(f"by '{by}' is not one there is; right would be {quoted(GROUPINGS)}")
    _check_scores(scores)
    seed, relabel = checked_seed(seed), checked_whole(relabel, "relabel", 1, MOST_RELABELINGS)
    articles_with = checked_whole(articles_with, "articles_with", 0, MOST_SEGMENTS)
    if by == "event":
        scores = scores.assign(outlet=scores["event"], event=ALL)
    if scores.empty:
        return schema.empty("comparisons", note(scores, voice) or "There are no scores to compare.")
    check_use(scores, against=against, voice=voice, unit=unit, confidence=confidence)
    table = matrices(scores, None if voice == ALL else voice)
    labels = table.articles["outlet"].to_numpy()
    if articles_with:
        unit = _check_articles(scores, articles_with, unit, len(set(table.articles["event"])) > 1)
        table = in_articles(table, articles_with)
    chosen = _unit(table.articles, pairs=isinstance(against, str)) if unit == "auto" else unit
    if correction not in CORRECTIONS:
        raise WrongUse(f"correction '{correction}' is not one there is; right would be {quoted(CORRECTIONS)}")
    if correction == "maxt" and (chosen == "segment" or not isinstance(against, str)):
        raise WrongUse(
            "correction 'maxt' permutes articles between outlets; with segments as units or a reference list there is "
            "nothing to permute, and 'bh' or 'bonferroni' would be right"
        )
    table = by_unit(table, chosen)
    contrasts = list(_contrasts(table, labels, against, chosen, confidence))
    rows = pd.concat([_rows(table.items, contrast) for contrast in contrasts], ignore_index=True)
    measure = scores["measure"].iat[0] + (schema.ARTICLES if articles_with else "")
    rows = rows.assign(measure=measure, unit=chosen, confidence=confidence, seed=seed)
    limit = schema.MEASURES[measure].limit
    rows = rows.assign(low=rows["low"].clip(lower=-limit), high=rows["high"].clip(upper=limit))
    rows = rows.assign(method=_method(rows, chosen, isinstance(against, str)))
    p = rows["p"].to_numpy()
    if correction == "maxt":
        blocks = table.articles["event"].to_numpy()
        drawn = relabelings(labels, blocks, most=relabel, rng=np.random.default_rng(seed))
        again = (_t(_contrasts(table, new, against, chosen, confidence)) for new in drawn)
        q = max_t(_t(contrasts), again)
    else:
        q = benjamini_hochberg(p) if correction == "bh" else _bonferroni(p) if correction else p
    rows = rows.assign(q=q)
    return with_note(_sorted(schema.typed(rows, "comparisons")), note(scores, voice))


def _unit(articles: pd.DataFrame, *, pairs: bool) -> str:
    if pairs and articles["event"].nunique() > 1:
        return "event"
    several = articles["outlet"].value_counts() > 1
    return "article" if several.mean() >= 0.5 else "segment"


def _contrasts(
    table: Matrices, labels: np.ndarray, against: str | pd.Series, unit: str, confidence: float
) -> Iterator[Contrast]:
    if isinstance(against, pd.Series):
        return fixed(table, labels, against, confidence)
    names = sorted(set(labels))
    pairs = list(combinations(names, 2)) if against == EACH else [(name, against) for name in names if name != against]
    return (paired if unit == "event" else independent)(table, labels, pairs, confidence)


def _t(contrasts: Iterator[Contrast] | list[Contrast]) -> np.ndarray:
    """Test statistics of all items of all groups, one after the other."""
    return np.concatenate([c.difference.estimate / c.difference.se for c in contrasts])


def _bonferroni(p: np.ndarray) -> np.ndarray:
    return np.minimum(p * np.sum(~np.isnan(p)), 1)


def _rows(items: list[str], c: Contrast) -> pd.DataFrame:
    def column(part: np.ndarray) -> np.ndarray:
        return np.broadcast_to(np.ravel(part), len(items))

    d = c.difference
    return pd.DataFrame({
        "item": items, "outlet": c.group, "against": c.against,
        "value": column(c.value), "value_against": column(c.value_against),
        "estimate": d.estimate, "low": d.low, "high": d.high, "p": d.p,
        "n_articles": c.articles, "n_articles_against": c.articles_against,
        "x": column(c.x), "n": column(c.n), "n_against": column(c.n_against), "units": column(c.units),
    })  # fmt: skip


_TESTS = {
    "segment": "difference of two ratios, segments permuted (by moments); "
    "describes these articles, not the outlets' habits",
    "article": "difference of two ratios, articles permuted (by moments)",
    "event": "weighted mean of the differences of two ratios within events, labels permuted within events (by moments)",
}
_FIXED = "ratio against a reference list taken as known, t over {}"
_PLURAL = {"segment": "segments", "article": "articles", "event": "shared events"}
_NOTHING = {
    "segment": "not tested: one side has nothing that counts in this voice",
    "article": "not tested: one side has nothing that counts in this voice",
    "event": "not tested: no event that both sides cover",
}


def _method(rows: pd.DataFrame, unit: str, two_sided: bool) -> np.ndarray:
    nothing = (rows["n"] == 0) | (rows["n_against"] == 0)
    few = rows["units"].round() < 2
    reasons = [
        _NOTHING[unit],
        f"not tested: a side has fewer than two {_PLURAL[unit]}",
        f"not tested: no variation between {_PLURAL[unit]}",
    ]
    test = _TESTS[unit] if two_sided else _FIXED.format(_PLURAL[unit])
    return np.select([nothing, few, rows["p"].isna()], reasons, test)


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    """Most certain first; differences in digits that depend on the processor make no order."""
    keys = pd.DataFrame({
        "p": significant(rows["p"]), "size": significant(rows["estimate"].abs()),
        "item": rows["item"], "outlet": rows["outlet"],
    })  # fmt: skip
    order = keys.sort_values(list(keys), ascending=[True, False, True, True], na_position="last").index
    return rows.loc[order].reset_index(drop=True)
