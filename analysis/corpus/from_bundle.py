"""A bundle read as a corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse
from analysis.io import bundle_format
from analysis.language.entities.actor_list import FILE as ACTORS


def actors_file(folder: Path) -> Path | None:
    return folder / ACTORS if (folder / ACTORS).is_file() else None


def read_bundle(folder: Path) -> Corpus:
    """The corpus of a bundle: its tables, and the texts where the bundle is a private one that holds them."""
    with bundle_format.readable(folder):
        record = bundle_format.read_record(folder)
        bundle_format.check_tables(folder, record)
        articles, dropped = (pd.read_parquet(bundle_format.table_file(folder, t)) for t in ("articles", "dropped"))
        schema.check(articles, "articles"), schema.check(dropped, "dropped")
        texts, display = _texts_in(folder)
    noted = tuple(map(str, record.get("notes", ())))
    corpus = Corpus(record["corpus"], articles, dropped, bundle=folder, actors=actors_file(folder), notes=noted)
    return corpus if texts is None else replace(corpus, texts=texts, display=display)


def _texts_in(folder: Path) -> tuple[dict[str, str] | None, dict[str, tuple[int, ...]] | None]:
    """Texts and display of a private bundle, None of another one.

    Raises: ValueError where the table is not one of texts.
    """
    if not bundle_format.is_private(folder):
        return None, None
    file = bundle_format.table_file(folder, bundle_format.TEXTS)
    given = pd.read_parquet(file)
    if not {"article_id", "text", "display"} <= set(given) or not given["text"].map(lambda t: isinstance(t, str)).all():
        raise ValueError(f"'{file.name}' is not a table of texts")
    texts = dict(zip(given["article_id"], given["text"], strict=True))
    return texts, {a: tuple(d) for a, d in zip(given["article_id"], given["display"], strict=True)}


def bundle_beside(folder: Path) -> Corpus:
    bundle = folder / bundle_format.FOLDER
    if bundle_format.is_bundle(bundle):
        return replace(read_bundle(bundle), name=folder.resolve().name)
    raise WrongUse(f"'{folder}' holds no texts: neither a column body, nor files in {folder}/text/, nor a bundle")
