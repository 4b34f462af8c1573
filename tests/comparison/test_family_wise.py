"""Step-down max-T over permuted labels."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis import compare, schema
from analysis.comparison.family_wise import _relabelings
from analysis.stats.normal_scores import MOST_SKEWED

# Event, outlet, and x and n of each article.
Rows = list[tuple[str, str, list[float], list[float]]]


def scores(rows: Rows) -> pd.DataFrame:
    made = [
        ("framing", f"i{item}", event, outlet, f"a{number}", "narration", x, n, 1.0, x * x, x * n, n * n)
        for number, (event, outlet, numerators, denominators) in enumerate(rows)
        for item, (x, n) in enumerate(zip(numerators, denominators, strict=True))
    ]
    return pd.DataFrame(made, columns=schema.columns("scores"))


def plain_score(t: float, variance: float, third: float) -> float:
    if variance < 1e-9 or t == 0:
        return 0
    skewness = math.copysign(1, t) * min(max(third / variance**1.5, -MOST_SKEWED), MOST_SKEWED)
    if abs(skewness) < 1e-9:
        return abs(t) / math.sqrt(variance)
    root = math.cbrt(1 + skewness * abs(t) / math.sqrt(variance) / 2)
    return max(6 / skewness * (root - 1) + skewness / 6, 0)


def plain_statistic(rows: Rows, item: int, labels: list[str], sides: tuple[str, str], *, by_event: bool) -> float:
    """Return the score of one item of one pair, unit by unit."""
    units = [(e if by_event else "", label, x[item], n[item]) for (e, _, x, n), label in zip(rows, labels, strict=True)]
    t = variance = third = 0.0
    for event in {unit[0] for unit in units}:
        here = [unit for unit in units if unit[0] == event and unit[3] > 0]
        own = [unit for unit in here if unit[1] == sides[0]]
        other = [unit for unit in here if (unit[1] != sides[0] if sides[1] == "rest" else unit[1] == sides[1])]
        if not own or not other:
            continue
        n_own, n_other, n_all = (sum(unit[3] for unit in part) for part in (own, other, here))
        share, rate, number = n_own / (n_own + n_other), sum(unit[2] for unit in here) / n_all, len(here)
        e = [unit[2] - rate * unit[3] for unit in here]
        t += (1 - share) * sum(unit[2] for unit in own) - share * sum(unit[2] for unit in other)
        chance = (n_own + n_other) / n_all * share * (1 - share)
        variance += chance * sum(r**2 for r in e) * number / (number - 1)
        if number > 2:
            cubes = sum(r**3 for r in e) * number**2 / ((number - 1) * (number - 2))
            third += chance * (1 - 2 * share) * cubes
    return plain_score(t, variance, third)


COUNT, SIZE = st.integers(0, 4).map(float), st.sampled_from([10.0, 20.0, 30.0])
ARTICLE = st.tuples(st.sampled_from(["e0", "e1"]), st.sampled_from("ABC"), st.tuples(COUNT, COUNT), SIZE)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(ARTICLE, min_size=4, max_size=8),
    st.sampled_from(["rest", "each"]),
    st.sampled_from(["article", "event"]),
    st.booleans(),
)
def test_equals_the_plain_definition(drawn: list, against: str, unit: str, own_sizes: bool) -> None:
    rows = [(event, outlet, list(x), [n, n + 5 * own_sizes]) for event, outlet, x, n in drawn]
    labels = [outlet for _, outlet, _, _ in rows]
    if len(set(labels)) < 2:
        return
    made = compare(scores(rows), against=against, unit=unit, correction="maxt", relabel=40, seed=1)
    tests = list(zip(made["item"].str[1:].astype(int), made["outlet"], made["against"], made["p"], strict=True))
    events = np.array([event for event, *_ in rows])
    codes = np.unique(labels, return_inverse=True)[1]
    largest = np.array([max(n) for *_, n in rows])
    own = [plain_statistic(rows, i, labels, (a, b), by_event=unit == "event") for i, a, b, _ in tests]
    again = []
    for relabeled in _relabelings(codes, np.unique(events, return_inverse=True)[1], largest, relabel=40, seed=1):
        new = list(np.unique(labels)[relabeled])
        again.append([plain_statistic(rows, i, new, (a, b), by_event=unit == "event") for i, a, b, _ in tests])
    limit = [np.nan if math.isnan(p) else stats.norm.isf(p / 2) for *_, p in tests]
    observed = np.where(np.isnan(limit), np.nan, np.fmin(own, limit))
    size = np.nan_to_num(observed)
    # Only tests that are no larger count for a test; q does not fall where the statistic does.
    raw = [np.mean([max(t[size <= s + 1e-9 * s]) >= s * (1 - 2e-5) for t in np.array(again)]) for s in size]
    expected = [np.nan if math.isnan(o) else max(q for q, s in zip(raw, size, strict=True) if s >= o) for o in observed]
    expected = np.fmax(expected, made["p"])
    np.testing.assert_allclose(made["q"], expected, atol=1e-9)


def test_one_against_many_lists_every_relabeling() -> None:
    rows: Rows = [("e", "A", [5.0], [10.0])] + [("e", "B", [k / 23], [10.0]) for k in range(23)]
    rows.append(("e", "A", [4.0], [10.0]))
    made = compare(scores(rows), correction="maxt", unit="article")
    # 25 · 24 / 2 pairs of articles, of which that of A has the highest rates.
    assert made["q"].tolist() == pytest.approx([1 / 300, 1 / 300])


def test_longer_articles_keep_their_part_of_the_words() -> None:
    # A has 8 long articles, B 8 short ones, and one of B has a rare word: its part of the words is .25.
    rows: Rows = [("e", "A", [0.0], [30.0]) for _ in range(8)] + [
        ("e", "B", [2.0 * (k == 0)], [10.0]) for k in range(8)
    ]
    codes, none = np.repeat([0, 1], 8), np.zeros(16, int)
    drawn = list(_relabelings(codes, none, np.array([n for *_, (n,) in rows]), relabel=500, seed=0))
    assert drawn[0].tolist() == codes.tolist()
    assert {np.bincount(labels)[1] for labels in drawn[1:]} == {4}
    made = compare(scores(rows), correction="maxt", unit="article", relabel=500)
    assert made["q"].min() > 0.15


def test_the_labels_as_they_are_are_always_among_the_relabelings() -> None:
    # In each event the label of the long article gains a unit, so that over both events the numbers stay the same.
    codes, within = np.array([0, 0, 1, 1, 1, 0]), np.array([0, 0, 0, 1, 1, 1])
    drawn = list(_relabelings(codes, within, np.array([5.0, 5, 90, 5, 5, 90]), relabel=40, seed=0))
    assert [sorted(labels[within == 0]) for labels in drawn] == [[0, 0, 1]] + [[0, 1, 1]] * 9
    assert drawn[0].tolist() == codes.tolist()


def test_scores_of_a_gamma_distribution_are_close_to_its_normal_quantiles() -> None:
    from analysis.stats.normal_scores import normal_scores

    gamma = stats.gamma(4)
    t = gamma.isf([0.05, 0.01, 1e-3, 1e-5]) - gamma.mean()
    made = normal_scores(t, np.array(gamma.var()), np.array(gamma.stats("s") * gamma.std() ** 3))
    np.testing.assert_allclose(made, stats.norm.isf([0.05, 0.01, 1e-3, 1e-5]), rtol=0.02)
