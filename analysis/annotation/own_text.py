"""The words that articles narrate themselves, and which runs of them other articles have, too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.batching import parts
from analysis._utils.content_hiding import hides_content
from analysis._utils.ragged import row_sizes, row_starts
from analysis.annotation.layers import layer
from analysis.annotation.text_pass import BATCH
from analysis.language.reuse.runs import LENGTH, HeldRuns, held_runs, runs_of_words

if TYPE_CHECKING:
    from analysis.annotation.annotations import Annotations

# A sentence of narration in which they occur is most often speech whose quotation marks are missing.
FIRST_PERSON = (
    *("i", "i'm", "i've", "i'll", "i'd", "me", "my", "mine", "myself"),
    *("we", "we're", "we've", "we'll", "we'd", "us", "our", "ours", "ourselves"),
)

OPENING, CLOSING = "“", "”"

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
    tokens, articles = notes.words.tokens, notes.corpus.articles
    counted = pl.Series(notes.words.counted, dtype=pl.String)
    number = counted.rank("dense").to_numpy().astype(np.int64)
    article = pd.Index(articles["article_id"]).get_indexer(notes.segments["article_id"])
    voice = notes.segments["voice"].to_numpy()
    narrated = voice == "narration"
    narrated[tokens.text[counted.is_in(FIRST_PERSON).to_numpy()[tokens.word]]] = False
    narrated &= ~_between_marks(notes)
    event = pd.factorize(articles["event"])[0]
    token, quoted = (np.flatnonzero(kind[tokens.text]) for kind in (narrated, voice == "quoted"))
    of_token = article[tokens.text[token]]
    runs = runs_of_words(number[tokens.word[token]], of_token, event)
    in_quotes = runs_of_words(number[tokens.word[quoted]], article[tokens.text[quoted]], event)
    held = held_runs(runs, len(articles), in_quotes.key)
    return OwnText(token, np.searchsorted(of_token, np.arange(len(articles) + 1)), held)


def _between_marks(notes: Annotations) -> NDArray[np.bool_]:
    """Whether a segment begins or ends behind an opening mark that a later paragraph closes.

    Where each sentence is a paragraph of its own, most sentences of a quotation have no mark.
    """
    article, ids = pd.factorize(notes.segments["article_id"])
    texts = [notes.texts[one] for one in ids]
    begins = row_starts(row_sizes(texts))
    place, opens = _marks(texts)
    between = np.zeros(len(article), bool)
    for edge in ("start", "end"):
        before = np.searchsorted(place, begins[article] + notes.segments[edge].to_numpy()) - 1
        between |= opens[before] & (place[before] >= begins[article])
    return between


def _marks(texts: Sequence[str]) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return where quotation marks stand in texts one behind the other, after a first place of none, and which open."""
    places, opens, before = [np.array([-1])], [np.array([False])], 0
    for part in parts(row_sizes(texts), BATCH):
        character = np.frombuffer("".join(texts[part]).encode("utf-32-le", "surrogatepass"), np.uint32)
        place = np.flatnonzero((character == ord(OPENING)) | (character == ord(CLOSING)))
        places.append(place + before)
        opens.append(character[place] == ord(OPENING))
        before += len(character)
    return np.concatenate(places), np.concatenate(opens)
