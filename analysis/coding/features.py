"""Features of an item for a coder: its words, those of its opening, measures, and states of the encoder."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.frame_layer import frames_by_segment
from analysis.coding.encoder_states import states
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.sentiment.vader import polarity

Array = NDArray[np.float64]
COUNTED = ("words", "opening words")


@hides_content
class Block(NamedTuple):
    """Features of one kind.

    Attributes
    ----------
    names : array of object, shape (n_features,)
    values : array or sparse array, shape (n_items, n_features)
        Sparse counts for blocks in COUNTED.
    """

    names: NDArray[np.object_]
    values: Any


Blocks = dict[str, Block]


def blocks(notes: Annotations, place: NDArray[np.int64], *, encoder: bool) -> Blocks:
    """Compute the features of items of one or several segments.

    The opening of an item is its first segment, the headline where there is one; items of one segment have no separate
    opening. Measures are square roots of the share of segments with each frame, tone and its size (VADER, mean of
    segments), the share of quoted segments, and the logarithm of their number. Encoder states are the mean, maximum
    and minimum over segments.

    Parameters
    ----------
    notes : Annotations
    place : array of int, shape (n_segments,)
        Number of the item of each segment, −1 for none; segments of an item in their order.
    encoder : bool
        Whether to add encoder states.

    Returns
    -------
    dict of str to Block

    Raises
    ------
    NeedsText
        If the corpus is a bundle without text.
    """
    items = int(place.max(initial=-1)) + 1
    of = np.flatnonzero(place >= 0)
    first = of[np.unique(place[of], return_index=True)[1]]
    whole = len(first) < len(of)
    opening = np.full(len(place), -1)
    opening[first] = place[first]
    made = {"words": _words(notes, place, items), "measures": _measures(notes, place, items)}
    if whole:
        made["opening words"] = _words(notes, opening, items)
    if encoder:
        made |= _states(states(notes), place, whole)
    return made


def place_of(notes: Annotations, items: pd.DataFrame) -> NDArray[np.int64]:
    """Return the number of the item to which each segment belongs.

    Parameters
    ----------
    notes : Annotations
    items : DataFrame
        article_id, or article_id, sentence and voice.

    Returns
    -------
    array of int, shape (n_segments,)
        Row of `items`, −1 for none.
    """
    keys = list(items.columns)
    numbered = items.assign(item=np.arange(len(items)))
    joined = notes.segments[keys].merge(numbered, on=keys, how="left")
    place: NDArray[np.int64] = joined["item"].fillna(-1).to_numpy(np.int64)
    return place


def tfidf(counts: sparse.csr_array, idf: Array) -> sparse.csr_array:
    """Weight counts by sublinear tf × idf, each item normalized to length 1.

    Parameters
    ----------
    counts : sparse array, shape (n_items, n_words)
    idf : array of float, shape (n_words,)

    Returns
    -------
    sparse array, shape (n_items, n_words)
    """
    from sklearn.preprocessing import normalize

    values = sparse.csr_array(counts, dtype=float, copy=True)
    values.data = 1 + np.log(values.data)
    return sparse.csr_array(normalize(values @ sparse.diags_array(idf)))


def _words(notes: Annotations, place: NDArray[np.int64], items: int) -> Block:
    words = notes.words
    names, number = np.unique(np.array(words.counted, object), return_inverse=True)
    item = place[words.tokens.text]
    counted = (item >= 0) & ~words.titles
    cells = item[counted], number[words.tokens.word[counted]]
    counts = sparse.csr_array((np.ones(len(cells[0])), cells), shape=(items, len(names)))
    counts.sum_duplicates()
    return Block(names, counts)


def _measures(notes: Annotations, place: NDArray[np.int64], items: int) -> Block:
    names, shares = _frames(notes, place, items)
    of = np.flatnonzero(place >= 0)
    segments = np.bincount(place[of], minlength=items)
    compound, negative, _, positive = polarity(notes.words.texts, notes.words.tokens).T
    quoted = (notes.segments["voice"] == "quoted").to_numpy(float)
    each = {"negative": negative, "positive": positive, "size of tone": np.abs(compound), "quoted": quoted}
    means = [np.bincount(place[of], one[of], items) / segments for one in each.values()]
    values = np.column_stack([np.sqrt(shares), *means, np.log(segments)])
    return Block(np.array([*names, *each, "segments"], object), values)


def _frames(notes: Annotations, place: NDArray[np.int64], items: int) -> tuple[list[str], Array]:
    """Return the names of the frames, and the share of the segments of each item with each frame."""
    book = read_dictionary()
    names = [frame.name for frame in book.frames]
    segment, frame = frames_by_segment(notes.frame_matches(book), book.frames)
    item = place[segment]
    shares = np.zeros((items, len(names)))
    np.add.at(shares, (item[item >= 0], frame[item >= 0]), 1)
    shares /= np.maximum(np.bincount(place[place >= 0], minlength=items), 1)[:, None]
    return names, shares


def _states(found: Array, place: NDArray[np.int64], whole: bool) -> Blocks:
    """Return the blocks of states; the segments of an item need not be adjacent."""
    of = np.flatnonzero(place >= 0)
    of = of[np.argsort(place[of], kind="stable")]
    start = np.flatnonzero(np.diff(place[of], prepend=-1))
    sizes = np.diff(np.append(start, len(of)))
    names = np.array([f"state {i}" for i in range(found.shape[1])], object)
    made = {"states": Block(names, np.add.reduceat(found[of], start) / sizes[:, None])}
    if whole:
        ends = [end.reduceat(found[of], start) for end in (np.maximum, np.minimum)]
        both = np.concatenate([names + " high", names + " low"])
        made["ranges"] = Block(both, np.hstack(ends))
    return made
