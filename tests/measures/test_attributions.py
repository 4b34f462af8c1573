"""Who says what; all sentences are our own, and of the five articles only facts are asserted."""

import gc
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, measures, read_corpus
from analysis.annotation import attribution_layer

ATACMS = Path(__file__).resolve().parent.parent.parent / "data" / "atacms"
SCORES = ("indirect_speech", "source_types", "distinct_sources", "reporting_verbs")


def test_nobody_speaks(annotated, values) -> None:
    notes = annotated("The boat left.")
    assert len(measures.attributions(notes)) == 0
    assert values(measures.source_types(notes)) == {"": 0}
    assert values(measures.indirect_speech(notes)) == {"narration": 3, "": 3}


def test_what_is_done_or_to_be_said_is_not_said(annotated) -> None:
    body = (
        "The cook seemed to claim that it rained. The plan was backed by two fishermen. The mayor approved the bridge. "
        "Her praise of the bridge was long. We met fishermen supporting the mayor."
    )
    assert len(measures.attributions(annotated(body))) == 0


def test_what_stands_in_quotation_marks_was_said(annotated) -> None:
    table = measures.attributions(
        annotated("The cook went on to warn: “We are late and cold.” He feared “a long, cold day.”")
    )
    assert table[["source", "name", "cue", "form"]].to_numpy().tolist() == [
        ["The cook", "", "warn", "direct"], ["He", "", "fear", "direct"],
    ]  # fmt: skip


def test_the_table_of_attributions(sourced) -> None:
    table = measures.attributions(sourced)
    assert table["source"].tolist() == ["Anna Lind, the mayor", "She", "Two senior officials", "The Evening Herald"]
    assert table["name"].tolist() == ["lind", "lind", "officials 1", "evening herald"]
    assert table["number"].tolist() == [1, 1, 2, 1]
    assert table["form"].tolist() == ["direct", "indirect", "indirect", "indirect"]
    assert table["cue"].tolist() == ["say", "claim", "admit", "report"]
    text = sourced.corpus.texts["a"]
    assert text[table["start"][0] : table["end"][0]] == "“We are late,”"
    assert table["words"].tolist() == [3, 5, 4, 5]
    assert sourced.segments.loc[table["segment"], "voice"].tolist() == ["narration"] * 4


def test_scores_of_attributions_are_consistent(notes) -> None:
    for name in SCORES:
        scores = getattr(measures, name)(notes)
        assert (scores["measure"] == name).all()
        assert (scores[["x", "n", "units"]] >= 0).all().all()
        assert name == "distinct_sources" or (scores["x"] <= scores["n"]).all()


def test_attributions_are_computed_once(notes, monkeypatch) -> None:
    first = measures.attributions(notes)
    monkeypatch.setattr(attribution_layer, "find", None)
    pd.testing.assert_frame_equal(measures.attributions(notes), first)


def test_a_bundle_holds_attributions_without_their_words_and_places(notes, bundled) -> None:
    text, bundle = (measures.attributions(n) for n in (notes, bundled))
    said = ["article_id", "kind", "number", "stance"]
    assert len(text) and list(bundle) == list(text)
    assert bundle.drop(columns=said).isna().all(axis=None)
    assert sorted(map(tuple, text[said].to_numpy())) == sorted(map(tuple, bundle[said].to_numpy()))
    first = [table.drop_duplicates("article_id")[said].reset_index(drop=True) for table in (text, bundle)]
    pd.testing.assert_frame_equal(*first)
    assert "without their order" in bundle.attrs["note"]


def test_garbage_is_collected_as_before(sourced) -> None:
    measures.attributions(sourced)
    assert gc.isenabled()


# Read in the five texts: who the decision itself is attributed to, how many they are, and by which cue.
DECISION = {
    "cnn": ("anonymous", 1, "according to"),
    "odunews": ("anonymous", 2, "according to"),
    "nyt-derived": ("document_or_media", 1, "according to"),
    "wire-1": ("anonymous", 1, "according to"),
    "wire-2": ("anonymous", 4, "report"),
}


@pytest.mark.text
def test_who_the_decision_is_attributed_to() -> None:
    table = measures.attributions(annotate(read_corpus(ATACMS)))
    first = table.drop_duplicates("article_id").set_index("article_id")
    assert {a: (r["kind"], r["number"], r["cue"]) for a, r in first.iterrows()} == DECISION
    assert {a: ("senior" in s, "official" in s.lower()) for a, s in first["source"].items()} == {
        "cnn": (True, True), "odunews": (False, True), "nyt-derived": (False, False), "wire-1": (False, True),
        "wire-2": (False, True),
    }  # fmt: skip
    again = table[(table["article_id"] == "nyt-derived") & (table["kind"] == "anonymous")]
    assert again["name"].iloc[0] == "american officials"


@pytest.mark.text
def test_sources_of_the_five_articles(values) -> None:
    notes = annotate(read_corpus(ATACMS))
    table = measures.attributions(notes)
    named = table[table["kind"] == "named_person"].groupby("article_id")["name"].agg(lambda names: sorted(set(names)))
    assert named.to_dict() == {
        "cnn": ["trump", "zelensky"], "odunews": ["putin", "zelensky"], "wire-1": ["trump", "zelensky"],
        "wire-2": ["guterres", "trump", "zelensky"],
    }  # fmt: skip
    claimed = table[table["cue"] == "claim"]
    assert set(zip(claimed["article_id"], claimed["name"], strict=True)) == {("cnn", "trump"), ("wire-1", "trump")}
    assert values(measures.hedges(notes))["reportedly"] == 3
