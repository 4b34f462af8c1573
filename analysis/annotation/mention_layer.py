"""Where actors are named in the segments of a corpus."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import polars as pl

from analysis.annotation.annotations import Annotations
from analysis.exceptions import NeedsText
from analysis.language.entities.actor_list import Actor
from analysis.language.entities.name_matching import located, resolve

COLUMNS = ("article_id", "segment", "start", "end", "actor")


def mentions(notes: Annotations, actors: Sequence[Actor]) -> pd.DataFrame:
    """Every place where an actor is named.

    A word of an alias is found in any spelling that house style counts as the same, with a possessive, and where it
    has more capitals than the alias: in a headline, or at the start of a sentence. Of overlapping names the longest
    counts, of equally long ones each. A role (see is_role) stands for the actor who was named last in the article and
    has it, if there is one.
    Returns: article_id, segment (row of notes.segments), start and end (characters of its text, without a
    possessive), actor; in the order of the texts.
    Raises: NeedsText from a bundle."""
    if notes.corpus.texts is None:
        raise NeedsText(notes.corpus.how_to_get_text())
    found = located(notes.words.texts, actors)
    article, ids = pd.factorize(notes.segments["article_id"])
    found = found.with_columns(actor=resolve(found["label"].to_numpy(), article[found["segment"].to_numpy()], actors))
    found = found.filter(pl.col("actor") >= 0)
    names = pd.array([actor.name for actor in actors], dtype="str")
    return pd.DataFrame({
        "article_id": pd.array(ids, dtype="str").take(article[found["segment"].to_numpy()]),
        **{name: found[name].to_numpy() for name in ("segment", "start", "end")},
        "actor": names.take(found["actor"].to_numpy()),
    })  # fmt: skip
