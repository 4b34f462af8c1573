"""ro-crate-metadata.json: what a report is made of, for archives and other programs, as RO-Crate 1.1 asks for it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from analysis._version import __version__
from analysis.exceptions import WrongUse, excerpt
from analysis.report.methods import entries
from analysis.report.named_files import FILES
from analysis.report.parameters import BY_NAME
from analysis.report.run_record import NAME as RECORD

NAME = "ro-crate-metadata.json"
DATE_VARIABLE = "SOURCE_DATE_EPOCH"
_PROFILE = "https://w3id.org/ro/crate/1.1"
_FORMATS = {
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".ipynb": "application/x-ipynb+json",
    ".json": "application/json",
    ".md": "text/markdown",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Parameters whose values can be paths of a machine.
_PATHS = (*FILES, "parse")
_UNKNOWN = "application/octet-stream"
_SOFTWARE, _CORPUS, _RUN, _LICENCE = ({"@id": f"#{name}"} for name in ("samestory", "corpus", "run", "licence"))


def date_of_report() -> str:
    """Return the date of a report: that of SOURCE_DATE_EPOCH, otherwise that of the release of samestory.

    Two runs give the same bytes, so that a report does not state when it was made.

    Raises
    ------
    WrongUse
        If SOURCE_DATE_EPOCH is not a number of seconds.
    """
    given = os.environ.get(DATE_VARIABLE, "")
    if given:
        try:
            return datetime.fromtimestamp(int(given), UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            raise WrongUse(f"Invalid `{DATE_VARIABLE}`: {excerpt(given)}. Expected seconds since 1970.") from None
    released = re.search(r"date = \{([^}]*)\}", entries()["samestory"])
    return released[1] if released else ""


def write_crate(folder: Path, record: Mapping[str, Any]) -> None:
    """Write ro-crate-metadata.json of a report.

    Parameters
    ----------
    folder : Path
        Folder of the report.
    record : mapping
        As for run.json; files holds all but the two files of metadata. Of paths, only names of files are written.
    """
    graph = [
        {"@id": NAME, "@type": "CreativeWork", "conformsTo": {"@id": _PROFILE}, "about": {"@id": "./"}},
        _root(record),
        {"@id": "#samestory", "@type": "SoftwareApplication", "name": "samestory", "version": __version__},
        {
            "@id": "#licence",
            "@type": "CreativeWork",
            "name": "No licence stated",
            "description": "Whoever publishes this report chooses a licence. Quoted sentences and headlines belong to "
            "their publishers.",
        },
        {
            "@id": "#corpus",
            "@type": "CreativeWork",
            "name": record["corpus"]["name"],
            "identifier": f"sha256:{record['corpus']['sha256']}",
            "description": "The articles that were compared, by the checksum of their identifiers and texts.",
        },
        {
            "@id": "#run",
            "@type": "CreateAction",
            "name": "samestory report",
            "instrument": _SOFTWARE,
            "object": [_CORPUS, *({"@id": parameter["@id"]} for parameter in _parameters(record["parameters"]))],
            "result": {"@id": "./"},
        },
        *_parameters(record["parameters"]),
        *_files(folder, record["files"]),
    ]
    context = [f"{_PROFILE}/context", {"sha256": "https://schema.org/sha256"}]
    # One line each: a report may have a thousand files.
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in graph)
    (folder / NAME).write_text(f'{{"@context": {json.dumps(context)}, "@graph": [\n{lines}\n]}}\n', "utf-8")


def _root(record: Mapping[str, Any]) -> dict[str, Any]:
    incomplete = " It is incomplete." if record["status"] != "complete" else ""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"How differently outlets tell the same story: {record['corpus']['name']}",
        "description": "A report of samestory: pages, tables, figures and notebooks that compare how outlets report. "
        f"The date is that of {DATE_VARIABLE}, or else that of the release of samestory: a report does not state when "
        f"it was made.{incomplete}",
        "datePublished": record["date"],
        "license": _LICENCE,
        "hasPart": [{"@id": quote(name)} for name in [*record["files"], RECORD]],
        "mentions": _RUN,
    }


def _parameters(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "@id": f"#parameter-{quote(name)}",
            "@type": "PropertyValue",
            "name": name,
            "value": Path(value).name if name in _PATHS else value,
            **({"description": BY_NAME[name].help} if name in BY_NAME else {}),
        }
        for name, value in sorted(given.items())
    ]


def _files(folder: Path, sums: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for name, sha256 in sums.items():
        yield {
            "@id": quote(name),
            "@type": "File",
            "name": name,
            "encodingFormat": _FORMATS.get(PurePosixPath(name).suffix, _UNKNOWN),
            "contentSize": str((folder / name).stat().st_size),
            "sha256": sha256,
        }
    # It holds the checksum of this file, so that this file cannot hold its checksum.
    yield {
        "@id": RECORD,
        "@type": "File",
        "name": RECORD,
        "encodingFormat": _FORMATS[".json"],
        "description": "Versions, parameters, and checksums of all files; checked by samestory verify.",
    }
