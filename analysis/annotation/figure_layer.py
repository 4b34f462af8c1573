"""The figures of a corpus: what is counted and measured in its segments."""

from __future__ import annotations

import pandas as pd
import polars as pl

from analysis import schema
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
