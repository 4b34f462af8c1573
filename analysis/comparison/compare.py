"""Scores in, comparisons out: every measure through one function."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd

from analysis import schema
from analysis._utils.number_parameters import checked_seed, checked_whole
from analysis._utils.table_notes import with_note
from analysis.comparison.compared_items import compared_items
from analysis.comparison.designs import Design, design_of, grouped
from analysis.comparison.family_wise import family_wise
from analysis.comparison.readable import as_comparisons
from analysis.comparison.result_rows import rows_of
from analysis.comparison.sides_and_units import pairs_of
from analysis.comparison.validation import (
    LEAST_RELABELINGS,
    MOST_RELABELINGS,
    MOST_SEGMENTS,
    check_correction,
    check_scores,
)
from analysis.exceptions import WrongUse, quoted
from analysis.io.withheld_scores import note_on_scores
from analysis.schema import REST

NOTHING = "There are no scores to compare."


def compare(
    scores: pd.DataFrame,
    *,
    by: str | pd.Series = "outlet",
    against: str | pd.Series = REST,
    voice: str | None = None,
    unit: str = "auto",
    cluster: str | pd.Series | None = None,
    adjust: str | pd.Series | Sequence[str | pd.Series] = (),
    articles_with: int = 0,
    shared_text: str = "once",
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
    by : {'outlet', 'event'} or Series, default 'outlet'
        What is compared. With 'event', the column `outlet` of the result holds events. A Series outlet -> group
        compares groups of outlets, such as leaning or country: outlets vary by chance then, within events where there
        are several, and the column `outlet` holds groups. Outlets without a group are left out.
    against : {'rest', 'each'} or str or Series, default 'rest'
        What each outlet is compared with: all others together, every other outlet (each pair once), the outlet of
        that name, or a reference list, a named Series item -> count that is taken as known without error.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        The voice that is compared; by default, and with 'all', the whole article.
    unit : {'auto', 'event', 'article', 'outlet', 'segment'}, default 'auto'
        What varies by chance. 'auto' takes events where there are several, with outlets compared within events; else
        articles where at least half of them are of outlets that have two or more; else outlets for measures and voices
        for which it is known from other outlets how much articles of one outlet vary, so that one article is enough;
        else segments.
    cluster : str or Series, optional
        Which articles depend on each other, such as those of one author, day or agency: a column of `scores`, or a
        Series article_id -> label. The articles of an outlet with one label are one unit then; those without a label
        are units of their own.
    adjust : str, Series, or list of them, optional
        Compare within strata, so that a difference in them is no difference of outlets: 'length' (four classes of
        length), 'event', a column of `scores`, or a Series article_id -> label, such as month or section. Articles vary
        by chance then, or clusters.
    articles_with : int, default 0
        0 compares shares of segments. 1 or more compares shares of articles: those in which at least this many
        segments have the item.
    shared_text : {'once', 'keep', 'drop'}, default 'once'
        What is done with articles that have three tenths or more of their text in common (see
        ``measures.shared_text``). With 'once', of those of one side that are copies of one text (nine tenths), the
        longest counts, and the others that share text are one unit. With 'keep', every article counts as an independent
        one. With 'drop', they are left out, and so is the one that they were copied from. Measures of shared text
        (originality, wire_copy) count every article.
    confidence : float, default 0.95
        Level of the intervals, between 0 and 1.
    correction : {'bh', 'bonferroni', 'maxt'}, optional, default 'bh'
        How `q` is made from the p-values of the whole table: false discovery rate (Benjamini and Hochberg),
        family-wise error (Bonferroni), or family-wise error by step-down max-T over permuted labels. With None, q is
        p.
    relabel : int, default 1000
        For 'maxt', at least 20: all relabelings are used if there are at most this many; otherwise this many are
        drawn.
    seed : int, default 0
        Seed of the relabelings that are drawn.

    Returns
    -------
    DataFrame
        One row per item and pair of sides. Findings, with q ≤ 0.05, come first, then what differs most at
        least: the end of the interval nearer to 0 counts, and p where the interval contains 0. What the data cannot
        answer is NaN, and `method` says why. Without scores there are no rows; ``.attrs["note"]`` is that of the
        scores. Of more than a million rows, columns of text are categorical.

        - **measure**, **item**: what was measured. With `articles_with`, the measure ends in '_articles'.
        - **outlet**, **against**: the two sides.
        - **value**, **value_against**: the ratio x / n of either side. Over events, weighted means of the ratios
          within events.
        - **estimate**: value − value_against. **low**, **high**: its confidence interval, cut where the measure cannot
          differ by more; `method` says so.
        - **log2_ratio**: log₂ of value / value_against, a count of 0 taken as 0.5; **log2_low**, **log2_high**: the
          interval on this scale, infinite where a side may have none. NaN for scores that can be negative.
        - **p**: p-value of the difference. **q**: p corrected for the number of tests in this table.
          **family_share**: 1, or the share of the table in a family of tables, see `in_family`.
        - **n_articles**, **n_articles_against**: articles of either side that count.
        - **x**, **n**: numerator and denominator of the outlet.
        - **unit**: what varies by chance. **method**: the test, or why there is none.
        - **confidence**, **seed**: as given.

    Raises
    ------
    WrongUse
        If `scores` is not a table of scores of one measure with at least two outlets, or if a parameter has a value
        that is not listed above.

    See Also
    --------
    in_family : Corrects q for all tables of a report.
    keyness : Keyness measures of corpus linguistics for the same scores.
    corrected_comparison : Comparison of codes that a machine gave, corrected for its errors.

    Notes
    -----
    The test asks whether two rates are equal, not whether articles are exchangeable: a side draws units in proportion
    to its part of the words (or segments), so that longer articles on one side are no difference [1]_ [2]_. Variances
    may differ between the sides, and grow faster than length; they are moderated toward equal ones [6]_. p is never
    below what permutations of the units could give, nor below a binomial test of bursts. It is computed from sums over
    units, without drawing permutations. It assumes that units are independent: where they are not, name the `cluster`.

    Over events, two tests are made, and the larger p counts: articles fall to the sides by chance within each event,
    and the signs of the events' differences are a matter of chance. So it does not matter which events an outlet
    chooses to cover, and an outlet's angle may be its own in each event; the weights of events follow [3]_. Fewer than
    six events can not give p ≤ 0.05.

    Ten outlets that print one text are one voice. So articles that share text are not independent, also where they are
    those of several outlets of the other side; the note says how many there are. A text that both sides have counts on
    both. Exact copies of an article of the same outlet, whatever their events, are left out unless shared text is kept.
    With a `cluster`, copies count once, and the clusters given are the units. 'maxt' permutes the labels of units
    within outlets.

    Corrections for the number of tests are those of [4]_ and, with 'maxt', of [5]_. Two outlets compared with the rest
    are one comparison.

    With outlets as units, the variation between articles of one outlet on one topic is taken as known; it was learned
    from 2,968 articles of ten outlets. Segments of one article are not independent: with segments as units, the result
    describes these articles only, not the habits of the outlets, and `method` says so.

    The interval contains every difference that the test would not reject; where p is raised to its least value, it is
    widened to contain 0, and no further. Against a reference list, Student's t over the units is used instead.

    References
    ----------
    .. [1] Pitman (1937), Significance tests which may be applied to samples from any populations, Suppl. JRSS 4.
    .. [2] Box & Andersen (1955), Permutation theory in the derivation of robust criteria, JRSS B 17.
    .. [3] Greenland & Robins (1985), Estimation of a common effect parameter from sparse follow-up data, Biometrics 41.
    .. [4] Benjamini & Hochberg (1995), Controlling the false discovery rate, JRSS B 57.
    .. [5] Westfall & Young (1993), Resampling-based multiple testing (max-T).
    .. [6] Smyth (2004), Linear models and empirical Bayes methods for assessing differential expression, SAGMB 3(1).

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> table = ss.compare(ss.measures.framing(notes), against="rest")
    >>> table[["item", "outlet", "estimate", "low", "high", "p", "q"]].head(3).round(3)
                 item   outlet  estimate    low   high      p    q
    0       diplomacy     wire     0.128 -0.016  0.272  0.082  1.0
    1  human_interest     wire     0.071 -0.028  0.171  0.159  1.0
    2      escalation  OduNews     0.170 -0.083  0.424  0.187  1.0

    None of these differences is statistically distinguishable from zero: other articles of these outlets could differ
    as much. Most outlets have one article here, so the variation between articles is taken from other outlets:

    >>> table["method"].iat[0]
    "difference of two ratios, variation between articles of one outlet taken from other outlets' articles"
    """
    asked = {
        "by": by, "against": against, "voice": voice, "unit": unit, "cluster": cluster, "adjust": adjust,
        "articles_with": articles_with, "shared_text": shared_text, "confidence": confidence,
        "correction": correction, "relabel": relabel, "seed": seed,
    }  # fmt: skip
    return as_comparisons(compare_only(scores, None, **asked))


