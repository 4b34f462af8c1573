"""Which formats the articles of a corpus were delivered in, and what the terms of their databases allow."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

import pyarrow as pa
import pyarrow.parquet as pq

from analysis.corpus.corpus import Corpus
from analysis.importers.registry import importers
from analysis.importers.store import ARTICLES, MARK


def formats_of(corpus: Corpus) -> dict[str, int]:
    """Count the articles of a corpus by the format from which `samestory ingest` read them.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    dict of str to int
        Name of the importer -> articles; empty where `samestory ingest` did not make the corpus.
    """
    file = corpus.source / ARTICLES if corpus.source else None
    if file is None or not file.is_file():
        return {}
    schema = pq.read_schema(file)
    if MARK not in (schema.metadata or {}) or "format" not in schema.names:
        return {}
    table = pq.read_table(file, columns=["article_id", "format"])
    used = pa.array(corpus.articles["article_id"].tolist(), pa.string())
    counts = Counter(table.filter(pa.compute.is_in(table["article_id"], used))["format"].to_pylist())
    return {name: number for name, number in sorted(counts.items()) if name in importers()}


def table_of_terms(formats: Mapping[str, int]) -> str:
    """Return a table in Markdown of the databases from which articles come, with their terms.

    Parameters
    ----------
    formats : mapping of str to int
        As `formats_of` returns it.
    """
    lines = ["| source | articles | formats | terms |", "|---|---|---|---|"]
    rest = dict(formats)
    for row in _rows():
        # The last row names no formats: it is for all others.
        found = {name: rest.pop(name) for name in row["formats"].split() or [*rest] if name in rest}
        if found:
            listed = ", ".join(f"{name} {number:,}" for name, number in found.items())
            lines.append(f"| {row['database']} | {sum(found.values()):,} | {listed} | {row['terms']} |")
    return "\n".join(lines)


def _rows() -> list[dict[str, str]]:
    text = files("analysis.bundles").joinpath("terms_of_sources.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
