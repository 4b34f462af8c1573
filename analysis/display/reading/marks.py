"""Marks in the texts of an event: who speaks, figures, frames, actors, words of one outlet, shared passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.text_places import text_places
from analysis.annotation.words_in_order import WordsInOrder
from analysis.display.html_parts import cut
from analysis.display.speakers import PRONOUNS
from analysis.language.dictionaries.dictionary import Dictionary
from analysis.language.dictionaries.word_parts import split_at_hyphens
from analysis.language.entities.actor_list import Actor, read_actors

LONGEST_SPEAKER = 40  # characters
_NUMBER = re.compile(r" [0-9]+(?=;|$)")
_QUOTED_STOP = re.compile(r"\.[\"”]$")


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


class Marker:
    """Finds the marks of articles; what all of them need is computed once.

    Parameters
    ----------
    notes : Annotations
        With text.
    dictionary : Dictionary
        Of the frames.
    ids : sequence of str
        Articles, in the order of the corpus.
    """

    def __init__(self, notes: Annotations, dictionary: Dictionary, ids: Sequence[str]) -> None:
        self.places = text_places(notes, ids)
        self.words = WordsInOrder.of(notes, self.places)
        self.quoted: defaultdict[str, list[Mark]] = defaultdict(list)
        segments = notes.segments[notes.segments["voice"] == "quoted"]["article_id"]
        for row, article in segments[segments.isin(ids)].items():
            self.quoted[article] += (Mark(*piece, "q") for piece in self.places.spans[row])
        self.said = records_by(notes.attributions.table, "article_id", ["start", "end", "source", "name"])
        self.figures = records_by(notes.figures, "article_id", ["segment", "start", "end"])
        self.mentions = records_by(notes.mentions(_actors(notes)), "article_id", ["segment", "start", "end", "actor"])
        self.frames = records_by(_frame_words(notes, dictionary), "article_id", ["first", "last", "frame"])

    def marks(self, ids: Sequence[str]) -> dict[str, list[Mark]]:
        """Return the marks of each of some articles of one event, by article_id."""
        found = {one: self._of_article(one) for one in ids}
        words = self.words.of_articles(ids)
        for kind, runs in (("c", words.shared()), ("w", words.only_here())):
            for article, start, end in runs:
                found[article].append(Mark(start, end, kind))
        return found

    def _of_article(self, article: str) -> list[Mark]:
        # What is quoted of what somebody says bears a mark of its own.
        said = (Mark(row.start, row.end, "p", speaker(row.source, row.name)) for row in self.said[article])
        figures = (self._in_segment(row, "f") for row in self.figures[article])
        actors = (self._in_segment(row, "a", row.actor) for row in self.mentions[article])
        return [*self.quoted[article], *said, *figures, *actors, *self._of_frames(self.frames[article])]

    def _of_frames(self, matches: Sequence[Any]) -> list[Mark]:
        first, last = (np.array([match[edge] for match in matches], np.int64) for edge in (0, 1))
        start, end = (edges.tolist() for edges in self.places.words(first, last))
        labels = (schema.label(match.frame) for match in matches)
        return [Mark(since, until, "r", label) for since, until, label in zip(start, end, labels, strict=True)]

    def _in_segment(self, row: Any, kind: str, label: str = "") -> Mark:
        """Mark what stands in the text of a segment."""
        start = self.places.in_text(row.segment, row.start)
        return Mark(start, self.places.in_text(row.segment, row.end, ends=True), kind, label)


def records_by(table: pd.DataFrame, key: str, columns: list[str]) -> defaultdict[str, list[Any]]:
    """Return the rows of a table as records of some columns, by the value of a column."""
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for value, record in zip(table[key].tolist(), table[columns].itertuples(index=False, name="Row"), strict=True):
        groups[value].append(record)
    return groups


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
    plain = _QUOTED_STOP.sub("", written.split(", who")[0])
    return cut(plain.strip(' "“”,'), LONGEST_SPEAKER)


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
