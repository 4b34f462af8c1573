import numpy as np
import pytest

from analysis._utils.ragged import row_starts
from analysis.language.embeddings.sentence_encoder import LONGEST, sentence_encoder

SENTENCES = ["The ferry sank.", "A boat went under off the coast.", "Prices of bread rose by a tenth in Osterby."]


def test_a_sentence_is_nearest_to_one_that_says_the_same() -> None:
    vectors = sentence_encoder().encode(SENTENCES).vectors
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    cosines = vectors @ vectors.T
    assert cosines[0, 1] > cosines[0, 2] + 0.2


def test_pieces_are_those_of_the_words_without_the_marks_of_the_encoder() -> None:
    encoder = sentence_encoder()
    encoded = encoder.encode(["The ferry, Maren, sank.", "It sank."])
    assert [encoder.vocabulary[piece] for piece in encoded.pieces][:3] == ["the", "ferry", ","]
    assert encoded.n_pieces.sum() == len(encoded.pieces) == len(encoded.states) == len(encoded.capitals)
    assert encoded.n_pieces[1] == 3


def test_capitals_are_those_of_words_inside_a_sentence() -> None:
    encoder = sentence_encoder()
    encoded = encoder.encode(["Ferries of Vesterline sank."])
    marked = "".join(encoder.vocabulary[piece] for piece in encoded.pieces[encoded.capitals]).replace("##", "")
    assert marked == "vesterline"


def test_a_sentence_has_the_same_vectors_whatever_is_encoded_beside_it() -> None:
    alone, together = sentence_encoder().encode(SENTENCES[:1]), sentence_encoder().encode(SENTENCES[::-1])
    assert together.vectors[2] == pytest.approx(alone.vectors[0], abs=1e-4)
    first = row_starts(together.n_pieces)[2]
    assert together.states[first:] == pytest.approx(alone.states, abs=1e-4)


def test_a_long_sentence_is_cut() -> None:
    encoded = sentence_encoder().encode(["ferry " * 400_000])
    assert encoded.n_pieces.tolist() == [LONGEST - 2]


def test_no_sentence_and_an_empty_one() -> None:
    assert len(sentence_encoder().encode([]).vectors) == 0
    assert sentence_encoder().encode([""]).n_pieces.tolist() == [0]
