"""Columns that hold one string in every row, in little memory."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pyarrow as pa

BLOCK = 65_536


def repeated(value: str, rows: int) -> Any:
    """Return a pandas array of one string, of which no more than a block is in memory.

    Parameters
    ----------
    value : str
    rows : int

    Returns
    -------
    pandas array of str, shape (rows,)
        Its blocks are one block; a selection of rows is a copy as of any other array.

    Examples
    --------
    >>> list(repeated("terms", 3))
    ['terms', 'terms', 'terms']
    """
    block = pa.repeat(pa.scalar(value, pa.large_string()), min(rows, BLOCK))
    blocks = [block.slice(0, min(BLOCK, rows - first)) for first in range(0, rows, BLOCK)]
    return pd.array(pa.chunked_array(blocks, pa.large_string()), dtype="str")
