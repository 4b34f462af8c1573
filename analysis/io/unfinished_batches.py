"""Finished batches of work that was stopped, kept in the output folder until the work is continued."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from analysis._version import __version__
from analysis.exceptions import WrongUse
from analysis.io.output_errors import shown
from analysis.io.output_kinds import read_plain_json

HOME, BATCHES = ".samestory", "batches"
_MARKER = "work.json"
_BATCH_FILE = re.compile(r"batches(/[0-9]{6}-[0-9a-f]{16}(/[a-z_]+\.(parquet|json))?)?")


def is_batch_file(name: str) -> bool:
    """Return whether a name, relative to the output folder, is one that this module writes."""
    inner = name.removeprefix(f"{HOME}/")
    return inner != name and (inner == _MARKER or _BATCH_FILE.fullmatch(inner) is not None)


def read_identity(output: Path) -> Mapping[str, Any] | None:
    """Return of what corpus and settings the batches in an output folder are; None where there are none."""
    home = output / HOME
    content = None if home.is_symlink() else read_plain_json(home / _MARKER)
    if content is None or not isinstance(content.get("samestory"), str):
        return None
    identity = content.get("identity")
    return identity if isinstance(identity, dict) else None


class UnfinishedBatches:
    """The finished batches in an output folder.

    Parameters
    ----------
    output : Path
        The output folder, which need not exist.
    staging : Path
        Folder on the same file system to which batches are moved that are removed.
    """

    def __init__(self, output: Path, staging: Path) -> None:
        self.output, self.staging = output, staging
        self._opened = False

    def open(self, identity: Mapping[str, str], *, force: bool) -> Path:
        """Return the folder of the batches, which is made where it does not exist.

        Parameters
        ----------
        identity : mapping of str to str
            Corpus and settings that the batches are made from.
        force : bool
            Remove batches of another identity.

        Raises
        ------
        WrongUse
            If there are batches of another identity, without `force`.
        """
        self._opened = True
        existing = read_identity(self.output)
        if existing is not None and existing != identity:
            if not force:
                raise WrongUse(
                    f"{shown(self.output)} contains unfinished batches made with another "
                    f"{_differing_key(existing, identity)}; name another folder, or start over with --force"
                )
            (self.output / HOME).rename(self.staging / "outdated")
            existing = None
        if existing is None:
            self._make(identity)
        batches = self.output / HOME / BATCHES
        batches.mkdir(exist_ok=True)
        return batches

    def _make(self, identity: Mapping[str, str]) -> None:
        """Make the folder with its marker in one step, so that it never exists without it."""
        home = self.staging / "begun" / HOME
        home.mkdir(parents=True)
        content = {"samestory": __version__, "identity": dict(identity)}
        (home / _MARKER).write_text(json.dumps(content, indent=2, sort_keys=True) + "\n", "utf-8")
        if self.output.exists():
            home.rename(self.output / HOME)
        else:
            home.parent.rename(self.output)

    def remove(self) -> None:
        """Remove the batches, if they were opened, and the output folder where it holds nothing else."""
        with suppress(OSError):
            if self._opened:
                (self.output / HOME).rename(self.staging / "dropped")
                self.output.rmdir()

    def remove_if_empty(self) -> None:
        """Do as `remove` where no batch is finished."""
        with suppress(OSError):
            if not any((self.output / HOME / BATCHES).iterdir()):
                self.remove()


def _differing_key(existing: Mapping[str, Any], identity: Mapping[str, str]) -> str:
    return next((key for key in identity if existing.get(key) != identity[key]), "setting")
