"""How texts call the actors that they name: by name, with a description, or by a word that judges them."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

import polars as pl

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.sources.source_words import plain_form, word_lists
from analysis.language.text.word_lists import read_lexicon, read_sections

KINDS = NAME, DESCRIPTION, EPITHET = "name", "description", "epithet"
_FILE = Path(__file__).with_name("name_descriptions.txt")
_COURTESY = frozenset(("mr", "mrs", "ms", "mx", "sir", "dr"))
_REACH = 100  # characters before and behind a name in which it is described
_LEAST_NAMES = 2  # that a noun must describe in a corpus before it counts as a description
_WORD = r"[\p{L}\p{N}’'-]+"
# Anna Lind, the harbour master of ...; the harbour master, Anna Lind,
_FULL_NAME = r"(\p{Lu}[\p{L}’'-]+ \p{Lu}[\p{L}’'-]+)"
_DESCRIBED_BEHIND = rf"{_FULL_NAME}, (?:an?|the) (?:{_WORD} ){{0,3}}?(\p{{Ll}}[\p{{Ll}}-]+)(?:,| (?:of|for|at|who)\b)"
_DESCRIBED_BEFORE = rf"\b(?:an?|the) (?:{_WORD} ){{0,3}}?(\p{{Ll}}[\p{{Ll}}-]+), {_FULL_NAME},"
_TITLE_WORDS = re.compile(r"((?:[\w.’'-]+ ){1,5})\Z")
_POWER_BEFORE = re.compile(r"\b((?:the )?(?:[\w-]+ )?([\w-]+) (?:of|in) (?:the )?)\Z")
_POWER_BEHIND = re.compile(r"((?:['’]s?)?) ((?:([a-z-]+) )?([A-Za-z][a-z-]+))\b")
# A noun phrase in which nothing is said of another one: the town's former master, but not: the fault of the master.
_PHRASE = r"(?:an?|the|its|their|this) (?:(?!(?:of|in|to|for|by|and|or) )[\w’'.-]+ ){0,3}?([a-z][\w-]+)"
_APPOSITION = re.compile(rf", ({_PHRASE}(?: of (?:the )?[\w’'-]+(?: [A-Z][\w’'-]+)*)?)(?=[,.;:)!?]|\Z)")
_APPOSITION_BEFORE = re.compile(rf"\b({_PHRASE}), \Z")
_AFTER_APPOSITION = (",", ".", ";", "")


@hides_content
class Called(NamedTuple):
    """One way in which a text calls an actor: its words, and one of `KINDS`."""

    words: str
    kind: str


def described_nouns(texts: pl.Series) -> frozenset[str]:
    """Return the nouns that describe at least two people in some texts: Anna Lind, the harbour [master], said.

    Parameters
    ----------
    texts : polars.Series of str

    Returns
    -------
    frozenset of str
    """
    behind = texts.str.extract_all(_DESCRIBED_BEHIND).explode().drop_nulls()
    before = texts.str.extract_all(_DESCRIBED_BEFORE).explode().drop_nulls()
    pairs = pl.DataFrame({
        "name": pl.concat([behind.str.extract(_DESCRIBED_BEHIND, 1), before.str.extract(_DESCRIBED_BEFORE, 2)]),
        "noun": pl.concat([behind.str.extract(_DESCRIBED_BEHIND, 2), before.str.extract(_DESCRIBED_BEFORE, 1)]),
    })  # fmt: skip
    names = pairs.unique().group_by("noun").len()
    return frozenset(names.filter(pl.col("len") >= _LEAST_NAMES)["noun"].to_list())


def ways_called(text: str, start: int, end: int, nouns: Set[str] = frozenset()) -> list[Called]:
    """Return how a text calls an actor at a place where it names the actor.

    Parameters
    ----------
    text : str
    start, end : int
        Of the name, in characters.
    nouns : set of str
        Nouns that describe people besides those listed, from `described_nouns`.

    Returns
    -------
    list of Called
        First the name with what directly belongs to it, then a description set off by a comma, if there is one.

    Examples
    --------
    >>> [tuple(way) for way in ways_called("Mayor Lind, the town's strongman, resigned.", 6, 10)]
    [('Mayor Lind', 'description'), ("the town's strongman", 'epithet')]
    """
    name, before, behind = text[start:end], text[max(0, start - _REACH) : start], text[end : end + _REACH]
    directly = _with_power(name, before, behind) or _with_title(name, before, nouns)
    is_set_off = behind[:1] in _AFTER_APPOSITION
    found = (_APPOSITION.match(behind), _APPOSITION_BEFORE.search(before) if is_set_off else None)
    return [directly, *(_description(one[1]) for one in found if one and _describes_person(one[2], nouns))]


def _describes_person(plain: str, nouns: Set[str]) -> bool:
    return plain in _classes().person or plain in nouns


@hides_content
class _Classes(NamedTuple):
    """Words by what they tell: who a person is, an office, a judgement, who rules; and what a title may hold."""

    person: frozenset[str]
    title: frozenset[str]
    judging: frozenset[str]
    power: frozenset[str]
    before_title: frozenset[str]
    never_in_title: frozenset[str]


@cache
def _classes() -> _Classes:
    listed = {name: frozenset(words) for name, words in read_sections(_FILE).items()}
    sources = word_lists()
    person = sources["role"] | sources["epithet"] | sources["voice"] | sources["occupation"] | listed["judging_person"]
    judging = listed["judging_person"] | listed["judging_power"] | listed["judging"]
    return _Classes(
        person=person,
        title=sources["title"] - _COURTESY,
        judging=judging,
        power=listed["power"] | listed["judging_power"],
        before_title=listed["before_office"] | listed["judging"],
        never_in_title=listed["never_in_title"] | frozenset(read_lexicon("function_words.txt")),
    )


def _with_title(name: str, before: str, nouns: Set[str]) -> Called:
    """Read a name with the titles before it."""
    found = _TITLE_WORDS.search(before)
    words = _title_words(found[1].split(), name, nouns) if found else []
    called = " ".join([*words, name])
    return Called(called, _kind(called) if words or name.startswith("the ") else NAME)


def _title_words(words: list[str], name: str, nouns: Set[str]) -> list[str]:
    """Return the last of some words that are a title: a noun for a person, and what describes it."""
    classes, kept = _classes(), list[str]()
    for word in reversed(words):
        plain, has_capital = plain_form(word), word[0].isupper()
        is_title = has_capital and plain in classes.title
        describes = bool(kept) and (plain in classes.before_title or (has_capital and not plain.endswith("ing")))
        is_head = _describes_person(plain, nouns) or is_title or plain in _COURTESY or plain in classes.judging
        if not (is_head or describes) or plain in classes.never_in_title or word in name.split():
            break
        kept.insert(0, word)
        if plain in _COURTESY:
            break
    return kept


def _with_power(name: str, before: str, behind: str) -> Called | None:
    """Read a name with a noun for who rules: the Lind government, Lind's regime, the regime of Lind."""
    classes = _classes()
    follows = _POWER_BEHIND.match(behind)
    if follows:
        possessive, words, describing, noun = follows.groups()
        if (describing or noun).lower() in classes.power:
            words = describing or noun
        elif noun.lower() not in classes.power or not (possessive or describing in classes.judging):
            words = ""
        if words:
            return _description(f"{name}{possessive} {words}")
    precedes = _POWER_BEFORE.search(before)
    if precedes and precedes[2].lower() in classes.power:
        return _description(f"{precedes[1]}{name}")
    return None


def _description(called: str) -> Called:
    return Called(called, EPITHET if _kind(called) == EPITHET else DESCRIPTION)


def _kind(called: str) -> str:
    classes, plain = _classes(), frozenset(map(plain_form, called.split()))
    if plain & classes.judging:
        return EPITHET
    return DESCRIPTION if plain & classes.title or plain & classes.person or plain & classes.power else NAME