def compare_only(scores: pd.DataFrame, pairs: Collection[tuple[str, str]] | None, **asked: Any) -> pd.DataFrame:
    """Make some rows of a comparison, where the number of tests plays no part.

    Parameters
    ----------
    scores : DataFrame
    pairs : collection of (str, str) or None
        The outlets, each with what it is compared with; None for all.
    **asked
        Parameters of `compare`, with their defaults.

    Returns
    -------
    DataFrame
        Rows of the table comparisons as `compare` returns it. With `pairs`, q is of their tests alone.

    Raises
    ------
    WrongUse
        As `compare`.
    """
    given = with_defaults(**asked)
    design = designed(scores, **given)
    if isinstance(design, str):
        return schema.empty("comparisons", design)
    made = tested(design._replace(only=pairs), *(given[n] for n in ("confidence", "correction", "relabel", "seed")))
    note = design.note
    del design  # millions of cells
    return with_note(schema.check(rows_of(**made), "comparisons"), note)


def with_defaults(**asked: Any) -> dict[str, Any]:
    """Return all parameters of `compare` but the scores, with numbers checked.

    WrongUse is raised if one is unknown, or such a number is wrong.
    """
    defaults = compare.__kwdefaults__ or {}
    if unknown := sorted({*asked} - {*defaults}):
        raise WrongUse(f"Unknown parameters {quoted(unknown)}. Expected those of compare: {quoted(sorted(defaults))}.")
    given = {**defaults, **asked}
    given["seed"] = checked_seed(given["seed"])
    given["relabel"] = checked_whole(given["relabel"], "relabel", LEAST_RELABELINGS, MOST_RELABELINGS)
    given["articles_with"] = checked_whole(given["articles_with"], "articles_with", 0, MOST_SEGMENTS)
    return given


