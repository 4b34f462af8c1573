"""Tokens and letters of many sentences at once, beside a regular expression that cuts one text at a time."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotate.cues import letters
from analysis.annotate.reading import Sentence, Span, read

TOKEN = re.compile(r"[^\W_]+(?:[.'’‐‑-](?!s\b)[^\W_]+)*\.?|['’]s?\b|[^\w\s]|_")


def tokens(text: str) -> list[str]:
    reading = read([text], [[Sentence(0, 0, 0, len(text), ())]])
    return reading.tokens.tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("The cook’s soup.", ["The", "cook", "’s", "soup."]),
        ("It's the boats' 'sail'", ["It", "'s", "the", "boats", "'", "'", "sail", "'"]),
        ("an ex-U.S. ship, 7.5 m", ["an", "ex-U.S.", "ship", ",", "7.5", "m"]),
        (
            "the mayor's. No.s x_s a.b's-c",
            ["the", "mayor", "'s", ".", "No.", "s", "x", "_", "s", "a.b", "'s", "-", "c"],
        ),
        ("“So – ¿qué?”", ["“", "So", "–", "¿", "qué", "?", "”"]),
        ("e\u0301t 🙂\u00a0\ud800", ["e", "\u0301", "t", "🙂", "\ufffd"]),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


PIECES = st.sampled_from([*"Xs_éß7 .'’-‐‑,“”\"\n\t\u00a0\u0301🙂\x00", "said", "  ", "boat", "'s", "’s "])


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_tokens_are_those_of_the_pattern(text: str) -> None:
    assert tokens(text) == TOKEN.findall(text)


SENTENCES = st.tuples(st.lists(PIECES, max_size=12).map("".join), st.lists(st.integers(0, 20), max_size=4))


def sentence(text: str, edges: list[int]) -> Sentence:
    """A whole text, with quotes from edge to edge."""
    places = sorted({min(edge, len(text)) for edge in edges})
    return Sentence(0, 0, 0, len(text), tuple(zip(places[::2], places[1::2], strict=False)))


def one_by_one(text: str, quotes: tuple[Span, ...]) -> list[tuple[str, int, int]]:
    """The letter of each token and its offsets; the text around quotes cut piece by piece."""
    found, at = [], 0
    for a, b in (*quotes, (len(text), len(text))):
        spans = [m.span() for m in TOKEN.finditer(text[at:a])]
        found += [(letters([text[at + x : at + y]]), at + x, at + y) for x, y in spans]
        found += [("Q", a, b)] if a < b else []
        at = b
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(SENTENCES, max_size=6))
def test_each_sentence_is_read_as_if_it_were_alone(some: list[tuple[str, list[int]]]) -> None:
    told = [sentence(text, edges) for text, edges in some]
    reading = read([text for text, _ in some], [[one] for one in told])
    assert reading.first[-1] == len(reading.letters) == len(reading.tokens)
    for (text, _), one, a, b in zip(some, told, reading.first, reading.first[1:], strict=False):
        ours = zip(reading.letters[a:b], reading.start[a:b].tolist(), reading.end[a:b].tolist(), strict=True)
        assert list(ours) == one_by_one(text, one.quotes)
