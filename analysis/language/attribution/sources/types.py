"""Which type of source a phrase names, and which person, by the words of the phrase alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources import phrase_patterns as patterns
from analysis.language.text.tokens import normalize
from analysis.language.text.word_lists import read_sections

KINDS = ("named_person", "named_organisation", "anonymous", "document_or_media", "unnamed")
PERSON, ORGANISATION, ANONYMOUS, DOCUMENT, UNNAMED = KINDS
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NAME_SUFFIXES = {"jr", "sr", "ii", "iii"}
# Sections of source_words.txt. A name does not end with a word of these:
NOT_LAST_NAMES = ("role", "media", "organisation", "government", "document", "group", "anonymous")
# Before its last word a name has no word of these:
NOT_WITHIN_NAMES = ("title", *NOT_LAST_NAMES)
# These refer to somebody without naming them:
NAME_NOBODY = ("he", "it", "group", "nobody")
# Determiners and degrees that do not tell sources apart: officials, some officials, senior officials.
IGNORED_IN_KEYS = {"the", "a", "an", "some", "several", "many", "senior", "top", "other", *NUMBERS}
MAX_NAME = 3  # words


@cache
def _sections_by_word() -> dict[str, frozenset[str]]:
    listed = read_sections(Path(__file__).with_name("source_words.txt"))
    words = {word for section in listed.values() for word in section}
    return {word: frozenset(name for name in listed if word in listed[name]) for word in words}


@cache
def plain_form(word: str) -> str:
    """Write a word as the lists do."""
    return normalize(word).rstrip(".").lower()


@cache
def sections_of(word: str) -> frozenset[str]:
    """Look up the sections of source_words.txt that list a word."""
    return _sections_by_word().get(plain_form(word), frozenset())


@cache
def _withholds_name(word: str) -> bool:
    return "veil" in sections_of(word)


def _is_in(word: str, sections: tuple[str, ...]) -> bool:
    return not sections_of(word).isdisjoint(sections)


@hides_content
class SourcePhrase(NamedTuple):
    """What a phrase shows by itself: which of `KINDS` it names, its words up to its head, and the name of a person."""

    kind: str
    head: list[str]
    name: list[str]


def classify_phrase(text: str) -> SourcePhrase:
    """Classify a source phrase by its words, before anything is known of the article.

    Parameters
    ----------
    text : str
        Such as "a spokesman, Jon Baker,".

    Returns
    -------
    SourcePhrase
    """
    head, words = _words(text)
    if not head or _is_in(head[-1], NAME_NOBODY):
        return SourcePhrase(UNNAMED, head, [])
    name = _person_name(text, head)
    return SourcePhrase(PERSON if name else _kind_without_person(head, words), head, name)


def kind(text: str) -> str:
    """Return which of `KINDS` a source phrase names, before anything is known of the article."""
    return classify_phrase(text).kind


def _words(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a noun phrase up to its head, and all of them."""
    after_head, every = patterns.AFTER_HEAD.search(text, 1), patterns.WORD.findall(text)
    head = patterns.WORD.findall(text, 0, after_head.start()) if after_head else every
    return head or every, every


def _person_name(text: str, head: list[str]) -> list[str]:
    """Return the name of the person in a phrase: in its head, or in an apposition ("a spokesman, Jon Baker,")."""
    if " of " in text or not text[0].isalnum():
        text = patterns.TITLE_WITH_OFFICE.sub(lambda match: match[1], text)
        head = _words(text.partition(",")[0])[0]
    if not head or head[-1][0].isupper() or "organisation" in sections_of(head[-1]):
        return _name_at_end(head)
    appositions = [part for part in map(str.strip, text.split(",")[1:3]) if patterns.FULL_NAME.fullmatch(part)]
    return _name_at_end(patterns.WORD.findall(appositions[0])) if appositions else []


def _name_at_end(head: list[str]) -> list[str]:
    """Return the name at the end of a phrase, without titles; [] without one."""
    if not NAME_SUFFIXES.isdisjoint(map(plain_form, head)):
        head = [word for word in head if plain_form(word) not in NAME_SUFFIXES]
    start = _start_of_capitals(head)
    capitals = head[start:]
    not_names = [number for number, word in enumerate(capitals[:-1]) if _is_in(word, NOT_WITHIN_NAMES)]
    name = capitals[not_names[-1] + 1 :] if not_names else capitals
    if not 0 < len(name) <= MAX_NAME:
        return []
    has_article = start == 1 and plain_form(head[0]) == "the"
    if has_article and not not_names:  # the Gazette
        return []
    has_title = bool(not_names) and "title" in sections_of(capitals[not_names[-1]])
    return name if has_title or not (_is_no_surname(name, head) or _is_in(name[-1], NOT_LAST_NAMES)) else []


def _start_of_capitals(words: list[str]) -> int:
    """Return where the words with capitals at the end begin."""
    start = len(words)
    while start and words[start - 1][0].isupper():
        start -= 1
    return start


def _is_no_surname(name: list[str], head: list[str]) -> bool:
    """Whether a name of a single word is an acronym, a title, or one of several words of a phrase."""
    return len(name) == 1 and (name[0].isupper() or len(head) > 2 or "title" in sections_of(name[0]))


def _kind_without_person(head: list[str], words: list[str]) -> str:
    """Return the kind of a source that is no named person; head: its words up to its head."""
    last, sections = head[-1], sections_of(head[-1])
    if any(map(_withholds_name, words)):
        return ANONYMOUS
    if "voice" in sections and any(word[0].isupper() for word in words[1:]):
        return ORGANISATION
    if "document" in sections or "media" in sections:
        return DOCUMENT
    if "anonymous" in sections:
        return ANONYMOUS
    if "role" in sections or not (last[0].isupper() or "organisation" in sections):
        return UNNAMED
    has_name = any(word[0].isupper() for word in head if plain_form(word) not in IGNORED_IN_KEYS)
    return ORGANISATION if has_name else UNNAMED
