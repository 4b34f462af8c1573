"""What is compared with what, and which test is made: what the parameters of `compare` stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.content_hiding import hides_content
from analysis.comparison.adjusted import in_groups, length_classes, strata_of
from analysis.comparison.arrangement import Arranged, Arrangement
from analysis.comparison.contrasts import Contrast, fixed
from analysis.comparison.counted_once import (
    ONCE,
    SHARED_TEXT,
    SharedArticles,
    counted_rows,
    shared_rows,
    without_shared,
)
from analysis.comparison.few_articles import check_known, is_known
from analysis.comparison.score_matrices import Matrices, in_articles, matrices
from analysis.comparison.sides_and_units import has_several, pairs_of, unit_of
from analysis.comparison.validation import (
    GROUPINGS,
    check_strata,
    check_use,
    checked_labels,
    unit_of_articles,
)
from analysis.io.withheld_scores import note_on_scores
from analysis.schema import ALL, REST

EVENT, LENGTH = "event", "length"


@hides_content
class Grouped(NamedTuple):
    """Scores with what is compared in the column outlet, and which articles depend on each other or are comparable.

    Articles that share text are counted as `shared_text` says; `note` says which are left out for it.
    """

    scores: pd.DataFrame
    cluster: str | pd.Series | None
    strata: list[str | pd.Series]
    shared_text: str
    note: str


@hides_content
class Design(NamedTuple):
    """A comparison that can be made.

    Attributes
    ----------
    measure : str
        It ends in '_articles' where articles are counted.
    unit : str
        What varies by chance.
    arrangement : Arrangement
        Of the articles.
    outlets : Arranged
        With each outlet as a side.
    against : str or Series
        As in `compare`.
    note : str
        What is said of the scores.
    only : collection of (str, str), optional
        The pairs of sides to compare; all if None.
    """

    measure: str
    unit: str
    arrangement: Arrangement
    outlets: Arranged
    against: str | pd.Series
    note: str
    only: Collection[tuple[str, str]] | None = None

    @property
    def table(self) -> Matrices:
        """The matrices with each outlet as a side."""
        return self.outlets.table

    @property
    def labels(self) -> np.ndarray:
        """What is compared, for each row of the table."""
        return self.outlets.labels

    @property
    def adjusted(self) -> bool:
        """Whether strata are compared."""
        return self.arrangement.strata is not None

    def contrasts(self, confidence: float) -> Iterator[Contrast]:
        """Yield the two sides of each comparison and their difference."""
        if isinstance(self.against, pd.Series) and not self.adjusted:
            yield from fixed(self.table, self.labels, self.against, confidence)
            return
        pairs = pairs_of(set(self.labels), self.against)
        if self.only is not None:
            pairs = [pair for pair in pairs if pair in self.only]
        if self.against != REST:
            yield from self.outlets.contrasts(pairs, confidence)
            return
        made = {
            (contrast.group, contrast.against): contrast
            for arranged, some in self.arrangement.against_rest(pairs, self.outlets)
            for contrast in arranged.contrasts(some, confidence)
        }
        yield from (made[pair] for pair in pairs)


def grouped(
    scores: pd.DataFrame,
    by: str | pd.Series,
    cluster: str | pd.Series | None,
    adjust: str | pd.Series | Sequence[str | pd.Series],
    shared_text: str = ONCE,
) -> Grouped:
    """Put what is compared in place of outlets, and leave out what is not counted.

    Parameters
    ----------
    scores, by, cluster, adjust, shared_text
        As in `compare`.

    Returns
    -------
    Grouped
        Where groups of outlets are compared, outlets are the clusters, and several events are strata.
    """
    strata = [adjust] if isinstance(adjust, str | pd.Series) else list(adjust)
    scores, note = without_shared(scores, checked_choice(shared_text, "shared_text", SHARED_TEXT))
    if isinstance(by, pd.Series):
        scores, cluster = in_groups(scores, by)
        strata += [EVENT] * has_several(scores["event"])
        return Grouped(scores, cluster, strata, shared_text, note)
    if checked_choice(by, "by", GROUPINGS) == EVENT:
        scores = scores.assign(outlet=scores["event"], event=ALL)
    return Grouped(scores, cluster, strata, shared_text, note)


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
    scores, cluster, strata, shared_text, copied = groups
    check_use(scores, against=against, voice=voice, unit=unit, confidence=confidence)
    check_strata(strata, unit, correction, against)
    clusters = None if cluster is None else checked_labels(scores, cluster, "cluster", unit)
    note = " ".join(part for part in (note_on_scores(scores, voice), copied) if part)
    table = matrices(scores, None if voice == ALL else voice)
    measure = scores["measure"].iat[0]
    # Before articles are counted as 1 each: their length is that of their text.
    made = strata_of(table, [_stratum_labels(table, scores, one) for one in strata]) if strata else None
    return design_of_matrices(
        table, measure, by=by, against=against, voice=voice, unit=unit, articles_with=articles_with, clusters=clusters,
        strata=made, note=note, shared=shared_rows(table, scores, shared_text),
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
    shared: SharedArticles | None = None,
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
    shared : SharedArticles, optional
        From `shared_rows`; None where copies are kept.
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
    outlets = table.articles["outlet"].to_numpy()
    if strata is not None or clusters is not None:
        unit = "article" if clusters is None else schema.CLUSTER
    elif unit == "auto":
        known = isinstance(by, str) and by == "outlet" and isinstance(against, str) and is_known(measure, voice)
        rows, units = counted_rows(table, outlets, shared)
        counted = table.articles.iloc[rows[np.unique(units, return_index=True)[1]]]
        unit = unit_of(counted, two_sided=isinstance(against, str), known=known)
    if unit == "outlet":
        check_known(measure, voice, by)
    arrangement = Arrangement(table, shared, unit, clusters, strata, measure, voice)
    return Design(measure, unit, arrangement, arrangement.of_sides(outlets), against, note)


def _stratum_labels(table: Matrices, scores: pd.DataFrame, stratum: str | pd.Series) -> pd.Series:
    if isinstance(stratum, str) and stratum == LENGTH:
        return length_classes(table)
    return checked_labels(scores, stratum, "adjust")
