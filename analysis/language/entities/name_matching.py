"""Where actors stand in segments, under any of their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis.language.dictionaries.dictionary import Frame
from analysis.language.dictionaries.matching import find
from analysis.language.entities.actor_list import Actor, is_role
from analysis.language.text.house_style import standard_forms
from analysis.language.text.substrings import encoded_substrings
from analysis.language.text.tokens import Tokens
from analysis.language.text.utf8 import OTHER, Places, join_lines
from analysis.language.text.word_boundaries import FoundWords, find_words

BATCH = 8_000_000  # bytes of text read at a time
# A name goes on over these: St. Kilda, AT&T.
_WITHIN = np.isin(np.arange(256), list(b".&"))
_HYPHENS = ("-", "‐", "‑")
_POSSESSIVE = r"['’ʼ][sS]$"


def located(texts: pl.Series, actors: Sequence[Actor]) -> pl.DataFrame:
    """Where names and roles stand in texts: segment (number of the text), start, end (characters) and label: the number
    of the actor, or behind these that of the role (see roles)."""
    frames = _frames(tuple(actors))
    rows = [_located(first, written(batch), frames, len(actors)) for first, batch in batches(texts)]
    return pl.concat(rows)


def _located(first: int, text: Written, frames: tuple[Frame, ...], actors: int) -> pl.DataFrame:
    tokens = Tokens(text.run, text.word, text.vocabulary.to_list())
    found = find(tokens, keys(text.vocabulary).to_list(), frames)
    label = found["frame"].cast(pl.Enum([frame.name for frame in frames])).to_physical().to_numpy().astype(np.int64)
    at = found["start"].to_numpy()
    last = at + found["length"].to_numpy() - 1
    sound = (label < actors) | ~_somebody_else(text, last)
    at, last, label = at[sound], last[sound], label[sound]
    return _table(first + text.segment[at], text.start[at], text.end[last], label)


def _table(*columns: NDArray[np.integer]) -> pl.DataFrame:
    names = ("segment", "start", "end", "label")
    return pl.DataFrame({name: column.astype(np.int64) for name, column in zip(names, columns, strict=True)})


def _somebody_else(text: Written, last: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a role that ends at a word is another's: the president-elect, the president of the club."""
    after = np.minimum(last + 1, len(text.run) - 1)
    of = (text.vocabulary == "of").to_numpy()[text.word[after]]
    return (text.run[after] == text.run[last]) & (after > last) & (of | text.glued[after])


def roles(actors: Sequence[Actor]) -> list[str]:
    """The roles that actors have, in order."""
    return sorted({alias for actor in actors for alias in actor.aliases if is_role(alias)})


def resolve(label: NDArray[np.int64], article: NDArray[np.int64], actors: Sequence[Actor]) -> NDArray[np.int64]:
    """Who is meant: the number of the actor, −1 where nobody who has the role was named before in the article.

    label: as located gives it; article: its number; both (places,), in the order of the texts."""
    meant = np.where(label < len(actors), label, -1)
    places = np.arange(len(label))
    for number, role in enumerate(roles(actors), len(actors)):
        has = np.array([role in actor.aliases for actor in actors] + [False])
        last = np.maximum.accumulate(np.where(has[np.where(label < len(actors), label, -1)], places, -1))
        at = np.flatnonzero((label == number) & (last >= 0))
        at = at[article[last[at]] == article[at]]
        meant[at] = label[last[at]]
    return meant


@cache
def _frames(actors: tuple[Actor, ...]) -> tuple[Frame, ...]:
    """The names of each actor, then each role, as find takes them: by the keys of each form they are written in."""
    names = [[alias for alias in actor.aliases if not is_role(alias)] for actor in actors]
    several = [*names, *([role] for role in roles(actors))]
    forms = [(i, form) for i, aliases in enumerate(several) for alias in aliases for form in _forms(alias)]
    patterns: list[dict[str, None]] = [{} for _ in several]
    for (i, _), pattern in zip(forms, _patterns([form for _, form in forms]), strict=True):
        patterns[i][pattern] = None
    return tuple(Frame(str(i), "", "", "", tuple(some), ()) for i, some in enumerate(patterns))


