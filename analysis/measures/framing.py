"""Which frames does each outlet use, where, with which others, and through which words?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.table_notes import with_note
from analysis.annotation.annotations import Annotations
from analysis.exceptions import WrongUse, quoted
from analysis.language.dictionaries.dictionary import Dictionary, read_dictionary
from analysis.language.dictionaries.matching import find
from analysis.language.text.tokens import Tokens
from analysis.measures._scores import article_voices, collect, counted
from analysis.schema import BOTH, FRAME_AND

POSITIONS = ("headline", "lead", "later")
LEAD = 3  # sentences
# A bundle shows single words: patterns of two words would chain to runs.
RUN, LONGER = 2, "(patterns of two words or more)"


def framing(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Segments in which words of a frame stand, over all segments.

    dictionary: a file of frames, in our YAML, quanteda's or LIWC's .dic; empty: the one samestory ships.
    Returns: scores, x segments that use the frame, n segments. Raises: WrongUse where the file cannot be used."""
    book = read_dictionary(dictionary)
    return notes.scores("framing", {"dictionary": book.sha256}, lambda: _scores(notes, book))


def frame_positions(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Segments in which words of a frame stand, over the segments of the headline, of the lead, and of what is later.

    The lead is the first three sentences under the headlines. Compare it over all voices: a headline is a voice.
    Returns: scores, item 'frame: position', x segments there that use the frame, n segments there.
    Source of the lead: the baseline of news summaries, Nenkova (2005), Automatic text summarization of newswire."""
    book = read_dictionary(dictionary)
    return notes.scores("frame_positions", {"dictionary": book.sha256}, lambda: _positions(notes, book))


def frame_pairs(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """Segments that use both of two frames, over those that use either: Jaccard's coefficient of the two.

    Returns: scores, item 'frame + frame' in the order of the alphabet, x segments with both, n with either; without
    rows where neither is used. cooccurrence() makes a table of them.
    Source: Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11(2), 37–50."""
    book = read_dictionary(dictionary)
    return notes.scores("frame_pairs", {"dictionary": book.sha256}, lambda: _pairs(notes, book))


def frame_patterns(notes: Annotations, *, dictionary: str = "", without_runs: bool = False) -> pd.DataFrame:
    """What each pattern adds to the share of segments that use its frame; a frame's patterns add up to that share.

    A segment in which k patterns of a frame stand counts 1/k for each of them. frame_shift() shows which make the
    difference between two outlets.
    without_runs: patterns of two words or more are one item, as in every bundle.
    Returns: scores, item 'frame: pattern', x segments by that count, n segments."""
    book = read_dictionary(dictionary)
    return notes.scores("frame_patterns", {"dictionary": book.sha256}, lambda: _patterns(notes, book, without_runs))


def frame_definitions(dictionary: str = "") -> pd.DataFrame:
    """The frames of a dictionary with their definitions and sources, in its order.

    .attrs["note"] says what of the file is not used, or nothing."""
    book = read_dictionary(dictionary)
    rows = [(f.name, f.label, f.definition, f.source, len(f.patterns)) for f in book.frames]
    table = pd.DataFrame(rows, columns=["frame", "label", "definition", "source", "patterns"])
    return with_note(table, book.note)


def frame_words(notes: Annotations, *, dictionary: str = "") -> pd.DataFrame:
    """The patterns through which each outlet evokes each frame.

    Returns: frame, outlet, pattern, n; most frequent first. Raises: NeedsText from a bundle."""
    found = _found(notes, read_dictionary(dictionary))
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


def _found(notes: Annotations, book: Dictionary) -> pl.DataFrame:
    """Where patterns stand, looked for once."""
    found: pl.DataFrame = notes.once(
        f"frames {book.sha256}", lambda: find(notes.words.tokens, notes.words.counted, book.frames)
    )
    return found


def patterns_found(notes: Annotations, book: Dictionary) -> pl.DataFrame:
    """Segment (text), frame and pattern of each pattern that stands in the texts."""
    return _found(notes, book).select("text", "frame", "pattern")


def phrases_found(notes: Annotations, book: Dictionary) -> list[str]:
    """The patterns of three words or more that stand in the texts."""
    found = _found(notes, book)["pattern"].unique()
    return found.filter(found.str.count_matches(r"[\p{L}\p{N}]+") > RUN).sort().to_list()


def frames_used(notes: Annotations, book: Dictionary) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Segment and number of each frame that it uses, in order."""
    found, names = _found(notes, book), [frame.name for frame in book.frames]
    frame = found["frame"].cast(pl.Enum(names)).to_physical().to_numpy()
    # In the order of the texts already, but within segments.
    pairs = np.sort(found["text"].to_numpy() * len(names) + frame, kind="stable")
    segment, item = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], len(names))
    return segment, item


