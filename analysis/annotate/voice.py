"""Who says what: attributions with source, cue and content, by rules over the words and marks of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from analysis.annotate.clauses import Clause, clauses
from analysis.annotate.cues import Cue, letters

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

    Each may be empty. quotes: the parts of content in quotation marks; entry: the line of a cue verb in cues.csv;
    negated: "did not say"."""

    sentence: int
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotes: tuple[Span, ...]
    entry: Cue | None
    negated: bool


TOKEN = re.compile(r"\s*(?:[^\W_]+(?:[.'’‐‑-](?!s\b)[^\W_]+)*\.?|['’]s?\b|[^\w\s]|_)")
LONGEST = 400  # tokens; what is longer is a list or a table, and no sentence
QUOTE = re.compile(
    r"""“[^”]*”?|"[^"]*"?|«[^»]*»?|„[^“”]*[“”]?|(?:''|``)(?:(?!'').)*(?:'')?|(?<!\w)[‘'](?:[^’']|['’](?=\w))*['’]?"""
)
# A quote that began in the sentence before.
LAST = re.compile(r"""[^”"»]*?\w[^”"»]*?(?:[”"»]|''|['’](?!\w))""")


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


def _broken(text: str, start: int, end: int) -> list[Span]:
    """The quotes between the first and the last mark of a sentence."""
    last = None if QUOTE.match(text, start, end) else LAST.match(text, start, end)
    spans = [last.span()] if last else []
    return [*spans, *(m.span() for m in QUOTE.finditer(text, last.end() if last else start, end))] or [(start, end)]


def attributions(text: str, segments: Iterable[Row]) -> list[Attribution]:
    """Every attribution of a text, in order; its segments as schema.py has them."""
    found: list[Attribution] = []
    spoke, paragraph = -2, -2  # the sentence and the paragraph in which somebody spoke last
    waiting = 0  # quotes before this sentence that open its paragraph: their speaker may come after them
    for sentence in sentences(text, segments):
        tokens, line = read(text, sentence)
        here = clauses(tokens, line) if len(line) < LONGEST else []
        if not here and not sentence.quotes:
            continue
        ends = list(accumulate(map(len, tokens), initial=sentence.start))
        # The full stop is the sentence's, not the speaker's.
        ends[-1] -= line[-1] != "Q" and tokens[-1].endswith(".")
        placed = [_placed(sentence, tokens, ends, clause) for clause in here]
        same, follows = sentence.paragraph == paragraph, sentence.number == spoke + 1
        if waiting and same and follows and line[0] == "Q" and placed and placed[0].content[:1] < placed[0].cue:
            found[-waiting:] = [one._replace(source=placed[0].source) for one in found[-waiting:]]
        waiting = waiting + 1 if line == "Q" and (waiting or not same) else 0
        if left := _left(line, here):
            quotes = tuple([_place(tokens, ends, k, k + 1) for k in left])
            speaker = placed or (found[-1:] if same or (follows and line == "Q") else [])
            source = speaker[-1].source if speaker else ()
            placed.append(Attribution(sentence.number, source, (), quotes, quotes, None, False))
        found += placed
        spoke, paragraph = sentence.number, sentence.paragraph
    return found


def read(text: str, sentence: Sentence) -> tuple[list[str], str]:
    """The tokens of a sentence, each with the space before it, and their letters; a quote is one token."""
    tokens: list[str] = []
    line, at = "", sentence.start
    for a, b in sentence.quotes:
        before = TOKEN.findall(text, at, a)
        at += sum(map(len, before))
        tokens += [*before, text[at:b]]
        line += letters(before) + "Q"
        at = b
    after = TOKEN.findall(text, at, sentence.end)
    return tokens + after, line + letters(after)


def _place(tokens: list[str], ends: list[int], a: int, b: int) -> Span:
    """Tokens as a span of the text, without the space before."""
    return ends[a] + len(tokens[a]) - len(tokens[a].lstrip()), ends[b]


def _placed(sentence: Sentence, tokens: list[str], ends: list[int], clause: Clause) -> Attribution:
    """A clause with its offsets into the text."""
    source = (_place(tokens, ends, *clause.source),) if clause.source else ()
    content = tuple([_place(tokens, ends, a, b) for a, b in clause.content])
    cue = (_place(tokens, ends, *clause.cue),)
    quotes = tuple([(x, y) for x, y in sentence.quotes if any(a <= x and y <= b for a, b in content)])
    return Attribution(sentence.number, source, cue, content, quotes, clause.entry, clause.negated)


def _left(line: str, found: list[Clause]) -> list[int]:
    """The quotes that no cue introduces."""
    if "Q" not in line:
        return []
    taken = [span for one in found for span in one.content]
    return [k for k, letter in enumerate(line) if letter == "Q" and not any(a <= k < b for a, b in taken)]
