"""Row groups of a table of scores, which a reader finds by the measure and the items that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.schema import TOTAL

if TYPE_CHECKING:
    import pyarrow as pa

# Fewer rows are read at once; what a file tells of each row group would be a large part of it.
_LEAST_ROWS = 100_000
# How the words begin that divide those of English news into sixteen parts that occur alike often. Scores of many rows
# lie in these parts, so that few words are found without reading the others. More parts take more room: a file of
# sixteen is a sixth larger than one that is not divided, one of thirty-two nearly a third.
_FIRST_OF_PART = np.array(
    ["ame", "bei", "clu", "des", "ext", "gro", "inc", "led", "mov", "our", "pro", "sam", "ste", "tho", "wan"]
)


def row_groups(rows: pa.Table) -> Iterator[pa.Table]:
    """Divide the rows of a table for its file.

    Parameters
    ----------
    rows : pyarrow.Table
        A table of a bundle.

    Yields
    ------
    pyarrow.Table
        Of many scores, those of each measure, and before them its totals; else all rows. Where a measure has many, its
        items are in alphabetical parts, each with its rows in order. Whoever asks for a measure or for some items reads
        few others, as the file holds the least and the largest text of each row group.
    """
    if len(rows) < _LEAST_ROWS or not {"measure", "item"} <= {*rows.schema.names}:
        yield rows
        return
    import pyarrow.compute as pc

    measure = rows["measure"].combine_chunks().dictionary_encode().indices.to_numpy()
    total = pc.equal(rows["item"], TOTAL).to_numpy()
    edges = [*np.flatnonzero(np.diff(measure, prepend=-1)), len(rows)]
    for start, end in pairwise(edges):
        n_totals = int(np.argmin(np.append(total[start:end], False)))
        parts = rows.slice(start, n_totals), *_parts(rows.slice(start + n_totals, end - start - n_totals))
        yield from (part for part in parts if len(part))


def written_row_groups(file: Path) -> Iterator[pa.Table]:
    """Yield the row groups of a Parquet file, one at a time."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(file) as opened:
        for number in range(opened.num_row_groups):
            yield opened.read_row_group(number)


def _parts(rows: pa.Table) -> Iterator[pa.Table]:
    """Divide many scores of one measure by their items."""
    if len(rows) < _LEAST_ROWS:
        yield rows
        return
    item = rows["item"].combine_chunks().dictionary_encode()
    of_item = np.searchsorted(_FIRST_OF_PART, np.array(item.dictionary.to_pylist(), str), side="right")
    part = of_item[item.indices.to_numpy()]
    if (np.diff(part) < 0).any():
        order = np.argsort(part, kind="stable")
        rows, part = rows.take(order), part[order]
    for start, end in pairwise(np.searchsorted(part, np.arange(len(_FIRST_OF_PART) + 2)).tolist()):
        yield rows.slice(start, end - start)
