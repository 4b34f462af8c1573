"""The sentences in which something was counted, a bounded number of them for each outlet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import one_line
from analysis.annotation.annotations import Annotations
from analysis.annotation.frame_layer import frames_by_segment
from analysis.display.explorer.views import View
from analysis.display.html_parts import cut
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.text.word_sequence import word_sequence
from analysis.measures.spellings import spellings
from analysis.schema import ALL

EACH = 3  # sentences of each item and outlet
MOST_CHARACTERS = 600_000  # of all sentences
LONGEST = 300  # characters of one
_OF_ATTRIBUTIONS = {"source_types": "kind", "reporting_verbs": "stance", "indirect_speech": "form"}


@hides_content
class Evidence(NamedTuple):
    """Sentences, and what was counted in each.

    Attributes
    ----------
    sentences : DataFrame
        article_id, voice, text; in the order of the corpus.
    found : dict of str to list of list of str
        Measure -> for each sentence, the items that were counted in it.
    missing : str
        Why there are no sentences, or ''.
    """

    sentences: pd.DataFrame
    found: dict[str, list[list[str]]]
    missing: str = ""


def no_evidence(reason: str) -> Evidence:
    """Return no sentences, and why."""
    return Evidence(pd.DataFrame(columns=["article_id", "voice", "text"]), {}, reason)


def evidence(
    notes: Annotations,
    views: Sequence[View],
    items: Mapping[str, Sequence[str]],
    *,
    attributions: pd.DataFrame | None = None,
    tone: pd.DataFrame | None = None,
    dictionary: str = "",
    groups: pd.Series | None = None,
) -> Evidence:
    """Choose sentences for each item and outlet of some views.

    Parameters
    ----------
    notes : Annotations
    views : sequence of View
    items : mapping of str to sequence of str
        Measure -> the items that are shown.
    attributions : DataFrame, optional
        From `ss.measures.attributions`; by default those of `notes`.
    tone : DataFrame, optional
        From `ss.measures.tone_sentences`; by default there are no sentences of tone.
    dictionary : str
        File of frames, as for `ss.measures.framing`.
    groups : Series, optional
        Outlet -> group, where groups are compared.

    Returns
    -------
    Evidence
        Up to three sentences of each item and outlet in the voice of a view, of different articles first, at most
        600,000 characters in all: the rarest come first. Without sentences from a bundle.
    """
    if notes.corpus.texts is None:
        return no_evidence(notes.corpus.how_to_get_text())
    found = pd.concat(
        [
            (
                _of_tone(notes, tone) if measure == "valence" else _of_measure(notes, measure, attributions, dictionary)
            ).assign(measure=measure)
            for measure in dict.fromkeys(view.measure for view in views)
        ]
    )
    shown = pd.DataFrame([(measure, item) for measure, of_one in items.items() for item in of_one])
    found = found.merge(shown.set_axis(["measure", "item"], axis=1)).drop_duplicates()
    segments = notes.segments[["article_id", "voice"]].iloc[found["segment"]].reset_index(drop=True)
    found = found.reset_index(drop=True).join(segments)
    voices = pd.DataFrame([(view.measure, view.voice) for view in views], columns=["measure", "of_view"])
    wanted = found.merge(voices)
    wanted = wanted[(wanted["of_view"] == ALL) | (wanted["of_view"] == wanted["voice"])]
    outlets = notes.corpus.articles.set_index("article_id")["outlet"]
    outlets = outlets if groups is None else outlets.map(groups)
    wanted = wanted.assign(outlet=wanted["article_id"].map(outlets)).dropna(subset="outlet")
    texts = notes.words.texts
    chosen = _chosen(wanted, texts.str.len_chars().to_numpy())
    number = {segment: place for place, segment in enumerate(chosen)}
    lists: dict[str, list[list[str]]] = {measure: [[] for _ in chosen] for measure in items}
    kept = found[found["segment"].isin(number)]
    for measure, item, segment in kept[["measure", "item", "segment"]].itertuples(index=False):
        lists[measure][number[segment]].append(item)
    sentences = notes.segments[["article_id", "voice"]].iloc[chosen].reset_index(drop=True)
    written = [cut(one_line(text), LONGEST) for text in texts.gather(chosen).to_list()]
    return Evidence(sentences.assign(text=pd.array(written, dtype="str")), lists)


def _chosen(wanted: pd.DataFrame, sizes: np.ndarray) -> list[int]:
    """Return the rows of the segments that are chosen, in order."""
    keys = ["measure", "item", "outlet", "of_view"]
    cell = wanted.groupby(keys, sort=False).ngroup()
    nth = wanted.groupby([cell, "article_id"]).cumcount()
    ordered = wanted.assign(cell=cell, nth=nth, size=cell.map(cell.value_counts()))
    ordered = ordered.sort_values(["size", "cell", "nth", "segment"], kind="stable")
    cells = [group.tolist() for _, group in ordered.groupby("cell", sort=False)["segment"]]
    chosen: set[int] = set()
    left = MOST_CHARACTERS
    # The first sentence of each cell, then the second; one that is there for another cell counts.
    for most in range(1, EACH + 1):
        for segments in cells:
            new = _next(segments, chosen, most)
            for segment in new:
                left -= min(int(sizes[segment]), LONGEST)
                if left < 0:
                    return sorted(chosen)
                chosen.add(segment)
    return sorted(chosen)


def _next(segments: Sequence[int], chosen: set[int], most: int) -> list[int]:
    """Return the first segment that is not chosen, if fewer than `most` are."""
    if sum(segment in chosen for segment in segments) >= most:
        return []
    return [segment for segment in segments if segment not in chosen][:1]


def _of_measure(notes: Annotations, measure: str, attributions: pd.DataFrame | None, dictionary: str) -> pd.DataFrame:
    """Return the segments in which each item of a measure was counted: item, segment."""
    if measure == "terms":
        return _words(notes)
    if measure == "framing":
        book = read_dictionary(dictionary)
        segment, frame = frames_by_segment(notes.frame_matches(book), book.frames)
        names = np.array([entry.name for entry in book.frames], object)
        return _found(names[np.asarray(frame)], segment)
    column = _OF_ATTRIBUTIONS.get(measure)
    if column is None:
        return _found([], [])
    table = notes.attributions.table if attributions is None else attributions
    found = _found(table[column], table["segment"])
    if measure != "indirect_speech":
        return found
    # What is quoted is a voice of its own.
    voices = _found(notes.segments["voice"], np.arange(len(notes.segments)))
    return pd.concat([voices, found[found["item"] == "indirect"]])


def _of_tone(notes: Annotations, tone: pd.DataFrame | None) -> pd.DataFrame:
    """Return the segments of the sentences of tone."""
    if tone is None or tone.empty:
        return _found([], [])
    keys = ["article_id", "voice", "text"]
    segments = notes.segments[keys[:2]].assign(text=notes.words.texts.to_list(), segment=range(len(notes.segments)))
    listed = segments.drop_duplicates(keys).merge(tone.rename(columns={"segment": "text"})[keys])
    return _found(["valence"] * len(listed), listed["segment"])


def _words(notes: Annotations) -> pd.DataFrame:
    """Return the segments of each word, as it is commonly written."""
    words, known = word_sequence(notes.words), spellings(notes)
    spelt = dict(zip(known["item"], known["spelling"], strict=True))
    names = np.array([spelt.get(word, word) for word in words.vocabulary.to_list()], object)
    content = ~(words.function | words.style)
    return _found(names[words.word[content]], words.segment[content])


def _found(items: Iterable[object], segments: Iterable[object]) -> pd.DataFrame:
    table = pd.DataFrame({"item": pd.array(list(items), dtype="str"), "segment": np.array(list(segments), np.int64)})
    return table.drop_duplicates()
