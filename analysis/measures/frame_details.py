"""Where frames occur, which occur together, and through which patterns."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.frame_layer import LONGEST_SHARED, frames_by_segment, words_in
from analysis.language.dictionaries.dictionary import Dictionary, read_dictionary
from analysis.measures._scores import article_voices, collect, counted
from analysis.schema import BOTH, FRAME_AND

Numbers = NDArray[np.int64]

POSITIONS = ("headline", "lead", "later")
HEADLINE, LEAD, LATER = range(3)
LEAD_SENTENCES = 3
# A bundle names single words only: patterns of two words would chain to runs of words.
LONG_PATTERNS = "(patterns of two words or more)"


def frame_positions(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Count segments that use a frame in the headline, in the lead and later.

    The lead is the first three sentences under the headlines.

    Parameters
    ----------
    notes : Annotations
    dictionary : str
        As for `framing`.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: 'frame: position'; x: segments there that use the frame; n: segments there. Compare it
        over all voices: a headline is a voice.

    References
    ----------
    The lead is the baseline of news summaries: Nenkova (2005), Automatic text summarization of newswire.
    """
    check_annotations(notes)
    book = read_dictionary(dictionary)
    return notes.scores("frame_positions", {"dictionary": book.sha256}, lambda: _position_scores(notes, book))


def frame_pairs(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Count segments that use two frames together: Jaccard's coefficient.

    Parameters
    ----------
    notes : Annotations
    dictionary : str
        As for `framing`.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: 'frame + frame', in alphabetical order; x: segments with both; n: segments with either.
        Without rows for a pair if neither is used. `cooccurrence` makes a table of them.

    References
    ----------
    Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2), 37-50.
    """
    check_annotations(notes)
    book = read_dictionary(dictionary)
    return notes.scores("frame_pairs", {"dictionary": book.sha256}, lambda: _pair_scores(notes, book))


def frame_patterns(notes: Annotations, *, dictionary: str = "", without_runs: bool = False) -> pd.DataFrame:
    """Divide the share of segments that use a frame among its patterns.

    A segment that contains k patterns of a frame counts 1/k for each of them, so that the patterns of a frame add up
    to its share. `frame_shift` shows which patterns make the difference between two outlets.

    Parameters
    ----------
    notes : Annotations
    dictionary : str
        As for `framing`.
    without_runs : bool
        Count patterns of two words or more as one item, as every bundle does.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: 'frame: pattern'; x: segments, counted as above; n: segments.
    """
    check_annotations(notes)
    book = read_dictionary(dictionary)
    settings = {"dictionary": book.sha256}
    return notes.scores("frame_patterns", settings, lambda: _pattern_scores(notes, book, without_runs))


def _position_scores(notes: Annotations, book: Dictionary) -> pd.DataFrame:
    place, n_places = article_voices(notes)
    position = _segment_positions(notes.segments)
    segment, frame = frames_by_segment(notes.frame_matches(book), book.frames)
    shape = (len(book.frames), len(POSITIONS), n_places)
    cell = np.ravel_multi_index((frame, position[segment], place[segment]), shape)
    uses = np.bincount(cell, minlength=np.prod(shape)).reshape(shape)
    size = np.bincount(position * n_places + place, minlength=len(POSITIONS) * n_places).reshape(shape[1:])
    items = sorted(
        (f"{entry.name}{FRAME_AND}{name}", number, there)
        for number, entry in enumerate(book.frames)
        for there, name in enumerate(POSITIONS)
    )
    names = [name for name, _, _ in items]
    frames = [number for _, number, _ in items]
    positions = [there for _, _, there in items]
    return counted(notes, "frame_positions", names, uses[frames, positions], size[positions])


def _segment_positions(segments: pd.DataFrame) -> Numbers:
    """Return the number of the position of each segment."""
    in_headline = (segments["voice"] == "headline").to_numpy()
    body_sentence = segments["sentence"].where(~in_headline).groupby(segments["article_id"]).rank("dense")
    return np.select([in_headline, body_sentence <= LEAD_SENTENCES], [HEADLINE, LEAD], LATER).astype(np.int64)


def _pair_scores(notes: Annotations, book: Dictionary) -> pd.DataFrame:
    place, n_places = article_voices(notes)
    names = sorted(frame.name for frame in book.frames)
    uses = _uses(notes, book, names)
    pairs = sorted((f"{names[a]}{BOTH}{names[b]}", a, b) for a, b in combinations(range(len(names)), 2))

    def counts(combined: Callable[..., NDArray[np.bool_]]) -> Numbers:
        rows = [np.bincount(place[combined(uses[a], uses[b])], minlength=n_places) for _, a, b in pairs]
        return np.array(rows, np.int64).reshape(-1, n_places)

    items = [item for item, _, _ in pairs]
    return counted(notes, "frame_pairs", items, counts(np.logical_and), counts(np.logical_or))


def _uses(notes: Annotations, book: Dictionary, names: list[str]) -> NDArray[np.bool_]:
    """Whether each segment uses each frame: (frames in the order of names, segments)."""
    segment, frame = frames_by_segment(notes.frame_matches(book), book.frames)
    row = np.array([names.index(entry.name) for entry in book.frames], np.int64)
    uses = np.zeros((len(names), len(notes.segments)), bool)
    uses[row[frame], segment] = True
    return uses


def _pattern_scores(notes: Annotations, book: Dictionary, without_runs: bool) -> pd.DataFrame:
    found = notes.frame_matches(book).select("text", "frame", "pattern").unique()
    found = found.with_columns(x=1 / pl.len().over("text", "frame")).sort("text", "frame", "pattern")
    if without_runs:
        single = words_in(pl.col("pattern")) < LONGEST_SHARED
        found = found.with_columns(pattern=pl.when(single).then("pattern").otherwise(pl.lit(LONG_PATTERNS)))
    item = found.select(pl.concat_str("frame", "pattern", separator=FRAME_AND))["frame"]
    hits = pl.DataFrame({"segment": found["text"], "item": item, "x": found["x"]})
    return collect(notes, "frame_patterns", hits, np.ones(len(notes.segments)))
