"""A corpus folder, a table of articles, or a bundle -> Corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl

from analysis.corpus.article_tables import (
    EVENT,
    GROUP,
    SAME,
    chosen_columns,
    corpus_name,
    existing_path,
    is_same_event,
    no_articles,
    number_articles,
    table_of,
)
from analysis.corpus.cleaning.veto import vetoes_beside
from analysis.corpus.corpus import Corpus
from analysis.corpus.event_table import check_articles, is_event_table, read_event_table
from analysis.corpus.events import columns_that_could_serve, used_column
from analysis.corpus.from_bundle import actors_file, bundle_beside, read_bundle
from analysis.corpus.from_rows import corpus_of
from analysis.corpus.groups import check_groups_of_bundle, groups_of
from analysis.corpus.raw_texts import has_text_files
from analysis.corpus.reading_notes import notes_on_articles, notes_on_checks, notes_on_values
from analysis.corpus.survey import survey_rows
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io import bundle_format
from analysis.io.column_names import normalized_name
from analysis.io.opened_table import LINE, OpenedTable
from analysis.io.table_files import open_table
from analysis.language.identification import ENGLISH


def read_corpus(
    path: str | Path,
    *,
    columns: Mapping[str, str] | None = None,
    event: str = "",
    group: str = "",
    languages: Sequence[str] = (ENGLISH,),
) -> Corpus:
    """Read articles from a corpus folder, from one table, or from a bundle.

    A corpus folder holds a table named articles, with the texts in a column body or as files in text/. Delimiter,
    quotation marks and encoding of a table are found by evidence; a table that can be read in two ways is refused. What
    is not to be cut as page furniture stands in a file cleaning.yml in the folder, or beside the table.

    Parameters
    ----------
    path : str or Path
        A folder, or a table: .csv, .tsv, .jsonl, .ndjson, .json or .parquet, all but the last also packed with gzip
        (.gz).
    columns : mapping of str to str, optional
        Our column name -> the table's, such as {"body": "content"}. By default, names are matched regardless of
        capitals and blanks.
    event : str
        Column that names the event of each article, as `columns` does; a table of events, as `samestory events` writes
        it; "same" if all articles are about one event. By default, the column event is used if there is one. Without
        events, topic and style are mixed.
    group : str
        Column that gives the group of each outlet, such as its leaning or country. By default, the column group is used
        if there is one.
    languages : sequence of str
        Codes of the languages that are kept, such as ["en"]; empty for all. Word lists and rules are for English, so
        that measures of a text in another language mean little. A missing language is identified by the words.

    Returns
    -------
    Corpus
        `notes` says what the reader decided. Articles that cannot be used, and rows that do not fit the header, are in
        `dropped`, with the reason.

    Raises
    ------
    WrongUse
        If the path, the table or a column cannot be used.
    """
    path, columns = existing_path(path), _with_named(_with_named(columns or {}, EVENT, event), GROUP, group)
    is_bundle = bundle_format.is_bundle(path)
    corpus = read_bundle(path) if is_bundle else _read_articles(path, columns, languages)
    if is_bundle or corpus.bundle:
        corpus = _with_events_of_bundle(corpus, event)
        check_groups_of_bundle(corpus.groups, group)
    return replace(corpus, source=path)


def _read_articles(path: Path, columns: Mapping[str, str], languages: Sequence[str]) -> Corpus:
    """Read a corpus folder or a table."""
    file = table_of(path)
    folder = file.parent if path.is_dir() else None
    table, name = open_table(file), corpus_name(path)
    event = columns.get(EVENT, "")
    events = read_event_table(event) if is_event_table(event) and event not in table.names else None
    if events is not None:
        columns = {ours: theirs for ours, theirs in columns.items() if ours != EVENT}
    chosen, notes = chosen_columns(table, columns, needed=["outlet"] if folder else ["outlet", "body"])
    rows = _rows(table, chosen)
    if is_same_event(table, columns):
        chosen[EVENT], rows = SAME, rows.assign(event=pd.Series(name, rows.index, dtype="str"))
    if events is not None:
        chosen[EVENT] = Path(event).name
        named = [events.get(article, "") for article in rows["article_id"]]
        rows = rows.assign(event=pd.Series(named, rows.index, dtype="str"))
    if folder and "body" not in rows and not has_text_files(rows, folder):
        return bundle_beside(folder)
    corpus = corpus_of(
        rows,
        name,
        folder=folder,
        survey=survey_rows([rows], folder, vetoes_beside(path)),
        languages=languages,
    )
    if corpus.articles.empty:
        reasons = sorted(corpus.dropped["reason"].unique())
        raise WrongUse(f"no article of '{corpus.name}' can be used: {'; '.join(reasons[:3])}")
    if events is not None:
        check_articles(events, rows["article_id"], corpus.articles["article_id"], event)
    groups, group_notes = _groups(corpus, rows, chosen, named=GROUP in columns)
    return replace(
        corpus,
        groups=groups,
        actors=actors_file(folder) if folder else None,
        event_columns=_event_columns(corpus, table, chosen),
        notes=(
            *notes,
            *group_notes,
            *notes_on_values(rows, file),
            *notes_on_articles(corpus),
            *(notes_on_checks(folder) if folder else ()),
        ),
    )


def _rows(table: OpenedTable, chosen: Mapping[str, str]) -> pd.DataFrame:
    """Read the rows of a table, each with an article_id."""
    pieces = [piece.drop(columns=LINE) for piece in table.rows(chosen)]
    if not pieces:
        raise no_articles(table.path)
    return number_articles(pd.concat(pieces, ignore_index=True), table.path)


def _event_columns(corpus: Corpus, table: OpenedTable, chosen: Mapping[str, str]) -> pd.DataFrame:
    """Return the column of events under its name in the table or, without one, the columns that could serve."""
    assert corpus.event_columns is not None
    if corpus.event_columns.empty:
        return columns_that_could_serve(table, chosen)
    return corpus.event_columns.assign(column=chosen[EVENT]).astype({"column": "str"})


def _groups(
    corpus: Corpus, rows: pd.DataFrame, chosen: Mapping[str, str], *, named: bool
) -> tuple[pd.DataFrame, list[str]]:
    """Return the groups of the outlets that have articles, and what was decided."""
    if GROUP not in chosen:
        return corpus.groups, []
    values = rows.set_index("article_id")[GROUP].reindex(corpus.articles["article_id"])
    return groups_of(values, corpus.articles["outlet"], chosen[GROUP], named=named)


def _with_named(columns: Mapping[str, str], ours: str, theirs: str) -> dict[str, str]:
    """Add the column of events or of groups to those that the user names."""
    if not isinstance(theirs, str):
        also = ", or 'same'" if ours == EVENT else ""
        raise WrongUse(f"Invalid `{ours}`: {excerpt(theirs)}. Expected the name of a column{also}.")
    if theirs and columns.get(ours, theirs) != theirs:
        raise WrongUse(f"Two columns of {ours}s are named: {quoted([theirs, columns[ours]])}. Name one.")
    return {**columns, ours: theirs} if theirs else dict(columns)


def _with_events_of_bundle(corpus: Corpus, event: str) -> Corpus:
    """Check that a bundle was made with the events that the user names; that all are about one can still be said."""
    known = corpus.event_columns
    used = known.loc[known["used"], "column"].tolist() if known is not None else []
    if event == SAME and not used:
        events, outlets = (pl.Series(corpus.articles[name]) for name in (EVENT, "outlet"))
        return replace(corpus, event_columns=used_column(events, outlets, SAME))
    named = Path(event).name if is_event_table(event) else event
    if event and normalized_name(named) not in map(normalized_name, used):
        made = f"the column {quoted(used)}" if used else "no column of events"
        raise WrongUse(f"Invalid `event`: {excerpt(event)}. The bundle was made with {made}; make another one.")
    return corpus
