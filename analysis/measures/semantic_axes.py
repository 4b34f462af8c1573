"""Position of each outlet between two poles, such as war and peace."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.content_hiding import hides_content
from analysis._utils.table_notes import with_note, with_settings
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.layers import layer
from analysis.exceptions import NeedsText, WrongUse, excerpt, quoted
from analysis.io.files import sha256_of
from analysis.io.paths import resolve
from analysis.io.read_errors import cannot_read
from analysis.io.withheld_scores import KEY as KEY_WITHHELD
from analysis.language.embeddings.ppmi_vectors import too_few
from analysis.language.embeddings.semantic_axes import Axes, Cosines, cosines, read_axes
from analysis.language.embeddings.word2vec_format import read_vectors, write_vectors
from analysis.language.text.tokens import function_words
from analysis.language.text.word_sequence import word_sequence
from analysis.measures._scores import collect
from analysis.schema import TOTAL

VOICE_OF_ARTICLE = ["article_id", "voice"]
PLACE = ["event", "outlet", *VOICE_OF_ARTICLE]
STATISTICS = {"bias": "semantic_axes", "intensity": "semantic_axes_intensity"}
LEARNT = "learnt"  # source of vectors that come from no file
NO_WORDS = (
    "Vectors are learnt from words in their order, which a bundle does not contain. Name a file of word vectors, or "
    "put the articles into the folder text/ beside the bundle."
)
NO_SEGMENTS = "A bundle counts words by article, so that differences can be tested over articles or events only."


@hides_content
class _Counts(NamedTuple):
    """Counts of the words with a vector: a sparse matrix (places, words).

    A place is a segment or, if only a bundle is available, a voice of an article: then places is a table of them.
    """

    counts: Any
    places: pd.DataFrame | None


def semantic_axes(notes: Annotations, *, pairs: str = "", vectors: str = "", statistic: str = "bias") -> pd.DataFrame:
    """Measure where the words of each outlet lie along axes between two poles, such as war and peace.

    The position of a word is the cosine of its vector with the axis: −1 at the left pole (the first in the name), 1 at
    the right. Function words are left out.

    Parameters
    ----------
    notes : Annotations
        From a bundle only with a file of vectors, and without moments over segments.
    pairs : str
        CSV file of axes (left, right: words of the poles); '' for the included axes.
    vectors : str
        File in word2vec's text or binary format; '' to learn vectors from this corpus, from all outlets together and
        without their labels.
    statistic : str
        ``"bias"``: mean cosine of the words. ``"intensity"``: their mean squared distance from the mean of the whole
        corpus, large where many words are near either pole.

    Returns
    -------
    pandas.DataFrame
        Table scores; item: the axis; x: sum of cosines (of squared distances) over words; n: words with a vector.
        Without rows if the data cannot answer. ``attrs["note"]`` says why, and which axes and words of poles have no
        vector.

    Raises
    ------
    WrongUse
        For another statistic, or an unusable file.

    References
    ----------
    Kwak, An, Jing & Ahn (2021), FrameAxis, PeerJ Computer Science 7:e644. Their null hypothesis draws samples of the
    same size from the whole corpus; `compare` lets articles vary, since the words of an article do not vary alone.
    """
    check_annotations(notes)
    checked_choice(statistic, "statistic", tuple(STATISTICS))
    listed = read_axes(pairs)
    impossible = _why_no_vectors(notes, vectors)
    if impossible:
        return schema.empty("scores", impossible)
    found = _cosines(notes, listed, vectors)
    if not found.names:
        return schema.empty("scores", _about_missing_vectors(found))
    counts = _word_counts(notes, found.words)
    values = found.values if statistic == "bias" else _squared_distances(found.values, counts.counts)
    score = _segment_scores if counts.places is None else _voice_scores
    scores = schema.check(score(notes, STATISTICS[statistic], counts, found._replace(values=values)), "scores")
    remarks = [_about_missing_vectors(found), NO_SEGMENTS if counts.places is not None else ""]
    noted = with_note(scores, " ".join(remark for remark in remarks if remark))
    if counts.places is not None:
        noted.attrs[KEY_WITHHELD] = _saved_terms(notes).attrs.get(KEY_WITHHELD, {})
    return with_settings(noted, {"pairs": listed.sha256, "vectors": _source(notes, vectors)})


def axis_weights(notes: Annotations, axis: str, *, pairs: str = "", vectors: str = "") -> dict[str, float]:
    """Weigh words for a word shift: the cosine of each word of the corpus with an axis.

    Parameters
    ----------
    notes : Annotations
    axis : str
        Its name, such as ``"war–peace"``.
    pairs, vectors : str
        As for `semantic_axes`.

    Returns
    -------
    dict of str to float

    Raises
    ------
    WrongUse
        If there is no such axis, or the data cannot give it.
    NeedsText
        From a bundle without a file of vectors.
    """
    check_annotations(notes)
    listed = read_axes(pairs)
    names = [entry.name for entry in listed.entries]
    if axis not in names:
        raise WrongUse(f"Invalid `axis`: {excerpt(axis)}. The table has {quoted(names)}.")
    _check_vectors_possible(notes, vectors)
    found = _cosines(notes, listed, vectors)
    if axis not in found.names:
        raise WrongUse(_why_left_out(axis, found))
    cosine_of_word = dict(zip(found.words.to_list(), found.values[:, found.names.index(axis)].tolist(), strict=True))
    in_corpus = set(_content_words(notes))
    return {word: cosine for word, cosine in cosine_of_word.items() if word in in_corpus}


def word_vectors(notes: Annotations, out: str | Path) -> None:
    """Learn word vectors from a corpus and write them to a file in word2vec's text format.

    Parameters
    ----------
    notes : Annotations
    out : path

    Raises
    ------
    WrongUse
        If the corpus is too small, or the file cannot be written.
    NeedsText
        From a bundle.
    """
    check_annotations(notes)
    _check_vectors_possible(notes, "")
    write_vectors(notes.word_vectors, out)


def _why_no_vectors(notes: Annotations, vectors: str) -> str:
    """Why vectors can neither be read nor learnt; '' if they can."""
    if vectors:
        return ""
    too_small = too_few(int(notes.corpus.articles["n_tokens"].sum()))
    return too_small or ("" if notes.corpus.texts is not None else NO_WORDS)


def _check_vectors_possible(notes: Annotations, vectors: str) -> None:
    impossible = _why_no_vectors(notes, vectors)
    if impossible:
        raise (NeedsText if impossible == NO_WORDS else WrongUse)(impossible)


def _about_missing_vectors(found: Cosines) -> str:
    """Which axes are left out, and which words have no vector."""
    remarks = [_why_left_out(axis, found) for axis in found.left_out]
    missing = [f"{quoted(words)} ({axis})" for axis, words in found.missing.items() if words]
    if missing:
        remarks.append(f"Words of poles without a vector: {', '.join(missing)}.")
    return " ".join(remarks)


def _why_left_out(axis: str, found: Cosines) -> str:
    return f"The axis {axis} is left out: {found.left_out[axis]}."


def _source(notes: Annotations, vectors: str) -> str:
    return _file_checksum(notes, vectors) if vectors else LEARNT


@layer
def _file_checksum(_notes: Annotations, vectors: str) -> str:
    try:
        return sha256_of(resolve(vectors))
    except OSError as error:
        raise cannot_read(vectors, error, "word vectors") from None


def _cosines(notes: Annotations, listed: Axes, vectors: str) -> Cosines:
    return _cosines_from(notes, listed, vectors, _source(notes, vectors))


@layer
def _cosines_from(notes: Annotations, listed: Axes, vectors: str, _checksum: str) -> Cosines:
    """Cosines of words with axes, computed once per content of the files."""
    if not vectors:
        return cosines(notes.word_vectors, listed.entries)
    poles = {word for axis in listed.entries for word in (*axis.left, *axis.right)}
    return cosines(read_vectors(vectors, poles | set(_content_words(notes))), listed.entries)


def _content_words(notes: Annotations) -> list[str]:
    """Return the words of the corpus that are no function words."""
    if notes.corpus.texts is not None:
        words = word_sequence(notes.words)
        return words.vocabulary.gather(np.unique(words.word[~words.function])).to_list()
    return sorted({*_saved_terms(notes)["item"].unique()} - {TOTAL, *function_words()})


def _saved_terms(notes: Annotations) -> pd.DataFrame:
    return notes.saved["terms"][1]


def _word_counts(notes: Annotations, words: pl.Series) -> _Counts:
    """Return the counts of some words; function words have none."""
    number_of_word = pd.Index(words.to_list())
    if notes.corpus.texts is not None:
        return _counts_in_segments(notes, number_of_word)
    return _counts_in_saved_terms(_saved_terms(notes), number_of_word)


def _counts_in_segments(notes: Annotations, number_of_word: pd.Index) -> _Counts:
    words = word_sequence(notes.words)
    number = number_of_word.get_indexer(words.vocabulary.to_list())[words.word]
    kept = np.flatnonzero((number >= 0) & ~words.function)
    shape = (len(notes.segments), len(number_of_word))
    return _Counts(_sparse(np.ones(len(kept)), words.segment[kept], number[kept], shape), None)


def _counts_in_saved_terms(terms: pd.DataFrame, number_of_word: pd.Index) -> _Counts:
    term, names = pd.factorize(terms["item"])
    number = np.where(names.isin(function_words()), -1, number_of_word.get_indexer(names))[term]
    places = terms.loc[terms["item"] == TOTAL, PLACE].reset_index(drop=True)
    place = pd.MultiIndex.from_frame(places[VOICE_OF_ARTICLE]).get_indexer(
        pd.MultiIndex.from_frame(terms[VOICE_OF_ARTICLE])
    )
    kept = np.flatnonzero(number >= 0)
    x = terms["x"].to_numpy()[kept]
    return _Counts(_sparse(x, place[kept], number[kept], (len(places), len(number_of_word))), places)


def _sparse(values: NDArray[Any], row: NDArray[Any], column: NDArray[Any], shape: tuple[int, int]) -> Any:
    from scipy import sparse

    return sparse.csr_array((values, (row, column)), shape=shape)


def _squared_distances(values: NDArray[np.float64], counts: Any) -> NDArray[np.float64]:
    """Return the squared distance of each word from the mean of all words of the corpus."""
    n = counts.sum(axis=0)
    mean = n @ values / max(n.sum(), 1)
    squared: NDArray[np.float64] = (values - mean) ** 2
    return squared


def _segment_scores(notes: Annotations, measure: str, counts: _Counts, found: Cosines) -> pd.DataFrame:
    x, n = counts.counts @ found.values, counts.counts.sum(axis=1)
    n_segments, n_axes = x.shape
    hits = pl.DataFrame({
        "segment": np.repeat(np.arange(n_segments), n_axes),
        "item": np.tile(np.arange(n_axes), n_segments),
        "x": x.ravel(),
    })  # fmt: skip
    return collect(notes, measure, hits, n, items=found.names, names=pl.Series(found.names))


def _voice_scores(_notes: Annotations, measure: str, counts: _Counts, found: Cosines) -> pd.DataFrame:
    """Scores without moments over segments."""
    assert counts.places is not None
    x, n = counts.counts @ found.values, counts.counts.sum(axis=1)
    columns = dict(zip([TOTAL, *found.names], [np.zeros(len(n)), *x.T], strict=True))
    table = pd.concat([counts.places.assign(item=item, x=column, n=n) for item, column in columns.items()])
    no_moments = dict.fromkeys(("units", "xx", "xn", "nn"), 0.0)
    scores = table.assign(measure=measure, **no_moments)[schema.columns("scores")]
    return scores.sort_values("item", kind="stable", ignore_index=True)
