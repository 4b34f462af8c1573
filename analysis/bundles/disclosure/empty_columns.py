"""Tables of a shared bundle that keep their columns but not all values: segments and attributions."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis.schema import SHARED


def shareable_segments(segments: pd.DataFrame) -> pd.DataFrame:
    """Return segments without their lengths and places in the text.

    Parameters
    ----------
    segments : DataFrame
        As `Annotations.segments`.

    Returns
    -------
    DataFrame
        shared_segments, in the same order.
    """
    return _emptied(segments, SHARED["segments"])


def shareable_attributions(attributions: pd.DataFrame) -> pd.DataFrame:
    """Return attributions without their places in the text.

    Parameters
    ----------
    attributions : DataFrame
        As `measures.attributions` returns them.

    Returns
    -------
    DataFrame
        shared_attributions, by article: the first attribution of the article, then the others by what they are.
    """
    article = pd.factorize(attributions["article_id"])[0]
    table = attributions.assign(_article=article, _later=attributions.duplicated("article_id"))
    order = ["_article", "_later", "kind", "number", "stance"]
    return _emptied(table.sort_values(order, ignore_index=True), SHARED["attributions"])


def _emptied(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Return a table of some kind without values in the columns that may be missing in that kind."""
    missing = {c.name: pd.Series(pd.NA, table.index, dtype=c.dtype) for c in schema.TABLES[kind] if c.nullable}
    return schema.typed(table.assign(**missing), kind)
