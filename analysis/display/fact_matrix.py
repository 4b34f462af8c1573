"""The matrix of facts and outlets: who tells what, where, and in whose voice."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.choices import checked_choice
from analysis._utils.table_notes import note_of, with_note
from analysis.annotation.annotations import Annotations
from analysis.annotation.broad_events import note_on_broad_events
from analysis.annotation.fact_layer import ToldFacts, told_facts
from analysis.annotation.statements import POSITIONS
from analysis.exceptions import WrongUse, excerpt
from analysis.measures.statements import statements

NOT_FOUND, EARLIER, ONLY_HERE = "not found", "earlier", "only here"
KEYS = ["event", "fact", "terms", "outlets"]


def facts(notes: Annotations, *, event: str = "", least: int = 1) -> pd.DataFrame:
    """Show which outlet tells which fact of an event, where and in whose voice.

    Parameters
    ----------
    notes : Annotations
    event : str
        Only facts of this event; '' for all events.
    least : int
        Only facts that this many outlets tell, or more.

    Returns
    -------
    pandas.DataFrame
        One row per fact, those of most outlets first: event; fact (its number in the event); terms (up to three words
        of it); outlets (how many tell it); then a column for each outlet with articles on these events. A cell says
        where the outlet tells the fact first: 'headline', 'lead' (the first three sentences) or 'later', and 'quoted'
        where that sentence is mostly a quotation. 'not found': no sentence was recognized as this fact, which is not
        to say that the outlet leaves it out. 'earlier': all articles of the outlet were published before the first
        one that tells the fact. A fact of one outlet is 'only here' in its column, and the others are empty. So are
        cells of outlets without an article on the event. Without rows where a bundle holds no facts or the corpus
        names no events; ``attrs["note"]`` says what is needed, and which events seem to be several, such as topics.

    Raises
    ------
    WrongUse
        If there is no such event, or `least` is less than 1.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms"))  # doctest: +SKIP
    >>> ss.facts(notes, least=2)  # doctest: +SKIP
    """
    if isinstance(least, bool) or not isinstance(least, int) or least < 1:
        raise WrongUse(f"Invalid `least`: {excerpt(least)}. Expected a number of outlets of 1 or more.")
    told = statements(notes)
    events = notes.corpus.articles["event"].unique().tolist()
    if event:
        checked_choice(event, "event", events)
    chosen = told[(told["outlets"] >= least) & (told["event"] == event if event else True)]
    rows = chosen[KEYS].drop_duplicates(["event", "fact"]).reset_index(drop=True)
    matrix = rows.merge(_cells(chosen, notes.corpus.articles), on=["event", "fact"], how="left")
    shown = told[told["event"].isin(rows["event"])]
    note = f"{note_of(told)} {note_on_broad_events(shown, notes.corpus.articles)}".strip()
    return with_note(matrix, note) if note else matrix


def _cells(told: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return what the cell of each fact and outlet says, one column per outlet."""
    key = ["event", "fact", "outlet"]
    first = told.assign(place=told["position"].map(dict(zip(POSITIONS, range(3), strict=True))))
    first = first.sort_values([*key, "place", "sentence"], kind="stable").drop_duplicates(key)
    quotation = np.where(first["voice"] == "quoted", ", quoted", "")
    only = np.where(first["outlets"] == 1, f", {ONLY_HERE}", "")
    says, several = (first["position"] + quotation + only).to_numpy(object), first["outlets"].to_numpy() > 1
    fact, outlet = first["fact"].to_numpy() - 1, first["outlet"].to_numpy(object)
    of_events = first.reset_index(drop=True).groupby("event", sort=False).indices
    events, facts_there, parts = [], [], []
    for event in told_facts(told, articles):
        mine = of_events[event.event]
        names, cells = _cells_of_event(event, fact[mine], outlet[mine], says[mine], several[mine])
        there = np.unique(fact[mine])
        events.append(np.full(len(there), event.event, object))
        facts_there.append(there + 1)
        parts.append((names, cells[there]))
    if not parts:
        return told[["event", "fact"]]
    outlets = pd.Index(sorted({name for names, _ in parts for name in names}))
    wide = np.full((sum(len(cells) for _, cells in parts), len(outlets)), "", object)
    start = 0
    for names, cells in parts:
        wide[start : start + len(cells), outlets.get_indexer(names)] = cells
        start += len(cells)
    table = pd.DataFrame(wide, columns=outlets, dtype="str")
    table.insert(0, "event", np.concatenate(events))
    table.insert(1, "fact", np.concatenate(facts_there))
    return table


def _cells_of_event(
    event: ToldFacts,
    fact: NDArray[np.int64],
    outlet: NDArray[np.object_],
    says: NDArray[np.object_],
    several: NDArray[np.bool_],
) -> tuple[pd.Index, NDArray[np.object_]]:
    """Return the outlets of an event, and the cells of its facts and outlets.

    fact, outlet: of the cells in which an outlet tells a fact; says: what they say; several: whether others tell it.
    """
    number, names = pd.factorize(event.articles["outlet"])
    earlier = np.stack([event.earlier[:, number == place].all(axis=1) for place in range(len(names))], axis=1)
    cells = np.where(earlier, EARLIER, NOT_FOUND).astype(object)
    cells[fact[~several]] = ""
    cells[fact, names.get_indexer(outlet)] = says
    return names, cells
