"""Matches of the patterns of a dictionary, and what measures and the leak check read from them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.dictionaries.dictionary import Frame

# Longest pattern, in words, that a bundle names: longer ones would chain to runs of words.
LONGEST_SHARED = 2


def words_in(patterns: pl.Expr) -> pl.Expr:
    """Return the number of words of each pattern."""
    return patterns.str.count_matches(r"[\p{L}\p{N}]+")


def long_patterns(matches: pl.DataFrame) -> list[str]:
    """Return the matched patterns of three words or more, sorted."""
    patterns = matches.select(pl.col("pattern").unique())
    return patterns.filter(words_in(pl.col("pattern")) > LONGEST_SHARED)["pattern"].sort().to_list()


def frames_by_segment(matches: pl.DataFrame, frames: Sequence[Frame]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return each frame that a segment uses, once.

    Parameters
    ----------
    matches : polars.DataFrame
        As `Annotations.frame_matches` returns it.
    frames : sequence of Frame
        The frames of the dictionary.

    Returns
    -------
    segment, frame : array of int, shape (n_uses,)
        Row of the segment and number of the frame, sorted.
    """
    names = [frame.name for frame in frames]
    frame = matches["frame"].cast(pl.Enum(names)).to_physical().to_numpy()
    # Matches are sorted by segment already, so that a stable sort is fast.
    uses = np.sort(matches["text"].to_numpy() * len(names) + frame, kind="stable")
    first_of_use = np.diff(uses, prepend=-1) > 0
    segment, number = np.divmod(uses[first_of_use], len(names))
    return segment, number
