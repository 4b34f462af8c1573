"""Word lists in files, and those of abbreviations.txt by section and by what a full stop after a word means."""

import re
from importlib.resources import files
from pathlib import Path


def read_lexicon(name: str) -> list[str]:
    """The entries of a list in lexicons/, one a line; "#" starts a comment line."""
    lines = files("analysis.lexicons").joinpath(name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_sections(path: Path) -> dict[str, list[str]]:
    """The sections of a word list: [name], then words; "#" starts a comment."""
    parts = re.split(r"\[(\w+)\]", re.sub(r"#.*", "", path.read_text("utf-8")))[1:]
    return dict(zip(parts[::2], map(str.split, parts[1::2]), strict=True))
