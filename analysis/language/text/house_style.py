"""House style: variants of spelling, names and titles, each counted as one standard form."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.text.tokens import CAPITALS, CONTRACTIONS, Tokens, normalize, without_possessive


class Style(NamedTuple):
    """One line of house_style.csv: variant is counted as standard; kind is spelling, name, acronym or title."""

    variant: str
    standard: str
    kind: str


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


def standard_form(word: str) -> tuple[str, Style | None]:
    """A word as it is counted once house style is set apart, and the line of the table that was applied, if any.

    Parts of hyphenated words are looked up on their own: U.S.-supplied is counted as US-supplied."""
    lower, exact = _variants()
    parts = without_possessive(word).split("-")
    found = [exact.get(part) or lower.get(normalize(part)) for part in parts]
    applied = [style for style in found if style and style.kind != "title"]
    if not applied:
        return normalize(word), exact.get(word)
    parts = [style.standard if style in applied else part for part, style in zip(parts, found, strict=True)]
    return normalize("-".join(parts)), applied[-1]


def standard_forms(words: pl.Series, house_style: bool) -> tuple[list[str], dict[int, Style]]:
    """Each word as it is counted, and by its place the line of house style that was applied: as normalize and standard
    have it, but all at once, where no part of a word is special."""
    bare = words.str.replace_all("[’ʼ]", "'").str.replace_all("[‐‑]", "-")
    small = bare.str.to_lowercase()
    possessive = small.str.ends_with("'s") & ~small.is_in(list(CONTRACTIONS))
    counted = small.zip_with(~possessive, small.str.head(-2)).to_list()
    applied = dict[int, Style]()
    for i in _needs_lookup(bare, house_style).to_list():
        counted[i], style = standard_form(words[i]) if house_style else (normalize(words[i]), None)
        if style:
            applied[i] = style
    return counted, applied


def _needs_lookup(bare: pl.Series, house_style: bool) -> pl.Series:
    """Which words end in a full stop, or have a part in capitals that stays so or that stands in a table."""
    lower, exact = _variants() if house_style else ({}, {})
    kept = "|".join(sorted(CAPITALS))
    special = bare.str.contains(rf"\.(?:'[sS])?$|^(?:.+-)?(?:{kept})(?:'[sS])?(?:-|$)|'[sS]-").arg_true()
    parts = pl.DataFrame({"word": bare.str.split("-")}).with_row_index().explode("word")
    part = parts["word"].str.replace("'[sS]$", "")
    return special.append(
        parts["index"].filter(part.is_in([*exact]) | part.str.to_lowercase().is_in([*lower]))
    ).unique()


def is_title(tokens: Tokens) -> NDArray[np.bool_]:
    """Whether each word is a title before a name: capitalised, in the table, and followed by a capitalised word."""
    titles = {s.variant for s in house_style() if s.kind == "title"}
    title = np.array([word in titles for word in tokens.vocabulary], bool)
    found = np.zeros(len(tokens.word), bool)
    at = np.flatnonzero(title[tokens.word[:-1]])
    at = at[tokens.text[at] == tokens.text[at + 1]]
    found[at] = [tokens.vocabulary[word][:1].isupper() for word in tokens.word[at + 1].tolist()]
    return found
