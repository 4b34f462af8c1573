"""Matplotlib as a report needs it: without settings of the user."""

from __future__ import annotations

import os
import tempfile
from importlib.util import find_spec
from pathlib import Path


def import_matplotlib() -> None:
    """Import Matplotlib with its own settings: it would read those of the working directory and of the user."""
    found = find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    os.environ["MPLBACKEND"] = "agg"
    os.environ["MATPLOTLIBRC"] = str(Path(found.origin).with_name("mpl-data") / "matplotlibrc")
    if not _can_keep_fonts():
        os.environ["MPLCONFIGDIR"] = tempfile.mkdtemp(prefix="m")
    before = Path.cwd()
    os.chdir(tempfile.gettempdir())
    try:
        import matplotlib  # noqa: F401
    finally:
        os.chdir(before)


def _can_keep_fonts() -> bool:
    """Whether Matplotlib can write its list of fonts to the user's folders; it warns if it cannot."""
    try:
        folders = _user_folders()
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        return False
    return all(os.access(folder, os.W_OK) for folder in folders)


def _user_folders() -> list[Path]:
    """Return the folders; RuntimeError if the user has no home."""
    if given := os.environ.get("MPLCONFIGDIR"):
        return [Path(given)]
    usual = {"XDG_CONFIG_HOME": ".config", "XDG_CACHE_HOME": ".cache"}
    return [Path(os.environ.get(name) or Path.home() / folder) / "matplotlib" for name, folder in usual.items()]
