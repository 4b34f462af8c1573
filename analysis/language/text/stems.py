"""Stems of English words."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl

_MODULE = "nltk.stem.snowball"
# The packages that nltk's module of stemmers is in or imports from. Their own code imports every part of nltk, and
# scikit-learn, for seconds; the stemmer needs no more than that they exist, and its list of stop words not at all.
_PACKAGES = ("nltk", "nltk.stem", "nltk.corpus")


def stems(words: pl.Series) -> pl.Series:
    """Replace each word by its Snowball stem.

    Parameters
    ----------
    words : Series of str
        Words as counted. One in capitals (US) is a name, and stays.

    Returns
    -------
    Series of str
    """
    distinct = words.unique().to_list()
    stemmed = [_stem(word) if word == word.lower() else word for word in distinct]
    return words.replace_strict(distinct, stemmed, return_dtype=pl.String)


@cache
def _stemmer() -> Any:
    """Return nltk's stemmer, imported without the rest of nltk, which a later ``import nltk`` finds as it is."""
    if "nltk" in sys.modules:
        return import_module(_MODULE).EnglishStemmer()
    sys.modules.update(_empty_packages())
    try:
        return import_module(_MODULE).EnglishStemmer()
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"]:
            del sys.modules[name]


def _empty_packages() -> dict[str, ModuleType]:
    """Return modules that know where the modules of a package are, and hold nothing else."""
    found = find_spec("nltk")
    assert found is not None
    assert found.origin is not None
    packages = {name: ModuleType(name) for name in _PACKAGES}
    for name, package in packages.items():
        package.__path__ = [str(Path(found.origin).parents[1].joinpath(*name.split(".")))]
    packages["nltk.corpus"].stopwords = None  # type: ignore[attr-defined]
    return packages


def _stem(word: str) -> str:
    return str(_stemmer().stem(word))
