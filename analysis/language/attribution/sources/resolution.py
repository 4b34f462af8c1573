"""Who the source is: its kind, and under which name it counts, so that one source is counted once in an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources.types import (
    ANONYMOUS,
    DOCUMENT,
    FULL_NAME,
    LOOSE,
    NUMBERS,
    ORGANISATION,
    PERSON,
    UNNAMED,
    kind,
    known,
    lists_of,
    plain,
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
QUOTES = " \"“”„«»‘’'`"
APART = re.compile(r",?\s+and\s+|,\s+")
COUNTED = re.compile(rf"(?:an?|the|several|some|other|{'|'.join(NUMBERS)})\b", re.I)
DEFINITE = re.compile(r"(?:the|that)\b", re.I)
ONE_OF = re.compile(r"(?:one|two|three|some|many|several|most) of ", re.I)
HE = frozenset(["he"])


@cache
def _counted(word: str) -> str:
    """A word as it is counted, so that spelling variants of a name are one."""
    return standard_form(word)[0].lower()


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


@hides_content
class Phrase(NamedTuple):
    """What a phrase tells before anything is known of the article: whom it refers back to (he, it, or a kind), or else
    whom it names; words: of the name as it is counted, or of the phrase up to its head."""

    back: str
    source: Source
    words: Words
    definite: bool


def _phrase(text: str) -> Phrase:
    (found, head, name), definite = known(text), DEFINITE.match(text) is not None
    last = lists_of(head[-1]) if head else HE
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
        found, last, people = list[Source](), self.last, self.named
        for back, named, words, definite in phrases:
            source = named
            if back:
                source = self.latest if back == "it" else last.get(back, NOBODY)
            elif named.kind == PERSON:
                source = people.get(words) or self._person(words)
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
        for key, fullest in self.people.items():
            if surname in fullest and (len(name) < 2 or len(fullest) < 2 or name[0][0] == fullest[0][0]):
                if len(name) > len(fullest):
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
    noun, first = plain(head[-1]).removesuffix("s"), plain(head[0])
    number = NUMBERS.index(first) + 1 if first in NUMBERS else 1
    return noun, _key(head), number, first in ("a", "an", "another", *NUMBERS)


def _key(head: Iterable[str]) -> str:
    return " ".join(w for w in map(_counted, head) if w not in LOOSE)
