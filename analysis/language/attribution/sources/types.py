"""Which type of source a phrase names, and which person, by the words of the phrase alone."""

from __future__ import annotations

from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources import phrase_patterns as patterns
from analysis.language.attribution.sources.person_names import (
    NAME_SUFFIXES,
    is_short_enough,
    name_start,
    with_family_name_last,
)
from analysis.language.attribution.sources.source_words import (
    SourceWord,
    is_capitalized,
    roles_of_titles,
    source_word,
)

KINDS = ("named_person", "named_organisation", "anonymous", "document_or_media", "unnamed")
PERSON, ORGANISATION, ANONYMOUS, DOCUMENT, UNNAMED = KINDS
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# Sections of source_words.txt. A name does not end with a word of these:
NOT_LAST_NAMES = frozenset({"role", "media", "organisation", "government", "document", "group", "anonymous"})
# Before its last word a name has no word of these:
NOT_WITHIN_NAMES = NOT_LAST_NAMES | {"title"}
# These refer to somebody without naming them:
NAME_NOBODY = frozenset({"he", "it", "they", "group", "nobody"})
# A noun with such a word as its head may be a person:
_PERSONS = frozenset({"role", "occupation", "epithet", "anonymous", "voice"})
# Determiners and degrees that do not tell sources apart: officials, some officials, senior officials.
IGNORED_IN_KEYS = {"the", "a", "an", "some", "several", "many", "senior", "top", "other", *NUMBERS}


@hides_content
class SourcePhrase(NamedTuple):
    """What a phrase shows by itself.

    Parameters
    ----------
    kind : str
        Which of `KINDS` it names.
    head : list of SourceWord
        Its words up to its head.
    name : list of str
        The given names and the family name of a person.
    roles : tuple of str
        The roles that it gives to the person: mayor, engineer.
    """

    kind: str
    head: list[SourceWord]
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
    if not head or head[-1].is_in(NAME_NOBODY):
        return SourcePhrase(UNNAMED, head, [])
    name = _person_name(text, head)
    if name:
        return SourcePhrase(PERSON, head, with_family_name_last(name), _roles(text, head))
    named = _named_by_apposition(text, head)
    if named and _has_person_as_head(head):
        return SourcePhrase(PERSON, head, [named[0].written], _roles(text, head))
    if named:
        return SourcePhrase(_kind_without_person(named, named), named, [])
    return SourcePhrase(_kind_without_person(head, _words(text)), head, [])


def _named_by_apposition(text: str, head: list[SourceWord]) -> list[SourceWord]:
    """Return a name of one word between commas behind a noun: its owner, Vesterline; [] without one."""
    if "," not in text or head[-1].is_capitalized:
        return []
    parts = [part.strip() for part in text.split(",")]
    if any(parts[2:]) or not parts[1][:1].isupper() or patterns.WORD.fullmatch(parts[1]) is None:
        return []
    name = source_word(parts[1])
    return [] if name.is_in(NOT_LAST_NAMES) or name.is_in(NAME_NOBODY) else [name]


def _has_person_as_head(head: list[SourceWord]) -> bool:
    """Whether a noun means a person: the mayor, his mother; but not: its owner."""
    return head[0].plain != "its" and head[-1].is_in(_PERSONS)


def _roles(text: str, head: list[SourceWord]) -> tuple[str, ...]:
    """Return the roles of a person by titles and appositions: Mayor Lind, an engineer.

    A former mayor is not the mayor.
    """
    if "former" in text or "ex-" in text:
        return ()
    titles = roles_of_titles()
    roles = [titles[word.plain] for word in head if word.plain in titles]
    if "," in text:
        part = text.split(",", 2)[1].strip()
        described = [] if is_capitalized(part or "A") else _head(part)
        roles += [described[-1].plain] if described and described[-1].written.islower() else []
    return tuple(dict.fromkeys(roles))


def kind(text: str) -> str:
    """Return which of `KINDS` a source phrase names, before anything is known of the article."""
    return classify_phrase(text).kind


