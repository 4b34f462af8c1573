"""Words, as ids."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

# Abbreviations with inner full stops (U.S., a.m.), numbers with separators (10,000, 7.1), and letters, marks and digits
# joined by inner apostrophes and hyphens (long-range, don't, F-16). Rust's syntax: no look-around.
_PART = r"[\p{L}\p{M}\p{Nd}]+"
_JOIN = rf"(?:['’ʼ\-‐‑]{_PART})*"
PATTERN = rf"(?:\p{{L}}\.){{2,}}{_JOIN}|\p{{Nd}}+(?:[.,:]\p{{Nd}}+)*{_JOIN}|{_PART}{_JOIN}"

_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‐": "-", "‑": "-"})
_POSSESSIVE = re.compile(r"'s$", re.IGNORECASE)
# In these the 's is a verb, not a possessive.
_CONTRACTED = {"it's", "that's", "he's", "she's", "what's", "there's", "here's", "who's", "where's", "let's", "how's"}
# Written in capitals these are names; in small letters, other words.
CAPITALS = {"US", "IT", "WHO", "AIDS"}


class Style(NamedTuple):
    """One line of house_style.csv: variant is counted as standard; kind is spelling, name, acronym or title."""

    variant: str
    standard: str
    kind: str


class Tokens(NamedTuple):
    """Every word of some texts: text (number of the text it stands in) and word (its place in vocabulary), both
    (tokens,)."""

    text: NDArray[np.int64]
    word: NDArray[np.int32]
    vocabulary: list[str]


def tokenize(texts: pl.Series) -> Tokens:
    """Split texts into words, in order."""
    frame = pl.DataFrame({"text": np.arange(len(texts)), "word": texts.str.extract_all(PATTERN)})
    frame = frame.explode("word").drop_nulls()
    words = frame["word"].to_arrow().dictionary_encode()
    return Tokens(
        frame["text"].to_numpy(),
        np.asarray(words.indices.to_numpy(zero_copy_only=False), np.int32),
        words.dictionary.to_pylist(),
    )


def normalize(word: str) -> str:
    """A word as it is counted: one apostrophe and hyphen, no possessive, no final full stop, lower case but for US
    and the like."""
    word = word.translate(_APOSTROPHES)
    if word.lower() not in _CONTRACTED:
        word = _POSSESSIVE.sub("", word)
    if "." in word:
        word = word if _abbreviation(word) else word.rstrip(".")
    return "-".join(part if part in CAPITALS else part.lower() for part in word.split("-"))


def _abbreviation(word: str) -> bool:
    return re.fullmatch(r"(?:\w\.){2,}", word) is not None


@cache
def house_style() -> tuple[Style, ...]:
    """The reviewed table of variants in house_style.csv."""
    import csv

    with files("analysis.lexicons").joinpath("house_style.csv").open(encoding="utf-8") as lines:
        return tuple(Style(r["variant"], r["standard"], r["kind"]) for r in csv.DictReader(lines))


@cache
def _variants() -> tuple[dict[str, Style], dict[str, Style]]:
    """By lower-case word (spelling, name), and by word as written (acronym, title)."""
    lower = {s.variant: s for s in house_style() if s.kind in ("spelling", "name")}
    exact = {s.variant: s for s in house_style() if s.kind in ("acronym", "title")}
    return lower, exact


def standard(word: str) -> tuple[str, Style | None]:
    """A word as it is counted once house style is set apart, and the line of the table that was applied, if any.

    Parts of hyphenated words are looked up on their own: U.S.-supplied is counted as US-supplied."""
    lower, exact = _variants()
    parts, applied = [], None
    for part in _POSSESSIVE.sub("", word.translate(_APOSTROPHES)).split("-"):
        style = exact.get(part) or lower.get(normalize(part))
        if style and style.kind != "title":
            parts.append(style.standard)
            applied = style
        else:
            parts.append(part)
    if applied is None:
        return normalize(word), exact.get(word) if "-" not in word else None
    return normalize("-".join(parts)), applied


def is_title(tokens: Tokens) -> NDArray[np.bool_]:
    """Whether each word is a title before a name: capitalised, in the table, and followed by a capitalised word."""
    titles = {s.variant for s in house_style() if s.kind == "title"}
    title = np.array([word in titles for word in tokens.vocabulary], bool)
    capital = np.array([word[:1].isupper() for word in tokens.vocabulary], bool)
    found = np.zeros(len(tokens.word), bool)
    same = tokens.text[1:] == tokens.text[:-1]
    found[:-1] = title[tokens.word[:-1]] & capital[tokens.word[1:]] & same
    return found


@cache
def function_words() -> frozenset[str]:
    """The reviewed list of English function words."""
    lines = files("analysis.lexicons").joinpath("function_words.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
