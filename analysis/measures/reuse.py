"""Which articles share text, and how much of an article nobody else has."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.own_text import own_text
from analysis.annotation.publication_order import publication_times
from analysis.annotation.shared_text import are_pairs_known, passage_places, text_pairs
from analysis.measures._scores import collect

ITEM = "own_words"
_SIDES = {"one": "", "two": "_other"}


def shared_text(notes: Annotations) -> pd.DataFrame:
    """List the pairs of articles of an event that share text, beginning with those that share most.

    Two articles share text if at least a tenth of the runs of five words of either one, and at least eight, are in the
    other one, too. Words are compared as they are counted, so that house style makes no difference. Headlines are not
    counted, nor is what is quoted: the words of an article in quotation marks, what another article of the event has in
    quotation marks, and sentences of narration in the first person.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        event; article_id and outlet of the article that has more of its text from the other one, article_id_other and
        outlet_other; share and share_other, of the runs of either; words of the longest passage, with its place in
        either text (start, end, start_other, end_other); source, the article_id of the one that was certainly
        published first. Where the corpus names no events, all articles are compared. From a bundle without the places,
        and without rows from one that does not hold the pairs; ``attrs["note"]`` says so.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents, for the shares.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.measures.shared_text(notes)  # doctest: +SKIP
    """
    check_annotations(notes)
    if not are_pairs_known(notes):
        return schema.empty("shared_text", notes.corpus.how_to_get_text())
    pairs, articles = text_pairs(notes), notes.corpus.articles
    table = pairs[["words"]].assign(event=articles["event"].to_numpy()[pairs["one"]])
    for side, ending in _SIDES.items():
        start, end = _places(notes, pairs, side)
        columns = {"share": pairs[f"share_{side}"], "start": start, "end": end}
        columns |= {name: articles[name].array.take(pairs[side]) for name in ("article_id", "outlet")}
        table = table.assign(**{name + ending: values for name, values in columns.items()})
    times = publication_times(articles)
    one, two = pairs["one"].to_numpy(), pairs["two"].to_numpy()
    first = np.select([times.pairs_before(one, two), times.pairs_before(two, one)], [1, 2])
    table["source"] = table["article_id"].where(first == 1, table["article_id_other"].where(first == 2, ""))
    order = ["share", "words", "article_id", "article_id_other"]
    table = table.sort_values(order, ascending=[False, False, True, True])
    return with_note(schema.typed(table, "shared_text"), note_of(pairs))


def _places(notes: Annotations, pairs: pd.DataFrame, side: str) -> tuple[Any, Any]:
    """Return where the longest passages start and end in the articles of a side; missing from a bundle."""
    if notes.corpus.texts is None:
        return pd.NA, pd.NA
    return passage_places(notes, pairs[f"first_{side}"].to_numpy(), pairs[f"last_{side}"].to_numpy())


def originality(notes: Annotations) -> pd.DataFrame:
    """Count the words of each article that no other article of its event has.

    A word is shared if it stands in a run of five words that another article of the event has, too. What is counted is
    as in `shared_text`.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: own_words; x: words that no other article has; n: words that are counted, all of them
        narration. Compare it over all voices.
    """
    check_annotations(notes)
    return notes.scores("originality", {}, lambda: _originality_scores(notes), of_shared_text=True)


def _originality_scores(notes: Annotations) -> pd.DataFrame:
    own = own_text(notes)
    segment = notes.words.tokens.text[own.token]
    n = np.bincount(segment, minlength=len(notes.segments))
    x = np.bincount(segment[~own.is_shared], minlength=len(n))
    used = np.flatnonzero(x)
    hits = pl.DataFrame({"segment": used, "item": pl.Series([ITEM] * len(used), dtype=pl.String), "x": x[used]})
    return collect(notes, "originality", hits, n, items=[ITEM])
