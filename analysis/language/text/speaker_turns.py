"""The turns of a transcript: lines that begin with who speaks and a colon, and what is said after it.

In capitals (ANNA LIND, HOST: ...) two turns make a transcript; in other letters (Lind: ..., Q: ...) a speaker has two.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.abbreviations import QUOTATION_MARKS
from analysis.language.text.quotation_marks import Quotes, with_spoken_lines
from analysis.language.text.text_batch import TextBatch
from analysis.language.text.word_lists import read_sections

_LONGEST_LABEL = 80  # bytes
_FEWEST_TURNS = 2
_COLON, _BLANK = ord(":"), ord(" ")
_CAPITAL = r"(?:(?:Mc|Mac|De|Di|Van|O['’])?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ\d.'’&-]*)"
_NAME = r"(?:[A-ZÀ-ÖØ-Þ][\w.'’-]*)"
_ASIDE = r"(?:\ ?[(\[][^()\[\]:]{1,40}[)\]])?"  # (on camera)
# ANNA LIND, HOST (voice-over): ...; GOV. ANNA LIND (R), OREGON: ...
IN_CAPITALS = re.compile(
    rf"(?P<name>{_CAPITAL}(?:\ {_CAPITAL}|\ \#?\d+){{0,4}})(?:\ \([A-Z][A-Z-]*\))?(?:,[^:a-z]{{1,50}})?{_ASIDE}:\ +"
)
# Anna Lind: ...; Q: ...
IN_SMALL_LETTERS = re.compile(
    rf"(?P<name>{_NAME}(?:\ (?:d[aeiu]|de\ la|van|von|bin|al)?\ ?{_NAME}){{0,3}}){_ASIDE}:\ +"
)
_OPENS_SENTENCE = re.compile(r"[A-ZÀ-ÖØ-Þ\d(\[…$£€¿¡—–-]|\.\.")
_ENDS_SENTENCE = re.compile(r"(?:[.?!…)\]—–-]|['\"’”])\s*\Z")
_A_WORD = re.compile(r"[a-zß-öø-ÿ]{2}")


@hides_content
class _Turn(NamedTuple):
    """A line that may be a turn: its number, the speaker, whether in capitals, and where what is said begins."""

    line: int
    speaker: str
    capitals: bool
    start: int


@cache
def _listed() -> dict[str, frozenset[str]]:
    sections = read_sections(Path(__file__).with_name("speaker_labels.txt"))
    return {name: frozenset(words) for name, words in sections.items()}


def names_no_speaker(words: Sequence[str]) -> bool:
    """Whether a label names nobody: Turnout, Editor's Note.

    Parameters
    ----------
    words : sequence of str
        The label.
    """
    plain, listed = [word.lower().replace("’", "'").strip(".") for word in words], _listed()
    if listed["nameless"].issuperset(plain[1:] if plain[:1] == ["the"] else plain):
        return False
    return not listed["no_speaker"].isdisjoint(plain) or (len(plain) == 1 and plain[0] in listed["no_speaker_alone"])


def speaker_of_label(text: str, start: int) -> str:
    """Return the name of a speaker as a running text writes it: Anna Lind for ANNA LIND, HOST, and host for HOST.

    Parameters
    ----------
    text : str
    start : int
        Where the label begins.

    Returns
    -------
    str
        "" where no label of a speaker begins there.

    Examples
    --------
    >>> speaker_of_label("ANNA LIND, HOST: Good evening.", 0)
    'Anna Lind'
    """
    found = IN_CAPITALS.match(text, start) or IN_SMALL_LETTERS.match(text, start)
    if not found:
        return ""
    nameless = _listed()["nameless"]
    words = found["name"].removeprefix("THE ").split(" ")
    if all(word.lower().strip(".#") in nameless or word.strip("#").isdigit() for word in words):
        return found["name"].lower()
    return " ".join(word.title() if word.isupper() else word for word in words)


def with_turns(batch: TextBatch, quotes: Quotes) -> Quotes:
    """Add what is said in the turns of transcripts to the quotes.

    Parameters
    ----------
    batch : TextBatch
    quotes : Quotes

    Returns
    -------
    Quotes
        In order. A turn is one quote; the quotes within it are left out.
    """
    line, start = _turns(batch)
    return with_spoken_lines(batch, quotes, line, batch.words.bytes(start))


def _turns(batch: TextBatch) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return the number of each line that is a turn, and where in characters its speech begins."""
    lines, in_characters = batch.lines, batch.words.characters
    may_be = _lines_with_label(batch)
    columns = in_characters(lines.start[may_be]), in_characters(lines.end[may_be]), lines.text[may_be]
    read = [
        (text, turn)
        for number, start, end, text in zip(may_be.tolist(), *(column.tolist() for column in columns), strict=True)
        if (turn := _turn(batch.text, number, start, end))
    ]
    turns = [turn for _, some in groupby(read, lambda row: row[0]) for turn in _accepted([turn for _, turn in some])]
    return np.array([turn.line for turn in turns], np.int64), np.array([turn.start for turn in turns], np.int32)