def designed(scores: pd.DataFrame, **given: Any) -> Design | str:
    """Choose what is compared with what, and the test.

    Parameters
    ----------
    scores : DataFrame
    **given
        All other parameters of `compare`.

    Returns
    -------
    Design or str
        Why there is nothing to compare.

    Raises
    ------
    WrongUse
        As `compare`.
    """
    check_scores(scores)
    groups = grouped(scores, *(given[name] for name in ("by", "cluster", "adjust", "shared_text")))
    if groups.scores.empty:
        return groups.note or note_on_scores(scores, given["voice"]) or NOTHING
    chosen = ("by", "against", "voice", "unit", "articles_with", "confidence", "correction")
    design = design_of(groups, **{name: given[name] for name in chosen})
    check_correction(given["correction"], design.unit, given["against"])
    return design


def tested(
    design: Design, confidence: float, correction: str | None = "bh", relabel: int = 1000, seed: int = 0
) -> dict[str, Any]:
    """Test the differences of a design.

    Parameters
    ----------
    design : Design
    confidence, correction, relabel, seed
        As in `compare`.

    Returns
    -------
    dict
        What `rows_of` makes rows of, without the design.
    """
    compared, against = compared_items(design, confidence), design.against
    if correction == "maxt":
        pairs = pairs_of(set(design.labels), str(against))
        p = compared.made.numbers["p"]
        q = family_wise(design.table, design.labels, pairs, p, unit=design.unit, relabel=relabel, seed=seed)
    else:
        q = compared.corrected(correction, against)
    return compared.for_rows(q, against, confidence, seed)
