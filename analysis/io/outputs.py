"""The one module that owns output folders and files: what may be replaced, and how.

- A folder is replaced only where it is empty or holds, by a *marker* of ours (run.json, bundle.json, coder.json), an
  output of the same kind and nothing else. The marker lists the files that were written, with their checksums. A file
  that it does not list is never removed, whatever is forced; one that has changed since is, only with `force`.
- No input lies in what is replaced, and no output in an input folder (`places.check_apart`).
- A lock beside the output is held from the first check to the end; a second process is refused at once.
- Work is done in a staging folder beside the output (`runs`) and moved into place in one step: whenever the process
  is killed, the earlier output or the new one is there whole.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import secrets
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from analysis._utils.command_exit import wrote
from analysis.exceptions import FailedWork, WrongUse
from analysis.io import run_registry as runs
from analysis.io.json_files import read_json
from analysis.io.locks import acquire
from analysis.io.output_places import ADVICE, check_apart, place_of, reason, shown
from analysis.io.paths import sha256_of
from analysis.io.run_registry import LOCK, NEW, OLD, STAGING, Run, begin_run, in_use, sweep

__all__ = [
    "BUNDLE",
    "CODER",
    "REPORT",
    "Kind",
    "Output",
    "Run",
    "begin_run",
    "check_saves",
    "in_use",
    "output_file",
    "output_folder",
    "reason",
    "saved_file",
    "sweep",
]


class Kind(NamedTuple):
    """A kind of output folder.

    Attributes
    ----------
    name : str
    marker : str
        JSON file in the folder that says what it is.
    files : str
        Key in the marker of the files written and their SHA-256.
    about : tuple of (str, type)
        Other keys it must have.
    """

    name: str
    marker: str
    files: str
    about: tuple[tuple[str, type], ...]


REPORT = Kind("report", "run.json", "files", (("samestory", str), ("status", str), ("corpus", dict)))
BUNDLE = Kind("bundle", "bundle.json", "sha256", (("samestory", str), ("corpus", str)))
CODER = Kind("coder", "coder.json", "sha256", (("format", str), ("codes", list), ("intercepts", dict)))
KINDS = (REPORT, BUNDLE, CODER)

# Where work that can be gone on with is kept, within its output folder, and the marker of that.
KEPT, WORK, BATCHES = ".samestory", "work.json", "batches"
_BATCH_FILE = re.compile(r"batches(/[0-9]{6}-[0-9a-f]{16}(/[a-z_]+\.(parquet|json))?)?")
# Folders that notebooks save to, and the file in them that says so.
SAVES, CLAIM = ("tables", "figures"), ".samestory-saved"
# What file managers and Jupyter leave everywhere.
_LITTER, _CHECKPOINTS = {".DS_Store", "Thumbs.db", "desktop.ini"}, ".ipynb_checkpoints"
_CHECKPOINT = re.compile(r"(.+)-checkpoint(\.[^.]+)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Found(NamedTuple):
    """What an output folder holds.

    Attributes
    ----------
    kind : Kind or None
        None where no marker of ours says what it is.
    about : dict
        What the marker says.
    work : dict or None
        What the marker of unfinished work says, where there is some.
    foreign, changed : str
        A file that is not ours, and one that has changed since it was written; '' where there is none.
    empty : bool
        Whether it holds no file at all.
    """

    kind: Kind | None
    about: Mapping[str, Any]
    work: Mapping[str, Any] | None
    foreign: str
    changed: str
    empty: bool


class Output:
    """An output folder that is being made.

    Attributes
    ----------
    place : Path
        Where it will be, links followed.
    staging : Path
        Folder beside it for what is not finished; closed to other users.
    new : Path
        Folder in it to fill; it becomes the output where the work ends without an error.
    """

    def __init__(self, place: Path, kind: Kind, run: Run, force: bool) -> None:
        self.place, self.kind, self._run, self._force = place, kind, run, force
        self.staging = run.folder(place)
        self.new = self.staging / NEW
        self.new.mkdir()
        self._keeps = False

    def check_same(self, other: Callable[[Mapping[str, Any]], str]) -> None:
        """Check that what is there was made from the same corpus, which makes `force` unnecessary.

        Parameters
        ----------
        other : callable
            Takes what the marker says; returns '' where it is of the same corpus, else of what it is.

        Raises
        ------
        WrongUse
            Where it is of another one, and the output is not forced.
        """
        found = look(self.place, self.kind, changes=False)
        of = other(found.about) if found.kind is not None and not self._force else ""
        if of:
            raise WrongUse(
                f"{shown(self.place)} holds the {self.kind.name} of {of}; name another folder with --out, or replace "
                "it with --force"
            )

    def replaces(self, which: Callable[[Mapping[str, Any]], bool]) -> bool:
        """Whether an output of the same kind is there, of which `which` is true."""
        found = look(self.place, self.kind, changes=False)
        return found.kind is self.kind and which(found.about)

    def put_beside(self, may_go: Callable[[Mapping[str, Any]], bool]) -> Path:
        """Leave what is there; what was made becomes PLACE.failed, or PLACE.failed-2 and so on, the first that is
        free or holds an output of the same kind, as it was written, of which `may_go` is true.

        Returns: the place."""
        for number in count(1):
            place = self.place.with_name(f"{self.place.name}.failed{f'-{number}' if number > 1 else ''}")
            with suppress(WrongUse):
                found = look(place, self.kind)
                right = found.kind is self.kind and not (found.foreign or found.changed) and may_go(found.about)
                if found.empty or right:
                    self.place = place
                    return place
        raise AssertionError

    def kept(self, identity: Mapping[str, str]) -> Path:
        """The folder in the output for parts that stay where the work is stopped, and are gone on with.

        identity: of the corpus and the settings they are made from. Parts of another one are removed where the output
        is forced. Raises: WrongUse where they are of another one."""
        self._keeps = True
        home = self.place / KEPT
        work = look(self.place, self.kind, changes=False).work
        if work is not None and work["identity"] != identity:
            if not self._force:
                raise WrongUse(
                    f"{shown(self.place)} holds unfinished batches made with another {_differing(work, identity)}; "
                    "name another folder, or begin anew with --force"
                )
            home.rename(self.staging / "outdated")
            work = None
        if work is None:
            self._begin_kept(home, identity)
        (home / BATCHES).mkdir(exist_ok=True)
        return home / BATCHES

    def _begin_kept(self, home: Path, identity: Mapping[str, str]) -> None:
        """Make the marked folder in one step, so that a folder of ours without a marker is never there."""
        begun = self.staging / "begun" / KEPT
        begun.mkdir(parents=True)
        about = {"samestory": _version(), "identity": dict(identity)}
        (begun / WORK).write_text(json.dumps(about, indent=2, sort_keys=True) + "\n", "utf-8")
        if self.place.exists():
            begun.rename(home)
        else:
            begun.parent.rename(self.place)

    def drop_kept(self, *, only_empty: bool = False) -> None:
        """Remove what `kept` has made, and the output folder where it holds nothing else.

        only_empty: unless a part is finished."""
        batches = self.place / KEPT / BATCHES
        with suppress(OSError):
            if not self._keeps or (only_empty and any(batches.iterdir())):
                return
            (self.place / KEPT).rename(self.staging / "dropped")
            self.place.rmdir()

    def move_into_place(self) -> None:
        """Replace what is there by what was made, in one step."""
        self._check_again()
        _flush(self.new)
        if not self.place.exists():
            self.new.rename(self.place)
        else:
            self.new.chmod(stat.S_IMODE(self.place.stat().st_mode))
            if not _exchange(self.new, self.place):
                self.place.rename(self.staging / OLD)
                self.new.rename(self.place)
        if not _staged(self.place):
            wrote(self.place)
        _flush_folder(self.place.parent)

    def _check_again(self) -> None:
        """What was put into the folder while the work was done is not lost either."""
        found = look(self.place, self.kind, changes=False)
        if found.foreign:
            raise FailedWork(
                f"'{found.foreign}' was put into {shown(self.place)} meanwhile, so nothing was replaced; move it "
                "elsewhere and run again"
            )


@contextmanager
def output_folder(
    out: str | Path,
    kind: Kind,
    *,
    inputs: Iterable[str | Path | None] = (),
    beside: Path | None = None,
    force: bool = False,
    asks: bool = False,
    resumes: bool = False,
) -> Iterator[Output]:
    """Make an output folder: check and lock it, give a folder to fill, and move that into place at the end.

    Parameters
    ----------
    out : str or Path
        The folder that is asked for.
    kind : Kind
    inputs : iterable of str or Path
        All that is read, see `places.check_apart`, as is `beside`.
    force : bool
        Replace an output of the same kind.
    asks : bool
        Whether `Output.check_same` will be called, so that an output of the same kind is no fault yet.
    resumes : bool
        Whether `Output.kept` will be called, so that unfinished work is no fault.

    Yields
    ------
    Output

    Raises
    ------
    WrongUse
        Where the folder may not be written, before anything is changed.
    FailedWork
        Where it cannot be finished; what was there before is there still.
    """
    place = place_of(out)
    check_apart(place, inputs, beside=beside)
    with begin_run(kind.name) as run, _locked(place, run):
        _check_replaceable(place, kind, force=force, asks=asks, resumes=resumes)
        with _writing(place):
            output = Output(place, kind, run, force)
        try:
            with _working(place):
                yield output
                with _locked(output.place, run) if output.place != place else nullcontext():
                    output.move_into_place()
        finally:
            output.drop_kept(only_empty=True)
            runs.put_back(output.staging, place)
            runs.remove(output.staging)


@contextmanager
def output_file(out: str | Path, *, inputs: Iterable[str | Path | None] = (), force: bool = False) -> Iterator[Path]:
    """Make an output file: check and lock it, give a file to write, and move that into place at the end.

    Parameters
    ----------
    out : str or Path
        The file that is asked for.
    inputs : iterable of str or Path
        All that is read, see `places.check_apart`.
    force : bool
        Replace a file that is there.

    Yields
    ------
    Path

    Raises
    ------
    WrongUse
        Where the file may not be written, before anything is changed.
    FailedWork
        Where it cannot be finished; what was there before is there still.
    """
    place = place_of(out)
    _check_file(place, force)
    check_apart(place, inputs)
    with begin_run("file") as run, _locked(place, run):
        with _writing(place):
            staging = run.folder(place)
        work = staging / (NEW + place.suffix)
        try:
            with _working(place):
                yield work
                if place.exists():
                    work.chmod(stat.S_IMODE(place.stat().st_mode))
                _flush_file(work)
                work.replace(place)
                wrote(place)
                _flush_folder(place.parent)
        finally:
            runs.remove(staging)


def look(place: Path, kind: Kind, *, changes: bool = True) -> Found:
    """Look at what an output folder holds; without `changes` no checksum is compared.

    Raises: WrongUse where it is a file, or cannot be read."""
    entries = _entries(place)
    kinds = sorted(KINDS, key=lambda one: one is not kind)
    told = ((one, _marker(place, one)) for one in kinds)
    found, about = next(((one, about) for one, about in told if about is not None), (None, {}))
    work = _work(place / KEPT)
    ours: dict[str, str] = {}
    if found:
        ours = {found.marker: "", **about[found.files]}
    names = list(_files(place, entries))
    foreign = next((name for name in names if name not in ours and not (work is not None and _is_kept(name))), "")
    changed = _changed(place, {name: ours[name] for name in names if ours.get(name)}) if changes else ""
    return Found(found, about, work, foreign, changed, not names)


def check_saves(folder: Path, corpus: str | Path | None) -> None:
    """Check that a notebook run by hand may save tables and figures in a folder.

    It may where the folders tables and figures in it are new, empty or made by an earlier notebook, and hold nothing of
    the corpus; whatever else is in the folder is left as it is. In the folder that a report gives its notebooks it
    always may.

    Raises
    ------
    WrongUse
        Where a folder tables or figures holds files of somebody else.
    """
    if _staged(Path(folder).absolute()):
        return
    for name in SAVES:
        place = place_of(folder / name)
        check_apart(place, [corpus])
        _check_claimed(place)


def _check_claimed(folder: Path) -> None:
    others = [entry.name for entry in _entries(folder) if entry.name not in {*_LITTER, _CHECKPOINTS}]
    if others and CLAIM not in others:
        raise WrongUse(
            f"{shown(folder)} holds {shown(others[0])}, and no notebook made it; name another folder with out"
        )


def _claim(folder: Path) -> None:
    """Make a folder of saved tables or figures, marked as ours where it is not part of a report."""
    if STAGING in str(folder):
        # A staging folder that has been removed is not made again.
        folder.mkdir(exist_ok=True)
        return
    _check_claimed(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / CLAIM).touch()


def _staged(place: Path) -> bool:
    """Whether a place lies in a staging folder, so that what is there is a part of another output."""
    return any(runs.marked(parent) for parent in place.parents)


@contextmanager
def saved_file(file: Path) -> Iterator[Path]:
    """Give a file to write beside another one, and move it over that at the end, so that the file is there whole.

    For a table or figure that a notebook saves. Raises: FailedWork where it cannot be written."""
    work = file.with_name(f".{secrets.token_hex(4)}{file.suffix}")
    try:
        with _working(file):
            _claim(file.parent)
            yield work
            work.replace(file)
    finally:
        work.unlink(missing_ok=True)


def _entries(place: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(place) as found:
            return sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return []
    except NotADirectoryError as error:
        if os.path.lexists(place):
            raise WrongUse(f"{shown(place)} is a file; name a folder") from None
        raise _refused(place, error) from None
    except OSError as error:
        raise _refused(place, error) from None


def _files(place: Path, entries: list[os.DirEntry[str]]) -> Iterator[str]:
    """Names below a folder, with '/': files, links, and folders that hold nothing."""
    for entry in entries:
        if not entry.is_dir(follow_symlinks=False):
            if entry.name not in _LITTER:
                yield entry.name
            continue
        inner = _entries(place / entry.name)
        if entry.name == _CHECKPOINTS:
            names = {beside.name for beside in entries}
            inner = [one for one in inner if not _is_checkpoint(one, names)]
        elif not inner and entry.name not in (KEPT, BATCHES):
            yield entry.name
        yield from (f"{entry.name}/{name}" for name in _files(place / entry.name, inner))


def _is_checkpoint(entry: os.DirEntry[str], beside: set[str]) -> bool:
    """Whether a file is Jupyter's copy of one that is there still."""
    found = _CHECKPOINT.fullmatch(entry.name)
    of = f"{found[1]}{found[2] or ''}" if found else ""
    return of in beside and entry.is_file(follow_symlinks=False)


