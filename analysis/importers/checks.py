"""Counts of what was read, and signs that a layout has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis.exceptions import quoted
from analysis.importers.records import Document
from analysis.importers.registry import importers

COUNTS = ("files", "announced", "found", "added", "there", "replaced", "older", "refused", "cut", "stated", "differing")
# Words may differ from the stated number by so many, or such a share: databases count headlines or captions, or not.
_FEW_WORDS, _SMALL_SHARE = 25, 0.15
# A share of documents, beyond which a sign counts, and the fewest documents that can show one.
_MANY, _FEWEST = 0.2, 5
# Fields that users know by another word.
_WORDS = {"no publication": "no outlet", "no published": "no date"}
_UNUSED = "column "
_CUT = ("…", "...", "[...]", "[…]", "[+")


def count_document(counts: Counter[str], document: Document, importer: str) -> None:
    """Count a document, its missing fields, and whether its length is the one that its source states."""
    counts["found"] += 1
    if not document.body:
        return
    counts["cut"] += document.body.endswith(_CUT)
    for name in importers()[importer].fields:
        counts[f"no {name}"] += not getattr(document, name)
    stated = document.words_stated
    if stated.isascii() and stated.isdigit() and int(stated[:9]) > 0:
        counts["stated"] += 1
        difference = abs(len(document.body.split()) - int(stated[:9]))
        counts["differing"] += difference > max(_FEW_WORDS, _SMALL_SHARE * int(stated[:9]))


def unused_column(name: str) -> str:
    """Return the name of the count of files with a column that is not used."""
    return f"{_UNUSED}{name}"


def is_miscounted(counts: Counter[str]) -> bool:
    """Whether a file holds another number of documents than it announces."""
    return bool(counts["announced"]) and counts["announced"] != counts["found"] + counts["refused"]


def table_of_checks(counts: Mapping[tuple[str, str], Counter[str]]) -> pd.DataFrame:
    """Return one row for each folder or file that was named and each format in it.

    Returns
    -------
    DataFrame
        source, format, COUNTS, unused_columns: columns of tables that no field is read from, and fault: what is wrong,
        '' if nothing is.
    """
    rows = [
        {
            "source": source,
            "format": _title(importer),
            **{name: own[name] for name in COUNTS},
            "unused_columns": _unused(own),
            "fault": _fault(own),
        }
        for (source, importer), own in counts.items()
    ]
    return pd.DataFrame(rows, columns=["source", "format", *COUNTS, "unused_columns", "fault"])


def _title(importer: str) -> str:
    return importers()[importer].title if importer else "unknown"


def _unused(counts: Counter[str]) -> str:
    names = [name.removeprefix(_UNUSED) for name in counts if name.startswith(_UNUSED)]
    return quoted(names) if names else ""


def _fault(counts: Counter[str]) -> str:
    found = counts["found"]
    signs = []
    if counts["miscounted"]:
        signs.append(
            f"{counts['miscounted']:,} of {counts['files']:,} files hold another number of documents than announced"
        )
    if counts["unreadable"]:
        signs.append(f"{counts['unreadable']:,} of {counts['files']:,} files could not be read to the end")
    if counts["stated"] >= _FEWEST and counts["differing"] > _MANY * counts["stated"]:
        signs.append(f"{counts['differing']:,} of {counts['stated']:,} articles have another length than stated")
    if found >= _FEWEST:
        shares = {name: number for name, number in counts.items() if name.startswith("no ") and number > _MANY * found}
        signs += [
            f"{number:,} of {found:,} articles have {_WORDS.get(name, name)}" for name, number in sorted(shares.items())
        ]
        if counts["cut"] > _MANY * found:
            signs.append(f"{counts['cut']:,} of {found:,} articles end in an ellipsis, as if they were cut")
    return "; ".join(signs)
