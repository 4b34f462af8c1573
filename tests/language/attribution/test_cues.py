"""How tokens are written for the word lists: one by one and all at once."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.attribution.cues import cue_verbs, lookup_form, lookup_forms

TOKENS = st.text(st.sampled_from("aZé’'.- \tſÀ1…"), max_size=6)


@pytest.mark.parametrize(("token", "form"), [("Said.", "said"), ("don’t", "don't"), ("U.S.", "u.s"), ("...", "")])
def test_the_form_of_a_token(token: str, form: str) -> None:
    assert lookup_form(token) == form


@given(st.lists(TOKENS))
def test_many_tokens_have_the_forms_that_each_has(tokens: list[str]) -> None:
    assert lookup_forms(pl.Series(tokens, dtype=pl.String)).to_list() == [lookup_form(token) for token in tokens]


@pytest.mark.parametrize(
    ("form", "cue"),
    [
        ("admitted to", "admit to"), ("bragging about", "brag about"), ("prodded", "prod"), ("clung to", "cling to"),
        ("fought for", "fight for"), ("putting forward", "put forward"), ("disagreeing with", "disagree with"),
        ("drawn attention", "draw attention"), ("swore by", "swear by"), ("laid blame", "lay blame"),
    ],
)  # fmt: skip
def test_irregular_forms_of_verbs_are_cues(form: str, cue: str) -> None:
    assert cue_verbs()[form].cue == cue
