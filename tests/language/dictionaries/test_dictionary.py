"""Dictionaries in every format, and the errors of each."""

from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exceptions import WrongUse
from analysis.language.dictionaries.dictionary import Dictionary, Frame, read_dictionary
from analysis.language.dictionaries.matching import find
from analysis.language.dictionaries.pattern_words import split_patterns
from analysis.language.dictionaries.spellings import with_other_spellings
from analysis.language.text.tokens import normalize, tokenize


def read(tmp_path: Path, text: str | bytes, name: str = "mine.yml") -> Dictionary:
    (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read_dictionary(str(tmp_path / name))


def patterns(book: Dictionary) -> dict[str, list[str]]:
    return {frame.name: list(frame.patterns) for frame in book.frames}


def test_yaml_with_frames(tmp_path: Path) -> None:
    text = """version: 3
frames:
  sea: {label: The sea, definition: Water, source: me, patterns: [boat*, no, 7], counter: [boat shoe*]}
"""
    assert read(tmp_path, text)[:2] == (
        "3", (Frame("sea", "The sea", "Water", "me", ("boat*", "no", "7"), ("boat shoe*",)),)
    )  # fmt: skip


QUANTEDA = """
sea:
  craft: [boat*, "ship of the line"]
  weather:
    - storm*
    - b??ze
    - worst: ["*icane", yes, no, on]
  - not a list
land: field
"""


def test_quanteda(tmp_path: Path) -> None:
    book = read(tmp_path, QUANTEDA.replace("  - not a list\n", ""))
    assert patterns(book) == {
        "sea.craft": ["boat*", "ship of the line"],
        "sea.weather": ["storm*", "b??ze"],
        "sea.weather.worst": ["*icane", "yes", "no", "on"],
        "land": ["field"],
    }
    assert book.note == ""


def test_quanteda_has_own_patterns_of_a_key_under_an_empty_name(tmp_path: Path) -> None:
    book = read(tmp_path, "sea:\n  craft: boat\n  '': [salt, high tide]\nland:\n  '': field\n")
    assert patterns(book) == {"sea": ["salt", "high tide"], "sea.craft": ["boat"], "land": ["field"]}


LIWC_2007 = """%
1\tsea
02\tmood
%
boat*\t1
glad\t02

like\t(02 134)125/464\t2
kind\t<of>131/125\t1\t2
high water\t1\t 2
port 1 2
world tour 3\t1
:)\t2
boat*\t1
"""


def test_liwc_of_2007(tmp_path: Path) -> None:
    book = read(tmp_path, LIWC_2007, "mine.dic")
    assert patterns(book) == {
        "sea": ["boat*", "kind", "high water", "port", "world tour 3"],
        "mood": ["glad", "like", "kind", "high water", "port"],
    }
    assert book.note.startswith("3 entries of '") and book.note.endswith("are not used: 'like', 'kind', ':)'.")


def test_liwc_of_2015(tmp_path: Path) -> None:
    text = "\ufeff%\r\n1\tsea (All of the sea)\r\n\t2\tcraft (Boats (all))\r\n%\r\nboat\t1\t2\r\nwe'*  1\r\n"
    book = read(tmp_path, text, "mine.dic")
    assert [(f.name, f.label, f.patterns) for f in book.frames] == [
        ("sea", "All of the sea", ("boat", "we'*")), ("craft", "Boats (all)", ("boat",)),
    ]  # fmt: skip


ERRORS = [
    ("frames:\n  sea: {patterns: [}", "line 2: this is not YAML, .*; quote a pattern that begins with \\* or contains"),
    ("sea: [*boat]", r"line 1: '\*boat' is an alias in YAML; write it out, or quote it if it is a pattern"),
    ("sea: [a]\n--- \nland: [b]", "line 2: a second document begins here; give each its own file"),
    ("", "line 1: this is not a dictionary. Expected YAML such as frames: .* or LIWC's .dic"),
    ("the sea and the land", "line 1: this is not a dictionary"),
    ("- sea\n- land", "line 1: this is not a dictionary"),
    ("frames: [sea]", "line 1: 'frames' has no frames. Expected YAML"),
    (
        "colour: red\nframes: {sea: {patterns: [boat]}}",
        "line 1: the dictionary has unknown keys: 'colour'. Expected 'version'",
    ),
    ("frames:\n  sea: [boat]", r"line 2: frame 'sea' has no 'patterns'. Expected sea: \{patterns: "),
    (
        "frames:\n  sea:\n    patterns: [boat]\n    colour: blue",
        "line 4: frame 'sea' has unknown keys: 'colour'. Expected 'label', 'definition'",
    ),
    ("frames:\n  sea: {patterns: []}", "line 2: frame 'sea' has no patterns; add one, or remove the frame"),
    ("frames:\n  sea: {label: Sea}", "line 2: frame 'sea' has no patterns"),
    (
        "frames: {sea: {patterns: [{a: b}]}}",
        r"line 1: 'patterns' of frame 'sea' must be a list of words. Expected \[",
    ),
    ("frames:\n  sea: {patterns: [a]}\n  sea: {patterns: [b]}", "line 3: 'sea' is already in line 2; merge the two"),
    ("sea: [a]\nland: [b]\nsea: [c]", "line 3: 'sea' is already in line 1"),
    ("sea: {craft: [a]}\nsea.craft: [b]", "line 2: 'sea.craft' is already in line 1; merge the two, or rename one"),
    ("sea:\nland: [a]", "line 1: frame 'sea' has no patterns"),
    ("sea: {craft: []}", "line 1: frame 'sea.craft' has no patterns"),
    ("sea:\n- boat\n-\n- ship", "line 3: a pattern of frame 'sea' is empty; write a word, or remove the pattern"),
    ('sea: [" "]', "line 1: a pattern of frame 'sea' is empty"),
    ('"": [boat]', "line 1: a name is empty; add letters"),
    ('sea:\n- a\n- "*"', r"line 3: pattern '\*' of frame 'sea' matches everything; add letters"),
    ('sea: ["?*"]', r"pattern '\?\*' of frame 'sea' matches everything"),
    ('sea: ["&"]', "pattern '&' of frame 'sea' matches nothing; add letters"),
    ('sea: ["of **"]', r"pattern 'of \*\*' of frame 'sea' contains a word that matches everything"),
    ('sea: ["*a *b"]', r"pattern '\*a \*b' of frame 'sea' has wildcards before or within several words; keep"),
    ("sea: &all [a]\nland: *all", r"line 2: '\*all' is an alias in YAML; write it out"),
    ("sea:\n  patterns: [a]\n  source: me", "line 1: 'sea' has 'patterns', as a frame has; move it under 'frames:'"),
    ("a: {" * 30 + "b: [c]" + "}" * 30, "line 1: keys are nested deeper than 20 levels; reduce the nesting"),
    (b"land: [b]\nsea: [\xe9]", "line 2: this is not UTF-8; save the file as UTF-8"),
    ("sea: [a]".encode("utf-16"), "line 1: this is not UTF-8"),
    ("land: [b]\nsea: [a]".encode("utf-16-le"), "line 1: this is not UTF-8"),
    ("%\n1\tsea\nboat\t1\n", "line 1: the categories must stand between two lines %; add the second"),
    ("%\nsea\n%\nboat\t1\n", "line 2: invalid category: 'sea'. Expected a number, a tab, and a name"),
    ("%\n1\tsea\n1\tland\n%\nboat\t1\n", "line 3: category 1, 'land', is already in line 2; rename one"),
    ("%\n1\tsea\n2\tsea\n%\nboat\t1\n", "line 3: category 2, 'sea', is already in line 2"),
    ("%\n1\tsea\n%\n\nboat\t1\t3\n", "line 5: 'boat' has unknown categories: '3'. Expected numbers listed between"),
    ("%\n1\tsea\n%\nboat\n", "line 4: 'boat' has no category. Expected numbers"),
    ("%\n1\tsea\n2\tland\n%\nboat\t1\n", "line 3: frame 'land' has no patterns"),
    ("sea: [!!binary Ym9hdA==]", "line 1: tag 'tag:yaml.org,2002:binary' is not read; write plain text, or quote it"),
    ("sea: [" + "a" * 201 + "]", "is longer than 200 characters or 12 words; shorten it"),
    ("sea: [a b c d e f g h i j k l m]", "is longer than 200 characters or 12 words"),
    (
        'sea: ["*a*a*a*a*b"]',
        r"pattern '.*' of frame 'sea' has more than 4 \* in a word; split it into several",
    ),
    ("%\n" + "9" * 5_000 + "\tsea\n%\n", "line 2: the line has 5,004 characters. Expected at most 2,000"),
    ("%\n1\tsea\n%\nboat\t" + "9" * 1_900, "line 4: 'boat' has unknown categories: '9{59}…'"),
    ("%\n1\tsea\n%\nboat\t1\n" + "<" * 5_000_000, "line 5: the line has 5,000,000 characters"),
    ("%\n1\tsea\n%\n*\t1\nboat\t1\n", None),
]


@pytest.mark.parametrize(("text", "message"), ERRORS)
def test_errors_name_the_line(tmp_path: Path, text: str | bytes, message: str | None) -> None:
    if message is None:
        assert "'*'" in read(tmp_path, text).note
        return
    with pytest.raises(WrongUse, match=r"^dictionary '.*mine.yml', .*" + message):
        read(tmp_path, text)


def test_a_file_that_does_not_exist_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="^dictionary 'nowhere.yml' cannot be read: No such file"):
        read_dictionary("nowhere.yml")
    with pytest.raises(WrongUse, match="cannot be read: Is a directory"):
        read_dictionary(str(tmp_path))


