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


KEYS = st.lists(st.tuples(st.sampled_from(["framing", "terms"]), st.sampled_from(["", "harbour", "storm"])))


@given(KEYS)
def test_row_groups_are_all_rows_in_order_and_none_is_empty(keys: list[tuple[str, str]]) -> None:
    rows = pa.Table.from_pandas(scores(keys), preserve_index=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LEAST_ROWS", 1)
        groups = list(row_groups(rows))
    assert pa.concat_tables(groups) == rows
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
    group = file.metadata.row_group(0).column(6)
    content = bytearray((tmp_path / "scores.parquet").read_bytes())
    start = group.dictionary_page_offset or group.data_page_offset
    content[start : start + group.total_compressed_size] = bytes(group.total_compressed_size)
    (tmp_path / "scores.parquet").write_bytes(content)
    assert len(read_scores(tmp_path, ["voices"])) == 1
    with pytest.raises((ValueError, OSError)):
        read_scores(tmp_path, ["terms"])


def test_a_small_table_is_one_row_group() -> None:
    rows = pa.Table.from_pandas(scores([("terms", ""), ("framing", "")]), preserve_index=False)
    assert list(row_groups(rows)) == [rows]
