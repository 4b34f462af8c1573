"""Which parts of the lines are quoted, and which quotation marks hold no speech.

Marks are found in the gaps between words, once for each different gap. A line whose double marks open and close by
turns is paired at once; the others are paired one by one, with nested, crossed, and unclosed marks.
"""

import re
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.language.text.abbreviations import QUOTATION_MARKS, WORD_LISTS, word_pattern
from analysis.language.text.sentence_boundaries import SPEAKER_FOLLOWS
from analysis.language.text.text_batch import TextBatch
from analysis.language.text.utf8 import Places

Quote = tuple[int, int, str]  # start, end, and why it holds no speech or ""

REASONS = ("", "scare quote", "stray quote mark", "title", "unclosed quote")  # of several max()
_, SCARE, STRAY, TITLE, UNCLOSED = REASONS

# A quotation mark, by what stands on its two sides. _FIRST: after space, a bracket, a dash or such a mark.
_FIRST = r"(?<![^\s\u200b\ufeff(\[{—–/‘'“\"„«-].)"
_ELIDED = rf"(?!\d?\d0s|\d\d\b(?!['’])|(?i:{word_pattern('elision')})\b)"
MARK = re.compile(
    rf"""["“”„«»‘’'`](?:
      (?:(?<=[“„«])(?:(?=\w)|{_FIRST}(?!\Z))|(?<=[”»]){_FIRST}(?=\w)
        |(?<=")(?:{_FIRST}(?=\w)|(?<![^\s(\[{{‘“].)(?=[^\s.,;:!?)\]}}]|\.\.))
        |(?<=['`‘]){_FIRST}['`‘](?=\w)
        |(?<=[‘']){_FIRST}{_ELIDED}(?=[\w"“$£€.…])
      )(?P<opens>)
    | (?:(?<=\d["”])(?=\s[a-z])|(?<=[sS]['’])(?![\w'’]))(?P<perhaps>)
    | (?<=[^\s\w]")(?=\w)(?P<either>)
    | (?:(?<=["“”«»])|(?<=')'(?!\w)|(?<=’)’(?!\w))(?<!\d['’]\d["”])(?<!\d['’]\d\d["”])(?P<closes>)
    | (?<=\S[‘’'])(?<!\W[nN].)(?!\w)(?P<ends>)
    )""",
    re.X,
)
FAMILY = dict.fromkeys(("“", "”", "„", '"', "''", "``", "‘‘", "’’"), "double")
FAMILY |= dict.fromkeys("«»", "angle") | dict.fromkeys("‘’'", "single")
SAID = re.compile(rf"""(?:[.?!…:]["”’'»)\]]*|\b{word_pattern("cue")},?)\s*\Z""")  # Smith said, …; or a new sentence


def _pair(text: str, start: int, end: int) -> tuple[list[Quote], list[tuple[int, str]], dict[str, int]]:
    """Pair the marks of one line: pairs, nested ones too, and strays; openers left; last mark by family."""
    found: list[Quote] = []
    stack, left = list[tuple[int, str]](), list[tuple[int, str]]()
    perhaps, latest = dict[int, int](), dict[str, int]()  # perhaps: ends that hold if no surer ones come
    for m in MARK.finditer(text, start, end):
        kind, at, family = m.lastgroup, m.start(), FAMILY.get(m[0], "double")
        latest[family] = at
        partner = top = len(stack) - 1
        while partner >= 0 and stack[partner][1] != family:
            partner = -1 if family == "single" else partner - 1  # a ' closes the innermost quote or none
        if kind == "opens" or (kind == "either" and partner < 0):
            if partner == top >= 0 and family == "single":  # no ' within ': the first was none
                left.append(stack.pop())
            stack.append((at, family))
            left += [stack.pop(0)] if top > 6 else []  # no news text nests deeper; keeps the search short
        elif kind == "perhaps":
            if partner == top >= 0 and (text[stack[top][0]] != "'" or at - stack[top][0] < 40):
                perhaps.setdefault(stack[top][0], m.end())
        elif partner >= 0:
            found.append((stack[partner][0], m.end(), ""))
            del stack[partner:]
        elif family != "single" and not text[at - 1 : at].isdigit():
            found.append((at, m.end(), STRAY))
    left += stack
    found += [(at, perhaps[at], "") for at, _ in left if at in perhaps]
    return found, [(at, family) for at, family in left if at not in perhaps], latest


