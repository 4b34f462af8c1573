"""Who says what in a corpus: attributions with their sources, as measures count them.

An attribution counts here where something is said or found: not what somebody believes or wants, not what somebody
did not say, and not an act such as "criticised the plan" without a word of it in quotes."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis.annotate import parse
from analysis.annotate import sources as who
from analysis.annotate.attributions import Attribution
from analysis.annotate.pipeline import reader
from analysis.annotate.reading import Span
from analysis.annotate.run import BATCH, Annotations
from analysis.annotate.scan import join_lines, scan
from analysis.annotate.voice import attributions_of
from analysis.corpus.parts import parts
from analysis.errors import NeedsText

NOT_GIVEN = "not_given"


def found_with(notes: Annotations) -> dict[str, str]:
    """What attributions are made with beside the rules; nothing where the rules alone find them."""
    return {"parse": notes.parse} if notes.parse else {}


class Attributed(NamedTuple):
    """Attributions; sources where they first speak (segment, kind, number); words in indirect speech (segment, x)."""

    quotes: pd.DataFrame
    first: pd.DataFrame
    indirect: pd.DataFrame


def attributed(notes: Annotations) -> Attributed:
    """Who says what in all articles, found once.

    Raises: NeedsText from a bundle."""

    def make() -> Attributed:
        # The rules make no cyclic garbage; spaCy may.
        with nullcontext() if notes.parse else _uncollected():
            return _attributed(notes)

    return notes.once("attributions", make)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Do not look for cyclic garbage, which takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _attributed(notes: Annotations) -> Attributed:
    if notes.corpus.texts is None:
        raise NeedsText(notes.corpus.how_to_get_text())
    rows, contents = list[tuple](), list[str]()
    first, indirect = list[tuple[int, str, int]](), list[tuple[int, str]]()
    for article_id, offset, segments, text, found in _read(notes, notes.corpus.texts):
        at = _places(segments, offset)
        phrases = [_cut(text, one.source) for one in found]
        people = who.sources(phrases)
        told = [row for row in zip(found, phrases, people, strict=True) if _said(row[0])]
        rows += [(article_id, one.sentence, at[one.sentence], *_row(text, one, by, them)) for one, by, them in told]
        contents += [_cut(text, one.content) for one, *_ in told]
        indirect += [(at[number], part) for number, part in _reported(text, [one for one, *_ in told])]
        new = {s.name: (at[one.sentence], s.kind, s.number) for one, _, them in reversed(told) for s in them if s.name}
        first += new.values()
    columns = [*zip(*rows, strict=True), _count(contents)] if rows else [[]] * len(schema.columns("quotes"))
    table = pd.DataFrame(dict(zip(schema.columns("quotes"), columns, strict=True)))
    reported = pd.DataFrame({"segment": [at for at, _ in indirect], "x": _count([part for _, part in indirect])})
    return Attributed(
        table.astype({c.name: c.dtype for c in schema.TABLES["quotes"]}),
        pd.DataFrame(first, columns=["segment", "kind", "number"]),
        reported.groupby("segment", as_index=False)["x"].sum(),
    )


def _read(notes: Annotations, texts: Mapping[str, str]) -> Iterator[tuple[str, int, list, str, list[Attribution]]]:
    """Each article as _articles has it, its text and its attributions; read some megabytes at a time."""
    articles = list(_articles(notes))
    find = partial(parse.attributions_of, read=reader(notes.parse)) if notes.parse else attributions_of
    for part in parts(np.array([len(texts[article_id]) for article_id, *_ in articles], int), BATCH):
        some = [texts[article_id] for article_id, *_ in articles[part]]
        found = find(some, (segments for *_, segments in articles[part]))
        for one, text, made in zip(articles[part], some, found, strict=True):
            yield *one, text, made


def _places(segments: list, offset: int) -> dict[int, int]:
    """The segment in which each sentence is told: not the quoted one, where there is another."""
    at = {row[1]: i for i, row in enumerate(segments, offset)}
    at.update([(row[1], i) for i, row in enumerate(segments, offset) if row[2] != "quoted"])
    return at


def _articles(notes: Annotations) -> Iterator[tuple[str, int, list]]:
    """Each article, the number of its first segment, and its segments as attributions take them."""
    columns = notes.segments[["paragraph", "sentence", "voice", "start", "end"]]
    rows = list(zip(*(columns[name].tolist() for name in columns), strict=True))
    article = notes.segments["article_id"].to_numpy()
    ends = [*(np.flatnonzero(article[1:] != article[:-1]) + 1), len(rows)] if rows else []
    for start, end in zip([0, *ends], ends, strict=False):
        yield str(article[start]), int(start), rows[start:end]


def _said(one: Attribution) -> bool:
    """Whether an attribution tells what is said or found."""
    if not one.content or one.negated:
        return False
    if one.entry is None or one.quotes:
        return True
    return one.entry.kind in ("speech", "finding") and (one.entry.takes != "object" or one.content < one.cue)


def _row(text: str, one: Attribution, by: str, them: list[who.Source]) -> tuple:
    cue, stance = (one.entry.cue, one.entry.stance) if one.entry else (_cut(text, one.cue).lower(), "")
    quoted = one.quotes and sum([b - a for a, b in one.quotes]) * 2 > sum([b - a for a, b in one.content])
    form, start, end = "direct" if quoted else "indirect", one.content[0][0], one.content[-1][1]
    if len(them) == 1:
        name, kind, number = them[0].name, them[0].kind, them[0].number
    else:
        name, number = "; ".join([s.name for s in them if s.name]), sum([s.number for s in them])
        kind = them[0].kind if them else NOT_GIVEN
    return by, name, kind, number, cue, stance, form, start, end


def _cut(text: str, spans: tuple[Span, ...]) -> str:
    if len(spans) == 1:
        return text[spans[0][0] : spans[0][1]]
    return " ".join([text[a:b] for a, b in spans])


def _reported(text: str, told: list[Attribution]) -> Iterator[tuple[int, str]]:
    """What is said outside quotation marks, each stretch of text once: the sentence it stands in, and the text."""
    reached = 0
    for number, a, b in sorted([(one.sentence, *span) for one in told for span in _outside(one)]):
        if b > reached:
            yield number, text[max(a, reached) : b]
            reached = b


def _outside(one: Attribution) -> Iterable[Span]:
    """The parts of what is said that stand outside quotation marks."""
    if not one.quotes:
        return one.content
    parts = list[Span]()
    for a, b in one.content:
        inside = [span for span in one.quotes if a <= span[0] and span[1] <= b]
        edges = [a, *(edge for span in inside for edge in span), b]
        parts += zip(edges[::2], edges[1::2], strict=True)
    return parts


def _count(texts: list[str]) -> NDArray[np.int64]:
    """How many words each text has."""
    data, first = join_lines(pl.Series(texts, dtype=pl.String))
    return np.diff(np.searchsorted(scan(data).start, first))
