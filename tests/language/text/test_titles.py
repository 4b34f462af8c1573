"""Titles before names are not counted, short or whole, in sentences and in title case."""

import polars as pl
import pytest

from analysis.language.text.house_style import is_title
from analysis.language.text.tokens import tokenize

TITLES = [
    ("He met General Lind and Gen. Roe.", ["General", "Gen"]),
    ("He met Captain Lind, Lieutenant Roe and Col. Ek.", ["Captain", "Lieutenant", "Col"]),
    ("Prime Minister Lind met PM Roe at 3 PM Monday.", ["Prime", "Minister", "PM"]),
    ("General Motors met Attorney General Roe at the General Assembly.", []),
    ("Major European cities and Major U.S. banks were closed.", []),
    ("Doctor Lind and Major Roe met Dr. Ek.", ["Doctor", "Major", "Dr"]),
    ("The general met a prime minister.", []),
    ("Mayor Says Senator Attacks Governor", []),
    ("Mayor Lind Leaves Office Today", ["Mayor"]),
]


@pytest.mark.parametrize(("text", "titles"), TITLES)
def test_titles(text: str, titles: list[str]) -> None:
    tokens = tokenize(pl.Series([text, "In the end Lind and Roe left with Ms. Lind."]))
    found = is_title(tokens) & (tokens.text == 0)
    assert [tokens.vocabulary[word] for word in tokens.word[found]] == titles
