"""Outputs of an encoder that are kept between runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from analysis.io import kept_outputs
from analysis.io.kept_outputs import FILE, computed_anew, kept_or_computed, kept_or_grouped, remove_kept
from analysis.language.sentiment.target_encoder import SentimentEncoder


class Encoder:
    """Encodes a text as its length and its first letter, and lists what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: list[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), ord(text[0])] for text in texts], np.float32)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SAMESTORY_STATE", str(tmp_path / "state"))
    monkeypatch.delenv(kept_outputs.KEEP_VARIABLE, raising=False)
    return tmp_path / "state"


def outputs(encoder: Callable, *texts: str, made_with: str = "one") -> list[list[float]]:
    return kept_or_computed(made_with, texts, 2, encoder).tolist()


def test_only_what_is_new_is_computed(state: Path) -> None:
    first, second = Encoder(), Encoder()
    assert outputs(first, "bridge", "ferry") == [[6, 98], [5, 102]]
    assert outputs(second, "ferry", "mill", "bridge") == [[5, 102], [4, 109], [6, 98]]
    assert (first.asked, second.asked) == (["bridge", "ferry"], ["mill"])
    assert outputs(second) == []


def test_another_encoder_computes_its_own(state: Path) -> None:
    outputs(Encoder(), "bridge")
    outputs(other := Encoder(), "bridge", made_with="two")
    assert other.asked == ["bridge"]


def test_no_text_is_kept(state: Path) -> None:
    outputs(Encoder(), "The bridge of Tarnholm is closed.")
    assert b"bridge" not in (state / FILE).read_bytes()


def test_the_oldest_go_first(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_outputs, "MOST", 3)
    outputs(Encoder(), *"abcde")
    outputs(again := Encoder(), *"edcba")
    assert again.asked == ["b", "a"]


@pytest.mark.parametrize("content", [b"no database", b""])
def test_a_damaged_file_is_replaced(state: Path, content: bytes) -> None:
    state.mkdir()
    (state / FILE).write_bytes(content)
    for _ in range(2):
        assert outputs(Encoder(), "bridge") == [[6, 98]]
    outputs(third := Encoder(), "bridge")
    assert third.asked == []


def test_values_of_another_size_are_computed_again(state: Path) -> None:
    outputs(Encoder(), "bridge")
    with sqlite3.connect(state / FILE) as file:
        file.execute("UPDATE outputs SET value = x'00'")
    file.close()
    assert outputs(Encoder(), "bridge") == [[6, 98]]


def test_where_nothing_can_be_written_it_is_computed(state: Path) -> None:
    state.write_text("a file in the place of the folder", "utf-8")
    assert outputs(Encoder(), "bridge") == [[6, 98]]


def test_a_locked_file_is_waited_for_and_then_left_alone(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outputs(Encoder(), "bridge")
    monkeypatch.setattr(kept_outputs, "_SECONDS", 0.05)
    held = sqlite3.connect(state / FILE)
    held.execute("BEGIN EXCLUSIVE")
    assert outputs(Encoder(), "bridge", "ferry") == [[6, 98], [5, 102]]
    held.close()
    outputs(again := Encoder(), "bridge", "ferry")
    assert again.asked == ["ferry"]


def test_threads_share_the_file(state: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda number: outputs(Encoder(), f"{number}", "same"), range(20)))
    assert all(pair[1] == [4, 115] for pair in found)


def test_a_check_computes_anew(state: Path) -> None:
    outputs(Encoder(), "bridge")
    with computed_anew():
        outputs(again := Encoder(), "bridge")
    outputs(later := Encoder(), "bridge")
    assert (again.asked, later.asked) == (["bridge"], [])


def test_what_is_kept_is_removed(state: Path) -> None:
    outputs(Encoder(), "bridge")
    assert remove_kept() == [str(state / FILE)]
    assert remove_kept() == []


def test_the_encoder_gives_the_same_whether_kept_or_not(state: Path) -> None:
    texts = ["The mayor praised the crews.", "Trade has fallen by a third.", "The mayor praised the crews."]
    spans = [(4, 9), (0, 5), (4, 9)]
    first, second = SentimentEncoder(), SentimentEncoder()
    with computed_anew():
        valence, tone = first.valence(texts), first.target_sentiment(texts, spans)
    for encoder in (first, second):
        assert encoder.valence(texts).tolist() == valence.tolist()
        assert encoder.target_sentiment(texts, spans).tolist() == tone.tolist()
    assert (state / FILE).is_file()


class Grouping:
    """Groups the letters of a word that are equal, and lists what it was asked for."""

    def __init__(self, *words: str) -> None:
        self.words, self.asked = words, []

    def __call__(self, numbers: list[int]) -> list[np.ndarray]:
        self.asked += [self.words[number] for number in numbers]
        return [np.array([self.words[number].index(letter) for letter in self.words[number]]) for number in numbers]


def groups(grouping: Grouping, made_with: str = "one") -> list[list[int]]:
    return [
        found.tolist() for found in kept_or_grouped(made_with, grouping.words, [*map(len, grouping.words)], grouping)
    ]


def test_only_what_is_new_is_grouped(state: Path) -> None:
    assert groups(Grouping("otto", "anna")) == [[0, 1, 1, 0], [0, 1, 1, 0]]
    assert groups(later := Grouping("anna", "bob", "otto")) == [[0, 1, 1, 0], [0, 1, 0], [0, 1, 1, 0]]
    assert later.asked == ["bob"]
    assert groups(other := Grouping("bob"), made_with="two") == [[0, 1, 0]]
    assert other.asked == ["bob"]
    with computed_anew():
        groups(again := Grouping("bob"))
    assert again.asked == ["bob"]


def test_long_groupings_are_not_kept(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_outputs, "LONGEST_GROUPING", 12)
    groups(Grouping("otto", "bob"))
    groups(later := Grouping("otto", "bob"))
    assert later.asked == ["otto"]


def test_the_oldest_groupings_go_first(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_outputs, "MOST_GROUPINGS", 1)
    groups(Grouping("otto"))
    groups(Grouping("bob"))
    groups(later := Grouping("otto", "bob"))
    assert later.asked == ["otto"]


def test_groupings_of_another_size_are_made_again(state: Path) -> None:
    groups(Grouping("otto"))
    with sqlite3.connect(state / FILE) as file:
        file.execute("UPDATE groupings SET value = x'00'")
    file.close()
    assert groups(Grouping("otto")) == [[0, 1, 1, 0]]
