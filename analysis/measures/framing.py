"""Which frames does each outlet use?"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotate.dictionary import read_dictionary
from analysis.annotate.lexicon import find
from analysis.annotate.run import Annotations
from analysis.annotate.tokens import Tokens
from analysis.errors import WrongUse, quoted
from analysis.measures.collect import collect


def framing(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Segments in which words of a frame stand, over all segments.

    dictionary: a YAML file of frames; empty: the one samestory ships.
    Returns: scores, x segments that use the frame, n segments."""
    book = read_dictionary(dictionary)
    return notes.scores("framing", {"dictionary": book.sha256}, lambda: _scores(notes, dictionary))


def frames(dictionary: str = "") -> pd.DataFrame:
    """The frames of a dictionary with their definitions and sources, in its order."""
    rows = [(f.name, f.label, f.definition, f.source, len(f.patterns)) for f in read_dictionary(dictionary).frames]
    return pd.DataFrame(rows, columns=["frame", "label", "definition", "source", "patterns"])


def _scores(notes: Annotations, dictionary: str) -> pd.DataFrame:
    book = read_dictionary(dictionary)
    found = find(notes.words.tokens, notes.words.counted, book.frames)
    names = [frame.name for frame in book.frames]
    frame = found["frame"].cast(pl.Enum(names)).to_physical().to_numpy()
    # In the order of the texts already, but within segments.
    pairs = np.sort(found["text"].to_numpy() * len(names) + frame, kind="stable")
    segment, item = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], len(names))
    hits = pl.DataFrame({"segment": segment, "item": item, "x": np.ones(len(item))})
    return collect(notes, "framing", hits, np.ones(len(notes.segments)), items=names, names=pl.Series(names))


def frame_words(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """The patterns through which each outlet evokes each frame.

    Returns: frame, outlet, pattern, n; most frequent first. Raises: NeedsText from a bundle."""
    found = find(notes.words.tokens, notes.words.counted, read_dictionary(dictionary).frames)
    outlet = notes.corpus.articles.set_index("article_id")["outlet"]
    named = pd.DataFrame({
        "frame": found["frame"].to_pandas(),
        "outlet": notes.segments["article_id"].iloc[found["text"].to_numpy()].map(outlet).to_numpy(),
        "pattern": found["pattern"].to_pandas(),
    })  # fmt: skip
    counts = named.value_counts(["frame", "outlet", "pattern"], sort=False).rename("n").reset_index()
    return counts.sort_values(
        ["frame", "outlet", "n", "pattern"], ascending=[True, True, False, True], ignore_index=True
    )


def frame_weights(frame: str, words: Iterable[str], *, dictionary: str = "") -> dict[str, float]:
    """1 for each word that evokes a frame on its own, 0 for every other: for a word shift.

    words: the vocabulary, such as the items of terms. Only what can be seen in a single word counts: patterns of
    several words are left out, and a word counts wherever it stands, also where a longer pattern would take it away.
    Raises: WrongUse where the frame is not in the dictionary."""
    book = {entry.name: entry for entry in read_dictionary(dictionary).frames}
    if frame not in book:
        raise WrongUse(f"frame '{frame}' is not in the dictionary; frames are {quoted(book)}")
    vocabulary = sorted({word for word in words if word and " " not in word})
    # Each word is a text of its own.
    alone = Tokens(np.arange(len(vocabulary)), np.arange(len(vocabulary), dtype=np.int32), vocabulary)
    evoking = set(find(alone, vocabulary, [book[frame]])["text"].to_list())
    return {word: float(i in evoking) for i, word in enumerate(vocabulary)}
