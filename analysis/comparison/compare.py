"""Scores in, comparisons out: every measure through one function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import combinations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.number_parameters import checked_seed, checked_whole
from analysis._utils.stable_floats import significant
from analysis._utils.table_notes import with_note
from analysis.comparison.contrasts import Contrast, fixed, independent
from analysis.comparison.few_articles import between_outlets, check_known, is_known
from analysis.comparison.paired import paired
from analysis.comparison.score_matrices import Matrices, by_unit, in_articles, matrices
from analysis.comparison.validation import (
    GROUPINGS,
    MOST_RELABELINGS,
    MOST_SEGMENTS,
    check_correction,
    check_scores,
    check_use,
    unit_of_articles,
)
from analysis.io.withheld_scores import note_on_scores
from analysis.schema import ALL, EACH, REST
from analysis.stats.multiple_testing import benjamini_hochberg, bonferroni, max_t
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
    """Compare outlets, item by item, and state how certain each difference is.

    For every item of a measure (a word, a frame, an actor, …) the ratio of an outlet is compared with that of its
    other side: all other outlets together, one outlet, each outlet in turn, or a frequency list.

    Parameters
    ----------
    scores : DataFrame
        Scores of one measure, such as ``measures.terms(notes)``.
    by : {'outlet', 'event'}, default 'outlet'
        What is compared. With 'event', the column `outlet` of the result holds events.
    against : {'rest', 'each'} or str or Series, default 'rest'
        What each outlet is compared with: all others together, every other outlet (each pair once), the outlet of
        that name, or a reference list, a named Series item -> count that is taken as known without error.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        The voice that is compared; by default, and with 'all', the whole article.
    unit : {'auto', 'event', 'article', 'outlet', 'segment'}, default 'auto'
        What varies by chance. 'auto' takes events where there are several, with outlets compared within events; else
        articles where at least half of the outlets have two; else outlets for measures and voices for which it is
        known from other outlets how much articles of one outlet vary, so that one article is enough; else segments.
    articles_with : int, default 0
        0 compares shares of segments. 1 or more compares shares of articles: those in which at least this many
        segments have the item.
    confidence : float, default 0.95
        Level of the intervals, between 0 and 1.
    correction : {'bh', 'bonferroni', 'maxt'}, optional, default 'bh'
        How `q` is made from the p-values of the whole table: false discovery rate (Benjamini and Hochberg),
        family-wise error (Bonferroni), or family-wise error by step-down max-T over permuted labels. With None, q is
        p.
    relabel : int, default 1000
        For 'maxt': all relabelings are used if there are at most this many; otherwise this many are drawn.
    seed : int, default 0
        Seed of the relabelings that are drawn.

    Returns
    -------
    DataFrame
        One row per item and pair of sides, smallest `p` first. What the data cannot answer is NaN, and `method` says
        why. Without scores there are no rows; ``.attrs["note"]`` is that of the scores.

        - **measure**, **item**: what was measured. With `articles_with`, the measure ends in '_articles'.
        - **outlet**, **against**: the two sides.
        - **value**, **value_against**: the ratio x / n of either side. Over events, weighted means of the ratios
          within events.
        - **estimate**: value − value_against. **low**, **high**: its confidence interval.
        - **p**: p-value of the difference. **q**: p corrected for the number of tests.
        - **n_articles**, **n_articles_against**: articles of either side that count.
        - **x**, **n**: numerator and denominator of the outlet. **n_against**: denominator of the other side.
        - **units**: units of the side that has fewer, or events that both sides cover.
        - **unit**: what varies by chance. **method**: the test, or why there is none.
        - **confidence**, **seed**: as given.

    Raises
    ------
    WrongUse
        If `scores` is not a table of scores of one measure with at least two outlets, or if a parameter has a value
        that is not listed above.

    See Also
    --------
    keyness : Keyness measures of corpus linguistics for the same scores.
    corrected_comparison : Comparison of codes that a machine gave, corrected for its errors.

    Notes
    -----
    The test permutes units between the two sides [1]_; it is computed from moments, without drawing permutations [2]_.
    It assumes that under no difference the units are exchangeable: that any article could as well have been written by
    the other side, and that articles do not copy from each other. Over events, labels are permuted within each event,
    so that it does not matter which events an outlet chooses to cover; the weights of events follow [3]_. Corrections
    for the number of tests are those of [4]_ and, with 'maxt', of [5]_.

    With outlets as units, the variation between articles of one outlet on one topic is taken as known; it was learned
    from 2,968 articles of ten outlets. Segments of one article are not independent: with segments as units, the result
    describes these articles only, not the habits of the outlets, and `method` says so.

    The interval contains every difference that the test would not reject. Against a reference list, Student's t over
    the units is used instead.

    References
    ----------
    .. [1] Pitman (1937), Significance tests which may be applied to samples from any populations, Suppl. JRSS 4.
    .. [2] Box & Andersen (1955), Permutation theory in the derivation of robust criteria, JRSS B 17.
    .. [3] Greenland & Robins (1985), Estimation of a common effect parameter from sparse follow-up data, Biometrics 41.
    .. [4] Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57.
    .. [5] Westfall & Young (1993), Resampling-based multiple testing (max-T).

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> table = ss.compare(ss.measures.framing(notes), against="rest")
    >>> table[["item", "outlet", "estimate", "low", "high", "p", "q"]].head(3).round(3)
                 item   outlet  estimate    low   high      p      q
    0       diplomacy     wire     0.128 -0.016  0.272  0.082  1.0
    1  human_interest     wire     0.071 -0.028  0.171  0.159  1.0
    2      escalation  OduNews     0.170 -0.083  0.424  0.187  1.0

    None of these differences is statistically distinguishable from zero: other articles of these outlets could differ
    as much. Most outlets have one article here, so the variation between articles is taken from other outlets:

    >>> table["method"].iat[0]
    "difference of two ratios, variation between articles of one outlet taken from other outlets' articles"
    """
    checked_choice(by, "by", GROUPINGS)
    check_scores(scores)
    seed, relabel = checked_seed(seed), checked_whole(relabel, "relabel", 1, MOST_RELABELINGS)
    articles_with = checked_whole(articles_with, "articles_with", 0, MOST_SEGMENTS)
    if by == "event":
        scores = scores.assign(outlet=scores["event"], event=ALL)
    if scores.empty:
        return schema.empty("comparisons", note_on_scores(scores, voice) or "There are no scores to compare.")
    check_use(scores, against=against, voice=voice, unit=unit, confidence=confidence)
    table = matrices(scores, None if voice == ALL else voice)
    measure = scores["measure"].iat[0]
    if articles_with:
        unit = unit_of_articles(measure, articles_with, unit, several_events=_has_several(table.articles["event"]))
        measure, table = measure + schema.ARTICLES, in_articles(table, articles_with)
    if unit == "auto":
        known = by == "outlet" and isinstance(against, str) and is_known(measure, voice)
        unit = _unit(table.articles, two_sided=isinstance(against, str), known=known)
    check_correction(correction, unit, against)
    if unit == "outlet":
        check_known(measure, voice, by)
    tests: dict[str, _Test] = {"event": paired, "outlet": partial(between_outlets, measure=measure, voice=voice)}
    test = tests.get(unit, independent)
    table, labels = by_unit(table, unit), table.articles["outlet"].to_numpy()
    contrasts = list(_contrasts(table, labels, against, test, confidence))
    rows = pd.concat([_rows(table.items, contrast) for contrast in contrasts], ignore_index=True)
    limit = schema.MEASURES[measure].limit
    rows = rows.assign(
        measure=measure, unit=unit, confidence=confidence, seed=seed,
        low=rows["low"].clip(lower=-limit), high=rows["high"].clip(upper=limit),
        method=_method(rows, unit, two_sided=isinstance(against, str)),
    )  # fmt: skip
    if correction == "maxt":
        drawn = relabelings(labels, table.articles["event"].to_numpy(), most=relabel, rng=np.random.default_rng(seed))
        relabeled = (_statistics(_contrasts(table, new, against, test, confidence)) for new in drawn)
        q = max_t(_statistics(contrasts), relabeled)
    else:
        q = _ADJUSTED[correction](rows["p"].to_numpy())
    return with_note(_sorted(schema.typed(rows.assign(q=q), "comparisons")), note_on_scores(scores, voice))


_ADJUSTED: dict[str | None, Callable[[np.ndarray], np.ndarray]] = {
    "bh": benjamini_hochberg,
    "bonferroni": bonferroni,
    None: np.asarray,
}


def _has_several(events: pd.Series) -> bool:
    return bool(events.nunique() > 1)


def _unit(articles: pd.DataFrame, *, two_sided: bool, known: bool) -> str:
    """Return what varies by chance; a reference list has no events."""
    if two_sided and _has_several(articles["event"]):
        return "event"
    has_two_articles = articles["outlet"].value_counts() > 1
    if has_two_articles.mean() >= 0.5:
        return "article"
    return "outlet" if known else "segment"


def pairs_of(outlets: Iterable[str], against: str) -> list[tuple[str, str]]:
    """Return the pairs of sides that a keyword or an outlet stands for.

    Parameters
    ----------
    outlets : iterable of str
    against : str
        'rest', 'each' or an outlet.

    Returns
    -------
    list of (str, str)

    Examples
    --------
    >>> pairs_of(["B", "A", "C"], "each")
    [('A', 'B'), ('A', 'C'), ('B', 'C')]
    >>> pairs_of(["B", "A"], "rest")
    [('A', 'rest'), ('B', 'rest')]
    """
    names = sorted(outlets)
    return list(combinations(names, 2)) if against == EACH else [(name, against) for name in names if name != against]


_Test = Callable[[Matrices, np.ndarray, Iterable[tuple[str, str]], float], Iterator[Contrast]]


def _contrasts(
    table: Matrices, labels: np.ndarray, against: str | pd.Series, test: _Test, confidence: float
) -> Iterator[Contrast]:
    if isinstance(against, pd.Series):
        return fixed(table, labels, against, confidence)
    return test(table, labels, pairs_of(set(labels), against), confidence)


def _statistics(contrasts: Iterable[Contrast]) -> np.ndarray:
    """Return the test statistics of all items of all groups, one after the other."""
    return np.concatenate([c.difference.estimate / c.difference.se for c in contrasts])


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
    "outlet": "difference of two ratios, variation between articles of one outlet taken from other outlets' articles",
    "event": "weighted mean of the differences of two ratios within events, labels permuted within events (by moments)",
}
_FIXED = "ratio against a reference list taken as known, t over {}"
_PLURAL = {"segment": "segments", "article": "articles", "outlet": "articles", "event": "shared events"}
_NOTHING = "not tested: one side has nothing that counts in this voice"
_NO_EVENT = "not tested: no event that both sides cover"


def _method(rows: pd.DataFrame, unit: str, *, two_sided: bool) -> np.ndarray:
    """Return the test of each row, or why there is none."""
    nothing = (rows["n"] == 0) | (rows["n_against"] == 0)
    few = rows["units"].round() < (1 if unit == "outlet" else 2)
    reasons = [
        _NO_EVENT if unit == "event" else _NOTHING,
        f"not tested: a side has fewer than two {_PLURAL[unit]}",
        f"not tested: no variation between {_PLURAL[unit]}",
    ]
    test = _TESTS[unit] if two_sided else _FIXED.format(_PLURAL[unit])
    return np.select([nothing, few, rows["p"].isna()], reasons, test)


def _sorted(rows: pd.DataFrame) -> pd.DataFrame:
    """Sort the most certain differences first; digits that depend on the processor do not count."""
    keys = pd.DataFrame({
        "p": significant(rows["p"]), "size": significant(rows["estimate"].abs()),
        "item": rows["item"], "outlet": rows["outlet"],
    })  # fmt: skip
    order = keys.sort_values(list(keys), ascending=[True, False, True, True], na_position="last").index
    return rows.loc[order].reset_index(drop=True)
