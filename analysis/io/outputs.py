"""Output folders and files: checked and locked before the work, and moved into place in one step after it.

- A folder is replaced only where it is empty or contains, by its marker (`output_kinds`), an output of the same kind
  and nothing else. The marker lists the files that were written, with their checksums. A file that it does not list is
  never removed; one that has changed since is replaced only with `force` (`existing_output`).
- No input lies in what is replaced, and no output in an input folder (`output_places`).
- A lock beside the output is held from the first check to the end; a second process is refused (`output_locks`).
- The work is done in a staging folder beside the output (`staging`): whenever the process is killed, the earlier
  output or the new one is there as a whole (`atomic_replace`).
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from itertools import count
from pathlib import Path
from typing import Any

from analysis._utils.command_exit import note_output
from analysis.exceptions import FailedWork, WrongUse
from analysis.io.atomic_replace import flush_folder, replace_file, replace_folder
from analysis.io.existing_output import check_replaceable, inspect_output
from analysis.io.output_errors import cannot_write, errors_before_work, errors_of_writing, shown
from analysis.io.output_kinds import OutputKind
from analysis.io.output_locks import locked_output
from analysis.io.output_places import check_apart, place_of
from analysis.io.run_registry import Run, begin_run
from analysis.io.staging import EARLIER_OUTPUT, NEW_OUTPUT, in_staging_folder, remove_staging, restore_earlier_output
from analysis.io.unfinished_batches import UnfinishedBatches

MarkerTest = Callable[[Mapping[str, Any]], bool]


class Output:
    """An output folder that is being made.

    Attributes
    ----------
    place : Path
        Where it will be, links followed.
    staging : Path
        Folder beside it for unfinished work; closed to other users.
    new : Path
        Folder in `staging` to fill; it becomes the output where the work ends without an error.
    batches : UnfinishedBatches
        Finished batches in the output folder, for work that can be continued.
    """

    def __init__(self, place: Path, kind: OutputKind, run: Run, force: bool) -> None:
        self.place, self.kind, self._force = place, kind, force
        self.staging = run.staging_folder(place)
        self.new = self.staging / NEW_OUTPUT
        self.new.mkdir()
        self.batches = UnfinishedBatches(place, self.staging)

    def check_same_corpus(self, other_corpus: Callable[[Mapping[str, Any]], str]) -> None:
        """Check that an existing output was made from the same corpus, so that it may be replaced without `force`.

        Parameters
        ----------
        other_corpus : callable
            Takes the content of the marker; returns '' if it is of the same corpus, else a name for the other one.

        Raises
        ------
        WrongUse
            If it was made from another corpus, and the output is not forced.
        """
        if self._force:
            return
        existing = inspect_output(self.place, self.kind, compare_checksums=False)
        other = other_corpus(existing.marker) if existing.kind is not None else ""
        if other:
            raise WrongUse(
                f"{shown(self.place)} contains the {self.kind.name} of {other}; name another folder with --out, or "
                "replace it with --force"
            )

    def replaces(self, condition: MarkerTest) -> bool:
        """Return whether an output of the same kind exists whose marker meets a condition."""
        existing = inspect_output(self.place, self.kind, compare_checksums=False)
        return existing.kind is self.kind and condition(existing.marker)

    def put_beside(self, may_replace: MarkerTest) -> Path:
        """Make the output PLACE.failed, and leave an existing one.

        Where that is taken it becomes PLACE.failed-2 and so on: the first that does not exist, or is an unchanged
        output of the same kind whose marker meets the condition.

        Returns
        -------
        Path
            The place.
        """
        for number in count(1):
            suffix = ".failed" if number == 1 else f".failed-{number}"
            place = self.place.with_name(self.place.name + suffix)
            with suppress(WrongUse):
                if self._is_free(place, may_replace):
                    self.place = place
                    return place
        raise AssertionError

    def _is_free(self, place: Path, may_replace: MarkerTest) -> bool:
        existing = inspect_output(place, self.kind)
        if existing.empty:
            return True
        unchanged = existing.kind is self.kind and not (existing.foreign or existing.changed)
        return unchanged and may_replace(existing.marker)

    def move_into_place(self) -> None:
        """Replace the existing output by the new one, unless files were added to it during the work."""
        foreign = inspect_output(self.place, self.kind, compare_checksums=False).foreign
        if foreign:
            raise FailedWork(
                f"'{foreign}' was added to {shown(self.place)} during the run, so nothing was replaced; move it "
                "elsewhere and run again"
            )
        replace_folder(self.new, self.place, self.staging / EARLIER_OUTPUT)
        if not in_staging_folder(self.place):
            note_output(self.place)
        flush_folder(self.place.parent)


@contextmanager
def output_folder(
    out: str | Path,
    kind: OutputKind,
    *,
    inputs: Iterable[str | Path | None] = (),
    allowed_inside: Path | None = None,
    force: bool = False,
    allow_same_kind: bool = False,
    allow_batches: bool = False,
) -> Iterator[Output]:
    """Make an output folder: check and lock it, give a folder to fill, and move that into place at the end.

    Parameters
    ----------
    out : str or Path
        The folder.
    kind : OutputKind
    inputs : iterable of str or Path
        All that is read; see `check_apart`.
    allowed_inside : Path, optional
        The one folder within an input folder that may be written; see `check_apart`.
    force : bool
        Replace an output of the same kind.
    allow_same_kind : bool
        An output of the same kind is no error at the beginning, since `Output.check_same_corpus` will be called.
    allow_batches : bool
        Unfinished batches are no error, since `Output.batches` will be opened.

    Yields
    ------
    Output

    Raises
    ------
    WrongUse
        If the folder may not be written; nothing has been changed then.
    FailedWork
        If it cannot be finished; the earlier output is left as it was.
    """
    place = place_of(out)
    check_apart(place, inputs, allowed_inside=allowed_inside)
    with begin_run(kind.name) as run, locked_output(place, run):
        check_replaceable(place, kind, force=force, allow_same_kind=allow_same_kind, allow_batches=allow_batches)
        with errors_before_work(place):
            output = Output(place, kind, run, force)
        try:
            with errors_of_writing(place):
                yield output
                # `put_beside` may have chosen another place.
                with locked_output(output.place, run) if output.place != place else nullcontext():
                    output.move_into_place()
        finally:
            output.batches.remove_if_empty()
            restore_earlier_output(output.staging, place)
            remove_staging(output.staging)


@contextmanager
def output_file(out: str | Path, *, inputs: Iterable[str | Path | None] = (), force: bool = False) -> Iterator[Path]:
    """Make an output file: check and lock it, give a file to write, and move that into place at the end.

    Parameters
    ----------
    out : str or Path
        The file.
    inputs : iterable of str or Path
        All that is read; see `check_apart`.
    force : bool
        Replace an existing file.

    Yields
    ------
    Path
        The file to write.

    Raises
    ------
    WrongUse
        If the file may not be written; nothing has been changed then.
    FailedWork
        If it cannot be finished; the earlier file is left as it was.
    """
    place = place_of(out)
    _check_file(place, force)
    check_apart(place, inputs)
    with begin_run("file") as run, locked_output(place, run):
        with errors_before_work(place):
            staging = run.staging_folder(place)
        work = staging / (NEW_OUTPUT + place.suffix)
        try:
            with errors_of_writing(place):
                yield work
                replace_file(work, place)
                note_output(place)
                flush_folder(place.parent)
        finally:
            remove_staging(staging)


def _check_file(place: Path, force: bool) -> None:
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise cannot_write(place, error) from None
    if stat.S_ISDIR(mode):
        raise WrongUse(f"{shown(place)} is a folder; name a file to write")
    if not stat.S_ISREG(mode):
        raise WrongUse(f"{shown(place)} is not a regular file; name a file to write")
    if not force:
        raise WrongUse(
            f"{shown(place)} already exists, perhaps with changes by hand; name another file, or replace it with "
            "--force"
        )
