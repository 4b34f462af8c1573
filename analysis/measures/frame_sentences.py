"""The sentences behind the figures of frames."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.choices import did_you_mean
from analysis._utils.table_notes import Table, with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.language.dictionaries.dictionary import read_dictionary

COLUMNS = ["frame", "outlet", "article_id", "voice", "patterns", "segment"]


def frame_sentences(
    notes: Annotations, frames: str | Sequence[str] = "", *, dictionary: str = "", most: int = 0, seed: int = 0
) -> pd.DataFrame:
    """List the segments that use a frame, with the patterns that were matched in each.

    They are what `framing` counts: in each article and voice, as many rows of a frame as its x.

    Parameters
    ----------
    notes : Annotations
    frames : str or sequence of str
        One frame or several; '' for all.
    dictionary : str
        As for `framing`.
    most : int
        Segments of each frame and outlet, drawn at random; 0 for all.
    seed : int
        Of the random draw.

    Returns
    -------
    pandas.DataFrame
        frame, outlet, article_id, voice, patterns (separated by '; '), segment (its text); frames in the order of the
        dictionary, then by outlet, and within each in the order of the texts. From a bundle without rows;
        ``attrs["note"]`` says how to get them.

    Raises
    ------
    WrongUse
        If a frame is not in the dictionary.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.measures.frame_sentences(notes, "diplomacy", most=2)  # doctest: +SKIP
    """
    check_annotations(notes)
    book = read_dictionary(dictionary)
    known = [frame.name for frame in book.frames]
    chosen = ([frames] if isinstance(frames, str) else list(frames)) if frames else known
    unknown = [name for name in chosen if name not in known]
    if unknown:
        raise WrongUse(
            f"Invalid `frames`: {excerpt(unknown)}. The dictionary has {quoted(known)}.{did_you_mean(unknown, known)}"
        )
    if notes.corpus.texts is None:
        return with_note(pd.DataFrame(columns=COLUMNS), notes.corpus.how_to_get_text())
    found = notes.frame_matches(book).filter(pl.col("frame").is_in(chosen))
    uses = found.group_by("frame", "text").agg(pl.col("pattern").unique(maintain_order=True).str.join("; "))
    order = pl.col("frame").cast(pl.Enum(known)).to_physical()
    uses = uses.sort(order, "text")
    row = uses["text"].to_numpy()
    article = notes.segments["article_id"].to_numpy()[row]
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    table: pd.DataFrame = Table({
        "frame": uses["frame"].to_list(),
        "outlet": outlet.loc[article].to_numpy(),
        "article_id": article,
        "voice": notes.segments["voice"].to_numpy()[row],
        "patterns": uses["pattern"].to_list(),
        "segment": notes.words.texts.gather(row).to_list(),
    }, columns=COLUMNS)  # fmt: skip
    place = table["frame"].map({name: number for number, name in enumerate(known)})
    drawn = _drawn(table, most, seed) if most else table.index
    rows = table.loc[drawn].assign(place=place).sort_values(["place", "outlet"], kind="stable")
    return rows.drop(columns="place").reset_index(drop=True)


def _drawn(table: pd.DataFrame, most: int, seed: int) -> pd.Index:
    """Return the labels of at most so many rows of each frame and outlet, in the order of the table."""
    chance = pd.Series(np.random.default_rng(seed).random(len(table)), table.index)
    rank = chance.groupby([table["frame"], table["outlet"]]).rank(method="first")
    return table.index[rank <= most]
