"""Notebooks as files; nbformat has no types."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def read_notebook(path: Path) -> Any:
    """Return the notebook in a file."""
    import nbformat

    read: Callable[..., Any] = nbformat.read
    return read(path, as_version=4)


def write_notebook(notebook: Any, path: Path) -> None:
    """Write a notebook to a file."""
    import nbformat

    write: Callable[..., None] = nbformat.write
    write(notebook, path)
