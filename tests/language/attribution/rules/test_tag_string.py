"""Questions about positions of a tag string, compared with the methods of str on each sentence alone."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.attribution.rules.tag_string import NONE, TagString

SENTENCES = st.lists(st.text("abcQ,;", max_size=8), min_size=1, max_size=5)
TAG_SETS = st.sampled_from(["a", "bc", "Q,", "\n", "abcQ,;"])


def tag_string(sentences: list[str]) -> TagString:
    size = np.array([len(one) for one in sentences])
    end = np.cumsum(size + 1)
    data = np.frombuffer("\n".join(["", *sentences, "\n"]).encode(), np.uint8)
    return TagString(data, end - size, end)


def positions(tags: TagString) -> list[tuple[int, int, int]]:
    """Every position of every sentence, with the start and end of the sentence."""
    bounds = zip(tags.sentence_start.tolist(), tags.sentence_end.tolist(), strict=True)
    return [(position, start, end) for start, end in bounds for position in range(start, end + 1)]


def test_no_sentence() -> None:
    tags, nowhere = tag_string([]), np.array([], int)
    assert tags.skip_back(nowhere, "a").tolist() == []
    assert tags.next_position("a", nowhere).tolist() == []
    assert tags.positions("a").tolist() == []


def test_by_hand() -> None:
    tags = tag_string(["aab,", "b"])
    assert tags.string == "\naab,\nb\n\n"
    assert tags.skip_back(np.array([3, 4]), "a").tolist() == [1, 4]
    assert tags.skip_back(np.array([3, 3]), "a", np.array([1, 2])).tolist() == [1, 2]
    assert tags.skip(np.array([1, 3]), "ab").tolist() == [4, 4]
    assert tags.next_position("b", np.array([1, 4, 7])).tolist() == [3, 6, 9]
    assert tags.previous_position("a", np.array([1, 2, 6])).tolist() == [NONE, 1, 2]


@given(SENTENCES, TAG_SETS)
def test_neighbors_of_positions(sentences: list[str], tag_set: str) -> None:
    tags, inner_set = tag_string(sentences), tag_set.replace("\n", "")
    every, text = positions(tags), tags.string
    at, first, last = (np.array(column) for column in zip(*every, strict=True))
    assert [text[a:b] for a, b in zip(tags.sentence_start, tags.sentence_end, strict=True)] == sentences
    assert tags.sentence_of(at).tolist() == [k for k, one in enumerate(sentences) for _ in range(len(one) + 1)]
    assert tags.has(at, tag_set).tolist() == [text[i] in tag_set for i in at]
    assert tags.skip_back(at, inner_set).tolist() == [a + len(text[a:i].rstrip(inner_set)) for i, a, _ in every]
    assert tags.skip(at, inner_set).tolist() == [b - len(text[i:b].lstrip(inner_set)) for i, _, b in every]
    after = [next((k for k in range(i, len(text)) if text[k] in tag_set), len(text)) for i in at]
    assert tags.next_position(tag_set, at).tolist() == after
    before = [max((text.rfind(tag, 0, i) for tag in tag_set), default=NONE) for i in at]
    assert tags.previous_position(tag_set, at).tolist() == before
    assert tags.contains(tag_set, at, last).tolist() == [any(tag in text[i:b] for tag in tag_set) for i, _, b in every]
    assert tags.contains(tag_set, first, at).tolist() == [any(tag in text[a:i] for tag in tag_set) for i, a, _ in every]
    stretch, position = tags.positions_within(tag_set, first, at)
    expected = [(k, j) for k, (i, a, _) in enumerate(every) for j in range(a, i) if text[j] in tag_set]
    assert list(zip(stretch, position, strict=True)) == expected


@given(SENTENCES, TAG_SETS)
def test_skipping_stops_at_a_limit(sentences: list[str], tag_set: str) -> None:
    tags = tag_string(sentences)
    text = tags.string
    pairs = [(i, limit) for i, a, b in positions(tags) for limit in range(a, b + 1)]
    at, limit = (np.array(column) for column in zip(*pairs, strict=True))
    back, on = limit <= at, limit >= at
    assert tags.skip_back(at[back], tag_set, limit[back]).tolist() == [
        j + len(text[j:i].rstrip(tag_set)) for i, j in pairs if j <= i
    ]
    assert tags.skip(at[on], tag_set, limit[on]).tolist() == [
        j - len(text[i:j].lstrip(tag_set)) for i, j in pairs if j >= i
    ]


@given(SENTENCES)
def test_ends_of_matches(sentences: list[str]) -> None:
    tags, pattern = tag_string(sentences), re.compile(r"a+(?:,[^,\n]*,)?(?=b|\n)")
    at = np.array([i for i, _, _ in positions(tags)])
    found = [pattern.match(tags.string, i) for i in at]
    assert tags.match_ends(pattern, at).tolist() == [match.end() if match else NONE for match in found]
