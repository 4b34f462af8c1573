"""run.json: the record of a report, written in a readable order and read with every field checked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from analysis.exceptions import WrongUse, excerpt
from analysis.io.json_files import read_json

NAME = "run.json"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})?")
_SUMS = {"lexicons", "models", "notebooks"}
_FIELDS: dict[str, type | tuple[type, ...]] = {
    "samestory": str, "python": str, "packages": dict, "status": str, "faults": dict, "corpus": dict,
    "parameters": dict, "code": str, "lexicons": dict, "models": dict, "notebooks": dict, "inputs": dict, "files": dict,
}  # fmt: skip
_OF_CORPUS: dict[str, type | tuple[type, ...]] = {
    "path": str, "name": str, "columns": dict, "text": bool, "sha256": str, "parts": dict,
}  # fmt: skip
_OF_PARTS: dict[str, type | tuple[type, ...]] = {"texts": str, "columns": dict, "refused": str, "files": dict}


class Record(NamedTuple):
    """The content of run.json.

    Attributes
    ----------
    content : dict
        All of it.
    files : dict of str to str
        SHA-256 of each file of the report by its path in the report.
    corpus, parameters : dict
        What the report was made from, as given.
    """

    content: dict[str, Any]
    files: dict[str, str]
    corpus: dict[str, Any]
    parameters: dict[str, Any]


def write_record(folder: Path, content: Mapping[str, Any]) -> None:
    """Write run.json into the folder of a report."""
    (folder / NAME).write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")


def read_record(folder: Path) -> Record:
    """Read run.json of a report.

    Raises
    ------
    WrongUse
        If the folder contains no readable run.json, or a field is missing, of the wrong type, or names a file outside
        of the report.
    """
    try:
        content = read_json(folder / NAME, "record", _FIELDS)
        _check(content)
    except WrongUse as error:
        raise WrongUse(f"{excerpt(str(folder), 200)} is not a samestory report: {error}") from None
    except ValueError as error:
        raise WrongUse(f"{excerpt(str(folder), 200)} is not a samestory report: in its {NAME}, {error}") from None
    return Record(content, content["files"], content["corpus"], content["parameters"])


def _check(content: Mapping[str, Any]) -> None:
    """Raise ValueError for the first field that samestory would not write."""
    if content["status"] not in ("complete", "failed"):
        raise ValueError(f"status is {excerpt(content['status'])}; expected 'complete' or 'failed'")
    date = content.get("date", "")
    if not isinstance(date, str) or not _DATE.fullmatch(date):
        raise ValueError(f"date is {excerpt(date)}; expected a day such as '2024-11-17'")
    _check_types(content["corpus"], _OF_CORPUS, "corpus")
    _check_types(content["corpus"]["parts"], _OF_PARTS, "parts of the corpus")
    for key in ("faults", "packages"):
        _check_texts(content[key], key)
    _check_texts(content["corpus"]["columns"], "columns of the corpus")
    for key in _SUMS:
        _check_sums(content[key], key)
    for key in ("columns", "files"):
        _check_sums(content["corpus"]["parts"][key], f"{key} of the corpus")
    for key, sums in content["inputs"].items():
        if not isinstance(sums, dict):
            raise ValueError(f"the input {excerpt(key)} is {excerpt(sums)}; expected names of files with checksums")
        _check_sums(sums, "inputs")
    _check_sums(content["files"], "files")
    if not content["files"]:
        raise ValueError("no files are recorded")
    for name in content["files"]:
        _check_inside(name)


def _check_types(content: Mapping[str, Any], fields: Mapping[str, Any], where: str) -> None:
    for key, of in fields.items():
        if key not in content:
            raise ValueError(f"the {where} has no {excerpt(key)}")
        if not isinstance(content[key], of):
            raise ValueError(f"{excerpt(key)} of the {where} is {excerpt(content[key])}, which is of another type")


def _check_texts(content: Mapping[str, Any], where: str) -> None:
    for key, value in content.items():
        if not isinstance(value, str):
            raise ValueError(f"{excerpt(key)} of the {where} is {excerpt(value)}; expected text")


def _check_sums(content: Mapping[str, Any], where: str) -> None:
    for key, value in content.items():
        if not isinstance(value, str) or not _SHA256.fullmatch(value):
            raise ValueError(f"{excerpt(key)} of the {where} is {excerpt(value)}; expected a SHA-256")


def _check_inside(name: str) -> None:
    """Raise ValueError unless a name is a normal relative path below the report, such as 'tables/terms.csv'."""
    parts = PurePosixPath(name).parts
    usual = "/".join(parts) == name and not any(mark in name for mark in "\\:\0")
    if not usual or not parts or parts[0] == "/" or ".." in parts or name == NAME:
        raise ValueError(f"the file {excerpt(name)} is named, which cannot be a file of the report")
