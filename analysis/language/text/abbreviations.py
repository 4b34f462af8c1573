"""Words that decide where sentences end, by section of abbreviations.txt."""

import re
from pathlib import Path

from analysis.language.text.word_lists import read_sections


def any_of(section: str) -> str:
    """A pattern for any word of a section."""
    return "(?:" + "|".join(sorted(map(re.escape, WORDS[section]))) + ")"


_LISTED = read_sections(Path(__file__).with_name("abbreviations.txt"))
WORDS = {name: frozenset(word.removesuffix(".") for word in words) for name, words in _LISTED.items()}
KINDS = {word: kind for kind in ("state", "maybe", "clock", "number", "never") for word in WORDS[kind]}
KINDS |= {mark + word: "place" for mark in ("-", ", ") for word in WORDS["state"]}
KINDS |= {word.upper(): "never" for word in WORDS["never"] if len(word) > 2}
QUOTES = "“”„«»‘’\"'`"
