"""Figures of different articles beside each other: where they differ, agree, or stand in one outlet only."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.fact_layer import NO_EVENTS
from analysis.language.figure_relations.relate import (
    AGREES,
    BOUND,
    DIFFERS,
    ONLY,
    PART,
    RELATIONS,
    SCOPE,
    UPDATED,
)

WORDED = {
    DIFFERS: "figures differ",
    UPDATED: "updated",
    SCOPE: "same number, different scope",
    BOUND: "compatible",
    PART: "part of a whole",
    AGREES: "figures agree",
    ONLY: "only here",
}
_SHOWN_ONCE = ["event", "relation", "about", "outlet", "value", "other_outlet", "other_value"]
BY_SOURCE = "figures differ by source"


def figure_relations(notes: Annotations, *, event: str = "", relation: str = "") -> pd.DataFrame:
    """Show which figures of an event differ between articles, which agree, and which one outlet alone gives.

    The table does not say which figure is right. Figures are compared where they are about the same thing, as far as
    the words around them, their unit and what they count show; values are converted and rounded first.

    Parameters
    ----------
    notes : Annotations
    event : str
        Only figures of this event; '' for all events.
    relation : str
        Only one relation: 'differs', 'updated', 'same number, different scope', 'compatible with a bound', 'part of a
        whole', 'agrees' or 'only here'; '' for all of them.

    Returns
    -------
    pandas.DataFrame
        One row per pair of figures, differences first: event; relation; about (what is counted or measured); outlet,
        figure, source and sentence of the article published first, where that is known; the same of the other
        article with the prefix ``other_``; earlier (outlets that could not know the other figure, or the only one, as
        all they published on the event was earlier). The relation is 'figures differ' ('by source' where two sources
        are named), 'updated' (a later article gives a larger number of people), 'same number, different scope' (one
        says that it includes others), 'compatible' (a bound, a range or a vague number does not exclude the other
        figure), 'part of a whole', 'figures agree', or 'only here'. From a bundle without
        sentences and sources. Where the corpus names no events, without rows; ``attrs["note"]`` says what is needed.

    Raises
    ------
    WrongUse
        If there is no such event or relation.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/tarnholm"))  # doctest: +SKIP
    >>> ss.figure_relations(notes, relation="differs")  # doctest: +SKIP
    """
    check_annotations(notes)
    checked_choice(relation, "relation", ["", *RELATIONS])
    if not notes.corpus.names_events:
        return schema.empty("shown_figure_relations", NO_EVENTS)
    events = notes.corpus.articles["event"].unique().tolist()
    if event:
        checked_choice(event, "event", events)
    if notes.corpus.texts is None and "figure_pairs" not in notes.saved:
        return schema.empty("shown_figure_relations", notes.corpus.how_to_get_text())
    found = notes.figure_relations
    # Articles of one outlet often repeat a figure.
    found = found.drop_duplicates(_SHOWN_ONCE)
    chosen = found[((found["event"] == event) | (event == "")) & ((found["relation"] == relation) | (relation == ""))]
    worded = chosen["relation"].map(WORDED).mask(chosen["by_source"] & (chosen["relation"] == DIFFERS), BY_SOURCE)
    table = chosen.assign(
        relation=worded,
        sentence=_sentences(notes, chosen["segment"]),
        other_sentence=_sentences(notes, chosen["other_segment"]),
    )
    table = schema.typed(table, "shown_figure_relations")
    note = notes.figure_relations.attrs.get("note", "")
    return with_note(table, note) if note else table


def _sentences(notes: Annotations, segment: pd.Series) -> list[str]:
    """Return the sentence of each segment; '' for −1."""
    segments = notes.segments
    keys = ["article_id", "sentence"]
    there = segments.assign(row=range(len(segments)))
    wanted = there[there["row"].isin(segment)][keys].drop_duplicates()
    pieces = there.merge(wanted, on=keys)
    spans = pieces.groupby(keys, sort=False).agg(start=("start", "min"), end=("end", "max")).reset_index()
    texts = {
        (article, sentence): " ".join(notes.texts[article][start:end].split())
        for article, sentence, start, end in spans.itertuples(index=False)
    }
    article, sentence = segments["article_id"].tolist(), segments["sentence"].tolist()
    return [texts[article[row], sentence[row]] if row >= 0 else "" for row in segment.tolist()]
