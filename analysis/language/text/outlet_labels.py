"""Labels of outlets, and the names that an outlet of that label gives itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from analysis.language.text.house_style import standard_form
from analysis.language.text.word_lists import read_sections

LONGEST = 5  # words of a name
_LEAST_LETTERS, _ACRONYM = 3, 4  # of an acronym and of the beginning of a longer name; of an acronym at most


class Name(NamedTuple):
    """A name of an outlet.

    Attributes
    ----------
    words : tuple of str
        In lower case.
    own : bool
        Whether it is one in the outlet's own articles only: part of the full name, such as the Monitor, or a name that
        others may have too.
    common : bool
        Whether it is a word of its own as well, such as reason.
    told : bool
        Whether it is one only after told, or after The: told the Detroit.
    acronym : bool
        Whether it is written in capitals throughout.
    """

    words: tuple[str, ...]
    own: bool = False
    common: bool = False
    told: bool = False
    acronym: bool = False


@cache
def lists() -> Mapping[str, frozenset[str]]:
    """Read lexicons/outlet_words.txt: the words of each section."""
    sections = read_sections(Path(str(files("analysis.lexicons").joinpath("outlet_words.txt"))))
    return {name: frozenset(words) for name, words in sections.items()}


@cache
def names_of(label: str) -> tuple[Name, ...]:
    """List the names that an outlet with this label gives itself.

    Parameters
    ----------
    label : str
        Label, publisher, credit or site of an outlet.

    Returns
    -------
    tuple of Name

    Examples
    --------
    >>> [" ".join(name.words) for name in names_of("Christian Science Monitor")]
    ['christian science monitor', 'csm', 'christiansciencemonitor', 'csmonitor', 'monitor']
    >>> [" ".join(name.words) for name in names_of("CNN (Web News)")][:2]
    ['cnn', 'cnnbusiness']
    >>> names_of("Guest Writer - Right")
    ()
    """
    words, qualifiers = _brand(label)
    of_groups = lists()["generic"] | lists()["place"]
    if not words or len(words) > LONGEST or all(word in of_groups or len(word) < 2 for word in words):
        return ()
    names = _of_one_word(words[0], qualifiers) if len(words) == 1 else _of_several_words(words)
    return tuple(dict.fromkeys(names))


def _of_one_word(word: str, qualifiers: tuple[str, ...]) -> list[Name]:
    common, news = word in lists()["common"], qualifiers[:1] == ("news",) or "news" in qualifiers
    unsure = news and not common and word.isalpha() and len(word) > _ACRONYM and word not in lists()["brand"]
    names = [Name((word,), own=unsure, common=common, told=unsure)]
    names += [Name((word, "news"))] if news else []
    if len(word) >= _LEAST_LETTERS:
        names += [Name((word + follower,)) for follower in sorted(lists()["follower"])]
    return names


def _of_several_words(words: tuple[str, ...]) -> list[Name]:
    is_medium = not lists()["medium"].isdisjoint(words)
    names, initials = [Name(words, own=not is_medium)], "".join(word[0] for word in words)
    if words == ("associated", "press"):
        names.append(Name(("ap",), acronym=True))
    if len(initials) >= _LEAST_LETTERS and initials not in lists()["generic"]:
        names.append(Name((initials,), acronym=True))
    names += [Name(("".join(words),)), Name((initials[:-1] + words[-1],))]
    return [*names, Name((words[-1],), own=True, common=True)]


def _brand(label: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a label that are the name, and qualifiers; what follows a bracket or dash is left out."""
    site = re.fullmatch(
        r"(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*?)(?:\.co|\.com|\.org|\.net)?\.\w{2,}(?:/\S*)?", label.strip()
    )
    text = site.group(1) if site else re.split(r"\s[-–—|]\s|[|(\[,]", label, maxsplit=1)[0]
    words = [standard_form(word)[0].lower() for word in re.findall(r"[^\W_]+(?:['’.&][^\W_]+)*\.?", text)]
    words = words[1:] if words[:1] == ["the"] else words
    end = len(words)
    while end and words[end - 1] in lists()["qualifier"]:
        end -= 1
    if not end or set(words[:end]) <= lists()["generic"]:
        end = len(words)
    return tuple(words[:end]), tuple(words[end:])
