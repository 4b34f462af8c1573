"""The text of each row of a table, from its column body or from the files in text/."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl

from analysis.corpus.article_tables import MISSING_VALUES
from analysis.io.encoding import decode
from analysis.io.named_files import file_inside

# Python's white space, which Rust's leaves four separators out of.
_VISIBLE = r"[^\s\x1c-\x1f]"
_LONGEST_SHOWN_NAME = 100


def has_text_files(rows: pd.DataFrame, folder: Path) -> bool:
    """Whether any row has its text as a file in the folder text/.

    Parameters
    ----------
    rows : DataFrame
        With file, or else article_id.
    folder : Path
        The corpus folder.

    Returns
    -------
    bool
    """
    return any(_is_file(folder / "text" / name) for name in _file_names(rows))


def raw_texts(rows: pd.DataFrame, folder: Path | None, faults: list[str]) -> tuple[pl.Series, list[str]]:
    """Read the text of each row.

    Parameters
    ----------
    rows : DataFrame, n_rows rows
        With body; or with file or article_id, where the texts are files.
    folder : Path, optional
        The corpus folder; not needed with body.
    faults : list of str, length n_rows
        Why a row cannot be used for another reason, or "".

    Returns
    -------
    texts : Series of str, shape (n_rows,)
    faults : list of str, length n_rows
        The same, and why a text is missing.
    """
    if "body" in rows:
        texts = pl.Series(rows["body"])
        found = _body_faults(texts)
        return texts, [fault or body_fault for fault, body_fault in zip(faults, found, strict=True)]
    names, folder = _file_names(rows), folder or Path()
    read = [("", fault) if fault else _read_text(name, folder) for name, fault in zip(names, faults, strict=True)]
    return pl.Series([text for text, _ in read], dtype=pl.String), [fault for _, fault in read]


def _file_names(rows: pd.DataFrame) -> list[str]:
    names = rows["file"].str.strip() if "file" in rows else rows["article_id"] + ".txt"
    return list(names)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name that is too long
        return False


def _body_faults(texts: pl.Series) -> list[str]:
    """Say why each body is no text, "" where it is one."""
    visible = texts.str.contains(_VISIBLE).to_list()
    missing = texts.is_in(MISSING_VALUES).to_list()
    return [
        "body is missing" if is_missing else "" if is_visible else "body is empty"
        for is_missing, is_visible in zip(missing, visible, strict=True)
    ]


def _read_text(name: str, folder: Path) -> tuple[str, str]:
    """Read one file of text/: its text, and why there is none."""
    shown = f"file text/{_printable(name)}"
    try:
        text = decode(file_inside(folder, "text", name).read_bytes())
    except FileNotFoundError:
        return "", f"{shown} is missing"
    except OSError as error:
        return "", f"{shown} cannot be read: {error.strerror or error}"
    except ValueError as error:
        return "", f"{shown} cannot be read: {error}"
    return text, "" if text.strip() else f"{shown} is empty"


def _printable(name: str) -> str:
    """Shorten a name that anybody may have written, for a message."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in name[:_LONGEST_SHOWN_NAME])
    return shown if len(name) <= _LONGEST_SHOWN_NAME else f"{shown}…"
