import math

import pandas as pd
import pytest

import analysis as ss
from analysis import measures, schema
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import WrongUse

FRAMES = "frames: {sea: {patterns: [boat]}, cost: {patterns: [price]}, ash: {patterns: [volcano]}}"


@pytest.fixture
def scores(tmp_path):
    (tmp_path / "frames.yml").write_text(FRAMES, "utf-8")
    # Ten segments: six of the sea, five of the cost, four of both.
    body = "The boat has a price. " * 4 + "A boat. A boat. A price. It rained. It snowed. It blew."
    rows = [("a1", "A", body), ("a2", "A", "A volcano."), ("b1", "B", "A boat. Then rain.")]
    table = pd.DataFrame(rows, columns=["article_id", "outlet", "body"])
    table.to_csv(tmp_path / "table.csv", index=False)
    notes = ss.annotate(ss.read_corpus(tmp_path / "table.csv"))
    given = {"dictionary": str(tmp_path / "frames.yml")}
    return measures.framing(notes, **given), measures.frame_pairs(notes, **given)


def test_together_by_hand(scores) -> None:
    table = ss.cooccurrence(*scores)
    assert list(table) == schema.columns("cooccurrence")
    row = table[(table["outlet"] == "A") & (table["unit"] == "segment")].iloc[0]
    assert row[["frame", "other", "n", "n_frame", "n_other", "n_both"]].tolist() == ["cost", "sea", 11, 5, 6, 4]
    assert row["share"] == pytest.approx(4 / 11) and row["jaccard"] == pytest.approx(4 / 7)
    assert row["npmi"] == pytest.approx(math.log((4 / 11) / (5 / 11 * 6 / 11)) / -math.log(4 / 11))
    assert row["reason"] == ""
    article = table[(table["outlet"] == "A") & (table["unit"] == "article") & (table["other"] == "sea")]
    assert article.sort_values("frame")[["frame", "n", "n_frame", "n_other", "n_both"]].to_numpy().tolist() == [
        ["ash", 2, 1, 1, 0], ["cost", 2, 1, 1, 1],
    ]  # fmt: skip
    few = table[table["outlet"] == "B"]
    assert few["jaccard"].isna().all() and few["npmi"].isna().all()
    assert "fewer than 5 articles with 'ash'" in set(few["reason"])


def test_never_together_and_always_together(tmp_path) -> None:
    (tmp_path / "frames.yml").write_text(FRAMES, "utf-8")
    rows = [("a1", "A", "A boat for a price. " * 6), ("b1", "B", "A boat. " * 6 + "A price. " * 6)]
    notes = ss.annotate(corpus_of(pd.DataFrame(rows, columns=["article_id", "outlet", "body"]), "news"))
    given = {"dictionary": str(tmp_path / "frames.yml")}
    table = ss.cooccurrence(measures.framing(notes, **given), measures.frame_pairs(notes, **given), voice="narration")
    table = table[(table["unit"] == "segment") & (table["frame"] == "cost")].set_index("outlet")
    assert table.loc["A", ["jaccard", "npmi"]].tolist() == [1, 1]
    assert table.loc["B", ["jaccard", "npmi"]].tolist() == [0, -1]


def test_the_table_says_what_compare_says(notes) -> None:
    framing, pairs = measures.framing(notes), measures.frame_pairs(notes)
    table = ss.cooccurrence(framing, pairs)
    table = table[(table["unit"] == "segment") & (table["reason"] == "")]
    compared = ss.compare(pairs).set_index(["outlet", "item"])["value"]
    for row in table.itertuples():
        assert row.jaccard == pytest.approx(compared[(row.outlet, f"{row.frame} + {row.other}")])


def test_wrong_use_is_named(notes, scores) -> None:
    framing, pairs = scores
    with pytest.raises(WrongUse, match="takes the scores of framing and frame_pairs; these are of 'sentiment'."):
        ss.cooccurrence(measures.sentiment(notes), pairs)
    with pytest.raises(WrongUse, match="Invalid `voice`: 'loud'."):
        ss.cooccurrence(framing, pairs, voice="loud")
    with pytest.raises(WrongUse, match="made with different dictionaries. Use the same for both."):
        ss.cooccurrence(framing, measures.frame_pairs(notes))


def test_a_bundle_without_pairs_says_how_to_get_them(scores) -> None:
    framing, pairs = scores
    nothing = pairs.head(0)
    nothing.attrs["note"] = "The bundle holds no scores of 'frame_pairs'."
    assert ss.cooccurrence(framing, nothing).attrs["note"] == "The bundle holds no scores of 'frame_pairs'."
