"""Where sentences end.

What can be told from the words on both sides and the gap between them is looked up, once for each different word and
gap; the rest, a few places in a hundred, is decided by patterns over the text around them.
"""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.text.abbreviations import ABBREVIATIONS, QUOTATION_MARKS, WORD_LISTS, word_pattern
from analysis.language.text.text_batch import TextBatch
from analysis.language.text.utf8 import Places

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
BEFORE = re.compile(r"(?:, |-)?(?<!\w)(?<!\w['’])(?P<word>(?:[^\W\d_]{1,4}[.'])*[^\W\d_]+)\Z")
INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]")  # J, U.S
ITEM = re.compile(r"[^\w\s]{0,3}(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})")  # 1. or a. opens a list item
ADDRESS = re.compile(r"[@/\\_#]|www\.|http")
TIME = re.compile(rf"{word_pattern('zone')}\b|(?:\w{{1,20}}\s){{1,3}}time\b")  # 5 p.m. London time
_NAME = rf"(?!{word_pattern('opener')}\b)[^\W\d_a-z][\w.'’-]{{0,30}}\s"
SPEAKER_FOLLOWS = re.compile(
    rf"\s*(?:(?:{_NAME}){{0,4}}|(?:I|s?he|they|we|it)\s){word_pattern('cue')}\b"
)  # … Smith said
LONGEST = max(map(len, ABBREVIATIONS)) + 1
_REACH = 100  # characters after a gap that a stop may look at


def closes(text: str, name: str, at: int, word: str, marked: bool) -> bool:
    """Whether a sentence ends with this name and its stop; at: where the next word is, marked: in quotes."""
    kind, numeric = ABBREVIATIONS.get(name) or ("maybe" if INITIALS.fullmatch(name) else ""), word[0].isdigit()
    if kind in ("", "never", "number"):
        return not kind or (kind == "number" and not numeric)
    if kind == "clock":
        return not (numeric or TIME.match(text, at))
    follows = text[at + len(word) : at + len(word) + 1]
    opens = word in WORD_LISTS["courtesy"] if follows == "." else word in WORD_LISTS["opener"] and follows != "-"
    return opens or (len(name) > 1 and marked) or (kind == "place" and not numeric and text[at - 1] != "(")


def ends(text: str, start: int, m: re.Match[str]) -> bool:
    """Whether the sentence from start ends at the stop m."""
    at, word, gap = m.start(), m["next"] or m["glued"], "gap" if m["gap"] else "gone"
    first = m.end() - len(word)  # of the word that follows
    if word[0].islower() and not word[1:2].isupper():
        return False
    if text[at] == "…" or text.startswith("..", at + 1):  # "I" is a capital anywhere: says nothing
        return word != "I" or text.startswith("....", at) or text[max(start, at - 2) : at - 1] in tuple(".!?")
    shut = text[at + 1 : m.start(gap)]  # what closes with the sentence
    item = at - start < 9 and text[at] == "." and m["gap"] and not shut and ITEM.fullmatch(text, start, at)
    if item or (m["glued"] and ADDRESS.search(text[max(start, at - 60) : at].rpartition(" ")[2])):
        return False
    if text[at] != "." and shut.strip(QUOTATION_MARKS) != shut and SPEAKER_FOLLOWS.match(text, first):
        return False
    tail = text[max(start, at - LONGEST) : at].rpartition(" ")[2]
    if len(tail) > 1 and tail.isalpha() and tail + text[at].rstrip(".") not in ABBREVIATIONS:
        return True
    before = BEFORE.search(text, max(start, at - LONGEST), at)
    name = "" if not before else before[0] if before[0] in ABBREVIATIONS else before["word"]
    return "." in shut or closes(text, name + text[at].rstrip("."), first, word, text[first - 1] in QUOTATION_MARKS)


