"""Bundles without text -> one bundle: what was annotated in parts, or by several people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis._utils.former_measures import FORMER_MEASURES
from analysis.batch.concatenation import joined_entries
from analysis.bundles.disclosure.metadata_labels import shortened_label
from analysis.bundles.write_bundle import write_shared_record
from analysis.corpus.article_tables import existing_path
from analysis.corpus.events import used_column
from analysis.exceptions import WrongUse, excerpt, quoted
from analysis.io.bundle_format import (
    COMMON_TABLES,
    MEASURE_TABLES,
    SCORES,
    Record,
    check_tables,
    files_of,
    is_bundle,
    is_private,
    read_record,
    read_scores_record,
    readable,
    table_file,
)
from analysis.io.output_kinds import BUNDLE
from analysis.io.outputs import output_folder
from analysis.io.paths import expanded
from analysis.io.row_groups import written_row_groups


def merge_bundles(
    bundles: Sequence[str | Path],
    out: str | Path,
    *,
    force: bool = False,
    note: Callable[[str], None] = lambda note: None,
) -> Path:
    """Merge bundles without text into one.

    Scores are sums over the words and segments of an article, so that comparisons of the merged bundle are those of
    all articles annotated at once. Page furniture is learned in each corpus by itself. Memory is needed for the largest
    row group of a table.

    Parameters
    ----------
    bundles : sequence of str or Path
        Two or more, made by the same version of samestory with the same settings, of different articles.
    out : str or Path
        Folder to write.
    force : bool
        Replace a bundle that already exists.
    note : callable
        Called with what is left out, as a sentence: measures that not all bundles hold, tables that are no scores, and
        which articles share text.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    WrongUse
        If they cannot be merged, or `out` cannot be used.
    FailedWork
        If the disk is full.

    Examples
    --------
    >>> import samestory as ss
    >>> ss.merge_bundles(["bundles/2023", "bundles/2024"], "bundles/all")  # doctest: +SKIP
    PosixPath('bundles/all')
    """
    if isinstance(bundles, str | Path) or len(bundles) < 2:
        raise WrongUse(f"Invalid `bundles`: {excerpt(bundles)}. Expected the folders of two bundles or more.")
    folders = [existing_path(bundle) for bundle in bundles]
    records = [_record(folder) for folder in folders]
    measures = _common_measures(folders, records)
    with output_folder(out, BUNDLE, inputs=folders, force=force) as output:
        label = shortened_label(expanded(out).resolve().name, "corpus")
        events = _events(folders, records)
        for table in COMMON_TABLES:
            _append(folders, table, output.new, measures, "" if events else label)
        left_out = sorted({name for record in records for name in record["measures"]} - {*measures})
        if left_out:
            note(f"left out, as not all bundles hold it as scores: {', '.join(left_out)}")
        write_shared_record(output.new, label, _entries(records, measures) | {"events": events})
    return Path(out)


def _record(folder: Path) -> Record:
    """Read the record of a bundle that can be merged."""
    if not is_bundle(folder) or is_private(folder):
        held = "it holds texts" if is_bundle(folder) else "it has no bundle.json"
        raise WrongUse(f"'{folder}' is no bundle without text: {held}. Expected one of samestory annotate or share.")
    with readable(folder):
        record = read_record(folder)
        check_tables(folder, record)
        _check_entries(record, read_scores_record(folder)["measures"])
    return record


def _check_entries(record: Record, measures: dict[str, Any]) -> None:
    """Raise KeyError, TypeError or ValueError where a record lacks what is merged."""
    record["samestory"]
    _used_columns(record)
    _entries([record], measures)


def _used_columns(record: Record) -> set[str]:
    """Return the column by which a bundle names its events; none where it names none."""
    return {row["column"] for row in record.get("events", []) if row["used"]}


def _common_measures(folders: Sequence[Path], records: Sequence[Record]) -> dict[str, Any]:
    """Return the measures of scores that all bundles hold, with their settings."""
    first = records[0]
    for folder, record in zip(folders, records, strict=True):
        if (record["samestory"], record["settings"]) != (first["samestory"], first["settings"]):
            raise WrongUse(
                f"'{folder}' was made by samestory {record['samestory']} with {record['settings']}, '{folders[0]}' by "
                f"{first['samestory']} with {first['settings']}. Expected the same; make one of them again."
            )
    names = [name for name in first["measures"] if all(name in record["measures"] for record in records)]
    common = {name: first["measures"][name] for name in names if name not in (*MEASURE_TABLES, *FORMER_MEASURES)}
    for folder, record in zip(folders, records, strict=True):
        other = [name for name, settings in common.items() if record["measures"][name] != settings]
        if other:
            raise WrongUse(
                f"'{folder}' has {quoted(other)} made with other settings than '{folders[0]}'. Expected the same."
            )
    return common


def _events(folders: Sequence[Path], records: Sequence[Record]) -> list[dict[str, Any]]:
    """Return what the merged bundle tells of the column of events; check that all articles are different."""
    columns_used = [_used_columns(record) for record in records]
    used = set[str]().union(*columns_used)
    if any(columns != columns_used[0] for columns in columns_used) or len(used) > 1:
        raise WrongUse(
            f"The bundles name their events by different columns, or some name none: {quoted(sorted(used))}. Expected "
            "the same for all."
        )
    columns = ["article_id", "event", "outlet"]
    tables = [pd.read_parquet(table_file(folder, "articles"), columns=columns) for folder in folders]
    articles = pd.concat(tables, ignore_index=True)
    twice = articles.loc[articles["article_id"].duplicated(), "article_id"]
    if len(twice):
        raise WrongUse(
            f"{len(twice):,} articles are in several bundles, such as {quoted(twice.head(3))}. Expected different "
            "article_ids."
        )
    if not used:
        return []
    found = used_column(pl.Series(articles["event"]), pl.Series(articles["outlet"]), *used)
    rows: list[dict[str, Any]] = found.to_dict("records")
    return rows


def _append(folders: Sequence[Path], table: str, out: Path, measures: dict[str, Any], event: str) -> None:
    """Write a table of all bundles, a row group at a time; of scores, those of some measures.

    Articles that name no event have the name of their corpus in its place, which is `event` now ('' where they do).
    """
    schema = pq.read_schema(files_of(folders[0], table)[0])
    with pq.ParquetWriter(table_file(out, table), schema) as writer:
        for folder in folders:
            for rows in chain.from_iterable(map(written_row_groups, files_of(folder, table))):
                kept = rows.filter(pc.is_in(rows["measure"], pa.array(measures))) if table == SCORES else rows
                if event and "event" in schema.names:
                    names = pa.repeat(pa.scalar(event, schema.field("event").type), len(kept))
                    kept = kept.set_column(schema.get_field_index("event"), schema.field("event"), names)
                writer.write_table(kept.cast(schema))


def _entries(records: Sequence[Record], measures: dict[str, Any]) -> dict[str, Any]:
    parts = [{"names": [], "phrases": [], **record} for record in records]
    joined = joined_entries(parts)
    formats: Counter[str] = Counter()
    for record in records:
        formats.update(record.get("formats", {}))
    kept = ("settings", "names", "phrases", "protection")
    return {name: joined[name] for name in kept} | {
        "measures": measures,
        "remarks": {name: remark for name, remark in joined["remarks"].items() if name in measures},
        "withheld": sorted({name for record in records for name in record.get("withheld", [])} & {*measures}),
        **({"formats": dict(formats)} if formats else {}),
    }
