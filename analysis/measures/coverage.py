"""How much of what others tell an outlet tells, and how much only it tells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.fact_layer import NO_SEVERAL, ToldFacts, told_facts
from analysis.annotation.missing_facts import reason_for_no_facts

Told = NDArray[np.bool_]
Numbers = NDArray[np.int64]

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
    tables = map(_with_counts, told_facts(statements, notes.corpus.articles))
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


def _with_counts(event: ToldFacts) -> pd.DataFrame:
    """Return x and n of each article of an event, by item; nothing for an event of one outlet."""
    if len(set(event.articles["outlet"])) < 2:
        return pd.DataFrame()
    there = event.articles[["event", "outlet", "article_id"]]
    outlet, outlets = pd.factorize(there["outlet"])
    by_outlet = np.stack([event.told[:, outlet == number].any(axis=1) for number in range(len(outlets))], axis=1)
    others = by_outlet.sum(axis=1, keepdims=True) - by_outlet[:, outlet]
    counts = _counts(event.told, ~event.earlier, others, len(outlets) - 1)
    items, x, n = zip(*counts, strict=True)
    return pd.DataFrame({
        **{name: np.tile(there[name].to_numpy(object), len(items)) for name in there},
        "x": np.concatenate([told.sum(axis=0) for told in x]),
        "n": np.concatenate([expected.sum(axis=0) for expected in n]),
        "item": np.repeat(items, len(there)),
    })  # fmt: skip


def _counts(tells: Told, could_tell: Told, others: Numbers, n_others: int) -> Iterator[tuple[str, Told, Told]]:
    """Yield each item, and which facts (rows) count in x and in n of which articles (columns).

    others: how many other outlets tell the fact.
    """
    if n_others >= LEAST_OTHERS:
        for item, expected in ((TOLD_BY_ALL, others == n_others), (TOLD_BY_MOST, 2 * others > n_others)):
            yield item, tells & expected, could_tell & expected
    yield ONLY_HERE, tells & (others == 0), tells
