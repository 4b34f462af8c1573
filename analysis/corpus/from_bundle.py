"""A bundle read as a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import schema
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse, quoted
from analysis.io.json_files import check_optional, read_json
from analysis.io.paths import sha256_of
from analysis.language.entities.actor_list import FILE as ACTORS

# Keys that bundle.json may have beside the needed ones, and the types of their values.
OPTIONAL_KEYS = {"notes": list, "remarks": dict, "protection": dict, "withheld": list}
_TEXT_COLUMNS = {"article_id", "text", "display"}
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
        With texts where the bundle is a private one that holds them.

    Raises
    ------
    WrongUse
        If a file is missing, or a table is not as it was written.
    """
    try:
        about = read_json(folder / "bundle.json", "record of a bundle", {"sha256": dict, "corpus": str})
        _check_tables(folder, about["sha256"])
        articles, dropped = (pd.read_parquet(folder / f"{table}.parquet") for table in ("articles", "dropped"))
        schema.check(articles, "articles")
        schema.check(dropped, "dropped")
        check_optional(about, OPTIONAL_KEYS)
        texts, display = _texts_in(folder)
    except FileNotFoundError as error:
        raise WrongUse(f"'{folder}' is not a readable bundle: '{Path(error.filename or '').name}' is missing") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUse(f"'{folder}' is not a readable bundle: {error}") from None
    notes = tuple(map(str, about.get("notes", ())))
    corpus = Corpus(about["corpus"], articles, dropped, bundle=folder, actors=actors_file(folder), notes=notes)
    return corpus if texts is None else replace(corpus, texts=texts, display=display)


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
    if (folder / "bundle" / "bundle.json").exists():
        return replace(read_bundle(folder / "bundle"), name=folder.resolve().name)
    raise WrongUse(f"'{folder}' holds no texts: neither a column body, nor files in {folder}/text/, nor a bundle")


def _check_tables(folder: Path, checksums: Mapping[str, Any]) -> None:
    """Raise ValueError where a table was altered; the data card and the actors may be edited: they hold no numbers."""
    tables = {name: sha256 for name, sha256 in checksums.items() if name.endswith(".parquet")}
    altered = [name for name, sha256 in tables.items() if Path(name).name != name or sha256_of(folder / name) != sha256]
    if altered:
        raise ValueError(f"{quoted(altered)} is not as it was written")


def _texts_in(folder: Path) -> tuple[dict[str, str] | None, Display | None]:
    """Read texts and display of a private bundle; None of another one. Raise ValueError where they are not texts."""
    file = folder / "texts.parquet"
    if not file.exists():
        return None, None
    table = pd.read_parquet(file)
    if not set(table) >= _TEXT_COLUMNS or not table["text"].map(lambda text: isinstance(text, str)).all():
        raise ValueError("'texts.parquet' is not a table of texts")
    ids = table["article_id"]
    texts = dict(zip(ids, table["text"], strict=True))
    return texts, {article: tuple(lines) for article, lines in zip(ids, table["display"], strict=True)}
