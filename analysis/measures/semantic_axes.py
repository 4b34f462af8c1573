"""Which way does each outlet lean between two poles, such as war and peace?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis._utils.table_notes import with_note, with_settings
from analysis.annotation.annotations import Annotations
from analysis.exceptions import NeedsText, WrongUse, quoted
from analysis.io.files import sha256_of
from analysis.io.paths import resolve
from analysis.io.withheld_scores import KEY as KEY_WITHHELD
from analysis.language.embeddings.ppmi_vectors import Vectors, learn, too_few
from analysis.language.embeddings.semantic_axes import Axes, Cosines, cosines, read_axes
from analysis.language.embeddings.word2vec_format import read_vectors, write_vectors
from analysis.language.text.tokens import function_words
from analysis.language.text.word_sequence import word_sequence
from analysis.measures._scores import collect
from analysis.schema import TOTAL

PLACE = ["event", "outlet", "article_id", "voice"]
KEY = PLACE[2:]
STATISTICS = {"bias": "semantic_axes", "intensity": "semantic_axes_intensity"}
NO_WORDS = (
    "Vectors are learnt from words in their order, which a bundle does not hold; name a file of word vectors, or put "
    "the articles into the folder text/ beside the bundle."
)
NO_SEGMENTS = "A bundle counts words by article, so that differences are tested over articles or events alone."


@hides_content
class _Counted(NamedTuple):
    """How often each word with a vector stands in each place: a segment, or a voice of an article where only the
    terms of a bundle are at hand. counts: sparse (places, words)."""

    counts: Any
    places: pd.DataFrame | None


def semantic_axes(notes: Annotations, *, pairs: str = "", vectors: str = "", statistic: str = "bias") -> pd.DataFrame:
    """Where the words of each outlet lie along axes between two poles, such as war and peace.

    A word lies where its vector has its cosine with the axis, −1 at the left pole (the first in the name), 1 at the
    right; function words have no part. statistic: bias, the mean cosine of the words; or intensity, their mean squared
    distance from the mean of the whole corpus, large where words of either pole are many.
    pairs: a CSV file of axes (left, right: words of the poles); empty: those samestory ships. vectors: a file of
    word2vec's format, text or binary; empty: they are learnt from this corpus, all outlets together and without their
    labels.
    Returns: scores, x sum of cosines (of squared distances) over words, n words with a vector; without rows where the
    data cannot answer. .attrs["note"] says why, and which axes and words of poles have no vector. From a bundle only
    with a file of vectors, and without moments over segments.
    Raises: WrongUse for another statistic, or where a file is not what it should be.
    Source: Kwak, An, Jing & Ahn (2021), "FrameAxis", PeerJ Computer Science 7:e644. Their null draws samples of the
    same size from the whole corpus; compare permutes articles, since the words of an article do not vary alone."""
    if statistic not in STATISTICS:
        raise WrongUse(f"statistic '{statistic}' is not one there is; statistics are {quoted(STATISTICS)}")
    listed, measure = read_axes(pairs), STATISTICS[statistic]
    refused = _refused(notes, vectors)
    if refused:
        return schema.empty("scores", refused)
    found = _cosines(notes, listed, vectors)
    if not found.names:
        return schema.empty("scores", _said(found))
    counted = _counted(notes, found.words)
    values = found.values if statistic == "bias" else _squared(found.values, counted.counts)
    scores = schema.check(_scores(notes, measure, counted, found._replace(values=values)), "scores")
    remarks = (_said(found), NO_SEGMENTS if counted.places is not None else "")
    noted = with_note(scores, " ".join(remark for remark in remarks if remark))
    if counted.places is not None:
        noted.attrs[KEY_WITHHELD] = notes.saved["terms"][1].attrs.get(KEY_WITHHELD, {})
    return with_settings(noted, {"pairs": listed.sha256, "vectors": _source(notes, vectors)})


def axis_weights(notes: Annotations, axis: str, *, pairs: str = "", vectors: str = "") -> dict[str, float]:
    """The cosine of each word of the corpus with an axis: for a word shift, which says what makes an outlet's bias.

    Parameters as for axes. Raises: WrongUse where there is no such axis, or the data cannot give it; NeedsText from a
    bundle without a file of vectors."""
    listed = read_axes(pairs)
    if axis not in (names := [entry.name for entry in listed.entries]):
        raise WrongUse(f"axis '{axis}' is not in the table; axes are {quoted(names)}")
    refused = _refused(notes, vectors)
    if refused:
        raise (NeedsText if refused == NO_WORDS else WrongUse)(refused)
    found = _cosines(notes, listed, vectors)
    if axis not in found.names:
        raise WrongUse(_left_out(axis, found))
    column = found.values[:, found.names.index(axis)]
    there = set(_vocabulary(notes))
    return {w: v for w, v in zip(found.words.to_list(), column.tolist(), strict=True) if w in there}


def word_vectors(notes: Annotations, out: str | Path) -> None:
    """Learn word vectors from a corpus and write them to a file of word2vec's text format, for axes of another corpus.

    Raises: WrongUse where the corpus is too small or nothing can be written; NeedsText from a bundle."""
    refused = _refused(notes, "")
    if refused:
        raise (NeedsText if refused == NO_WORDS else WrongUse)(refused)
    write_vectors(_learnt(notes), out)


def _refused(notes: Annotations, vectors: str) -> str:
    """Why there are no vectors, if there are none."""
    if vectors:
        return ""
    return too_few(int(notes.corpus.articles["n_tokens"].sum())) or ("" if notes.corpus.texts is not None else NO_WORDS)


def _said(found: Cosines) -> str:
    """Which axes are left out, and which words have no vector."""
    out = [_left_out(axis, found) for axis in found.left_out]
    some = [f"{quoted(words)} ({axis})" for axis, words in found.missing.items() if words]
    return " ".join([*out, *([f"Words of poles without a vector: {', '.join(some)}."] if some else [])])


def _left_out(axis: str, found: Cosines) -> str:
    return f"The axis {axis} is left out: {found.left_out[axis]}."


def _source(notes: Annotations, vectors: str) -> str:
    if not vectors:
        return "learnt"
    return str(notes.once(f"sha256 of {vectors}", lambda: _sha256(vectors)))


def _sha256(vectors: str) -> str:
    try:
        return sha256_of(resolve(vectors))
    except OSError as error:
        raise WrongUse(f"word vectors '{vectors}' cannot be read: {error.strerror}") from None


def _learnt(notes: Annotations) -> Vectors:
    return notes.once("vectors", lambda: learn(word_sequence(notes.words)))


def _cosines(notes: Annotations, listed: Axes, vectors: str) -> Cosines:
    def make() -> Cosines:
        poles = {word for axis in listed.entries for word in (*axis.left, *axis.right)}
        known = read_vectors(vectors, poles | {*_vocabulary(notes)}) if vectors else _learnt(notes)
        return cosines(known, listed.entries)

    return notes.once(f"axes {listed.sha256} {_source(notes, vectors)}", make)


def _vocabulary(notes: Annotations) -> list[str]:
    """The words of the corpus that are no function words."""
    if notes.corpus.texts is not None:
        words = word_sequence(notes.words)
        return words.vocabulary.gather(np.unique(words.word[~words.function])).to_list()
    return sorted({*notes.saved["terms"][1]["item"].unique()} - {TOTAL, *function_words()})


def _counted(notes: Annotations, words: pl.Series) -> _Counted:
    from scipy import sparse

    index = pd.Index(words.to_list())
    if notes.corpus.texts is not None:
        told = word_sequence(notes.words)
        word = index.get_indexer(told.vocabulary.to_list())[told.word]
        kept = np.flatnonzero((word >= 0) & ~told.function)
        place, word, x = told.segment[kept], word[kept], np.ones(len(kept))
        return _Counted(sparse.csr_array((x, (place, word)), shape=(len(notes.segments), len(words))), None)
    terms = notes.saved["terms"][1]
    code, names = pd.factorize(terms["item"])
    word = np.where(names.isin(function_words()), -1, index.get_indexer(names))[code]
    places = terms.loc[terms["item"] == TOTAL, PLACE].reset_index(drop=True)
    place = pd.MultiIndex.from_frame(places[KEY]).get_indexer(pd.MultiIndex.from_frame(terms[KEY]))
    kept = np.flatnonzero(word >= 0)
    x = terms["x"].to_numpy()[kept]
    return _Counted(sparse.csr_array((x, (place[kept], word[kept])), shape=(len(places), len(words))), places)


def _squared(values: NDArray[np.float64], counts: Any) -> NDArray[np.float64]:
    """The squared distance of each word from the mean of all words of the corpus."""
    often = counts.sum(axis=0)
    return (values - often @ values / max(often.sum(), 1)) ** 2


def _scores(notes: Annotations, measure: str, counted: _Counted, found: Cosines) -> pd.DataFrame:
    x, n, names = counted.counts @ found.values, counted.counts.sum(axis=1), list(found.names)
    if counted.places is None:
        rows, items = x.shape
        hits = pl.DataFrame({
            "segment": np.repeat(np.arange(rows), items), "item": np.tile(np.arange(items), rows), "x": x.ravel()
        })  # fmt: skip
        return collect(notes, measure, hits, n, items=names, names=pl.Series(names))
    whole = pd.concat(
        [
            counted.places.assign(item=item, x=column, n=n)
            for item, column in zip([TOTAL, *names], [0 * n, *x.T], strict=True)
        ]
    )
    nothing = dict.fromkeys(("units", "xx", "xn", "nn"), 0.0)
    return whole.assign(measure=measure, **nothing)[schema.columns("scores")].sort_values(
        "item", kind="stable", ignore_index=True
    )
