"""Which kind of source a phrase names, and which person, by the words of the phrase alone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.text.tokens import normalize
from analysis.language.text.word_lists import read_sections

KINDS = ("named_person", "named_organisation", "anonymous", "document_or_media", "unnamed")
PERSON, ORGANISATION, ANONYMOUS, DOCUMENT, UNNAMED = KINDS
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
WORD = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['’&.‐‑-][^\W_]+)*")
# What comes after the head of a noun phrase; "Secretary of State" is a title.
_MORE = "who|which|that|of|for|from|by|in|on|at|with|to|near|about|familiar|released|and"
HEAD = re.compile(rf"[,(]|\s[–—-]+\s|\b(?:{_MORE})\b")
OFFICE = re.compile(r"\b(Chief|Secretary|Minister) of (?:the )?[A-Z]\w+")
FULL_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s?){2,4}")
SUFFIXES = {"jr", "sr", "ii", "iii"}
# Sections of source_words.txt.
NO_NAMES = ("role", "media", "organisation", "government", "document", "group", "anonymous")
NO_SURNAMES = ("title", *NO_NAMES)
NOBODIES = ("he", "it", "group", "nobody")
# Determiners and degrees under which a source is still the same one.
LOOSE = {"the", "a", "an", "some", "several", "many", "senior", "top", "other", *NUMBERS}


@cache
def _sections() -> dict[str, frozenset[str]]:
    """The sections of source_words.txt that each word stands in."""
    listed = read_sections(Path(__file__).with_name("source_words.txt"))
    words = {word for section in listed.values() for word in section}
    return {word: frozenset(name for name in listed if word in listed[name]) for word in words}


@cache
def plain(word: str) -> str:
    """A word as the lists have it."""
    return normalize(word).rstrip(".").lower()


@cache
def lists_of(word: str) -> frozenset[str]:
    """The sections of source_words.txt that a word stands in."""
    return _sections().get(plain(word), frozenset())


@cache
def _veils(word: str) -> bool:
    """Whether a word tells that a name is kept back."""
    return "veil" in lists_of(word)


def _words(text: str) -> tuple[list[str], list[str]]:
    """The words of a noun phrase up to its head, and all of them."""
    more, every = HEAD.search(text, 1), WORD.findall(text)
    return (more and WORD.findall(text, 0, more.start())) or every, every


def _surnamed(head: list[str]) -> list[str]:
    """The person named at the end of a phrase, without titles; [] where there is none."""
    if not SUFFIXES.isdisjoint(map(plain, head)):
        head = [word for word in head if plain(word) not in SUFFIXES]
    start = len(head)
    while start and head[start - 1][0].isupper():
        start -= 1
    run = head[start:]
    listed = [i for i, word in enumerate(run[:-1]) if not lists_of(word).isdisjoint(NO_SURNAMES)]
    name = run[listed[-1] + 1 :] if listed else run
    if not 0 < len(name) < 4 or (start == 1 and not listed and plain(head[0]) == "the"):
        return []
    titled = bool(listed) and "title" in lists_of(run[listed[-1]])
    return name if titled or not (_alone(name, head) or not lists_of(name[-1]).isdisjoint(NO_NAMES)) else []


def _alone(name: list[str], head: list[str]) -> bool:
    """Whether a single word is no surname: an acronym, a title, or one of several words."""
    return len(name) == 1 and (name[0].isupper() or len(head) > 2 or "title" in lists_of(name[0]))


def _name(text: str, words: list[str]) -> list[str]:
    """The person a source phrase names, in its head or beside it; words: up to its head."""
    if " of " in text or not text[0].isalnum():
        text = OFFICE.sub(lambda match: match[1], text)
        words = _words(text.partition(",")[0])[0]
    if not words or words[-1][0].isupper() or "organisation" in lists_of(words[-1]):
        return _surnamed(words)
    beside = [part for part in map(str.strip, text.split(",")[1:3]) if FULL_NAME.fullmatch(part)]
    return _surnamed(WORD.findall(beside[0])) if beside else []


@hides_content
class Known(NamedTuple):
    """Which of KINDS a phrase names before anything is known of the article; its words up to its head; the person."""

    kind: str
    head: list[str]
    name: list[str]


def known(text: str) -> Known:
    """What a source phrase tells of itself."""
    head, words = _words(text)
    if not head or not lists_of(head[-1]).isdisjoint(NOBODIES):
        return Known(UNNAMED, head, [])
    name = _name(text, head)
    return Known(PERSON if name else _unnamed(head, words), head, name)


def _unnamed(head: list[str], words: list[str]) -> str:
    """The kind of a source that is no named person; its words up to its head, and all of them."""
    last, lists = head[-1], lists_of(head[-1])
    if any(map(_veils, words)):
        return ANONYMOUS
    if "voice" in lists and any(word[0].isupper() for word in words[1:]):
        return ORGANISATION
    if "document" in lists or "media" in lists:
        return DOCUMENT
    if "anonymous" in lists:
        return ANONYMOUS
    if "role" in lists or not (last[0].isupper() or "organisation" in lists):
        return UNNAMED
    return ORGANISATION if any(w[0].isupper() for w in head if plain(w) not in LOOSE) else UNNAMED


def kind(text: str) -> str:
    """Which of KINDS a source phrase names, before anything is known of the article."""
    return known(text).kind
