"""Who says what in a corpus: attributions with their sources, as measures count them.

An attribution counts here where something is said or found: not what somebody believes or wants, not what somebody
did not say, and not an act such as "criticised the plan" without a word of it in quotes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.text_pass import BATCH
from analysis.exceptions import NeedsText
from analysis.language.attribution.attributions import Attributions, Spans
from analysis.language.attribution.parsing import find_attributions as parse
from analysis.language.attribution.parsing.spacy_pipeline import reader
from analysis.language.attribution.rules.find_attributions import find
from analysis.language.attribution.rules.sentences import Rows
from analysis.language.attribution.sources.tables import described, first_spoken, people_of
from analysis.language.text.utf8 import join_lines
from analysis.language.text.word_boundaries import find_words


def found_with(notes: Annotations) -> dict[str, str]:
    """What attributions are made with beside the rules; nothing where the rules alone find them."""
    return {"parse": notes.parse} if notes.parse else {}


@hides_content
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
    """Do not look for cyclic garbage, which takes a tenth of the time."""
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
    found = [_told(part) for part in _read(notes, notes.corpus.texts)]
    return Attributed(*(pd.concat(tables, ignore_index=True) for tables in zip(*found, strict=True)))


@hides_content
class Part(NamedTuple):
    """Some articles: their ids and texts, who says what in them, and the segment in which each attribution stands."""

    ids: list[str]
    texts: list[str]
    found: Attributions
    segment: NDArray[np.int64]


def _read(notes: Annotations, texts: Mapping[str, str]) -> Iterator[Part]:
    """All articles, some megabytes at a time."""
    article = notes.segments["article_id"].to_numpy()
    starts = np.flatnonzero(np.append(True, article[1:] != article[:-1])[: len(article)])
    ids, ends = [str(one) for one in article[starts]], [*starts.tolist(), len(article)]
    first, place = _places(notes.segments, starts)
    rows = _rows(notes.segments, starts)
    for part in parts(np.array([len(texts[one]) for one in ids], int), BATCH):
        some = [texts[one] for one in ids[part]]
        here = rows.some(slice(ends[part.start], ends[part.stop]))
        found = _find(notes, some, here._replace(text=here.text - part.start))
        yield Part(ids[part], some, found, place[first[part][found.text] + found.sentence])


def _rows(segments: pd.DataFrame, starts: NDArray[np.int64]) -> Rows:
    """Segments as attributions take them; starts: first segment of each article."""
    text = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(segments))))
    paragraph, sentence, start, end = (
        segments[name].to_numpy(np.int64) for name in ("paragraph", "sentence", "start", "end")
    )
    return Rows(text, paragraph, sentence, (segments["voice"] == "quoted").to_numpy(bool), start, end)


def _find(notes: Annotations, texts: list[str], rows: Rows) -> Attributions:
    """The attributions of some texts by their segments."""
    return parse.find(texts, rows, reader(notes.parse)) if notes.parse else find(texts, rows)


def _places(segments: pd.DataFrame, starts: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The segment in which each sentence is told: not the quoted one, where there is another.

    starts: first segment of each article. Returns: the place of sentence 0 of each article, and the segment at each
    place."""
    if not len(starts):
        return starts, starts
    sentence, number = segments["sentence"].to_numpy(), np.arange(len(segments))
    size = np.maximum.reduceat(sentence, starts) + 1
    first = np.cumsum(size) - size
    at = np.repeat(first, np.diff(np.append(starts, len(segments)))) + sentence
    every, told = np.full((2, size.sum()), -1)
    np.maximum.at(every, at, number)
    unquoted = (segments["voice"] != "quoted").to_numpy()
    np.maximum.at(told, at[unquoted], number[unquoted])
    return first, np.where(told < 0, every, told)


def _told(part: Part) -> Attributed:
    """What is said in some articles, and by whom."""
    ids, texts, found, segment = part
    phrases, said = _cut(texts, found.text, found.source), _said(found)
    told, at = found.chosen(said), segment[said]
    of, people = people_of(phrases, np.searchsorted(found.text, np.arange(len(ids) + 1)).tolist(), said)
    each, together = described(of, people, len(at))
    table = together.assign(
        article_id=pd.array(ids, dtype="str").take(told.text),
        sentence=told.sentence,
        segment=at,
        source=pd.array([*compress(phrases, said.tolist())], dtype="str"),
        **_how(told, texts),
    )
    first = first_spoken(each.assign(of=of, text=told.text[of], segment=at[of]))
    return Attributed(table[schema.columns("attributions")], first, _reported(told, table, texts))


