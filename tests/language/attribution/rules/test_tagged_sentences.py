"""Tokens and tags of many sentences at once, compared with a regular expression that cuts one text at a time."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.language.attribution.rules.sentences import Row, Span, rows_of, sentences_of
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences, tag_sentences
from analysis.language.attribution.rules.tagger import tag_of
from analysis.language.attribution.rules.tags import Tag

TOKEN = re.compile(r"[^\W_]+(?:[.'’‐‑-](?!s\b)[^\W_]+)*\.?|['’]s?\b|[^\w\s]|_")


def tagged(texts: list[str], rows: list[list[Row]]) -> TaggedSentences:
    return tag_sentences(texts, sentences_of(texts, rows_of(rows)))


def tokens(text: str) -> list[str]:
    sentences = tagged([text], [[(0, 0, "narration", 0, len(text))]])
    (start,), (end,) = sentences.tags.sentence_start, sentences.tags.sentence_end
    return [sentences.words.written[word] for word in sentences.word[start:end]]


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


@settings(max_examples=50)
@given(st.lists(PIECES, max_size=20).map("".join))
def test_tokens_are_those_of_the_pattern(text: str) -> None:
    assert tokens(text) == TOKEN.findall(text)


SENTENCES = st.tuples(st.lists(PIECES, max_size=12).map("".join), st.lists(st.integers(0, 20), max_size=4))


NICKNAME = re.compile(r"[A-Z].*[“„«‘\"'].*[”»’\"'].*[A-Z]", re.S)


def quotes_at(text: str, edges: list[int]) -> list[Span]:
    """Quotes from edge to edge of a text."""
    places = sorted({min(edge, len(text)) for edge in edges})
    return list(zip(places[::2], places[1::2], strict=False))


def one_by_one(text: str, quotes: list[Span]) -> list[tuple[str, int, int]]:
    """The tag of each token and its offsets; the text around quotes is cut piece by piece."""
    found, at = [], 0
    for a, b in (*quotes, (len(text), len(text))):
        spans = [m.span() for m in TOKEN.finditer(text[at:a])]
        found += [(tag_of(text[at + x : at + y]), at + x, at + y) for x, y in spans]
        found += [("Q", a, b)] if a < b else []
        at = b
    return with_quotation_marks(text, found)


def with_quotation_marks(text: str, found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Make apostrophes marks that open or close a quote."""
    read: list[tuple[str, int, int]] = []
    is_open = False
    for before, (tag, start, end) in pairwise([("-", 0, 0), *found]):
        if tag == "s" and text[start:end] in "'’":
            opens = before[2] < start or before[0] in "(-Q"
            is_mark, is_open = opens or is_open or before[0] in ",;:", opens
            read.append(("-" if is_mark else "s", start, end))
        else:
            read.append((tag, start, end))
    return read


@given(st.lists(SENTENCES, max_size=6))
def test_each_sentence_is_tagged_as_if_it_were_alone(some: list[tuple[str, list[int]]]) -> None:
    texts, quotes = [text for text, _ in some], [quotes_at(*one) for one in some]
    assume(not any(NICKNAME.search(text) for text in texts))
    sentences = sentences_of(texts, rows_of([[(0, 0, "narration", 0, len(text))] for text in texts]))
    quote_sentence = np.repeat(np.arange(len(texts)), [len(spans) for spans in quotes])
    start, end = (np.array([span[k] for spans in quotes for span in spans], np.int64) for k in (0, 1))
    found = tag_sentences(texts, sentences._replace(quote_sentence=quote_sentence, quote_start=start, quote_end=end))
    tags = found.tags
    assert len(tags.sentence_start) == tags.string.count("\n") - 2 == len(texts)
    for text, spans, a, b in zip(texts, quotes, tags.sentence_start, tags.sentence_end, strict=True):
        offsets = found.spans(np.arange(a, b), np.arange(a, b) + 1)
        ours = zip(tags.string[a:b], *(column.tolist() for column in offsets), strict=True)
        assert list(ours) == one_by_one(text, spans)


def test_apostrophes_around_words_are_quotation_marks() -> None:
    text = "The 'new' pier is 'dry,' the boats' masters say, and ('cold') too."
    tags = tagged([text], [[(0, 0, "narration", 0, len(text))]]).tags.string.strip()
    assert [tag for token, tag in zip(TOKEN.findall(text), tags, strict=True) if token == "'"] == [*"----s--"]


SEAMS = ["The boat.It sails", "a.b", "e\u0301t", "boats'", "x", "–7", "'s", "no. 5", "\n"]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(SEAMS), min_size=1, max_size=5))
def test_a_sentence_that_touches_the_next_ends_where_that_begins(parts: list[str]) -> None:
    text = "".join(parts)
    cuts = [0, *(sum(map(len, parts[: k + 1])) for k in range(len(parts)))]
    rows: list[Row] = [(0, k, "narration", *span) for k, span in enumerate(pairwise(cuts))]
    found = tagged([text], [rows])
    for a, b, (_, _, _, start, end) in zip(found.tags.sentence_start, found.tags.sentence_end, rows, strict=True):
        spans = found.spans(np.arange(a, b), np.arange(a, b) + 1)
        tokens = [text[x:y] for x, y in zip(*spans, strict=True)]
        assert "".join(tokens) == "".join(text[start:end].split())


def test_what_stands_between_sentences_is_left_out() -> None:
    text = "One boat sailed. 17 18 Another came."
    found = tagged([text], [[(0, 0, "narration", 0, 16), (0, 1, "narration", 23, 36)]])
    is_token = found.tags.data != ord(Tag.SENTENCE_BREAK)
    written = [found.words.written[word] for word in found.word[is_token]]
    assert written == ["One", "boat", "sailed.", "Another", "came."]


def test_tokens_are_found_as_written_and_in_the_form_of_the_word_lists() -> None:
    text = "As the cook said: As."
    found = tagged([text], [[(0, 0, "narration", 0, len(text))]])
    positions = np.arange(int(found.tags.sentence_start[0]), int(found.tags.sentence_end[0]))
    assert found.word_in(positions, ("as", "the")).tolist() == [False, True, False, False, False, False]
    assert found.form_in(positions, ("as", "the")).tolist() == [True, True, False, False, False, True]
