"""Voices in which a word must stand in every segment are not published, nor cues and sides of single segments."""

import pandas as pd
import pytest

from analysis import annotate, measures, read_corpus, share
from analysis.bundles.disclosure.leak_check import read_tables
from analysis.bundles.disclosure.placement_attacks import placed_words
from analysis.bundles.disclosure.revealing_voices import has_few_patterns, hidden_places
from analysis.language.dictionaries.dictionary import Frame, read_dictionary

FERRY = "The ferry sank near a rock. Two men left the ferry early. No ferry goes today. A new ferry costs too much."


def hidden(tmp_path, body: str, dictionary: str = "") -> list[str]:
    pd.DataFrame([("a", "A", body)], columns=["article_id", "outlet", "body"]).to_csv(tmp_path / "x.csv", index=False)
    if dictionary:
        (tmp_path / "d.yml").write_text(dictionary, "utf-8")
    file = str(tmp_path / "d.yml") if dictionary else ""
    notes = annotate(read_corpus(tmp_path / "x.csv"))
    scores = pd.concat(
        [measures.terms(notes, min_count=1, with_function_words=True), measures.framing(notes, dictionary=file)]
    )
    return hidden_places(notes, scores, read_dictionary(file))["voice"].tolist()


@pytest.mark.parametrize(
    ("patterns", "place"),
    [("[ferry, boat, ship]", ["narration"]), ("[ferry, rock, men]", []), ("[rock, men, cost*]", [])],
)
def test_a_frame_of_one_pattern_in_every_segment_hides_its_place(tmp_path, patterns: str, place: list[str]) -> None:
    assert hidden(tmp_path, FERRY, f"frames:\n  sea: {{patterns: {patterns}}}\n") == place


def test_a_voice_of_nearly_one_word_is_hidden(tmp_path) -> None:
    assert hidden(tmp_path, "Never. Never. Never. Never. Never.") == ["narration"]
    assert hidden(tmp_path, FERRY) == []


@pytest.mark.parametrize(
    ("patterns", "few"), [(("war", "peace", "talk*"), False), (("missile", "missiles", "missile*"), True)]
)
def test_forms_of_a_word_are_one_pattern(patterns: tuple[str, ...], few: bool) -> None:
    assert has_few_patterns(Frame("f", "", "", "", patterns, ())) == few


def test_cues_and_sides_of_single_segments_are_not_held(tmp_path) -> None:
    rows = [
        ("a", "A", "“It is late,” the priest insisted."),
        ("b", "B", FERRY),
        ("c", "B", FERRY + " He left, she said."),
    ]
    (tmp_path / "c").mkdir()
    pd.DataFrame(rows, columns=["article_id", "outlet", "body"]).to_csv(tmp_path / "c" / "articles.csv", index=False)
    (tmp_path / "c" / "actors.yml").write_text("- {name: Priest, kind: person, side: church}\n", "utf-8")
    bundle = share(read_corpus(tmp_path / "c"), tmp_path / "b")
    assert placed_words(read_tables(bundle)).empty
    made = annotate(read_corpus(bundle))
    verbs, sides = measures.reporting_verb_counts(made), measures.source_affiliation(made)
    assert set(verbs["outlet"]) == {"B"} and "counts no cue verbs" in verbs.attrs["note"]
    assert sides.loc[sides["item"] == "church", "x"].sum() == 0


def test_a_lead_that_would_say_its_word_is_not_held(tmp_path) -> None:
    body = "The attack began. Rain fell on roofs. Birds sat still. The cook made soup. Nobody spoke. All slept."
    rows = [("a", "A", body.replace("Rain fell on roofs", "An attack followed").replace("Birds sat", "An attack sat"))]
    pd.DataFrame(rows, columns=["article_id", "outlet", "body"]).to_csv(tmp_path / "x.csv", index=False)
    made = annotate(read_corpus(share(read_corpus(tmp_path / "x.csv"), tmp_path / "b")))
    positions = measures.frame_positions(made)
    assert positions.empty and "first sentences" in positions.attrs["note"]
