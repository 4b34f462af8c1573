"""What stands before and after places of a string, beside the methods of str on each sentence alone."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.attribution.rules.tag_string import NONE, Letters

SENTENCES = st.lists(st.text("abcQ,;", max_size=8), min_size=1, max_size=5)
SOME = st.sampled_from(["a", "bc", "Q,", "\n", "abcQ,;"])


def laid_out(sentences: list[str]) -> Letters:
    size = np.array([len(one) for one in sentences])
    end = np.cumsum(size + 1)
    data = np.frombuffer("\n".join(["", *sentences, "\n"]).encode(), np.uint8)
    return Letters(data, end - size, end)


def places(of: Letters) -> list[tuple[int, int, int]]:
    """Every place of every sentence, with the first and the one past the last of it."""
    bounds = zip(of.start.tolist(), of.end.tolist(), strict=True)
    return [(at, a, b) for a, b in bounds for at in range(a, b + 1)]


def test_no_sentence() -> None:
    of, nowhere = laid_out([]), np.array([], int)
    assert of.back(nowhere, "a").tolist() == of.next("a", nowhere).tolist() == of.places("a").tolist() == []


def test_by_hand() -> None:
    of = laid_out(["aab,", "b"])
    assert of.text == "\naab,\nb\n\n"
    assert of.back(np.array([3, 4]), "a").tolist() == [1, 4]
    assert of.back(np.array([3, 3]), "a", np.array([1, 2])).tolist() == [1, 2]
    assert of.over(np.array([1, 3]), "ab").tolist() == [4, 4]
    assert of.next("b", np.array([1, 4, 7])).tolist() == [3, 6, 9]
    assert of.last("a", np.array([1, 2, 6])).tolist() == [NONE, 1, 2]


@given(SENTENCES, SOME)
def test_what_stands_before_and_after(sentences: list[str], some: str) -> None:
    of, inside = laid_out(sentences), some.replace("\n", "")
    every = places(of)
    at, first, last = (np.array(column) for column in zip(*every, strict=True))
    text = of.text
    assert [text[a:b] for a, b in zip(of.start, of.end, strict=True)] == sentences
    assert of.sentence(at).tolist() == [k for k, one in enumerate(sentences) for _ in range(len(one) + 1)]
    assert of.is_one(at, some).tolist() == [text[i] in some for i in at]
    assert of.back(at, inside).tolist() == [a + len(text[a:i].rstrip(inside)) for i, a, _ in every]
    assert of.over(at, inside).tolist() == [b - len(text[i:b].lstrip(inside)) for i, _, b in every]
    after = [next((k for k in range(i, len(text)) if text[k] in some), len(text)) for i in at]
    assert of.next(some, at).tolist() == after
    assert of.last(some, at).tolist() == [max((text.rfind(one, 0, i) for one in some), default=NONE) for i in at]
    assert of.between(some, at, last).tolist() == [any(one in text[i:b] for one in some) for i, _, b in every]
    stretch, place = of.within(some, first, at)
    inner = [(k, j) for k, (i, a, _) in enumerate(every) for j in range(a, i) if text[j] in some]
    assert list(zip(stretch, place, strict=True)) == inner
    assert of.between(some, first, at).tolist() == [any(one in text[a:i] for one in some) for i, a, _ in every]


@given(SENTENCES, SOME)
def test_moving_stops_at_a_limit(sentences: list[str], some: str) -> None:
    of = laid_out(sentences)
    every = [(i, j) for i, a, b in places(of) for j in range(a, b + 1)]
    at, other = (np.array(column) for column in zip(*every, strict=True))
    back, over = other <= at, other >= at
    expected = [len(of.text[:i]) - len(of.text[j:i]) + len(of.text[j:i].rstrip(some)) for i, j in every if j <= i]
    assert of.back(at[back], some, other[back]).tolist() == expected
    assert of.over(at[over], some, other[over]).tolist() == [
        j - len(of.text[i:j].lstrip(some)) for i, j in every if j >= i
    ]


@given(SENTENCES)
def test_where_matches_end(sentences: list[str]) -> None:
    of, pattern = laid_out(sentences), re.compile(r"a+(?:,[^,\n]*,)?(?=b|\n)")
    at = np.array([i for i, _, _ in places(of)])
    found = [pattern.match(of.text, i) for i in at]
    assert of.ends(pattern, at).tolist() == [m.end() if m else NONE for m in found]
