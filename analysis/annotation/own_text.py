"""The words that articles narrate themselves, and which runs of them other articles have, too."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations
from analysis.annotation.layers import layer
from analysis.language.reuse.runs import LENGTH, HeldRuns, held_runs, runs_of_words

# A sentence of narration in which they occur is most often speech whose quotation marks are missing.
FIRST_PERSON = (
    *("i", "i'm", "i've", "i'll", "i'd", "me", "my", "mine", "myself"),
    *("we", "we're", "we've", "we'll", "we'd", "us", "our", "ours", "ourselves"),
)

OPENING = "“"
_MARKS = re.compile("[“”]")

Numbers = NDArray[np.int64]


@hides_content
class OwnText(NamedTuple):
    """The words of articles outside headlines and speech.

    Attributes
    ----------
    token : array of int64, shape (n_words,)
        Place of each word in `notes.words.tokens`, increasing.
    begins : array of int64, shape (n_articles + 1,)
        Where the words of each article begin among these.
    held : HeldRuns
        Which runs of them which articles of an event hold; its places are those among these words.
    """

    token: Numbers
    begins: Numbers
    held: HeldRuns

    @property
    def is_shared(self) -> NDArray[np.bool_]:
        """Whether each word is in a run that another article of the event has, too."""
        return self.in_runs(self.held.place)

    def in_runs(self, place: Numbers) -> NDArray[np.bool_]:
        """Whether each word is in one of some runs; place: of their first words."""
        covered = np.zeros(len(self.token) + 1, np.int64)
        np.add.at(covered, place, 1)
        np.add.at(covered, place + LENGTH, -1)
        return np.cumsum(covered[:-1]) > 0


@layer
def own_text(notes: Annotations) -> OwnText:
    """Find the words that each article narrates itself, and the runs that others of its event have.

    Words stand as they are counted. Not counted are headlines, quotations, also where one mark stands in another
    paragraph, sentences of narration in the first person, and runs that an article of the event has in quotation marks.

    Parameters
    ----------
    notes : Annotations

    Raises
    ------
    NeedsText
        From a bundle.
    """
    words, articles = notes.words, notes.corpus.articles
    word = pl.Series(words.counted, dtype=pl.String).rank("dense").to_numpy().astype(np.int64)[words.tokens.word]
    article = pd.Index(articles["article_id"]).get_indexer(notes.segments["article_id"])[words.tokens.text]
    voice = notes.segments["voice"].to_numpy()
    spoken = np.isin(np.array(words.counted, object), FIRST_PERSON)[words.tokens.word]
    narrated = voice == "narration"
    narrated[words.tokens.text[spoken]] = False
    narrated &= ~_between_marks(notes)
    event = pd.factorize(articles["event"])[0]
    token, quoted = (np.flatnonzero(kind[words.tokens.text]) for kind in (narrated, voice == "quoted"))
    runs = runs_of_words(word[token], article[token], event)
    in_quotes = runs_of_words(word[quoted], article[quoted], event)
    held = held_runs(runs, len(articles), np.unique(in_quotes.key))
    return OwnText(token, np.searchsorted(article[token], np.arange(len(articles) + 1)), held)


def _between_marks(notes: Annotations) -> NDArray[np.bool_]:
    """Whether a segment begins or ends behind an opening mark that a later paragraph closes.

    Where each sentence is a paragraph of its own, most sentences of a quotation have no mark.
    """
    start, end = (notes.segments[edge].to_numpy() for edge in ("start", "end"))
    between = np.zeros(len(start), bool)
    for article, rows in notes.segments.groupby("article_id", sort=False).indices.items():
        marks = [(mark.start(), mark.group() == OPENING) for mark in _MARKS.finditer(notes.texts[str(article)])]
        place = np.array([at for at, _ in marks], np.int64)
        opened = np.array([False, *(opens for _, opens in marks)])
        for edge in (start, end):
            between[rows] |= opened[np.searchsorted(place, edge[rows])]
    return between
