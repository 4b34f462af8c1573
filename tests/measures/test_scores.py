from collections import defaultdict
from types import SimpleNamespace

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import schema
from analysis.measures._scores import collect
from analysis.schema import TOTAL, VOICES

ARTICLES = [("a2", "Gazette", "bridge"), ("a1", "Herald", "bridge"), ("a3", "Gazette", "ferry")]
MOMENTS = ["x", "n", "units", "xx", "xn", "nn"]


def notes_of(segments: list[tuple[str, str]]) -> SimpleNamespace:
    """Notes with nothing but articles and the article and voice of each segment."""
    articles = pd.DataFrame(ARTICLES, columns=["article_id", "outlet", "event"], dtype="str")
    return SimpleNamespace(
        corpus=SimpleNamespace(articles=articles),
        segments=pd.DataFrame(segments, columns=["article_id", "voice"], dtype="str"),
    )


def hits_of(rows: list[tuple[int, str, float]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"segment": pl.Int64, "item": pl.String, "x": pl.Float64}, orient="row")


def by_loop(segments, rows, n, items) -> list[tuple]:
    """Scores as the definition reads: one segment after the other."""
    counts: dict[tuple[str, int], float] = defaultdict(float)
    for segment, item, x in rows:
        counts[item, segment] += x
    rank = {article: i for i, (article, *_) in enumerate(ARTICLES)}
    about = {article: (event, outlet) for article, outlet, event in ARTICLES}
    found = {(item, *segments[segment]) for item, segment in counts}
    wanted = {(item, *place) for item in [TOTAL, *items] for place in segments}
    table = []
    for item, article, voice in sorted(found | wanted, key=lambda k: (k[0], rank[k[1]], VOICES.index(k[2]))):
        here = [i for i, place in enumerate(segments) if place == (article, voice)]
        pairs = [(counts[item, i], n[i]) for i in here]
        table.append((
            "made", item, *about[article], article, voice, sum(x for x, _ in pairs), sum(m for _, m in pairs),
            len(here), sum(x * x for x, _ in pairs), sum(x * m for x, m in pairs), sum(m * m for _, m in pairs),
        ))  # fmt: skip
    return table


def test_a_corpus_without_segments_has_no_scores() -> None:
    scores = schema.check(collect(notes_of([]), "made", hits_of([]), []), "scores")
    assert scores.empty


def test_without_hits_the_totals_stay() -> None:
    scores = collect(notes_of([("a1", "quoted"), ("a1", "quoted")]), "made", hits_of([]), [3, 4], items=["rain"])
    assert scores["item"].tolist() == [TOTAL, "rain"]
    assert scores[MOMENTS].to_numpy().tolist() == [[0, 7, 2, 0, 0, 25]] * 2


def test_moments_by_hand() -> None:
    segments = [("a1", "narration"), ("a1", "quoted"), ("a1", "narration")]
    hits = hits_of([(0, "boat", 1), (0, "boat", 1), (1, "boat", 1), (2, "boat", 3)])
    scores = schema.check(collect(notes_of(segments), "made", hits, [5, 7, 9]), "scores")
    boat = scores[scores["item"] == "boat"].set_index("voice")[MOMENTS]
    assert boat.loc["narration"].tolist() == [2 + 3, 5 + 9, 2, 4 + 9, 2 * 5 + 3 * 9, 25 + 81]
    assert boat.loc["quoted"].tolist() == [1, 7, 1, 1, 7, 49]
    assert scores["outlet"].unique().tolist() == ["Herald"]


def test_a_segment_may_have_more_of_an_item_than_a_byte_holds() -> None:
    hits = pl.DataFrame({"segment": [0] * 300, "item": ["boat"] * 300, "x": np.ones(300, np.int32)})
    scores = collect(notes_of([("a1", "quoted")]), "made", hits, [300])
    assert scores[MOMENTS].to_numpy().tolist()[1] == [300, 300, 1, 90_000, 90_000, 90_000]


