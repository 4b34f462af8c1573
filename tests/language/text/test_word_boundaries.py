"""Where words begin and end."""

import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text.tokens import tokenize


def words(text: str) -> list[str]:
    tokens = tokenize(pl.Series([text]))
    return [tokens.vocabulary[w] for w in tokens.word]


TABLE = [
    ("", []),
    ("... – !", []),
    ("The ferry left.", ["The", "ferry", "left"]),
    ("long-range, three-month-old", ["long-range", "three-month-old"]),
    ("It's don't o’clock rock-’n’-roll", ["It's", "don't", "o’clock", "rock", "n", "roll"]),
    (
        "a U.S. ship, the U.N.-led talks at 9 a.m. sharp",
        ["a", "U.S.", "ship", "the", "U.N.-led", "talks", "at", "9", "a.m.", "sharp"],
    ),
    (
        "10,000 of 7.1 by 12:30 on F-16 or 180-mile",
        ["10,000", "of", "7.1", "by", "12:30", "on", "F-16", "or", "180-mile"],
    ),
    ("in the 1990s, the 20th-century 3D", ["in", "the", "1990s", "the", "20th-century", "3D"]),
    ("a non-U.S. firm, D-N.Y., the U.S.’s own", ["a", "non-U.S.", "firm", "D-N.Y.", "the", "U.S.’s", "own"]),
    ("U.S.A. U.S said J. K.", ["U.S.A.", "U", "S", "said", "J", "K"]),
    ("a\x00b \u200fab\u200d \u0301 x²", ["a", "b", "ab", "x²"]),
    ("Café naïve Zoë Łódź Київ", ["Café", "naïve", "Zoë", "Łódź", "Київ"]),
    ("Cafe\u0301 noir", ["Cafe\u0301", "noir"]),
    ("end.Start “Quoted” (so) word/word", ["end", "Start", "Quoted", "so", "word", "word"]),
    ("officials' boats' 🙂 ok", ["officials", "boats", "ok"]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_of_two_lines_are_the_words_of_each(first: str, second: str) -> None:
    assert words(f"{first}\n{second}") == words(first) + words(second)


_RUN = r"[^\W_](?:[^\W_]|\u0301)*"
_INITIALS = r"(?<![^\W_])(?<!\u0301)(?:[^\W\d_]\.){2,}"
_PART = rf"(?:{_INITIALS}|{_RUN}(?:(?<=[0-9])[.,:](?=[0-9]){_RUN})*)"
DEFINITION = re.compile(rf"{_PART}(?:['’‐‑-]{_PART})*")  # what word_boundaries.py does, as a pattern
SIGNS = st.sampled_from([*"aZé9²'’-‑.,: \n_", "\u0301", "\x00", "🙂", "U.S.", "7.1", "don't"])


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_words_are_those_of_the_definition(text: str) -> None:
    bare = re.sub(r"(^|[^\w\u0301]|_)\u0301+", r"\1 ", text)  # a mark after no letter is no part of a word
    assert words(text) == DEFINITION.findall(bare)