def _said(found: Attributions) -> NDArray[np.bool_]:
    """Whether each attribution tells what is said or found."""
    n = len(found.text)
    content, cue = found.content.first(n), found.cue.first(n)
    some, quoted = np.diff(content) > 0, np.diff(found.quotes.first(n)) > 0
    # Words of no cue verb always tell; the last entry stands for them.
    tells = np.array([*(one.kind in ("speech", "finding") for one in found.entries), True])
    before = np.array([*(one.takes == "object" for one in found.entries), False])
    early = np.zeros(n, bool)
    both = np.flatnonzero(some & (np.diff(cue) > 0))
    early[both] = found.content.start[content[both]] < found.cue.start[cue[both]]
    return some & ~found.negated & (quoted | (tells[found.entry] & (early | ~before[found.entry])))


def _how(told: Attributions, texts: list[str]) -> dict[str, Any]:
    """By which cue something is said, in which form, where, and in how many words."""
    n, content, without = len(told.text), told.content, told.chosen(told.entry < 0)
    first, entry = content.first(n), told.entry.copy()
    # Behind the entries stand the words of those without one.
    entry[entry < 0] = len(told.entries) + np.arange(len(without.text))
    cues = [*(one.cue for one in told.entries), *map(str.lower, _cut(texts, without.text, without.cue))]
    stances = [*(one.stance for one in told.entries), *([""] * len(without.text))]
    direct = told.quotes.size(n) * 2 > content.size(n)
    return {
        "cue": pd.array(cues, dtype="str").take(entry),
        "stance": pd.array(stances, dtype="str").take(entry),
        "form": pd.array(["indirect", "direct"], dtype="str").take(direct.astype(int)),
        "start": content.start[first[:-1]],
        "end": content.end[first[1:] - 1],
        "words": _count(_cut(texts, told.text, content)),
    }


def _reported(told: Attributions, table: pd.DataFrame, texts: list[str]) -> pd.DataFrame:
    """Words of what is said outside quotation marks; table: of quotes."""
    of, start, end = _once(told)
    # Most stretches are all that is said, whose words are counted already.
    whole = (np.diff(told.content.first(len(told.text))) == 1)[of]
    whole &= (start == table["start"].to_numpy()[of]) & (end == table["end"].to_numpy()[of])
    words = np.where(whole, table["words"].to_numpy()[of], 0)
    rest = np.flatnonzero(~whole & (start < end))
    words[rest] = _count(_cut(texts, told.text[of[rest]], Spans(np.arange(len(rest)), start[rest], end[rest])))
    reported = pd.DataFrame({"segment": table["segment"].to_numpy()[of], "x": words})
    return reported.groupby("segment", as_index=False)["x"].sum()


def _once(told: Attributions) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """What is said outside quotation marks, each stretch of a text once, in order of sentences: the number of its
    attribution, start and end."""
    of, start, end = _outside(told)
    sentence = told.text[of] * (told.sentence.max(initial=0) + 1) + told.sentence[of]
    order = np.lexsort((end, sentence * (start.max(initial=0) + 1) + start))
    of, start, end = of[order], start[order], end[order]
    # How far the text was reached before; below 0 at its first stretch, since each text is moved behind the last.
    moved = told.text[of] * (end.max(initial=0) + 1)
    reached = np.append(0, np.maximum.accumulate(end + moved))[:-1] - moved
    new = end > np.maximum(reached, 0)
    return of[new], np.maximum(start, reached)[new], end[new]


def _outside(told: Attributions) -> Spans:
    """The parts of what is said that stand outside quotation marks."""
    (of, start, end), quotes = told.content, told.quotes
    # The last stretch of the same attribution that starts no later than the quote.
    far = max(start.max(initial=0), quotes.start.max(initial=0)) + 1
    holds = np.searchsorted(of * far + start, quotes.of * far + quotes.start, "right") - 1
    inside = (holds >= 0) & (of[holds] == quotes.of) & (quotes.end <= end[holds])
    holds, number = holds[inside], np.arange(len(of))
    after = np.argsort(np.append(number, holds), kind="stable")
    before = np.argsort(np.append(holds, number), kind="stable")
    return Spans(
        np.append(of, of[holds])[after],
        np.append(start, quotes.end[inside])[after],
        np.append(quotes.start[inside], end)[before],
    )


def _cut(texts: list[str], text: NDArray[np.int64], spans: Spans) -> list[str]:
    """The words of the spans of each attribution; text: the number of its text."""
    places = zip(text[spans.of].tolist(), spans.start.tolist(), spans.end.tolist(), strict=True)
    pieces = [texts[number][a:b] for number, a, b in places]
    first = spans.first(len(text))
    count = np.diff(first)
    whole = np.full(len(text), "", object)
    whole[count == 1] = np.array(pieces, object)[first[:-1][count == 1]]
    for i in np.flatnonzero(count > 1).tolist():
        whole[i] = " ".join(pieces[first[i] : first[i + 1]])
    return whole.tolist()


def _count(texts: list[str]) -> NDArray[np.int64]:
    """How many words each text has."""
    data, first = join_lines(pl.Series(texts, dtype=pl.String))
    return np.diff(np.searchsorted(find_words(data).start, first))
