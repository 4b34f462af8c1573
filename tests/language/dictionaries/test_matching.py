import fnmatch

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exceptions import WrongUse
from analysis.language.dictionaries import compiled_patterns
from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.matching import find
from analysis.language.text.tokens import normalize, tokenize


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
    ("it was child’s play", ["child's play"], ["child's play"]),
    ("child care, a child's game", ["child's play", "child* game"], ["child* game"]),
    ("they don’t give up, they do not give in", ["don't give*"], ["don't give*"]),
    ("a cease-fire, the cease‑fires, a cease fire", ["cease-fire*"], ["cease-fire*"] * 3),
    ("medium-long-range boats", ["long range*"], ["long range*"]),
    ("Straße und STRASSE", ["straße"], ["straße"]),
    ("talk", ["talk", "talk*"], ["talk"]),
    ("a long way out of it", ["way out of", "long way", "out"], ["way out of"]),
    ("red | red boat", ["red boat", "boat"], ["red boat"]),
    ("untalked, talk, stalk", ["*talk*"], ["*talk*"] * 3),
    ("a bat, a bet, a bit, a beat", ["b?t"], ["b?t"] * 3),
    ("cats and cat and catty", ["cat?"], ["cat?"]),
    ("sea-boats, seaboat", ["sea *boat*"], ["sea *boat*"]),
    ("a red-boat", ["*d-boat"], ["*d-boat"]),
    ("who is whole, who's there, who’ll go", ["who'*"], ["who'*"] * 2),
    ("it's hers, the boat's", ["*'s"], ["*'s"]),
    ("a.b", ["a?b"], []),
]


@pytest.mark.parametrize(("text", "patterns", "found"), TABLE)
def test_patterns(text: str, patterns: list[str], found: list[str]) -> None:
    assert matches(text, patterns) == found


def test_counter_patterns_win_words_and_are_not_returned() -> None:
    assert matches("a heart attack and an attack", ["attack*"], ("heart attack*",)) == ["attack*"]


def test_two_frames_may_match_the_same_word_unless_a_longer_match_wins_it() -> None:
    tokens = tokenize(pl.Series(["a threat and an empty threat"]))
    frames = [Frame(n, n, "", "", ("threat*",), ()) for n in ("a", "b")]
    frames.append(Frame("c", "c", "", "", ("empty threat*",), ()))
    found = find(tokens, [normalize(w) for w in tokens.vocabulary], frames)
    assert sorted(found.select("frame", "start").rows()) == [("a", 1), ("b", 1), ("c", 4)]


def test_without_texts_frames_or_matches_the_table_is_empty() -> None:
    none, some = (tokenize(pl.Series(texts, dtype=pl.String)) for texts in ([], ["a talk"]))
    frame = Frame("f", "F", "", "", ("talk*",), ())
    for tokens, frames in ((none, [frame]), (some, []), (some, [frame._replace(patterns=("far away",))])):
        found = find(tokens, [normalize(w) for w in tokens.vocabulary], frames)
        assert found.shape == (0, 5)


def test_the_first_listed_pattern_of_each_frame_is_returned() -> None:
    tokens = tokenize(pl.Series(["no talks"]))
    frames = [Frame("a", "a", "", "", ("talk*", "talks"), ()), Frame("b", "b", "", "", ("talks",), ())]
    found = find(tokens, [normalize(w) for w in tokens.vocabulary], frames)
    assert found.select("frame", "pattern").rows() == [("a", "talk*"), ("b", "talks")]


