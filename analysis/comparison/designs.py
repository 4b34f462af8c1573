"""What is compared with what, and which test is made: what the parameters of `compare` stand for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.content_hiding import hides_content
from analysis.comparison.adjusted import adjusted, in_groups, length_classes, strata_of
from analysis.comparison.contrasts import Contrast, fixed, independent
from analysis.comparison.few_articles import between_outlets, check_known, is_known
from analysis.comparison.paired import paired
from analysis.comparison.score_matrices import Matrices, by_unit, cluster_codes, in_articles, in_clusters, matrices
from analysis.comparison.sides_and_units import has_several, pairs_of, unit_of
from analysis.comparison.validation import (
    GROUPINGS,
    check_strata,
    check_use,
    checked_labels,
    unit_of_articles,
)
from analysis.io.score_copies import without_copies
from analysis.io.withheld_scores import note_on_scores
from analysis.schema import ALL

EVENT, LENGTH = "event", "length"
_Test = Callable[[Matrices, np.ndarray, Iterable[tuple[str, str]], float], Iterator[Contrast]]


@hides_content
class Grouped(NamedTuple):
    """Scores with what is compared in the column outlet, and which articles depend on each other or are comparable."""

    scores: pd.DataFrame
    cluster: str | pd.Series | None
    strata: list[str | pd.Series]


@hides_content
class Design(NamedTuple):
    """A comparison that can be made.

    Attributes
    ----------
    measure : str
        It ends in '_articles' where articles are counted.
    unit : str
        What varies by chance.
    table : Matrices
        With the moments of the units.
    labels : array of str, shape (rows of the table,)
        What is compared.
    against : str or Series
        As in `compare`.
    test : callable
        Yields the contrasts of a table, its labels and pairs of sides at a confidence.
    adjusted : bool
        Whether strata are compared.
    note : str
        What is said of the scores.
    """

    measure: str
    unit: str
    table: Matrices
    labels: np.ndarray
    against: str | pd.Series
    test: _Test
    adjusted: bool
    note: str

    def contrasts(self, confidence: float) -> Iterator[Contrast]:
        """Yield the two sides of each comparison and their difference."""
        if isinstance(self.against, pd.Series) and not self.adjusted:
            return fixed(self.table, self.labels, self.against, confidence)
        return self.test(self.table, self.labels, pairs_of(set(self.labels), self.against), confidence)


def grouped(
    scores: pd.DataFrame,
    by: str | pd.Series,
    cluster: str | pd.Series | None,
    adjust: str | pd.Series | Sequence[str | pd.Series],
) -> Grouped:
    """Put what is compared in place of outlets.

    Parameters
    ----------
    scores, by, cluster, adjust
        As in `compare`.

    Returns
    -------
    Grouped
        Where groups of outlets are compared, outlets are the clusters, and several events are strata.
    """
    strata = [adjust] if isinstance(adjust, str | pd.Series) else list(adjust)
    if isinstance(by, pd.Series):
        scores, cluster = in_groups(scores, by)
        return Grouped(scores, cluster, [*strata, *[EVENT] * has_several(scores["event"])])
    if checked_choice(by, "by", GROUPINGS) == EVENT:
        scores = scores.assign(outlet=scores["event"], event=ALL)
    return Grouped(scores, cluster, strata)


def design_of(
    groups: Grouped,
    *,
    by: str | pd.Series,
    against: str | pd.Series,
    voice: str | None,
    unit: str,
    articles_with: int,
    confidence: float,
    correction: str | None,
) -> Design:
    """Choose what varies by chance, and the test.

    Parameters
    ----------
    groups : Grouped
        With at least one row.
    by, against, voice, unit, articles_with, confidence, correction
        As in `compare`.

    Returns
    -------
    Design

    Raises
    ------
    WrongUse
        As `compare`.
    """
    scores, cluster, strata = groups
    check_use(scores, against=against, voice=voice, unit=unit, confidence=confidence)
    check_strata(strata, unit, correction, against)
    clusters = None if cluster is None else checked_labels(scores, cluster, "cluster", unit)
    scores, copied = without_copies(scores)
    note = " ".join(part for part in (note_on_scores(scores, voice), copied) if part)
    table = matrices(scores, None if voice == ALL else voice)
    measure = scores["measure"].iat[0]
    # Before articles are counted as 1 each: their length is that of their text.
    made = strata_of(table, [_stratum_labels(table, scores, one) for one in strata]) if strata else None
    return design_of_matrices(
        table, measure, by=by, against=against, voice=voice, unit=unit, articles_with=articles_with, clusters=clusters,
        strata=made, note=note,
    )  # fmt: skip


def design_of_matrices(
    table: Matrices,
    measure: str,
    *,
    by: str | pd.Series = "outlet",
    against: str | pd.Series,
    voice: str | None,
    unit: str = "auto",
    articles_with: int = 0,
    clusters: pd.Series | None = None,
    strata: np.ndarray | None = None,
    note: str = "",
) -> Design:
    """Choose what varies by chance, and the test, for scores that are arranged and checked.

    Parameters
    ----------
    table : Matrices
        From `matrices`.
    measure : str
    by, against, voice, unit, articles_with
        As in `compare`.
    clusters : Series, optional
        article_id -> label.
    strata : array of int, shape (articles,), optional
        From `strata_of`.
    note : str
        What is said of the scores.

    Returns
    -------
    Design

    Raises
    ------
    WrongUse
        As `compare`.
    """
    if articles_with:
        unit = unit_of_articles(measure, articles_with, unit, several_events=has_several(table.articles["event"]))
        measure, table = measure + schema.ARTICLES, in_articles(table, articles_with)
    if strata is not None:
        units = np.arange(len(table.articles)) if clusters is None else cluster_codes(table, clusters)
        test: _Test = partial(adjusted, strata=strata, units=units)
        unit = "article" if clusters is None else schema.CLUSTER
    else:
        if clusters is not None:
            unit, table = schema.CLUSTER, in_clusters(table, clusters)
        elif unit == "auto":
            known = isinstance(by, str) and by == "outlet" and isinstance(against, str) and is_known(measure, voice)
            unit = unit_of(table.articles, two_sided=isinstance(against, str), known=known)
        if unit == "outlet":
            check_known(measure, voice, by)
        table = by_unit(table, unit)
        tests: dict[str, _Test] = {"event": paired, "outlet": partial(between_outlets, measure=measure, voice=voice)}
        test = tests.get(unit, independent)
    labels = table.articles["outlet"].to_numpy()
    return Design(measure, unit, table, labels, against, test, strata is not None, note)


def _stratum_labels(table: Matrices, scores: pd.DataFrame, stratum: str | pd.Series) -> pd.Series:
    if isinstance(stratum, str) and stratum == LENGTH:
        return length_classes(table)
    return checked_labels(scores, stratum, "adjust")
