"""Verification: files of a report are compared with its record, and with those of a second run."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from analysis.corpus.reading import read_corpus
from analysis.exceptions import FailedWork, excerpt
from analysis.io.files import sha256_of
from analysis.io.kept_outputs import computed_anew
from analysis.io.paths import resolve
from analysis.io.run_registry import begin_run
from analysis.report import notebook_runner as notebooks
from analysis.report.browser import has_browser
from analysis.report.build import report
from analysis.report.named_files import FILES
from analysis.report.pdf import NAME as PDF
from analysis.report.provenance import (
    changed_corpus,
    changed_inputs,
    changed_sources,
    changed_versions,
    corpus_parts,
    sources,
    versions,
)
from analysis.report.run_record import NAME, Record, read_record

# What file managers leave in every folder they show.
_LEFT_BEHIND = {".DS_Store", "Thumbs.db", "desktop.ini"}
_MOST = 6  # names listed in a message
_FOLDERS = {"tables": "table file", "figures": "figure file", "notebooks": "notebook"}


class Differences(NamedTuple):
    """Files of a report that differ from its record, by how they differ."""

    altered: list[str]
    removed: list[str]
    added: list[str]
    links: list[str]


class ReportInputs(NamedTuple):
    """What a report was made from: path as recorded -> path now, and checksums of the sources."""

    at: dict[str, str]
    sources: dict[str, Any]


def verify(folder: str | Path) -> str:
    """Compare every file of a report with run.json, then run the report again and compare all files, byte for byte.

    A report may have been renamed, moved or copied. What it was made from is looked for where run.json says; relative
    paths are resolved against the working directory, from the project, and from each folder that the report is in.

    Parameters
    ----------
    folder : str or Path
        A folder that samestory report wrote. Links in it are not followed.

    Returns
    -------
    str
        One sentence on what was compared and found.

    Raises
    ------
    WrongUse
        If the folder is not a report, or its run.json is damaged.
    FailedWork
        If files were altered, removed or added, the corpus or an input has changed, or the second run gives different
        files; the message names them, and what has changed in samestory since the report was made.
    """
    folder = Path(folder)
    record = read_record(folder)
    _check_files(differences(record.files, folder))
    if record.content["status"] != "complete":
        faults = "; ".join(f"{name}: {fault}" for name, fault in record.content["faults"].items())
        raise FailedWork(f"the report is incomplete: {faults}")
    same = f"all {len(record.files)} files are unchanged"
    inputs = _find_inputs(record, folder.resolve(), same)
    if isinstance(inputs, str):
        others = changed_sources(record.content, sources(notebooks.find(), {}))
        return f"{same}; {inputs} was not found, so the report was not run again{_changes_clause(others)}"
    return f"{same}, and {_second_run(record, inputs)}"


def differences(recorded: Mapping[str, str], folder: Path) -> Differences:
    """Compare the files in a folder with their checksums; links are not followed."""
    existing = dict(_walk(folder))
    files = {name for name, is_file in existing.items() if is_file}
    altered = (n for n in files & recorded.keys() if sha256_of(folder / n) != recorded[n])
    links = existing.keys() - files
    hidden = {n for n in recorded if any(n.startswith(f"{link}/") for link in links)}
    return Differences(
        sorted(altered),
        sorted(recorded.keys() - existing.keys() - hidden),
        sorted(files - recorded.keys()),
        sorted(links),
    )


def _walk(folder: Path, below: str = "") -> Iterator[tuple[str, bool]]:
    """Yield every file, link and special file of a report but run.json, and whether it is a plain file."""
    with os.scandir(folder / below) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = below + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(folder, f"{name}/")
            elif name != NAME and entry.name not in _LEFT_BEHIND:
                yield name, entry.is_file(follow_symlinks=False)


def _check_files(files: Differences) -> None:
    names_by_fault = {
        "altered since the report was made": files.altered,
        "removed": files.removed,
        "added": files.added,
        "links and special files, which a report does not contain": files.links,
    }
    faults = [f"{fault}: {_listed(names)}" for fault, names in names_by_fault.items() if names]
    if faults:
        raise FailedWork("; ".join(faults))


def _find_inputs(record: Record, folder: Path, same: str) -> ReportInputs | str:
    """Return where the corpus and the inputs are, or which of them was not found.

    FailedWork is raised if one was found but has changed.
    """
    current_paths: dict[str, str] = {}
    for name in FILES:
        recorded = record.parameters.get(name)
        if record.content["inputs"].get(name) and isinstance(recorded, str):
            place = next(_places(recorded, folder), None)
            if place is None:
                return f"the {name} {excerpt(recorded)}"
            current_paths[recorded] = str(place)
    if PDF in record.files and not has_browser():
        return f"a browser to print {PDF}"
    parameters = {
        name: current_paths.get(value, value) if isinstance(value, str) else value
        for name, value in record.parameters.items()
    }
    now = sources(notebooks.find(), parameters)
    others = changed_inputs(record.content, now)
    if others:
        raise FailedWork(f"changed since the report was made: {_listed(others)}; {same}")
    path = record.corpus["path"]
    changed: list[str] = []
    for place in _places(path, folder):
        event = record.parameters.get("event", "")
        corpus = read_corpus(place, columns=record.corpus["columns"], event=event)
        if record.corpus["text"] and corpus.texts is None:
            return f"the text of the corpus {excerpt(path)}"
        changed = changed_corpus(record.corpus["parts"], corpus_parts(corpus))
        if not changed:
            return ReportInputs({**current_paths, path: str(place)}, now)
    if changed:
        raise FailedWork(
            f"the corpus {excerpt(path)} has changed since the report was made: {_listed(changed)}; {same}"
        )
    return f"the corpus {excerpt(path)}"


def _places(path: str, folder: Path) -> Iterator[Path]:
    """Yield where a recorded path may be: as resolve finds it, and relative to the report and the folders it is in."""
    try:
        tried = [resolve(path), *(above / path for above in (folder, *folder.parents))]
        yield from dict.fromkeys(place.resolve() for place in tried if place.exists())
    except (OSError, ValueError, RuntimeError):
        return


def _second_run(record: Record, inputs: ReportInputs) -> str:
    """Run a report again and compare all files; FailedWork is raised if they differ."""
    others = changed_sources(record.content, inputs.sources)
    parse = record.parameters.get("parse", "") if record.corpus["text"] else ""
    pdf = PDF in record.files
    newer = changed_versions(record.content, versions(parse, pdf=pdf))
    with begin_run("verify") as work, computed_anew():
        again = work.scratch_folder() / "report"
        faults = report(
            record.corpus["path"],
            again,
            columns=record.corpus["columns"],
            parameters=record.parameters,
            at=inputs.at,
            date=record.content.get("date", ""),
            pdf=pdf,
        )
        failed = [f"{name}: {fault}" for name, fault in faults.items() if fault]
        if failed:
            raise FailedWork(f"the second run failed: {'; '.join(failed)}{_changes_clause(others + newer)}")
        now = read_record(again).files
    if now != record.files:
        differ = sorted(name for name in {**record.files, **now} if record.files.get(name) != now.get(name))
        differ.sort(key=_result_first)
        raise FailedWork(f"a second run gives different files: {_listed(differ)}{_changes_clause(others + newer)}")
    return f"a second run gives the same {_counted(now)}, byte for byte{_changes_clause(others + newer)}"


def _changes_clause(others: Sequence[str]) -> str:
    """Clause that names what has changed since the report was made, '' if nothing has."""
    return f"; changed since the report was made: {_listed(others)}" if others else ""


def _result_first(name: str) -> bool:
    return not (name.startswith("tables/") or name.endswith(".html"))


def _counted(names: Iterable[str]) -> str:
    """'52 table files, 6 pages and 24 figure files'."""
    kinds = Counter(
        _FOLDERS.get(name.partition("/")[0], "page" if name.endswith(".html") else "file") for name in names
    )
    *first, last = [f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in sorted(kinds.items())]
    return f"{', '.join(first)} and {last}" if first else last


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(excerpt(name).strip("'") for name in names[:_MOST])
    return shown + (f" and {len(names) - _MOST:,} more" if len(names) > _MOST else "")
