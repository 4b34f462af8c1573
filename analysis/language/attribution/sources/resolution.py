"""Which source a phrase refers to in its article, so that one source under several names is counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources import phrase_patterns as patterns
from analysis.language.attribution.sources.types import (
    ANONYMOUS,
    DOCUMENT,
    IGNORED_IN_KEYS,
    NUMBERS,
    ORGANISATION,
    PERSON,
    UNNAMED,
    SourcePhrase,
    classify_phrase,
    kind,
    plain_form,
    sections_of,
)
from analysis.language.text.house_style import standard_form


@hides_content
class Source(NamedTuple):
    """One source: its kind, the name it counts under in its article ("" for the unnamed), how many people it is."""

    kind: str
    name: str
    number: int


Words = tuple[str, ...]
NOBODY, SOMEBODY = Source(UNNAMED, "", 1), Source(PERSON, "", 1)
QUOTATION_MARKS = " \"“”„«»‘’'`"
COUNTED_PHRASE = re.compile(rf"(?:an?|the|several|some|other|{'|'.join(NUMBERS)})\b", re.I)
IT = "it"  # refers back to the last source of any kind
ANYBODY = "nobody"  # a definite description of somebody who has not been named


@cache
def _standard_word(word: str) -> str:
    """Write a word so that spelling variants of a name are equal."""
    return standard_form(word)[0].lower()


def _key(words: Iterable[str]) -> str:
    """Return the name under which a source that is no person counts."""
    return " ".join(word for word in map(_standard_word, words) if word not in IGNORED_IN_KEYS)


def _coordinated(text: str) -> list[str]:
    """Split a phrase into the sources it names side by side, such as two officials and a diplomat."""
    text = text.strip(QUOTATION_MARKS)
    if " of " in text.lower():
        text = patterns.ONE_OF.sub("", text)
    pieces = patterns.BETWEEN_SOURCES.split(text) if "," in text or "and" in text else [text]
    if len(pieces) == 1:
        return pieces
    are_people = all(patterns.FULL_NAME.fullmatch(piece) and kind(piece) == PERSON for piece in pieces)
    are_counted = ", " not in text and all(COUNTED_PHRASE.match(piece) for piece in pieces)
    return pieces if are_people or are_counted else [text]


@hides_content
class Phrase(NamedTuple):
    """What a phrase shows before anything is known of the article.

    refers_to: the kind of the earlier source it refers back to, `IT`, or "" where it names its own source.
    source: the kind, and the name unless it is a person or has a description.
    words: the name of a person, or the description, as it is counted.
    is_definite: whether it begins with "the" or "that".
    """

    refers_to: str
    source: Source
    words: Words
    is_definite: bool


def _phrase(text: str) -> Phrase:
    found, is_definite = classify_phrase(text), patterns.DEFINITE.match(text) is not None
    refers_to = _reference(found, is_definite)
    if refers_to:
        return Phrase(refers_to, NOBODY, (), is_definite)
    if found.kind == PERSON:
        return Phrase("", SOMEBODY, tuple(map(_standard_word, found.name)), is_definite)
    is_described = found.kind == ANONYMOUS or (found.kind == DOCUMENT and found.head[-1][0].islower())
    if is_described:
        return Phrase("", Source(found.kind, "", 1), tuple(found.head), is_definite)
    return Phrase("", Source(found.kind, "" if found.kind == UNNAMED else _key(found.head), 1), (), is_definite)


def _reference(found: SourcePhrase, is_definite: bool) -> str:
    """Return what a phrase refers back to: she, they, the mayor, the council; "" where it names its own source."""
    sections = sections_of(found.head[-1]) if found.head else frozenset({"he"})
    if "he" in sections:
        return PERSON
    if "it" in sections:
        return IT
    if found.kind != UNNAMED or not is_definite:
        return ""
    if "role" in sections:
        return PERSON
    return ORGANISATION if "organisation" in sections else ANYBODY


@lru_cache(2**16)
def phrases_in(text: str) -> list[Phrase]:
    """Read the sources that are named side by side in a source phrase; none in an empty one."""
    return [_phrase(part) for part in _coordinated(text)] if text else []


class Cast:
    """The sources of one article so far; phrases are added in the order of the article.

    Attributes
    ----------
    people : dict
        The fullest name of each person, by the name under which the person counts.
    sources_by_name : dict
        The source of each name that was looked up since a fuller name was found.
    last : dict
        The last source by kind, and by the noun of its description.
    latest : Source
        The last source with a name.
    """

    def __init__(self) -> None:
        self.people = dict[str, Words]()
        self.sources_by_name = dict[Words, Source]()
        self.last = dict[str, Source]()
        self.latest = NOBODY
        self._n_described = 0

    def add(self, phrases: Iterable[Phrase]) -> list[Source]:
        """Resolve phrases: return the source that each one refers to."""
        found, last, people = list[Source](), self.last, self.sources_by_name
        for refers_to, named, words, is_definite in phrases:
            source = named
            if refers_to:
                source = self.latest if refers_to == IT else last.get(refers_to, NOBODY)
            elif named.kind == PERSON:
                source = people.get(words) or self._person(words)
            elif words:
                source = self._described(named.kind, words, is_definite)
            if source.name:
                last[source.kind] = self.latest = source
            found.append(source)
        return found

    def _person(self, name: Words) -> Source:
        source = self.sources_by_name[name] = Source(PERSON, self._counted_name(name), 1)
        return source

    def _counted_name(self, name: Words) -> str:
        """Return the surname, with the first name before it where another person has the same surname."""
        surname = name[-1]
        for key, fullest in self.people.items():
            if surname in fullest and _may_be_same_person(name, fullest):
                if len(name) > len(fullest):
                    self.people[key] = name
                    self.sources_by_name.clear()
                return key
        key = " ".join(name) if surname in self.people else surname
        self.people[key] = name
        return key

    def _described(self, found: str, head: Words, is_definite: bool) -> Source:
        """Resolve a description: the official is the last one, an official a new one, officials always the same."""
        noun, key, number, is_new = _description(head)
        if not (is_definite and noun in self.last):
            self._n_described += is_new
            self.last[noun] = Source(found, f"{key} {self._n_described}" if is_new else key, number)
        return self.last[noun]


def _may_be_same_person(name: Words, other: Words) -> bool:
    """Whether first names do not differ in their initials, or one of the names has none."""
    return len(name) < 2 or len(other) < 2 or name[0][0] == other[0][0]


@lru_cache(2**12)
def _description(head: Words) -> tuple[str, str, int, bool]:
    """Return the noun of a phrase, its key, how many people it is, and whether it is a new source each time."""
    noun, first = plain_form(head[-1]).removesuffix("s"), plain_form(head[0])
    number = NUMBERS.index(first) + 1 if first in NUMBERS else 1
    return noun, _key(head), number, first in ("a", "an", "another", *NUMBERS)
