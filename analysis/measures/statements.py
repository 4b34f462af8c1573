"""The statements of each event, grouped into facts."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.fact_layer import NO_EVENTS, NO_TEXT
from analysis.language.embeddings.sentence_encoder import NO_ENCODER, encoder_installed


def statements(notes: Annotations) -> pd.DataFrame:
    """List the sentences of the articles of each event, grouped into facts.

    Two sentences of different articles are joined where they are alike in letters, words and meaning, and closer to
    each other than to what else the articles tell. A fact holds at most two sentences of an article, and a sentence
    belongs to one fact, though it may tell several. Sentences of fewer than four words are left out.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table statements; facts of most outlets first. Without rows from a bundle, where the corpus names no
        events, and without the encoder of sentences; ``attrs["note"]`` says what is needed.

    References
    ----------
    Ernst, Shapira, Goldberger, Dagan & Roit (2021), Summary-source proposition-level alignment, CoNLL, for the task.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> ss.measures.statements(notes).query("outlets > 1")  # doctest: +SKIP
    """
    check_annotations(notes)
    if not notes.corpus.names_events:
        return schema.empty("statements", NO_EVENTS)
    if notes.corpus.texts is None:
        return schema.empty("statements", f"{NO_TEXT} {notes.corpus.how_to_get_text()}")
    if not encoder_installed():
        return schema.empty("statements", NO_ENCODER)
    return notes.fact_statements
