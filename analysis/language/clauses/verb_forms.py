"""Which form of which verb a word may be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.cues import cue_verbs
from analysis.language.text.word_lists import read_lines

_FILE = Path(__file__).with_name("clause_words.txt")
# Letters of a word in a pattern of clauses.
PAST_OR_PARTICIPLE, PAST_OR_S, PARTICIPLE, BASE_OR_PAST = "D", "F", "P", "H"
S_OR_NOUN, BASE, BASE_OR_NOUN, ING = "Z", "E", "Y", "G"
# Attributions by these verbs are words and thoughts, not deeds.
_TAKES_WORDS = frozenset(("clause", "person", "question", "about", "topic", "infinitive"))
# How a verb that is not listed ends without its -e.
_BEFORE_E = ("at", "iz", "v", "c", "g", "u", "bl", "pl", "dl", "tl", "gl", "s")
_THOUGHTS = frozenset(("speech", "finding", "belief", "wish"))


@hides_content
class VerbForm(NamedTuple):
    """A form of a verb: its base form, and the letter that stands for what it may be."""

    base: str
    letter: str


@cache
def clause_words(section: str) -> frozenset[str]:
    """Return the words of a section of clause_words.txt."""
    return frozenset(word for line in read_lines(_FILE)[section] for word in line)


@hides_content
class _Verbs(NamedTuple):
    """The irregular forms of verbs; all base forms; those that are nouns as well."""

    irregular: dict[str, VerbForm]
    bases: frozenset[str]
    nouns: frozenset[str]


@cache
def _verbs() -> _Verbs:
    lines = read_lines(_FILE)["irregular"]
    irregular: dict[str, VerbForm] = {}
    for base, past, participle in lines:
        for form, letter in _irregular_letters(base, past, participle):
            irregular.setdefault(form, VerbForm(base, letter))
    cues = [cue for form, cue in cue_verbs().items() if " " not in form and cue.noun != "adjective"]
    nouns = clause_words("verb_or_noun") | {cue.forms.split()[0] for cue in cues if cue.noun}
    others = {cue.forms.split()[0] for cue in cues} | {line[0] for line in lines}
    return _Verbs(irregular, nouns | others | clause_words("verb") | clause_words("state"), nouns)


def _irregular_letters(base: str, past: str, participle: str) -> Iterator[tuple[str, str]]:
    if past == base:
        yield past, BASE_OR_PAST
    else:
        yield past, PAST_OR_PARTICIPLE if past == participle else PAST_OR_S
    if participle not in (base, past):
        yield participle, PARTICIPLE


@lru_cache(2**16)
def verb_form(word: str) -> VerbForm | None:
    """Return the verb form that a word in lower case may be; None if it is none.

    Examples
    --------
    >>> [tuple(verb_form(word)) for word in ("stopped", "seeks", "attacks", "taken", "denying")]
    [('stop', 'D'), ('seek', 'F'), ('attack', 'Z'), ('take', 'P'), ('deny', 'G')]
    """
    irregular, bases, nouns = _verbs()
    if word in irregular or word in bases:
        return irregular.get(word) or VerbForm(word, BASE_OR_NOUN if word in nouns else BASE)
    if word in clause_words("no_verb") or "-" in word:
        return None
    for ending, letter in (("ed", PAST_OR_PARTICIPLE), ("ing", ING)):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            base = next((base for base in _stems(stem) if base in bases), _likely(stem))
            is_adjective = ending == "ing" and base.startswith("un") and base not in clause_words("un")
            return None if is_adjective else VerbForm(base, letter)
    base = next((base for base in _bases_of_s_form(word) if base in bases), "")
    return VerbForm(base, S_OR_NOUN if base in nouns else PAST_OR_S) if base else None


def _stems(stem: str) -> Iterator[str]:
    """Bases of a word without its -ed or -ing: cope for cop, stop for stopp, deny for deni."""
    yield f"{stem}e"
    yield stem
    if len(stem) > 2 and stem[-1] == stem[-2]:
        yield stem[:-1]
    if stem.endswith("i"):
        yield f"{stem[:-1]}y"


def _likely(stem: str) -> str:
    """Return the base form of a verb that is not listed."""
    if stem.endswith("i"):
        return f"{stem[:-1]}y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return f"{stem}e" if stem.endswith(_BEFORE_E) and not stem.endswith("ss") else stem


def _bases_of_s_form(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        yield word[:-1]


@lru_cache(2**16)
def is_deed(base: str) -> bool:
    """Return whether by a verb somebody acts: not a state, and neither words nor thoughts.

    Examples
    --------
    >>> is_deed("attack"), is_deed("say"), is_deed("want"), is_deed("accuse")
    (True, False, False, True)
    """
    cue = cue_verbs().get(base)
    says = cue is not None and cue.kind in _THOUGHTS and cue.takes in _TAKES_WORDS
    return not says and base not in clause_words("state")


@lru_cache(2**16)
def takes_clause(base: str) -> bool:
    """Return whether what follows a verb is mostly a clause: they said Lind won."""
    cue = cue_verbs().get(base)
    return cue is not None and cue.takes == "clause"
