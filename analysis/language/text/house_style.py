"""House style: variants of spelling, names and titles, each counted as one standard form."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.ragged import ranges, row_starts
from analysis.language.text.tokens import CAPITALS, CONTRACTIONS, Tokens, function_words, normalize, without_possessive

_SIGNS = "[’ʼ‐‑]"  # apostrophes and hyphens beyond ASCII
_SHORT = 2  # letters of a word that title case may leave small
_LEAST_WORDS = 3  # content words of a headline in title case
_GENERALS = ("general", "gen", "gen.")
_BEFORE_GENERAL = (
    *("attorney", "atty", "secretary", "inspector", "surgeon", "solicitor", "director", "consul", "adjutant"),
    *("postmaster", "governor", "auditor", "comptroller", "advocate", "quartermaster", "prosecutor"),
)
# What follows a word that is a title elsewhere: General Motors, Major League.
_NAMES_AFTER_TITLES = (
    *(
        "motors",
        "electric",
        "assembly",
        "mills",
        "dynamics",
        "atomics",
        "hospital",
        "election",
        "elections",
        "secretary",
    ),
    *("counsel", "court", "services", "accounting", "accountability", "league", "leagues", "foods", "conference"),
    *("staff", "command", "headquarters", "strike", "store", "synod", "fund", "street", "office", "house"),
    # Major European cities.
    *(
        "us",
        "u.s",
        "u.s.",
        "uk",
        "u.k.",
        "eu",
        "e.u.",
        "american",
        "british",
        "chinese",
        "european",
        "french",
        "german",
    ),
    *("indian", "israeli", "japanese", "russian", "western", "asian", "african", "arab", "democratic", "republican"),
)


class Style(NamedTuple):
    """One line of house_style.csv.

    Attributes
    ----------
    variant : str
    standard : str
        What the variant is counted as; "" for a title, which is not counted.
    kind : {"spelling", "name", "acronym", "title"}
    """

    variant: str
    standard: str
    kind: str


class _Variants(NamedTuple):
    """Lines of house_style.csv: spellings and names by the word in lower case, acronyms and titles by it as written."""

    lower: dict[str, Style]
    exact: dict[str, Style]


@cache
def house_style() -> tuple[Style, ...]:
    """Read the reviewed table of variants in house_style.csv.

    Returns
    -------
    tuple of Style
    """
    import csv

    with files("analysis.lexicons").joinpath("house_style.csv").open(encoding="utf-8") as lines:
        return tuple(Style(row["variant"], row["standard"], row["kind"]) for row in csv.DictReader(lines))


@cache
def _variants() -> _Variants:
    return _Variants(_styles_of("spelling", "name"), _styles_of("acronym", "title"))


def _styles_of(*kinds: str) -> dict[str, Style]:
    return {style.variant: style for style in house_style() if style.kind in kinds}


def standard_form(word: str) -> tuple[str, Style | None]:
    """Write a word as it is counted once house style is set apart.

    Parts of hyphenated words are looked up on their own: U.S.-supplied is counted as US-supplied.

    Parameters
    ----------
    word : str

    Returns
    -------
    counted : str
    style : Style or None
        The line of house_style.csv that was applied.

    Examples
    --------
    >>> standard_form("Authorised")
    ('authorized', Style(variant='authorised', standard='authorized', kind='spelling'))
    """
    lower, exact = _variants()
    parts = without_possessive(word).split("-")
    styles = [exact.get(part) or lower.get(normalize(part)) for part in parts]
    applied = [style for style in styles if style and style.kind != "title"]
    if not applied:
        return normalize(word), exact.get(word)
    parts = [style.standard if style in applied else part for part, style in zip(parts, styles, strict=True)]
    return normalize("-".join(parts)), applied[-1]


def standard_forms(words: pl.Series, house_style: bool) -> tuple[list[str], dict[int, Style]]:
    """Write many words as they are counted.

    The result is that of `standard_form`, or of `normalize` where `house_style` is False, for each word; words without
    a part that needs a look-up are written all at once.

    Parameters
    ----------
    words : Series of str, shape (n_words,)
    house_style : bool
        Whether house style is set apart.

    Returns
    -------
    counted : list of str, length n_words
    styles : dict of int to Style
        The line of house_style.csv that was applied, by the number of the word.
    """
    ascii_signs = words
    if words.str.contains(_SIGNS).any():
        ascii_signs = words.str.replace_all("[’ʼ]", "'").str.replace_all("[‐‑]", "-")
    lower = ascii_signs.str.to_lowercase()
    possessive = lower.str.ends_with("'s") & ~lower.is_in(list(CONTRACTIONS))
    counted = lower.zip_with(~possessive, lower.str.strip_suffix("'s")).to_list()
    applied = dict[int, Style]()
    for i in _needs_lookup(ascii_signs, house_style).to_list():
        counted[i], style = standard_form(words[i]) if house_style else (normalize(words[i]), None)
        if style:
            applied[i] = style
    return counted, applied


def _needs_lookup(words: pl.Series, house_style: bool) -> pl.Series:
    """Find the words that end in a full stop, or have a part in capitals that stays so or stands in a table."""
    lower, exact = _variants() if house_style else ({}, {})
    capitals = "|".join(sorted(CAPITALS))
    special = rf"\.(?:'[sS])?$|^(?:.+-)?(?:{capitals})(?:'[sS])?(?:-|$)|'[sS]-"
    whole = pl.DataFrame({"word": words}).with_row_index()
    is_joined = words.str.contains("-", literal=True)
    joined = whole.filter(is_joined).with_columns(pl.col("word").str.split("-")).explode("word")
    parts = pl.concat([whole.filter(~is_joined), joined])
    part = parts["word"].str.strip_suffix("'S").str.strip_suffix("'s")
    listed = part.is_in([*exact]) | part.str.to_lowercase().is_in([*lower])
    return words.str.contains(special).arg_true().append(parts["index"].filter(listed)).unique()


def is_title(tokens: Tokens) -> NDArray[np.bool_]:
    """Find titles before names: capitalized, in house_style.csv, and followed by a capitalized word.

    Where every word has a capital, as in headlines in title case, the word that follows must be seen as a name
    elsewhere. General Motors and the attorney general have no title.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    array of bool, shape (n_tokens,)
    """
    found = np.zeros(len(tokens.word), bool)
    lower, capital = tokens.lower, tokens.capital
    prime = (lower == "prime").to_numpy() & capital
    title = tokens.written.is_in([*_styles_of("title")]).to_numpy()
    first = tokens.places(title | prime)
    at = first[title.take(tokens.word[first]) & (first < len(found) - 1)]
    at = at[tokens.text[at] == tokens.text[at + 1]]
    after, before = tokens.word[at + 1], tokens.word[np.maximum(at - 1, 0)]
    of_office = lower.is_in(_BEFORE_GENERAL).to_numpy()[before] & lower.is_in(_GENERALS).to_numpy()[tokens.word[at]]
    of_name = lower.is_in(_NAMES_AFTER_TITLES).to_numpy()[after] | (of_office & (at > 0))
    of_clock = lower.str.contains(r"^\d").to_numpy()[before]  # 3 PM
    at = at[capital[after] & ~of_name & ~of_clock]
    minister = first[prime.take(tokens.word[first]) & (first < len(found) - 2)]
    minister = minister[(lower == "minister").to_numpy()[tokens.word[minister + 1]]]
    minister = minister[(tokens.text[minister] == tokens.text[minister + 2]) & capital[tokens.word[minister + 2]]]
    is_name = _are_names(tokens, np.concatenate([at + 1, minister + 2]))
    found[at] = is_name[: len(at)]
    minister = minister[is_name[len(at) :]]
    found[minister] = found[minister + 1] = True
    return found


def _are_names(tokens: Tokens, at: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether words with a capital are names: in texts in title case, those that have one in another text, too."""
    lower = tokens.lower
    content = ((lower.str.len_chars() > _SHORT) & ~lower.is_in(list(function_words()))).to_numpy()
    names = ~_in_title_case(tokens, content, tokens.text[at])
    unclear = np.flatnonzero(~names)
    wanted, seen = np.zeros((2, len(lower)), bool)
    wanted[tokens.word[at[unclear]]] = True
    place = tokens.places(wanted)
    place = place[(place > 0) & (tokens.text[place - 1] == tokens.text[place])]
    seen[tokens.word[place[~_in_title_case(tokens, content, tokens.text[place])]]] = True
    names[unclear] = seen[tokens.word[at[unclear]]]
    return names


def _in_title_case(tokens: Tokens, content: NDArray[np.bool_], texts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether all content words of some texts, which may occur several times, have a capital, and are several."""
    distinct, row = np.unique(texts, return_inverse=True)
    start, end = (np.searchsorted(tokens.text, distinct, side) for side in ("left", "right"))
    word, first = tokens.word[ranges(start, end - start)], row_starts(end - start)
    n_content = np.add.reduceat(content.take(word), first, dtype=np.int64)
    has_small = np.logical_or.reduceat((content & ~tokens.capital).take(word), first)
    in_title_case: NDArray[np.bool_] = (~has_small & (n_content >= _LEAST_WORDS))[row]
    return in_title_case
