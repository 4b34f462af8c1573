"""The word lists of abbreviations.txt, by section and by what a full stop after a word means."""

import re
from pathlib import Path


def _read(path: Path) -> dict[str, frozenset[str]]:
    """The sections of a word list: [name], then words; "#" starts a comment."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    parts = re.split(r"\[(\w+)\]", text)[1:]
    words = (frozenset(word.removesuffix(".") for word in part.split()) for part in parts[1::2])
    return dict(zip(parts[::2], words, strict=True))


def any_of(section: str) -> str:
    """A pattern for any word of a section."""
    return "(?:" + "|".join(sorted(map(re.escape, WORDS[section]))) + ")"


WORDS = _read(Path(__file__).with_name("abbreviations.txt"))
KINDS = {word: kind for kind in ("state", "maybe", "clock", "number", "never") for word in WORDS[kind]}
KINDS |= {mark + word: "place" for mark in ("-", ", ") for word in WORDS["state"]}
KINDS |= {word.upper(): "never" for word in WORDS["never"] if len(word) > 2}
QUOTES = "“”„«»‘’\"'`"
