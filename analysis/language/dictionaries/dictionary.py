"""Dictionaries of frames: ours, and those that researchers bring in our YAML, in quanteda's, or in LIWC's .dic."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from analysis.exceptions import excerpt
from analysis.io.paths import resolve
from analysis.io.read_errors import cannot_read
from analysis.io.safe_yaml import YamlFault, read_text
from analysis.language.dictionaries.liwc_format import read_liwc
from analysis.language.dictionaries.parsed_entries import At, Entry, fault, one_line
from analysis.language.dictionaries.yaml_format import read_yaml

LONGEST_PATTERN = 200  # characters
MOST_WORDS = 12
MOST_STARS = 4


class Frame(NamedTuple):
    """One entry of a dictionary: a frame with its definition, source and patterns."""

    name: str
    label: str
    definition: str
    source: str
    patterns: tuple[str, ...]
    counter: tuple[str, ...]


class Dictionary(NamedTuple):
    """A list of frames; sha256 is that of the file, note says what of the file is not used."""

    version: str
    frames: tuple[Frame, ...]
    sha256: str
    note: str = ""


def read_dictionary(path: str = "") -> Dictionary:
    """Read a dictionary of frames; without a path, the one samestory ships.

    path: a file in our YAML (see lexicons/frames.yml), in quanteda's YAML or in LIWC's .dic, in UTF-8. In all of them
    * stands for any letters and ? for one, and several words are a pattern of words in a row.
    Raises: WrongUse naming the file, the line, the fault and its mend.
    Source of the formats: Benoit et al. (2018), quanteda; Pennebaker et al. (2007, 2015), LIWC."""
    file = resolve(path) if path else files("analysis.lexicons").joinpath("frames.yml")
    try:
        return _read(*read_text(file), str(path or file))
    except OSError as error:
        raise cannot_read(path or str(file), error, "dictionary") from None
    except YamlFault as error:
        raise fault(str(path or file), error.line, error.reason) from None


@lru_cache
def _read(data: bytes, text: str, file: str) -> Dictionary:
    content = (read_liwc if re.match(r"\s*%", text) else read_yaml)(text, file)
    frames = tuple(_frame(entry, file) for entry in content.entries)
    return Dictionary(content.version, frames, hashlib.sha256(data).hexdigest(), content.note)


def _frame(entry: Entry, file: str) -> Frame:
    name = entry.name.text
    if not entry.patterns:
        raise fault(file, entry.name.line, f"frame {excerpt(name)} has no patterns; give it one, or take it out")
    patterns, counter = (
        tuple(dict.fromkeys(_pattern(at, name, file) for at in some)) for some in (entry.patterns, entry.counter)
    )
    about = {"label": name, "definition": "", "source": ""} | {k: v for k, v in entry.about.items() if v}
    return Frame(name, about["label"], about["definition"], about["source"], patterns, counter)


def _pattern(at: At, name: str, file: str) -> str:
    """A pattern as it is shown. Raises: WrongUse where it would match everything or nothing."""
    pattern = one_line(at.text)
    if not pattern:
        raise fault(file, at.line, f"a pattern of frame {excerpt(name)} is empty; write a word, or take it out")
    words = pattern.split()
    whose = f"pattern {excerpt(pattern)} of frame {excerpt(name)}"
    if len(pattern) > LONGEST_PATTERN or len(words) > MOST_WORDS:
        told = f"is longer than {LONGEST_PATTERN} characters or {MOST_WORDS} words; write a shorter one"
        raise fault(file, at.line, f"{whose} {told}")
    if not re.search(r"[^\W_]", pattern):
        told = "matches everything" if re.search(r"[*?]", pattern) else "matches nothing"
        raise fault(file, at.line, f"{whose} {told}; give it letters")
    if any(re.fullmatch(r"[*?]+", word) for word in words):
        raise fault(file, at.line, f"{whose} holds a word that matches everything; give each of its words letters")
    if sum(inside(word) for word in words) > 1:
        raise fault(file, at.line, f"{whose} has wildcards inside several words; write all but one of them out")
    if any(word.count("*") > MOST_STARS for word in words):
        raise fault(file, at.line, f"{whose} has more than {MOST_STARS} * in a word; write it as several patterns")
    return pattern


def inside(word: str) -> bool:
    """Whether a word of a pattern has a wildcard elsewhere than, as *, after its last letter."""
    return re.search(r"[*?]", word) is not None and re.fullmatch(r"[^*?]*[^\W_]\*", word) is None
