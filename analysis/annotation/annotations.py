"""Annotations: a corpus in segments and words, and the layers computed from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import polars as pl

from analysis import schema
from analysis._utils.content_hiding import html_card, one_line_card
from analysis._utils.table_notes import Table, with_settings
from analysis.annotation.actor_discovery import MOST, capitalized_names, chosen_actors
from analysis.annotation.attribution_layer import AttributionTables, attribution_tables
from analysis.annotation.fact_layer import fact_statements, grouped_statements
from analysis.annotation.figure_layer import figure_table
from analysis.annotation.figure_relation_layer import figure_relations
from analysis.annotation.layers import computed, layer, shared_layer
from analysis.annotation.mention_layer import mention_table
from analysis.annotation.shared_articles import shared_articles
from analysis.annotation.text_pass import annotate_texts
from analysis.corpus.corpus import Corpus
from analysis.exceptions import NeedsText, WrongUse, excerpt
from analysis.io.score_copies import exact_copies, with_copies
from analysis.language.dictionaries.dictionary import Dictionary
from analysis.language.dictionaries.matching import find
from analysis.language.embeddings.ppmi_vectors import Vectors, learn
from analysis.language.entities.actor_list import Actor
from analysis.language.text.segmented_words import Words
from analysis.language.text.word_sequence import word_sequence

if TYPE_CHECKING:
    from analysis.annotation.from_bundle import SavedMeasures

NEXT_STEP = "scores = ss.measures.terms(notes), then ss.compare(scores); ss.list_measures() lists all measures"


@dataclass(frozen=True, repr=False)
class Annotations:
    """A corpus cut into segments and words, with the layers computed from it.

    Layers (`words`, `attributions`, `mentions`, `frame_matches`, `figures`, `word_vectors`, ...) are computed on first
    use and kept. They need the text; from a bundle they raise NeedsText.

    Attributes
    ----------
    corpus : Corpus
        Its table of articles holds the numbers of segments and words.
    segments, style : pandas.DataFrame
        Tables of these names in the schema.
    settings : mapping
        Settings of the annotation.
    saved : mapping of str to tuple
        From a bundle: measure -> settings and table.
    segmented_words : Words or None
        Words found in the same pass as the segments; None from a bundle.
    parse : str
        Name of the spaCy pipeline that finds attributions beside the rules; '' for the rules alone.
    layers : dict
        Layers computed so far, by name and arguments.
    """

    corpus: Corpus
    segments: pd.DataFrame
    style: pd.DataFrame
    settings: Mapping[str, Any]
    saved: Mapping[str, tuple[Mapping[str, Any], pd.DataFrame]] = field(default_factory=dict)
    segmented_words: Words | None = None
    parse: str = ""
    layers: dict[tuple[Any, ...], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        """Return a card in one line, without text of articles."""
        return one_line_card("Annotations", self._card())

    def _repr_html_(self) -> str:
        return html_card("Annotations", self._card())

    def _card(self) -> dict[str, str]:
        articles = self.corpus.articles
        return {
            "corpus": excerpt(self.corpus.name),
            "articles": f"{len(articles):,}",
            "outlets": f"{articles['outlet'].nunique():,}",
            "segments": f"{len(self.segments):,}",
            "words": f"{articles['n_tokens'].sum():,}",
            "text": "available" if self.corpus.texts is not None else "not available",
            "measures in the bundle": f"{len(self.saved):,}",
            "layers computed": ", ".join(name for name in computed(self) if hasattr(type(self), name)) or "none",
            "next": NEXT_STEP,
        }

    @property
    def texts(self) -> Mapping[str, str]:
        """The cleaned texts by article_id. Raises NeedsText from a bundle."""
        if self.corpus.texts is None:
            raise NeedsText(self.corpus.how_to_get_text())
        return self.corpus.texts

    def made_from(self) -> tuple[Any, ...]:
        """Return all that layers without arguments are computed from."""
        return self.corpus.texts, self.corpus.articles, self.segments, self.settings, self.parse

    @property
    @layer
    def words(self) -> Words:
        """The words of each segment. Raises NeedsText from a bundle."""
        if self.segmented_words is not None:
            return self.segmented_words
        if self.corpus.texts is None:
            raise NeedsText(self.corpus.how_to_get_text())
        return annotate_texts(self.corpus, bool(self.settings["house_style"]))[2]

    @property
    @shared_layer
    def attributions(self) -> AttributionTables:
        """Who says what in all articles. Raises NeedsText from a bundle."""
        return attribution_tables(self.segments, self.texts, self.parse)

    @property
    def attribution_settings(self) -> dict[str, str]:
        """Settings that change attributions: the spaCy pipeline, if one is used beside the rules."""
        return {"parse": self.parse} if self.parse else {}

    @layer
    def mentions(self, actors: tuple[Actor, ...]) -> pd.DataFrame:
        """Return every place where one of the actors is named; see `mention_table`.

        Raises NeedsText from a bundle.
        """
        return mention_table(self.segments, self.words.texts, actors)

    def proposed_actors(self, most: int = MOST) -> list[Actor]:
        """Return the most widely named actors, sorted by name; see `chosen_actors`.

        Raises NeedsText from a bundle.
        """
        return chosen_actors(self.capitalized_names, most)

    @property
    @layer
    def capitalized_names(self) -> pl.DataFrame:
        """Names of people, places and organizations seen inside sentences. Raises NeedsText from a bundle."""
        return capitalized_names(self.segments, self.words.texts)

    @property
    @layer
    def fact_statements(self) -> pd.DataFrame:
        """Statements of each event, grouped into facts. Raises NeedsText from a bundle that does not hold them."""
        if self.corpus.texts is None and "statements" in self.saved:
            return self.saved["statements"][1]
        return fact_statements(self.grouped_statements, self.figure_relations, self.segments, self.words)

    @property
    @layer
    def grouped_statements(self) -> pd.DataFrame:
        """Statements of each event, grouped by what they say all in all. Raises NeedsText from a bundle."""
        return grouped_statements(self.corpus.articles, self.segments, self.texts)

    @layer
    def frame_matches(self, dictionary: Dictionary) -> pl.DataFrame:
        """Return every match of a pattern of a dictionary.

        Columns: text (row of segments), frame, pattern, start and length (words). Raises NeedsText from a bundle.
        """
        return find(self.words.tokens, self.words.counted, dictionary.frames)

    @property
    @layer
    def figures(self) -> pd.DataFrame:
        """The figures of all segments; see `figure_table`. Raises NeedsText from a bundle."""
        return figure_table(self.segments, self.words.texts)

    @property
    @layer
    def figure_relations(self) -> pd.DataFrame:
        """How the figures of the articles of each event relate. Raises NeedsText from a bundle that lacks them."""
        if self.corpus.texts is None and "figure_pairs" in self.saved:
            return self.saved["figure_pairs"][1]
        return figure_relations(
            self.corpus.articles,
            self.segments,
            self.texts,
            self.words.texts,
            self.figures,
            self.attributions.table,
            self.grouped_statements,
        )

    @property
    @layer
    def word_vectors(self) -> Vectors:
        """Word vectors learnt from all articles. Raises NeedsText from a bundle."""
        return learn(word_sequence(self.words))

    def scores(
        self,
        measure: str,
        settings: Mapping[str, Any],
        make: Callable[[], pd.DataFrame],
        *,
        kind: str = "scores",
        needs_text: bool = True,
        of_shared_text: bool = False,
        items: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """Return the saved table of a measure if it was made with these settings, else compute it from the text.

        Parameters
        ----------
        measure : str
        settings : mapping
            Settings that change the table.
        make : callable
            Computes the table.
        kind : str
            Name of the table in the schema.
        needs_text : bool
            Whether the table is computed from the text, not from other tables of a bundle.
        of_shared_text : bool
            Whether it says how much text articles share, so that each of them counts in a comparison.
        items : collection of str, optional
            Items that are needed, besides the totals: no others are read from a bundle.

        Returns
        -------
        pandas.DataFrame
            Its settings are in ``attrs["settings"]``. Without rows where a bundle does not hold the measure;
            ``attrs["note"]`` says how to get it.

        Raises
        ------
        NeedsText
            If a bundle holds the measure made with other settings.
        """
        saved_settings, table = self._saved(measure, items) if measure in self.saved else ({}, None)
        if table is not None and saved_settings == settings:
            return self._with_copies(with_settings(table, settings), of_shared_text)
        if self.corpus.texts is not None or not needs_text:
            return self._with_copies(with_settings(schema.check(make(), kind), settings), of_shared_text)
        if table is None:
            return schema.empty(
                kind,
                f"The bundle contains no scores of '{measure}'. Whoever has the articles can make a bundle with them, "
                "by samestory share.",
            )
        raise NeedsText(
            f"The bundle contains {measure} made with {json.dumps(saved_settings)}, but the settings are "
            f"{json.dumps(settings)}. " + self.corpus.how_to_get_text()
        )

    def said_of_scores(self, measure: str) -> pd.DataFrame:
        """Return a table without rows, with the note on the scores of a measure in a bundle and what it withholds."""
        return cast("SavedMeasures", self.saved).without_rows(measure) if self.saved else schema.empty("scores")

    def _saved(self, measure: str, items: Collection[str] | None) -> tuple[Mapping[str, Any], pd.DataFrame]:
        return self.saved[measure] if items is None else cast("SavedMeasures", self.saved).of_items(measure, items)

    def _with_copies(self, table: Table, of_shared_text: bool) -> Table:
        return table if of_shared_text else with_copies(
            table, _copies(self), shared_articles(self)
        )  # fmt: skip


@layer
def _copies(notes: Annotations) -> list[str]:
    """List the exact copies among the articles."""
    return exact_copies(notes.corpus.articles)


def check_annotations(notes: object) -> None:
    """Check that a value is annotations, not the corpus or the path of one.

    Parameters
    ----------
    notes : object

    Raises
    ------
    WrongUse
    """
    if not isinstance(notes, Annotations):
        raise WrongUse(f"Invalid `notes`: {excerpt(notes)}. Expected annotations, as `annotate(corpus)` returns them.")
