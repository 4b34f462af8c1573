"""A bundle read as a corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis import schema
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse, quoted
from analysis.io.json_files import check_optional, read_json
from analysis.io.paths import sha256_of
from analysis.language.entities.actor_list import FILE as ACTORS

# Keys that bundle.json may have beside the needed ones, and the types of their values.
OPTIONAL_KEYS = {"notes": list, "remarks": dict, "protection": dict, "withheld": list}


def actors_file(folder: Path) -> Path | None:
    return folder / ACTORS if (folder / ACTORS).is_file() else None


def read_bundle(folder: Path) -> Corpus:
    """The corpus of a bundle: its tables, and the texts where the bundle is a private one that holds them."""
    try:
        about = read_json(folder / "bundle.json", "record of a bundle", {"sha256": dict, "corpus": str})
        # The data card and the actors may be edited; they hold no numbers.
        tables = {f: sha for f, sha in about["sha256"].items() if f.endswith(".parquet")}
        altered = [f for f, sha in tables.items() if Path(f).name != f or sha256_of(folder / f) != sha]
        if altered:
            raise ValueError(f"{quoted(altered)} is not as it was written")
        articles, dropped = (pd.read_parquet(folder / f"{t}.parquet") for t in ("articles", "dropped"))
        schema.check(articles, "articles"), schema.check(dropped, "dropped")
        check_optional(about, OPTIONAL_KEYS)
        texts, display = _texts_in(folder)
    except FileNotFoundError as error:
        raise WrongUse(f"'{folder}' is not a readable bundle: '{Path(error.filename or '').name}' is missing") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUse(f"'{folder}' is not a readable bundle: {error}") from None
    noted = tuple(map(str, about.get("notes", ())))
    corpus = Corpus(about["corpus"], articles, dropped, bundle=folder, actors=actors_file(folder), notes=noted)
    return corpus if texts is None else replace(corpus, texts=texts, display=display)


def _texts_in(folder: Path) -> tuple[dict[str, str] | None, dict[str, tuple[int, ...]] | None]:
    """Texts and display of a private bundle, None of another one.

    Raises: ValueError where the table is not one of texts.
    """
    file = folder / "texts.parquet"
    if not file.exists():
        return None, None
    given = pd.read_parquet(file)
    if not {"article_id", "text", "display"} <= set(given) or not given["text"].map(lambda t: isinstance(t, str)).all():
        raise ValueError("'texts.parquet' is not a table of texts")
    texts = dict(zip(given["article_id"], given["text"], strict=True))
    return texts, {a: tuple(d) for a, d in zip(given["article_id"], given["display"], strict=True)}


def bundle_beside(folder: Path) -> Corpus:
    if (folder / "bundle" / "bundle.json").exists():
        return replace(read_bundle(folder / "bundle"), name=folder.resolve().name)
    raise WrongUse(f"'{folder}' holds no texts: neither a column body, nor files in {folder}/text/, nor a bundle")
