from pathlib import Path

import polars as pl
import pytest

from analysis.annotate.lexicon import Frame, find, read_dictionary
from analysis.annotate.tokens import normalize, tokenize
from analysis.errors import WrongUse


def matches(text: str, patterns: list[str], counter: tuple[str, ...] = ()) -> list[str]:
    tokens = tokenize(pl.Series(text.split("|")))
    frame = Frame("f", "F", "", "", tuple(patterns), counter)
    return find(tokens, [normalize(w) for w in tokens.vocabulary], [frame]).sort("start")["pattern"].to_list()


TABLE = [
    ("no such word here", ["talk*"], []),
    ("Talks about talking", ["talk*"], ["talk*", "talk*"]),
    ("a talk of talks", ["talk"], ["talk"]),
    ("peace talks began", ["peace talk*", "talk*"], ["peace talk*"]),
    ("peace | talks began", ["peace talk*", "talk*"], ["talk*"]),
    ("a cease-fire, a cease fire", ["cease fire"], ["cease fire", "cease fire"]),
    ("long-range boats", ["long-range"], ["long-range"]),
    ("war of words about the war", ["war", "war of word*"], ["war of word*", "war"]),
    ("the mayor's talk", ["mayor talk"], ["mayor talk"]),
    ("talk talk talk", ["talk talk"], ["talk talk", "talk talk"]),
    ("end talk", ["talk of", "end"], ["end"]),
]


@pytest.mark.parametrize(("text", "patterns", "found"), TABLE)
def test_patterns(text: str, patterns: list[str], found: list[str]) -> None:
    assert matches(text, patterns) == found


def test_counter_patterns_take_and_do_not_count() -> None:
    assert matches("a heart attack and an attack", ["attack*"], ("heart attack*",)) == ["attack*"]


def test_two_frames_may_share_a_word_and_a_longer_match_takes_it_from_both() -> None:
    tokens = tokenize(pl.Series(["a threat and an empty threat"]))
    frames = [Frame(n, n, "", "", ("threat*",), ()) for n in ("a", "b")]
    frames.append(Frame("c", "c", "", "", ("empty threat*",), ()))
    found = find(tokens, [normalize(w) for w in tokens.vocabulary], frames)
    assert sorted(found.select("frame", "start").rows()) == [("a", 1), ("b", 1), ("c", 4)]


def test_the_shipped_dictionary_is_sound() -> None:
    book = read_dictionary()
    names = [frame.name for frame in book.frames]
    assert names[:5] == ["responsibility", "human_interest", "conflict", "morality", "economic"]
    assert names[5:] == ["escalation", "deterrence", "diplomacy", "domestic_politics", "military_capability"]
    for frame in book.frames:
        assert frame.definition
        assert frame.source
        assert len(set(frame.patterns)) == len(frame.patterns)
        assert all(p == p.lower() and not p.startswith("*") for p in frame.patterns)


FAULTS = [
    ("frames: [", "is not YAML"),
    ("colours: {}", "has no 'frames'"),
    ("frames: {war: {patterns: []}}", "frame 'war' in '.*' has no patterns"),
    ("frames: {war: {patterns: [war], colour: red}}", "has unknown 'colour'; known are 'counter', 'definition'"),
    ("frames: {war: {patterns: ['*']}}", r"pattern '\*' of frame 'war' in '.*' matches everything"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_faults_are_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "frames.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(WrongUse, match=message):
        read_dictionary(str(path))


def test_missing_dictionary() -> None:
    with pytest.raises(WrongUse, match="cannot be read: No such file"):
        read_dictionary("nowhere.yml")
