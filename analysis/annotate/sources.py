"""Who the source is: its kind, and under which name it counts, so that one source is counted once in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain, islice
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


Words = tuple[str, ...]
NOBODY, SOMEBODY = Source(UNNAMED, "", 1), Source(PERSON, "", 1)
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
# Sections of source_words.txt.
NO_NAMES = ("role", "media", "organisation", "government", "document", "group", "anonymous")
NO_SURNAMES = ("title", *NO_NAMES)
NOBODIES = ("he", "it", "group", "nobody")
HE = frozenset(["he"])
# Determiners and degrees under which a source is still the same one.
LOOSE = {"the", "a", "an", "some", "several", "many", "senior", "top", "other", *NUMBERS}


@cache
def _sections() -> dict[str, frozenset[str]]:
    """The sections of source_words.txt that each word stands in."""
    listed = read_sections(Path(__file__).with_name("source_words.txt"))
    words = {word for section in listed.values() for word in section}
    return {word: frozenset(name for name, section in listed.items() if word in section) for word in words}


@cache
def _plain(word: str) -> str:
    """A word as the lists have it."""
    return normalize(word).rstrip(".").lower()


@cache
def _counted(word: str) -> str:
    """A word as it is counted, so that spelling variants of a name are one."""
    return standard(word)[0].lower()


@cache
def _lists(word: str) -> frozenset[str]:
    """The sections of source_words.txt that a word stands in."""
    return _sections().get(_plain(word), frozenset())


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words of a noun phrase up to its head, and all of them."""
    more, every = HEAD.search(text, 1), WORD.findall(text)
    return (more and WORD.findall(text[: more.start()])) or every, every


def _surnamed(head: list[str]) -> list[str]:
    """The person named at the end of a phrase, without titles; [] where there is none."""
    head = [word for word in head if _plain(word) not in SUFFIXES]
    start = len(head)
    while start and head[start - 1][0].isupper():
        start -= 1
    run = head[start:]
    known = [i for i, word in enumerate(run[:-1]) if not _lists(word).isdisjoint(NO_SURNAMES)]
    name = run[known[-1] + 1 :] if known else run
    if not 0 < len(name) < 4 or (start == 1 and not known and _plain(head[0]) == "the"):
        return []
    titled = bool(known) and "title" in _lists(run[known[-1]])
    return name if titled or not (_alone(name, head) or not _lists(name[-1]).isdisjoint(NO_NAMES)) else []


def _alone(name: list[str], head: list[str]) -> bool:
    """Whether a single word is no surname: an acronym, a title, or one of several words."""
    return len(name) == 1 and (name[0].isupper() or len(head) > 2 or "title" in _lists(name[0]))


def _name(text: str, words: list[str]) -> list[str]:
    """The person a source phrase names, in its head or beside it; words: up to its head."""
    if " of " in text or not text[0].isalnum():
        text = OFFICE.sub(lambda match: match[1], text)
        words = _words(text.partition(",")[0])[0]
    if not words or words[-1][0].isupper() or "organisation" in _lists(words[-1]):
        return _surnamed(words)
    beside = [part for part in map(str.strip, text.split(",")[1:3]) if FULL_NAME.fullmatch(part)]
    return _surnamed(WORD.findall(beside[0])) if beside else []


class Known(NamedTuple):
    """Which of KINDS a phrase names before anything is known of the article; its words up to its head; the person."""

    kind: str
    head: list[str]
    name: list[str]


@lru_cache(2**16)
def _known(text: str) -> Known:
    head, words = _words(text)
    if not head or not _lists(head[-1]).isdisjoint(NOBODIES):
        return Known(UNNAMED, head, [])
    name = _name(text, head)
    return Known(PERSON if name else _unnamed(head, words), head, name)


def _unnamed(head: list[str], words: list[str]) -> str:
    """The kind of a source that is no named person; its words up to its head, and all of them."""
    last, lists = head[-1], _lists(head[-1])
    if any("veil" in _lists(word) for word in words):
        return ANONYMOUS
    if "voice" in lists and any(word[0].isupper() for word in words[1:]):
        return ORGANISATION
    if "document" in lists or "media" in lists:
        return DOCUMENT
    if "anonymous" in lists:
        return ANONYMOUS
    if "role" in lists or not (last[0].isupper() or "organisation" in lists):
        return UNNAMED
    return ORGANISATION if any(w[0].isupper() for w in head if _plain(w) not in LOOSE) else UNNAMED


