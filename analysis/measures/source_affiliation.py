"""On whose side are those who speak?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.attribution_layer import attributed, found_with
from analysis.language.entities.actor_list import Actor, read_actors
from analysis.language.entities.name_matching import located, roles
from analysis.measures._scores import shares

NO_SIDE = "no_side"


def source_affiliation(notes: Annotations) -> pd.DataFrame:
    """Attributions to sources of each side over all attributions.

    The side is that of the actor named first in the source, or in another that counts under the same name.
    Sides are those of the corpus's actors.yml; without one no rows, and .attrs["note"] says so.
    Returns: scores, item the side, or no_side; compare them over all voices."""
    if notes.corpus.actors is None:
        return schema.empty(
            "scores", "Sides of sources need an actors.yml in the corpus folder that gives actors a side."
        )
    listed = read_actors(notes.corpus.actors)
    return notes.scores(
        "source_affiliation", {"actors": listed.sha256, **found_with(notes)}, lambda: _sides(notes, listed.entries)
    )


def _sides(notes: Annotations, actors: tuple[Actor, ...]) -> pd.DataFrame:
    told = attributed(notes).quotes
    found = located(pl.Series(told["source"].tolist(), dtype=pl.String), actors).to_pandas()
    side = [*(actor.side for actor in actors), *(_of_role(role, actors) for role in roles(actors))]
    found = found.assign(side=np.array(side, object)[found["label"]]).sort_values(["segment", "start"])
    first = found[found["side"] != ""].drop_duplicates("segment").set_index("segment")["side"]
    own = first.reindex(range(len(told)))
    # "She said" is said by whom she stands for.
    same = own.groupby([told["article_id"], told["name"]]).transform("first").where(told["name"] != "")
    names = sorted({actor.side for actor in actors if actor.side})
    return shares(notes, "source_affiliation", told["segment"], own.fillna(same).fillna(NO_SIDE), [*names, NO_SIDE])


def _of_role(role: str, actors: tuple[Actor, ...]) -> str:
    """The side of a role, where all who have it are on one."""
    found = {actor.side for actor in actors if role in actor.aliases}
    return found.pop() if len(found) == 1 else ""
