"""The files of a corpus folder: articles, outlets, and what was refused or replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.importers.addresses import address_key, site_of
from analysis.importers.outlets import OUTLET, SPELLING, OutletFrom, named_by, outlet_table, read_outlets
from analysis.importers.store import ARTICLES, COLUMNS, Store, marked
from analysis.io.atomic_replace import replace_file
from analysis.io.csv_writing import write_csv

OUTLETS = "outlets.csv"
# Fields that a list of addresses can add to a text of the user's own.
_FROM_LISTS = ("headline", "publication", "published", "language", "publisher", "credit", "section", "byline", "event")
# Columns that are left out where no article has them, as readers take a column as a statement on all articles.
_OPTIONAL = ("event",)


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
    given = read_outlets(folder / OUTLETS)
    listed = _listed(store)
    counts: Counter[str] = Counter()
    has_event, n_articles, joined = False, 0, set()
    for batch in _texts(store, listed):
        named = _named(batch, outlet_from)
        counts.update(named[named != ""])
        has_event |= bool((batch["event"] != "").any())
        joined |= {key for key in map(address_key, batch["url"]) if key in listed}
        n_articles += len(batch)
    missing = [row["url"] for key, row in sorted(listed.items()) if key not in joined]
    if not n_articles:
        return 0, missing
    table, work = outlet_table(counts, given), store.work_folder()
    properties = [name for name in table.columns if name not in (SPELLING, OUTLET, "articles")]
    names = ["article_id", OUTLET, *COLUMNS[1:], *properties]
    names = [name for name in names if has_event or name not in _OPTIONAL]
    schema = marked(pa.schema([(name, pa.string()) for name in names]))
    outlets = table.set_index(SPELLING)[[OUTLET, *properties]]
    with pq.ParquetWriter(work / ARTICLES, schema, compression="zstd") as writer:
        for batch in _texts(store, listed):
            of_outlet = outlets.reindex(_named(batch, outlet_from)).fillna("").set_axis(batch.index)
            writer.write_table(pa.Table.from_pandas(batch.join(of_outlet)[names], schema, preserve_index=False))
    write_csv(table, work / OUTLETS)
    replace_file(work / OUTLETS, folder / OUTLETS)
    replace_file(work / ARTICLES, folder / ARTICLES)
    return n_articles, missing


def _texts(store: Store, listed: Mapping[str, Mapping[str, str]]) -> Iterator[pd.DataFrame]:
    """Yield the articles that have a text; what they lack comes from the list that names their address."""
    for batch in store.batches():
        rows = batch.to_pandas().astype("str")
        rows = rows[rows["body"] != ""].reset_index(drop=True)
        if listed:
            keys = [address_key(address) if address else "" for address in rows["url"]]
            for name in _FROM_LISTS:
                told = pd.Series([listed.get(key, {}).get(name, "") for key in keys], dtype="str")
                rows[name] = rows[name].where(rows[name] != "", told)
        if len(rows):
            yield rows


def _listed(store: Store) -> dict[str, dict[str, str]]:
    """Return what lists say of the articles whose addresses they give, by the key of the address."""
    found = {}
    for batch in store.batches():
        for row in batch.filter(pa.compute.equal(batch.column("body"), "")).to_pylist():
            found[address_key(row["url"])] = row
    return found


def _named(batch: pd.DataFrame, outlet_from: OutletFrom) -> pd.Series:
    """Return what names the outlet of each article."""
    known = {address: site_of(address) for address in batch["url"].unique()}
    return named_by(batch, outlet_from, batch["url"].map(known).astype("str"))
