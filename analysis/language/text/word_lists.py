"""Word lists in files."""

import re
from importlib.resources import files
from pathlib import Path


def read_lexicon(name: str) -> list[str]:
    """Read the entries of a list in lexicons/: one per line; a line that starts with "#" is a comment.

    Parameters
    ----------
    name : str
        Name of the file.

    Returns
    -------
    list of str
    """
    lines = files("analysis.lexicons").joinpath(name).read_text("utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def read_sections(path: Path) -> dict[str, list[str]]:
    """Read a word list in sections: [name], then words separated by white space; "#" starts a comment.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict of str to list of str
        The words by name of the section.
    """
    return {name: [word for words in lines for word in words] for name, lines in read_lines(path).items()}


def read_lines(path: Path) -> dict[str, list[list[str]]]:
    """Read a word list in sections, of which each line says something by itself.

    Parameters
    ----------
    path : Path

    Returns
    -------
    dict of str to list of list of str
        The words of each line, without empty lines, by name of the section.
    """
    parts = re.split(r"\[(\w+)\]", re.sub(r"#.*", "", path.read_text("utf-8")))[1:]
    lines = [[words for line in part.splitlines() if (words := line.split())] for part in parts[1::2]]
    return dict(zip(parts[::2], lines, strict=True))
