"""How many articles a difference needs, and which differences the articles given can show."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_number, checked_whole
from analysis._utils.stable_floats import significant
from analysis._utils.table_notes import with_note
from analysis.comparison.counted_once import ONCE, counted_once, without_shared
from analysis.comparison.planned_sides import Sides, sides_of
from analysis.comparison.score_matrices import by_unit, in_articles, matrices
from analysis.comparison.validation import MOST_SEGMENTS, check_scores, check_use, unit_of_articles
from analysis.exceptions import WrongUse, excerpt
from analysis.io.withheld_scores import note_on_scores
from analysis.schema import ALL, REST
from analysis.stats.sample_size import detectable_increase, fewest_to_permute, units_needed

UNIT = "article"
# With fewer degrees of freedom the variance between articles is known to less than ±50 %.
LEAST_DF = 8
# Largest factor and difference that are planned for, and largest ratio of the articles of the two sides.
MOST_TIMES, MOST_DIFFERENCE, MOST_ALLOCATION = 1_000, 1_000, 100


class _Effect(NamedTuple):
    """The difference that is planned for: `difference`, or else the factor `ratio`."""

    difference: float | None
    ratio: float | None

    def of(self, value: np.ndarray) -> np.ndarray:
        """Return the difference from each value."""
        if self.ratio is not None:
            return (self.ratio - 1) * value
        return np.full(np.shape(value), self.difference, float)


def power(
    scores: pd.DataFrame,
    *,
    difference: float | None = None,
    ratio: float | None = None,
    against: str | None = None,
    voice: str | None = None,
    articles_with: int = 0,
    allocation: float = 1.0,
    power: float = 0.8,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Plan how many articles per outlet a difference needs, item by item.

    From articles like those given it is computed how much an item varies between articles of one outlet, and from this
    how many articles are needed to detect a difference of a given size. Each row also states which difference the
    articles given would already show.

    Parameters
    ----------
    scores : DataFrame
        Scores of one measure, such as ``measures.terms(notes)``, of a corpus like the one that is planned, with at
        least eight articles beyond the first of each outlet.
    difference : float, optional
        The difference to be detected, in the unit of the column `value` of `compare`: 0.001 is one occurrence per
        1,000 words, 0.1 is ten percent of segments. Below 0, the outlet has the smaller value. Give either
        `difference` or `ratio`.
    ratio : float, optional
        The value of the outlet divided by that of the other side: 1.5 is 50 % more, 0.5 is half. For measures without
        negative values.
    against : {'rest', 'each'} or str, optional
        By default one row per item: any outlet against any other, with the variation within outlets pooled over all
        outlets. 'rest', 'each' or an outlet give one row per item and pair of sides, as in `compare`.
    voice, articles_with
        As in `compare`.
    allocation : float, default 1
        Planned articles of the other side for each article of the outlet.
    power : float, default 0.8
        Probability with which the difference is to be detected, from 0.5 to 0.999.
    confidence : float, default 0.95
        1 − the level of the test. A comparison of many items is corrected for their number and needs a higher
        confidence: 1 − 0.05 / 20 is safe for 20 items.

    Returns
    -------
    DataFrame
        One row per item and pair of sides, fewest articles first. What the scores cannot answer is missing, and
        `method` says why. Without scores there are no rows; ``.attrs["note"]`` is that of the scores.

        - **measure**, **item**: what was measured.
        - **outlet**, **against**: the two sides.
        - **value**: the ratio x / n of the other side, or of all outlets together.
        - **sd**: standard deviation between articles of the outlet at that value, in the unit of `value`. With m
          articles the standard error of the outlet's value is sd / √m.
        - **difference**: the difference that is planned for.
        - **n_articles**, **n_articles_against**: articles given; where outlets are pooled, the median over outlets.
        - **detectable**: the smallest increase above `value` that these articles would show with probability `power`.
          Missing where a side has fewer than two articles, or where no increase would be shown.
        - **articles_needed**, **articles_needed_against**: articles of either side with which `difference` would be
          detected with probability `power`.
        - **unit**, **method**, **power**, **confidence**: what varies by chance, how the numbers were made, and what
          was asked for.

    Raises
    ------
    WrongUse
        If `scores` is not a table of scores of one measure with at least two outlets, or if a parameter has a value
        that is not listed above.

    See Also
    --------
    compare : The comparison that is planned.
    equivalence : What may be concluded where a comparison shows no difference.

    Notes
    -----
    The variance between articles is that of the residuals x − rn within outlets [1]_, where r is the ratio of the
    outlet. For counts it is predicted for other values as that of a negative binomial with the same dispersion, so that
    the side with the larger value varies more; where numerators can be negative, as tone, it stays the same. Articles
    are as long as those given. The number of articles is the least with which the difference is t + t standard errors
    [2]_, with Welch's degrees of freedom. The test takes the variances of both sides as separate or as pooled,
    whichever is more careful, and so does the plan [3]_.

    Articles are the units, and are taken to be independent; copies are counted once, and articles of an outlet that
    share text are one. Where outlets are compared within events, or articles depend on each other, it is the number of
    events or of independent articles that counts. The number is never so small that a permutation test could not
    reject.

    A plan is as uncertain as the variance that it rests on: with D articles beyond the first of each outlet the number
    of articles is known to about ± √(2 / D), and less well for rare items.

    References
    ----------
    .. [1] Cochran (1977), Sampling Techniques, eq. 6.13.
    .. [2] Bloom (1995), Minimum detectable effects, Evaluation Review 19.
    .. [3] Lachin (1981), Introduction to sample size determination and power analysis for clinical trials, Controlled
       Clinical Trials 2.

    Examples
    --------
    Five articles are too few to plan from:

    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> ss.power(ss.measures.framing(notes), difference=0.1)["method"].iat[0]
    'not planned: fewer than 8 articles beyond the first of each outlet'
    """
    check_scores(scores)
    articles_with = checked_whole(articles_with, "articles_with", 0, MOST_SEGMENTS)
    effect = _checked_effect(difference, ratio)
    allocation = checked_number(allocation, "allocation", 1 / MOST_ALLOCATION, MOST_ALLOCATION)
    power = checked_number(power, "power", 0.5, 0.999)
    if scores.empty:
        return schema.empty("sample_sizes", note_on_scores(scores, voice) or "There are no scores to plan with.")
    if not isinstance(against, str | None):
        raise WrongUse(f"Invalid `against`: {excerpt(against)}. Expected 'rest', 'each', an outlet or None.")
    check_use(scores, against=REST if against is None else against, voice=voice, confidence=confidence)
    measure = scores["measure"].iat[0]
    if ratio is not None and (scores["x"] < 0).any():
        raise WrongUse(f"Invalid `ratio`: the scores of '{measure}' have negative values. Expected `difference`.")
    scores, copied = without_shared(scores, ONCE)
    note = " ".join(part for part in (note_on_scores(scores, voice), copied) if part)
    [table] = counted_once(scores, matrices(scores, None if voice == ALL else voice))
    if articles_with:
        unit_of_articles(measure, articles_with, UNIT, several_events=False)
        measure, table = measure + schema.ARTICLES, in_articles(table, articles_with)
    table = by_unit(table, UNIT)
    limits = np.array([schema.MEASURES[measure].range_of(item) for item in table.items], float).reshape(-1, 2).T
    asked = {"allocation": allocation, "power": power, "confidence": confidence}
    rows = pd.concat([_rows(table.items, s, effect, limits, **asked) for s in sides_of(table, against)])
    rows = rows.assign(measure=measure, unit=UNIT, power=power, confidence=confidence)
    return with_note(_sorted(schema.typed(rows, "sample_sizes")), note)


