"""Who gets to speak, and how is it put?

An attribution counts here where something is said or found: not what somebody believes or wants, not what somebody
did not say, and not an act such as "criticised the plan" without a word of it in quotes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl

from analysis import schema
from analysis.annotate import parse
from analysis.annotate import sources as who
from analysis.annotate.lexicon import Frame, find
from analysis.annotate.pipeline import reader
from analysis.annotate.run import Annotations
from analysis.annotate.tokens import tokenize
from analysis.annotate.voice import Attribution, Span, attributions
from analysis.annotate.wordlists import read_lexicon
from analysis.errors import NeedsText
from analysis.measures.collect import collect

NOT_GIVEN = "not_given"
KINDS = (*who.KINDS, NOT_GIVEN)
STANCES = ("neutral", "asserting", "doubting", "conceding")


def voices(notes: Annotations) -> pd.DataFrame:
    """Words in each voice (headline, narration, quoted) over all words.

    Returns: scores, item the voice, x its words, n all words; compare them over all voices."""
    return notes.scores("voices", {}, lambda: _voices(notes))


def indirect(notes: Annotations) -> pd.DataFrame:
    """Words in each voice over all words, where what the outlet reports without quoting it is a voice of its own.

    Returns: scores, item quoted, indirect, narration (the rest of it) or headline; compare them over all voices."""
    return notes.scores("indirect", _settings(notes), lambda: _indirect(notes))


def sources(notes: Annotations) -> pd.DataFrame:
    """Attributions to each kind of source over all attributions.

    Returns: scores, item the kind; compare them over all voices."""
    return notes.scores("sources", _settings(notes), lambda: _shares(notes, "sources", "kind", KINDS))


def independent(notes: Annotations) -> pd.DataFrame:
    """Different sources an article stands on, each counted where it first speaks, over its words.

    Returns: scores, item the kind, x sources (two officials are two), n words; compare them over all voices."""
    return notes.scores("independent", _settings(notes), lambda: _independent(notes))


def cues(notes: Annotations) -> pd.DataFrame:
    """Cue verbs of each stance over all cue verbs.

    Returns: scores, item neutral, asserting, doubting or conceding; compare them over all voices."""
    return notes.scores("cues", _settings(notes), lambda: _shares(notes, "cues", "stance", STANCES))


def hedges(notes: Annotations) -> pd.DataFrame:
    """Hedges such as reportedly over words.

    Returns: scores, item the hedge, x its occurrences, n words."""
    return notes.scores("hedges", {}, lambda: _hedges(notes))


def quotes(notes: Annotations) -> pd.DataFrame:
    """Every attribution with its source and cue, in order.

    Returns: quotes; from a bundle without the words of the source."""
    return notes.scores("quotes", _settings(notes), lambda: _layer(notes).quotes, kind="quotes")


def _settings(notes: Annotations) -> dict[str, str]:
    """What attributions are made with beside the rules; nothing where the rules alone find them."""
    return {"parse": notes.parse} if notes.parse else {}


class _Layer(NamedTuple):
    """Attributions; sources where they first speak (segment, kind, number); words in indirect speech (segment, x)."""

    quotes: pd.DataFrame
    first: pd.DataFrame
    indirect: pd.DataFrame


def _layer(notes: Annotations) -> _Layer:
    return notes.once("attributions", lambda: _attributed(notes))


def _attributed(notes: Annotations) -> _Layer:
    if notes.corpus.texts is None:
        raise NeedsText(notes.corpus.how_to_get_text())
    rows, contents = list[tuple](), list[str]()
    found_in = partial(parse.attributions, read=reader(notes.parse)) if notes.parse else attributions
    first, indirect = list[tuple[int, str, int]](), list[tuple[int, str]]()
    for article_id, offset, segments in _articles(notes):
        text = notes.corpus.texts[article_id]
        found = found_in(text, segments)
        at = _places(segments, offset)
        people = who.sources(_cut(text, one.source) for one in found)
        told = [(one, them) for one, them in zip(found, people, strict=True) if _said(one)]
        rows += [(article_id, one.sentence, at[one.sentence], *_row(text, one, them)) for one, them in told]
        contents += [_cut(text, one.content) for one, _ in told]
        indirect += [(at[number], part) for number, part in _reported(text, [one for one, _ in told])]
        new = {s.name: (at[one.sentence], s.kind, s.number) for one, them in reversed(told) for s in them if s.name}
        first += new.values()
    table = pd.DataFrame(
        [(*row, n) for row, n in zip(rows, _count(contents), strict=True)], columns=schema.columns("quotes")
    )
    reported = pd.DataFrame({"segment": [at for at, _ in indirect], "x": _count([part for _, part in indirect])})
    return _Layer(
        table.astype({c.name: c.dtype for c in schema.TABLES["quotes"]}),
        pd.DataFrame(first, columns=["segment", "kind", "number"]),
        reported.groupby("segment", as_index=False)["x"].sum(),
    )


def _places(segments: list, offset: int) -> dict[int, int]:
    """The segment in which each sentence is told: not the quoted one, where there is another."""
    order = sorted(enumerate(segments), key=lambda one: one[1][2] != "quoted")
    return {number: offset + i for i, (_, number, *_) in order}


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
    if one.entry is None:
        return True
    act = one.entry.takes == "object" and not one.quotes and one.content > one.cue
    return one.entry.kind in ("speech", "finding") and not act


def _row(text: str, one: Attribution, them: list[who.Source]) -> tuple:
    kind = them[0].kind if them else NOT_GIVEN
    cue, stance = (one.entry.cue, one.entry.stance) if one.entry else (_cut(text, one.cue).lower(), "")
    form = "direct" if sum(b - a for a, b in one.quotes) * 2 > sum(b - a for a, b in one.content) else "indirect"
    name, number = "; ".join(s.name for s in them if s.name), sum(s.number for s in them)
    return _cut(text, one.source), name, kind, number, cue, stance, form, one.content[0][0], one.content[-1][1]


def _cut(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join([text[a:b] for a, b in spans])


def _reported(text: str, told: list[Attribution]) -> Iterator[tuple[int, str]]:
    """What is said outside quotation marks, each stretch of text once: the sentence it stands in, and the text."""
    reached = 0
    for number, a, b in sorted((one.sentence, *span) for one in told for span in _outside(one)):
        if b > reached:
            yield number, text[max(a, reached) : b]
            reached = b


def _outside(one: Attribution) -> Iterator[Span]:
    """The parts of what is said that stand outside quotation marks."""
    for a, b in one.content:
        inside = [span for span in one.quotes if a <= span[0] and span[1] <= b]
        edges = [a, *(edge for span in inside for edge in span), b]
        yield from zip(edges[::2], edges[1::2], strict=True)


def _count(texts: list[str]) -> list[int]:
    return np.bincount(tokenize(pl.Series(texts, dtype=pl.String)).text, minlength=len(texts)).tolist()


def _summed(segment: pd.Series, item: pd.Series, x: pd.Series | float = 1.0) -> pl.DataFrame:
    """One row a segment and item."""
    hits = pd.DataFrame({"segment": segment, "item": item, "x": x}).groupby(["segment", "item"], as_index=False).sum()
    return pl.DataFrame({"segment": hits["segment"].tolist(), "item": hits["item"].tolist(), "x": hits["x"].tolist()},
                        schema={"segment": pl.Int64, "item": pl.String, "x": pl.Float64})  # fmt: skip


def _shares(notes: Annotations, measure: str, column: str, items: tuple[str, ...]) -> pd.DataFrame:
    table = _layer(notes).quotes
    table = table[table[column] != ""]
    n = np.bincount(table["segment"], minlength=len(notes.segments))
    return collect(notes, measure, _summed(table["segment"], table[column]), n, items=items)


def _independent(notes: Annotations) -> pd.DataFrame:
    first = _layer(notes).first
    hits = _summed(first["segment"], first["kind"], first["number"].astype(float))
    return collect(notes, "independent", hits, notes.segments["n_tokens"], items=who.KINDS[:-1])


def _voices(notes: Annotations) -> pd.DataFrame:
    n = notes.segments["n_tokens"].to_numpy()
    hits = pl.DataFrame({"segment": np.arange(len(n)), "item": notes.segments["voice"].to_list(), "x": n})
    return collect(notes, "voices", hits, n, items=["quoted", "narration", "headline"])


def _indirect(notes: Annotations) -> pd.DataFrame:
    n, voice = notes.segments["n_tokens"].to_numpy(), notes.segments["voice"].to_numpy()
    reported = _layer(notes).indirect
    x = np.zeros(len(n))
    x[reported["segment"]] = reported["x"]
    x = np.where(voice == "quoted", 0, np.minimum(x, n))
    segment = pd.Series(np.arange(len(n)))
    hits = pl.concat([_summed(segment, pd.Series(voice), pd.Series(n - x)),
                      _summed(segment, pd.Series("indirect", index=segment.index), pd.Series(x))])  # fmt: skip
    return collect(
        notes, "indirect", hits.filter(pl.col("x") > 0), n, items=["quoted", "indirect", "narration", "headline"]
    )


@cache
def _patterns() -> tuple[Frame, ...]:
    return tuple(Frame(line.replace("*", ""), "", "", "", (line,), ()) for line in read_lexicon("hedges.txt"))


def _hedges(notes: Annotations) -> pd.DataFrame:
    found = (
        find(notes.words.tokens, notes.words.counted, _patterns()).group_by("text", "frame").len().sort("text", "frame")
    )
    hits = found.select(segment="text", item="frame", x=pl.col("len").cast(pl.Float64))
    return collect(notes, "hedges", hits, notes.segments["n_tokens"], items=[frame.name for frame in _patterns()])
