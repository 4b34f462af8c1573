"""Why the facts of a corpus cannot be found."""

from __future__ import annotations

from analysis.annotation.annotations import Annotations
from analysis.annotation.fact_layer import NO_EVENTS, NO_TEXT
from analysis.language.embeddings.sentence_encoder import NO_ENCODER, encoder_installed


def reason_for_no_facts(notes: Annotations) -> str:
    """Return why there are no facts, '' if there can be.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    str
        The corpus names no events, a bundle holds no facts, or the encoder is not installed.
    """
    if not notes.corpus.names_events:
        return NO_EVENTS
    if notes.corpus.texts is None:
        return "" if "statements" in notes.saved else f"{NO_TEXT} {notes.corpus.how_to_get_text()}"
    return "" if encoder_installed() else NO_ENCODER
