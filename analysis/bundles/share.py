"""A bundle: tables without text, and the check that shows that they give none away."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import measures
from analysis._utils.table_notes import settings_of
from analysis.annotation.annotate import annotate
from analysis.annotation.annotations import Annotations
from analysis.bundles.disclosure.data_card import card
from analysis.bundles.disclosure.given_names import Listed, listed_actors, write_actors
from analysis.bundles.disclosure.leak_check import find_leaks
from analysis.bundles.disclosure.protection import PAIRS, QUOTES, VERBS, attributions, protect, safe_name
from analysis.bundles.disclosure.revealing_voices import hidden_places
from analysis.bundles.disclosure.small_voices import is_in
from analysis.bundles.disclosure.word_pairs import shareable_pairs, words_of_names
from analysis.bundles.disclosure.word_runs import plain
from analysis.corpus.article_tables import bundle_place, existing_path
from analysis.corpus.corpus import Corpus
from analysis.corpus.reading import read_corpus
from analysis.exceptions import FailedWork, NeedsText
from analysis.io.files import sha256_of
from analysis.io.output_kinds import BUNDLE
from analysis.io.outputs import output_folder
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.entities.actor_list import FILE as ACTORS
from analysis.measures.reporting_verbs import verb_counts

FRAMES = ("frame_positions", "frame_pairs")
MORE = ("valence", "indirect_speech", "source_types", "distinct_sources", "reporting_verbs", "hedges", "actor_mentions")
CARD = "README.md"

__all__ = ["describe", "find_leaks", "remarks_of", "share", "share_from", "tables_of", "write_table"]


def share(
    corpus: Corpus,
    out: str | Path,
    *,
    with_text: bool = False,
    force: bool = False,
    parse: str = "",
    dictionary: str = "",
) -> Path:
    """Write a corpus as a bundle: its tables and the scores of every measure, without the text.

    with_text: keep the cleaned texts in it, for private use. force: replace a bundle that is already there. parse:
    the pipeline of spaCy that finds attributions as well, as in annotate. dictionary: the file of frames, as in
    framing.
    The bundle of a corpus folder may lie in it, as CORPUS/bundle. What gives away text is left out or replaced, as the
    README.md in the bundle says.
    Raises: NeedsText from a bundle; WrongUse where out may not be written, or a name is a passage of a text; FailedWork
    where the leak check finds text all the same, or the disk is full."""
    read_dictionary(dictionary)
    inputs = (corpus.source, corpus.actors, dictionary)
    with output_folder(out, BUNDLE, inputs=inputs, allowed_inside=bundle_place(corpus.source), force=force) as output:
        _fill(corpus, output.new, with_text=with_text, parse=parse, dictionary=dictionary)
    return Path(out)


def share_from(
    path: str | Path,
    out: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    force: bool = False,
    dictionary: str = "",
    note: Callable[[str], None] = lambda note: None,
) -> Path:
    """Read a corpus and write it as a bundle without text, see `share`.

    The output is checked and locked before the corpus, which may be large, is read.

    Parameters
    ----------
    path : str or Path
        Of the corpus, and `columns` of its table, as in `read_corpus`.
    out : str or Path
        Folder to write.
    columns : mapping of str to str, optional
    force : bool
        Replace a bundle that is already there.
    dictionary : str
        File of frames, as in `framing`.
    note : callable
        Takes each note of the reader.

    Returns
    -------
    Path
        The folder.
    """
    source = existing_path(path)
    read_dictionary(dictionary)
    inputs = (source, dictionary)
    with output_folder(out, BUNDLE, inputs=inputs, allowed_inside=bundle_place(source), force=force) as output:
        corpus = read_corpus(path, columns=columns)
        for told in corpus.notes:
            note(told)
        _fill(corpus, output.new, with_text=False, parse="", dictionary=dictionary)
    return Path(out)


def _fill(corpus: Corpus, folder: Path, *, with_text: bool, parse: str, dictionary: str) -> None:
    """Write the files of a bundle, and check that they give no text away."""
    if corpus.texts is None:
        raise NeedsText(corpus.how_to_get_text())
    notes = annotate(corpus, parse=parse)
    if with_text:
        _write_private(notes, folder, dictionary)
        return
    _write_shared(notes, folder, dictionary)
    leaks = find_leaks(folder, corpus.texts.values())
    if leaks:
        raise FailedWork(f"the bundle would give away text, nothing was written: {'; '.join(leaks[:3])}")


def tables_of(
    notes: Annotations, dictionary: str = "", *, more: bool = False, without_runs: bool = True
) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """The tables of a bundle of any size, and what the scores were made with; headlines are text.

    dictionary: the file of frames. more: also who speaks, the encoder's valence, which takes longer than all the
    rest, and where, with which others and by which patterns frames are used; without_runs: as in frame_patterns."""
    made = {
        "terms": measures.terms(notes, min_count=1, with_function_words=True),
        "sentiment": measures.sentiment(notes),
        "framing": measures.framing(notes, dictionary=dictionary),
        "voices": measures.voices(notes),
    }
    if more:
        wanted = MORE if notes.corpus.actors is None else (*MORE, "source_affiliation", "target_sentiment")
        made |= {name: getattr(measures, name)(notes, dictionary=dictionary) for name in FRAMES}
        made["frame_patterns"] = measures.frame_patterns(notes, dictionary=dictionary, without_runs=without_runs)
        made |= {name: getattr(measures, name)(notes) for name in wanted}
    articles = notes.corpus.articles
    tables = {
        "articles": articles.assign(headline=pd.Series(None, index=articles.index, dtype="str")),
        "dropped": notes.corpus.dropped,
        "segments": notes.segments,
        "style": notes.style,
        "scores": pd.concat(list(made.values()), ignore_index=True),
    }
    settings = {"settings": dict(notes.settings), "measures": {m: settings_of(s) for m, s in made.items()}}
    return tables, settings


def write_table(table: pd.DataFrame, file: Path) -> None:
    """Write a table without its .attrs, which would stand in the metadata of the file."""
    table = table.copy(deep=False)
    table.attrs = {}
    table.to_parquet(file, index=False)


def describe(folder: Path, corpus: str, settings: Mapping[str, Any]) -> None:
    """Write bundle.json, what the tables of a folder are of and were made with, and their checksums; and the data card
    of a bundle for others."""
    from analysis._version import __version__

    if "protection" in settings:
        (folder / CARD).write_text(card(corpus, __version__, settings), "utf-8")
    files = sorted(file for file in folder.iterdir() if file.suffix == ".parquet" or file.name in (CARD, ACTORS))
    about = {"corpus": corpus, "samestory": __version__, **settings, "sha256": {f.name: sha256_of(f) for f in files}}
    text = json.dumps(about, indent=2, sort_keys=True, ensure_ascii=False)
    (folder / "bundle.json").write_text(text + "\n", "utf-8")


def _write_private(notes: Annotations, folder: Path, dictionary: str) -> None:
    """The tables as they are, with the texts and the actors."""
    tables, settings = tables_of(notes, dictionary, more=True, without_runs=False)
    pairs, quotes = measures.collocations(notes, top=0), measures.attributions(notes)
    settings["measures"] |= {"collocations": settings_of(pairs), "attributions": settings_of(quotes)}
    corpus = notes.corpus
    assert corpus.texts is not None and corpus.display is not None
    settings |= {"notes": list(corpus.notes)} if corpus.notes else {}
    texts = [(a, corpus.texts[a], list(corpus.display[a])) for a in corpus.articles["article_id"]]
    tables |= {
        "articles": corpus.articles,
        "texts": pd.DataFrame(texts, columns=["article_id", "text", "display"]),
        "attributions": quotes,
        "collocations": pairs.sort_values(["outlet", "collocation"], ignore_index=True),
    }
    if corpus.actors:
        (folder / ACTORS).write_bytes(corpus.actors.read_bytes())
    _write(tables, folder, corpus.name, settings)


def _write_shared(notes: Annotations, folder: Path, dictionary: str) -> None:
    """The tables for others, with a data card."""
    corpus = notes.corpus
    assert corpus.texts is not None
    prose = plain(corpus.texts.values())
    listed = listed_actors(corpus.actors, prose) if corpus.actors else None
    tables, settings = tables_of(notes, dictionary, more=True)
    book = read_dictionary(dictionary)
    hidden = hidden_places(notes, tables["scores"], book)
    quotes, all_verbs = measures.attributions(notes), measures.reporting_verb_counts(notes)
    verbs = verb_counts(notes, quotes[~is_in(notes.segments, hidden)[quotes["segment"]]])
    pairs, left_out = shareable_pairs(notes, hidden, words_of_names(notes, book))
    settings["measures"] |= {
        "collocations": {"window": 1, "min_count": 3, "with_function_words": False},
        "attributions": settings_of(quotes),
        "reporting_verb_counts": settings_of(all_verbs),
    }
    tables |= {"attributions": attributions(quotes), "reporting_verb_counts": verbs, "collocations": pairs}
    made = protect(tables, notes, book, listed)
    about = made.about
    about["remarks"] |= {"reporting_verb_counts": VERBS} if verbs["times"].sum() < all_verbs["times"].sum() else {}
    about["remarks"] |= {"attributions": QUOTES, "collocations": PAIRS}
    name = safe_name(corpus.name, prose, "corpus")
    more = {"pairs": left_out, "corpus": int(name != corpus.name)}
    about["protection"]["counts"] |= {key: number for key, number in more.items() if number}
    if listed:
        _write_actors(listed, folder, settings)
    _write(made.tables, folder, name, settings | about)


def _write_actors(listed: Listed, folder: Path, settings: dict[str, Any]) -> None:
    """Write the actors that can be published; scores count as made with that file."""
    file = folder / ACTORS
    write_actors(listed.actors, file)
    for made_with in settings["measures"].values():
        if "actors" in made_with:
            made_with["actors"] = sha256_of(file)


def _write(tables: Mapping[str, pd.DataFrame], folder: Path, name: str, settings: Mapping[str, Any]) -> None:
    for table, frame in tables.items():
        write_table(frame, folder / f"{table}.parquet")
    describe(folder, name, settings)


def remarks_of(folder: Path) -> list[str]:
    """What was left out of a bundle or replaced in it that its owner should know, one sentence each."""
    about = json.loads((folder / "bundle.json").read_text("utf-8"))
    counts = about.get("protection", {}).get("counts", {})
    said = {
        "article_id": "{n:,} names of articles hold words of their text; they are replaced by neutral names",
        "outlet": "{n:,} names of outlets are passages of a text; they are replaced by neutral names",
        "event": "{n:,} names of events are passages of a text; they are replaced by neutral names",
        "byline": "{n:,} bylines hold words of a text; they are left out",
        "credit": "{n:,} credits hold words of a text; they are left out",
        "publisher": "{n:,} publishers hold words of a text; they are left out",
        "aliases": "{n:,} aliases in actors.yml are passages of a text; they are left out",
    }
    return [text.format(n=counts[key]) for key, text in said.items() if counts.get(key)]