def _is_kept(name: str) -> bool:
    inner = name.removeprefix(f"{KEPT}/")
    return name != inner and (inner == WORK or _BATCH_FILE.fullmatch(inner) is not None)


def _read_json(file: Path) -> Any:
    """What a plain file holds; None where it is not there, or no JSON object."""
    with suppress(OSError, WrongUse):
        return read_json(file) if stat.S_ISREG(file.stat(follow_symlinks=False).st_mode) else None
    return None


def _marker(place: Path, kind: Kind) -> dict[str, Any] | None:
    """What the marker of a kind says; None where there is none, or it is not one of ours."""
    about = _read_json(place / kind.marker)
    if not isinstance(about, dict) or not all(isinstance(about.get(key), of) for key, of in kind.about):
        return None
    files = about.get(kind.files)
    right = isinstance(files, dict) and all(
        isinstance(sha, str) and _SHA256.fullmatch(sha) and ".." not in Path(name).parts for name, sha in files.items()
    )
    return about if right and files else None


def _work(home: Path) -> dict[str, Any] | None:
    """What the marker of unfinished work says; None where there is none of ours."""
    about = None if home.is_symlink() else _read_json(home / WORK)
    if not isinstance(about, dict) or not isinstance(about.get("samestory"), str):
        return None
    return about if isinstance(about.get("identity"), dict) else None