def _has_no_marks(text: str) -> bool:
    """Whether a phrase is words and blanks, as most are; they are found faster."""
    return text[:1] != " " and text.replace(" ", "").isalnum()


def _words(text: str) -> list[SourceWord]:
    """Return all words of a noun phrase."""
    return list(map(source_word, text.split() if _has_no_marks(text) else patterns.WORD.findall(text)))


def _head(text: str) -> list[SourceWord]:
    """Return the words of a noun phrase up to its head."""
    if _has_no_marks(text):
        head = text.split()
        if not patterns.WORDS_AFTER_HEAD.isdisjoint(head):
            after = (number for number, word in enumerate(head[1:], 1) if word in patterns.WORDS_AFTER_HEAD)
            head = head[: next(after, None)]
    else:
        after_head = patterns.AFTER_HEAD.search(text, 1)
        head = patterns.WORD.findall(text, 0, after_head.start()) if after_head else []
        head = head or patterns.WORD.findall(text)
    return list(map(source_word, head))


def _person_name(text: str, head: list[SourceWord]) -> list[SourceWord]:
    """Return the name of the person in a phrase: in its head, or in an apposition ("a spokesman, Jon Baker,")."""
    if not text[0].isalnum() or (" of " in text and patterns.TITLE_WITH_OFFICE.search(text)):
        text = patterns.TITLE_WITH_OFFICE.sub(lambda match: match[1], text)
        head = _head(text.partition(",")[0])
    if not head or head[-1].is_capitalized or "organisation" in head[-1].sections:
        return _name_at_end(head)
    if "," not in text:
        return []
    appositions = [part for part in map(str.strip, text.split(",")[1:3]) if patterns.FULL_NAME.fullmatch(part)]
    return _name_at_end(_words(appositions[0])) if appositions else []


def _name_at_end(head: list[SourceWord]) -> list[SourceWord]:
    """Return the name at the end of a phrase, without titles; [] without one."""
    head = [word for word in head if word.plain not in NAME_SUFFIXES]
    start = name_start(head)
    capitals = head[start:]
    not_names = [number for number, word in enumerate(capitals[:-1]) if word.is_in(NOT_WITHIN_NAMES)]
    name = capitals[not_names[-1] + 1 :] if not_names else capitals
    if not is_short_enough(name):
        return []
    has_article = start == 1 and head[0].plain == "the"
    if has_article and not not_names:  # the Gazette
        return []
    has_title = bool(not_names) and "title" in capitals[not_names[-1]].sections
    is_surname = len(name) > 1 and "surname" in name[-1].sections  # Ann Fox
    is_other = _is_no_surname(name, head) or (name[-1].is_in(NOT_LAST_NAMES) and not is_surname)
    return name if has_title or not is_other else []


def _is_no_surname(name: list[SourceWord], head: list[SourceWord]) -> bool:
    """Whether a name of a single word is an acronym, a title, or one of several words of a phrase."""
    return len(name) == 1 and (name[0].written.isupper() or len(head) > 2 or "title" in name[0].sections)


def _kind_without_person(head: list[SourceWord], words: list[SourceWord]) -> str:
    """Return the kind of a source that is no named person; head: its words up to its head."""
    last, sections = head[-1].written, head[-1].sections
    if any("veil" in word.sections for word in words) or _withholds_name([word.written for word in words]):
        return ANONYMOUS
    if "voice" in sections and any(word.written[0].isupper() for word in words[1:]):
        return ORGANISATION
    if "document" in sections or "media" in sections:
        return DOCUMENT
    if "anonymous" in sections:
        return ANONYMOUS
    if "role" in sections or not (last[0].isupper() or "organisation" in sections):
        return UNNAMED
    has_name = any(word.written[0].isupper() for word in head if word.plain not in IGNORED_IN_KEYS)
    return ORGANISATION if has_name else UNNAMED


def _withholds_name(words: list[str]) -> bool:
    """Whether a name is withheld: a cook who asked not to be named."""
    return "be" in words and patterns.WITHHELD_NAME.search(" ".join(words)) is not None
