"""Tables of a bundle, with the present names of measures and types of columns."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import schema
from analysis._utils.former_measures import FORMER_MEASURES
from analysis.io.bundle_format import is_private, table_file

if TYPE_CHECKING:
    import pandas as pd

    from analysis._utils.table_notes import Table


def read_table(folder: Path, kind: str) -> Table:
    """Read a table of a bundle other than that of scores.

    Parameters
    ----------
    folder : Path
    kind : str
        Name of the table in the schema.

    Returns
    -------
    Table
        In a shared bundle some columns are empty.

    Raises
    ------
    ValueError
        If it is not a table of this kind.
    FileNotFoundError
        If it is missing.
    """
    import pandas as pd

    return _checked(folder, kind, pd.read_parquet(_present_file(folder, kind)))


def read_scores(folder: Path, measures: Collection[str], item: str | None = None) -> Table:
    """Read the scores of some measures of a bundle, by their present names, without holding those of others.

    Parameters
    ----------
    folder : Path
    measures : collection of str
        Without any, the columns are checked only.
    item : str, optional
        Only the rows of this item.

    Returns
    -------
    Table

    Raises
    ------
    ValueError, FileNotFoundError
        As `read_table`.
    """
    import polars as pl

    known = [*measures, *(former for former, now in FORMER_MEASURES.items() if now in measures)]
    wanted = pl.col("measure").is_in(known)
    file = _present_file(folder, "scores")
    try:
        found = (
            pl.scan_parquet(file).filter(wanted & (pl.col("item") == item) if item is not None else wanted).collect()
        )
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"'{file.name}' cannot be read as a table of scores") from error
    table = found.to_arrow().to_pandas()
    return _checked(folder, "scores", table.assign(measure=table["measure"].replace(FORMER_MEASURES)))


def _checked(folder: Path, kind: str, table: pd.DataFrame) -> Table:
    if is_private(folder):
        return schema.check(table, kind)
    shared = schema.SHARED.get(kind, kind)
    # A bundle made before some of its columns were left empty has other types.
    types = {column.name: column.dtype for column in schema.TABLES[shared] if column.name in table}
    return schema.check(table.astype(types), shared)


def _present_file(folder: Path, kind: str) -> Path:
    """File of a table, which an earlier version may have given another name."""
    names = [kind, *(former for former, now in FORMER_MEASURES.items() if now == kind)]
    files = (table_file(folder, name) for name in names)
    return next((file for file in files if file.exists()), table_file(folder, kind))