def _changed(place: Path, listed: Mapping[str, str]) -> str:
    """The first file that is not as it was written."""
    for name, sha in listed.items():
        file = place / name
        with suppress(OSError):
            if file.is_symlink() or not file.is_file() or sha256_of(file) != sha:
                return name
    return ""


def _check_replaceable(place: Path, kind: Kind, *, force: bool, asks: bool, resumes: bool) -> None:
    found = look(place, kind, changes=not force)
    if found.empty:
        return
    other = found.kind is not None and found.kind is not kind
    if found.kind is None and found.work is None:
        what = "report" if kind is not REPORT else "samestory report"
        held = f" ({shown(found.foreign)})" if found.foreign else ""
        raise WrongUse(
            f"{shown(place)} holds something that is not a {kind.name.replace('report', what)}{held}; name another "
            "folder with --out"
        )
    if other or (found.kind is None and not resumes):
        held = f"a {found.kind.name}" if found.kind else "unfinished batches of samestory annotate"
        raise WrongUse(f"{shown(place)} holds {held}, not a {kind.name}; name another folder with --out")
    if found.foreign:
        raise WrongUse(
            f"{shown(place)} holds {shown(found.foreign)}, which samestory did not write; move it elsewhere, or name "
            "another folder with --out"
        )
    if found.kind is not None and not force and not asks:
        raise WrongUse(f"{shown(place)} holds a {kind.name} already; name another folder, or replace it with --force")
    if found.changed and not force:
        raise WrongUse(
            f"{shown(found.changed)} in {shown(place)} was changed since it was written; move it elsewhere, or replace "
            "it with --force"
        )


