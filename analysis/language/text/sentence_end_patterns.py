"""Whether a sentence ends at one stop, decided by patterns over the text around it.

sentence_boundaries.py decides most stops by tables and reads only the others here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis.language.text.abbreviations import ABBREVIATIONS, QUOTATION_MARKS, WORD_LISTS, word_pattern

# A sentence may end: a stop, closing marks, footnote numbers; then space and a word that is not lower-case,
# or (the space was lost) a capitalised word at once. Repeats are bounded, so that time stays linear.
STOP = re.compile(
    rf"""[.?!…](?:
      [.?!…"“”’'»)\]}}]{{0,12}}(?:\[\d{{1,3}}\]){{0,9}}(?P<gap>\s++)
      (?:[•●▪■]\s)?(?:[^\w\s—–-]|_){{0,5}}+(?P<next>(?![a-z](?![A-Z]))[^\W_]\w{{0,19}})
    | (?<=[a-z\d%)\]][.?!…])(?:\.\.)?["”’)\]]?(?:\[\d{{1,3}}\]){{0,9}}(?P<gone>)["“‘]?(?!{word_pattern("suffix")}\b)
      (?P<glued>[^\W\d_a-z][^\W\d_A-Z]\w{{0,18}}+|(?:A|I|I['’]m)(?=\ ))(?![@/\\_]|\.\w)
    )""",
    re.X,
)
LIST_ITEM = re.compile(r"[^\w\s]{0,3}(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})")  # 1. or a. opens a list item
_NAME = rf"(?!{word_pattern('opener')}\b)[^\W\d_a-z][\w.'’-]{{0,30}}\s"
# Smith said; he asked
SPEAKER_FOLLOWS = re.compile(rf"\s*(?:(?:{_NAME}){{0,4}}|(?:I|s?he|they|we|it)\s){word_pattern('cue')}\b")
_WORD_BEFORE = re.compile(r"(?:, |-)?(?<!\w)(?<!\w['’])(?P<word>(?:[^\W\d_]{1,4}[.'])*[^\W\d_]+)\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]")  # J, U.S
_PART_OF_ADDRESS = re.compile(r"[@/\\_#]|www\.|http")
_TIME = re.compile(rf"{word_pattern('zone')}\b|(?:\w{{1,20}}\s){{1,3}}time\b")  # 5 p.m. London time
_LONGEST_ABBREVIATION = max(map(len, ABBREVIATIONS)) + 1
_LONGEST_ADDRESS = 60
_LONGEST_ITEM = 8


def abbreviation_before(text: str, start: int, end: int) -> str:
    """Find the word before a stop as abbreviations are listed.

    Parameters
    ----------
    text : str
    start, end : int
        The part of the text that is searched; the word stands at its end.

    Returns
    -------
    str
        With the comma or hyphen before it where it is listed so (", Pa"); "" where no word stands there.
    """
    found = _WORD_BEFORE.search(text, start, end)
    if not found:
        return ""
    return found[0] if found[0] in ABBREVIATIONS else found["word"]


def abbreviation_kind(name: str) -> str:
    """Look up what a full stop after a word means: a kind of ABBREVIATIONS, or "" for an ordinary word."""
    return ABBREVIATIONS.get(name) or ("maybe" if _INITIALS.fullmatch(name) else "")


@hides_content
class _Stop(NamedTuple):
    """A stop in a text: its place and character, the marks that close with it, and the word that follows.

    start: of the sentence. glued: whether no space stands between the stop and the next word.
    """

    text: str
    start: int
    at: int
    mark: str
    closing: str
    next_at: int
    next_word: str
    glued: bool


def ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    """Decide whether a sentence ends at a stop.

    Parameters
    ----------
    text : str
    start : int
        Where the sentence starts.
    match : re.Match
        Of STOP.

    Returns
    -------
    bool
    """
    at, glued = match.start(), match["gap"] is None
    word = match["glued"] if glued else match["next"]
    closing = text[at + 1 : match.start("gone" if glued else "gap")]
    stop = _Stop(text, start, at, text[at], closing, match.end() - len(word), word, glued)
    if word[0].islower() and not word[1:2].isupper():
        return False
    if stop.mark == "…" or text.startswith("..", at + 1):
        return _ends_at_dots(stop)
    if _is_list_item(stop) or _is_in_address(stop) or _asks_and_goes_on(stop):
        return False
    return _follows_plain_word(stop) or "." in closing or _ends_at_abbreviation(stop)


def _ends_at_dots(stop: _Stop) -> bool:
    """Whether dots that trail off end the sentence: "I", a capital anywhere, says nothing of it."""
    four_dots = stop.text.startswith("....", stop.at)
    before_space = stop.text[max(stop.start, stop.at - 2) : stop.at - 1]
    return stop.next_word != "I" or four_dots or before_space in (".", "!", "?")


def _is_list_item(stop: _Stop) -> bool:
    short = stop.at - stop.start <= _LONGEST_ITEM
    plain = stop.mark == "." and not stop.glued and not stop.closing
    return short and plain and LIST_ITEM.fullmatch(stop.text, stop.start, stop.at) is not None


def _is_in_address(stop: _Stop) -> bool:
    if not stop.glued:
        return False
    before = stop.text[max(stop.start, stop.at - _LONGEST_ADDRESS) : stop.at].rpartition(" ")[2]
    return _PART_OF_ADDRESS.search(before) is not None


def _asks_and_goes_on(stop: _Stop) -> bool:
    """Whether the speaker is named after the stop: “Why?” Smith asked."""
    closes_quote = stop.closing.strip(QUOTATION_MARKS) != stop.closing
    return stop.mark != "." and closes_quote and SPEAKER_FOLLOWS.match(stop.text, stop.next_at) is not None


def _follows_plain_word(stop: _Stop) -> bool:
    """Whether the word before, of letters alone and separated by a blank, is no abbreviation."""
    before = stop.text[max(stop.start, stop.at - _LONGEST_ABBREVIATION) : stop.at].rpartition(" ")[2]
    return len(before) > 1 and before.isalpha() and before + stop.mark.rstrip(".") not in ABBREVIATIONS


def _ends_at_abbreviation(stop: _Stop) -> bool:
    """Whether the sentence ends with the word before the stop, which may be an abbreviation."""
    low = max(stop.start, stop.at - _LONGEST_ABBREVIATION)
    name = abbreviation_before(stop.text, low, stop.at) + stop.mark.rstrip(".")
    kind = abbreviation_kind(name)
    number_follows = stop.next_word[0].isdigit()
    match kind:
        case "":
            return True
        case "never":
            return False
        case "number":
            return not number_follows
        case "clock":
            return not number_follows and not _TIME.match(stop.text, stop.next_at)
    before_next = stop.text[stop.next_at - 1]
    after_place = kind == "place" and not number_follows and before_next != "("
    before_quote = len(name) > 1 and before_next in QUOTATION_MARKS
    return _opens_sentence(stop) or before_quote or after_place


def _opens_sentence(stop: _Stop) -> bool:
    """Whether the next word opens a sentence rather than carries on a name."""
    end = stop.next_at + len(stop.next_word)
    after_word = stop.text[end : end + 1]
    if after_word == ".":
        return stop.next_word in WORD_LISTS["courtesy"]
    return after_word != "-" and stop.next_word in WORD_LISTS["opener"]
