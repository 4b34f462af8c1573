"""Distances between outlets by their words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.number_parameters import checked_confidence
from analysis._utils.table_notes import with_note
from analysis.comparison.score_matrices import Matrices, by_unit, matrices, sums_of
from analysis.comparison.validation import check_one_measure, check_voice
from analysis.exceptions import WrongUse, quoted
from analysis.io.withheld_scores import with_score_notes
from analysis.schema import ALL
from analysis.stats.distances import LEAST_UNITS, Interval, squared_morisita, squared_morisita_interval
from analysis.stats.ratios import ratio, ratio_variance

UNITS = ("auto", "article", "segment")


def similarity(
    scores: pd.DataFrame, *, voice: str | None = None, unit: str = "auto", confidence: float = 0.95
) -> pd.DataFrame:
    """Compute the distance between the words of each pair of outlets, corrected for chance: 0 equal, 1 no common word.

    The square root of Morisita's distance of the shares of the words: 1 − `squared` is how often a word drawn from one
    outlet is the same as a word drawn from the other, relative to two words from different articles of one outlet.
    Frequent words count most.

    Most distances between vocabularies (Jensen–Shannon, cosine, Vincze–Le Cam) are biased upward in small samples,
    because different articles of one source have few words in common. Morisita's takes off what the variance of the
    shares adds. Of ten outlets that were not used in choosing it, with a mean `squared` of .22, samples of 8 articles
    have a mean of .26, of 20 articles .23; two samples of 20 articles of one outlet are .01 apart. Of the 95 %
    intervals of samples of 3 to 80 articles, of equal numbers or not, 92 to 97 % contain the true value, and 96 to
    100 % where both samples are of one outlet (`benchmarks/article_measures.py`).

    Articles about one event resemble each other, so outlets that cover the same events (n_events) are somewhat
    closer than the articles alone would suggest.

    Parameters
    ----------
    scores : DataFrame
        Counts of terms, such as ``measures.terms(notes)``.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        As in `compare`.
    unit : {'auto', 'article', 'segment'}, default 'auto'
        What varies by chance. 'auto' is 'article' if at least half of the outlets have two articles, else 'segment'.
    confidence : float, default 0.95
        Confidence level of the intervals.

    Returns
    -------
    DataFrame
        One row per pair of outlets, closest first; NaN where an outlet has fewer than two units. Where `squared` is
        below 0, the two are closer than chance alone would suggest, and the distance is 0. `low` and `high` are the
        ends of the interval of the distance, by leaving out one article at a time. They are NaN where an outlet has
        fewer than three articles, or the units are segments, and ``attrs["note"]`` says so.

    Raises
    ------
    WrongUse
        If `voice`, `unit` or `confidence` is invalid, or the scores are of several measures or negative.

    References
    ----------
    Those of `analysis.stats.distances`; the variance is that of `compare`, Cochran (1977), eq. 6.13.
    """
    _check_use(scores, voice, unit)
    checked_confidence(confidence)
    outlets = sorted(scores["outlet"].unique())
    table = matrices(scores, None if voice == ALL else voice)
    present = table.articles[table.n.max(axis=1) > 0]
    if unit == "auto":
        unit = "article" if (present["outlet"].value_counts() > 1).mean() >= 0.5 else "segment"
    table = by_unit(table, unit, higher=False)
    sums = sums_of(table, table.articles["outlet"].to_numpy(), outlets)
    squared = squared_morisita(np.nan_to_num(ratio(sums)), ratio_variance(sums))
    ends = _interval(table, outlets, unit, confidence)
    events = present.groupby("outlet")["event"].agg(set).reindex(outlets)
    covered = [found if isinstance(found, set) else set() for found in events]
    words, units = sums.x.sum(axis=1), sums.units.max(axis=1)
    first, second = np.triu_indices(len(outlets), 1)
    pairs = pd.DataFrame({
        "outlet": np.array(outlets, dtype=object)[first],
        "against": np.array(outlets, dtype=object)[second],
        "squared": squared[first, second],
        "low": _distance(ends.low)[first, second],
        "high": _distance(ends.high)[first, second],
        "confidence": confidence,
        "n": words[first],
        "n_against": words[second],
        "units": units[first],
        "units_against": units[second],
        "n_events": [len(covered[i] & covered[j]) for i, j in zip(first, second, strict=True)],
        "unit": unit,
    }).assign(distance=lambda pairs: _distance(pairs["squared"]))  # fmt: skip
    made = schema.typed(pairs.sort_values(["squared", "outlet", "against"], ignore_index=True), "distances")
    return with_score_notes(with_note(made, _note(outlets, units, unit)), scores, voice)


def _interval(table: Matrices, outlets: list[str], unit: str, confidence: float) -> Interval:
    """Return intervals of the squared distances; NaN for units that are not rows of the matrices."""
    if unit != "article" or table.n.shape[1] > 1:
        unknown = np.full((len(outlets), len(outlets)), np.nan)
        return Interval(unknown, unknown)
    rows = np.flatnonzero(table.n[:, 0] > 0)
    group = pd.Index(outlets).get_indexer(pd.Index(table.articles["outlet"]))[rows]
    return squared_morisita_interval(table.x[rows], table.n[rows, 0], group, len(outlets), confidence=confidence)


def _distance(squared: np.ndarray) -> np.ndarray:
    """Return distances within 0 to 1."""
    distance: np.ndarray = np.sqrt(np.clip(squared, 0, 1))
    return distance


def _note(outlets: list[str], units: np.ndarray, unit: str) -> str:
    """Say where there is no interval."""
    if unit != "article":
        return "Distances have no interval where sentences are the units; intervals need three articles per outlet."
    few = [name for name, number in zip(outlets, units, strict=True) if number < LEAST_UNITS]
    return f"Distances of {quoted(few)} have no interval; it needs three articles." if few else ""


def _check_use(scores: pd.DataFrame, voice: str | None, unit: str) -> None:
    check_voice(voice)
    checked_choice(unit, "unit", UNITS)
    measure = check_one_measure(scores, "similarity")
    if (scores["x"] < 0).any():
        raise WrongUse(f"similarity takes counts, such as terms; the scores of '{measure}' have negative values.")
