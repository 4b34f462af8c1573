"""Sides of sources."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.entities.actor_list import Actor, read_actors
from analysis.language.entities.name_matching import locate_names, roles
from analysis.measures._scores import shares

NO_SIDE = "no_side"


def source_affiliation(notes: Annotations) -> pd.DataFrame:
    """Count attributions by the side of their source.

    The side is that of the actor named first in the source, or in another source of the article under the same name.

    Parameters
    ----------
    notes : Annotations
        Sides are those of the corpus's actors.yml.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the side, or no_side; x: attributions to its sources; n: all attributions. Compare it over
        all voices. Without rows if there is no actors.yml; ``attrs["note"]`` says so.
    """
    check_annotations(notes)
    if notes.corpus.actors is None:
        return schema.empty(
            "scores", "Sides of sources need an actors.yml in the corpus folder that gives actors a side."
        )
    listed = read_actors(notes.corpus.actors)
    settings = {"actors": listed.sha256, **notes.attribution_settings}
    return notes.scores("source_affiliation", settings, lambda: _side_scores(notes, listed.entries))


def _side_scores(notes: Annotations, actors: tuple[Actor, ...]) -> pd.DataFrame:
    table = notes.attributions.table
    own = _side_of_source(table["source"], actors)
    # A pronoun has the side of the source that it stands for.
    under_same_name = own.groupby([table["article_id"], table["name"]]).transform("first").where(table["name"] != "")
    side = own.fillna(under_same_name).fillna(NO_SIDE)
    sides = sorted({actor.side for actor in actors if actor.side})
    return shares(notes, "source_affiliation", table["segment"], side, [*sides, NO_SIDE])


def _side_of_source(source: pd.Series, actors: tuple[Actor, ...]) -> pd.Series:
    """Return the side of the actor named first in each source; missing where nobody with a side is named."""
    side_of_label = [*(actor.side for actor in actors), *(_side_of_role(role, actors) for role in roles(actors))]
    found = locate_names(pl.Series(source.tolist(), dtype=pl.String), actors).to_pandas()
    found = found.assign(side=np.array(side_of_label, object)[found["label"]]).sort_values(["segment", "start"])
    first = found[found["side"] != ""].drop_duplicates("segment").set_index("segment")["side"]
    return first.reindex(range(len(source)))


def _side_of_role(role: str, actors: tuple[Actor, ...]) -> str:
    """Return the side of a role, if all actors with the role are on one side."""
    sides = {actor.side for actor in actors if role in actor.aliases}
    return sides.pop() if len(sides) == 1 else ""
