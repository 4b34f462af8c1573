"""Nouns that tell what may say or show something, by section of things.txt."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analysis.language.text.word_lists import read_sections


@cache
def thing_words() -> dict[str, frozenset[str]]:
    """Read the words of each section of things.txt."""
    sections = read_sections(Path(__file__).with_name("things.txt"))
    return {name: frozenset(words) for name, words in sections.items()}
