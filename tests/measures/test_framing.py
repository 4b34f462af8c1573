import pandas as pd
import pytest

from analysis import annotate, measures
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import WrongUse

FRAMES = """
frames:
  water: {patterns: [ferr*, boat, "ship's crew"], counter: [boat shoe*]}
  cost: {patterns: ["cost*", boat fare*]}
"""


@pytest.fixture
def mine(tmp_path) -> str:
    path = tmp_path / "frames.yml"
    path.write_text(FRAMES, "utf-8")
    return str(path)


def of(tmp_path, *bodies: str):
    rows = [{"article_id": f"a{i}", "outlet": f"O{i}", "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


def test_a_frame_that_nobody_uses_has_its_zeros(tmp_path, mine) -> None:
    scores = measures.framing(of(tmp_path, "Rain fell. Rain fell again."), dictionary=mine)
    assert scores[["item", "x", "n"]].to_numpy().tolist() == [["", 0, 2], ["cost", 0, 2], ["water", 0, 2]]


def test_a_segment_counts_once_for_a_frame(tmp_path, mine) -> None:
    scores = measures.framing(
        of(tmp_path, "The boat, a ferry, costs money. A boat fare rose. Boat shoes."), dictionary=mine
    )
    rows = scores.set_index("item")[["x", "xx", "n"]]
    assert rows.loc["water"].tolist() == [1, 1, 3]
    assert rows.loc["cost"].tolist() == [2, 2, 3]


def test_words_of_frames_are_counted_by_outlet(tmp_path, mine) -> None:
    words = measures.frame_words(of(tmp_path, "A boat, a boat, a ferry.", "The ship’s crew left."), dictionary=mine)
    assert words.to_numpy().tolist() == [
        ["water", "O0", "boat", 2], ["water", "O0", "ferr*", 1], ["water", "O1", "ship's crew", 1],
    ]  # fmt: skip


def test_framing_and_its_words_agree(notes) -> None:
    scores, words = measures.framing(notes), measures.frame_words(notes)
    used = scores[(scores["x"] > 0) & (scores["item"] != "")]
    assert set(zip(used["item"], used["outlet"], strict=True)) == set(zip(words["frame"], words["outlet"], strict=True))
    counted = words.groupby(["frame", "outlet"])["n"].sum()
    segments = used.groupby(["item", "outlet"])["x"].sum()
    assert (segments <= counted.reindex(segments.index)).all()


def test_weights_of_words(mine) -> None:
    weights = measures.frame_weights("water", ["ferry", "boat", "crew", "boat shoes"], dictionary=mine)
    assert weights == {"boat": 1, "crew": 0, "ferry": 1}
    with pytest.raises(WrongUse, match="Invalid `frame`: 'fire'. The dictionary has 'water', 'cost'"):
        measures.frame_weights("fire", [], dictionary=mine)
