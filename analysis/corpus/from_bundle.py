"""A bundle read as a corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl

from analysis import schema
from analysis.corpus.corpus import Corpus
from analysis.corpus.events import event_columns, used_column
from analysis.corpus.groups import recorded_groups
from analysis.exceptions import WrongUse
from analysis.io import bundle_format
from analysis.language.entities.actor_list import FILE as ACTORS

_TEXT_COLUMNS = {"article_id", "text", "display"}
_ADDED = ("place", "agency")
Display = dict[str, tuple[int, ...]]


def actors_file(folder: Path) -> Path | None:
    """Find the file of actors in a corpus folder or bundle.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Path or None
    """
    return folder / ACTORS if (folder / ACTORS).is_file() else None


def read_bundle(folder: Path) -> Corpus:
    """Read a bundle as a corpus.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Corpus
        With texts where the bundle is a private one that holds them. A working copy holds the texts alone, to be
        annotated anew.

    Raises
    ------
    WrongUse
        If a file is missing, or a table is not as it was written.
    """
    with bundle_format.readable(folder):
        record = bundle_format.read_record(folder)
        bundle_format.check_tables(folder, record)
        articles, dropped = (
            pd.read_parquet(bundle_format.table_file(folder, table)) for table in ("articles", "dropped")
        )
        articles = schema.check(_with_datelines(articles), "articles")
        schema.check(dropped, "dropped")
        texts, display = _texts_in(folder)
        furniture = _furniture_in(folder)
        corpus = Corpus(
            record["corpus"],
            articles,
            dropped,
            actors=actors_file(folder),
            notes=tuple(map(str, record.get("notes", ()))),
            furniture=furniture,
            event_columns=_event_columns(record, articles),
            groups=recorded_groups(record.get("groups", ())),
            known_outlets=tuple(sorted(articles["outlet"].unique())),
        )
    if "measures" in record or texts is None:
        corpus = replace(corpus, bundle=folder)
    return corpus if texts is None else replace(corpus, texts=texts, display=display)


def _with_datelines(articles: pd.DataFrame) -> pd.DataFrame:
    """Add the columns that a bundle of an earlier version does not have."""
    missing = {name: pd.Series(None, articles.index, dtype="str") for name in _ADDED if name not in articles}
    order = [name for name in schema.columns("articles") if name in articles or name in missing]
    return articles.assign(**missing)[order] if missing else articles


def _event_columns(record: bundle_format.Record, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the column of events that a bundle was made with; in those of earlier versions, one is to be inferred."""
    rows = record.get("events")
    if rows is not None:
        return event_columns(rows)
    if (articles["event"] == record["corpus"]).all():
        return event_columns([])
    return used_column(pl.Series(articles["event"]), pl.Series(articles["outlet"]))


def bundle_beside(folder: Path) -> Corpus:
    """Read the bundle of a corpus folder that holds no texts.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Corpus
        Named after the folder.

    Raises
    ------
    WrongUse
        If there is none.
    """
    bundle = folder / bundle_format.FOLDER
    if bundle_format.is_bundle(bundle):
        return replace(read_bundle(bundle), name=folder.resolve().name)
    raise WrongUse(f"'{folder}' holds no texts: neither a column body, nor files in {folder}/text/, nor a bundle")


def _texts_in(folder: Path) -> tuple[dict[str, str] | None, Display | None]:
    """Read texts and display of a private bundle; None of another one. Raise ValueError where they are not texts."""
    if not bundle_format.is_private(folder):
        return None, None
    file = bundle_format.table_file(folder, bundle_format.TEXTS)
    table = pd.read_parquet(file)
    if not set(table) >= _TEXT_COLUMNS or not table["text"].map(lambda text: isinstance(text, str)).all():
        raise ValueError(f"'{file.name}' is not a table of texts")
    ids = table["article_id"]
    texts = dict(zip(ids, table["text"], strict=True))
    return texts, {article: tuple(map(int, lines)) for article, lines in zip(ids, table["display"], strict=True)}


def _furniture_in(folder: Path) -> pd.DataFrame | None:
    file = bundle_format.table_file(folder, bundle_format.FURNITURE)
    return pd.read_parquet(file) if file.exists() else None