def _check_file(place: Path, force: bool) -> None:
    try:
        about = place.stat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise _refused(place, error) from None
    if stat.S_ISDIR(about.st_mode):
        raise WrongUse(f"{shown(place)} is a folder; name a file to write")
    if not stat.S_ISREG(about.st_mode):
        raise WrongUse(f"{shown(place)} is not a plain file; name a file to write")
    if not force:
        raise WrongUse(
            f"{shown(place)} is there already, perhaps with codes in it; name another file, or replace it with --force"
        )


def _differing(work: Mapping[str, Any], identity: Mapping[str, str]) -> str:
    return next((name for name in identity if work["identity"].get(name) != identity[name]), "setting")


@contextmanager
def _locked(place: Path, run: Run) -> Iterator[None]:
    """Hold the lock of an output, and clear what killed processes have left of it.

    Folders above it that were made are removed where nothing came of the work."""
    lock_file = runs.beside(place, LOCK)
    with _writing(place):
        made = _make_parents(place.parent)
    try:
        with _writing(place):
            run.register(lock_file)
            lock = acquire(lock_file)
        if lock is None:
            raise WrongUse(f"another samestory is writing to {shown(place)}; wait for it, or name another place")
        try:
            _clear_earlier(place)
            yield
        finally:
            lock.release()
    finally:
        with suppress(OSError):
            for folder in made:
                folder.rmdir()


