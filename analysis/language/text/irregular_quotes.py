"""The quotes in one line, its marks paired one by one: nested, crossed and unclosed quotes, and those without speech.

quotation_marks.py pairs lines whose marks alternately open and close, and leaves all other lines to this module.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.language.text.abbreviations import QUOTATION_MARKS, WORD_LISTS, word_pattern
from analysis.language.text.sentence_end_patterns import SPEAKER_FOLLOWS

# Why a quotation mark or a quote is no speech; where several apply, the last one in this order does.
REASONS = ("", "scare quote", "stray quote mark", "title", "unclosed quote")
SPEECH, SCARE, STRAY, TITLE, UNCLOSED = REASONS

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
_FAMILIES = dict.fromkeys(("“", "”", "„", '"', "''", "``", "‘‘", "’’"), "double")
_FAMILIES |= dict.fromkeys("«»", "angle") | dict.fromkeys("‘’'", "single")
# Smith said, …; or a new sentence
_SPEAKER_OR_SENTENCE_BEFORE = re.compile(rf"""(?:[.?!…:]["”’'»)\]]*|\b{word_pattern("cue")},?)\s*\Z""")
_DEEPEST = 7  # no news text nests quotes deeper; the limit keeps the search short
_APOSTROPHE_REACH = 40  # characters: beyond it, an apostrophe after s closes no quote that a straight mark opened
LONGEST_TITLE = 150  # characters, with its marks
_MOST_SCARE_WORDS = 2
_SMALL_WORDS = WORD_LISTS["small"]  # that titles do not capitalize
_SPEAKER_REACH = 20  # characters before a quote in which its speaker is looked for


class Quote(NamedTuple):
    """A quote with its marks, or a mark alone; reason: why it is no speech, or ""."""

    start: int
    end: int
    reason: str


class _Opening(NamedTuple):
    """A mark that opens a quote."""

    at: int
    family: str


def family_of(mark: str) -> str:
    """Family of a mark, "double", "single" or "angle": marks of one family open and close each other."""
    return _FAMILIES.get(mark, "double")


class _Pairing:
    """The marks of one line, paired from left to right.

    quotes: pairs, nested ones too, and stray marks. unclosed: marks that nothing closes. latest: place of the last
    mark by family.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.quotes: list[Quote] = []
        self.unclosed: list[_Opening] = []
        self.latest: dict[str, int] = {}
        self._open: list[_Opening] = []
        self._possible_ends: dict[int, int] = {}  # by place of the opening mark: they hold if no surer ones come
        for match in MARK.finditer(text, start, end):
            self._read(match)
        self._settle_open_marks()

    def _read(self, match: re.Match[str]) -> None:
        role, at = match.lastgroup, match.start()
        family = _FAMILIES.get(match[0], "double")
        self.latest[family] = at
        partner = self._partner(family)
        if role == "opens" or (role == "either" and partner is None):
            self._open_quote(_Opening(at, family), partner)
        elif role == "perhaps":
            self._note_possible_end(partner, at, match.end())
        elif partner is not None:
            self.quotes.append(Quote(self._open[partner].at, match.end(), SPEECH))
            del self._open[partner:]
        elif family != "single" and not self.text[at - 1 : at].isdigit():
            self.quotes.append(Quote(at, match.end(), STRAY))

    def _partner(self, family: str) -> int | None:
        """Find the open mark that a mark of a family would close; a single mark closes the innermost or none."""
        number = len(self._open) - 1
        while number >= 0 and self._open[number].family != family:
            number = -1 if family == "single" else number - 1
        return number if number >= 0 else None

    def _is_innermost(self, partner: int | None) -> bool:
        return partner is not None and partner == len(self._open) - 1

    def _open_quote(self, opening: _Opening, partner: int | None) -> None:
        full = len(self._open) > _DEEPEST
        if opening.family == "single" and self._is_innermost(partner):
            self.unclosed.append(self._open.pop())  # no single quote within a single one: the first mark was none
        self._open.append(opening)
        if full:
            self.unclosed.append(self._open.pop(0))

    def _note_possible_end(self, partner: int | None, at: int, end: int) -> None:
        if not self._is_innermost(partner):
            return
        opened = self._open[-1].at
        if self.text[opened] != "'" or at - opened < _APOSTROPHE_REACH:
            self._possible_ends.setdefault(opened, end)

    def _settle_open_marks(self) -> None:
        left, ends = self.unclosed + self._open, self._possible_ends
        if ends:
            self.quotes += [Quote(mark.at, ends[mark.at], SPEECH) for mark in left if mark.at in ends]
            left = [mark for mark in left if mark.at not in ends]
        self.unclosed = left


def quotes_in_line(text: str, start: int, end: int, next_line: int) -> list[Quote]:
    """Find the quotes in a line.

    Parameters
    ----------
    text : str
    start, end : int
        Places of the line in the text.
    next_line : int
        Start of the next line, into which a quote may go on; -1 where there is none.

    Returns
    -------
    list of Quote
        The outermost quotes only, in order. A quote that goes on in the next line ends at `end` + 1.
    """
    pairing = _Pairing(text, start, end)
    quotes, unclosed = pairing.quotes, pairing.unclosed
    continued = _continued(pairing, text, next_line)
    if continued:
        unclosed.remove(continued)
        quotes.append(Quote(continued.at, end + 1, SPEECH))
    doubtful = [mark for mark in unclosed if mark.family != "single" or text[mark.at] == "‘"]
    quotes += [Quote(mark.at, mark.at, UNCLOSED) for mark in doubtful]
    outer = _outermost(text, start, end, quotes)
    return _with_doubt(outer, end) if unclosed else outer


def _continued(pairing: _Pairing, text: str, next_line: int) -> _Opening | None:
    """Find the unclosed mark whose quote goes on in the next line, which then opens with a mark of the same family."""
    if not pairing.unclosed or next_line < 0:
        return None
    last, mark = max(pairing.unclosed), MARK.match(text, next_line)
    reopens = mark is not None and mark.lastgroup == "opens" and family_of(mark[0]) == last.family
    return last if reopens and pairing.latest[last.family] == last.at else None


def _outermost(text: str, start: int, end: int, quotes: list[Quote]) -> list[Quote]:
    """List the quotes in a line that stand in no other, in order, with the reason why they are no speech."""
    outer, reached = list[Quote](), start
    for quote in sorted(quotes):
        if quote.start < reached:
            continue
        reached = quote.end
        decided = quote.reason != SPEECH or quote.end > end
        reason = "" if decided else no_speech_reason(text, start, quote.start, quote.end)
        outer.append(Quote(quote.start, quote.end, reason) if reason else quote)
    return outer


def _with_doubt(quotes: list[Quote], end: int) -> list[Quote]:
    """Extend each unclosed quote up to the next mark, or to the end of the line."""
    next_starts = [quote.start for quote in quotes[1:]] + [end]
    return [
        quote._replace(end=next_start) if quote.reason == UNCLOSED else quote
        for quote, next_start in zip(quotes, next_starts, strict=False)
    ]


def no_speech_reason(text: str, line_start: int, start: int, end: int) -> str:
    """Say why a quote is no speech: it is a title, or one or two words that nobody utters.

    Parameters
    ----------
    text : str
    line_start : int
        Start of the line.
    start, end : int
        Places of the quote, with its marks.

    Returns
    -------
    str
        TITLE, SCARE, or "" for speech.
    """
    if end - start > LONGEST_TITLE:
        return SPEECH
    inner = text[start:end].strip(QUOTATION_MARKS + " \xa0")
    words = inner.split()
    if len(words) > _MOST_SCARE_WORDS:
        return TITLE if _is_title(inner, words) and not SPEAKER_FOLLOWS.match(text, end) else SPEECH
    return SPEECH if _is_uttered(text, line_start, start, end, inner) else SCARE


def _is_title(inner: str, words: list[str]) -> bool:
    if not inner[0].isupper() or inner[-1] in "!?" or inner.isupper():
        return False
    return all(not word[0].islower() or word in _SMALL_WORDS for word in words)


def _is_uttered(text: str, line_start: int, start: int, end: int, inner: str) -> bool:
    """Whether a quote of a word or two is speech: a sentence with a speaker, or at the start of a line or sentence."""
    if not (inner[:1].isupper() and inner.endswith((",", ".", "!", "?", "…"))):
        return False
    before = _SPEAKER_OR_SENTENCE_BEFORE.search(text, max(line_start, start - _SPEAKER_REACH), start)
    return start == line_start or before is not None or SPEAKER_FOLLOWS.match(text, end) is not None
