"""Who the source is: its kind, and under which name it counts, so that one source is counted once in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis.annotate.tokens import normalize, standard
from analysis.annotate.wordlists import read_sections

KINDS = ("named_person", "named_organisation", "anonymous", "document_or_media", "unnamed")
PERSON, ORGANISATION, ANONYMOUS, DOCUMENT, UNNAMED = KINDS


class Source(NamedTuple):
    """One source: its kind, the name it counts under in its article ("" for the unnamed), how many people it is."""

    kind: str
    name: str
    number: int


NOBODY = Source(UNNAMED, "", 1)
QUOTES = " \"“”„«»‘’'`"
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['’&.‐‑-][^\W_]+)*")
# What comes after the head of a noun phrase; "Secretary of State" is a title.
_MORE = "who|which|that|of|for|from|by|in|on|at|with|to|near|about|familiar|released|and"
HEAD = re.compile(rf"[,(]|\s[–—-]+\s|\b(?:{_MORE})\b")
OFFICE = re.compile(r"\b(Chief|Secretary|Minister) of (?:the )?[A-Z]\w+")
APART = re.compile(r",?\s+and\s+|,\s+")
COUNTED = re.compile(rf"(?:an?|the|several|some|other|{'|'.join(NUMBERS)})\b", re.I)
FULL_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s?){2,4}")
DEFINITE = re.compile(r"(?:the|that)\b", re.I)
ONE_OF = re.compile(r"(?:one|two|three|some|many|several|most) of ", re.I)
SUFFIXES = {"jr", "sr", "ii", "iii"}
NO_NAMES = ("media", "organisation", "government", "document", "group", "anonymous")
# Determiners and degrees under which a source is still the same one.
LOOSE = {"the", "a", "an", "some", "several", "many", "senior", "top", "other", *NUMBERS}


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(read_sections(Path(__file__).with_name("source_words.txt"))[section])


@cache
def _plain(word: str) -> str:
    """A word as the lists have it."""
    return normalize(word).rstrip(".").lower()


@cache
def _counted(word: str) -> str:
    """A word as it is counted, so that spelling variants of a name are one."""
    return standard(word)[0].lower()


@lru_cache(2**16)
def _among(word: str, *sections: str) -> bool:
    return any(_plain(word) in _words(section) for section in sections)


@lru_cache(2**16)
def _head(text: str) -> list[str]:
    """The words of a noun phrase up to its head."""
    more = HEAD.search(text, 1)
    return WORD.findall(text[: more.start()] if more else text) or WORD.findall(text)


def _surnamed(head: list[str]) -> list[str]:
    """The person named at the end of a phrase, without titles; [] where there is none."""
    head = [word for word in head if _plain(word) not in SUFFIXES]
    start = len(head)
    while start and head[start - 1][0].isupper():
        start -= 1
    run = head[start:]
    known = [i for i, word in enumerate(run[:-1]) if _among(word, "title", "role", *NO_NAMES)]
    name = run[known[-1] + 1 :] if known else run
    titled = bool(known) and _among(run[known[-1]], "title")
    the = start == 1 and _plain(head[0]) == "the" and not known
    if the or not 0 < len(name) < 4 or (not titled and (_alone(name, head) or _among(name[-1], "role", *NO_NAMES))):
        return []
    return name


def _alone(name: list[str], head: list[str]) -> bool:
    """Whether a single word is no surname: an acronym, a title, or one of several words."""
    return len(name) == 1 and (name[0].isupper() or len(head) > 2 or _among(name[0], "title"))


@lru_cache(2**16)
def _name(text: str) -> list[str]:
    """The person a source phrase names, in its head or beside it."""
    head, *aside = OFFICE.sub(r"\1", text).split(",")
    words = _head(head)
    if not words or words[-1][0].isupper() or _among(words[-1], "organisation"):
        return _surnamed(words)
    beside = [part for part in map(str.strip, aside[:2]) if FULL_NAME.fullmatch(part)]
    return _surnamed(WORD.findall(beside[0])) if beside else []


@lru_cache(2**16)
def kind(text: str) -> str:
    """Which of KINDS a source phrase names, before anything is known of the article."""
    head = _head(text)
    if not head or _among(head[-1], "he", "it", "group", "nobody"):
        return UNNAMED
    if _name(text):
        return PERSON
    last, capital = head[-1], any(w[0].isupper() for w in head if _plain(w) not in LOOSE)
    rules = (
        (ANONYMOUS, any(_among(word, "veil") for word in WORD.findall(text))),
        (ORGANISATION, _among(last, "voice") and any(w[0].isupper() for w in WORD.findall(text)[1:])),
        (DOCUMENT, _among(last, "document", "media")),
        (ANONYMOUS, _among(last, "anonymous")),
        (ORGANISATION, capital and not _among(last, "role") and (last[0].isupper() or _among(last, "organisation"))),
    )
    return next((found for found, holds in rules if holds), UNNAMED)


@lru_cache(2**16)
def _parts(text: str) -> list[str]:
    """The sources of a coordination, such as two officials and a diplomat."""
    text = ONE_OF.sub("", text.strip(QUOTES))
    pieces = APART.split(text)
    if len(pieces) == 1:
        return pieces
    named = all(FULL_NAME.fullmatch(piece) and kind(piece) == PERSON for piece in pieces)
    counted = ", " not in text and all(COUNTED.match(piece) for piece in pieces)
    return pieces if named or counted else [text]


class Phrase(NamedTuple):
    """What a phrase tells before anything is known of the article: whom it refers back to (he, it, or a kind), or else
    whom it names; words: of the name as it is counted, or of the phrase up to its head."""

    back: str
    source: Source
    words: list[str]
    definite: bool


@lru_cache(2**16)
def _phrase(text: str) -> Phrase:
    head, definite = _head(text), DEFINITE.match(text) is not None
    if not head or _among(head[-1], "he"):
        return Phrase(PERSON, NOBODY, head, definite)
    if _among(head[-1], "it"):
        return Phrase("it", NOBODY, head, definite)
    found = kind(text)
    if found == UNNAMED and definite:
        known = PERSON if _among(head[-1], "role") else ORGANISATION if _among(head[-1], "organisation") else "nobody"
        return Phrase(known, NOBODY, head, definite)
    if found == PERSON:
        return Phrase("", Source(PERSON, "", 1), [_counted(word) for word in _name(text)], definite)
    if found == ANONYMOUS or (found == DOCUMENT and head[-1][0].islower()):
        return Phrase("", Source(found, "", 1), head, definite)
    return Phrase("", Source(found, "" if found == UNNAMED else _key(head), 1), [], definite)


class Cast:
    """The sources of one article so far; add them in order."""

    def __init__(self) -> None:
        self.people = dict[str, list[str]]()  # by the name they count under: the fullest name
        self.last = dict[str, Source]()  # by kind, and of those described by noun
        self.latest = NOBODY
        self.described = 0

    def add(self, text: str) -> list[Source]:
        """The sources a phrase stands for."""
        return [self._keep(self._one(part)) for part in _parts(text)]

    def _keep(self, source: Source) -> Source:
        if source.name:
            self.last[source.kind] = self.latest = source
        return source

    def _one(self, text: str) -> Source:
        back, source, words, definite = _phrase(text)
        if back:
            return self.latest if back == "it" else self.last.get(back, NOBODY)
        if not words:
            return source
        if source.kind == PERSON:
            return Source(PERSON, self._person(words), 1)
        return self._described(source.kind, words, definite)

    def _person(self, name: list[str]) -> str:
        """The surname, with the first name before it where another has the same."""
        surname = name[-1]
        for key, known in self.people.items():
            if surname in known and (len(name) < 2 or len(known) < 2 or name[0][0] == known[0][0]):
                if len(name) > len(known):
                    self.people[key] = name
                return key
        key = " ".join(name) if surname in self.people else surname
        self.people[key] = name
        return key

    def _described(self, found: str, head: list[str], definite: bool) -> Source:
        """The official is the one of before, an official is a new one, officials are always the same."""
        noun, first = _plain(head[-1]).removesuffix("s"), _plain(head[0])
        if not (definite and noun in self.last):
            new = first in ("a", "an", "another", *NUMBERS)
            self.described += new
            number = NUMBERS.index(first) + 1 if first in NUMBERS else 1
            self.last[noun] = Source(found, f"{_key(head)} {self.described}" if new else _key(head), number)
        return self.last[noun]


def _key(head: list[str]) -> str:
    return " ".join(w for w in map(_counted, head) if w not in LOOSE)


def sources(phrases: Iterable[str]) -> list[list[Source]]:
    """Whom the source phrases of one article stand for, in order; an empty phrase for nobody."""
    cast = Cast()
    return [cast.add(phrase) if phrase else [] for phrase in phrases]
