"""Frames of each outlet, and the words through which it uses them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import polars as pl

from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.frame_layer import frames_by_segment
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.language.dictionaries.dictionary import Dictionary, read_dictionary
from analysis.language.dictionaries.matching import find
from analysis.language.text.tokens import Tokens
from analysis.measures._scores import collect


def framing(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Count segments that use a frame.

    Parameters
    ----------
    notes : Annotations
    dictionary : str
        File of frames: our YAML, quanteda's YAML or LIWC's .dic. '' for the included dictionary.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the frame; x: segments that contain one of its patterns; n: segments.

    Raises
    ------
    WrongUse
        If the file cannot be used.
    """
    check_annotations(notes)
    book = read_dictionary(dictionary)
    return notes.scores("framing", {"dictionary": book.sha256}, lambda: _frame_scores(notes, book))


def frame_definitions(dictionary: str = "") -> pd.DataFrame:
    """List the frames of a dictionary with their definitions and sources, in its order.

    Parameters
    ----------
    dictionary : str
        As for `framing`.

    Returns
    -------
    pandas.DataFrame
        frame, label, definition, source, patterns (their number). ``attrs["note"]`` says which entries of the file
        are not used.
    """
    book = read_dictionary(dictionary)
    rows = [(f.name, f.label, f.definition, f.source, len(f.patterns)) for f in book.frames]
    table = pd.DataFrame(rows, columns=["frame", "label", "definition", "source", "patterns"])
    return with_note(table, book.note)


def frame_words(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Count the patterns through which each outlet evokes each frame.

    Parameters
    ----------
    notes : Annotations
    dictionary : str
        As for `framing`.

    Returns
    -------
    pandas.DataFrame
        frame, outlet, pattern, n (matches); most frequent first.

    Raises
    ------
    NeedsText
        From a bundle.
    """
    check_annotations(notes)
    matches = notes.frame_matches(read_dictionary(dictionary))
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    table = pd.DataFrame({
        "frame": matches["frame"].to_pandas(),
        "outlet": notes.segments["article_id"].iloc[matches["text"].to_numpy()].map(outlet).to_numpy(),
        "pattern": matches["pattern"].to_pandas(),
    })  # fmt: skip
    counts = table.value_counts(["frame", "outlet", "pattern"], sort=False).rename("n").reset_index()
    order = ["frame", "outlet", "n", "pattern"]
    return counts.sort_values(order, ascending=[True, True, False, True], ignore_index=True)


def frame_weights(frame: str, words: Iterable[str], *, dictionary: str = "") -> dict[str, float]:
    """Weigh words for a word shift: 1 for each word that evokes a frame on its own, 0 for every other.

    Only single words are considered: patterns of several words are left out, and a word has weight 1 wherever it
    stands, even where a longer pattern would take it away.

    Parameters
    ----------
    frame : str
    words : iterable of str
        The vocabulary, such as the items of `terms`.
    dictionary : str
        As for `framing`.

    Returns
    -------
    dict of str to float

    Raises
    ------
    WrongUse
        If the frame is not in the dictionary.
    """
    frames = {entry.name: entry for entry in read_dictionary(dictionary).frames}
    if frame not in frames:
        raise WrongUse(f"Invalid `frame`: {excerpt(frame)}. The dictionary has {quoted(frames)}.")
    vocabulary = sorted({word for word in words if word and " " not in word})
    # Each word is a text of its own.
    texts = Tokens(np.arange(len(vocabulary)), np.arange(len(vocabulary), dtype=np.int32), vocabulary)
    evoking = set(find(texts, vocabulary, [frames[frame]])["text"].to_list())
    return {word: float(number in evoking) for number, word in enumerate(vocabulary)}


def _frame_scores(notes: Annotations, book: Dictionary) -> pd.DataFrame:
    segment, frame = frames_by_segment(notes.frame_matches(book), book.frames)
    hits = pl.DataFrame({"segment": segment, "item": frame, "x": np.ones(len(frame))})
    names = [entry.name for entry in book.frames]
    return collect(notes, "framing", hits, np.ones(len(notes.segments)), items=names, names=pl.Series(names))
