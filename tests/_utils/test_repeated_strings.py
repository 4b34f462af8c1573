import pandas as pd
import pyarrow as pa
import pytest

from analysis._utils.repeated_strings import BLOCK, repeated


@pytest.mark.parametrize("rows", [0, 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_the_column_is_that_of_a_list(rows: int) -> None:
    made = pd.Series(repeated("tide", rows))
    pd.testing.assert_series_equal(made, pd.Series(["tide"] * rows, dtype="str"))


def test_many_rows_take_the_memory_of_a_block() -> None:
    before = pa.total_allocated_bytes()
    made = repeated("tide", 100 * BLOCK)
    assert pa.total_allocated_bytes() - before < 2 * (8 + len("tide")) * BLOCK
    assert len(made) == 100 * BLOCK