def _scores(notes: Annotations, book: Dictionary) -> pd.DataFrame:
    segment, item = frames_used(notes, book)
    names = [frame.name for frame in book.frames]
    hits = pl.DataFrame({"segment": segment, "item": item, "x": np.ones(len(item))})
    return collect(notes, "framing", hits, np.ones(len(notes.segments)), items=names, names=pl.Series(names))


def _positions(notes: Annotations, book: Dictionary) -> pd.DataFrame:
    (place, size), position = article_voices(notes), _position(notes.segments)
    segment, frame = frames_used(notes, book)
    items = {f"{f.name}{FRAME_AND}{p}": (i, j) for i, f in enumerate(book.frames) for j, p in enumerate(POSITIONS)}
    there = [np.bincount(place[position == j], minlength=size) for j in range(len(POSITIONS))]
    code = frame * len(POSITIONS) + position[segment]
    hits = np.bincount(code * size + place[segment], minlength=len(items) * size).reshape(len(items), size)
    order = sorted(items)
    rows = [items[name][0] * len(POSITIONS) + items[name][1] for name in order]
    return counted(notes, "frame_positions", order, hits[rows], np.array([there[items[name][1]] for name in order]))


def _position(segments: pd.DataFrame) -> NDArray[np.int64]:
    """Number of the position of each segment."""
    body = segments["voice"] != "headline"
    rank = segments["sentence"].where(body).groupby(segments["article_id"]).rank("dense")
    return np.select([~body, rank <= LEAD], [0, 1], 2).astype(np.int64)


def _pairs(notes: Annotations, book: Dictionary) -> pd.DataFrame:
    place, size = article_voices(notes)
    segment, frame = frames_used(notes, book)
    names = sorted(f.name for f in book.frames)
    rank = np.array([names.index(f.name) for f in book.frames], np.int64)
    uses = np.zeros((len(names), len(notes.segments)), bool)
    uses[rank[frame], segment] = True
    pairs = list(combinations(range(len(names)), 2))
    both, either = (
        np.array([np.bincount(place[made(uses[a], uses[b])], minlength=size) for a, b in pairs]).reshape(-1, size)
        for made in (np.logical_and, np.logical_or)
    )
    items = [f"{names[a]}{BOTH}{names[b]}" for a, b in pairs]
    order = np.argsort(np.array(items, object), kind="stable")
    return counted(notes, "frame_pairs", [items[i] for i in order], both[order], either[order])


def _patterns(notes: Annotations, book: Dictionary, without_runs: bool) -> pd.DataFrame:
    found = _found(notes, book).select("text", "frame", "pattern").unique()
    found = found.with_columns(x=1 / pl.len().over("text", "frame")).sort("text", "frame", "pattern")
    if without_runs:
        words = pl.col("pattern").str.count_matches(r"[\p{L}\p{N}]+")
        found = found.with_columns(pattern=pl.when(words < RUN).then("pattern").otherwise(pl.lit(LONGER)))
    item = found.select(pl.concat_str("frame", "pattern", separator=FRAME_AND))["frame"]
    hits = pl.DataFrame({"segment": found["text"], "item": item, "x": found["x"]})
    return collect(notes, "frame_patterns", hits, np.ones(len(notes.segments)))
