"""Pronouns and descriptions of persons, where the article leaves one person that can be meant."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources.source_words import word_lists
from analysis.language.entities.people import NOUN, PRONOUN, nouns, offices, pronoun_of_word
from analysis.language.text.tokens import function_words

DESCRIPTION = "description"
WITHOUT_NAME = (PRONOUN, DESCRIPTION)  # how a mention means somebody whom it does not name
_HOW = {PRONOUN: PRONOUN, NOUN: DESCRIPTION}
FORMER = ("former", "ex", "late", "then", "outgoing")
MOST_BACK = 2  # sentences between a pronoun and the person
LEAST_RATIO = 4  # namings of the one whom a description means to those of others who hold the office
LEAST_VOTES = 2  # pronouns of one gender that tell the gender of a person

Who = int | str | tuple[int, int]  # number of an actor, or anybody else: a last name, or where a noun or pronoun stands
Found = tuple[int, int, int, int, str]


@hides_content
class Sign(NamedTuple):
    """What can mean a person, as it stands in an article.

    kind: `KNOWN` of the name of an actor or of somebody of the same name, or as `signs` tells it; who: the number of
    the actor, −1 of anybody else; text: the pronoun, the noun or the last word of the name, in lower case; gender:
    "he", "she" or ""; before, second_before, after: the words around, "" beyond punctuation, and
    where the first two start; clause and run: numbers.
    """

    article: int
    paragraph: int
    sentence: int
    segment: int
    quoted: bool
    start: int
    end: int
    kind: str
    who: int
    text: str
    gender: str
    before: str
    second_before: str
    after: str
    before_start: int
    second_start: int
    clause: int
    run: int


@hides_content
class Person(NamedTuple):
    """Somebody whom a pronoun can mean; clause: in which the person stands, −1 of a pronoun."""

    who: Who
    gender: str
    clause: int


Back = list[tuple[int, list[Person]]]  # number and people of the sentences before, the last one first


def resolved(signs: Iterable[Sign]) -> Iterator[Found]:
    """Find the pronouns and descriptions that mean an actor.

    Parameters
    ----------
    signs : iterable of Sign
        In the order of the articles.

    Yields
    ------
    segment, start, end, actor : int
    how : str
        `PRONOUN` or `DESCRIPTION`.
    """
    for _, of_article in groupby(signs, attrgetter("article")):
        yield from _Article(list(of_article)).resolved()


class _Article:
    """The people of an article: their gender, and the offices that it gives them."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        self._signs = signs
        self._gender: dict[Who, str] = {}
        self._votes: defaultdict[Who, list[str]] = defaultdict(list)
        self._holders: defaultdict[tuple[bool, str], set[Who]] = defaultdict(set)
        self._namings = Counter(who for who in map(self._named, signs) if who is not None)
        for number, sign in enumerate(signs):
            who = self._named(sign)
            if who is not None:
                self._note(who, pronoun_of_word(sign.before) or sign.gender, sign.before, sign.second_before in FORMER)
            elif sign.kind == NOUN and self._is_apposition(number):
                former = not set(FORMER).isdisjoint((sign.before, sign.second_before))
                whose = self._named(signs[number - 1])
                assert whose is not None
                self._note(whose, sign.gender, sign.text, former)

    def _note(self, who: Who, gender: str, title: str, former: bool) -> None:
        if gender:
            self._gender.setdefault(who, gender)
        if title in offices():
            self._holders[former, offices()[title]].add(who)

    def resolved(self) -> list[Found]:
        """Resolve, and once more if pronouns have told the gender of somebody."""
        found = self._resolve()
        agreed = {who: said[0] for who, said in self._votes.items() if len(said) >= LEAST_VOTES and len(set(said)) == 1}
        if not agreed:
            return found
        self._gender |= agreed
        return self._resolve()

    def _resolve(self) -> list[Found]:
        found: list[Found] = []
        back: Back = []
        here, sentence = list[Person](), -1
        known = set[Who]()
        for _, group in groupby(enumerate(self._signs), lambda numbered: numbered[1].segment):
            people = list[Person]()
            for number, sign in group:
                if sign.sentence != sentence:
                    back = [(sentence, here), *back[: MOST_BACK - 1]] if here else back
                    here, sentence = [], sign.sentence
                who = self._meant(number, people, [] if sign.quoted else back, known)
                if who is None:
                    continue
                is_known = sign.kind == NOUN or (sign.kind == PRONOUN and who in self._gender)
                if isinstance(who, int) and is_known:
                    found.append((sign.segment, _start(sign), sign.end, who, _HOW[sign.kind]))
                gender = sign.gender if sign.kind == PRONOUN else self._gender.get(who, sign.gender)
                people.append(Person(who, gender, -1 if sign.kind == PRONOUN else sign.clause))
                known.add(who)
            if not sign.quoted:
                here = here + people
        return found

    def _meant(self, number: int, people: list[Person], back: Back, known: set[Who]) -> Who | None:
        """Return who is meant by a sign: an actor, or somebody else; None where it means nobody of its own."""
        sign = self._signs[number]
        if sign.kind == PRONOUN:
            who = self._of_pronoun(sign, people, back)
            return (sign.segment, sign.start) if who is None else who
        if sign.kind != NOUN:
            return self._named(sign)
        if self._is_title(number) or self._is_apposition(number):
            return None
        near = {person.who for some in (people, *self._within(back, sign)) for person in some}
        who = self._holder(self._holders.get(self._office(sign), set()), near)
        return who if who in known else (sign.segment, sign.start)

    def _holder(self, holders: set[Who], near: set[Who]) -> Who | None:
        """Return the only holder of an office, or the one of whom the article is, if it has named no other near."""
        if not holders:
            return None
        who = max(holders, key=lambda one: self._namings[one])
        others = sum(self._namings[other] for other in holders) - self._namings[who]
        is_clear = self._namings[who] >= LEAST_RATIO * others and not near & (holders - {who})
        return who if len(holders) == 1 or is_clear else None

    @staticmethod
    def _within(back: Back, sign: Sign) -> list[list[Person]]:
        """Return the people of the last sentences before."""
        return [before for sentence, before in back if sign.sentence - sentence <= MOST_BACK]

    @staticmethod
    def _named(sign: Sign) -> Who | None:
        """Return who is named; None for a pronoun or a noun."""
        if sign.kind in _HOW:
            return None
        return sign.who if sign.who >= 0 else sign.text

    def _is_apposition(self, number: int) -> bool:
        """Whether a noun says who the person named before it is: Lind, a cook."""
        before, noun = self._signs[number - 1], self._signs[number]
        follows = number > 0 and before.segment == noun.segment and not before.after and noun.run == before.run + 1
        return follows and self._named(before) is not None

    def _is_title(self, number: int) -> bool:
        """Whether a noun stands before the name of its person: candidate and mayor Lind; the cook, Lind."""
        noun = self._signs[number]
        for name in self._signs[number + 1 : number + 2]:
            if name.segment == noun.segment and name.start <= noun.end + 2 and name.run <= noun.run + 1:
                is_title_too = name.kind == NOUN and name.run == noun.run and self._is_title(number + 1)
                return is_title_too or self._named(name) is not None
        return False

    @staticmethod
    def _office(noun: Sign) -> tuple[bool, str]:
        """Return the office by which a noun means its holder, and whether it is a former one; "" without one."""
        former = noun.before in FORMER
        is_definite = (noun.second_before if former else noun.before) == "the"
        goes_on = noun.after in ("of", "elect") or noun.after in _continuing()
        return former, offices().get(noun.text, "") if is_definite and not goes_on else ""

    def _of_pronoun(self, sign: Sign, people: list[Person], back: Back) -> Who | None:
        """Return the only person of this gender in the segment so far or, if there is none, in the nearest sentence.

        None where several can be meant.
        """
        near = [people, *self._within(back, sign)]
        of_gender = ([person for person in some if person.gender in ("", sign.gender)] for some in near)
        fitting = next(filter(None, of_gender), [])
        if len({person.who for person in fitting}) != 1 or self._is_object(sign, fitting):
            return None
        who = fitting[0].who
        if who not in self._gender:
            self._votes[who].append(sign.gender)
        return who

    @staticmethod
    def _is_object(sign: Sign, fitting: list[Person]) -> bool:
        """Whether a pronoun is the object in the clause of a person, and so means somebody else: Lind thanked her."""
        is_object = sign.text == "him" or (sign.text == "her" and (not sign.after or sign.after in function_words()))
        return is_object and any(person.clause == sign.clause for person in fitting)


def _start(sign: Sign) -> int:
    """Return where a mention starts: that of a description with its article."""
    if sign.kind == PRONOUN:
        return sign.start
    return sign.second_start if sign.before in FORMER else sign.before_start


@cache
def _continuing() -> frozenset[str]:
    """Words after an office that make another one of it, or no office: the attorney general, the Justice Department."""
    return nouns() | word_lists()["title"] | word_lists()["organisation"]
