"""Writes the files of a bundle: a private one as it is, a shared one under disclosure control."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis import measures
from analysis._utils.content_hiding import hides_content
from analysis._utils.table_notes import settings_of
from analysis._version import __version__
from analysis.annotation.annotations import Annotations
from analysis.annotation.stated_figures import figures
from analysis.annotation.tone_layer import MOST_SEGMENTS
from analysis.bundles.article_sources import formats_of
from analysis.bundles.bundle_tables import ENCODED, all_scores, bundle_tables, settings_entries
from analysis.bundles.disclosure.data_card import data_card
from analysis.bundles.disclosure.empty_columns import shareable_attributions
from analysis.bundles.disclosure.given_names import Listed, listed_actors, write_actors
from analysis.bundles.disclosure.places import is_in
from analysis.bundles.disclosure.protection import protect
from analysis.bundles.disclosure.revealing_voices import hidden_places
from analysis.bundles.disclosure.shareable_facts import shareable_fact_terms, shareable_statements
from analysis.bundles.disclosure.shareable_figures import shareable_figures
from analysis.bundles.disclosure.shareable_origins import SETTINGS, with_origins
from analysis.bundles.disclosure.small_voices import long_words
from analysis.bundles.disclosure.word_pairs import shareable_pairs, words_of_names
from analysis.bundles.disclosure.word_runs import found_in, plain, runs
from analysis.corpus.events import shareable_events
from analysis.io.bundle_format import DATA_CARD, FURNITURE, TEXTS, table_file, write_record, write_tables
from analysis.io.files import sha256_of
from analysis.language.dictionaries.dictionary import Dictionary, read_dictionary
from analysis.language.entities.actor_list import FILE as ACTORS
from analysis.measures.reporting_verbs import verb_counts
from analysis.measures.spellings import spellings_in

# Columns of the articles that the data card counts.
_COUNTED = ("event", "outlet", "published", "published_given", "n_tokens")
ATTRIBUTIONS = "A bundle holds attributions without their order, their words, their form, their cues and their sources."
VERBS = "A bundle counts no cue verbs of voices that have only a few sentences in an article."
PAIRS = (
    "A bundle holds pairs that occur three times or more, in two articles or more of an outlet, and of pairs that "
    "share a word only those that do not chain to runs of three words."
)


def write_private_bundle(notes: Annotations, folder: Path, dictionary: str = "") -> None:
    """Write the tables as they are, with the texts and the actors; scores of the encoder are made when asked for.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    folder : Path
        Empty folder.
    dictionary : str
        File of frames, as in `framing`.
    """
    corpus = notes.corpus
    assert corpus.texts is not None and corpus.display is not None
    # The bundle holds the text, so the encoder can score it later: these scores are slow to compute.
    scores = all_scores(notes, dictionary, without_runs=False, without=ENCODED)
    pairs, attributions = measures.collocations(notes, top=0), measures.attributions(notes)
    texts = [(a, corpus.texts[a], list(corpus.display[a])) for a in corpus.articles["article_id"]]
    tables = bundle_tables(notes, scores) | {
        "articles": corpus.articles,
        TEXTS: pd.DataFrame(texts, columns=["article_id", "text", "display"]),
        "attributions": attributions,
        "collocations": pairs.sort_values(["outlet", "collocation"], ignore_index=True),
        "spellings": (spelt := measures.spellings(notes)),
    }
    if corpus.furniture is not None:
        tables[FURNITURE] = corpus.furniture
    entries = settings_entries(
        notes, scores | {"collocations": pairs, "attributions": attributions, "spellings": spelt}
    )
    if corpus.notes:
        entries["notes"] = list(corpus.notes)
    if corpus.event_columns is not None:
        entries["events"] = corpus.event_columns.to_dict("records")
    if len(corpus.groups):
        entries["groups"] = corpus.groups.to_dict("records")
    if corpus.actors:
        (folder / ACTORS).write_bytes(corpus.actors.read_bytes())
    write_tables(tables, folder)
    write_record(folder, corpus.name, entries)


def write_shared_bundle(notes: Annotations, folder: Path, dictionary: str = "") -> None:
    """Write the tables that can be given to others, with a data card.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    folder : Path
        Empty folder.
    dictionary : str
        File of frames, as in `framing`.

    Raises
    ------
    WrongUse
        If the name of an actor, a side or a frame is a passage of a text.
    """
    corpus = notes.corpus
    assert corpus.texts is not None
    prose = plain(corpus.texts.values())
    actors = listed_actors(corpus.actors, prose) if corpus.actors else None
    scores = all_scores(notes, dictionary, without_runs=True)
    entries = settings_entries(notes, scores)
    tables, book = bundle_tables(notes, scores), read_dictionary(dictionary)
    hidden = hidden_places(notes, tables["scores"], book)
    own = _measure_tables(notes, hidden, book)
    protected = with_origins(protect(tables | own.tables, notes, book, hidden, actors), notes, hidden)
    entries["measures"] |= own.settings | SETTINGS
    entries |= protected.entries
    entries["remarks"] |= own.remarks
    if corpus.event_columns is not None:
        entries["events"] = shareable_events(corpus.event_columns)
    if formats := formats_of(corpus):
        entries["formats"] = formats
    name = "corpus" if found_in(runs(corpus.name), prose) else corpus.name
    left_out = {"pairs": own.pairs_left_out, "corpus": int(name != corpus.name)}
    entries["protection"]["counts"] |= {key: number for key, number in left_out.items() if number}
    if actors:
        _write_actors(actors, folder, entries["measures"])
    write_tables(protected.tables, folder)
    write_shared_record(folder, name, entries)


def write_shared_record(folder: Path, corpus: str, entries: Mapping[str, Any]) -> None:
    """Write the data card and bundle.json, which make a folder of tables a shared bundle.

    Parameters
    ----------
    folder : Path
        Holds the tables.
    corpus : str
        Name of the corpus.
    entries : mapping
        Entries of bundle.json, see `analysis.io.bundle_format.Record`.
    """
    articles = pd.read_parquet(table_file(folder, "articles"), columns=list(_COUNTED))
    (folder / DATA_CARD).write_text(data_card(corpus, __version__, entries, articles), "utf-8")
    write_record(folder, corpus, entries)


@hides_content
class _MeasureTables(NamedTuple):
    """Tables of measures that are not scores, as they can be published.

    tables: by measure. settings: measure -> what it was made with. remarks: measure -> what is not held of it.
    pairs_left_out: frequent pairs of words that would chain with others.
    """

    tables: dict[str, pd.DataFrame]
    settings: dict[str, Any]
    remarks: dict[str, str]
    pairs_left_out: int


def _measure_tables(notes: Annotations, hidden: pd.DataFrame, book: Dictionary) -> _MeasureTables:
    attributions, all_verbs = measures.attributions(notes), measures.reporting_verb_counts(notes)
    in_hidden = is_in(notes.segments, hidden)[attributions["segment"]]
    verbs = verb_counts(notes, attributions[~in_hidden])
    pairs, pairs_left_out = shareable_pairs(notes, hidden, words_of_names(notes, book))
    spelt = spellings_in(notes, ~is_in(notes.segments, hidden))
    remarks = {"attributions": ATTRIBUTIONS, "collocations": PAIRS}
    facts = _facts(notes, hidden)
    if verbs["times"].sum() < all_verbs["times"].sum():
        remarks["reporting_verb_counts"] = VERBS
    return _MeasureTables(
        {
            "attributions": shareable_attributions(attributions),
            "reporting_verb_counts": verbs,
            "collocations": pairs,
            "spellings": spelt[~long_words(spelt["item"])].reset_index(drop=True),
            **facts,
        },
        {
            "collocations": {"window": 1, "min_count": 3, "with_function_words": False},
            "attributions": settings_of(attributions),
            "reporting_verb_counts": settings_of(all_verbs),
            "spellings": {},
            **{name: {} for name in facts},
        },
        remarks,
        pairs_left_out,
    )


def _facts(notes: Annotations, hidden: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of facts and figures, if there are facts; in large corpora they are not looked for."""
    if len(notes.segments) > MOST_SEGMENTS:
        return {}
    told = measures.statements(notes)
    if told.empty:
        return {}
    return {
        "statements": shareable_statements(told),
        "fact_terms": shareable_fact_terms(notes, told, hidden),
        **shareable_figures(notes, figures(notes), hidden),
    }


def _write_actors(listed: Listed, folder: Path, measure_settings: Mapping[str, Any]) -> None:
    """Write the actors that can be published; scores count as made with that file."""
    file = folder / ACTORS
    write_actors(listed.actors, file)
    for settings in measure_settings.values():
        if "actors" in settings:
            settings["actors"] = sha256_of(file)
