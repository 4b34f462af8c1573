"""Tables with a note: what a reader must know about a table besides its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis._utils.escape import escape_html

NOTE = "note"
SETTINGS = "settings"


class Table(pd.DataFrame):
    """A DataFrame whose note survives concatenation and merging.

    The note is ``attrs["note"]``. pandas passes ``attrs`` on through selections, ``copy``, ``assign``, ``groupby`` and
    Parquet, but drops them where the inputs of ``pd.concat`` or ``merge`` differ. Here the result has the notes of all
    inputs, each once, in order. The first input must be a Table, as every table that samestory returns is.
    """

    @property
    def _constructor(self) -> type[Table]:
        return Table

    def __finalize__(self, other: Any, method: str | None = None, **kwargs: Any) -> Table:
        """Pass on attrs as pandas does, and join the notes of several inputs."""
        super().__finalize__(other, method=method, **kwargs)
        joined = ""
        for table in getattr(other, "input_objs", ()):
            if note_of(table) not in joined:
                joined = f"{joined} {note_of(table)}".strip()
        if joined:
            self.attrs[NOTE] = joined
        return self

    def _repr_html_(self) -> str | None:
        """Show the note below the rows, so that a notebook says why there are none."""
        shown = super()._repr_html_()
        note = note_of(self)
        return f"{shown}<p>{escape_html(note)}</p>" if shown and note else shown


def as_table(frame: pd.DataFrame) -> Table:
    """Return the same rows and attrs as a Table; the data are not copied."""
    return frame if isinstance(frame, Table) else Table(frame).__finalize__(frame)


def with_note(frame: pd.DataFrame, note: str) -> Table:
    """Return a table with another note, '' for none. The input is not changed."""
    noted: Table = as_table(frame).copy(deep=False)
    noted.attrs[NOTE] = note
    return noted


def note_of(frame: pd.DataFrame | pd.Series, default: str = "") -> str:
    """Return the note of a table, or `default` if it has none."""
    return str(frame.attrs.get(NOTE) or default)


def with_settings(frame: pd.DataFrame, settings: Mapping[str, Any]) -> Table:
    """Return a table with the settings it was made with. The input is not changed."""
    made: Table = as_table(frame).copy(deep=False)
    made.attrs[SETTINGS] = dict(settings)
    return made


def settings_of(frame: pd.DataFrame) -> dict[str, Any] | None:
    """Return the settings that a table was made with; None if they are not known."""
    settings = frame.attrs.get(SETTINGS)
    return None if settings is None else dict(settings)
