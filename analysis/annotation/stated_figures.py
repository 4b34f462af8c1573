"""The figures of a corpus as a table to read: each as it is written, in whose voice, and who says it."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import as_table
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.figure_layer import figure_speakers, written_figures


def figures(notes: Annotations) -> pd.DataFrame:
    """List the figures of all articles with what they count, in whose voice, and who says them.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table stated_figures, in the order of the articles. A bundle holds value, unit and what is counted;
        without rows if it holds none, ``attrs["note"]`` says how to get them.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> ss.figures(notes)[["outlet", "figure", "bound", "counted"]]  # doctest: +SKIP
    """
    check_annotations(notes)
    if notes.corpus.texts is None:
        held = notes.saved.get("figure_list")
        return held[1] if held else schema.empty("stated_figures", notes.corpus.how_to_get_text())
    found = notes.figures
    speakers = figure_speakers(notes.segments, notes.attributions.table, found)
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    table = found.assign(
        outlet=found["article_id"].map(outlet).astype("str"),
        figure=pd.array(written_figures(found, notes.words.texts), dtype="str"),
        source=pd.array(speakers["source"], dtype="str"),
    )
    return as_table(schema.typed(table, "stated_figures"))
