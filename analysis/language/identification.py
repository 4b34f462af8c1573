"""The language that a text is in."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

ENGLISH = "en"
# Words of English that are rare elsewhere; a text of which they are so large a share is English.
_FUNCTION_WORDS = r"(?i)(?:^|[^a-z])(?:the|and|of|to|for|with|that|said|from|have|this|they)[^a-z]"
_ENOUGH = 0.05
# Characters that are read, words and probability below which no language is given, and letters of a long word.
_HEAD, _FEWEST_WORDS, _LONG_WORD, _SURE = 600, 12, 8, 0.8
# Codes of three letters.
_THREE_LETTERS = {
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "dut": "nl", "rus": "ru", "zho": "zh", "chi": "zh", "jpn": "ja", "ara": "ar",
}  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})((?:[-_][a-z0-9]{2,8}){0,3})", re.IGNORECASE)
# Between the name of a language and its country, or its name in another language: 'English (US)', 'English; Englisch'.
_AFTER_NAME = re.compile(r"[;,/(]")


@cache
def _names() -> Mapping[str, str]:
    """Return the English name of each code."""
    return {row["code"]: row["name"] for row in _rows()}


@cache
def _codes() -> Mapping[str, str]:
    """Return the code of each name, in lower case: in English, in the language, and in those of databases."""
    named = [(name, row["code"]) for row in _rows() for name in (row["name"].lower(), *row["other_names"].split(";"))]
    return {name: code for name, code in named if name} | _THREE_LETTERS


def _rows() -> list[dict[str, str]]:
    """Read the names of languages, of Unicode CLDR by Babel 2.18."""
    return list(
        csv.DictReader(files("analysis.language").joinpath("language_names.csv").read_text("utf-8").splitlines())
    )


def language_code(given: str) -> str:
    """Write a language as its code of two letters, as far as it is known.

    Parameters
    ----------
    given : str
        A code or a name, with or without a country.

    Returns
    -------
    str
        "" where none is known.

    Examples
    --------
    >>> language_code("en-US"), language_code("German"), language_code("Anglais"), language_code("")
    ('en', 'de', 'en', '')
    """
    if tag := _TAG.fullmatch(given.strip()):
        primary = tag[1].lower()
        return primary if len(primary) == len(ENGLISH) else _codes().get(primary, "")
    name = _AFTER_NAME.split(given, maxsplit=1)[0].strip().lower()
    return _codes().get(name, "")


def language_tag(given: str) -> str:
    """Write a language as a tag of BCP 47, with its country or script where it is given.

    Parameters
    ----------
    given : str
        A code or a name.

    Returns
    -------
    str
        "" where the language is not known.

    Examples
    --------
    >>> language_tag("en_US"), language_tag("English (US)"), language_tag("a text")
    ('en-US', 'en', '')
    """
    tag = _TAG.fullmatch(given.strip())
    code = language_code(given)
    return f"{code}{tag[2]}".replace("_", "-") if code and tag else code


def language_name(code: str) -> str:
    """Name a language, with its code.

    Parameters
    ----------
    code : str

    Returns
    -------
    str

    Examples
    --------
    >>> language_name("de"), language_name("xx")
    ('German (de)', 'xx')
    """
    return f"{_names()[code]} ({code})" if code in _names() else code


def has_english_words(texts: pl.Series) -> NDArray[np.bool_]:
    """Find texts of which enough words are function words of English, by their first characters.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)

    Returns
    -------
    array of bool, shape (n_texts,)
    """
    heads = texts.str.slice(0, _HEAD)
    words = heads.str.count_matches(r"\p{L}+").to_numpy()
    english: NDArray[np.bool_] = heads.str.count_matches(_FUNCTION_WORDS).to_numpy() >= _ENOUGH * words
    return english


def identify_languages(texts: pl.Series) -> list[str]:
    """Tell the language of texts.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)

    Returns
    -------
    list of str, length n_texts
        Codes of two letters; English where a text is too short to tell.

    References
    ----------
    Lui & Baldwin (2012), langid.py; py3langid is their classifier on numpy.
    """
    heads = texts.str.slice(0, _HEAD)
    found = [ENGLISH] * len(texts)
    others = np.flatnonzero(~has_english_words(heads))
    heads = heads[others]
    words = heads.str.count_matches(r"\p{L}+").to_numpy()
    letters = heads.str.count_matches(r"\p{L}").to_numpy()
    # A text without blanks between its words seems to have few, and long ones.
    enough = (words >= _FEWEST_WORDS) | ((letters >= 2 * _FEWEST_WORDS) & (letters >= _LONG_WORD * words))
    # English is written in Latin letters.
    foreign = heads.str.count_matches(r"\p{Latin}").to_numpy() * 2 < letters
    enough |= foreign & (letters >= _FEWEST_WORDS)
    for at in np.flatnonzero(enough).tolist():
        code, probability = _classifier().classify(heads[at])
        found[others[at]] = code if probability >= _SURE or foreign[at] else ENGLISH
    return found


@cache
def _classifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