def _patterns(forms: list[str]) -> list[str]:
    text = written(pl.Series("text", forms, dtype=pl.String))
    key = keys(text.vocabulary).to_list()
    parts: list[list[str]] = [[] for _ in forms]
    for number, word in zip(text.segment.tolist(), text.word.tolist(), strict=True):
        parts[number].append(key[word])
    return [" ".join(words) for words in parts]


def _forms(alias: str) -> Iterator[str]:
    """As written, with capitals at its start or throughout, and all in capitals."""
    first, *rest = alias.split(" ")
    for one in (first, _capital(first)):
        yield " ".join([one, *rest])
        yield " ".join([one, *map(_capital, rest)])
    yield alias.upper()


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@hides_content
class Written(NamedTuple):
    """Texts in words as they are written, parted at hyphens.

    segment: number of the text; start, end (less a possessive): characters of it; word: place in vocabulary; run:
    number of the run of words without punctuation between them; glued: whether a hyphen joins it to the word before;
    all (words,)."""

    segment: NDArray[np.int64]
    start: Places
    end: Places
    word: Places
    run: NDArray[np.int64]
    glued: NDArray[np.bool_]
    vocabulary: pl.Series


def batches(texts: pl.Series) -> Iterator[tuple[int, pl.Series]]:
    """The texts, some megabytes at a time, each time with the number of the first."""
    sizes = texts.str.len_bytes().fill_null(0).to_numpy()
    return ((part.start, texts[part]) for part in parts(sizes, BATCH))


def written(texts: pl.Series) -> Written:
    """Read texts into words as they are written."""
    data, first = join_lines(texts)
    found = find_words(data)
    start, end, glued = _parted(found)
    word, different = encoded_substrings(found.data, start, end)
    vocabulary = pl.Series(different, dtype=pl.String)
    possessive = vocabulary.str.len_bytes() - vocabulary.str.replace(_POSSESSIVE, "").str.len_bytes()
    top = first[:-1].astype(np.int32)
    segment = np.searchsorted(top, start, "right") - 1
    new = (_apart(found, start, end) & ~glued) | (np.diff(segment, prepend=-1) > 0)
    end = end - possessive.to_numpy().astype(np.int32)[word]
    run, zero = np.cumsum(new, dtype=np.int64), found.characters(top)[segment]
    return Written(segment, found.characters(start) - zero, found.characters(end) - zero, word, run, glued, vocabulary)


def _parted(found: FoundWords) -> tuple[Places, Places, NDArray[np.bool_]]:
    """Start and end of each word, parted at hyphens, and whether one is before it; initials keep their last stop."""
    data, start, end = found.data, found.start, found.end + found.initials
    added = [np.array([], np.int32)]
    for sign in _HYPHENS:
        code = sign.encode()
        at = np.flatnonzero(data == code[-1]) - len(code) + 1
        at = at[np.logical_and.reduce([data[at + i] == byte for i, byte in enumerate(code)])]
        word = np.searchsorted(found.start, at, "right") - 1
        at, word = at[word >= 0], word[word >= 0]
        at = at[at < found.end[word]].astype(np.int32)
        added.append(at + np.int32(len(code)))
        end = np.append(end, at)
    start = np.append(start, np.concatenate(added))
    order = np.argsort(start, kind="stable")
    return start[order], np.sort(end), order >= len(found.start)


def _apart(found: FoundWords, start: Places, end: Places) -> NDArray[np.bool_]:
    """Whether punctuation stands before each word."""
    signs = np.flatnonzero((found.kind == OTHER) & ~_WITHIN[found.data]).astype(np.int32)
    next_word = np.searchsorted(start, signs)
    outside = (next_word < len(start)) & (signs >= np.append(np.int32(0), end)[next_word])
    apart = np.zeros(len(start), bool)
    apart[next_word[outside]] = True
    return apart


def keys(words: pl.Series) -> pl.Series:
    """Each word as house style counts it, and its capitals: 0 none at its start, 1 there, 2 all through."""
    counted, _ = standard_forms(words, True)
    first = words.str.head(1)
    capital = (first != first.str.to_lowercase()).cast(pl.Int8)
    bare = words.str.replace(_POSSESSIVE, "")
    through = (bare == bare.str.to_uppercase()) & (bare.str.len_chars() > 1)
    plain = pl.Series("word", counted, dtype=pl.String).str.to_lowercase().str.replace_all(r"[.-]", "")
    return plain + (capital + (capital.cast(pl.Boolean) & through).cast(pl.Int8)).cast(pl.String)
