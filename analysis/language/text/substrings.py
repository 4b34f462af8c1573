"""Pieces of text cut out of UTF-8 bytes, as strings or as ids."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from analysis.language.text.utf8 import Places

_SHORT = 8  # bytes that fit in one number
_LONG = np.uint64(0xFF << 56)  # numbers from here on are no text: no byte of UTF-8 is 0xFF


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
        The distinct pieces, in order of first appearance.
    """
    size = end - start
    is_long = size > _SHORT
    if data.min(initial=1) == 0:
        # A NUL in a piece cannot be distinguished from the NULs that fill a number up.
        with_nul = np.searchsorted(start, np.flatnonzero(data == 0), "right") - 1
        is_long[with_nul[with_nul >= 0]] = True
    long = np.flatnonzero(is_long)
    texts = substrings(data, start[long], end[long]).dictionary_encode()
    numbers = _as_numbers(data, start, np.minimum(size, _SHORT))
    numbers[long] = texts.indices.to_numpy().astype(np.uint64) + _LONG
    coded = pa.array(numbers).dictionary_encode()
    distinct = coded.dictionary.to_numpy()
    short = distinct < _LONG
    place = np.where(short, np.cumsum(short) - 1, (distinct - _LONG).astype(np.int64) + short.sum())
    pieces = pa.concat_arrays([_as_text(distinct[short]), texts.dictionary])
    return coded.indices.to_numpy(), pieces.take(pa.array(place))


def _as_numbers(data: NDArray[np.uint8], start: Places, size: Places) -> NDArray[np.uint64]:
    """Read the bytes of each short piece as one little-endian number, filled up with NULs."""
    padded = np.append(data, np.zeros(_SHORT, np.uint8))
    eight_bytes_from = np.ndarray(len(data), "<u8", padded, strides=(1,))
    numbers: NDArray[np.uint64] = eight_bytes_from[start]
    unused_bits = (_SHORT - size).astype(np.uint64)
    unused_bits <<= np.uint64(3)
    numbers <<= unused_bits
    numbers >>= unused_bits
    return numbers


def _as_text(numbers: NDArray[np.uint64]) -> pa.StringArray:
    """Invert _as_numbers."""
    rows = numbers.astype("<u8").view(np.uint8).reshape(-1, _SHORT)
    offsets = np.append(0, np.cumsum((rows != 0).sum(axis=1))).astype(np.int32)
    return _string_array(offsets, rows[rows != 0])


def _string_array(offsets: NDArray[np.int32], data: NDArray[np.uint8]) -> pa.StringArray:
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)