def one_by_one(texts: list[str], frames: list[Frame]) -> list[tuple[int, int, str, str]]:
    """Text, place in it, frame and pattern of every match, word by word."""
    rows = []
    listed = [(p, f.name) for f in frames for p in f.patterns] + [(p, "") for f in frames for p in f.counter]
    for text, words in enumerate(text.replace("-", " ").split() for text in texts):
        taken: set[int] = set()
        for length in range(len(words), 0, -1):
            marked: set[int] = set()
            seen = set()
            for start in range(len(words) - length + 1):
                span = range(start, start + length)
                for pattern, frame in listed:
                    ends = pattern.replace("-", " ").split()
                    alike = len(ends) == length and all(
                        words[i].startswith(e[:-1]) if e.endswith("*") else words[i] == e
                        for i, e in zip(span, ends, strict=True)
                    )
                    if alike and not taken & set(span):
                        marked |= set(span)
                        if frame and (start, frame) not in seen:
                            seen.add((start, frame))
                            rows.append((text, start, frame, pattern))
            taken |= marked
    return sorted(rows)


@given(
    st.lists(st.text("abo-", min_size=1, max_size=5).map(lambda word: word.strip("-") or "a"), max_size=9),
    st.text("abo*?", min_size=1, max_size=4).filter(lambda pattern: set(pattern) - set("*?")),
)
def test_wildcards_match_as_in_file_names(words: list[str], pattern: str) -> None:
    parts = [part for word in words for part in word.split("-") if part]
    assert len(matches(" ".join(words), [pattern])) == len(fnmatch.filter(parts, pattern))


WORDS = st.sampled_from(["boat", "boats", "bo", "tow", "town", "red", "re"])
ENDS = st.sampled_from(["boat", "boats", "bo*", "tow*", "town", "red", "r*", "gone"])
PATTERNS = st.lists(
    st.builds(lambda words, glue: glue.join(words), st.lists(ENDS, min_size=1, max_size=3), st.sampled_from(" -")),
    max_size=5,
    unique=True,
).map(tuple)


@given(
    st.lists(st.lists(st.tuples(WORDS, st.sampled_from(" -")), max_size=8), max_size=4),
    st.lists(st.tuples(PATTERNS, PATTERNS), max_size=3),
)
def test_matches_equal_those_of_a_plain_loop(texts: list, lists: list) -> None:
    written = ["".join(word + glue for word, glue in text).rstrip(" -") for text in texts]
    frames = [Frame(f"f{i}", "", "", "", patterns, counter) for i, (patterns, counter) in enumerate(lists)]
    tokens = tokenize(pl.Series(written, dtype=pl.String))
    found = find(tokens, [normalize(w) for w in tokens.vocabulary], frames)
    before = [sum(len(w.replace("-", " ").split()) for w in written[:i]) for i in range(len(written))]
    ours = [(text, start - before[text], frame, pattern) for text, start, _, frame, pattern in found.rows()]
    assert sorted(ours) == one_by_one(written, frames)


def test_thousands_of_patterns_find_what_each_finds_alone() -> None:
    words = [a + b for a in "bdfglmn" for b in ("oat", "end", "ill", "ark", "ay")]
    texts = [" ".join(words[(i * j + j) % len(words)] for j in range(12)) for i in range(1, 5)]
    patterns = tuple(f"{a} {b}" for a in words for b in words) + tuple(f"{a} {b} l*" for a in words for b in words)
    tokens = tokenize(pl.Series(texts))
    counted = [normalize(w) for w in tokens.vocabulary]
    assert len(patterns) > 2000
    frame = Frame("f", "", "", "", patterns, ())
    found = find(tokens, counted, [frame]).select("text", "pattern").rows()
    assert found == [(text, pattern) for text, _, _, pattern in one_by_one(texts, [frame])]


def test_wildcards_that_match_most_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_patterns, "MOST_EXPANDED", 3)
    assert matches("talk stalk walk", ["*alk"]) == ["*alk"] * 3
    with pytest.raises(WrongUse, match=r"pattern '\*a\*' and of the patterns before it match more than 3 different"):
        matches("talk stalk walk chalk", ["*a*"])


def test_many_wildcards_take_no_longer_than_their_letters() -> None:
    assert matches("a" * 5_000, ["*a*a*a*ab"]) == []
