"""Words that decide where sentences end and what quotation marks mean, by section of abbreviations.txt."""

import re
from pathlib import Path

from analysis.language.text.word_lists import read_sections

_SECTIONS = read_sections(Path(__file__).with_name("abbreviations.txt"))
WORD_LISTS = {name: frozenset(word.removesuffix(".") for word in words) for name, words in _SECTIONS.items()}
_KINDS = ("state", "maybe", "clock", "number", "never")

# What a full stop after each abbreviation means; the sections of abbreviations.txt explain the kinds. A state after a
# hyphen or comma (D-Pa., Erie, Pa.) is a "place".
ABBREVIATIONS = {word: kind for kind in _KINDS for word in WORD_LISTS[kind]}
ABBREVIATIONS |= {mark + word: "place" for mark in ("-", ", ") for word in WORD_LISTS["state"]}
ABBREVIATIONS |= {word.upper(): "never" for word in WORD_LISTS["never"] if len(word) > 2}

QUOTATION_MARKS = "“”„«»‘’\"'`"


def word_pattern(section: str) -> str:
    """Pattern that matches any word of a section of abbreviations.txt."""
    return "(?:" + "|".join(sorted(map(re.escape, WORD_LISTS[section]))) + ")"
