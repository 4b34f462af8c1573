"""The parts of all batches, one after the other, as one bundle."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from analysis.batch.worker import ENTRIES
from analysis.bundles.disclosure.metadata_labels import shortened_label
from analysis.bundles.write_bundle import write_shared_record
from analysis.exceptions import WrongUse
from analysis.io.bundle_format import COMMON_TABLES, SCORES, numbered_file, table_file
from analysis.io.row_groups import written_row_groups

# Bytes of scores that become one file. More stay in the files of their batches: only one core could write them again.
MOST_JOINED = 2**26


def join(parts: list[Path], out: Path, name: str, events: list[dict[str, Any]]) -> None:
    """Write the tables of all parts, in order, as a bundle; scores of a large corpus stay in the files of the parts.

    Parameters
    ----------
    parts : list of Path
        Folders as the workers write them.
    out : Path
        Folder to fill.
    name : str
        Name of the corpus.
    events : list of dict
        Entry of bundle.json.

    Raises
    ------
    WrongUse
        If no part has an article.
    """
    if not any(pq.read_metadata(table_file(part, "articles")).num_rows for part in parts):
        reasons = sorted({reason for part in parts for reason in _reasons(part)})
        raise WrongUse(f"no article of '{name}' can be used: {'; '.join(reasons[:3])}")
    for table in COMMON_TABLES:
        files = [table_file(part, table) for part in parts]
        if table == SCORES and sum(file.stat().st_size for file in files) > MOST_JOINED:
            for number, file in enumerate(files, 1):
                _link(file, numbered_file(out, table, number))
        else:
            _join_tables(files, table_file(out, table))
    entries = joined_entries([json.loads((part / ENTRIES).read_text("utf-8")) for part in parts])
    label = shortened_label(name, "corpus")
    if label != name:
        entries["protection"]["counts"]["corpus"] = 1
    entries["events"] = events
    write_shared_record(out, label, entries)


def _reasons(part: Path) -> list[str]:
    """Why articles were refused."""
    dropped = pq.read_table(table_file(part, "dropped")).to_pandas()
    reasons: list[str] = dropped.loc[dropped["kind"] == "article", "reason"].unique().tolist()
    return reasons


def _join_tables(files: list[Path], out: Path) -> None:
    """Write one table with the row groups of all files: no more than one is in memory."""
    with pq.ParquetWriter(out, pq.read_schema(files[0])) as writer:
        for rows in chain.from_iterable(map(written_row_groups, files)):
            writer.write_table(rows)


def _link(file: Path, out: Path) -> None:
    """Give a file a second name, or copy it where the disk knows no second names."""
    try:
        out.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, out)


def joined_entries(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Join the entries of bundle.json of several parts.

    Parameters
    ----------
    parts : list of dict
        Entries of each part, see `analysis.io.bundle_format.Record`.

    Returns
    -------
    dict
        Settings of the first part, which are those of all; remarks, names and phrases of any part; summed counts.
    """
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part["protection"]["counts"])
    return {
        **parts[0],
        "remarks": {measure: remark for part in parts for measure, remark in part["remarks"].items()},
        "names": sorted({name for part in parts for name in part["names"]}),
        "phrases": sorted({phrase for part in parts for phrase in part["phrases"]}),
        "protection": {"counts": dict(counts), "batches": True},
    }
