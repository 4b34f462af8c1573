"""How much of what others tell an outlet tells, and how much only it tells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.fact_layer import NO_SEVERAL, told_facts
from analysis.annotation.missing_facts import reason_for_no_facts

TOLD_BY_ALL, TOLD_BY_MOST, ONLY_HERE = ITEMS = ("told by all others", "told by most others", "told only here")
LEAST_OTHERS = 2  # outlets: what one other outlet tells is not what others tell


def coverage(notes: Annotations) -> pd.DataFrame:
    """Count which facts of an event an article tells: those of the other outlets, and those of nobody else.

    Facts are sentences that say the same, as a small encoder of sentences finds them; `validity` states how often it
    is right. A longer article tells more: compare with ``adjust=`` where lengths differ. What an article could not
    know, because it was published before all articles that tell it, is not expected of it.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores. Items: 'told by all others' and 'told by most others' (x: facts told; n: facts that all, or more
        than half, of the other outlets of the event tell; of events with three outlets or more), 'told only here' (x:
        facts that no other outlet of the event tells; n: facts told). An article is one unit, and all counts stand in
        its narration: compare over all voices, with events as units. ``attrs["note"]`` says why there are no rows.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> ss.compare(ss.measures.coverage(notes), unit="event")  # doctest: +SKIP
    """
    check_annotations(notes)
    if reason := reason_for_no_facts(notes):
        return schema.empty("scores", reason)
    return notes.scores("coverage", {}, lambda: _coverage_scores(notes), needs_text=False)


def _coverage_scores(notes: Annotations) -> pd.DataFrame:
    statements = notes.fact_statements
    tables = [_with_counts(event) for event in told_facts(statements, notes.corpus.articles)]
    several = [table for table in tables if len(table)]
    if not several:
        return schema.empty("scores", statements.attrs.get("note") or NO_SEVERAL)
    scores = pd.concat(several, ignore_index=True)
    x, n = scores["x"].astype(float), scores["n"].astype(float)
    return schema.typed(
        scores.assign(
            measure="coverage", voice="narration", x=x, n=n, units=1.0, xx=x * x, xn=x * n, nn=n * n
        ),
        "scores",
    )  # fmt: skip


def _with_counts(told: pd.DataFrame) -> pd.DataFrame:
    """Return x and n of each article of an event, by item; told: from `told_facts`."""
    outlets = told["outlet"].nunique()
    by_outlet = told.groupby(["fact", "outlet"], sort=False)["told"].transform("any")
    tellers = told[told["told"]].groupby("fact")["outlet"].nunique()
    others = told["fact"].map(tellers) - by_outlet
    rows = told.assign(others=others.to_numpy())
    return pd.concat(list(_counts(rows, outlets - 1)), ignore_index=True) if outlets > 1 else rows[:0]


def _counts(rows: pd.DataFrame, n_others: int) -> Iterator[pd.DataFrame]:
    """Yield x and n of each article, by item."""
    could_tell = ~rows["earlier"]
    if n_others >= LEAST_OTHERS:
        by_all, by_most = rows["others"] == n_others, 2 * rows["others"] > n_others
        for item, expected in ((TOLD_BY_ALL, by_all), (TOLD_BY_MOST, by_most)):
            yield _of_articles(rows, item, rows["told"] & expected, could_tell & expected)
    yield _of_articles(rows, ONLY_HERE, rows["told"] & (rows["others"] == 0), rows["told"])


def _of_articles(rows: pd.DataFrame, item: str, x: pd.Series, n: pd.Series) -> pd.DataFrame:
    article = ["event", "outlet", "article_id"]
    counts = rows.assign(x=x.astype(np.int64), n=n.astype(np.int64)).groupby(article, sort=False)[["x", "n"]].sum()
    return counts.reset_index().assign(item=item)
