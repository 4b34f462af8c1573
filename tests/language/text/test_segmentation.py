"""Segments: sentences and the voices in them. All sentences here are made up."""

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.language.text.irregular_quotes import REASONS
from analysis.language.text.segmentation import Segment, segment


def test_nothing_gives_nothing() -> None:
    assert segment("") == segment("\n \n") == []


def test_by_hand() -> None:
    text = "A fire\n\nAnn Brown said, “we saw it,” and “we ran.” It was late."
    assert segment(text, display=[0]) == [
        Segment(0, 0, "headline", ((0, 6),), ""),
        Segment(2, 1, "narration", ((8, 23), (37, 50)), "scare quote"),
        Segment(2, 1, "quoted", ((24, 36),), ""),
        Segment(2, 2, "narration", ((51, 63),), ""),
    ]


def test_paragraph_is_the_index_of_the_line() -> None:
    assert [s.paragraph for s in segment("\n\nOne. Two.\n \n\nThree.\n")] == [2, 2, 5]


SIGNS = [*"\"“”„«»‘’'.!?…,:()—-", "''", "...", "[1]"]
WORDS = [
    *[
        "Mr.",
        "U.S.",
        "J.",
        "No.",
        "p.m.",
        "Fla.",
        "etc.",
        "The",
        "He",
        "said",
        "we",
        "I",
        "7.1",
        "12",
        "1.",
        "Yahoo!",
    ],
    *["a@b.Com", "dogs’", "don't", "’90s", "ended.The", 'won."We', "É", "é", "中"],
    *["\u200d", "\u0301", "\x00", "\ud800", "\U0001f600"],
]
SPACES = [" ", "  ", "\n", "\n\n", "\t", "\u00a0", "\u2028", "\r", "\x1c", ""]
TEXTS = st.one_of(st.lists(st.sampled_from([*SIGNS, *WORDS, *SPACES, *" " * 9])).map("".join), st.text())
LINES = st.sets(st.integers(-1, 5))


@settings(max_examples=50)
@given(TEXTS, LINES)
@example("“\ud800.” \x00 A", set())
def test_every_character_is_in_one_span(text: str, display: set[int]) -> None:
    found = segment(text, display)
    covered = sorted(place for s in found for a, b in s.spans for place in range(a, b))
    assert len(covered) == len(set(covered))
    assert set(covered) >= {i for i, sign in enumerate(text) if not sign.isspace()}
    for s in found:
        assert s.voice in ("headline", "narration", "quoted")
        assert s.reason in REASONS
        assert (s.voice == "headline") == (s.paragraph in display)
        assert s.spans
        for a, b in s.spans:
            assert text[a:b] == text[a:b].strip() != ""
            assert s.paragraph == text.count("\n", 0, a) == text.count("\n", 0, b)
            for edge in (a, b):
                assert not (text[edge - 1 : edge].isalnum() and text[edge : edge + 1].isalnum())


@settings(max_examples=60)
@given(TEXTS, LINES)
def test_order_and_no_empty_segments(text: str, display: set[int]) -> None:
    found = segment(text, display)
    assert sorted({s.sentence for s in found}) == list(range(len({s.sentence for s in found})))
    assert [(s.sentence, s.spans[0]) for s in found] == sorted((s.sentence, s.spans[0]) for s in found)
    assert len({(s.sentence, s.voice) for s in found}) == len(found)
    ends = [[min(s.spans)[0], max(s.spans)[1]] for s in found]
    for (one, (_, end)), (two, (start, _)) in pairwise(zip(found, ends, strict=True)):
        assert one.sentence == two.sentence or (end <= start and one.paragraph <= two.paragraph)
    for s in found:
        assert list(s.spans) == sorted(s.spans)
        worded = [any(sign.isalnum() for sign in text[a:b]) for a, b in s.spans]
        assert all(worded) or not any(sign.isalnum() for sign in text.split("\n")[s.paragraph])


@settings(max_examples=50)
@given(TEXTS, LINES, st.sampled_from([" ", "   ", "\n", "\n\n \n", "\u00a0"]))
def test_space_at_the_end_changes_nothing(text: str, display: set[int], space: str) -> None:
    assert segment(text + space, display) == segment(text, display)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["One. Two", "Mr. Brown left.", "He said “we all go” now.", "1. Go"]), max_size=6))
def test_lines_without_open_quotes_do_not_touch_each_other(lines: list[str]) -> None:
    alone = [segment(line) for line in lines]
    together = segment("\n".join(lines))
    assert [s.voice for s in together] == [s.voice for found in alone for s in found]
    assert [len(s.spans) for s in together] == [len(s.spans) for found in alone for s in found]
