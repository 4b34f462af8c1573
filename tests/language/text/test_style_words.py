"""Words whose choice is house style."""

import polars as pl
import pytest

from analysis.language.text.style_words import style_kinds
from analysis.language.text.tokens import normalize, tokenize

KINDS = [
    ("said", "reporting"),
    ("stated", "reporting"),
    ("states", ""),  # mostly the noun
    ("state", ""),
    ("R-Ky", "party"),
    ("D-N.Y.", "party"),
    ("I-Vt", "party"),
    ("R-Texas", "party"),
    ("D-NY-12", "party"),
    ("I-95", ""),
    ("D-Day", ""),
    ("e-mail", ""),
    ("F", "initial"),
    ("I", ""),
    ("a", ""),
    ("N.Y.", "state"),
    ("ten", "number"),
    ("10", "number"),
    ("2020", ""),
    ("percent", "number"),
    ("Sept", "date"),
    ("p.m.", "date"),
    ("Mr", "title"),
    ("US", ""),
    ("harbor", ""),
    ("", ""),
]


@pytest.mark.parametrize(("word", "kind"), KINDS)
def test_kind_of_a_word(word: str, kind: str) -> None:
    assert style_kinds(pl.Series([normalize(word)])).to_list() == [kind]


def test_no_words() -> None:
    assert style_kinds(pl.Series([], dtype=pl.String)).to_list() == []


def test_tags_as_newspapers_write_them() -> None:
    text = "Sen. Ada Okoye (R-Ky.), Rep. Bo Lund, D-Minn., Senator Cy Dahl (I–Vt.) and Di Ek (R., N.Y.) met Jo Q. Nym."
    tokens = tokenize(pl.Series([text]))
    counted = pl.Series([normalize(tokens.vocabulary[i]) for i in tokens.word])
    kinds = dict(zip(counted.to_list(), style_kinds(counted).to_list(), strict=True))
    assert {word for word, kind in kinds.items() if not kind} >= {"okoye", "lund", "dahl", "ek", "nym", "met"}
    assert {kinds[word] for word in ("r-ky", "d-minn")} == {"party"}
    assert [kinds[word] for word in ("vt", "r", "n.y.", "q", "rep")] == [
        "state",
        "initial",
        "state",
        "initial",
        "title",
    ]
