"""Dictionaries of frames: the shipped one, and files in its YAML, in quanteda's YAML or in LIWC's .dic."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from analysis.exceptions import excerpt
from analysis.io.paths import resolve
from analysis.io.read_errors import cannot_read
from analysis.io.safe_yaml import YamlFault, read_text
from analysis.language.dictionaries.liwc_format import read_liwc
from analysis.language.dictionaries.parsed_entries import At, Entry, fault, one_line
from analysis.language.dictionaries.pattern_words import has_inner_wildcard
from analysis.language.dictionaries.yaml_format import read_yaml

LONGEST_PATTERN = 200  # characters
MOST_WORDS = 12
MOST_STARS = 4


class Frame(NamedTuple):
    """One entry of a dictionary: a frame with its definition, source and patterns.

    Attributes
    ----------
    name, label, definition, source : str
    patterns : tuple of str
        A match of one of them counts.
    counter : tuple of str
        They take their words away from other patterns, and do not count.
    supporting : tuple of str
        A match of one of them counts in a segment that has another pattern of the frame, supporting or not.
    leave_out : tuple of str
        Matches that do not count: 'names' for those that are a part of a longer name, unless the pattern is written
        with a capital; 'negated' for those that are denied. With either, those do not count that are set aside for
        something else ("trade, not war", "trade rather than war").
    """

    name: str
    label: str
    definition: str
    source: str
    patterns: tuple[str, ...]
    counter: tuple[str, ...]
    supporting: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


class Dictionary(NamedTuple):
    """Frames of a file.

    Attributes
    ----------
    version : str
        As given in the file; '' if it is not.
    frames : tuple of Frame
    sha256 : str
        Of the bytes of the file.
    note : str
        Which entries of the file are not used; '' if all are.
    """

    version: str
    frames: tuple[Frame, ...]
    sha256: str
    note: str = ""


def read_dictionary(path: str = "") -> Dictionary:
    """Read a dictionary of frames.

    Parameters
    ----------
    path : str, default ''
        A file in UTF-8: YAML with frames (see lexicons/frames.yml), quanteda's YAML, or LIWC's .dic. In all of them `*`
        matches any number of letters and `?` one letter, and a pattern of several words matches consecutive words. By
        default the dictionary that samestory ships.

    Returns
    -------
    Dictionary

    Raises
    ------
    WrongUse
        If the file cannot be read or has an error; with the file and the line.

    References
    ----------
    Benoit et al. (2018), quanteda; Pennebaker et al. (2007, 2015), LIWC.

    Examples
    --------
    >>> [frame.name for frame in read_dictionary().frames[:2]]
    ['responsibility', 'human_interest']
    """
    file = resolve(path) if path else files("analysis.lexicons").joinpath("frames.yml")
    try:
        return _read(*read_text(file), str(path or file))
    except OSError as error:
        raise cannot_read(path or str(file), error, "dictionary") from None
    except YamlFault as error:
        raise fault(str(path or file), error.line, error.reason) from None


@lru_cache
def _read(data: bytes, text: str, file: str) -> Dictionary:
    read = read_liwc if re.match(r"\s*%", text) else read_yaml
    content = read(text, file)
    frames = tuple(_frame(entry, file) for entry in content.entries)
    return Dictionary(content.version, frames, hashlib.sha256(data).hexdigest(), content.note)


def _frame(entry: Entry, file: str) -> Frame:
    name = entry.name.text
    if not entry.patterns:
        raise fault(file, entry.name.line, f"frame {excerpt(name)} has no patterns; add one, or remove the frame")
    about = entry.about
    return Frame(
        name=name,
        label=about.get("label") or name,
        definition=about.get("definition", ""),
        source=about.get("source", ""),
        patterns=_distinct_patterns(entry.patterns, name, file),
        counter=_distinct_patterns(entry.counter, name, file),
        supporting=_distinct_patterns(entry.supporting, name, file),
        leave_out=tuple(at.text for at in entry.leave_out),
    )


def _distinct_patterns(patterns: Sequence[At], name: str, file: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_pattern(at, name, file) for at in patterns))


def _pattern(at: At, name: str, file: str) -> str:
    """Return a pattern without superfluous blanks; raise WrongUse if it would match everything or nothing."""
    pattern = one_line(at.text)
    if not pattern:
        raise fault(file, at.line, f"a pattern of frame {excerpt(name)} is empty; write a word, or remove the pattern")
    problem = _problem_of(pattern)
    if problem:
        raise fault(file, at.line, f"pattern {excerpt(pattern)} of frame {excerpt(name)} {problem}")
    return pattern


def _problem_of(pattern: str) -> str:
    """Return what is wrong with a pattern, and how to mend it; '' if nothing is."""
    words = pattern.split()
    if len(pattern) > LONGEST_PATTERN or len(words) > MOST_WORDS:
        return f"is longer than {LONGEST_PATTERN} characters or {MOST_WORDS} words; shorten it"
    if not re.search(r"[^\W_]", pattern):
        return f"matches {'everything' if re.search(r'[*?]', pattern) else 'nothing'}; add letters"
    if any(re.fullmatch(r"[*?]+", word) for word in words):
        return "contains a word that matches everything; add letters to each word"
    if sum(map(has_inner_wildcard, words)) > 1:
        return "has wildcards before or within several words; keep them in one word"
    if any(word.count("*") > MOST_STARS for word in words):
        return f"has more than {MOST_STARS} * in a word; split it into several patterns"
    return ""
