"""Transcripts of our own: which lines are turns, and who speaks in them."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from analysis import annotate, read_corpus
from analysis.language.text.segmentation import segment
from analysis.language.text.speaker_turns import are_speaker_labels, speaker_of_label
from analysis.measures import terms


def quoted(text: str) -> list[str]:
    return [text[s.spans[0][0] : s.spans[-1][1]] for s in segment(text) if s.voice == "quoted"]


TURNS = [
    ("ANNA LIND, HOST: Good day. It rains.\nJON OKOYE: It does.", ["Good day.", "It rains.", "It does."]),
    ("LIND (voice-over): The ferry left.\nCROWD: Shame! Shame!", ["The ferry left.", "Shame!", "Shame!"]),
    ("Q: Why is it late?\nA: Nobody knows that.", ["Why is it late?", "Nobody knows that."]),
    ("Lind: Is it late?\nOkoye: It is.\nLind: “Why?” he asked.", ["“Why?”"]),
    ("Lind: Is it late?\nOkoye: It is.\nLind: Nobody told us.", ["Is it late?", "It is.", "Nobody told us."]),
    ("McCOY: He said “never” to us.\nJEAN-LUC EK: He did.", ["He said “never” to us.", "He did."]),
    ("GOV. ANNA LIND (R), OHIO: It is late.\nTHE WITNESS: It was.", ["It is late.", "It was."]),
    ("UNIDENTIFIED FEMALE: They left us.\nO'HARA: Yes, they did.", ["They left us.", "Yes, they did."]),
]


@pytest.mark.parametrize(("text", "expected"), TURNS)
def test_turns_are_quoted(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


NO_TURNS = [
    "",
    "Lind: The ferry left.",
    "LIND: The ferry left.",
    "Turnout: 61 percent.\nTurnout: It was low.\nSeats: They won 40 of them.",
    "TURNOUT: It was low again.\nCORRECTION: We spelled a name wrong.",
    "Lind: 48%\nOkoye: 41%\nLind: 7 seats",
    "WHAT WE KNOW: The ferry left.\nWHAT WE DO NOT: It may be back.",
    "The mayor smiled: It was late.\nThe mayor left: It was dark.",
    "Ferry: five things to know\nFerry: what comes next",
]


@pytest.mark.parametrize("text", NO_TURNS)
def test_labels_are_no_turns(text: str) -> None:
    assert quoted(text) == []


def test_headlines_are_no_turns() -> None:
    text = "LIND: It is late.\nOKOYE: It is."
    assert [s.voice for s in segment(text, display=[0, 1])] == ["headline", "headline"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("ANNA LIND, HOST: Good day.", "Anna Lind"),
        ("LIND: Good day.", "Lind"),
        ("MODERATOR: Good day.", "moderator"),
        ("UNIDENTIFIED MALE #2: Good day.", "unidentified male #2"),
        ("Dr. Lind: Good day.", "Dr. Lind"),
        ("the cook: Good day.", ""),
    ],
)
def test_speakers(line: str, speaker: str) -> None:
    assert speaker_of_label(line, 0) == speaker


def test_labels_are_told_from_other_segments() -> None:
    texts = [
        "LIND, HOST:",
        "It is late.",
        "She asked:",
        "“Why?”",
        "Hald:",
        "“Why?”",
        "Per Hald:",
        "It is.",
        "Okoye:",
        "So.",
    ]
    quoted = np.array([False, True, False, True, False, True, False, True, False, False])
    assert are_speaker_labels(pl.Series(texts), quoted).nonzero()[0].tolist() == [0, 6]


def test_labels_are_no_words_of_an_article(tmp_path: Path) -> None:
    body = "Guests spoke.\nANNA LIND, HOST: The pier is open.\nPER HALD: Who paid?\nANNA LIND: Hald did."
    table = tmp_path / "a.jsonl"
    table.write_text(json.dumps({"outlet": "Alder", "article_id": "a", "headline": "Pier", "body": body}))
    scores = terms(annotate(read_corpus(table)), min_count=1)
    assert {"pier", "open", "paid", "hald"} <= set(scores["item"])
    assert not {"anna", "lind", "per", "host"} & set(scores["item"])
    assert scores.loc[scores["item"] == "hald", "x"].sum() == 1
