"""The files of the package, and one checksum of those that decide what it computes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from analysis._utils.onnx_runtime import runtime_version
from analysis.io.files import sha256_of
from analysis.io.paths import PACKAGE

MODELS = PACKAGE / "models"
_LIBRARIES = ("numpy", "scipy", "tokenizers")


def package_files() -> Sequence[Path]:
    """Return all files of the package, sorted, but for compiled and hidden ones."""
    files = (f for f in PACKAGE.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    return sorted(f for f in files if not any(part.startswith(".") for part in f.relative_to(PACKAGE).parts))


def name_of(file: Path, folder: Path = PACKAGE) -> str:
    """Return the path of a file within a folder, with slashes."""
    return file.relative_to(folder).as_posix()


def digest(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines of text."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@cache
def made_with(*models: Path) -> str:
    """Return a checksum of all code and word lists, of some models, and of the libraries that compute with them.

    Parameters
    ----------
    *models : Path
        Files of models that are used.

    Returns
    -------
    str
    """
    files = [file for file in package_files() if not file.is_relative_to(MODELS)]
    libraries = (f"{name} {version(name)}" for name in _LIBRARIES)
    return digest([*(f"{name_of(f)} {sha256_of(f)}" for f in (*files, *models)), *libraries, runtime_version()])