def _unspoken(text: str, line: int, a: int, b: int) -> str:
    """Why a pair of marks holds no speech: a title, or one or two words that nobody utters; else ""."""
    if b - a > 150:
        return ""
    inner = text[a:b].strip(QUOTATION_MARKS + " \xa0")
    words = inner.split()
    if len(words) > 2:
        named = inner[0].isupper() and all(not word[0].islower() or word in WORD_LISTS["small"] for word in words)
        shouted = inner.isupper() or inner[-1] in "!?"
        return TITLE if named and not shouted and not SPEAKER_FOLLOWS.match(text, b) else ""
    uttered = inner[:1].isupper() and inner.endswith((",", ".", "!", "?", "…"))
    told = uttered and (a == line or SAID.search(text, max(line, a - 20), a) or SPEAKER_FOLLOWS.match(text, b))
    return "" if told else SCARE


def _quotes(text: str, start: int, end: int, after: int) -> list[Quote]:
    """What the marks of a line mean, the outermost only, in order; after: start of the next line, or -1."""
    found, left, latest = _pair(text, start, end)
    if left and after >= 0:  # a quote goes on in the next paragraph, if that opens with a mark
        (last, family), mark = max(left), MARK.match(text, after)
        opens = mark and mark.lastgroup == "opens" and FAMILY.get(mark[0], "double")
        if opens == family and latest[family] == last:
            left.remove((last, family))
            found.append((last, end + 1, ""))
    found += [(at, at, UNCLOSED) for at, family in left if family != "single" or text[at] == "‘"]
    outer, reached = list[Quote](), start
    for at, stop, why in sorted(found):
        if at >= reached:
            reached = stop
            outer.append((at, stop, why or ("" if stop > end else _unspoken(text, start, at, stop))))
    if left:  # an unclosed quote casts doubt on all up to the next mark
        stops = [at for at, _, _ in outer[1:]] + [end]
        outer = [(a, b if why == UNCLOSED else c, why) for (a, c, why), b in zip(outer, stops, strict=False)]
    return outer


class Quotes(NamedTuple):
    """The outermost quotes in order, places in bytes; why: of REASONS, 0 where they are speech; all (quotes,)."""

    start: Places
    end: Places
    why: NDArray[np.uint8]


# What a mark is to the pairing of a line: opens; closes; the one or the other; nothing; it is for _pair to say.
_OPENS, _CLOSES, _EITHER, _NOTHING, _HARD = range(5)
_ROLES = {"opens": _OPENS, "closes": _CLOSES, "either": _EITHER, "perhaps": _HARD, "ends": _HARD}
_LONGEST_TITLE = 150
_MOST = 9  # marks of a gap that are looked at one by one; a line with more is a hard one
_Mark = tuple[int, int, int]  # start and end in bytes from the gap's start, role


def _marks(gap: str) -> list[_Mark]:
    """The marks of a gap, seen between two words of small letters, in its lines."""
    if not any(mark in gap for mark in QUOTATION_MARKS):
        return []
    found, text, start, seen, size = list[_Mark](), f"x{gap}x", 0, 1, 0
    for line in text.split("\n"):
        for n, m in enumerate(islice(MARK.finditer(text, start, start + len(line.rstrip())), _MOST)):
            a = size + len(text[seen : m.start()].encode())
            seen, size = m.end(), a + len(m[0].encode())
            found.append((a, size, _role(m) if "x" in line and n < _MOST - 1 else _HARD))
        start += len(line) + 1
    return found


def _role(m: re.Match[str]) -> int:
    family = FAMILY.get(m[0], "double")
    if family == "single" and m.lastgroup != "opens":
        return _NOTHING  # it closes only what a single mark opened
    return _ROLES[m.lastgroup or ""] if family == "double" else _HARD