# What a gap says: no stop; a line ends; a stop that ends a sentence, whatever the word before it; a full stop after a
# word that may be an abbreviation; a question or exclamation mark after a word; dots that trail off; not enough.
NONE, BREAK, SURE, DOT, CALL, TRAIL, OPEN = range(7)
_STOPS = re.compile("[.?!…]")
_LEADS = re.compile(r"[\s(\[{“‘\"«—–]\Z")  # a name begins after these


class _Gap(NamedTuple):
    """cut, resume: bytes from the gap's start to where one sentence ends and the next begins; marked: a quotation mark
    comes last; leads: what follows is a word from its start."""

    form: int
    cut: int
    resume: int
    marked: bool
    leads: bool


def _read(gap: str) -> _Gap:
    """What a gap says, seen between a word in small letters and one with a capital."""
    form, cut, resume = BREAK if "\n" in gap else NONE, 0, 0
    if form == NONE and _STOPS.search(gap):
        m = STOP.search(f"x{gap}Aa")
        form = OPEN if m or gap[-1] == "[" else NONE  # a footnote
        if m and m["gap"]:
            form = _form(gap, m.start() - 1, gap[m.start() : m.start("gap") - 1])
            cut, resume = (len(gap[: place - 1].encode()) for place in m.span("gap"))
    return _Gap(form, cut, resume, gap[-1] in QUOTATION_MARKS, _LEADS.search(gap) is not None)


def _form(gap: str, at: int, shut: str) -> int:
    if gap[at] == "…" or gap.startswith("..", at + 1):
        return TRAIL
    if gap[at] != "." and shut.strip(QUOTATION_MARKS) != shut:
        return OPEN  # “Why?” Smith asked.
    if at or "." in shut:
        return SURE
    return DOT if gap[at] == "." else CALL


# What the word before a full stop says: the sentence ends; it does not; it does before some words; not enough.
_PLAIN, _NEVER, _MAYBE, _OPEN = range(4)
_CODES = {"": _PLAIN, "never": _NEVER, "maybe": _MAYBE}
_LAST = sorted(
    {re.split(r"[\W_]", key.rstrip("!"))[-1] for key in ABBREVIATIONS}
)  # the letters that known names end in
_CALLED = sorted(key[:-1] for key in ABBREVIATIONS if key.endswith("!"))


def _kinds(words: pl.Series) -> NDArray[np.uint8]:
    words = words.str.strip_suffix(".")
    last = words.str.extract(r"(\p{L}+)$").fill_null("")
    kinds = np.full(len(words), _PLAIN, np.uint8)
    for i in np.flatnonzero((last.is_in(_LAST) | (last.str.len_chars() == 1)).to_numpy()).tolist():
        m = BEFORE.search(words[i])
        name = "" if not m else m[0] if m[0] in ABBREVIATIONS else m["word"]
        kinds[i] = _CODES.get(ABBREVIATIONS.get(name) or ("maybe" if INITIALS.fullmatch(name) else ""), _OPEN)
    return kinds


def _items(words: pl.Series) -> NDArray[np.bool_]:
    return words.str.contains(f"^(?:{ITEM.pattern})$").to_numpy()


def _called(words: pl.Series) -> NDArray[np.bool_]:
    return words.is_in(_CALLED).to_numpy()


# What the word after it says: it carries the sentence on; nothing; it opens one; it does with a stop; it is "I".
_LOW, _OTHER, _OPENER, _COURTESY, _I = range(5)


def _nexts(words: pl.Series) -> NDArray[np.uint8]:
    first = words.str.extract(r"^(\w{1,20})(?:[^\w.-]|$)").fill_null("")
    codes = np.full(len(words), _OTHER, np.uint8)
    codes[first.is_in(list(WORD_LISTS["opener"]))] = _OPENER
    codes[first.is_in(list(WORD_LISTS["courtesy"]))] = _COURTESY
    codes[words.str.contains(r"^I(?:\W|$)")] = _I
    codes[words.str.contains(r"^(?:[a-z](?:[^A-Z]|$)|\p{Lowercase}(?:\P{Uppercase}|$))")] = _LOW
    return codes


