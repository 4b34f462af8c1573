"""Patterns count in British and in American spelling, and us is not the US."""

import polars as pl
import pytest

from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.matching import find
from analysis.language.text.house_style import standard_forms
from analysis.language.text.tokens import tokenize

COUNTS = [
    ("harbour*", "Two harbours and a harbor.", 2),
    ("harbor*", "Two harbours and a harbor.", 2),
    ("recognis*", "They recognised it. We recognize it. A recognition.", 2),
    ("recogniz*", "They recognised it. We recognize it.", 2),
    ("centre", "The centre of the center.", 2),
    ("offence*", "An offence, two offenses, an offensive.", 2),
    ("labour union*", "A labour union and labor unions.", 2),
    ("peking", "Peking and Beijing.", 2),
    ("colo*", "A colour, a color, a column.", 2),
    ("us", "They told us that the US and the U.S. came.", 1),
    ("US", "They told us that the US and the U.S. came.", 2),
    ("U.S.", "They told us that the US and the U.S. came.", 2),
    ("U.N.", "The UN and the U.N. met.", 2),
    ("cafe\u0301", "A café.", 1),
    # The first letters of oestrogen and tie are no beginning of another word for them: they count no other words.
    ("o*", "Oestrogen or estrogen in a bay.", 3),
    ("tie*", "The tie to a tiara.", 1),
    ("keeper’s lock", "The keeper's lock.", 1),
]


@pytest.mark.parametrize(("pattern", "text", "n"), COUNTS)
def test_a_pattern_counts_both_spellings(pattern: str, text: str, n: int) -> None:
    tokens = tokenize(pl.Series([text]))
    counted, _ = standard_forms(pl.Series(tokens.vocabulary), True)
    found = find(tokens, counted, [Frame("f", "", "", "", (pattern,), ())])
    assert found["pattern"].to_list() == [pattern] * n
