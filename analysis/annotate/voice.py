"""Who says what: attributions with source, cue and content, by rules over the words and marks of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from analysis.annotate.clauses import Clause, clauses
from analysis.annotate.cues import Cue, Letters

Span = tuple[int, int]
Row = tuple[int, int, str, int, int]  # paragraph, sentence, voice, start and end of a segment


class Sentence(NamedTuple):
    """A sentence and the quotes in it: offsets into the text."""

    paragraph: int
    number: int
    start: int
    end: int
    quotes: tuple[Span, ...]


class Attribution(NamedTuple):
    """Who (source), by which words (cue), says what (content): spans in order, offsets into the text.

    source and cue may be empty. entry: the line of a cue verb in cues.csv; negated: "did not say"."""

    sentence: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    entry: Cue | None
    negated: bool


TOKEN = re.compile(r"\s*(?:[^\W_]+(?:[.'’‐‑-](?!s\b)[^\W_]+)*\.?|['’]s?\b|[^\w\s]|_)")
LETTERS = Letters()
QUOTE = re.compile(
    r"""“[^”]*”?|"[^"]*"?|«[^»]*»?|„[^“”]*[“”]?|(?:''|``)(?:(?!'').)*(?:'')?|(?<!\w)[‘'](?:[^’']|['’](?=\w))*['’]?"""
)
# A quote that began in the sentence before.
LAST = re.compile(r"""[^”"»]*?(?:[”"»]|''|['’](?!\w))""")


def sentences(text: str, segments: Iterable[Row]) -> list[Sentence]:
    """The sentences of a text, put together from its segments (in order)."""
    found = list[Sentence]()
    for paragraph, number, voice, start, end in segments:
        quotes = ((start, end),) if voice == "quoted" else ()
        one = Sentence(paragraph, number, start, end, quotes)
        found.append(_join(text, found.pop(), one) if found and found[-1].number == number else one)
    return found


def _join(text: str, one: Sentence, other: Sentence) -> Sentence:
    """Two segments of a sentence; where they overlap, the quote is a broken one."""
    start, end = min(one.start, other.start), max(one.end, other.end)
    quotes = one.quotes or other.quotes
    if max(one.start, other.start) < min(one.end, other.end):
        quotes = tuple(_broken(text, *quotes[0]))
    return one._replace(start=start, end=end, quotes=quotes)


def _broken(text: str, start: int, end: int) -> Iterable[Span]:
    first = QUOTE.match(text, start, end) or LAST.match(text, start, end)
    if not first:
        return [(start, end)]
    return [first.span(), *(m.span() for m in QUOTE.finditer(text, first.end(), end))]


def attributions(text: str, segments: Iterable[Row]) -> list[Attribution]:
    """Every attribution of a text, in order; its segments as schema.py has them."""
    found = list[Attribution]()
    paragraph, speaker = -2, tuple[Span, ...]()  # where who spoke last may go on
    for sentence in sentences(text, segments):
        tokens, letters = read(text, sentence)
        here = clauses(tokens, letters)
        if not here and not sentence.quotes:
            continue
        ends = list(accumulate(map(len, tokens), initial=sentence.start))
        for clause in here:
            found.append(_placed(text, sentence, tokens, ends, clause))
            paragraph, speaker = sentence.paragraph, found[-1].source
        if left := _left(letters, here):
            follows = sentence.paragraph - paragraph <= (letters == "Q")
            spans = tuple((_start(tokens, ends, k), ends[k + 1]) for k in left)
            found.append(Attribution(sentence.number, speaker if follows else (), (), spans, None, False))
            paragraph = sentence.paragraph if follows else paragraph
    return found


def read(text: str, sentence: Sentence) -> tuple[list[str], str]:
    """The tokens of a sentence, each with the space before it, and their letters; a quote is one token."""
    tokens, letters, at = list[str](), "", sentence.start
    for a, b in sentence.quotes:
        before = TOKEN.findall(text, at, a)
        at += sum(map(len, before))
        tokens += [*before, text[at:b]]
        letters += "".join([LETTERS[token] for token in before]) + "Q"
        at = b
    after = TOKEN.findall(text, at, sentence.end)
    return tokens + after, letters + "".join([LETTERS[token] for token in after])


def _start(tokens: list[str], ends: list[int], k: int) -> int:
    """Where a token begins, without the space before it."""
    return ends[k] + len(tokens[k]) - len(tokens[k].lstrip())


def _placed(text: str, sentence: Sentence, tokens: list[str], ends: list[int], clause: Clause) -> Attribution:
    """A clause with its offsets into the text."""
    source = [clause.source] if clause.source else []

    def place(spans: Iterable[Span]) -> tuple[Span, ...]:
        pairs = [(_start(tokens, ends, a), ends[b]) for a, b in spans]
        # The full stop is the sentence's, not the speaker's.
        return tuple((a, b - (b == sentence.end and text[b - 1] in ".,;:!?")) for a, b in pairs)

    return Attribution(sentence.number, place(source), place([clause.cue]), place(clause.content), *clause[3:])


def _left(letters: str, found: list[Clause]) -> list[int]:
    """The quotes that no cue introduces."""
    taken = [span for one in found for span in one.content]
    return [k for k, letter in enumerate(letters) if letter == "Q" and not any(a <= k < b for a, b in taken)]
