"""Word shifts: by hand, by properties, from a bundle."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import analysis as ss
from analysis import schema
from analysis.comparison.word_shift import KINDS
from analysis.exceptions import WrongUse


def scores(counts: dict[str, dict[str, int]], *, event: str = "e") -> pd.DataFrame:
    """Term scores of one article an outlet, one segment an article."""
    rows = []
    for outlet, words in counts.items():
        n = sum(words.values())
        for item, x in [("", 0), *words.items()]:
            rows.append(("terms", item, event, outlet, f"{outlet}-{event}", "narration", x, n, 1, x * x, x * n, n * n))
    frame = pd.DataFrame(rows, columns=schema.columns("scores"))
    return frame.astype({c.name: c.dtype for c in schema.TABLES["scores"]})


def test_a_shift_by_hand() -> None:
    # Scored: A 3 good 1 bad, B 1 good 1 bad 2 calm; "bridge" has no weight.
    table = scores({"A": {"good": 3, "bad": 1, "bridge": 9}, "B": {"good": 1, "bad": 1, "calm": 2, "bridge": 1}})
    found = ss.word_shift(table, {"good": 2, "bad": -1, "calm": 1, "unseen": 5}, outlet="A", against="B")
    assert found["average"].iat[0] == pytest.approx((3 * 2 - 1) / 4)
    assert found["average_against"].iat[0] == pytest.approx((2 - 1 + 2) / 4)
    # good: (3/4 − 1/4) · 2; calm: (0 − 2/4) · 1; bad: no difference, no row.
    assert found[["item", "contribution", "kind"]].to_numpy().tolist() == [
        ["good", 1.0, "above, more"],
        ["calm", -0.5, "above, less"],
    ]


def test_the_reference_moves_words_and_not_the_sum() -> None:
    table = scores({"A": {"good": 3, "bad": 2}, "B": {"good": 1, "bad": 1, "calm": 2}})
    weights = {"good": 2, "bad": -1, "calm": 1}
    neutral = ss.word_shift(table, weights, outlet="A")
    centred = ss.word_shift(table, weights, outlet="A", reference=None)
    assert centred["reference"].iat[0] == pytest.approx(3 / 4)
    assert neutral["contribution"].sum() == pytest.approx(centred["contribution"].sum(), abs=1e-12)
    # calm is above 0 and above 3/4; bad is below both and A uses it more: 2/5 against 1/4.
    assert set(neutral["kind"]) == {"above, more", "above, less", "below, more"}
    assert set(KINDS) >= set(centred["kind"])


words = st.sampled_from([f"w{i}" for i in range(8)])
side = st.dictionaries(words, st.integers(1, 50), min_size=1)


@given(side, side, side, st.dictionaries(words, st.floats(-4, 4), min_size=1), st.none() | st.floats(-4, 4))
def test_contributions_add_up_to_the_difference(a: dict, b: dict, c: dict, weights: dict, reference: float) -> None:
    table = scores({"A": a, "B": b, "C": c})
    found = ss.word_shift(table, weights, outlet="A", reference=reference)
    rest = {w: b.get(w, 0) + c.get(w, 0) for w in {*b, *c}}

    def average(counts: dict) -> float:
        total = sum(counts.get(w, 0) for w in weights)
        return sum(counts.get(w, 0) * weights[w] for w in weights) / total if total else np.nan

    expected = average(a) - average(rest)
    if np.isnan(expected):
        assert found.empty and "no word shift" in found.attrs["note"]
    else:
        assert found["contribution"].sum() == pytest.approx(expected, abs=1e-12)
        assert found["contribution"].abs().round(12).is_monotonic_decreasing


def test_sides_are_counted_over_the_events_both_cover() -> None:
    table = pd.concat([
        scores({"A": {"good": 1, "bad": 1}, "B": {"good": 2, "bad": 1}}, event="e1"),
        scores({"B": {"bad": 50}}, event="e2"),
    ])  # fmt: skip
    found = ss.word_shift(table, {"good": 1, "bad": 0}, outlet="A")
    assert found["average_against"].iat[0] == pytest.approx(2 / 3)
    alone = pd.concat([scores({"A": {"good": 1}}, event="e1"), scores({"B": {"good": 1}}, event="e2")])
    none = ss.word_shift(alone, {"good": 1}, outlet="A")
    assert none.empty and none.attrs["note"] == "A and the other side share no event, so there is no word shift."


def test_no_word_with_a_weight_is_told_and_not_guessed() -> None:
    found = ss.word_shift(scores({"A": {"bridge": 1}, "B": {"good": 1}}), {"good": 1}, outlet="A")
    assert list(found) == schema.columns("shifts")
    assert found.attrs["note"] == "No word of A has a weight, so there is no word shift."


@pytest.mark.parametrize(
    ("given_", "message"),
    [
        ({"outlet": "C"}, "Invalid `outlet`: 'C'. Expected 'A' or 'B'."),
        ({"outlet": "A", "against": "A"}, "Invalid `against`: 'A'. Expected 'rest' or 'B'."),
        ({"outlet": "A", "voice": "loud"}, "Invalid `voice`: 'loud'."),
        ({"outlet": "A", "weights": {}}, "Invalid `weights`: none. Expected a number for each word"),
        ({"outlet": "A", "weights": {"good": np.nan}}, "Invalid `weights`: no number for 'good'."),
    ],
)
def test_wrong_use_is_named(given_: dict, message: str) -> None:
    table = scores({"A": {"good": 1}, "B": {"good": 1}})
    with pytest.raises(WrongUse, match=message):
        ss.word_shift(table, given_.pop("weights", {"good": 1}), **given_)


def test_weights_of_tone_are_those_of_vader_by_the_word_as_counted() -> None:
    weights = ss.measures.sentiment_weights()
    assert (weights["good"], weights["war"]) == (1.9, -2.9)
    assert weights["honour"] == 2.7 and "(:" not in weights and not any(" " in word for word in weights)


def test_weights_of_a_frame() -> None:
    weights = ss.measures.frame_weights("conflict", ["", "accused", "attack", "bridge", "counter-attack", "hot war"])
    assert weights == {"accused": 1.0, "attack": 1.0, "bridge": 0.0, "counter-attack": 1.0}
    with pytest.raises(WrongUse, match="Invalid `frame`: 'confict'. The dictionary has 'responsibility'"):
        ss.measures.frame_weights("confict", [])


def test_a_frame_of_all_words_is_the_share_of_its_words(notes) -> None:
    every = ss.measures.terms(notes, min_count=1, with_function_words=True)
    weights = ss.measures.frame_weights("conflict", every["item"])
    found = ss.word_shift(every, weights, outlet="Herald")
    own = every[(every["outlet"] == "Herald") & (every["item"] != "")]
    hits = own[own["item"].map(weights) == 1]
    assert found["average"].iat[0] == pytest.approx(hits["x"].sum() / own["x"].sum())
    assert (found["weight"] == 1).all()


def test_a_frame_shift_adds_up_to_the_difference_in_salience(notes) -> None:
    patterns, framing = ss.measures.frame_patterns(notes), ss.measures.framing(notes)
    for voice in (None, "narration"):
        found = ss.frame_shift(patterns, "conflict", outlet="Herald", voice=voice)
        told = ss.compare(framing, voice=voice).set_index(["outlet", "item"]).loc[("Herald", "conflict")]
        assert found["average"].iat[0] == pytest.approx(told["value"])
        assert found["contribution"].sum() == pytest.approx(told["estimate"])
    assert "blame*" in set(found["item"])
    assert (found["kind"] == np.where(found["contribution"] > 0, "above, more", "above, less")).all()


def test_a_frame_shift_by_hand() -> None:
    # Of four segments of A one has attack and fight, one attack; of two of B one has fight.
    rows = [("attack", "A", 1.5, 4), ("fight", "A", 0.5, 4), ("fight", "B", 1, 2)]
    parts = [
        ("frame_patterns", f"f: {item}" if item else "", "e", outlet, outlet, "narration", x, n, n, x, x, n)
        for item, outlet, x, n in [*rows, ("", "A", 0, 4), ("", "B", 0, 2)]
    ]
    frame = pd.DataFrame(parts, columns=schema.columns("scores"))
    found = ss.frame_shift(frame, "f", outlet="A", against="B").set_index("item")
    assert found["contribution"].to_dict() == pytest.approx({"attack": 1.5 / 4, "fight": 0.5 / 4 - 1 / 2})
    assert found["average"].iat[0] == pytest.approx(2 / 4) and found["average_against"].iat[0] == pytest.approx(1 / 2)


def test_a_frame_shift_that_cannot_be_says_why(notes) -> None:
    patterns = ss.measures.frame_patterns(notes)
    none = ss.frame_shift(patterns, "confict", outlet="Herald")
    assert none.attrs["note"].startswith("No pattern of a frame 'confict' occurs here; frames in these ")
    assert "'conflict'" in none.attrs["note"]
    with pytest.raises(WrongUse, match="A frame shift takes the scores of frame_patterns; these are of 'framing'."):
        ss.frame_shift(ss.measures.framing(notes), "conflict", outlet="Herald")
    with pytest.raises(WrongUse, match="Invalid `outlet`: 'Times'."):
        ss.frame_shift(patterns, "conflict", outlet="Times")


def test_it_works_from_a_bundle_as_from_the_text(notes, bundled) -> None:
    both = [
        ss.word_shift(
            ss.measures.terms(n, min_count=1, with_function_words=True),
            ss.measures.sentiment_weights(),
            outlet="Herald",
            voice="narration",
        )
        for n in (notes, bundled)
    ]
    pd.testing.assert_frame_equal(*both)
    assert both[0]["average"].iat[0] < both[0]["average_against"].iat[0]


def test_no_scores_of_frames_no_shift() -> None:
    nothing = schema.empty("scores")
    nothing.attrs["note"] = "This needs the articles themselves."
    assert ss.frame_shift(nothing, "conflict", outlet="Herald").attrs["note"] == "This needs the articles themselves."
