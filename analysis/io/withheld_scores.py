"""Notes on what a bundle withholds of scores."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis._utils.table_notes import Table, note_of, with_note
from analysis.schema import ALL, VOICES

if TYPE_CHECKING:
    import pandas as pd

KEY = "withheld"


def note_on_scores(table: pd.DataFrame, voice: str | None) -> str:
    """Return the note of a table of scores, and what its bundle withholds of a voice.

    Parameters
    ----------
    table : scores
        With .attrs["note"] and .attrs["withheld"], both optional.
    voice : str or None
        The voice compared; None or 'all' for the whole article.

    Returns
    -------
    str
        Empty where there is nothing to say.
    """
    parts = (note_of(table), _withheld(table.attrs.get(KEY) or {}, voice))
    return " ".join(part for part in parts if part)


def with_score_notes(table: pd.DataFrame, scores: pd.DataFrame, voice: str | None) -> Table:
    """Return a table with its own note and that of the scores it was made from.

    Parameters
    ----------
    table, scores : DataFrame
        What was made, and what from.
    voice : str or None
        As in note.

    Returns
    -------
    Table
        The input is left as it is.
    """
    parts = dict.fromkeys((note_of(table), note_on_scores(scores, voice)))
    return with_note(table, " ".join(part for part in parts if part))


def _withheld(places: Mapping[str, Mapping[str, int]], voice: str | None) -> str:
    chosen = [name for name in VOICES if name in places and voice in (None, ALL, name)]
    if not chosen:
        return ""
    listed = ", ".join(f"{name} in {places[name]['articles']:,}" for name in chosen)
    words = sum(places[name]["words"] for name in chosen)
    return (
        "The bundle withholds the words of voices that have only a few sentences in an article "
        f"({listed} articles; {words:,} words): they count neither in x nor in n."
    )
