"""A corpus folder, a table of articles, or a bundle -> Corpus."""

from __future__ import annotations

from collections.abc import Mapping
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
from analysis.corpus.corpus import Corpus
from analysis.corpus.from_bundle import actors_file, bundle_beside, read_bundle
from analysis.corpus.from_rows import corpus_of
from analysis.corpus.raw_texts import is_file, text_files
from analysis.corpus.reading_notes import notes_on_values
from analysis.exceptions import WrongUse
from analysis.io import bundle_format
from analysis.io.opened_table import LINE
from analysis.io.table_files import open_table


def read_corpus(path: str | Path, *, columns: Mapping[str, str] | None = None) -> Corpus:
    """Read articles from a corpus folder (a table named articles, texts in a column body or as files in text/), from
    one such table, or from a bundle.

    Kinds of tables: .csv, .tsv, .jsonl, .ndjson, .json and .parquet, all but the last also packed with gzip (.gz).
    Delimiter, quotation marks and encoding are found by evidence; a table that can be read in two ways is refused.
    columns: our column name -> the table's, such as {"body": "content"}; without it, names are matched up to capitals
    and blanks. What the reader decided stands in notes.
    Articles that cannot be used, and rows that do not fit the header, land in dropped, with the reason.
    Raises: WrongUse where the path, the table or a column cannot be used.
    """
    path = existing_path(path)
    return replace(_read(path, columns), source=path)


def _read(path: Path, columns: Mapping[str, str] | None) -> Corpus:
    if bundle_format.is_bundle(path):
        return read_bundle(path)
    file = table_of(path)
    folder = file.parent if path.is_dir() else None
    table = open_table(file)
    chosen, notes = chosen_columns(table, columns or {}, needed=["outlet"] if folder else ["outlet", "body"])
    pieces = [piece.drop(columns=LINE) for piece in table.rows(chosen)]
    if not pieces:
        raise no_articles(file)
    rows = number_articles(pd.concat(pieces, ignore_index=True), file)
    if folder and "body" not in rows and not any(is_file(p) for _, p in text_files(rows, folder)):
        return bundle_beside(folder)
    corpus = corpus_of(rows, corpus_name(path), folder=folder)
    if corpus.articles.empty:
        reasons = sorted(corpus.dropped["reason"].unique())
        raise WrongUse(f"no article of '{corpus.name}' can be used: {'; '.join(reasons[:3])}")
    return replace(corpus, actors=actors_file(folder) if folder else None, notes=(*notes, *notes_on_values(rows, file)))
