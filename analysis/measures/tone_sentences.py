"""The sentences behind the figures of tone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis._utils.choices import did_you_mean
from analysis._utils.number_parameters import LARGEST_SEED, checked_seed, checked_whole
from analysis._utils.table_notes import Table, with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.segment_sample import checked_voices
from analysis.annotation.tone_layer import MOST_SEGMENTS, mention_sentiments, segment_valences
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.language.entities.actor_list import read_actors
from analysis.schema import ALL

COLUMNS = ["outlet", "which", "tone", "article_id", "voice", "segment"]
LOWEST, TYPICAL, HIGHEST = "lowest", "typical", "highest"
MOST_SHOWN = 1_000
NO_ACTORS = "Sentences about actors need an actors.yml in the corpus folder that lists them."


def tone_sentences(
    notes: Annotations,
    *,
    voices: str | Sequence[str] = ALL,
    shown: str = ALL,
    outlets: Sequence[str] = (),
    each: int = 1,
    encoder: str = "",
    most: int = MOST_SEGMENTS,
    seed: int = 0,
) -> pd.DataFrame:
    """List the segments of each outlet with the lowest and the highest valence, and the most typical ones.

    Parameters
    ----------
    notes : Annotations
    voices, encoder, most, seed
        As for `valence`, whose segments these are; what it has read is not read again.
    shown : str
        Voice whose segments are listed, one of those that were read; 'all' for all.
    outlets : sequence of str
        Outlets to list, in this order; empty for all.
    each : int
        Segments of each kind and outlet.

    Returns
    -------
    pandas.DataFrame
        outlet, which (lowest, typical or highest), tone (the valence, from −4 to 4), article_id, voice, segment (its
        text). Typical segments are those nearest to the mean of the outlet; none is listed twice. From a bundle
        without rows; ``attrs["note"]`` says how to get them.

    Raises
    ------
    WrongUse
        As `valence`, or if `each` is no whole number.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.measures.tone_sentences(notes, shown="narration", each=2)  # doctest: +SKIP
    """
    check_annotations(notes)
    each, most = checked_whole(each, "each", 1, MOST_SHOWN), checked_whole(most, "most", 1, LARGEST_SEED)
    chosen, listed = checked_voices(voices, "voices"), checked_voices(shown, "shown")
    if notes.corpus.texts is None:
        return with_note(pd.DataFrame(columns=COLUMNS), notes.corpus.how_to_get_text())
    read = segment_valences(notes, encoder, chosen, most, checked_seed(seed))
    kept = notes.segments["voice"].isin(listed).to_numpy()[read.segment]
    table = _outstanding(notes, read.segment[kept], read.valence[kept], read.weight[kept], each)
    return _of_outlets(table.drop(columns="actor"), outlets)


def target_sentences(
    notes: Annotations,
    actors: str | Sequence[str] = "",
    *,
    outlets: Sequence[str] = (),
    each: int = 1,
    encoder: str = "",
) -> pd.DataFrame:
    """List the segments of each outlet that are lowest, highest and most typical in tone toward an actor.

    Parameters
    ----------
    notes : Annotations
    actors : str or sequence of str
        Actors of the corpus's actors.yml; '' for all.
    outlets : sequence of str
        Outlets to list, in this order; empty for all.
    each : int
        Segments of each kind, actor and outlet.
    encoder : str
        As for `target_sentiment`, whose segments these are.

    Returns
    -------
    pandas.DataFrame
        actor, outlet, which (lowest, typical or highest), tone (from −1 to 1), article_id, voice, segment (its text),
        as for `tone_sentences`. Without rows from a bundle, or if there is no actors.yml; ``attrs["note"]`` says so.

    Raises
    ------
    WrongUse
        If an actor is not in actors.yml, or `each` is no whole number.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.measures.target_sentences(notes, "Donald Trump")  # doctest: +SKIP
    """
    check_annotations(notes)
    each = checked_whole(each, "each", 1, MOST_SHOWN)
    if notes.corpus.actors is None:
        return with_note(pd.DataFrame(columns=["actor", *COLUMNS]), NO_ACTORS)
    entries = read_actors(notes.corpus.actors).entries
    known = [actor.name for actor in entries]
    chosen = ([actors] if isinstance(actors, str) else list(actors)) if actors else known
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise WrongUse(
            f"Invalid `actors`: {excerpt(unknown)}. actors.yml lists {quoted(known)}.{did_you_mean(unknown, known)}"
        )
    if notes.corpus.texts is None:
        return with_note(pd.DataFrame(columns=["actor", *COLUMNS]), notes.corpus.how_to_get_text())
    named = mention_sentiments(notes, entries, encoder)
    named = named[named["actor"].isin(chosen)]
    segment, tone = named["segment"].to_numpy(), named["sentiment"].to_numpy()
    return _of_outlets(_outstanding(notes, segment, tone, np.ones(len(named)), each, named["actor"].tolist()), outlets)


def _of_outlets(table: pd.DataFrame, outlets: Sequence[str]) -> pd.DataFrame:
    """Return the rows of some outlets, in their order."""
    order = {name: number for number, name in enumerate(outlets)}
    if not order:
        return table
    kept = table[table["outlet"].isin(list(order))]
    return kept.sort_values("outlet", key=lambda names: names.map(order), kind="stable").reset_index(drop=True)


def _outstanding(
    notes: Annotations,
    segment: NDArray[np.int64],
    tone: NDArray[np.float64],
    weight: NDArray[np.float64],
    each: int,
    actor: Sequence[str] | str = "",
) -> pd.DataFrame:
    """Return the rows of segments (rows of notes.segments) that are lowest, typical and highest of their outlet."""
    article = notes.segments["article_id"].to_numpy()[segment]
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    rows: pd.DataFrame = Table({
        "actor": actor,
        "outlet": outlet.loc[article].to_numpy(),
        "tone": tone,
        "article_id": article,
        "voice": notes.segments["voice"].to_numpy()[segment],
        "row": segment,
        "weight": weight,
    })  # fmt: skip
    found = [_of_one(group, each) for _, group in rows.groupby(["actor", "outlet"])]
    if not found:
        return pd.DataFrame(columns=["actor", *COLUMNS])
    table = pd.concat(found, ignore_index=True)
    table = table.assign(segment=notes.words.texts.gather(table["row"].to_numpy()).to_list())
    return table[["actor", *COLUMNS]]


def _of_one(rows: pd.DataFrame, each: int) -> pd.DataFrame:
    """Return the outstanding rows of one outlet; lowest and highest go before typical where there are few."""
    mean = float(np.average(rows["tone"], weights=rows["weight"]))
    ordered = rows.sort_values("tone", kind="stable")
    low = ordered.head(each)
    high = ordered.iloc[len(low) :].tail(each)
    left = ordered.drop(index=[*low.index, *high.index])
    near = (left["tone"] - mean).abs().sort_values(kind="stable").index[:each]
    parts = {LOWEST: low, TYPICAL: left.loc[near], HIGHEST: high[::-1]}
    return pd.concat([part.assign(which=which) for which, part in parts.items()])
