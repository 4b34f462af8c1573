"""House style is set apart before words are counted."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.text.house_style import house_style, is_title, standard_form, standard_forms
from analysis.language.text.tokens import normalize, tokenize

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


FORMS_AND_NOISE = ["US", "US's", "non-U.S.", "it’s", "Mayor’s", "IT-led", "authorises", "Zelenskyy's", "a"]


@given(st.lists(st.sampled_from(FORMS_AND_NOISE) | st.text(st.sampled_from("aS'’-.9é")), max_size=9))
def test_all_at_once_is_as_one_by_one(found: list[str]) -> None:
    counted, applied = standard_forms(pl.Series(found, dtype=pl.String), True)
    assert [(word, applied.get(i)) for i, word in enumerate(counted)] == [standard_form(word) for word in found]
    assert standard_forms(pl.Series(found, dtype=pl.String), False)[0] == [normalize(word) for word in found]