def test_a_file_that_was_changed_is_read_again(tmp_path: Path) -> None:
    assert patterns(read(tmp_path, "sea: [boat]")) == {"sea": ["boat"]}
    assert patterns(read(tmp_path, "sea: [ship]")) == {"sea": ["ship"]}


@given(st.one_of(st.text(), st.text("%\n\t :-[]{}*?&#'\"ab12"), st.binary()))
def test_any_text_is_read_or_refused_in_one_line(tmp_path_factory: pytest.TempPathFactory, text: str | bytes) -> None:
    folder = tmp_path_factory.mktemp("any", numbered=True)
    try:
        book = read(folder, text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    except WrongUse as error:
        assert "\n" not in str(error)
    else:
        tokens = tokenize(pl.Series(["ab a-b b2"]))
        assert book.frames and set(find(tokens, [normalize(w) for w in tokens.vocabulary], book.frames)["frame"]) <= {
            frame.name for frame in book.frames
        }


def test_the_shipped_dictionary_is_sound() -> None:
    book = read_dictionary()
    names = [frame.name for frame in book.frames]
    assert names[:5] == ["responsibility", "human_interest", "conflict", "morality", "economic"]
    assert names[5:] == ["escalation", "deterrence", "diplomacy", "domestic_politics", "military_capability"]
    for frame in book.frames:
        assert frame.definition
        assert frame.source
        assert not any(p.startswith("*") for p in (*frame.patterns, *frame.supporting))
        assert set(frame.leave_out) <= {"names", "negated"}


@cache
def _spellings(pattern: str) -> set[tuple[str, ...]]:
    return {tuple(word.text for word in words) for words in with_other_spellings(split_patterns([pattern])[0])}


def test_no_two_patterns_of_a_shipped_frame_match_the_same_words() -> None:
    for frame in read_dictionary().frames:
        # A supporting pattern may match the words of a pattern, which then counts.
        for every in ((*frame.patterns, *frame.counter), (*frame.supporting, *frame.counter)):
            text = tokenize(pl.Series([pattern.replace("*", "") for pattern in every]))
            found = find(text, [normalize(w) for w in text.vocabulary], [Frame(p, "", "", "", (p,), ()) for p in every])
            # A text is a pattern without its wildcards: the longest match is the pattern itself, and no other.
            longest = found.filter(pl.col("length") == pl.col("length").max().over("text")).sort("text")
            # But for one that is the same in another spelling.
            rows = zip(longest["text"].to_list(), longest["frame"].to_list(), strict=True)
            others = ((every[number], pattern) for number, pattern in rows if every[number] != pattern)
            assert all(_spellings(one) & _spellings(other) for one, other in others)
            assert set(longest["frame"]) == set(every)
