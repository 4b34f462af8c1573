"""Words that decide where sentences end, by section of abbreviations.txt."""

import re
from pathlib import Path

from analysis.language.text.word_lists import read_sections


def word_pattern(section: str) -> str:
    """A pattern for any word of a section."""
    return "(?:" + "|".join(sorted(map(re.escape, WORD_LISTS[section]))) + ")"


_LISTED = read_sections(Path(__file__).with_name("abbreviations.txt"))
WORD_LISTS = {name: frozenset(word.removesuffix(".") for word in words) for name, words in _LISTED.items()}
ABBREVIATIONS = {word: kind for kind in ("state", "maybe", "clock", "number", "never") for word in WORD_LISTS[kind]}
ABBREVIATIONS |= {mark + word: "place" for mark in ("-", ", ") for word in WORD_LISTS["state"]}
ABBREVIATIONS |= {word.upper(): "never" for word in WORD_LISTS["never"] if len(word) > 2}
QUOTATION_MARKS = "“”„«»‘’\"'`"