def _clear_earlier(place: Path) -> None:
    """While the lock is held, no staging folder of the same output can be in use."""
    with suppress(OSError):
        for folder in place.parent.glob(f"{_literal(runs.beside(place, STAGING).name)}*"):
            about = runs.marked(folder)
            if about is not None and about["target"] == str(place):
                runs.clear(folder, about["run"])


def _literal(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and those above it. Returns: those that were not there, the innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _refused(place: Path, error: OSError) -> WrongUse:
    return WrongUse(f"nothing can be written to {shown(place)}: {reason(error)}")


@contextmanager
def _writing(place: Path) -> Iterator[None]:
    """What goes wrong before the work has begun."""
    try:
        yield
    except OSError as error:
        raise _refused(place, error) from None


@contextmanager
def _working(place: Path) -> Iterator[None]:
    """What goes wrong in the work, where it is the place that cannot be written."""
    try:
        yield
    except OSError as error:
        ours = error.filename is None or str(error.filename).startswith(str(place)) or STAGING in str(error.filename)
        if not ours or (error.errno not in ADVICE and error.errno != errno.EIO):
            raise
        raise FailedWork(f"{shown(place)} could not be written: {reason(error)}") from None


def _flush(folder: Path) -> None:
    """Have the disk hold what was written before it is moved into place."""
    with ThreadPoolExecutor(8) as pool:
        # Disks take many requests at once.
        deque(pool.map(_flush_file, (path for path in folder.rglob("*") if path.is_file())), 0)
        deque(pool.map(_flush_folder, (Path(path) for path, _, _ in os.walk(folder))), 0)


def _flush_file(file: Path) -> None:
    number = os.open(file, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot
            os.fsync(number)
    finally:
        os.close(number)


def _flush_folder(folder: Path) -> None:
    with suppress(OSError):
        _flush_file(folder)


@cache
def _renameat2() -> Any:
    with suppress(OSError, AttributeError):
        return ctypes.CDLL(None, use_errno=True).renameat2
    return None


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step. Returns: False where the system cannot."""
    rename, here, exchange = _renameat2(), -100, 2
    if rename is None:
        return False
    return rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0


def _version() -> str:
    from analysis._version import __version__

    return __version__
