"""Marks in the texts of an event: who speaks, figures, frames, actors, words of one outlet, shared passages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.text_places import TextPlaces, text_places
from analysis.display.html_parts import cut
from analysis.display.speakers import PRONOUNS
from analysis.language.dictionaries.dictionary import Dictionary
from analysis.language.dictionaries.word_parts import split_at_hyphens
from analysis.language.entities.actor_list import Actor, read_actors
from analysis.language.text.stems import stems
from analysis.language.text.style_words import CONTENT, style_kinds
from analysis.language.text.tokens import function_words

SHARED_WORDS = 7  # words in a row that another article has too
OFTEN = 2  # times that a word is used which no other outlet uses
LONGEST_SPEAKER = 40  # characters
_NUMBER = re.compile(r" [0-9]+(?=;|$)")

Numbers = NDArray[np.int64]


@hides_content
class Mark(NamedTuple):
    """A marked part of a text.

    Attributes
    ----------
    start, end : int
        Characters of the cleaned text.
    kind : str
        Class of the style sheet: q (quoted), p (in other words), f (figure), r (frame), w (word that no other outlet
        uses), a (actor), c (passage that another article has too).
    label : str
        Who says it, or which frame it is; '' where nothing is to be said.
    """

    start: int
    end: int
    kind: str
    label: str = ""


Marks = dict[str, list[Mark]]  # by article_id


class Marker:
    """Finds the marks of the articles of one event after the other.

    Parameters
    ----------
    notes : Annotations
        With text.
    dictionary : Dictionary
        Of the frames.
    """

    def __init__(self, notes: Annotations, dictionary: Dictionary) -> None:
        self.notes = notes
        self.article = notes.segments["article_id"].to_numpy(object)
        self.outlet = dict(zip(notes.corpus.articles["article_id"], notes.corpus.articles["outlet"], strict=True))
        self.said = _by_article(notes.attributions.table)
        self.figures = _by_article(notes.figures)
        self.mentions = _by_article(notes.mentions(_actors(notes)))
        self.frames = _by_article(_frame_words(notes, dictionary))
        counted = pl.Series(notes.words.counted, dtype=pl.String)
        self.stem = pd.factorize(stems(counted).to_numpy())[0]
        self.content = (~counted.is_in(list(function_words())) & (style_kinds(counted) == CONTENT)).to_numpy()

    def marks(self, ids: Sequence[str]) -> Marks:
        """Return the marks of each of some articles of one event, in the order of the corpus."""
        places = text_places(self.notes, ids)
        found: Marks = {one: [] for one in ids}
        for segment, pieces in places.spans.items():
            if self.notes.segments["voice"].iat[segment] == "quoted":
                found[self.article[segment]] += [Mark(*piece, "q") for piece in pieces]
        for one in ids:
            found[one] += map(_speech, _rows(self.said, one))
            found[one] += (_in_segment(places, row, "f") for row in _rows(self.figures, one))
            found[one] += (_in_segment(places, row, "a", row.actor) for row in _rows(self.mentions, one))
            found[one] += _of_frames(places, self.frames.get(one))
        words = _Words.of(self, places)
        for article, mark in [*words.shared(), *words.only_here()]:
            found[article].append(mark)
        return found


def _by_article(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return dict(iter(table.groupby("article_id", sort=False)))


def _rows(tables: Mapping[str, pd.DataFrame], article: str) -> Iterator[Any]:
    return tables[article].itertuples(index=False) if article in tables else iter(())


def _actors(notes: Annotations) -> tuple[Actor, ...]:
    """Return the actors that the researcher lists, or the most widely named ones."""
    listed = notes.corpus.actors
    return read_actors(listed).entries if listed else tuple(notes.proposed_actors())


def _frame_words(notes: Annotations, dictionary: Dictionary) -> pd.DataFrame:
    """Return the first and the last word of each match of a frame, as places in the tokens."""
    matches, tokens = notes.frame_matches(dictionary), notes.words.tokens
    parts = split_at_hyphens(tokens, notes.words.counted)
    first = matches["start"].to_numpy().astype(np.int64)
    return pd.DataFrame({
        "article_id": notes.segments["article_id"].array.take(matches["text"].to_numpy()),
        "first": parts.word(first),
        "last": parts.word(first + matches["length"].to_numpy() - 1),
        "frame": matches["frame"].to_list(),
    })  # fmt: skip


def _of_frames(places: TextPlaces, matches: pd.DataFrame | None) -> list[Mark]:
    if matches is None:
        return []
    start, end = places.words(matches["first"].to_numpy(), matches["last"].to_numpy())
    labels = map(schema.label, matches["frame"])
    return [Mark(since, until, "r", label) for since, until, label in zip(start, end, labels, strict=True)]


def _in_segment(places: TextPlaces, row: Any, kind: str, label: str = "") -> Mark:
    """Mark what stands in the text of a segment."""
    start = places.in_text(row.segment, row.start)
    return Mark(start, places.in_text(row.segment, row.end, ends=True), kind, label)


def _speech(row: Any) -> Mark:
    """Mark what somebody is said to say; what is quoted of it bears a mark of its own."""
    return Mark(row.start, row.end, "p", speaker(row.source, row.name))


def speaker(source: object, name: object) -> str:
    """Name a source as it is written; a pronoun is replaced by the name that it stands for.

    Examples
    --------
    >>> speaker("the mayor", "mayor 1"), speaker("she", "okoye"), speaker(None, None)
    ('the mayor', 'Okoye', '')
    """
    written, known = (value if isinstance(value, str) else "" for value in (source, name))
    if written.lower() in ("", *PRONOUNS):
        written = _NUMBER.sub("", known).title()
    return cut(written.strip(' "“”,.'), LONGEST_SPEAKER)


@hides_content
class _Words(NamedTuple):
    """The words of some articles, as they are counted, in the order of the text; all of shape (n_words,)."""

    ids: NDArray[np.object_]  # of the articles
    article: Numbers  # place among them
    outlet: Numbers
    start: Numbers
    end: Numbers
    word: Numbers  # number of the stem
    content: NDArray[np.bool_]  # whether it is a word of content that is counted

    @classmethod
    def of(cls, marker: Marker, places: TextPlaces) -> _Words:
        """Put the words into the order of the texts."""
        words = marker.notes.words
        article, ids = pd.factorize(marker.article[words.tokens.text[places.token]])
        outlet = pd.factorize(np.array([marker.outlet[one] for one in ids], object))[0]
        order = np.lexsort((places.start, article))
        token = places.token[order]
        number = words.tokens.word[token]
        return cls(
            ids,
            article[order],
            outlet[article[order]],
            places.start[order],
            places.end[order],
            marker.stem[number],
            marker.content[number] & ~words.uncounted[token],
        )

    def _mark(self, first: int, last: int, kind: str) -> tuple[str, Mark]:
        return self.ids[self.article[first]], Mark(int(self.start[first]), int(self.end[last]), kind)

    def shared(self) -> Iterator[tuple[str, Mark]]:
        """Yield the passages of at least seven words that another article has too."""
        if len(self.word) < SHARED_WORDS:
            return
        runs, last = sliding_window_view(self.word, SHARED_WORDS), SHARED_WORDS - 1
        inside = self.article[:-last] == self.article[last:]
        run = np.unique(runs[inside], axis=0, return_inverse=True)[1].ravel()
        in_articles = pd.Series(self.article[:-last][inside]).groupby(run).transform("nunique").to_numpy()
        first = np.flatnonzero(inside)[in_articles > 1]
        covered = np.zeros(len(self.word) + 1, bool)
        covered[(first[:, None] + np.arange(SHARED_WORDS)).ravel()] = True
        begins = np.append(True, np.diff(self.article) != 0)
        edges = np.flatnonzero(np.diff(covered.astype(np.int8), prepend=0) | (covered & np.append(begins, True)))
        for start, end in zip(edges.tolist(), [*edges[1:].tolist(), len(self.word)], strict=False):
            if covered[start]:
                yield self._mark(start, end - 1, "c")

    def only_here(self) -> Iterator[tuple[str, Mark]]:
        """Yield the words that one outlet uses at least twice and no other outlet of the event uses."""
        outlets: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for word, outlet in zip(self.word.tolist(), self.outlet.tolist(), strict=True):
            outlets[word][outlet] += 1
        alone = [word for word, used in outlets.items() if len(used) == 1 and used.total() >= OFTEN]
        several = len(np.unique(self.outlet)) > 1
        for place in np.flatnonzero(np.isin(self.word, alone) & self.content & several).tolist():
            yield self._mark(place, place, "w")


def marked_pieces(size: int, marks: Iterable[Mark], edges: Iterable[int] = ()) -> list[tuple[int, int, list[Mark]]]:
    """Cut a text wherever a mark starts or ends, so that marks may overlap in any way.

    Parameters
    ----------
    size : int
        Characters of the text.
    marks : iterable of Mark
    edges : iterable of int
        Further places to cut.

    Returns
    -------
    list of (int, int, list of Mark)
        Start and end of each piece, and the marks that cover it; all pieces together are the text.

    Examples
    --------
    >>> [piece[:2] for piece in marked_pieces(9, [Mark(1, 5, "q"), Mark(3, 7, "f")])]
    [(0, 1), (1, 3), (3, 5), (5, 7), (7, 9)]
    """
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= size]
    starting: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in inside:
        starting[mark.start].append(mark)
    cuts = {0, size, *(edge for edge in edges if 0 < edge < size)}
    cuts |= {place for mark in inside for place in (mark.start, mark.end)}
    pieces, active = [], list[Mark]()
    for start, end in pairwise(sorted(cuts)):
        active = [mark for mark in active if mark.end > start] + starting[start]
        pieces.append((start, end, active))
    return pieces
