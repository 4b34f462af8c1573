"""How often each item of a measure occurs in a bundle: counted on workers, some row groups at a time."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis._utils.former_measures import FORMER_MEASURES
from analysis._utils.progress_bar import progress
from analysis.batch.workers import Workers
from analysis.io.bundle_format import LEAST_SEGMENTS, SCORES, files_of
from analysis.schema import TOTAL

# Rows of a task, and the most that a writer of Parquet puts into one row group: an article may go on in the next one.
ROWS, MOST_IN_GROUP = 2_000_000, 2**20
_COLUMNS = ["measure", "item", "article_id", "x", "units"]
_COUNTS = ["rows", "articles", "x", "large_articles", "every_x"]
_NO_COUNTS = pd.DataFrame(columns=_COUNTS, index=pd.Index([], dtype="str"), dtype=float)


@hides_content
class _RowGroups(NamedTuple):
    """Row groups of a file that are counted together: its path and their numbers."""

    file: str
    numbers: tuple[int, ...]


def item_counts(folder: Path, measure: str, workers: Workers) -> pd.DataFrame:
    """Count the items of a measure.

    Parameters
    ----------
    folder : Path
        A bundle.
    measure : str
        Of which it holds scores.
    workers : Workers

    Returns
    -------
    DataFrame
        Indexed by item. rows: its scores. articles: in how many it occurs. x and large_articles: how often, and in how
        many articles, in voices of several segments; in all if there are none.
    """
    tasks = [partial(_counts, part, measure) for part in _tasks(folder, measure)]
    counts = _NO_COUNTS
    with progress("counting", len(tasks)) as advance:
        for _, counted in workers.finished((f"of counts {n}", task) for n, task in enumerate(tasks)):
            counts = pd.concat([counts, counted]).groupby(level=0).sum()
            advance()
    if TOTAL not in counts.index or not counts.loc[TOTAL, "large_articles"]:
        counts = counts.assign(x=counts["every_x"], large_articles=counts["articles"])
    return counts.drop(columns="every_x")


def _tasks(folder: Path, measure: str) -> Iterator[_RowGroups]:
    """Divide the row groups that may hold a measure; all rows of an article are in one task, unless items differ."""
    import pyarrow.parquet as pq

    names = {measure, *(former for former, now in FORMER_MEASURES.items() if now == measure)}
    for file in files_of(folder, SCORES):
        about = pq.read_metadata(file)
        place = about.schema.names.index("measure")
        numbers: list[int] = []
        rows = 0
        for number in range(about.num_row_groups):
            group = about.row_group(number)
            known = group.column(place).statistics
            if known is None or not known.has_min_max or any(known.min <= name <= known.max for name in names):
                numbers.append(number)
                rows += group.num_rows
                if rows >= ROWS and group.num_rows < MOST_IN_GROUP:
                    yield _RowGroups(str(file), tuple(numbers))
                    numbers, rows = [], 0
        if numbers:
            yield _RowGroups(str(file), tuple(numbers))


def _counts(part: _RowGroups, measure: str) -> pd.DataFrame:
    """Count the items of some row groups."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    counted = []
    with pq.ParquetFile(part.file, read_dictionary=["measure", "item", "article_id"]) as file:
        tables: list[pa.Table] = []
        for number in part.numbers:
            tables.append(file.read_row_group(number, columns=_COLUMNS))
            if len(tables[-1]) < MOST_IN_GROUP:
                counted.append(_counts_of(pa.concat_tables(tables).to_pandas(), measure))
                tables = []
        if tables:
            counted.append(_counts_of(pa.concat_tables(tables).to_pandas(), measure))
    return pd.concat(counted).groupby(level=0).sum()


def _counts_of(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Count the items of rows that hold all rows of their articles, of the items that they hold."""
    present = rows["measure"].cat.rename_categories(FORMER_MEASURES) == measure
    rows = rows if present.all() else rows[present]
    item, article = (rows[name].cat.codes.to_numpy(np.int64) for name in ("item", "article_id"))
    names, x = rows["item"].cat.categories, rows["x"].to_numpy()
    large = (rows["units"] >= LEAST_SEGMENTS).to_numpy()
    width = len(rows["article_id"].cat.categories)

    def articles(of: np.ndarray) -> np.ndarray:
        return np.bincount(np.unique(item[of] * width + article[of]) // width, minlength=len(names))

    counts = {
        "rows": np.bincount(item, minlength=len(names)), "articles": articles(np.full(len(item), True)),
        "x": np.bincount(item[large], x[large], len(names)), "large_articles": articles(large),
        "every_x": np.bincount(item, x, len(names)),
    }  # fmt: skip
    found = pd.DataFrame(counts, index=names.astype("str"))
    return found[found["rows"] > 0]
