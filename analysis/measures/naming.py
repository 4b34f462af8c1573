"""How each outlet calls each actor."""

from __future__ import annotations

import pandas as pd

from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.mention_layer import with_name
from analysis.language.entities.actor_list import read_actors
from analysis.language.entities.name_descriptions import described_nouns, ways_called
from analysis.language.text.characters import fold_marks

COLUMNS = ["actor", "outlet", "kind", "called", "times", "article_id", "segment"]
NO_ACTORS = "How outlets call actors needs an actors.yml in the corpus folder that lists them."


def naming(notes: Annotations) -> pd.DataFrame:
    """List how each outlet calls each actor: by name, with an office or another description, or by an epithet.

    A description stands directly before the name, as a title does, is set off from it by a comma, or is a noun for who
    rules (the Lind government). Nouns that describe people are those of a list, and those that describe two people or
    more in the corpus. An epithet is a description with a word that judges (regime, strongman, embattled), of a list
    reviewed by hand.

    Parameters
    ----------
    notes : Annotations
        Actors are those of the corpus's actors.yml.

    Returns
    -------
    pandas.DataFrame
        actor, outlet, kind (name, description or epithet), called (words), times, article_id and segment (text) of
        the first one; by actor, outlet and kind, those used most often first. Without rows from a bundle, or if there
        is no actors.yml; ``attrs["note"]`` says so.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.measures.naming(notes)  # doctest: +SKIP
    """
    check_annotations(notes)
    if notes.corpus.actors is None:
        return with_note(pd.DataFrame(columns=COLUMNS), NO_ACTORS)
    if notes.corpus.texts is None:
        return with_note(pd.DataFrame(columns=COLUMNS), notes.corpus.how_to_get_text())
    named = with_name(notes.mentions(read_actors(notes.corpus.actors).entries))
    nouns = described_nouns(notes.words.texts)
    texts = fold_marks(notes.words.texts.gather(named["segment"].to_numpy())).to_list()
    places = zip(texts, named["start"].tolist(), named["end"].tolist(), strict=True)
    ways = [ways_called(text, start, end, nouns) for text, start, end in places]
    table = named.assign(way=ways, segment=texts).explode("way")
    table = table.assign(
        outlet=table["article_id"].map(notes.corpus.articles.set_index("article_id")["outlet"]),
        kind=[way.kind for way in table["way"]],
        called=[way.words for way in table["way"]],
    )
    grouped = table.groupby(["actor", "outlet", "kind", "called"], as_index=False, sort=False)
    counts = grouped.agg(times=("segment", "size"), article_id=("article_id", "first"), segment=("segment", "first"))
    order = counts.sort_values(["actor", "outlet", "kind", "times", "called"], ascending=[True] * 3 + [False, True])
    return order[COLUMNS].reset_index(drop=True)
