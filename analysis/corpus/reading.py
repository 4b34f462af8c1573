"""A corpus folder, a table of articles, or a bundle -> Corpus."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.corpus.article_tables import (
    chosen_columns,
    corpus_name,
    existing_path,
    no_articles,
    number_articles,
    table_of,
)
from analysis.corpus.cleaning.veto import vetoes_beside
from analysis.corpus.corpus import Corpus
from analysis.corpus.from_bundle import actors_file, bundle_beside, read_bundle
from analysis.corpus.from_rows import corpus_of
from analysis.corpus.raw_texts import has_text_files
from analysis.corpus.reading_notes import notes_on_values
from analysis.corpus.survey import survey_rows
from analysis.exceptions import WrongUse
from analysis.io import bundle_format
from analysis.io.opened_table import LINE
from analysis.io.table_files import open_table
from analysis.language.identification import ENGLISH


def read_corpus(
    path: str | Path, *, columns: Mapping[str, str] | None = None, languages: Sequence[str] = (ENGLISH,)
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
    path = existing_path(path)
    corpus = read_bundle(path) if bundle_format.is_bundle(path) else _read_articles(path, columns or {}, languages)
    return replace(corpus, source=path)


def _read_articles(path: Path, columns: Mapping[str, str], languages: Sequence[str]) -> Corpus:
    """Read a corpus folder or a table."""
    file = table_of(path)
    folder = file.parent if path.is_dir() else None
    rows, notes = _read_rows(file, columns, needed=["outlet"] if folder else ["outlet", "body"])
    if folder and "body" not in rows and not has_text_files(rows, folder):
        return bundle_beside(folder)
    corpus = corpus_of(
        rows,
        corpus_name(path),
        folder=folder,
        survey=survey_rows([rows], folder, vetoes_beside(path)),
        languages=languages,
    )
    if corpus.articles.empty:
        reasons = sorted(corpus.dropped["reason"].unique())
        raise WrongUse(f"no article of '{corpus.name}' can be used: {'; '.join(reasons[:3])}")
    actors = actors_file(folder) if folder else None
    return replace(corpus, actors=actors, notes=(*notes, *notes_on_values(rows, file), *_notes_on_languages(corpus)))


def _notes_on_languages(corpus: Corpus) -> list[str]:
    """Say how many articles are left out for their language."""
    reasons = corpus.dropped["reason"][corpus.dropped["kind"] == "article"]
    other = int(reasons.str.startswith("language is ").sum())
    if not other:
        return []
    return [f"{other:,} article{'s' * (other > 1)} in other languages left out; see `dropped`"]


def _read_rows(file: Path, columns: Mapping[str, str], needed: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Read the rows of a table, each with an article_id, and note how its columns were matched."""
    table = open_table(file)
    chosen, notes = chosen_columns(table, columns, needed=needed)
    pieces = [piece.drop(columns=LINE) for piece in table.rows(chosen)]
    if not pieces:
        raise no_articles(file)
    return number_articles(pd.concat(pieces, ignore_index=True), file), notes
