"""A table of articles: where it is, and which of its columns are which of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.corpus.formats import SUFFIXES, names_of
from analysis.errors import WrongUse, quoted
from analysis.paths import resolve

TABLES = tuple(f"articles{suffix}" for suffix in SUFFIXES)
METADATA = ("article_id", "event", "outlet", "publisher", "byline", "credit", "published", "headline", "language")
KNOWN = (*METADATA, "body", "file", "sha256")


def existing(path: str | Path) -> Path:
    """The path, as resolve finds it. Raises: WrongUse where nothing is there."""
    path = resolve(path)
    if not path.exists():
        raise WrongUse(
            f"there is no file or folder '{path}'; give a corpus folder, or a table (.csv, .jsonl, .parquet)"
        )
    return path


def corpus_name(path: Path) -> str:
    """What the corpus of a folder, or of one table, is called."""
    return path.resolve().name if path.is_dir() else path.stem


def table_of(path: Path) -> Path:
    """The table at a path, or in a corpus folder. Raises: WrongUse where there is none."""
    if path.is_file():
        if path.suffix in SUFFIXES:
            return path
        raise WrongUse(f"'{path}' is not a table samestory reads; right would be .csv, .jsonl or .parquet")
    for name in TABLES:
        if (path / name).is_file():
            return path / name
    raise WrongUse(f"folder '{path}' holds no {', '.join(TABLES[:-1])} or {TABLES[-1]}")


def chosen_columns(table: Path, columns: Mapping[str, str], *, needed: Sequence[str]) -> dict[str, str]:
    """Columns of ours that a table holds: our name -> its name, which columns may give.

    Raises: WrongUse where the table cannot be read, or a column that is named or needed is not there."""
    unknown = [ours for ours in columns if ours not in KNOWN]
    if unknown:
        raise WrongUse(f"column {quoted(unknown)} is not one samestory knows; known are {quoted(KNOWN)}")
    names = names_of(table)
    if not names:
        raise no_articles(table)
    missing = [theirs for theirs in columns.values() if theirs not in names]
    if missing:
        raise WrongUse(f"'{table}' has no column {quoted(missing)}; its columns are {quoted(names)}")
    chosen = {name: name for name in KNOWN if name in names} | dict(columns)
    missing = [ours for ours in needed if ours not in chosen]
    if missing:
        raise WrongUse(
            f"'{table}' has no column {quoted(missing)}; its columns are {quoted(names)}. "
            f"Name the right one with --column {missing[0]}=NAME"
        )
    return chosen


def no_articles(table: Path) -> WrongUse:
    """The error for a table without rows."""
    return WrongUse(f"'{table}' holds no articles: the table is empty")


def number_articles(rows: pd.DataFrame, table: Path, *, first: int = 1) -> pd.DataFrame:
    """Rows in which each article has an article_id: its own, or row- and the row's number; first: of the first row.

    Raises: WrongUse where two articles have the same."""
    numbers = pd.Series([f"row-{number:06d}" for number in range(first, first + len(rows))], rows.index, dtype="str")
    ids = rows["article_id"].str.strip() if "article_id" in rows else numbers
    ids = ids.where(ids != "", numbers)
    if ids.duplicated().any():
        raise named_twice(ids[ids.duplicated()], table)
    return rows.assign(article_id=ids)


def named_twice(ids: pd.Series, table: Path) -> WrongUse:
    """The error for articles of the same article_id."""
    some = sorted(ids.unique())[:5]
    return WrongUse(f"'{table}' names article_id {quoted(some)} more than once; each article needs its own")
