"""Means corrected for a machine's errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.stats.misclassification import corrected_mean


def test_of_one_article_coded_nothing_is_known() -> None:
    assert np.isnan(corrected_mean(np.array([1.0, 0.0]), np.array([0]), np.array([1.0]), np.array([0.5])).value)


def test_worked_by_hand() -> None:
    # The machine says 1, 1, 0, 0 and people, of the second and third, 1 and 0: in these it is right.
    machine = np.array([1.0, 1.0, 0.0, 0.0])
    made = corrected_mean(machine, np.array([1, 2]), np.array([1.0, 0.0]), np.array([0.5, 0.5]))
    assert made.tuning == 1
    assert made.value == 0.5
    assert made.variance == pytest.approx(0.5 / 4), "that of the human codes over four articles; no errors were seen"
    assert made.df == pytest.approx(1)


def test_a_machine_that_knows_nothing_leaves_the_human_codes() -> None:
    human = np.array([1.0, 0.0, 0.0, 1.0, 1.0])
    made = corrected_mean(np.full(50, 0.3), np.arange(5), human, np.full(5, 0.1))
    assert (made.tuning, made.value) == (0, pytest.approx(0.6))
    assert made.variance == pytest.approx(human.var(ddof=1) / 5)


@settings(max_examples=50)
@given(st.integers(0, 10**6))
def test_where_everything_is_coded_it_is_the_mean_of_the_human_codes(seed: int) -> None:
    rng = np.random.default_rng(seed)
    machine, human = rng.integers(0, 2, 30).astype(float), rng.integers(0, 2, 30).astype(float)
    made = corrected_mean(machine, np.arange(30), human, np.ones(30))
    assert made.value == pytest.approx(human.mean())
    assert made.variance == pytest.approx(human.var(ddof=1) / 30)


def test_rare_articles_drawn_more_often_count_less() -> None:
    # Two in three of the coded are of a kind that is one in ten: people find 1 there, and 0 elsewhere.
    machine, human = np.zeros(100), np.array([1.0, 1.0, 0.0])
    made = corrected_mean(machine, np.array([0, 1, 20]), human, np.array([0.2, 0.2, 1 / 90]))
    assert made.value == pytest.approx(0.1)