def find_quotes(page: TextBatch) -> Quotes:
    """The quotes in the lines that are not headline, deck or crosshead."""
    start, end, role, line = _found(page)
    hard = np.zeros(len(page.lines.start), bool)
    hard[line[role == _HARD]] = True
    kept = ~hard[line] & (role != _NOTHING)
    start, end, role, line = start[kept], end[kept], role[kept], line[kept]
    count = np.bincount(line, minlength=len(hard))
    second = (np.arange(len(line)) - np.searchsorted(line, line)) % 2 == 1
    hard[line[role == np.where(second, _OPENS, _CLOSES)]] = True
    hard |= count % 2 == 1
    easy = ~hard[line]
    a, b, line = start[easy & ~second], end[easy & second], line[easy & second]
    more = _settle(page, np.flatnonzero(hard))
    starts = np.append(a, more.start)
    order = np.argsort(starts, kind="stable")
    why = np.append(_why(page, a, b, line), more.why)
    return Quotes(starts[order], np.append(b, more.end)[order], why[order])


def _found(page: TextBatch) -> tuple[Places, Places, Places, NDArray[np.int64]]:
    """Start, end, role and line of every mark that could count."""
    gaps, lines, data = page.gaps, page.lines, page.words.data
    marks = [_marks(gap) for gap in gaps.distinct]
    size = np.array([len(found) for found in marks], np.int32)
    table = np.array([mark for found in marks for mark in found], np.int32).reshape(-1, 3)
    at = np.flatnonzero(size[gaps.id])
    count = size[gaps.id[at]]
    at = np.repeat(at, count)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count)
    a, b, role = table[(np.cumsum(size) - size)[gaps.id[at]] + nth].T
    before = data[np.maximum(gaps.start[at] - 1, 0)]
    # A digit makes inches of a mark; what the stand-in of a word cannot show, its last letter may.
    odd = (a == 0) & ((before >= 0x80) | ((before >= ord("0")) & (before <= ord("9"))))
    role = np.where(odd & (role != _NOTHING), _HARD, role)
    line = np.searchsorted(lines.start, gaps.start[at] + a, "right") - 1
    told = ~lines.shown[line]
    return gaps.start[at][told] + a[told], gaps.start[at][told] + b[told], role[told], line[told]


def _why(page: TextBatch, start: Places, end: Places, line: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Why each pair of marks holds no speech: what its first words do not rule out is read."""
    why, scan = np.zeros(len(start), np.uint8), page.words
    a, b, first = scan.characters(start), scan.characters(end), scan.characters(page.lines.start)[line]
    at = np.flatnonzero((b - a <= _LONGEST_TITLE) & ~_plainly_told(page, start, end))
    for i, c, x, y in zip(at.tolist(), first[at].tolist(), a[at].tolist(), b[at].tolist(), strict=True):
        why[i] = REASONS.index(_unspoken(page.text, c, x, y))
    return why


def _plainly_told(page: TextBatch, start: Places, end: Places) -> NDArray[np.bool_]:
    """Whether three words parted by blanks begin a quote, one of them in small letters as no title has them."""
    scan = page.words
    first = np.searchsorted(scan.start, start)
    enough = first + 2 < np.searchsorted(scan.start, end)
    told = np.zeros(len(start), bool)
    at = first[enough]
    small = np.append(page.vocabulary.is_in(list(WORD_LISTS["small"])).to_numpy(), True)
    lower = [
        (c >= ord("a")) & (c <= ord("z")) & ~small[page.word_ids[at + i]]
        for i in range(3)
        for c in [scan.data[scan.start[at + i]]]
    ]
    parted = [
        (scan.start[at + i] - scan.end[at + i - 1] == 1) & (scan.data[scan.end[at + i - 1]] == ord(" ")) for i in (1, 2)
    ]
    told[enough] = parted[0] & parted[1] & (lower[0] | lower[1] | lower[2])
    return told


def _settle(page: TextBatch, hard: NDArray[np.int64]) -> Quotes:
    """The same for lines that are paired mark by mark."""
    lines, places = page.lines, page.words.characters
    follows = np.append((lines.text[1:] == lines.text[:-1]) & ~lines.shown[1:], False)
    after = np.where(follows, np.append(places(lines.start)[1:], 0), -1)
    columns = [places(lines.start[hard]), places(lines.end[hard]), after[hard]]
    found = [q for line in zip(*(c.tolist() for c in columns), strict=True) for q in _quotes(page.text, *line)]
    start, end = (np.array([q[i] for q in found], np.int32) for i in (0, 1))
    why = np.array([REASONS.index(q[2]) for q in found], np.uint8)
    return Quotes(page.words.bytes(start), page.words.bytes(end), why)
