"""What each word is for the phrase that names what is counted: plural, a word that ends it, a person."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from analysis.language.quantities.numbers import MAGNITUDES, ONES, TEENS, TENS
from analysis.language.text.word_lists import read_sections

OTHER, PLURAL, END, DROPPED, AND = range(5)
_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot",
    "mice": "mouse", "teeth": "tooth", "geese": "goose", "troops": "troop", "lives": "life", "wives": "wife",
    "knives": "knife", "wolves": "wolf", "halves": "half", "thieves": "thief", "loaves": "loaf", "shelves": "shelf",
    "leaves": "leaf", "criteria": "criterion", "phenomena": "phenomenon", "alumni": "alumnus", "bacteria": "bacterium",
    "movies": "movie", "cookies": "cookie", "calories": "calorie", "zombies": "zombie", "ties": "tie", "lies": "lie",
    "pies": "pie", "series": "series", "species": "species", "shoes": "shoe", "canoes": "canoe", "horses": "horse",
    "houses": "house", "nurses": "nurse", "causes": "cause", "cases": "case", "bases": "base", "phases": "phase",
    "purchases": "purchase", "leases": "lease", "courses": "course", "uses": "use", "buses": "bus", "gases": "gas",
    "caches": "cache", "aches": "ache", "headaches": "headache", "crises": "crisis", "analyses": "analysis",
    "means": "means", "headquarters": "headquarters", "works": "works", "barracks": "barracks", "dies": "die",
    "releases": "release", "exercises": "exercise", "diseases": "disease", "licenses": "license", "licences": "licence",
    "defenses": "defense", "expenses": "expense", "responses": "response", "increases": "increase",
    "databases": "database", "franchises": "franchise", "enterprises": "enterprise", "excuses": "excuse",
    "premises": "premises", "verses": "verse", "universes": "universe", "roses": "rose", "noses": "nose",
}  # fmt: skip
_ACRONYMS = frozenset(("US", "IT"))  # in small letters they name nothing
_QUOTES = frozenset('“”‘"')
_NUMBER_WORDS = frozenset((*ONES, *TEENS, *TENS, *MAGNITUDES))
_ES = ("sses", "shes", "ches", "xes", "zzes", "oes", "uses")
_DIRECTIONS = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))
# Endings of nouns that name persons, but for those listed; of nouns of more letters than the second.
_PERSON_ENDS = ("er", "or", "ist", "man", "woman", "ian", "eer", "ee", "crat", "ologist")
_SHORTEST_PERSON = 4
_SHORTEST_MEN = 5  # letters of plurals in -men are more
_COMMON_ENDS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ism",
    "ance",
    "ence",
    "ship",
    "age",
    "ure",
    "ers",
    "ors",
    "ists",
)
_MODIFIER_ENDS = ("ed", "al", "ic", "ous", "ful", "less", "ive", "able", "ible", "ary", "ing", "ese", "ish", "an")


@cache
def sections() -> dict[str, frozenset[str]]:
    """Return the lists of words.txt by name."""
    return {name: frozenset(words) for name, words in read_sections(Path(__file__).with_name("words.txt")).items()}


@lru_cache(maxsize=1 << 16)
def word_class(word: str) -> int:
    """Return the class of a word.

    Parameters
    ----------
    word : str
        As written; a sign counts as a word that ends the phrase.

    Returns
    -------
    int
        PLURAL, END, DROPPED, AND or OTHER.
    """
    lists, plain = sections(), word.lower().replace("’", "'")
    if word in _QUOTES:
        return DROPPED
    if not word[:1].isalpha() or plain in _NUMBER_WORDS:
        return END
    if word in _ACRONYMS:
        return OTHER
    if _is_plural_acronym(word):
        return PLURAL
    listed = (
        (AND, plain in ("and", "or")),
        (DROPPED, plain in lists["dropped"]),
        (PLURAL, plain in lists["plurals"]),
        (END, plain in lists["verbs"] or word in _DIRECTIONS),
        (OTHER, plain.endswith(("'s", "s'"))),
    )
    known = [kind for kind, is_listed in listed if is_listed]
    if known:
        return known[0]
    of_men = plain.endswith("men") and len(plain) > _SHORTEST_MEN
    in_s = plain.endswith("s") and not plain.endswith(("ss", "us", "is", "ous")) and len(plain) > 2
    ends_like_plural = of_men or in_s
    return PLURAL if ends_like_plural and plain not in lists["notplurals"] else OTHER


def _is_plural_acronym(word: str) -> bool:
    """Whether a word is the plural of an acronym, such as RBIs."""
    return len(word) > 2 and word[-1] == "s" and word[:-1].isupper()


@cache
def singular(word: str) -> str:
    """Return the singular of a plural.

    Examples
    --------
    >>> singular("countries"), singular("crashes"), singular("people")
    ('country', 'crash', 'person')
    """
    stem, hyphen, last = word.rpartition("-")
    low = last.lower()
    if _is_plural_acronym(last):
        return stem + hyphen + last[:-1]
    if low in _IRREGULAR:
        return stem + hyphen + _IRREGULAR[low]
    if low.endswith("men") and len(low) > 4:
        return stem + hyphen + low[:-2] + "an"
    if low.endswith("ies") and len(low) > 4:
        return stem + hyphen + last[:-3] + "y"
    if low.endswith(_ES):
        return stem + hyphen + last[:-2]
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 2
    return stem + hyphen + (last[:-1] if plural else last)


@cache
def is_person(noun: str) -> bool:
    """Whether a noun in the singular names a person: by the list of persons, or by its ending.

    Examples
    --------
    >>> is_person("councillor"), is_person("container")
    (True, False)
    """
    last, lists = noun.lower().rpartition("-")[2], sections()
    return last in lists["persons"] or (
        len(last) > _SHORTEST_PERSON and last.endswith(_PERSON_ENDS) and last not in lists["notpersons"]
    )


@cache
def is_modifier(word: str) -> bool:
    """Whether a word before the noun restricts what is counted: a name or an adjective."""
    return word[:1].isupper() or word.endswith(_MODIFIER_ENDS)


@cache
def is_function_word(word: str) -> bool:
    """Whether a word names nothing: a small word, a verb, an adverb or a participle."""
    low = word.lower()
    return word_class(low) in (END, DROPPED) or low in sections()["notnames"] or low.endswith(("ing", "ed", "ly"))


@cache
def is_common(word: str) -> bool:
    """Whether a word at the beginning of a sentence is none of a name, as far as its form tells."""
    low = word.lower()
    return (
        is_function_word(low) or low.endswith(_COMMON_ENDS) or word_class(low) == PLURAL or low in sections()["persons"]
    )


@cache
def is_attribute(word: str) -> bool:
    """Whether a word is a participle, which can belong to a noun after it."""
    low = word.lower()
    return low in sections()["participles"] or (low.endswith("ed") and len(low) > _SHORTEST_PERSON)
