"""Stems of words."""

import sys

import polars as pl
import pytest

from analysis.language.text import stems as module
from analysis.language.text.stems import stems


def test_words_become_stems_and_names_in_capitals_stay() -> None:
    words = pl.Series(["bridges", "closing", "US", "closed", "bridges"])
    assert stems(words).to_list() == ["bridg", "close", "US", "close", "bridg"]


def test_the_rest_of_nltk_is_neither_imported_nor_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"]:
        monkeypatch.delitem(sys.modules, name)
    module._stemmer.cache_clear()
    assert stems(pl.Series(["ferries"])).to_list() == ["ferri"]
    assert not [name for name in sys.modules if name.partition(".")[0] == "nltk"]
