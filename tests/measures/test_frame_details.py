"""Frames by position, by pair and by pattern: by hand, against a plain loop, from a bundle."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import measures, schema
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import NeedsText, WrongUse
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.dictionaries.matching import find

FRAMES = """
frames:
  water: {patterns: [ferr*, boat, "long way by sea"]}
  cost: {patterns: ["cost*", boat]}
  ash: {patterns: [volcano]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> str:
    (tmp_path / "frames.yml").write_text(FRAMES, "utf-8")
    return str(tmp_path / "frames.yml")


def of(tmp_path: Path, *rows: tuple[str, str, str]):
    table = pd.DataFrame(rows, columns=["outlet", "headline", "body"]).assign(event="e")
    table.insert(0, "article_id", [f"a{i}" for i in range(len(rows))])
    return ss.annotate(corpus_of(table, "news"))


def numbers(scores: pd.DataFrame, *columns: str) -> dict[str, list[float]]:
    rows = scores[scores["item"] != ""].groupby("item")[list(columns)].sum()
    return {str(item): row.tolist() for item, row in rows.iterrows()}


BODY = "A boat left. It rained. It rained again. Costs rose. The ferry costs more. A volcano."


def test_positions_by_hand(tmp_path, mine) -> None:
    scores = measures.frame_positions(of(tmp_path, ("A", "Ferry costs", BODY)), dictionary=mine)
    found = numbers(scores, "x", "n", "units")
    # One headline; the lead is three sentences; three come later.
    assert found["water: headline"] == [1, 1, 1] and found["cost: headline"] == [1, 1, 1]
    assert found["water: lead"] == [1, 3, 3] and found["ash: lead"] == [0, 3, 3]
    assert found["water: later"] == [1, 3, 3] and found["cost: later"] == [2, 3, 3]
    assert scores["item"].is_monotonic_increasing


def test_pairs_by_hand(tmp_path, mine) -> None:
    scores = measures.frame_pairs(of(tmp_path, ("A", "", BODY)), dictionary=mine)
    # boat is both; ferry costs are both; "Costs rose" is cost alone; the volcano stands alone.
    assert numbers(scores, "x", "n", "xx", "nn", "units") == {
        "ash + cost": [0, 4, 0, 4, 4], "ash + water": [0, 3, 0, 3, 3], "cost + water": [2, 3, 2, 3, 3],
    }  # fmt: skip


def test_patterns_by_hand(tmp_path, mine) -> None:
    notes = of(tmp_path, ("A", "", "A boat, a boat, a ferry. A ferry. It is a long way by sea."))
    found = numbers(measures.frame_patterns(notes, dictionary=mine), "x", "xx")
    # boat and ferry share the first segment; the second is the ferry's alone.
    assert found == {
        "water: boat": [0.5, 0.25], "water: ferr*": [1.5, 1.25], "water: long way by sea": [1, 1], "cost: boat": [1, 1],
    }  # fmt: skip
    hidden = numbers(measures.frame_patterns(notes, dictionary=mine, without_runs=True), "x")
    assert hidden["water: (patterns of two words or more)"] == [1]
    assert "water: long way by sea" not in hidden


def test_they_agree_with_a_plain_loop_over_segments(notes) -> None:
    book = read_dictionary()
    found = find(notes.words.tokens, notes.words.counted, book.frames).to_pandas()
    uses = {name: set(part["text"]) for name, part in found.groupby("frame")}
    names = [frame.name for frame in book.frames]
    pairs = numbers(measures.frame_pairs(notes), "x", "n")
    for a, b in combinations(sorted(names), 2):
        either = uses.get(a, set()) | uses.get(b, set())
        both = uses.get(a, set()) & uses.get(b, set())
        assert pairs.get(f"{a} + {b}", [0, 0]) == [len(both), len(either)]
    framing = numbers(measures.framing(notes), "x", "n")
    patterns = measures.frame_patterns(notes)
    positions = numbers(measures.frame_positions(notes), "x", "n")
    for name in names:
        own = patterns[patterns["item"].str.startswith(f"{name}: ")]
        assert own["x"].sum() == pytest.approx(framing[name][0])
        there = [positions.get(f"{name}: {position}", [0, 0]) for position in ("headline", "lead", "later")]
        assert np.sum(there, axis=0).tolist() == framing[name]


def test_each_goes_through_compare(notes) -> None:
    for name in ("frame_positions", "frame_pairs", "frame_patterns"):
        table = ss.compare(getattr(measures, name)(notes))
        assert list(table) == schema.columns("comparisons")
        assert (table["measure"] == name).all() and table["value"].notna().any()
        assert (table["p"].notna() != table["method"].str.startswith("not tested: ")).all()
        assert table["value"].dropna().between(0, 1).all()
    # A share of no segments is no share.
    quoted = ss.compare(measures.frame_positions(notes), voice="quoted").set_index("item")
    row = quoted.loc["conflict: headline"].iloc[0]
    assert np.isnan(row["value"]) and row["method"] == "not tested: one side has nothing that counts in this voice"


def test_a_bundle_holds_them_and_another_dictionary_needs_the_text(notes, bundled, mine) -> None:
    for name in ("frame_positions", "frame_pairs"):
        pd.testing.assert_frame_equal(getattr(measures, name)(bundled), getattr(measures, name)(notes))
    pd.testing.assert_frame_equal(
        measures.frame_patterns(bundled).query("voice == 'narration'").reset_index(drop=True),
        measures.frame_patterns(notes, without_runs=True).query("voice == 'narration'").reset_index(drop=True),
        check_like=True,
    )
    with pytest.raises(NeedsText, match="The bundle contains frame_pairs made with"):
        measures.frame_pairs(bundled, dictionary=mine)


def test_a_corpus_without_frames_has_no_pairs_and_no_patterns(tmp_path, mine) -> None:
    notes = of(tmp_path, ("A", "", "It rained."), ("B", "", "It rained again."))
    assert measures.frame_pairs(notes, dictionary=mine).empty
    assert ss.compare(measures.frame_pairs(notes, dictionary=mine)).empty
    assert numbers(measures.frame_patterns(notes, dictionary=mine), "x") == {}
    table = ss.cooccurrence(measures.framing(notes, dictionary=mine), measures.frame_pairs(notes, dictionary=mine))
    assert (table["reason"].str.startswith("fewer than 5 ")).all() and (table["n_both"] == 0).all()


def test_a_dictionary_that_cannot_be_read_is_told(notes) -> None:
    for name in ("framing", "frame_positions", "frame_pairs", "frame_patterns"):
        with pytest.raises(WrongUse, match="dictionary 'nowhere.yml' cannot be read"):
            getattr(measures, name)(notes, dictionary="nowhere.yml")
