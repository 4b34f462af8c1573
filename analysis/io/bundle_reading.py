"""Tables of a bundle, with the present names of measures and types of columns."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from analysis import schema
from analysis._utils.coded_text import MOST_PLAIN_ROWS, with_coded_text
from analysis._utils.former_measures import FORMER_MEASURES
from analysis.io.bundle_format import SCORES, files_of, is_private, table_file
from analysis.schema import TOTAL

if TYPE_CHECKING:
    import pandas as pd
    from pyarrow.dataset import Expression, Scanner

    from analysis._utils.table_notes import Table


_ROWS_AT_A_TIME = 2**19
_TEXT_OF_SCORES = [column.name for column in schema.TABLES["scores"] if column.dtype == "str"]
_PLAIN = dict.fromkeys(_TEXT_OF_SCORES, "str")


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


def read_scores(folder: Path, measures: Collection[str], items: Collection[str] | None = None) -> Table:
    """Read the scores of some measures of a bundle, by their present names, without holding those of others.

    Parameters
    ----------
    folder : Path
    measures : collection of str
        Without any, the columns are checked only.
    items : collection of str, optional
        Only the rows of these items.

    Returns
    -------
    Table
        If it has more than a million rows, its columns of text are categorical.

    Raises
    ------
    ValueError, FileNotFoundError
        As `read_table`.
    """
    import pyarrow as pa
    import pyarrow.dataset as ds

    known = [*measures, *(former for former, now in FORMER_MEASURES.items() if now in measures)]
    wanted = ds.field("measure").isin(pa.array(known, pa.string()))
    if items is not None:
        wanted &= _is_one_of(items)
    files = files_of(folder, SCORES)
    try:
        # Arrow knows which row groups have a text in a column only where the column is read as text.
        asked_for = ("measure",) if items is None else ("measure", "item")
        numbered = [name for name in _TEXT_OF_SCORES if name not in asked_for]
        rows = ds.dataset(files, format=ds.ParquetFileFormat(dictionary_columns=numbered))
        if not measures or set(rows.schema.names) != set(schema.columns("scores")):
            return _checked(folder, "scores", rows.head(0).to_pandas())
        table = _filled(rows.scanner(filter=wanted, batch_size=_ROWS_AT_A_TIME, batch_readahead=1))
    except pa.ArrowException as error:
        raise ValueError(f"'{files[0].name}' cannot be read as a table of scores") from error
    table = table.assign(measure=table["measure"].cat.rename_categories(FORMER_MEASURES))
    coded = with_coded_text(table, _TEXT_OF_SCORES) if len(table) > MOST_PLAIN_ROWS else table.astype(_PLAIN)
    return _checked(folder, "scores", coded)


def _is_one_of(items: Collection[str]) -> Expression:
    """Return whether a row is that of one of some items; Arrow skips row groups without any."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    item, named = ds.field("item"), {*items} - {TOTAL}
    is_total = item == TOTAL if TOTAL in items else ds.scalar(False)
    if not named:
        return is_total
    return is_total | ((item >= min(named)) & (item <= max(named)) & item.isin(pa.array(sorted(named), pa.string())))


def _filled(rows: Scanner) -> pd.DataFrame:
    """Return rows with categorical columns of text, filled in batch by batch: no more than a batch is held twice."""
    import pandas as pd
    import pyarrow as pa

    n_rows = rows.count_rows()
    names = rows.projected_schema.names
    columns: dict[str, Any] = {name: np.empty(n_rows, np.int32 if name in _PLAIN else np.float64) for name in names}
    texts: dict[str, list[pa.Array]] = {name: [] for name in _TEXT_OF_SCORES}
    n_texts = dict.fromkeys(_TEXT_OF_SCORES, 0)
    first = 0
    for batch in rows.to_batches():
        last = first + len(batch)
        for name, column in zip(names, batch.columns, strict=True):
            if name in _PLAIN:
                coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
                # A text that several batches have has a number for each of them; in the end it gets one.
                number = coded.indices.fill_null(-1).to_numpy()
                columns[name][first:last] = np.where(number < 0, number, number + n_texts[name])
                texts[name].append(coded.dictionary.cast(pa.string()))
                n_texts[name] += len(coded.dictionary)
            else:
                columns[name][first:last] = column.to_numpy(zero_copy_only=False)
        first = last
    for name, parts in texts.items():
        encoded = pa.chunked_array(parts, pa.string()).combine_chunks().dictionary_encode()
        numbers = np.append(encoded.indices.to_numpy(), -1)
        different = pd.Index(encoded.dictionary.to_pandas(), dtype="str")
        columns[name] = pd.Categorical.from_codes(numbers[columns[name]], different)
    return pd.DataFrame(columns, copy=False)


def _checked(folder: Path, kind: str, table: pd.DataFrame) -> Table:
    if is_private(folder):
        return schema.check(table, kind)
    shared = schema.SHARED.get(kind, kind)
    # A bundle made before some of its columns were left empty has other types.
    return schema.check(table.astype(schema.other_types(table, shared)), shared)


def _present_file(folder: Path, kind: str) -> Path:
    """File of a table, which an earlier version may have given another name."""
    names = [kind, *(former for former, now in FORMER_MEASURES.items() if now == kind)]
    files = (table_file(folder, name) for name in names)
    return next((file for file in files if file.exists()), table_file(folder, kind))
