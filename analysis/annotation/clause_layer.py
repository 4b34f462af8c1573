"""Clauses in which actors act or are acted upon, found once for all that needs them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.annotation.annotations import Annotations
from analysis.annotation.layers import layer
from analysis.annotation.mention_layer import with_name
from analysis.language.clauses.roles import ROLES, clauses_of
from analysis.language.clauses.verb_forms import is_deed
from analysis.language.entities.actor_list import Actor
from analysis.language.text.characters import fold_marks

_BATCH = 20_000  # mentions


@layer
def actor_clauses(notes: Annotations, actors: tuple[Actor, ...]) -> pd.DataFrame:
    """Find the clauses in which actors act or are acted upon; see `clauses_of`.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    actors : tuple of Actor

    Returns
    -------
    pandas.DataFrame
        article_id, segment (row of notes.segments), actor, role (acts or acted upon), verb (base form), agentless
        (whether a passive names nobody who acts), deed (whether the verb is no word or thought, such as said).
    """
    named = with_name(notes.mentions(actors))
    named = named.assign(person=named["actor"].isin([actor.name for actor in actors if actor.kind == "person"]))
    tables = [_of_batch(notes, named.iloc[first : first + _BATCH]) for first in range(0, max(1, len(named)), _BATCH)]
    return pd.concat(tables, ignore_index=True)


def _of_batch(notes: Annotations, named: pd.DataFrame) -> pd.DataFrame:
    segment, text = np.unique(named["segment"].to_numpy(), return_inverse=True)
    texts = fold_marks(notes.words.texts.gather(segment)).to_list()
    place = (named[name].to_numpy() for name in ("start", "end", "person"))
    found = clauses_of(texts, text, *place)
    return (
        named.iloc[found.mention][["article_id", "segment", "actor"]]
        .reset_index(drop=True)
        .assign(
            role=pd.Categorical(found.role, ROLES),
            verb=pd.array(found.verb, dtype="str"),
            agentless=np.array(found.agentless, bool),
            deed=np.array([is_deed(verb) for verb in found.verb], bool),
        )
    )
