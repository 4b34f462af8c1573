"""Who speaks, counted; all sentences are our own, and of the five articles only facts are told."""

import gc
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, read_corpus
from analysis.annotation import attribution_layer as attributed
from analysis.bundles.share import share
from analysis.measures import sourcing

ATACMS = Path(__file__).resolve().parent.parent.parent / "data" / "atacms"
ALL = ("voices", "indirect_speech", "source_types", "distinct_sources", "reporting_verbs", "hedges")


def one(tmp_path: Path, body: str):
    path = tmp_path / "one.csv"
    pd.DataFrame([{"article_id": "a", "outlet": "A", "body": body}]).to_csv(path, index=False)
    return annotate(read_corpus(path))


def values(scores: pd.DataFrame) -> dict[str, float]:
    """x of each item that is not 0, and under '' the sum of n."""
    items = scores[scores["item"] != ""].groupby("item")["x"].sum()
    return {**items[items > 0].to_dict(), "": scores.loc[scores["item"] == "", "n"].sum()}


def test_nobody_speaks(tmp_path) -> None:
    notes = one(tmp_path, "The boat left.")
    assert len(sourcing.attributions(notes)) == 0
    assert values(sourcing.source_types(notes)) == {"": 0}
    assert values(sourcing.indirect_speech(notes)) == {"narration": 3, "": 3}


def test_what_is_done_or_to_be_said_is_not_said(tmp_path) -> None:
    body = (
        "The cook seemed to claim that it rained. The plan was backed by two fishermen. The mayor approved the bridge. "
        "Her praise of the bridge was long. We met fishermen supporting the mayor."
    )
    assert len(sourcing.attributions(one(tmp_path, body))) == 0


def test_what_stands_in_quotation_marks_was_said(tmp_path) -> None:
    table = sourcing.attributions(
        one(tmp_path, "The cook went on to warn: “We are late and cold.” He feared “a long, cold day.”")
    )
    assert table[["source", "name", "cue", "form"]].to_numpy().tolist() == [
        ["The cook", "", "warn", "direct"], ["He", "", "fear", "direct"],
    ]  # fmt: skip


BODY = (
    "“We are late,” said Anna Lind, the mayor. She claimed that the boats were old. Ms. Lind wants new boats.\n"
    "Two senior officials admitted that nobody had looked. The officials did not say why. The Evening Herald reported "
    "that the crew reportedly left.\nThe council criticised the crew."
)


def test_sourcing_by_hand(tmp_path) -> None:
    notes = one(tmp_path, BODY)
    assert values(sourcing.source_types(notes)) == {"named_person": 2, "anonymous": 1, "document_or_media": 1, "": 4}
    assert values(sourcing.reporting_verbs(notes)) == {"neutral": 2, "doubting": 1, "conceding": 1, "": 4}
    words = notes.corpus.articles["n_tokens"].sum()
    # Anna Lind once, two officials, one newspaper
    assert values(sourcing.distinct_sources(notes)) == {
        "named_person": 1,
        "anonymous": 2,
        "document_or_media": 1,
        "": words,
    }
    assert values(sourcing.hedges(notes)) == {"reportedly": 1, "": words}
    # that the boats were old, that nobody had looked, that the crew reportedly left
    indirect = 5 + 4 + 5
    assert values(sourcing.indirect_speech(notes)) == {
        "quoted": 3, "indirect": indirect, "narration": words - 3 - indirect, "": words,
    }  # fmt: skip


def test_the_table_of_quotes(tmp_path) -> None:
    notes = one(tmp_path, BODY)
    table = sourcing.attributions(notes)
    assert table["source"].tolist() == ["Anna Lind, the mayor", "She", "Two senior officials", "The Evening Herald"]
    assert table["name"].tolist() == ["lind", "lind", "officials 1", "evening herald"]
    assert table["number"].tolist() == [1, 1, 2, 1]
    assert table["form"].tolist() == ["direct", "indirect", "indirect", "indirect"]
    assert table["cue"].tolist() == ["say", "claim", "admit", "report"]
    text = notes.corpus.texts["a"]
    assert text[table["start"][0] : table["end"][0]] == "“We are late,”"
    assert table["words"].tolist() == [3, 5, 4, 5]
    assert notes.segments.loc[table["segment"], "voice"].tolist() == ["narration"] * 4


def test_what_is_said_twice_over_is_counted_once(tmp_path) -> None:
    notes = one(tmp_path, "The mayor said the cook said the soup was cold.")
    assert values(sourcing.indirect_speech(notes)) == {"indirect": 7, "narration": 3, "": 10}