def _accented(words: pl.Series) -> NDArray[np.bool_]:
    """Whether a combining accent stands in the word: it is a letter to Rust's patterns, and none to Python's."""
    return words.str.contains(r"^[\p{L}\p{N}_]+\p{M}").to_numpy()


def _of(page: TextBatch, at: Places, look: Callable[[pl.Series], NDArray[Any]]) -> NDArray[Any]:
    """What a look-up says of the words with these numbers, made once for each different one."""
    ids = page.word_ids[at]
    used = np.flatnonzero(np.bincount(ids, minlength=1))
    found = look(page.vocabulary.gather(used))
    table = np.zeros(len(page.vocabulary), found.dtype)
    table[used] = found
    return table[ids]


def sentence_ends(page: TextBatch, quotes: Places) -> tuple[Places, Places]:
    """Where sentences end within lines, and where the next ones begin; quotes: where quotes start."""
    gaps = page.gaps
    form, cut, resume, marked, leads = map(np.array, zip(*map(_read, gaps.distinct), strict=True))
    forms, led = np.zeros(len(page.word_ids) + 1, np.uint8), np.ones(len(page.word_ids) + 1, bool)
    forms[gaps.next_word], led[gaps.next_word] = form[gaps.id], leads[gaps.id]
    at = np.flatnonzero(form[gaps.id] > BREAK)
    at = at[_of(page, gaps.next_word[at], _nexts) != _LOW]
    after, before, gap = gaps.next_word[at], gaps.next_word[at] - 1, gaps.id[at]
    shape, kind, code = form[gap], _of(page, before, _kinds), _of(page, after, _nexts)
    follows = page.words.data[page.words.end[after]]
    opener = (code >= _OPENER) & (code != _COURTESY) & (follows != ord("-")) & (follows != ord("."))
    opens = opener | ((code == _COURTESY) & (follows == ord(".")))
    dot, maybe = shape == DOT, kind == _MAYBE
    sure = (shape == SURE) | (shape == CALL) | (shape == TRAIL) | (dot & ((kind == _PLAIN) | (maybe & opens)))
    doubt = (shape == OPEN) | ((shape == TRAIL) & (code == _I)) | ((shape == CALL) & _of(page, before, _called))
    doubt |= _of(page, after, _accented)
    doubt |= dot & (_of(page, before, _items) & (forms[before] != NONE))
    doubt |= dot & ((kind == _OPEN) | ((kind != _PLAIN) & ~led[before]) | (maybe & marked[gap]))
    ended = at[sure & ~doubt]
    ends_, starts = gaps.start[ended] + cut[gaps.id[ended]], gaps.start[ended] + resume[gaps.id[ended]]
    more = _settle(page, at[doubt], starts, quotes)
    return np.sort(np.append(ends_, more[0])), np.sort(np.append(starts, more[1]))


def _settle(page: TextBatch, at: Places, starts: Places, quotes: Places) -> tuple[Places, Places]:
    """The same for gaps where only the text around them tells; starts: of the sentences that are sure."""
    places, text = page.words.characters, page.text
    start, end = page.gaps.start[at], page.gaps.end[at]
    line = np.searchsorted(page.lines.start, start, "right") - 1
    begin = np.append(np.int32(0), np.sort(starts))[np.searchsorted(starts, start, "right")]
    begin = np.maximum(begin, page.lines.start[line])
    columns = [begin, start, end, page.lines.end[line]]
    marks, found, latest = set(places(quotes).tolist()), list[tuple[int, int]](), 0
    for first, low, high, last in zip(*(places(column).tolist() for column in columns), strict=True):
        m = STOP.search(text, low, min(last, high + _REACH))
        if m and m.start() < high and ends(text, max(first, latest), m):
            cut, latest = m.span("gap" if m["gap"] else "gone")
            if cut == latest and cut - 1 in marks:
                cut = latest = cut - 1
            found.append((cut, latest))
    settled = np.array(found, np.int32).reshape(-1, 2)
    return page.words.bytes(settled[:, 0]), page.words.bytes(settled[:, 1])
