"""What an output folder contains already, and whether it may be replaced."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from analysis.exceptions import WrongUse
from analysis.io.files import sha256_of
from analysis.io.folder_listing import list_files
from analysis.io.output_errors import shown
from analysis.io.output_kinds import OUTPUT_KINDS, REPORT, OutputKind, read_marker
from analysis.io.unfinished_batches import BATCHES, HOME, is_batch_file, read_identity


class ExistingOutput(NamedTuple):
    """What an output folder contains.

    Attributes
    ----------
    kind : OutputKind or None
        None where no marker says what it is.
    marker : dict
        Content of the marker.
    has_batches : bool
        Whether it contains unfinished batches.
    foreign, changed : str
        The first file that samestory did not write, and the first one that has changed since it was written; '' if
        there is none.
    empty : bool
        Whether it contains no file, or does not exist.
    """

    kind: OutputKind | None
    marker: Mapping[str, Any]
    has_batches: bool
    foreign: str
    changed: str
    empty: bool


def inspect_output(place: Path, kind: OutputKind, *, compare_checksums: bool = True) -> ExistingOutput:
    """Return what an output folder contains.

    Parameters
    ----------
    place : Path
        Need not exist.
    kind : OutputKind
        The kind whose marker counts where there are several.
    compare_checksums : bool
        Whether to look for files that have changed.

    Raises
    ------
    WrongUse
        If it is a file, or cannot be read.
    """
    names = list_files(place, without_empty=(HOME, BATCHES))
    found, marker = _find_marker(place, kind)
    has_batches = read_identity(place) is not None
    written = {found.marker: "", **marker[found.checksums]} if found else {}
    foreign = (name for name in names if name not in written and not (has_batches and is_batch_file(name)))
    checksums = {name: written[name] for name in names if written.get(name)} if compare_checksums else {}
    return ExistingOutput(found, marker, has_batches, next(foreign, ""), _first_changed(place, checksums), not names)


def _find_marker(place: Path, preferred: OutputKind) -> tuple[OutputKind | None, dict[str, Any]]:
    for kind in sorted(OUTPUT_KINDS, key=lambda kind: kind is not preferred):
        marker = read_marker(place, kind)
        if marker is not None:
            return kind, marker
    return None, {}


def _first_changed(place: Path, checksums: Mapping[str, str]) -> str:
    """Return the first file that is not as it was written, '' if there is none."""
    for name, checksum in checksums.items():
        file = place / name
        with suppress(OSError):
            if file.is_symlink() or not file.is_file() or sha256_of(file) != checksum:
                return name
    return ""


def check_replaceable(
    place: Path, kind: OutputKind, *, force: bool, allow_same_kind: bool = False, allow_batches: bool = False
) -> None:
    """Check that an output folder may be made or replaced.

    Parameters
    ----------
    place : Path
    kind : OutputKind
        Of the new output.
    force : bool
        Whether an output of the same kind may be replaced, also where its files have changed.
    allow_same_kind : bool
        Whether an output of the same kind may be replaced where none of its files has changed.
    allow_batches : bool
        Whether it may contain unfinished batches.

    Raises
    ------
    WrongUse
        Naming what is in the way.
    """
    existing = inspect_output(place, kind, compare_checksums=not force)
    if existing.empty:
        return
    _check_kind(place, kind, existing, allow_batches)
    if existing.foreign:
        raise WrongUse(
            f"{shown(place)} contains {shown(existing.foreign)}, which samestory did not write; move it elsewhere, or "
            "name another folder with --out"
        )
    if force:
        return
    if existing.kind is not None and not allow_same_kind:
        raise WrongUse(
            f"{shown(place)} already contains a {kind.name}; name another folder, or replace it with --force"
        )
    if existing.changed:
        raise WrongUse(
            f"{shown(existing.changed)} in {shown(place)} has changed since it was written; move it elsewhere, or "
            "replace it with --force"
        )


def _check_kind(place: Path, kind: OutputKind, existing: ExistingOutput, allow_batches: bool) -> None:
    if existing.kind is kind or (existing.kind is None and existing.has_batches and allow_batches):
        return
    if existing.kind is None and not existing.has_batches:
        expected = "samestory report" if kind is REPORT else kind.name
        example = f" ({shown(existing.foreign)})" if existing.foreign else ""
        raise WrongUse(
            f"{shown(place)} contains files, but is not a {expected}{example}; name another folder with --out"
        )
    content = f"a {existing.kind.name}" if existing.kind else "unfinished batches of samestory annotate"
    raise WrongUse(f"{shown(place)} contains {content}, not a {kind.name}; name another folder with --out")