def _lines_with_label(batch: TextBatch) -> NDArray[np.int64]:
    """Find the lines in which a colon and a blank stand near the start, which is a capital."""
    data, lines = batch.words.data, batch.lines
    colon = np.flatnonzero(data[:-1] == _COLON)
    colon = colon[data[colon + 1] == _BLANK].astype(np.int32)
    line = lines.at(colon)
    near = (line >= 0) & (colon - lines.start[line] <= _LONGEST_LABEL) & ~lines.shown[line]
    line = np.unique(line[near])
    first = data[lines.start[line]]
    return line[((first >= ord("A")) & (first <= ord("Z"))) | (first >= 0x80)]


def _turn(text: str, line: int, start: int, end: int) -> _Turn | None:
    """Read a line as a turn; None where its label is none of a speaker, or what follows is no sentence."""
    capitals = IN_CAPITALS.match(text, start, end)
    found = capitals or IN_SMALL_LETTERS.match(text, start, end)
    if not found or text[found.end() : found.end() + 1] in QUOTATION_MARKS:
        return None
    words = found["name"].lower().split(" ")
    if names_no_speaker(words):
        return None
    is_sentence = _OPENS_SENTENCE.match(text, found.end()) and _ENDS_SENTENCE.search(text, end - 3, end)
    if not is_sentence or not _A_WORD.search(text, found.end(), end):
        return None
    return _Turn(line, words[-1].strip("."), capitals is not None and len(words[-1]) > 1, found.end())


def _accepted(turns: list[_Turn]) -> list[_Turn]:
    """Select the turns of one text that others confirm: two in capitals, or two of one speaker; Q and A are one."""
    in_capitals = sum(turn.capitals for turn in turns)
    of_speaker = Counter("q" if turn.speaker == "a" else turn.speaker for turn in turns if not turn.capitals)
    most = max(of_speaker.values(), default=0)
    return [turn for turn in turns if (in_capitals if turn.capitals else most) >= _FEWEST_TURNS]


def are_speaker_labels(texts: pl.Series, quoted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell labels of speakers from other segments: ANNA LIND, HOST: before what she says in a transcript.

    Parameters
    ----------
    texts : Series of str, shape (n_segments,)
    quoted : array of bool, shape (n_segments,)

    Returns
    -------
    array of bool, shape (n_segments,)
    """
    before_speech = np.flatnonzero(~quoted & np.append(quoted[1:], False))
    some = texts.gather(before_speech)
    ends = some.str.ends_with(":") & (some.str.len_bytes() <= _LONGEST_LABEL)
    found = np.zeros(len(quoted), bool)
    for at in before_speech[ends.to_numpy()].tolist():
        label = f"{texts[at]} "
        is_label = IN_CAPITALS.fullmatch(label) or IN_SMALL_LETTERS.fullmatch(label)
        found[at] = is_label is not None and texts[at + 1][:1] not in QUOTATION_MARKS
    return found
