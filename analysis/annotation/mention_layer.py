"""Where actors are named in the segments of a corpus."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import polars as pl

from analysis.language.entities.actor_list import Actor
from analysis.language.entities.name_matching import locate_names, resolve_roles


def mention_table(segments: pd.DataFrame, texts: pl.Series, actors: Sequence[Actor]) -> pd.DataFrame:
    """Find every place where an actor is named.

    A word of an alias matches any spelling that house style counts as the same, with a possessive, and with more
    capitals than the alias has, as in a headline or at the start of a sentence. Of overlapping names the longest
    counts; of equally long ones each counts. A role (see `is_role`) stands for the actor with this role who was named
    last in the article, if there is one.

    Parameters
    ----------
    segments : pandas.DataFrame
        The table of segments.
    texts : polars.Series of str, shape (n_segments,)
        The text of each segment.
    actors : sequence of Actor

    Returns
    -------
    pandas.DataFrame
        article_id; segment (row of segments); start and end (characters of the segment's text, without a possessive);
        actor (name). In the order of the texts.
    """
    found = locate_names(texts, actors)
    article, ids = pd.factorize(segments["article_id"])
    article_of_name = article[found["segment"].to_numpy()]
    actor = pl.Series("actor", resolve_roles(found["label"].to_numpy(), article_of_name, actors))
    known = found.with_columns(actor).filter(pl.col("actor") >= 0)
    names = pd.array([actor.name for actor in actors], dtype="str")
    return pd.DataFrame({
        "article_id": pd.array(ids, dtype="str").take(article[known["segment"].to_numpy()]),
        "segment": known["segment"].to_numpy(),
        "start": known["start"].to_numpy(),
        "end": known["end"].to_numpy(),
        "actor": names.take(known["actor"].to_numpy()),
    })  # fmt: skip
