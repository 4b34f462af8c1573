"""Means of scores of single sentences need enough sentences, and sums over articles enough articles."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.table_notes import as_table
from analysis.comparison.result_rows import check_comparisons, in_order
from analysis.comparison.validation import check_scores
from analysis.schema import ALL, REST, TOTAL

FEW_SENTENCES = f"not tested: fewer than {schema.LEAST_SENTENCES} sentences on a side"
# Measures of actors, the column that is not 0 in an article that names the actor, and the articles that a side needs.
OF_ACTORS, LEAST_NAMING = {"net_tone": "x", "attention": "x", "agency": "n", "agentless_passives": "n"}, 4
FEW_NAMING = f"not tested: fewer than {LEAST_NAMING} articles that name the actor on a side"
_TESTED = ("low", "high", "p", "q")
_TOO_FEW = re.compile(r"not tested: (fewer than \d+ \w+).* on a side")


def enough_sentences(comparisons: pd.DataFrame, scores: pd.DataFrame, *, voice: str | None = None) -> pd.DataFrame:
    """Leave untested what rests on too few sentences or articles on either side.

    A score of tone is often wrong for a single sentence, and right on average. Of fewer than eight sentences, or, per
    article, of fewer than four articles that name an actor, it is no figure of an outlet: tables and figures do not
    show it, and say why.

    Parameters
    ----------
    comparisons : DataFrame
        From `compare`.
    scores : DataFrame
        What they were made from.
    voice : str, optional
        As in `compare`.

    Returns
    -------
    DataFrame
        The same rows, in the order of `compare`. Where a side has too few, low, high, p and q are missing, and `method`
        gives the reason; values and counts stay. q of the others stays that of all tests. Rows of measures other than
        tone, attention to actors and agency stay as they are.

    Raises
    ------
    WrongUse
        If `comparisons` or `scores` is no such table.

    See Also
    --------
    measures.tone_sentences : The sentences themselves.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> scores = ss.measures.sentiment(notes)
    >>> table = ss.compare(scores, voice="headline")
    >>> set(ss.enough_sentences(table, scores, voice="headline")["method"])
    {'not tested: fewer than 8 sentences on a side'}
    """
    check_comparisons(comparisons)
    check_scores(scores)
    measure = "" if comparisons.empty else comparisons["measure"].iat[0]
    if measure in schema.MEANS_OF_SENTENCES:
        least, reason = schema.LEAST_SENTENCES, FEW_SENTENCES
    elif measure in OF_ACTORS:
        least, reason = LEAST_NAMING, FEW_NAMING
        naming = scores[(scores[OF_ACTORS[measure]] != 0) & (scores["voice"].eq(voice) | (voice in (None, ALL)))]
        scores = naming.drop_duplicates(["item", "article_id"]).assign(units=1.0)
    else:
        return comparisons
    own, other = _units(comparisons, scores if voice in (None, ALL) else scores[scores["voice"] == voice])
    few = np.minimum(own, other) < least
    rows = comparisons.assign(
        **{name: comparisons[name].mask(few) for name in _TESTED},
        method=comparisons["method"].astype("str").mask(few, reason),
    )
    return as_table(in_order(rows))


def is_too_few(method: pd.Series) -> pd.Series:
    """Return which comparisons were not tested, nor are shown, because they rest on too few sentences or articles."""
    return method.str.fullmatch(_TOO_FEW.pattern)


def few_units(method: str) -> str:
    """Return of what a comparison has too few, '' if it `is_too_few` of nothing.

    Examples
    --------
    >>> few_units(FEW_SENTENCES)
    'fewer than 8 sentences'
    """
    found = _TOO_FEW.fullmatch(method)
    return found[1] if found else ""


def _units(comparisons: pd.DataFrame, scores: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of units of the outlet and of the other side of each row."""
    totals = scores[scores["item"] == TOTAL].groupby("outlet")["units"].sum()
    of_item = scores.groupby(["item", "outlet"])["units"].sum()

    def of(outlets: pd.Series) -> np.ndarray:
        pairs = pd.MultiIndex.from_arrays([comparisons["item"], outlets])
        found = outlets.map(totals) if len(totals) else of_item.reindex(pairs)
        return np.asarray(found.fillna(0), float)

    own = of(comparisons["outlet"])
    every = totals.sum() if len(totals) else comparisons["item"].map(of_item.groupby("item").sum()).fillna(0).to_numpy()
    return own, np.where(comparisons["against"] == REST, every - own, of(comparisons["against"]))
