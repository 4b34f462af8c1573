"""Parquet files of tables."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.io.parquet_writing import write_parquet

COLUMNS = {
    "text": ["bridge", None],
    "number": [1, 2],
    "float": [0.5, np.nan],
    "truth": [True, False],
    "time": pd.to_datetime(["2025-11-19T10:00", None]).astype("datetime64[us]"),
}
NULLABLE = {"whole": pd.array([1, None], dtype="Int64"), "known": pd.array([True, None], dtype="boolean")}


@pytest.mark.parametrize("columns", [COLUMNS, COLUMNS | NULLABLE])
@pytest.mark.parametrize("attributes", [{}, {"note": "A note."}])
def test_a_table_is_read_as_it_was_written(tmp_path: Path, columns: dict, attributes: dict) -> None:
    table = pd.DataFrame(columns)
    table.attrs = attributes
    write_parquet(table, tmp_path / "table.parquet")
    read = pd.read_parquet(tmp_path / "table.parquet")
    pd.testing.assert_frame_equal(read, table)
    assert read.attrs == attributes


def test_a_table_of_few_rows_is_a_small_file(tmp_path: Path) -> None:
    table = pd.DataFrame({f"column_{number}": [0.5, number] for number in range(20)})
    write_parquet(table, tmp_path / "small.parquet")
    table.to_parquet(tmp_path / "large.parquet", compression="zstd")
    small, large = ((tmp_path / f"{name}.parquet").stat().st_size for name in ("small", "large"))
    assert small < large / 2
