"""Which type of source a phrase names, and which person, by the words of the phrase alone."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources import phrase_patterns as patterns
from analysis.language.attribution.sources.person_names import (
    NAME_SUFFIXES,
    is_capitalized,
    is_short_enough,
    name_start,
    with_family_name_last,
)
from analysis.language.attribution.sources.source_words import is_in, plain_form, roles_of_titles, sections_of

KINDS = ("named_person", "named_organisation", "anonymous", "document_or_media", "unnamed")
PERSON, ORGANISATION, ANONYMOUS, DOCUMENT, UNNAMED = KINDS
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Sections of source_words.txt. A name does not end with a word of these:
NOT_LAST_NAMES = ("role", "media", "organisation", "government", "document", "group", "anonymous")
# Before its last word a name has no word of these:
NOT_WITHIN_NAMES = ("title", *NOT_LAST_NAMES)
# These refer to somebody without naming them:
NAME_NOBODY = ("he", "it", "they", "group", "nobody")
# Determiners and degrees that do not tell sources apart: officials, some officials, senior officials.
IGNORED_IN_KEYS = {"the", "a", "an", "some", "several", "many", "senior", "top", "other", *NUMBERS}


@cache
def _withholds_name(word: str) -> bool:
    return "veil" in sections_of(word)


@hides_content
class SourcePhrase(NamedTuple):
    """What a phrase shows by itself.

    Parameters
    ----------
    kind : str
        Which of `KINDS` it names.
    head : list of str
        Its words up to its head.
    name : list of str
        The given names and the family name of a person.
    roles : tuple of str
        The roles that it gives to the person: mayor, engineer.
    """

    kind: str
    head: list[str]
    name: list[str]
    roles: tuple[str, ...] = ()


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
    if patterns.OPENS_NICKNAME.search(text):
        text = patterns.NICKNAME.sub("", text)
    head = _head(text)
    if not head or is_in(head[-1], NAME_NOBODY):
        return SourcePhrase(UNNAMED, head, [])
    name = _person_name(text, head)
    if name:
        return SourcePhrase(PERSON, head, with_family_name_last(name), _roles(text, head))
    named = _named_by_apposition(text, head)
    if named and _has_person_as_head(head):
        return SourcePhrase(PERSON, head, named, _roles(text, head))
    if named:
        return SourcePhrase(_kind_without_person(named, named), named, [])
    return SourcePhrase(_kind_without_person(head, _words(text)), head, [])


def _named_by_apposition(text: str, head: list[str]) -> list[str]:
    """Return a name of one word between commas behind a noun: its owner, Vesterline; [] without one."""
    if "," not in text or is_capitalized(head[-1]):
        return []
    parts = [part.strip() for part in text.split(",")]
    if any(parts[2:]):
        return []
    is_name = parts[1][:1].isupper() and patterns.WORD.fullmatch(parts[1]) is not None
    return [parts[1]] if is_name and not sections_of(parts[1]) & {*NOT_LAST_NAMES, *NAME_NOBODY} else []


def _has_person_as_head(head: list[str]) -> bool:
    """Whether a noun means a person: the mayor, his mother; but not: its owner."""
    return plain_form(head[0]) != "its" and is_in(head[-1], ("role", "occupation", "epithet", "anonymous", "voice"))


def _roles(text: str, head: list[str]) -> tuple[str, ...]:
    """Return the roles of a person by titles and appositions: Mayor Lind, an engineer.

    A former mayor is not the mayor.
    """
    if "former" in text or "ex-" in text:
        return ()
    titles = roles_of_titles()
    roles = [titles[word] for word in map(plain_form, head) if word in titles]
    if "," in text:
        part = text.split(",", 2)[1].strip()
        described = [] if is_capitalized(part or "A") else _head(part)
        roles += [plain_form(described[-1])] if described and described[-1].islower() else []
    return tuple(dict.fromkeys(roles))


def kind(text: str) -> str:
    """Return which of `KINDS` a source phrase names, before anything is known of the article."""
    return classify_phrase(text).kind


def _has_no_marks(text: str) -> bool:
    """Whether a phrase is words and blanks, as most are; they are found faster."""
    return text[:1] != " " and text.replace(" ", "").isalnum()


def _words(text: str) -> list[str]:
    """Return all words of a noun phrase."""
    return text.split() if _has_no_marks(text) else patterns.WORD.findall(text)


def _head(text: str) -> list[str]:
    """Return the words of a noun phrase up to its head."""
    if _has_no_marks(text):
        plain = text.split()
        if patterns.WORDS_AFTER_HEAD.isdisjoint(plain):
            return plain
        after = (number for number, word in enumerate(plain[1:], 1) if word in patterns.WORDS_AFTER_HEAD)
        return plain[: next(after, None)]
    after_head = patterns.AFTER_HEAD.search(text, 1)
    head = patterns.WORD.findall(text, 0, after_head.start()) if after_head else []
    return head or patterns.WORD.findall(text)


def _person_name(text: str, head: list[str]) -> list[str]:
    """Return the name of the person in a phrase: in its head, or in an apposition ("a spokesman, Jon Baker,")."""
    if " of " in text or not text[0].isalnum():
        text = patterns.TITLE_WITH_OFFICE.sub(lambda match: match[1], text)
        head = _head(text.partition(",")[0])
    if not head or is_capitalized(head[-1]) or "organisation" in sections_of(head[-1]):
        return _name_at_end(head)
    if "," not in text:
        return []
    appositions = [part for part in map(str.strip, text.split(",")[1:3]) if patterns.FULL_NAME.fullmatch(part)]
    return _name_at_end(patterns.WORD.findall(appositions[0])) if appositions else []


def _name_at_end(head: list[str]) -> list[str]:
    """Return the name at the end of a phrase, without titles; [] without one."""
    if not NAME_SUFFIXES.isdisjoint(map(plain_form, head)):
        head = [word for word in head if plain_form(word) not in NAME_SUFFIXES]
    start = name_start(head)
    capitals = head[start:]
    not_names = [number for number, word in enumerate(capitals[:-1]) if is_in(word, NOT_WITHIN_NAMES)]
    name = capitals[not_names[-1] + 1 :] if not_names else capitals
    if not is_short_enough(name):
        return []
    has_article = start == 1 and plain_form(head[0]) == "the"
    if has_article and not not_names:  # the Gazette
        return []
    has_title = bool(not_names) and "title" in sections_of(capitals[not_names[-1]])
    is_surname = len(name) > 1 and "surname" in sections_of(name[-1])  # Ann Fox
    is_other = _is_no_surname(name, head) or (is_in(name[-1], NOT_LAST_NAMES) and not is_surname)
    return name if has_title or not is_other else []


def _is_no_surname(name: list[str], head: list[str]) -> bool:
    """Whether a name of a single word is an acronym, a title, or one of several words of a phrase."""
    return len(name) == 1 and (name[0].isupper() or len(head) > 2 or "title" in sections_of(name[0]))


def _kind_without_person(head: list[str], words: list[str]) -> str:
    """Return the kind of a source that is no named person; head: its words up to its head."""
    last, sections = head[-1], sections_of(head[-1])
    if any(map(_withholds_name, words)) or ("be" in words and patterns.WITHHELD_NAME.search(" ".join(words))):
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
