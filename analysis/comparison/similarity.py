"""How alike outlets are in the words they use."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis.comparison.score_matrices import by_unit, matrices, sums_of
from analysis.comparison.validation import check_one_measure, check_voice
from analysis.exceptions import WrongUse
from analysis.io.withheld_scores import noted
from analysis.schema import ALL
from analysis.stats.distances import squared_le_cam
from analysis.stats.ratios import ratio, ratio_variance

UNITS = ("auto", "article", "segment")


def similarity(scores: pd.DataFrame, *, voice: str | None = None, unit: str = "auto") -> pd.DataFrame:
    """Compute the distance between the words of every two outlets, corrected for chance.

    Parameters
    ----------
    scores : DataFrame
        Scores of one measure of counts, such as ``measures.terms(notes)``.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        The voice that is compared; by default, and with 'all', the whole article.
    unit : {'auto', 'article', 'segment'}, default 'auto'
        What varies by chance. 'auto' takes articles if at least half of the outlets have two, else segments.

    Returns
    -------
    DataFrame
        Table distances, one row per pair of outlets, nearest first. `distance` is 0 if the outlets use the same words
        equally often, and 1 if they have no word in common; NaN if an outlet has fewer than two units. Where
        `squared` is below 0, the two are nearer than expected by chance, and the distance is 0.

    Raises
    ------
    WrongUse
        If `voice` or `unit` is not one of the choices, or the scores are of several measures or negative.

    Notes
    -----
    The distance is that of Vincze and Le Cam between the shares of the words. The variance of each share is subtracted
    from its squared difference. Without this correction such distances (this one, Jensen–Shannon, cosine) mostly
    reflect how few words an outlet has: over 24 outlets of one corpus, the rank correlation between the mean distance
    of an outlet and its number of articles is −0.98; with the correction it is −0.25, −0.44 and +0.05 for outlets with
    at least 5, 9 and 20 articles. Distances of outlets with few articles are still less certain.

    Articles about one event resemble each other, whoever wrote them. Outlets that cover the same events (`n_events`)
    are therefore somewhat nearer to each other.

    References
    ----------
    Those of `analysis.stats.distances`; the variance is that of `compare`, Cochran (1977), eq. 6.13.
    """
    _check_use(scores, voice, unit)
    outlets = sorted(scores["outlet"].unique())
    table = matrices(scores, None if voice == ALL else voice)
    present = table.articles[table.n.max(axis=1) > 0]
    if unit == "auto":
        unit = "article" if (present["outlet"].value_counts() > 1).mean() >= 0.5 else "segment"
    table = by_unit(table, unit)
    sums = sums_of(table, table.articles["outlet"].to_numpy(), outlets)
    x, units = sums.x, sums.units
    squared = squared_le_cam(np.nan_to_num(ratio(sums)), ratio_variance(sums))
    events = present.groupby("outlet")["event"].agg(set).reindex(outlets)
    covered = [found if isinstance(found, set) else set() for found in events]
    number = units.max(axis=1)
    rows = [
        (
            outlets[i],
            outlets[j],
            squared[i, j],
            x[i].sum(),
            x[j].sum(),
            number[i],
            number[j],
            len(covered[i] & covered[j]),
        )
        for i in range(len(outlets))
        for j in range(i + 1, len(outlets))
    ]
    names = ["outlet", "against", "squared", "n", "n_against", "units", "units_against", "n_events"]
    pairs = pd.DataFrame(rows, columns=names).assign(unit=unit)
    pairs = pairs.assign(distance=np.sqrt(pairs["squared"].clip(lower=0)))
    table = schema.typed(pairs.sort_values(["squared", "outlet", "against"], ignore_index=True), "distances")
    return noted(table, scores, voice)


def _check_use(scores: pd.DataFrame, voice: str | None, unit: str) -> None:
    check_voice(voice)
    checked_choice(unit, "unit", UNITS)
    measure = check_one_measure(scores, "similarity")
    if (scores["x"] < 0).any():
        raise WrongUse(f"similarity takes counts, such as terms; the scores of '{measure}' have negative values.")
