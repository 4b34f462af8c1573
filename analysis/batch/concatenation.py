"""The tables of all batches, one after the other, as one bundle."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from analysis.batch.worker import READY
from analysis.bundles.disclosure.metadata import long_label
from analysis.bundles.disclosure.protection import join_about
from analysis.bundles.share import describe
from analysis.exceptions import WrongUse

TABLES = ("articles", "dropped", "segments", "style", "scores")


def join(parts: list[Path], out: Path, name: str) -> None:
    """Write the tables of all parts, in order, and bundle.json last, by which the bundle is there.

    Raises: WrongUse where no part holds an article."""
    if not any(pq.read_metadata(part / "articles.parquet").num_rows for part in parts):
        reasons = sorted({reason for part in parts for reason in _reasons(part)})
        raise WrongUse(f"no article of '{name}' can be used: {'; '.join(reasons[:3])}")
    for table in TABLES:
        _join(parts, table, out / f"{table}.parquet")
    settings = [json.loads((part / READY).read_text("utf-8")) for part in parts]
    about = join_about(settings)
    label = long_label(name, "corpus")
    about["protection"]["counts"] |= {"corpus": 1} if label != name else {}
    describe(out, label, settings[0] | about)


def _reasons(part: Path) -> list[str]:
    """Why articles were refused."""
    dropped = pq.read_table(part / "dropped.parquet").to_pandas()
    return dropped.loc[dropped["kind"] == "article", "reason"].unique().tolist()


def _join(parts: list[Path], table: str, target: Path) -> None:
    """One table in one file, a row group for each part: no more than one part is in memory."""
    schema = pq.read_schema(parts[0] / f"{table}.parquet")
    with pq.ParquetWriter(target, schema) as writer:
        for part in parts:
            writer.write_table(pq.read_table(part / f"{table}.parquet"))
