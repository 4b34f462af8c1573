"""Who says what: attributions with source, cue and content, by rules over the words and marks of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.annotate.attributions import Attribution
from analysis.annotate.clauses import Clause, clauses
from analysis.annotate.reading import Reading, Row, Sentence, Span, read, sentences

LONGEST = 400  # tokens; what is longer is a list or a table, and no sentence
TELLS = re.compile("[VGZAYQ:]")  # without one of these letters nobody speaks


def attributions(text: str, segments: Iterable[Row]) -> list[Attribution]:
    """Every attribution of a text, in order; its segments as schema.py has them."""
    return attributions_of([text], [segments])[0]


def attributions_of(texts: Sequence[str], segments: Iterable[Iterable[Row]]) -> list[list[Attribution]]:
    """The attributions of each of several texts, whose words are read all at once."""
    told = [sentences(text, rows) for text, rows in zip(texts, segments, strict=True)]
    reading = read(texts, told)
    stream = Stream(reading.tokens.tolist(), reading.start.tolist(), reading.end.tolist())
    spans = iter(pairwise(reading.first))
    return [_attributed(reading, stream, zip(some, spans, strict=False)) for some in told]


class Stream(NamedTuple):
    """Tokens, and the offsets at which they start and end."""

    tokens: list[str]
    start: list[int]
    end: list[int]


def _attributed(reading: Reading, stream: Stream, told: Iterable[tuple[Sentence, Span]]) -> list[Attribution]:
    """The attributions of a text; told: its sentences, and from which to which token of the reading each goes."""
    found: list[Attribution] = []
    every, start, end = stream
    spoke, paragraph = -2, -2  # the sentence and the paragraph in which somebody spoke last
    waiting = 0  # quotes before this sentence that open its paragraph: their speaker may come after them
    for sentence, (a, b) in told:
        letters = reading.letters[a:b]
        if not TELLS.search(letters):
            continue
        tokens = every[a:b]
        here = clauses(tokens, letters) if b - a < LONGEST else []
        if not here and not sentence.quotes:
            continue
        # The full stop is the sentence's, not the speaker's.
        end[b - 1] -= letters[-1] != "Q" and tokens[-1].endswith(".")
        placed = [_placed(sentence, stream, a, clause) for clause in here]
        same, follows = sentence.paragraph == paragraph, sentence.number == spoke + 1
        if waiting and same and follows and letters[0] == "Q" and placed and placed[0].content[:1] < placed[0].cue:
            found[-waiting:] = [one._replace(source=placed[0].source) for one in found[-waiting:]]
        waiting = waiting + 1 if letters == "Q" and (waiting or not same) else 0
        if "Q" in letters and (left := _left(letters, here)):
            quotes = tuple([(start[a + k], end[a + k]) for k in left])
            speaker = placed or (found[-1:] if same or (follows and letters == "Q") else [])
            source = speaker[-1].source if speaker else ()
            placed.append(Attribution(sentence.number, source, (), quotes, quotes, None, False))
        found += placed
        spoke, paragraph = sentence.number, sentence.paragraph
    return found


def _placed(sentence: Sentence, stream: Stream, at: int, clause: Clause) -> Attribution:
    """A clause with its offsets into the text; at: the first token of its sentence."""
    _, start, end = stream
    source, (first, last), spans, entry, negated = clause
    who = ((start[at + source[0]], end[at + source[1] - 1]),) if source else ()
    content = tuple([(start[at + a], end[at + b - 1]) for a, b in spans])
    quotes = quotes_in(sentence, content) if sentence.quotes else ()
    return Attribution(
        sentence.number, who, ((start[at + first], end[at + last - 1]),), content, quotes, entry, negated
    )


def quotes_in(sentence: Sentence, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The quotes of a sentence that stand in content."""
    return tuple([(x, y) for x, y in sentence.quotes if any(a <= x and y <= b for a, b in content)])


def _left(letters: str, found: list[Clause]) -> list[int]:
    """The quotes that no cue introduces."""
    taken = [span for one in found for span in one.content]
    return [k for k, letter in enumerate(letters) if letter == "Q" and not any(a <= k < b for a, b in taken)]