PLACES = st.tuples(st.sampled_from([a for a, *_ in ARTICLES]), st.sampled_from(VOICES))
ITEMS = ["boat", "Boat", "élan", "rain"]


@st.composite
def cases(draw):
    segments = draw(st.lists(PLACES, min_size=1, max_size=12))
    of = st.integers(0, len(segments) - 1)
    rows = draw(st.lists(st.tuples(of, st.sampled_from(ITEMS), st.integers(-3, 3).map(float)), max_size=30))
    n = draw(st.lists(st.integers(0, 9), min_size=len(segments), max_size=len(segments)))
    return segments, rows, n, draw(st.lists(st.sampled_from([*ITEMS, "never"]), unique=True))


@settings(max_examples=50)
@given(cases())
def test_moments_are_those_of_a_plain_loop_in_any_order_of_segments_and_hits(case) -> None:
    segments, rows, n, items = case
    scores = collect(notes_of(segments), "made", hits_of(rows), n, items=items)
    assert list(scores.itertuples(index=False, name=None)) == by_loop(segments, rows, n, items)


@settings(max_examples=30)
@given(cases())
def test_items_may_be_numbers(case) -> None:
    segments, rows, n, items = case
    numbers = pl.DataFrame(
        [(segment, ITEMS.index(item), x) for segment, item, x in rows],
        schema={"segment": pl.Int64, "item": pl.Int64, "x": pl.Float64},
        orient="row",
    )
    named = collect(notes_of(segments), "made", hits_of(rows), n, items=items)
    pd.testing.assert_frame_equal(
        collect(notes_of(segments), "made", numbers, n, items=items, names=pl.Series(ITEMS)), named
    )


def test_sums_do_not_hang_on_the_order_of_hits() -> None:
    rng = np.random.default_rng(0)
    segments = [("a1", "quoted")] * 500
    rows = list(zip(range(500), ["boat"] * 500, rng.normal(size=500).tolist(), strict=True))
    first = collect(notes_of(segments), "made", hits_of(rows), np.ones(500))
    again = collect(notes_of(segments), "made", hits_of([rows[i] for i in rng.permutation(500)]), np.ones(500))
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    assert first["x"].iloc[1] == pytest.approx(sum(x for *_, x in rows))


WORDY = [("a1", "narration")] * 4 + [("a3", "quoted")] * 2


def test_rare_words_do_not_say_how_long_their_segment_is() -> None:
    # Four segments of 3, 5, 7 and 9 words; a boat in the third, five ferries in the last two.
    hits = hits_of([(2, "boat", 1), (2, "ferry", 2), (3, "ferry", 3), (4, "boat", 1)])
    n = [3, 5, 7, 9, 2, 4]
    scores = collect(notes_of(WORDY), "made", hits, n, of_words=True).set_index(["item", "article_id"])
    nn = 9 + 25 + 49 + 81
    assert scores.loc[("boat", "a1"), "xn"] == pytest.approx(1 * nn / 24)
    # Often enough, or in so few segments that a bundle leaves the words out: the sum itself.
    assert scores.loc[("ferry", "a1"), "xn"] == 2 * 7 + 3 * 9
    assert scores.loc[("boat", "a3"), "xn"] == 2
    assert scores.loc[("", "a1"), ["x", "n", "nn"]].tolist() == [0, 24, nn]


@pytest.mark.parametrize(
    ("counts", "squares"), [([1, 1, 1, 1], 6), ([2, 1, 1, 1], 9), ([2, 2, 0, 0], 8), ([5, 1, 1, 1], 28)]
)
def test_the_squares_of_a_word_never_prove_that_it_stands_everywhere(counts: list[int], squares: int) -> None:
    # The least squares with one segment empty: 4 = 2+1+1, 5 = 2+2+1; of 8 in 3+3+2 less than there are.
    hits = hits_of([(i, "boat", x) for i, x in enumerate(counts) if x])
    scores = collect(notes_of(WORDY[:4]), "made", hits, [9, 9, 9, 9], of_words=True).set_index("item")
    assert scores.loc["boat", "xx"] == squares
