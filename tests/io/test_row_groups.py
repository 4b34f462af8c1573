"""Row groups of large tables of scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import schema
from analysis.io import row_groups as module
from analysis.io.bundle_format import write_tables
from analysis.io.bundle_reading import read_scores
from analysis.io.row_groups import row_groups


def scores(keys: list[tuple[str, str]]) -> pd.DataFrame:
    """A table of scores with these measures and items."""
    numbers = {name: np.arange(len(keys), dtype=float) for name in ("x", "n", "units", "xx", "xn", "nn")}
    of_text = {"event": "storm", "outlet": "Herald", "article_id": "a", "voice": "narration"}
    table = pd.DataFrame(keys, columns=["measure", "item"]).assign(**of_text, **numbers)
    return schema.typed(table, "scores")


def damage(file: Path, row_group: int) -> None:
    """Overwrite a column of a row group."""
    column = pq.read_metadata(file).row_group(row_group).column(6)
    content = bytearray(file.read_bytes())
    start = column.dictionary_page_offset or column.data_page_offset
    content[start : start + column.total_compressed_size] = bytes(column.total_compressed_size)
    file.write_bytes(content)


KEYS = st.lists(st.tuples(st.sampled_from(["framing", "terms"]), st.sampled_from(["", "harbour", "storm"])))


@given(KEYS)
def test_row_groups_are_all_rows_in_order_of_parts_and_none_is_empty(keys: list[tuple[str, str]]) -> None:
    table = scores(keys)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LEAST_ROWS", 1)
        patch.setattr(module, "_FIRST_OF_PART", np.array(["mar"]))
        groups = list(row_groups(pa.Table.from_pandas(table, preserve_index=False)))
    # Within a run of one measure: totals at its begin, then the first part of the alphabet, then the second.
    run = (table["measure"] != table["measure"].shift()).cumsum()
    leading = (table["item"] == "").astype(int).groupby(run).cumprod().astype(bool)
    order = table.assign(run=run, part=(table["item"] >= "mar").where(~leading, -1).astype(int))
    expected = table.loc[order.sort_values(["run", "part"], kind="stable").index].reset_index(drop=True)
    written = pa.concat_tables(groups).to_pandas()
    pd.testing.assert_frame_equal(written, expected, check_dtype=False, check_frame_type=False)
    assert all(len(group) for group in groups) or not keys
    assert all(len(set(group["measure"].to_pylist())) == 1 for group in groups) or not keys


def test_a_measure_and_the_totals_are_read_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [("terms", ""), ("terms", ""), ("terms", "harbour"), ("framing", ""), ("framing", "storm"), ("voices", "")]
    table = scores(keys)
    monkeypatch.setattr(module, "_LEAST_ROWS", 1)
    write_tables({"scores": table}, tmp_path)
    file = pq.ParquetFile(tmp_path / "scores.parquet")
    assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [2, 1, 1, 1, 1]
    pd.testing.assert_frame_equal(read_scores(tmp_path, ["terms"]), table[:3], check_frame_type=False)
    expected = table.iloc[[0, 1, 3]].reset_index(drop=True)
    pd.testing.assert_frame_equal(read_scores(tmp_path, ["terms", "framing"], [""]), expected, check_frame_type=False)
    # A damaged row group of another measure is not noticed, because it is not read.
    damage(tmp_path / "scores.parquet", row_group=0)
    assert len(read_scores(tmp_path, ["voices"])) == 1
    with pytest.raises((ValueError, OSError)):
        read_scores(tmp_path, ["terms"])


def test_a_small_table_is_one_row_group() -> None:
    rows = pa.Table.from_pandas(scores([("terms", ""), ("framing", "")]), preserve_index=False)
    assert list(row_groups(rows)) == [rows]


def test_some_items_are_read_without_the_other_parts_of_the_alphabet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [("terms", item) for item in ("", "anchor", "storm", "bridge", "tower", "storm", "anchor")]
    table = scores(keys)
    monkeypatch.setattr(module, "_LEAST_ROWS", 1)
    monkeypatch.setattr(module, "_FIRST_OF_PART", np.array(["mar"]))
    write_tables({"scores": table}, tmp_path)
    file = pq.ParquetFile(tmp_path / "scores.parquet")
    assert [file.read_row_group(number)["item"].to_pylist() for number in range(file.num_row_groups)] == [
        [""], ["anchor", "bridge", "anchor"], ["storm", "tower", "storm"],
    ]  # fmt: skip
    damage(tmp_path / "scores.parquet", row_group=2)
    found = read_scores(tmp_path, ["terms"], ["", "anchor", "bridge"])
    pd.testing.assert_frame_equal(found, table.iloc[[0, 1, 3, 6]].reset_index(drop=True), check_frame_type=False)
    assert read_scores(tmp_path, ["terms"], ["anchor", "able"])["x"].tolist() == [1, 6]
    assert read_scores(tmp_path, ["terms"], []).empty
