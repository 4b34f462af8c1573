"""Who acts and who is acted upon."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.clause_layer import actor_clauses
from analysis.language.clauses.roles import ACTED_UPON, ACTS
from analysis.language.entities.actor_list import read_actors
from analysis.measures._scores import article_voices, counted

NO_ACTORS = "Who acts needs an actors.yml in the corpus folder that lists the actors."
VERB_COLUMNS = ["actor", "outlet", "role", "verb", "times", "agentless", "article_id", "segment"]


def agency(notes: Annotations) -> pd.DataFrame:
    """Count in how many clauses about an actor the actor acts, and is not acted upon.

    An actor acts as the subject of a finite verb in the active, or behind *by* in the passive (*was built by Lind*).
    An actor is acted upon as the subject of a passive, or as the object directly behind a verb. Verbs of words and
    thoughts (*said*, *believes*), of states (*is*, *has*) and negated verbs are left out. Only clauses that name the
    actor count: a clause with *she* does not.

    Parameters
    ----------
    notes : Annotations
        Actors are those of the corpus's actors.yml.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the actor; x: clauses in which the actor acts; n: clauses in which the actor acts or is
        acted upon, each of which is one unit. Without rows if there is no actors.yml; ``attrs["note"]`` says so.

    See Also
    --------
    agency_verbs : The verbs, with sentences.
    agentless_passives : How often it is left out who acted upon the actor.
    """
    return _scores(notes, "agency")


def agentless_passives(notes: Annotations) -> pd.DataFrame:
    """Count in how many clauses that act upon an actor nobody is named who does: *the crew was arrested*.

    Parameters
    ----------
    notes : Annotations
        As for `agency`, of whose clauses these are a part.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the actor; x: passives without *by*; n: clauses in which the actor is acted upon. Without
        rows if there is no actors.yml; ``attrs["note"]`` says so.
    """
    return _scores(notes, "agentless_passives")


def agency_verbs(notes: Annotations) -> pd.DataFrame:
    """List the verbs of the clauses in which each outlet lets each actor act, or be acted upon.

    Parameters
    ----------
    notes : Annotations
        As for `agency`.

    Returns
    -------
    pandas.DataFrame
        actor, outlet, role (acts or acted upon), verb (base form), times, agentless (how often a passive names nobody
        who acts), article_id and segment (text) of the first one; those used most often first. Without rows from a
        bundle, or if there is no actors.yml; ``attrs["note"]`` says so.
    """
    check_annotations(notes)
    if notes.corpus.actors is None:
        return with_note(pd.DataFrame(columns=VERB_COLUMNS), NO_ACTORS)
    if notes.corpus.texts is None:
        return with_note(pd.DataFrame(columns=VERB_COLUMNS), notes.corpus.how_to_get_text())
    clauses = _deeds(notes)
    outlet = clauses["article_id"].map(notes.corpus.articles.set_index("article_id")["outlet"])
    kinds = ["actor", "outlet", "role", "verb"]
    verbs = (
        clauses.assign(outlet=outlet, text=notes.words.texts.gather(clauses["segment"].to_numpy()).to_list())
        .groupby(kinds, as_index=False, sort=False, observed=True)
        .agg(
            times=("segment", "size"),
            agentless=("agentless", "sum"),
            article_id=("article_id", "first"),
            segment=("text", "first"),
        )
    )
    order = verbs.sort_values(["actor", "outlet", "role", "times", "verb"], ascending=[True] * 3 + [False, True])
    return order[VERB_COLUMNS].reset_index(drop=True)


def _deeds(notes: Annotations) -> pd.DataFrame:
    listed = read_actors(notes.corpus.actors).entries if notes.corpus.actors else ()
    clauses = actor_clauses(notes, listed)
    return clauses[clauses["deed"]]


def _scores(notes: Annotations, measure: str) -> pd.DataFrame:
    check_annotations(notes)
    if notes.corpus.actors is None:
        return schema.empty("scores", NO_ACTORS)
    settings = {"actors": read_actors(notes.corpus.actors).sha256}
    return notes.scores(measure, settings, lambda: _counts(notes, measure))


def _counts(notes: Annotations, measure: str) -> pd.DataFrame:
    """Return the scores of one of the measures; a clause counts 0 or 1."""
    clauses = _deeds(notes)
    if measure == "agency":
        hit = (clauses["role"] == ACTS).to_numpy()
    else:
        clauses = clauses[clauses["role"] == ACTED_UPON]
        hit = clauses["agentless"].to_numpy()
    names = sorted(clauses["actor"].unique())
    place, n_places = article_voices(notes)
    cell = (pd.Index(names).get_indexer(clauses["actor"]), place[clauses["segment"]])
    x, n = np.zeros((2, len(names), n_places))
    np.add.at(x, cell, hit)
    np.add.at(n, cell, 1)
    scores = counted(notes, measure, names, x, n)
    # Places without a clause about the actor have no part in the ratio.
    return scores[scores["n"] > 0].reset_index(drop=True)
