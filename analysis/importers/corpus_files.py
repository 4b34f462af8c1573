"""The files of a corpus folder: articles, outlets, and what was refused or replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis.importers.addresses import address_key
from analysis.importers.outlets import OUTLET, SPELLING, OutletFrom, named_by, outlet_table, read_outlets
from analysis.importers.store import ARTICLES, COLUMNS, LISTED, NUMBERED, Store, marked
from analysis.io.atomic_replace import replace_file
from analysis.io.csv_writing import write_csv

OUTLETS = "outlets.csv"
# Fields that a list of addresses can add to a text of the user's own.
_FROM_LISTS = ("headline", "publication", "published", "language", "publisher", "credit", "section", "byline", "event")
# Columns that are left out where no article has them, as readers take a column as a statement on all articles.
_OPTIONAL = ("event",)
# What names the outlet of an article, and what else is looked at before articles are written.
_NAMING = ("publication", "publisher", "credit", "url", "identity", "event")
Listed = Mapping[str, Mapping[str, str]]


def write_corpus(store: Store, folder: Path, outlet_from: OutletFrom) -> tuple[int, list[str]]:
    """Write the articles of a store and the table of their outlets; nothing where there is no article.

    Parameters
    ----------
    store : Store
    folder : Path
        Of the corpus.
    outlet_from : {'publication', 'publisher', 'credit'}

    Returns
    -------
    n_articles : int
    addresses : list of str
        Addresses in lists for which there is no text.
    """
    store.wait()
    given = read_outlets(folder / OUTLETS)
    listed = _listed(store)
    counts: Counter[str] = Counter()
    has_event, n_articles, joined = False, 0, set()
    for batch in _texts(store, listed, _NAMING):
        rows = batch.to_pandas()
        named = named_by(rows, outlet_from)
        counts.update(named[named != ""])
        has_event |= bool((rows["event"] != "").any())
        if listed:
            joined |= {key for key in map(address_key, rows["url"]) if key in listed}
        n_articles += len(rows)
    missing = [row["url"] for key, row in sorted(listed.items()) if key not in joined]
    if not n_articles:
        return 0, missing
    table, work = outlet_table(counts, given), store.work_folder()
    outlets = table.set_index(SPELLING).drop(columns="articles")
    _write_articles(store, listed, work / ARTICLES, outlets, outlet_from, () if has_event else _OPTIONAL)
    write_csv(table, work / OUTLETS)
    replace_file(work / OUTLETS, folder / OUTLETS)
    replace_file(work / ARTICLES, folder / ARTICLES)
    return n_articles, missing


def _write_articles(
    store: Store, listed: Listed, path: Path, outlets: pd.DataFrame, outlet_from: OutletFrom, left_out: Sequence[str]
) -> None:
    """Write the articles with outlet and its properties; outlets: a row for each spelling."""
    names = ["article_id", OUTLET, *COLUMNS[1:], *outlets.columns.drop(OUTLET)]
    schema = marked(pa.schema([(name, pa.string()) for name in names if name not in left_out]))
    numbered = [name for name in schema.names if name in NUMBERED or name in outlets]
    writer = pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=numbered)
    writing: Future[None] | None = None
    # A batch is compressed while the next one is read.
    with writer, ThreadPoolExecutor(1) as compressor:
        for batch in _texts(store, listed, COLUMNS):
            named = named_by(batch.select(_NAMING).to_pandas(), outlet_from)
            of_outlet = pa.RecordBatch.from_pandas(outlets.reindex(named).fillna(""), preserve_index=False)
            columns = {**_by_name(batch), **_by_name(of_outlet)}
            row_group = pa.record_batch([columns[name].cast(pa.string()) for name in schema.names], schema)
            if writing:
                writing.result()
            writing = compressor.submit(writer.write_batch, row_group)
        if writing:
            writing.result()


def _by_name(batch: pa.RecordBatch) -> dict[str, pa.Array]:
    return dict(zip(batch.schema.names, batch.columns, strict=True))


def _texts(store: Store, listed: Listed, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Yield the articles that have a text; what they lack comes from the list that names their address."""
    for found in store.batches(columns):
        batch = _filled(found.filter(pc.invert(_is_listed(found))), listed) if listed else found
        if batch.num_rows:
            yield batch


def _filled(batch: pa.RecordBatch, listed: Listed) -> pa.RecordBatch:
    keys = [address_key(address) if address else "" for address in batch.column("url").to_pylist()]
    columns = _by_name(batch)
    for name in columns.keys() & set(_FROM_LISTS):
        told = pa.array([listed.get(key, {}).get(name, "") for key in keys], pa.string())
        columns[name] = pc.if_else(pc.equal(columns[name], ""), told, columns[name])
    return pa.record_batch(list(columns.values()), list(columns))


def _listed(store: Store) -> Listed:
    """Return what lists say of the articles whose addresses they give, by the key of the address."""
    if not store.has_listed():
        return {}
    batches = (batch.filter(_is_listed(batch)) for batch in store.batches(("identity", "url", *_FROM_LISTS)))
    return {address_key(row["url"]): row for batch in batches for row in batch.to_pylist()}


def _is_listed(batch: pa.RecordBatch) -> pa.Array:
    return pc.starts_with(batch.column("identity"), LISTED)
