import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text.house_style import house_style, is_title, standard_form, standard_forms
from analysis.language.text.tokens import function_words, normalize, tokenize


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


def test_tokens_know_their_text() -> None:
    tokens = tokenize(pl.Series(["one two", "", "two"]))
    assert tokens.text.tolist() == [0, 0, 2]
    assert [tokens.vocabulary[w] for w in tokens.word] == ["one", "two", "two"]


FORMS = [
    ("Mayor’s", "mayor"),
    ("it’s", "it's"),
    ("don’t", "don't"),
    ("US", "US"),
    ("us", "us"),
    ("U.S.", "u.s."),
    ("US-led", "US-led"),
    ("END", "end"),
]


@pytest.mark.parametrize(("word", "counted"), FORMS)
def test_normalize(word: str, counted: str) -> None:
    assert normalize(word) == counted


STANDARDS = [
    ("authorises", "authorizes", "spelling"),
    ("Authorised", "authorized", "spelling"),
    ("Zelenskyy", "zelensky", "name"),
    ("Zelenskyy's", "zelensky", "name"),
    ("U.S.", "US", "acronym"),
    ("U.S.-built", "US-built", "acronym"),
]


@pytest.mark.parametrize(("word", "counted", "kind"), STANDARDS)
def test_house_style_is_set_apart(word: str, counted: str, kind: str) -> None:
    form, style = standard_form(word)
    assert form == counted
    assert style is not None
    assert style.kind == kind


@pytest.mark.parametrize("word", ["us", "ferry", "long-range", "center"])
def test_other_words_stay(word: str) -> None:
    assert standard_form(word) == (word, None)


def test_titles_are_titles_only_before_a_name() -> None:
    tokens = tokenize(pl.Series(["President Nobody met the president, and Mr. Example met President"]))
    found = [tokens.vocabulary[w] for w, t in zip(tokens.word, is_title(tokens), strict=True) if t]
    assert found == ["President", "Mr"]


def test_the_table_of_house_style_is_sound() -> None:
    styles = house_style()
    variants = [s.variant for s in styles]
    assert len(set(variants)) == len(variants)
    assert {s.kind for s in styles} == {"spelling", "name", "acronym", "title"}
    assert not set(variants) & {s.standard for s in styles}, "a standard is never itself a variant"
    assert all((s.standard == "") == (s.kind == "title") for s in styles)
    assert not [s for s in styles if s.kind != "title" and normalize(s.variant) == normalize(s.standard)], (
        "changes nothing"
    )


def test_function_words_hold_no_content() -> None:
    assert {"the", "of", "and", "us", "would"} <= function_words()
    assert not {"state", "million", "work", "said", "war", "US"} & function_words()


@given(st.text(max_size=80), st.text(max_size=80))
def test_words_of_two_lines_are_the_words_of_each(first: str, second: str) -> None:
    assert words(f"{first}\n{second}") == words(first) + words(second)


@given(st.text(max_size=60))
def test_counted_forms_are_stable(text: str) -> None:
    for word in words(text):
        form = normalize(word)
        assert normalize(form) == form or "'" in form


_RUN = r"[^\W_](?:[^\W_]|\u0301)*"
_INITIALS = r"(?<![^\W_])(?<!\u0301)(?:[^\W\d_]\.){2,}"
_PART = rf"(?:{_INITIALS}|{_RUN}(?:(?<=[0-9])[.,:](?=[0-9]){_RUN})*)"
DEFINITION = re.compile(rf"{_PART}(?:['’‐‑-]{_PART})*")  # what scan.py does, as a pattern
SIGNS = st.sampled_from([*"aZé9²'’-‑.,: \n_", "\u0301", "\x00", "🙂", "U.S.", "7.1", "don't"])


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_words_are_those_of_the_definition(text: str) -> None:
    bare = re.sub(r"(^|[^\w\u0301]|_)\u0301+", r"\1 ", text)  # a mark after no letter is no part of a word
    assert words(text) == DEFINITION.findall(bare)


FORMS_AND_NOISE = ["US", "US's", "non-U.S.", "it’s", "Mayor’s", "IT-led", "authorises", "Zelenskyy's", "a"]


@given(st.lists(st.sampled_from(FORMS_AND_NOISE) | st.text(st.sampled_from("aS'’-.9é")), max_size=9))
def test_all_at_once_is_as_one_by_one(found: list[str]) -> None:
    counted, applied = standard_forms(pl.Series(found, dtype=pl.String), True)
    assert [(word, applied.get(i)) for i, word in enumerate(counted)] == [standard_form(word) for word in found]
    assert standard_forms(pl.Series(found, dtype=pl.String), False)[0] == [normalize(word) for word in found]
