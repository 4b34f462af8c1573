"""Pieces of text cut out of UTF-8 bytes, as strings or as ids."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from analysis.language.text.utf8 import Places

_SHORT = 8  # bytes that fit in one number
_LOW_BYTES = np.array([(1 << 8 * size) - 1 for size in range(_SHORT + 1)], "<u8")


def substrings(
    data: NDArray[np.uint8], start: Places, end: Places, wanted: NDArray[np.int64] | None = None
) -> pa.StringArray:
    """Cut the text from each start to its end.

    Parameters
    ----------
    data : array of uint8
        UTF-8.
    start, end : array of int32, shape (n_pieces,)
        Places of pieces that do not overlap, in order.
    wanted : array of int64, optional
        Numbers of the pieces to return, in this order; all of them by default.

    Returns
    -------
    pyarrow.StringArray, shape (n_wanted,)
    """
    offsets = np.column_stack([start, end]).astype(np.int32, copy=False).ravel()
    if not len(offsets):
        return pa.array([], pa.string())
    pieces_and_gaps = _string_array(offsets, data)
    wanted = np.arange(len(start)) if wanted is None else wanted
    return pieces_and_gaps.take(pa.array(2 * wanted))


def encoded_substrings(data: NDArray[np.uint8], start: Places, end: Places) -> tuple[Places, pa.StringArray]:
    """Cut the text from each start to its end, and encode it as the number of the distinct text.

    Pieces of up to 8 bytes are compared as one number, which is quicker than comparing text.

    Parameters
    ----------
    data : array of uint8
        UTF-8.
    start, end : array of int32, shape (n_pieces,)
        Places of pieces that do not overlap, in order.

    Returns
    -------
    ids : array of int32, shape (n_pieces,)
        Number of each piece in `distinct`.
    distinct : pyarrow.StringArray
        The distinct pieces: the short ones, then the long ones, each in order of first appearance.
    """
    short = end - start <= _SHORT
    # A NUL in a piece cannot be distinguished from the NULs that fill a number up.
    with_nul = np.searchsorted(start, np.flatnonzero(data == 0), "right") - 1
    short[with_nul[with_nul >= 0]] = False
    long = np.flatnonzero(~short)
    numbers = _as_numbers(data, start[short], (end - start)[short])
    coded = pa.array(numbers).dictionary_encode()
    rest = substrings(data, start[long], end[long]).dictionary_encode()
    ids = np.empty(len(start), np.int32)
    ids[short] = coded.indices.to_numpy()
    ids[long] = rest.indices.to_numpy() + len(coded.dictionary)
    return ids, pa.concat_arrays([_as_text(coded.dictionary.to_numpy()), rest.dictionary])


def _as_numbers(data: NDArray[np.uint8], start: Places, size: Places) -> NDArray[np.uint64]:
    """Read the bytes of each short piece as one little-endian number, filled up with NULs."""
    padded = np.append(data, np.zeros(_SHORT, np.uint8))
    eight_bytes_from = np.ndarray(len(data), "<u8", padded, strides=(1,))
    numbers: NDArray[np.uint64] = eight_bytes_from[start] & _LOW_BYTES[size]
    return numbers


def _as_text(numbers: NDArray[np.uint64]) -> pa.StringArray:
    """Invert _as_numbers."""
    rows = numbers.astype("<u8").view(np.uint8).reshape(-1, _SHORT)
    offsets = np.append(0, np.cumsum((rows != 0).sum(axis=1))).astype(np.int32)
    return _string_array(offsets, rows[rows != 0])


def _string_array(offsets: NDArray[np.int32], data: NDArray[np.uint8]) -> pa.StringArray:
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)
