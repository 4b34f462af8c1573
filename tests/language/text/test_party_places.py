"""Party and state behind a name are a tag of house style; a phrase of its own is none."""

import polars as pl
import pytest

from analysis.language.text.party_places import are_party_places
from analysis.language.text.tokens import tokenize

TAGS = [
    ("“No,” said Rep. Dana Ferro, Ohio Democrat.", ["Ohio", "Democrat"]),
    ("Mr. Ferro, West Virginia Republican, and Ann Roe, New York Independent, left.",
     ["West", "Virginia", "Republican", "New", "York", "Independent"]),
    ("Dana Ferro Ohio Democrat, left.", ["Ohio", "Democrat"]),
    ("The Ohio Democrat spoke; an Ohio Democrat and his Ohio Republican friend left.", []),
    ("Dana Ferro, a Democrat from Ohio, left with every Democrat.", []),
    ("Mayor Dana Ferro Backs Ohio Democrat", []),
    ("When Ohio Democrat Dana Ferro left, it rained.", []),
    ("Ohio Democrat", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tags"), TAGS)
def test_party_places(text: str, tags: list[str]) -> None:
    tokens = tokenize(pl.Series([text, "Rep. Dana Ferro left with Ann Roe."]))
    found = are_party_places(tokens)
    assert [tokens.vocabulary[word] for word in tokens.word[found]] == tags


def test_no_text_has_none() -> None:
    assert are_party_places(tokenize(pl.Series([], dtype=pl.String))).tolist() == []
