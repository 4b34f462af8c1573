"""The parts of all batches, one after the other, as one bundle."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from analysis.batch.worker import ENTRIES
from analysis.bundles.disclosure.metadata_labels import shortened_label
from analysis.bundles.write_bundle import write_shared_record
from analysis.exceptions import WrongUse
from analysis.io.bundle_format import COMMON_TABLES, table_file
from analysis.io.row_groups import written_row_groups


def join(parts: list[Path], out: Path, name: str, events: list[dict[str, Any]]) -> None:
    """Write the tables of all parts, in order, as a bundle.

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
        _join_tables(parts, table, out)
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


def _join_tables(parts: list[Path], table: str, out: Path) -> None:
    """Write one table with the row groups of all parts: no more than one is in memory."""
    schema = pq.read_schema(table_file(parts[0], table))
    with pq.ParquetWriter(table_file(out, table), schema) as writer:
        for part in parts:
            for rows in written_row_groups(table_file(part, table)):
                writer.write_table(rows)


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
