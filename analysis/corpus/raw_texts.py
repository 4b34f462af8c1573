"""The text of each row of a table, from its column body or from the files in text/."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl

from analysis.corpus.article_tables import (
    MISSING_VALUES,
)
from analysis.io.encoding import decode
from analysis.io.named_files import file_inside

# Python's white space, which Rust's leaves four separators out of.
_VISIBLE = r"[^\s\x1c-\x1f]"


def text_files(rows: pd.DataFrame, folder: Path) -> list[tuple[str, Path]]:
    names = rows["file"].str.strip() if "file" in rows else rows["article_id"] + ".txt"
    return [(name, folder / "text" / name) for name in names]


def is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def raw_texts(rows: pd.DataFrame, folder: Path | None, faults: list[str]) -> tuple[pl.Series, list[str]]:
    """The text of each row and, where there is none, the reason. faults: of rows that cannot be used anyhow."""
    if "body" in rows:
        texts = pl.Series(rows["body"])
        visible = texts.str.contains(_VISIBLE).to_list()
        missing = texts.is_in(MISSING_VALUES).to_list()
        whys = ["body is missing" if m else "" if v else "body is empty" for m, v in zip(missing, visible, strict=True)]
        return texts, [fault or why for fault, why in zip(faults, whys, strict=True)]
    names = [name for name, _ in text_files(rows, folder or Path())]
    read = [
        ("", fault) if fault else _read_text(name, folder or Path()) for name, fault in zip(names, faults, strict=True)
    ]
    return pl.Series([text for text, _ in read], dtype=pl.String), [fault for _, fault in read]


def _read_text(name: str, folder: Path) -> tuple[str, str]:
    try:
        path = file_inside(folder, "text", name)
        text = decode(path.read_bytes())
    except FileNotFoundError:
        return "", f"file text/{_short(name)} is missing"
    except OSError as error:
        return "", f"file text/{_short(name)} cannot be read: {error.strerror or error}"
    except ValueError as error:
        return "", f"file text/{_short(name)} cannot be read: {error}"
    return text, "" if text.strip() else f"file text/{_short(name)} is empty"


def _short(name: str) -> str:
    """A name that anybody may have written, as a message shows it."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name[:100])
    return shown if len(name) <= 100 else f"{shown}…"
