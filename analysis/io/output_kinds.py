"""Kinds of output folders, and the marker file by which each is recognized."""

from __future__ import annotations

import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from analysis.exceptions import WrongUse
from analysis.io.json_files import read_json

_SHA256 = re.compile(r"[0-9a-f]{64}")


class OutputKind(NamedTuple):
    """A kind of output folder.

    Attributes
    ----------
    name : str
        As error messages name it.
    marker : str
        JSON file in the folder that says what it is.
    checksums : str
        Key in the marker of the SHA-256 of each file that was written.
    required : tuple of (str, type)
        Other keys that the marker must have.
    """

    name: str
    marker: str
    checksums: str
    required: tuple[tuple[str, type], ...]


REPORT = OutputKind("report", "run.json", "files", (("samestory", str), ("status", str), ("corpus", dict)))
BUNDLE = OutputKind("bundle", "bundle.json", "sha256", (("samestory", str), ("corpus", str)))
CODER = OutputKind("coder", "coder.json", "sha256", (("format", str), ("codes", list), ("intercepts", dict)))
OUTPUT_KINDS = (REPORT, BUNDLE, CODER)


def read_marker(folder: Path, kind: OutputKind) -> dict[str, Any] | None:
    """Return the content of a marker, None where the folder has no valid marker of that kind."""
    content = read_plain_json(folder / kind.marker)
    if content is None or not all(isinstance(content.get(key), of) for key, of in kind.required):
        return None
    return content if _are_checksums(content.get(kind.checksums)) else None


def read_plain_json(file: Path) -> dict[str, Any] | None:
    """Return the JSON object in a regular file; None where there is no such file, or it holds no object."""
    with suppress(OSError, WrongUse):
        if stat.S_ISREG(file.stat(follow_symlinks=False).st_mode):
            return read_json(file)
    return None


def _are_checksums(value: object) -> bool:
    """Whether a value maps at least one file name to its SHA-256."""
    return isinstance(value, dict) and bool(value) and all(_is_checksum(*item) for item in value.items())


def _is_checksum(name: str, checksum: object) -> bool:
    inside = ".." not in Path(name).parts
    return inside and isinstance(checksum, str) and _SHA256.fullmatch(checksum) is not None
