"""The figures of a corpus as a table to read: each as it is written, in whose voice, and who says it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.table_notes import as_table
from analysis.annotation.annotations import Annotations, check_annotations


def figures(notes: Annotations) -> pd.DataFrame:
    """List the figures of all articles with what they count, in whose voice, and who says them.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table stated_figures, in the order of the articles. From a bundle without rows; ``attrs["note"]`` says how to
        get them.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> ss.figures(notes)[["outlet", "figure", "bound", "counted"]]  # doctest: +SKIP
    """
    check_annotations(notes)
    if notes.corpus.texts is None:
        return schema.empty("stated_figures", notes.corpus.how_to_get_text())
    found = notes.figures
    texts = notes.words.texts.gather(found["segment"].to_numpy()).to_list()
    places = zip(texts, found["start"].tolist(), found["end"].tolist(), strict=True)
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    table = found.assign(
        outlet=found["article_id"].map(outlet).astype("str"),
        figure=pd.array([text[start:end] for text, start, end in places], dtype="str"),
        source=pd.array(_sources(notes, found), dtype="str"),
    )
    return as_table(schema.typed(table, "stated_figures"))


def _sources(notes: Annotations, found: pd.DataFrame) -> list[str]:
    """Name who says each figure: the source of the shortest attribution whose content holds the figure."""
    segments, said = notes.segments, notes.attributions.table
    # Places in the cleaned text; a segment of several pieces is not divided further.
    first = segments["start"].to_numpy()[found["segment"]]
    last = segments["end"].to_numpy()[found["segment"]]
    start = first + found["start"].to_numpy()
    place = np.minimum(start, last)
    sources = [""] * len(found)
    contents = said.groupby("article_id").indices
    names = said["name"].fillna(said["source"]).fillna("").astype("str").tolist()
    begins, ends = said["start"].to_numpy(), said["end"].to_numpy()
    for article, rows in found.groupby("article_id").indices.items():
        of_article = contents.get(article, np.array([], int))
        holds = (begins[of_article] <= place[rows, None]) & (place[rows, None] < ends[of_article])
        length = np.where(holds, ends[of_article] - begins[of_article], np.inf)
        for row, best in zip(rows[holds.any(axis=1)].tolist(), length[holds.any(axis=1)].argmin(axis=1), strict=True):
            sources[row] = names[of_article[best]]
    return sources
