"""Which frames does each outlet use?"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotate.lexicon import find, read_dictionary
from analysis.annotate.run import Annotations
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
    hits = found.select(pl.col("text").alias("segment"), pl.col("frame").alias("item")).unique()
    hits = hits.with_columns(x=pl.lit(1.0)).sort("segment", "item")
    return collect(notes, "framing", hits, np.ones(len(notes.segments)), items=[frame.name for frame in book.frames])


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
