"""What a cell of metadata says, however it is written: percent signs, tags, capitals, accents and invisible letters."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from urllib.parse import unquote

import polars as pl

from analysis.bundles.disclosure.thresholds import JOINED_WORDS, RUN
from analysis.bundles.disclosure.word_runs import INVISIBLE, Run, found_in, plain, runs, words

_TAG = re.compile(r"<[^<>]*>")
_CAPITAL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_SIMPLE = re.compile(r"[a-z0-9 .,:;/_'-]*")


@lru_cache(10_000)
def readings(cell: str) -> tuple[str, ...]:
    """Return the ways in which a cell can be read, as it is written first.

    Parameters
    ----------
    cell : str
        A cell of metadata.

    Returns
    -------
    tuple of str
        Also without percent signs, entities, tags and invisible letters; cut where lower case meets a capital;
        without accents.
    """
    if _SIMPLE.fullmatch(cell):
        return (cell,)
    shown = INVISIBLE.sub("", _TAG.sub(" ", html.unescape(unquote(cell))))
    return tuple(dict.fromkeys((cell, shown, _CAPITAL.sub(" ", shown), folded(shown))))


def read_runs(cell: str, size: int) -> set[Run]:
    """Return every run of `size` words of a cell, in each of its readings."""
    return {run for reading in readings(cell) for run in runs(reading, size)}


def prose_runs(cell: str) -> set[Run]:
    """Return the runs of a cell, in each of its readings, that are not of numbers alone: those are a date."""
    return {run for run in read_runs(cell, RUN) if any(not word.isdigit() for word in run)}


def folded(text: str) -> str:
    """Return a text without accents."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    for accent in filter(unicodedata.combining, set(parts)):
        parts = parts.replace(accent, "")
    return parts


class Prose:
    """Texts in which cells are looked up; they are cut into words when the first cell needs it.

    Parameters
    ----------
    texts : mapping of str to str
        article_id -> text, headline in the first line.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._own: dict[str, tuple[str, ...]] = {}

    def __repr__(self) -> str:
        """Count the texts, and show none of them."""
        return f"<Prose of {len(self._texts):,} texts>"

    @cached_property
    def _all(self) -> pl.Series:
        return plain(self._texts.values())

    @cached_property
    def _place(self) -> dict[str, int]:
        return {article: place for place, article in enumerate(self._texts)}

    def found(self, wanted: Iterable[Run]) -> set[Run]:
        """Return the runs that occur in some text."""
        wanted = set(wanted)
        return found_in(wanted, self._all) if wanted else set()

    def below(self, wanted: Iterable[Run]) -> set[Run]:
        """Return the runs that occur in some text below its headline."""
        wanted = set(wanted)
        if not wanted:
            return set()
        patterns = [f" {' '.join(run)} " for run in wanted]
        there = self._all.str.contains_any(patterns).to_list()
        bodies = (text.partition("\n")[2] for text, has in zip(self._texts.values(), there, strict=True) if has)
        return found_in(wanted, plain(bodies))

    def shared(self, cell: str, article: str) -> int:
        """Return how many different words of letters alone a cell shares with the text of its article."""
        return max(self._shared(set(_letters(reading)), article) for reading in readings(cell))

    def _shared(self, letters: set[str], article: str) -> int:
        return max(sum(f" {word} " in text for word in letters) for text in self._text_of(article))

    def has_joined(self, cell: str, article: str) -> bool:
        """Return whether a cell has a word that is several words of the text of its article without blanks."""
        long = [word for reading in readings(cell) for word in words(reading) if len(word) >= JOINED_WORDS]
        return any(
            word in text.replace(" ", "") and f" {word} " not in text
            for word in long
            for text in self._text_of(article)
        )

    def _text_of(self, article: str) -> tuple[str, ...]:
        if article not in self._own:
            text = self._texts[article]
            without_accents = folded(text)
            others = [] if without_accents == text else plain([without_accents]).to_list()
            self._own[article] = (self._all[self._place[article]], *others)
        return self._own[article]


@lru_cache(10_000)
def letters(cell: str) -> list[str]:
    """Return the distinct words of two letters or more, in the reading of a cell that has most of them."""
    return max((_letters(reading) for reading in readings(cell)), key=len)


def _letters(text: str) -> list[str]:
    return [w for w in dict.fromkeys(words(text)) if len(w) > 1 and w.isalpha()]
