"""Why the facts of a corpus cannot be found."""

from __future__ import annotations

from analysis.annotation.annotations import Annotations
from analysis.annotation.fact_layer import NO_EVENTS, NO_TEXT


def reason_for_no_facts(notes: Annotations) -> str:
    """Return why there are no facts, '' if there can be.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    str
        The corpus names no events, or a bundle holds no facts.
    """
    if not notes.corpus.names_events:
        return NO_EVENTS
    if notes.corpus.texts is None and "statements" not in notes.saved:
        return f"{NO_TEXT} {notes.corpus.how_to_get_text()}"
    return ""