def _checked_effect(difference: float | None, ratio: float | None) -> _Effect:
    if (difference is None) == (ratio is None):
        given = "neither is" if ratio is None else "both are"
        raise WrongUse(f"Give either `difference` or `ratio`, such as ratio=1.5; {given} given.")
    if ratio is not None:
        ratio = checked_number(ratio, "ratio", 0, MOST_TIMES)
    else:
        difference = checked_number(difference, "difference", -MOST_DIFFERENCE, MOST_DIFFERENCE)
    if ratio == 1 or difference == 0:
        name = "difference" if ratio is None else "ratio"
        raise WrongUse(f"Invalid `{name}`: {ratio or difference}. That is no difference, which needs no articles.")
    return _Effect(difference, ratio)


def _rows(
    items: list[str],
    s: Sides,
    effect: _Effect,
    limits: np.ndarray,
    *,
    allocation: float,
    power: float,
    confidence: float,
) -> pd.DataFrame:
    level = {"power": power, "confidence": confidence}
    wanted = effect.of(s.value)
    planned = s.value + wanted
    lowest, highest = np.where(s.variance.constant > 0, limits[0], 0), limits[1]
    known = s.df >= LEAST_DF
    possible = (planned >= lowest) & (planned <= highest)
    own, other = s.variance.of_ratio(planned, s.own.of(1)), s.variance.of_ratio(s.value, s.other.of(1))
    asked = np.where(possible & known, wanted, np.nan)
    needed = units_needed(asked, own, other, allocation=allocation, denominators=s.own.n / s.other.n, **level)
    needed = np.maximum(needed, fewest_to_permute(allocation=allocation, confidence=confidence))
    detectable = detectable_increase(s.variance, s.value, s.own, s.other, **level)

    def column(part: np.ndarray) -> np.ndarray:
        return np.broadcast_to(np.ravel(part), len(items))

    return pd.DataFrame({
        "item": items, "outlet": s.outlet, "against": s.against, "value": column(s.value),
        "sd": column(np.sqrt(s.variance.of_ratio(s.value, s.own.of(1)))), "difference": column(wanted),
        "n_articles": column(s.own.units), "n_articles_against": column(s.other.units),
        "detectable": column(np.where(known & (s.value + detectable <= highest), detectable, np.nan)),
        "articles_needed": column(needed), "articles_needed_against": column(np.ceil(allocation * needed)),
        "method": column(_method(s, wanted, possible)),
    })  # fmt: skip


_PLANNED = "Student's t, variance within outlets over articles (by moments)"


def _method(s: Sides, wanted: np.ndarray, possible: np.ndarray) -> np.ndarray:
    """Return how each row was planned, or why it could not be."""
    unknown = np.isnan(s.variance.linear)
    reasons = {
        f"not planned: fewer than {LEAST_DF} articles beyond the first of each outlet": s.df < LEAST_DF,
        "not planned: no variation between articles": unknown,
        "not planned: the other side has none, and a ratio to 0 has no meaning": wanted == 0,
        "not planned: no outlet can have such a value": ~possible,
    }
    conditions = [np.broadcast_to(np.ravel(c), possible.shape) for c in reasons.values()]
    method: np.ndarray = np.select(conditions, list(reasons), _PLANNED)
    return method


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort what needs the fewest articles first; digits that depend on the processor do not count."""
    keys = pd.DataFrame({
        "needed": rows["articles_needed"], "value": -significant(rows["value"].abs()),
        "item": rows["item"], "outlet": rows["outlet"], "against": rows["against"],
    })  # fmt: skip
    return rows.loc[keys.sort_values(list(keys), na_position="last").index].reset_index(drop=True)