def kind(text: str) -> str:
    """Which of KINDS a source phrase names, before anything is known of the article."""
    return _known(text).kind


def _parts(text: str) -> list[str]:
    """The sources of a coordination, such as two officials and a diplomat."""
    text = text.strip(QUOTES)
    if " of " in text.lower():
        text = ONE_OF.sub("", text)
    pieces = APART.split(text) if "," in text or "and" in text else [text]
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
    words: Words
    definite: bool


def _phrase(text: str) -> Phrase:
    (found, head, name), definite = _known(text), DEFINITE.match(text) is not None
    last = _lists(head[-1]) if head else HE
    if "he" in last:
        return Phrase(PERSON, NOBODY, (), definite)
    if "it" in last:
        return Phrase("it", NOBODY, (), definite)
    if found == UNNAMED and definite:
        back = PERSON if "role" in last else ORGANISATION if "organisation" in last else "nobody"
        return Phrase(back, NOBODY, (), definite)
    if found == PERSON:
        return Phrase("", SOMEBODY, tuple([_counted(word) for word in name]), definite)
    if found == ANONYMOUS or (found == DOCUMENT and head[-1][0].islower()):
        return Phrase("", Source(found, "", 1), tuple(head), definite)
    return Phrase("", Source(found, "" if found == UNNAMED else _key(head), 1), (), definite)


@lru_cache(2**16)
def phrases_in(text: str) -> list[Phrase]:
    """The sources that are named side by side in a source phrase; none in an empty one."""
    return [_phrase(part) for part in _parts(text)] if text else []


class Cast:
    """The sources of one article so far; add them in order."""

    def __init__(self) -> None:
        self.people = dict[str, Words]()  # by the name they count under: the fullest name
        self.named = dict[Words, Source]()  # by each name that was looked up since a name became fuller
        self.last = dict[str, Source]()  # by kind, and of those described by noun
        self.latest = NOBODY
        self.described = 0

    def add(self, phrases: Iterable[Phrase]) -> list[Source]:
        """Whom each phrase stands for."""
        found, last, known = list[Source](), self.last, self.named
        for back, named, words, definite in phrases:
            source = named
            if back:
                source = self.latest if back == "it" else last.get(back, NOBODY)
            elif named is SOMEBODY:
                source = known.get(words) or self._person(words)
            elif words:
                source = self._described(named.kind, words, definite)
            if source.name:
                last[source.kind] = self.latest = source
            found.append(source)
        return found

    def _person(self, name: Words) -> Source:
        source = self.named[name] = Source(PERSON, self._known_as(name), 1)
        return source

    def _known_as(self, name: Words) -> str:
        """The surname, with the first name before it where another has the same."""
        surname = name[-1]
        for key, known in self.people.items():
            if surname in known and (len(name) < 2 or len(known) < 2 or name[0][0] == known[0][0]):
                if len(name) > len(known):
                    self.people[key] = name
                    self.named.clear()
                return key
        key = " ".join(name) if surname in self.people else surname
        self.people[key] = name
        return key

    def _described(self, found: str, head: Words, definite: bool) -> Source:
        """The official is the one of before, an official is a new one, officials are always the same."""
        noun, key, number, new = _description(head)
        if not (definite and noun in self.last):
            self.described += new
            self.last[noun] = Source(found, f"{key} {self.described}" if new else key, number)
        return self.last[noun]


@lru_cache(2**12)
def _description(head: Words) -> tuple[str, str, int, bool]:
    """The noun of a phrase, under what it counts, how many it is, and whether it is a new one each time."""
    noun, first = _plain(head[-1]).removesuffix("s"), _plain(head[0])
    number = NUMBERS.index(first) + 1 if first in NUMBERS else 1
    return noun, _key(head), number, first in ("a", "an", "another", *NUMBERS)


def _key(head: Iterable[str]) -> str:
    return " ".join(w for w in map(_counted, head) if w not in LOOSE)


def sources(phrases: Iterable[str]) -> list[list[Source]]:
    """Whom the source phrases of one article stand for, in order; an empty phrase for nobody."""
    named = [phrases_in(phrase) for phrase in phrases]
    found = iter(Cast().add(chain.from_iterable(named)))
    return [list(islice(found, len(some))) for some in named]
