import pandas as pd
import pytest

from analysis import annotate, measures, share
from analysis.corpus.from_bundle import read_bundle
from analysis.exceptions import WrongUse
from tests.measures.test_framing import mine, of  # noqa: F401

BODIES = ("The boat, a ferry, costs money. A boat fare rose. Boat shoes sell.", "“The ferry sank,” she said.")


def test_sentences_by_hand(tmp_path, mine) -> None:  # noqa: F811
    table = measures.frame_sentences(of(tmp_path, *BODIES), dictionary=mine)
    assert table.to_numpy().tolist() == [
        ["water", "O0", "a0", "narration", "boat; ferr*", "The boat, a ferry, costs money."],
        ["water", "O1", "a1", "quoted", "ferr*", "“The ferry sank,”"],
        ["cost", "O0", "a0", "narration", "cost*", "The boat, a ferry, costs money."],
        ["cost", "O0", "a0", "narration", "boat fare*", "A boat fare rose."],
    ]


def test_as_many_as_framing_counts(notes) -> None:
    table = measures.frame_sentences(notes)
    scores = measures.framing(notes)
    by = ["article_id", "voice", "item"]
    counted = scores[scores["x"] > 0].set_index(by)["x"].sort_index()
    shown = table.rename(columns={"frame": "item"}).groupby(by).size().sort_index()
    assert len(table) and shown.to_dict() == counted.to_dict()


def test_a_part_is_drawn_at_random_and_again_the_same(tmp_path, mine) -> None:  # noqa: F811
    notes = of(tmp_path, " ".join(f"Boat {number} left." for number in range(30)))
    every, some = (measures.frame_sentences(notes, "water", dictionary=mine, most=most) for most in (0, 5))
    again = measures.frame_sentences(notes, ["water"], dictionary=mine, most=5)
    other = measures.frame_sentences(notes, "water", dictionary=mine, most=5, seed=1)
    assert (len(every), len(some)) == (30, 5)
    pd.testing.assert_frame_equal(some, again)
    assert set(other["segment"]) != set(some["segment"]) < set(every["segment"])


def test_a_bundle_has_no_sentences_and_says_so(tmp_path, mine) -> None:  # noqa: F811
    notes = of(tmp_path, *BODIES)
    share(notes.corpus, tmp_path / "bundle", dictionary=mine)
    table = measures.frame_sentences(annotate(read_bundle(tmp_path / "bundle")), dictionary=mine)
    assert table.empty and list(table.columns) == ["frame", "outlet", "article_id", "voice", "patterns", "segment"]
    assert "text" in table.attrs["note"]


def test_an_unknown_frame_is_refused(tmp_path, mine) -> None:  # noqa: F811
    with pytest.raises(WrongUse, match="Invalid `frames`: .*fire.* The dictionary has 'water', 'cost'"):
        measures.frame_sentences(of(tmp_path, *BODIES), "fire", dictionary=mine)
