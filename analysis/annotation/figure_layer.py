"""The figures of a corpus: what is counted and measured in its segments."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.language.quantities.figure_words import NEAR, with_bounds
from analysis.language.quantities.find_figures import find_figures

_WORDS = ("unit", "dimension", "bound", "change", "counted", "scope", "holder")


def figure_table(segments: pd.DataFrame, texts: pl.Series) -> pd.DataFrame:
    """Find the figures of all segments.

    Parameters
    ----------
    segments : pandas.DataFrame
        The table of segments.
    texts : polars.Series of str, shape (n_segments,)
        The text of each segment.

    Returns
    -------
    pandas.DataFrame
        Table figures of the schema, in the order of the texts; see `find_figures`.
    """
    found = find_figures(texts)
    row = found["text"].to_numpy()
    table = pd.DataFrame({
        "article_id": segments["article_id"].array.take(row),
        "segment": row,
        "voice": segments["voice"].array.take(row),
        **{name: found[name].to_numpy() for name in ("start", "end", "value", "high")},
        **{name: _strings(found[name]) for name in _WORDS},
    })  # fmt: skip
    return schema.typed(table, "figures")


def _strings(column: pl.Series) -> pd.api.extensions.ExtensionArray:
    return pd.array(column.to_arrow(), dtype="str")


def written_figures(found: pd.DataFrame, texts: pl.Series) -> list[str]:
    """Return each figure as its article writes it, with the words that bound it: at least 8.

    Parameters
    ----------
    found : pandas.DataFrame
        Table figures.
    texts : polars.Series of str, shape (n_segments,)

    Returns
    -------
    list of str
    """
    places = zip(segment_texts(found, texts), found["start"].tolist(), found["end"].tolist(), strict=True)
    parts = [
        (text[start:end], text[max(start - NEAR, 0) : start], text[end : end + NEAR]) for text, start, end in places
    ]
    table = pl.DataFrame(parts, dict.fromkeys(("figure", "left", "right"), pl.String), orient="row")
    return with_bounds(table.with_columns(bound=pl.Series(found["bound"].tolist(), dtype=pl.String)))


def segment_texts(found: pd.DataFrame, texts: pl.Series) -> list[str]:
    """Return the text of the segment of each figure.

    Parameters
    ----------
    found : pandas.DataFrame
        With the column segment.
    texts : polars.Series of str, shape (n_segments,)

    Returns
    -------
    list of str
        Each text once in memory, however many figures it has.
    """
    distinct, number = np.unique(found["segment"].to_numpy(), return_inverse=True)
    written = texts.gather(distinct).to_list()
    return [written[place] for place in number.tolist()]


def figure_speakers(segments: pd.DataFrame, said: pd.DataFrame, found: pd.DataFrame) -> dict[str, list[str]]:
    """Name who says each figure: the source of the shortest attribution whose content holds the figure.

    Parameters
    ----------
    segments, said, found : pandas.DataFrame
        Tables segments, attributions and figures.

    Returns
    -------
    dict of str to list of str
        source: the name, or the source as it is written where it has none; speaker: name and source. '' where nobody
        says the figure.
    """
    # Places in the cleaned text; a segment of several pieces is not divided further.
    first = segments["start"].to_numpy()[found["segment"]]
    last = segments["end"].to_numpy()[found["segment"]]
    place = np.minimum(first + found["start"].to_numpy(), last)
    attribution = np.full(len(found), -1)
    contents = said.groupby("article_id").indices
    begins, ends = said["start"].to_numpy(), said["end"].to_numpy()
    for article, rows in found.groupby("article_id").indices.items():
        of_article = contents.get(article, np.array([], int))
        holds = (begins[of_article] <= place[rows, None]) & (place[rows, None] < ends[of_article])
        length = np.where(holds, ends[of_article] - begins[of_article], np.inf)
        held = holds.any(axis=1)
        if held.any():
            attribution[rows[held]] = of_article[length[held].argmin(axis=1)]
    name, source = said["name"].fillna("").astype("str"), said["source"].fillna("").astype("str")
    texts = {"source": name.where(name != "", source).tolist(), "speaker": (name + " " + source).tolist()}
    return {key: [text[row] if row >= 0 else "" for row in attribution.tolist()] for key, text in texts.items()}