def test_voices_and_what_is_reported_add_up(notes) -> None:
    scores = sourcing.indirect_speech(notes)
    voices = sourcing.voices(notes)
    parts = scores[scores["item"] != ""].groupby("article_id")["x"].sum()
    assert parts.to_dict() == notes.corpus.articles.set_index("article_id")["n_tokens"].to_dict()
    for item in ("quoted", "headline"):
        both = (table.loc[table["item"] == item, "x"].sum() for table in (scores, voices))
        assert len(set(both)) == 1


def test_every_score_is_consistent(notes) -> None:
    for name in ALL:
        scores = getattr(sourcing, name)(notes)
        assert (scores["measure"] == name).all()
        assert (scores[["x", "n", "units"]] >= 0).all().all()
        if name not in ("distinct_sources", "hedges"):
            assert (scores["x"] <= scores["n"]).all()


def test_attributions_are_made_once(notes, monkeypatch) -> None:
    first = sourcing.attributions(notes)
    monkeypatch.setattr(attributed, "find", None)
    pd.testing.assert_frame_equal(sourcing.attributions(notes), first)


def test_a_bundle_holds_quotes_without_their_words_and_places(tmp_path, corpus) -> None:
    text, bundle = (
        sourcing.attributions(annotate(c)) for c in (corpus, read_corpus(share(corpus, tmp_path / "bundle")))
    )
    said = ["article_id", "kind", "number", "stance"]
    assert len(text) and list(bundle) == list(text)
    assert bundle.drop(columns=said).isna().all(axis=None)
    assert sorted(map(tuple, text[said].to_numpy())) == sorted(map(tuple, bundle[said].to_numpy()))
    first = [table.drop_duplicates("article_id")[said].reset_index(drop=True) for table in (text, bundle)]
    pd.testing.assert_frame_equal(*first)
    assert "without their order" in bundle.attrs["note"]


def test_cue_verbs_are_counted_by_outlet_and_a_bundle_gives_the_same(tmp_path, corpus) -> None:
    text, bundle = (
        sourcing.reporting_verb_counts(annotate(c)) for c in (corpus, read_corpus(share(corpus, tmp_path / "bundle")))
    )
    rows = {(r.outlet, r.cue, r.stance): r.times for r in text.itertuples()}
    assert rows["Gazette", "say", "neutral"] == 2
    pd.testing.assert_frame_equal(text, bundle)


# Read in the five texts: who the decision itself is attributed to, how many they are, and by which cue.
DECISION = {
    "cnn": ("anonymous", 1, "according to"),
    "odunews": ("anonymous", 2, "according to"),
    "nyt-derived": ("document_or_media", 1, "according to"),
    "wire-1": ("anonymous", 1, "according to"),
    "wire-2": ("anonymous", 4, "report"),
}


def test_garbage_is_collected_as_before(tmp_path) -> None:
    sourcing.attributions(one(tmp_path, BODY))
    assert gc.isenabled()


@pytest.mark.text
def test_who_the_decision_is_attributed_to() -> None:
    table = sourcing.attributions(annotate(read_corpus(ATACMS)))
    first = table.drop_duplicates("article_id").set_index("article_id")
    assert {a: (r["kind"], r["number"], r["cue"]) for a, r in first.iterrows()} == DECISION
    assert {a: ("senior" in s, "official" in s.lower()) for a, s in first["source"].items()} == {
        "cnn": (True, True), "odunews": (False, True), "nyt-derived": (False, False), "wire-1": (False, True),
        "wire-2": (False, True),
    }  # fmt: skip
    again = table[(table["article_id"] == "nyt-derived") & (table["kind"] == "anonymous")]
    assert again["name"].iloc[0] == "american officials"


@pytest.mark.text
def test_sources_of_the_five_articles() -> None:
    notes = annotate(read_corpus(ATACMS))
    table = sourcing.attributions(notes)
    named = table[table["kind"] == "named_person"].groupby("article_id")["name"].agg(lambda names: sorted(set(names)))
    assert named.to_dict() == {
        "cnn": ["trump", "zelensky"], "odunews": ["putin", "zelensky"], "wire-1": ["trump", "zelensky"],
        "wire-2": ["guterres", "trump", "zelensky"],
    }  # fmt: skip
    claimed = table[table["cue"] == "claim"]
    assert set(zip(claimed["article_id"], claimed["name"], strict=True)) == {("cnn", "trump"), ("wire-1", "trump")}
    assert values(sourcing.hedges(notes))["reportedly"] == 3
