"""Which source a phrase refers to in its article, so that one source under several names is counted once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources import phrase_patterns as patterns
from analysis.language.attribution.sources.source_words import SourceWord, plain_form, sections_of
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
_DIGITS = 2  # of a number of people who speak; a larger one is no group that speaks
# Another one than that of the place: its government, our police.
OWNERS = ("its", "his", "her", "their", "our", "my", "your", "any", "every", "no", "such", "that", "this")
# What a phrase may refer back to besides the last person or organisation:
IT = "it"  # the last source that is no person
THEY = "they"  # the last source of several people
ROLE = "role"  # the person in an office, else the last person who is known in no other one
DESCRIBED = "described"  # the person whom an apposition described so
INSTITUTION = "institution"  # the last organisation if its name ends so, else one of its own: the police


@cache
def _standard_word(word: str) -> str:
    """Write a word so that spelling variants of a name are equal."""
    return standard_form(word)[0].lower()


@cache
def _standard_name(name: str) -> str:
    """Write a name of one or several words so that spelling variants are equal."""
    return " ".join(map(_standard_word, name.split(" ")))


def _key(words: Iterable[str]) -> str:
    """Return the name under which a source that is no person counts."""
    return " ".join(word for word in map(_standard_word, words) if word not in IGNORED_IN_KEYS)


def _coordinated(text: str) -> list[str]:
    """Split a phrase into the sources it names side by side, such as two officials and a diplomat."""
    text = text.strip(QUOTATION_MARKS)
    pieces = patterns.BETWEEN_SOURCES.split(text) if "," in text or "and" in text else [text]
    if len(pieces) == 1:
        return pieces
    if all(map(patterns.FULL_NAME.fullmatch, pieces)) and all(kind(piece) == PERSON for piece in pieces):
        return pieces
    are_counted = ", " not in text and all(COUNTED_PHRASE.match(piece) for piece in pieces)
    return pieces if are_counted else [text]


@hides_content
class Phrase(NamedTuple):
    """What a phrase shows before anything is known of the article.

    refers_to: the kind of the earlier source it refers back to, `IT` and the like, or "" where it names its own source.
    source: the kind, and the name unless it is a person or has a description.
    words: the name of a person, the description as it is counted, or the role referred to.
    is_definite: whether it begins with "the" or "that".
    roles: the roles of a person.
    """

    refers_to: str
    source: Source
    words: Words
    is_definite: bool
    roles: Words = ()


def _phrase(text: str) -> Phrase:
    pronoun = patterns.SHORT_VERB.fullmatch(text)
    text = pronoun[1] if pronoun else text
    one_of = patterns.ONE_OF.match(text) if " of " in text else None
    found = classify_phrase(text[one_of.end() :] if one_of else text)
    is_definite = one_of is None and patterns.DEFINITE.match(text) is not None
    refers_to, head = _reference(found, is_definite), [word.written for word in found.head]
    if refers_to == INSTITUTION:
        return Phrase(refers_to, NOBODY, (_key(head),), is_definite)
    if refers_to:
        role = (found.head[-1].plain,) if refers_to in (ROLE, DESCRIBED) else ()
        return Phrase(refers_to, NOBODY, role, is_definite)
    if found.kind == PERSON:
        return Phrase("", SOMEBODY, tuple(map(_standard_name, found.name)), is_definite, found.roles)
    if one_of and found.kind == ANONYMOUS:
        return Phrase("", Source(found.kind, "", 1), (one_of[1], *head), is_definite)
    is_described = found.kind == ANONYMOUS or (found.kind == DOCUMENT and head[-1][0].islower())
    if is_described:
        return Phrase("", Source(found.kind, "", 1), tuple(head), is_definite)
    number = _how_many(one_of[1] if one_of else _first_word(head)) if found.kind == UNNAMED else 1
    return Phrase("", Source(found.kind, "" if found.kind == UNNAMED else _key(head), number), (), is_definite)


def _reference(found: SourcePhrase, is_definite: bool) -> str:
    """Return what a phrase refers back to: she, they, the mayor, the council; "" where it names its own source."""
    sections = found.head[-1].sections if found.head else frozenset({"he"})
    head = [word.written for word in found.head]
    if "he" in sections:
        return PERSON
    if "it" in sections or "they" in sections:
        return IT if "it" in sections else THEY
    if found.kind == UNNAMED and _is_institution(found.head, sections):
        return INSTITUTION
    if found.kind != UNNAMED or not is_definite or _how_many(_first_word(head)) > 1:
        return ""
    if "role" in sections:
        return ROLE
    return ORGANISATION if "organisation" in sections else DESCRIBED


def _is_institution(head: list[SourceWord], sections: frozenset[str]) -> bool:
    """Whether a phrase means the one institution of its kind: police, the coast guard; but not: a ministry."""
    first, is_definite = head[0].plain, head[0].plain == "the"
    is_described = len(head) - is_definite > 1 and "institution_if_described" in sections
    is_one = is_definite or (COUNTED_PHRASE.fullmatch(first) is None and first not in OWNERS)
    return is_one and ("institution" in sections or is_described)


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
        The last source by kind, by the noun of its description, and by what `IT` and `THEY` refer to.
    people_by_role : dict
        The last person known in each role.
    roles_of : dict
        The roles of each person, by the name under which the person counts.
    """

    def __init__(self) -> None:
        self.people = dict[str, Words]()
        self.sources_by_name = dict[Words, Source]()
        self.last = dict[str, Source]()
        self.people_by_role = dict[str, Source]()
        self.roles_of = dict[str, set[str]]()
        self._n_described = 0

    def add(self, phrases: Iterable[Phrase]) -> list[Source]:
        """Resolve phrases: return the source that each one refers to."""
        found, people, last = list[Source](), self.sources_by_name, self.last
        for refers_to, named, words, is_definite, roles in phrases:
            source = named
            if refers_to:
                source = self._referred_to(refers_to, words)
            elif named.kind == PERSON:
                source = people.get(words) or self._person(words)
            elif words:
                source = self._described(named.kind, words, is_definite)
            if roles:
                self._note_roles(source, roles)
            # For what later phrases refer to:
            kind_of_source, name, _ = source
            if name:
                last[kind_of_source] = source
            if kind_of_source != PERSON and not refers_to:
                last[THEY] = source
                if name:
                    last[IT] = source
            found.append(source)
        return found

    def _referred_to(self, refers_to: str, role: Words) -> Source:
        """Find the earlier source that a phrase refers back to; `NOBODY` without one."""
        if not role:
            return self.last.get(refers_to, NOBODY)
        if refers_to == INSTITUTION:
            last = self.last.get(ORGANISATION, NOBODY)
            return last if f" {last.name}".endswith(f" {role[0]}") else Source(ORGANISATION, role[0], 1)
        known = self.people_by_role.get(role[0], NOBODY)
        if known.name or refers_to == DESCRIBED:
            return known
        person = self.last.get(PERSON, NOBODY)
        may_have_role = "epithet" in sections_of(role[0]) or not self.roles_of.get(person.name)
        return person if may_have_role else NOBODY

    def _note_roles(self, person: Source, roles: Words) -> None:
        self.people_by_role |= dict.fromkeys(roles, person)
        lasting = [role for role in roles if "epithet" not in sections_of(role)]
        self.roles_of.setdefault(person.name, set()).update(lasting)

    def _person(self, name: Words) -> Source:
        source = self.sources_by_name[name] = Source(PERSON, self._counted_name(name), 1)
        return source

    def _counted_name(self, name: Words) -> str:
        """Return the surname, with the first name before it where another person has the same surname."""
        surname = name[-1]
        bare = _without_particles(surname)
        for key, fullest in self.people.items():
            # With or without its particles: Omar, bin Omar.
            shares_name = surname in fullest or bare == _without_particles(fullest[-1])
            if shares_name and _may_be_same_person(name, fullest):
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


