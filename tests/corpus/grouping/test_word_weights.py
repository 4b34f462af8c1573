"""Weights of words."""

from math import log

import numpy as np
import pytest

from analysis.corpus.grouping import word_weights as module
from analysis.corpus.grouping.word_weights import word_weights


def test_no_articles_have_no_weights() -> None:
    assert word_weights([], []).shape == (0, 0)


def test_an_article_without_words_has_an_empty_row() -> None:
    assert word_weights(["", "Ferry sinks"], ["", "The of a 1"])[[0]].nnz == 0


def test_weights_worked_by_hand() -> None:
    rows = word_weights(["", ""], ["ferry ferry harbour", "harbour"]).toarray()
    # Lead and body are the same here. ferry: (1 + ln 2) · ln(3 / 1.5); harbour: 1 · ln(3 / 2.5).
    ferry, harbour = (1 + log(2)) * log(3 / 1.5), log(3 / 2.5)
    assert rows[0] == pytest.approx(np.array([ferry, harbour]) / np.hypot(ferry, harbour), rel=1e-5)
    assert rows[1] == pytest.approx([0, 1])


def test_a_headline_counts_as_much_as_a_long_body() -> None:
    bodies = [" ".join(f"{paper}{number}" for number in range(500)) for paper in ("post", "star", "echo")]
    rows = word_weights(["Ferry sinks", "Ferry sinks", "Mill burns"], bodies)
    cosines = (rows @ rows.T).toarray()
    # The headline is one of three parts of equal length, lead and body of which are alike in direction.
    assert cosines[0, 1] > 0.15
    assert cosines[0, 2] == 0


def test_batches_do_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Ferry {number} left harbour {number % 3}" for number in range(7)]
    at_once = word_weights(texts, texts).toarray()
    monkeypatch.setattr(module, "BATCH", 2)
    assert np.array_equal(word_weights(texts, texts).toarray(), at_once)
