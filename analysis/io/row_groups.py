"""Row groups of a table of scores, which a reader finds by the measure that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from analysis.schema import TOTAL

if TYPE_CHECKING:
    import pyarrow as pa

# Fewer rows are read at once; what a file tells of each row group would be a large part of it.
_LEAST_ROWS = 100_000


def row_groups(rows: pa.Table) -> Iterator[pa.Table]:
    """Divide the rows of a table for its file.

    Parameters
    ----------
    rows : pyarrow.Table
        A table of a bundle.

    Yields
    ------
    pyarrow.Table
        Of many scores, those of each measure, and before them its totals; else all rows. Whoever asks for a measure
        reads no others, as the file holds the least and the largest text of each row group.
    """
    if len(rows) < _LEAST_ROWS or not {"measure", "item"} <= {*rows.schema.names}:
        yield rows
        return
    measure = rows["measure"].combine_chunks().dictionary_encode().indices.to_numpy()
    total = np.equal(rows["item"].to_numpy(), TOTAL)
    edges = [*np.flatnonzero(np.diff(measure, prepend=-1)), len(rows)]
    for start, end in pairwise(edges):
        n_totals = int(np.argmin(np.append(total[start:end], False)))
        parts = rows.slice(start, n_totals), rows.slice(start + n_totals, end - start - n_totals)
        yield from (part for part in parts if len(part))