@cache
def _without_particles(surname: str) -> str:
    return surname.rpartition(" ")[2]


def _may_be_same_person(name: Words, other: Words) -> bool:
    """Whether first names do not differ in their initials, or one of the names has none."""
    return len(name) < 2 or len(other) < 2 or name[0][0] == other[0][0]


def _how_many(word: str) -> int:
    """Return how many people a number before a noun counts, 1 where it is none: two, 12."""
    plain = plain_form(word)
    if plain in NUMBERS:
        return NUMBERS.index(plain) + 1
    return max(1, int(plain)) if plain.isdecimal() and len(plain) <= _DIGITS else 1


def _first_word(head: list[str]) -> str:
    """Return the first word of a phrase besides "the"; "" where no number there counts people: 56 percent."""
    first = head[1:2] if plain_form(head[0]) == "the" else head[:1]
    return first[0] if first and plain_form(head[-1]) != "percent" else ""


@lru_cache(2**12)
def _description(head: Words) -> tuple[str, str, int, bool]:
    """Return the noun of a phrase, its key, how many people it is, and whether it is a new source each time."""
    noun, first = plain_form(head[-1]).removesuffix("s"), plain_form(head[0])
    return noun, _key(head), _how_many(first), first in ("a", "an", "another", *NUMBERS)
