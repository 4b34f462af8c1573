import numpy as np
import pytest

from analysis.language.embeddings.sentence_encoder import EncodedSentences, sentence_encoder
from analysis.language.statements.matched_pieces import piece_similarity
from analysis.language.statements.same_facts import _without_content

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]
NORTHEAST = [0.6, 0.8]


def encoded(states: list[list[list[float]]], pieces: list[list[int]], names: tuple[int, ...] = ()) -> EncodedSentences:
    flat = np.concatenate([np.array(of_one, np.float32).reshape(-1, 2) for of_one in states])
    number = np.concatenate([np.array(of_one, np.int64) for of_one in pieces])
    n_pieces = np.array([len(of_one) for of_one in pieces])
    return EncodedSentences(np.zeros((len(pieces), 2), np.float32), n_pieces, flat, number, np.isin(number, names))


def test_a_case_worked_by_hand() -> None:
    # Every piece is in one of two statements, so that all weigh the same.
    statements = encoded([[EAST, NORTH], [NORTHEAST]], [[0, 1], [2]])
    covered, covers = (0.6 + 0.8) / 2, 0.8
    similarity = piece_similarity(statements, np.zeros(3, bool))
    assert similarity[0, 1] == pytest.approx(2 * covered * covers / (covered + covers), abs=1e-5)
    assert np.diag(similarity) == pytest.approx([1, 1], abs=1e-5)


def test_function_words_do_not_count() -> None:
    statements = encoded([[EAST, NORTH], [NORTHEAST]], [[0, 1], [2]])
    similarity = piece_similarity(statements, np.array([False, True, False]))
    assert similarity[0, 1] == pytest.approx(0.6, abs=1e-5)


def test_a_name_weighs_a_fifth() -> None:
    statements = encoded([[EAST, NORTH], [NORTHEAST]], [[0, 1], [2]], names=(1,))
    covered, covers = (0.6 + 0.2 * 0.8) / 1.2, 0.8
    assert piece_similarity(statements, np.zeros(3, bool))[0, 1] == pytest.approx(
        2 * covered * covers / (covered + covers), abs=1e-4
    )


def test_a_statement_of_function_words_or_of_nothing() -> None:
    statements = encoded([[EAST], [], [EAST]], [[0], [], [1]])
    similarity = piece_similarity(statements, np.array([True, False]))
    assert similarity[0, 2] == pytest.approx(1, abs=1e-5)
    assert (similarity[1] == 0).all()


def test_what_is_shared_counts_more_than_who() -> None:
    texts = [
        "The plant will dismiss Ida Rosk in May.",
        "The plant dismisses its captain.",
        "Friends met Ida Rosk in Lima.",
    ]
    similarity = piece_similarity(sentence_encoder().encode(texts), _without_content())
    assert similarity[0, 1] > similarity[0, 2]
