"""Tables and figures that notebooks save: each file is replaced as a whole, in folders marked as ours."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.exceptions import WrongUse
from analysis.io.folder_listing import list_entries
from analysis.io.output_errors import errors_of_writing, shown
from analysis.io.output_places import check_apart, place_of
from analysis.io.staging import STAGING_INFIX, in_staging_folder

# The folders that notebooks save to, and the file in each that marks it as ours.
SAVE_FOLDERS, SAVE_MARKER = ("tables", "figures"), ".samestory-saved"


def check_save_folder(folder: Path, corpus: str | Path | None) -> None:
    """Check that a notebook may save tables and figures in a folder.

    The folders tables and figures in it must be new, empty or made by an earlier notebook, and lie apart from the
    corpus; other files in the folder are left alone. A folder that is a part of a report is always allowed.

    Parameters
    ----------
    folder : Path
    corpus : str, Path or None
        The input of the notebook.

    Raises
    ------
    WrongUse
        If a folder tables or figures contains other files, or lies in the corpus.
    """
    if in_staging_folder(Path(folder).absolute()):
        return
    for name in SAVE_FOLDERS:
        place = place_of(folder / name)
        check_apart(place, [corpus])
        _check_own(place)


@contextmanager
def saved_file(file: Path) -> Iterator[Path]:
    """Write a table or figure of a notebook, so that the file is there as a whole or not at all.

    Parameters
    ----------
    file : Path
        In a folder tables or figures, which is made where it does not exist.

    Yields
    ------
    Path
        The file to write; it replaces `file` at the end.

    Raises
    ------
    WrongUse
        If the folder contains files that no notebook made.
    FailedWork
        If the file cannot be written.
    """
    work = file.with_name(f".{secrets.token_hex(4)}{file.suffix}")
    try:
        with errors_of_writing(file):
            _make_save_folder(file.parent)
            yield work
            work.replace(file)
    finally:
        work.unlink(missing_ok=True)


def _make_save_folder(folder: Path) -> None:
    if STAGING_INFIX in str(folder):
        # A part of a report needs no marker; without parents, as a staging folder that was removed must not return.
        folder.mkdir(exist_ok=True)
        return
    _check_own(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SAVE_MARKER).touch()


def _check_own(folder: Path) -> None:
    entries = list_entries(folder)
    if entries and SAVE_MARKER not in entries:
        raise WrongUse(
            f"{shown(folder)} contains {shown(entries[0])}, which no notebook saved; set `out` to another folder"
        )
