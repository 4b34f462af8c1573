"""Signs of people in texts: pronouns, nouns for people, and names of people who are not listed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.attribution.sources.source_words import roles_of_titles, word_lists
from analysis.language.entities.given_names import in_title_case, likeness, pronoun_of
from analysis.language.entities.longer_names import is_told
from analysis.language.entities.name_words import POSSESSIVE, NameWords
from analysis.language.text.word_lists import read_sections

Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
PRONOUN, NOUN, FULL_NAME, CAPITAL, KNOWN = "pronoun", "noun", "full name", "capital", "known"
LONGEST = 4  # words of a name


@cache
def people_words() -> dict[str, frozenset[str]]:
    """Read people.txt: the words of each section."""
    return {name: frozenset(words) for name, words in read_sections(Path(__file__).with_name("people.txt")).items()}


@cache
def nouns() -> frozenset[str]:
    """Nouns that mean one person."""
    sources, own = word_lists(), people_words()
    of_sources = (sources[name] for name in ("role", "occupation", "epithet", "anonymous", "voice"))
    singular = (word for words in of_sources for word in words if not word.endswith("s"))
    return own["he_noun"].union(own["she_noun"], own["noun"], singular) - own["no_noun"]


@cache
def offices() -> dict[str, str]:
    """Return the office that each title gives to its bearer, of those that one person holds."""
    roles = roles_of_titles()
    kept = word_lists()["role"] - word_lists()["epithet"] - people_words()["no_office"]
    return {title: role for title, role in roles.items() if role in kept}


@lru_cache(2**16)
def pronoun_of_word(word: str) -> str:
    """Return the pronoun, he or she, that goes with a pronoun, a title or a noun; "" where either does."""
    own = people_words()
    for pronoun in ("he", "she"):
        if word in own[pronoun] or word in own[f"{pronoun}_noun"] or word in own[f"{pronoun}_title"]:
            return pronoun
    if word.endswith("woman"):
        return "she"
    return "he" if word.endswith("man") and word != "human" else ""


def signs(words: NameWords, taken: Mask) -> pl.DataFrame:
    """Find what can mean a person in a batch of texts, beside the names that are known.

    Parameters
    ----------
    words : NameWords
    taken : array of bool, shape (words,)
        Words of names that are known.

    Returns
    -------
    polars.DataFrame
        segment, start, end, first and last (numbers of words), kind, text (the pronoun, the noun or the last word of a
        name, in lower case), gender ("he", "she" or "").
    """
    told = plain_words(words)
    own = people_words()
    kinds = ((PRONOUN, own["he"] | own["she"]), (NOUN, nouns()))
    found = []
    for kind, listed in kinds:
        place = np.flatnonzero(told.is_in(list(listed)).to_numpy()[words.word] & ~taken)
        found.append(_table(words, place, place, kind, told))
    first, last = _names(words, taken)
    one = first == last
    found.append(_table(words, first[~one], last[~one], FULL_NAME, told))
    found.append(_table(words, first[one], last[one], CAPITAL, told))
    return pl.concat(found)


def plain_words(words: NameWords) -> pl.Series:
    """Write each distinct word in lower case, without what an apostrophe joins to it."""
    return words.vocabulary.str.to_lowercase().str.replace(r"['’ʼ](?:s|d|ll|ve|re)$", "").str.strip_chars_end(".")


def with_context(found: pl.DataFrame, words: NameWords) -> pl.DataFrame:
    """Add the words around: before, second_before and after, "" beyond punctuation; clause and run, their numbers.

    before_start, second_start: where the words before start.
    """
    told = plain_words(words)
    begins = told.is_in(list(people_words()["clause"])).to_numpy()[words.word]
    clause = np.cumsum(begins)
    first, last = (found[name].to_numpy() for name in ("first", "last"))
    around = {"before": (first, -1), "second_before": (first, -2), "after": (last, 1)}
    columns = {}
    for name, (place, step) in around.items():
        beside = np.clip(place + step, 0, max(0, len(words.run) - 1))
        exists = (words.run[beside] == words.run[place]) & (beside == place + step)
        columns[name] = told.gather(words.word[beside]).zip_with(pl.Series(exists), pl.Series([""]))
    for name, step in (("before_start", 1), ("second_start", 2)):
        columns[name] = pl.Series(words.start[np.maximum(first - step, 0)].astype(np.int64))
    return found.with_columns(**columns, clause=clause[first], run=words.run[first])


def _names(words: NameWords, taken: Mask) -> tuple[Numbers, Numbers]:
    """Return the first and last word of each run of words that can be the name of a person."""
    _, like, initial = likeness(words)
    before_hyphen = np.append(words.hyphenated[1:], False)[: len(taken)]
    can_be = (like | initial) & ~taken & ~words.hyphenated & ~before_hyphen & ~in_title_case(words)
    is_possessive = is_told(words.vocabulary, pl.col("word").str.contains(POSSESSIVE))[words.word]
    same = np.append(False, (np.diff(words.run) == 0) & ~is_possessive[:-1])[: len(taken)]
    goes_on = can_be & np.append(False, can_be[:-1])[: len(taken)] & same
    first = np.flatnonzero(can_be & ~goes_on)
    length = np.add.reduceat(can_be.astype(np.int64), first) if len(first) else first
    last = first + length - 1
    kept = (length <= LONGEST) & like[last]
    return first[kept], last[kept]


def _table(words: NameWords, first: Numbers, last: Numbers, kind: str, told: pl.Series) -> pl.DataFrame:
    pronouns: dict[str, Callable[[str], str]] = {FULL_NAME: pronoun_of, CAPITAL: lambda _: ""}
    gender = pronouns.get(kind, pronoun_of_word)
    return pl.DataFrame({
        "segment": words.segment[first],
        "start": words.start[first].astype(np.int64),
        "end": words.end[last].astype(np.int64),
        "first": first,
        "last": last,
        "kind": pl.Series([kind] * len(first), dtype=pl.String),
        "text": told.gather(words.word[last]),
        "gender": pl.Series([gender(word) for word in told.gather(words.word[first])], dtype=pl.String),
    })  # fmt: skip


def of_people(people: pl.DataFrame) -> pl.DataFrame:
    """Keep single words with a capital that name somebody: by a family name of the article, or behind a title.

    people: from `signs` and `with_context`, with the number of the article.
    """
    titles = [*people_words()["he_title"], *people_words()["she_title"], *offices()]
    family = people.filter(pl.col("kind") == FULL_NAME).select("article", "text").unique().with_columns(known=True)
    is_known = pl.col("known").is_not_null() | pl.col("before").is_in(titles)
    kept = people.join(family, on=["article", "text"], how="left").filter((pl.col("kind") != CAPITAL) | is_known)
    return kept.drop("known")
