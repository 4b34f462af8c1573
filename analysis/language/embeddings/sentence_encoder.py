"""A small encoder of sentences, learned from all-MiniLM-L6-v2 and run by onnxruntime.

Training and accuracy: analysis/models/sentences/card.md. Its vocabulary is that of the encoder of sentiment.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis._utils.onnx_runtime import session
from analysis._utils.parallel import cores
from analysis._utils.ragged import row_sizes
from analysis.io.paths import PACKAGE

MODEL = PACKAGE / "models" / "sentences" / "model.onnx"
TOKENIZER = PACKAGE / "models" / "tone" / "tokenizer.json"
LONGEST = 48  # pieces of words; the rest of a sentence is not read
LONGEST_TEXT = 600  # characters, of which 48 pieces are almost never more
WIDTH = 384  # of a vector
Floats = NDArray[np.float32]


@hides_content
class EncodedSentences(NamedTuple):
    """Sentences as vectors, and the pieces of their words as vectors.

    Attributes
    ----------
    vectors : array of float32, shape (n_sentences, 384)
        Of length 1: their products are cosines.
    n_pieces : array of int, shape (n_sentences,)
        Number of pieces of each sentence.
    states : array of float32, shape (n_pieces, 384)
        The vector of each piece in its sentence, of length 1; the sentences one after the other.
    pieces : array of int, shape (n_pieces,)
        Number of each piece in the vocabulary.
    capitals : array of bool, shape (n_pieces,)
        Which pieces belong to a word with a capital that does not begin its sentence.
    """

    vectors: Floats
    n_pieces: NDArray[np.int64]
    states: Floats
    pieces: NDArray[np.int64]
    capitals: NDArray[np.bool_]


class SentenceEncoder:
    """The encoder included in the package.

    Parameters
    ----------
    threads : int
    """

    def __init__(self, *, threads: int = 1) -> None:
        from tokenizers import Tokenizer

        self._session = session(MODEL)
        self._tokenizer = Tokenizer.from_file(str(TOKENIZER))
        self._tokenizer.enable_truncation(LONGEST)
        self._threads = threads

    @property
    def vocabulary(self) -> list[str]:
        """The pieces of words, by number; a piece that continues a word begins with ##."""
        known: dict[str, int] = self._tokenizer.get_vocab()
        return sorted(known, key=known.__getitem__)

    def encode(self, sentences: Sequence[str]) -> EncodedSentences:
        """Encode sentences.

        Parameters
        ----------
        sentences : sequence of str
            Of each, at most the first 48 pieces of words are read.

        Returns
        -------
        EncodedSentences
        """
        shortened = [sentence[:LONGEST_TEXT] for sentence in sentences]
        read = self._tokenizer.encode_batch(shortened)
        ids = [np.array(one.ids, np.int64) for one in read]
        # One at a time: inputs are rounded in steps that depend on the largest one, so that a sentence has the same
        # vectors whatever is encoded beside it. Longest first, so that threads end at the same time.
        order = np.argsort(-row_sizes(ids), kind="stable").tolist()
        states: list[Floats] = [np.empty((0, 0), np.float32)] * len(ids)
        with ThreadPoolExecutor(self._threads) as pool:
            for number, of_sentence in zip(order, pool.map(self._states, [ids[i] for i in order]), strict=True):
                states[number] = of_sentence
        # The first and the last piece are marks of the encoder; they count for the sentence as a whole.
        vectors = [of_sentence.mean(axis=0) for of_sentence in states]
        capitals = [
            _in_capitalized_words(text, one.offsets[1:-1], one.word_ids[1:-1])
            for text, one in zip(shortened, read, strict=True)
        ]
        return EncodedSentences(
            _of_length_1(np.array(vectors, np.float32).reshape(-1, WIDTH)),
            row_sizes(ids) - 2,
            _of_length_1(np.concatenate([np.empty((0, WIDTH), np.float32), *(one[1:-1] for one in states)])),
            np.concatenate([np.empty(0, np.int64), *(one[1:-1] for one in ids)]),
            np.concatenate([np.empty(0, bool), *capitals]),
        )

    def _states(self, ids: NDArray[np.int64]) -> Floats:
        """Return the vectors of the pieces of a sentence."""
        hidden: Floats = self._session.run(None, {"ids": ids[None, :]})[0][0]
        return hidden


@cache
def sentence_encoder() -> SentenceEncoder:
    """Return the encoder, loaded once."""
    return SentenceEncoder(threads=cores())


def _in_capitalized_words(
    text: str, offsets: Sequence[tuple[int, int]], words: Sequence[int | None]
) -> NDArray[np.bool_]:
    """Return which pieces belong to a word with a capital that does not begin the text."""
    starts = np.array([start for start, _ in offsets], np.int64)
    word = np.array([-1 if number is None else number for number in words], np.int64)
    first = np.flatnonzero(np.diff(word, prepend=-2))
    capital = np.array([start > 0 and text[start].isupper() for start in starts[first].tolist()], bool)
    return np.repeat(capital, np.diff(np.append(first, len(word))))


def _of_length_1(vectors: Floats) -> Floats:
    length = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    scaled: Floats = vectors / np.maximum(length, np.float32(1e-9))
    return scaled
