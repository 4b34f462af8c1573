"""Texts as UTF-8 bytes: the kind of each character, and conversion between places in bytes and in characters."""

from __future__ import annotations

import unicodedata
from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Places = NDArray[np.int32]
OTHER, WORD, SPACE = 0, 1, 2
_MARK = 3  # a combining mark: part of the word it follows


class Offsets(NamedTuple):
    """Places of the characters of several bytes, in order, and how many bytes more than characters there are up to each
    of them, itself included."""

    wide: Places
    added: Places

    @classmethod
    def of(cls, data: NDArray[np.uint8]) -> Offsets:
        """Those of UTF-8."""
        wide = np.flatnonzero(data >= 0xC0).astype(np.int32)
        return cls(wide, np.cumsum(_LENGTH[data[wide]] - 1, dtype=np.int32))

    def characters(self, places: NDArray[Any]) -> NDArray[Any]:
        """Places in bytes as places in characters."""
        return places - self._before(self.wide, places)

    def bytes(self, places: NDArray[Any]) -> NDArray[Any]:
        """Places in characters as places in bytes."""
        return places + self._before(self.wide - np.append(0, self.added)[:-1].astype(np.int32), places)

    def _before(self, wide: Places, places: NDArray[Any]) -> Places:
        return np.append(np.int32(0), self.added)[np.searchsorted(wide, places)]


def _kind(character: str) -> int:
    if character.isalnum():
        return WORD
    if unicodedata.category(character)[0] == "M":
        return _MARK
    return SPACE if character.isspace() else OTHER


_ASCII = bytes(_kind(chr(code)) for code in range(128)) + bytes(128)
_LENGTH = np.array([1] * 0xC0 + [2] * 0x20 + [3] * 0x10 + [4] * 0x10, np.int32)  # of a character, by its first byte
_PAYLOAD = np.array([0, 0x7F, 0x1F, 0x0F, 0x07], np.int32)


def join_lines(texts: pl.Series) -> tuple[bytes, NDArray[np.int64]]:
    """Texts as UTF-8 with a line break before, between and after them, and where each starts and the last one ends."""
    lines = texts.fill_null("").cast(pl.Binary)
    first = 1 + np.append(0, np.cumsum(lines.bin.size().to_numpy() + np.int64(1)))
    return b"\n".join([b"", *lines.to_list(), b""]), first


def character_kinds(data: bytes, *, marks: bool = True) -> tuple[NDArray[np.uint8], NDArray[np.uint8], Places, Places]:
    """The bytes of UTF-8 and the kind of each; the places of the characters of several bytes, and how many.

    marks: whether a combining mark after a word is part of it; else it is neither of the kinds."""
    places = np.frombuffer(data, np.uint8)
    kind = np.frombuffer(bytearray(data.translate(_ASCII)), np.uint8)
    wide = np.flatnonzero(places >= 0xC0).astype(np.int32)
    length = _LENGTH[places[wide]]
    found = _classify(places, kind, wide, length)
    if marks:
        _attach(kind, wide, length, found)
    return places, kind, wide, length


def _classify(data: NDArray[np.uint8], kind: NDArray[np.uint8], wide: Places, length: Places) -> NDArray[np.uint8]:
    """Fill in the kind of the characters of several bytes, with one look-up for each different one, and return it."""
    code = data[wide] & _PAYLOAD[length]
    for i in range(1, 4):
        at = np.flatnonzero(length > i)
        code[at] = code[at] << 6 | data[wide[at] + i] & 0x3F
    table = np.zeros(0x110000, np.uint8)
    for different in pa.array(code).unique().to_pylist():
        table[different] = _kind(chr(different))
    found = table[code]
    _fill(kind, wide, length, found)
    return found


def _attach(kind: NDArray[np.uint8], wide: Places, length: Places, found: NDArray[np.uint8]) -> None:
    """Make the combining marks that follow a word part of it."""
    at = np.flatnonzero(found == _MARK)
    if len(at):
        follows = np.append(False, wide[at[1:]] == wide[at[:-1]] + length[at[:-1]])
        bare = kind[wide[at[~follows]] - 1] != WORD
        found[at] = np.where(bare[np.cumsum(~follows) - 1], OTHER, WORD)
        _fill(kind, wide, length, found)


def _fill(kind: NDArray[np.uint8], wide: Places, length: Places, found: NDArray[np.uint8]) -> None:
    for i in range(4):
        at = length > i
        kind[wide[at] + i] = found[at]


def substrings(
    data: NDArray[np.uint8], start: Places, end: Places, wanted: NDArray[np.int64] | None = None
) -> pa.StringArray:
    """The text from each start to its end; both in order, and apart from each other. wanted: only these, in turn."""
    offsets = np.column_stack([start, end]).astype(np.int32, copy=False).ravel()
    if not len(offsets):
        return pa.array([], pa.string())
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    pieces = pa.Array.from_buffers(pa.string(), len(offsets) - 1, buffers)
    return pieces.take(pa.array(2 * (np.arange(len(start)) if wanted is None else wanted)))


def encoded_substrings(data: NDArray[np.uint8], start: Places, end: Places) -> tuple[Places, pa.StringArray]:
    """The text from each start to its end as ids, and the different ones by id; both in order.

    Up to 8 bytes are coded as one number, with NULs behind them: it is quicker to look up than text."""
    short = end - start <= 8
    nul = np.searchsorted(start, np.flatnonzero(data == 0), "right") - 1
    short[nul[nul >= 0]] = False
    long = np.flatnonzero(~short)
    numbers = np.ndarray(len(data), "<u8", np.append(data, np.zeros(8, np.uint8)), strides=(1,))
    coded = pa.array(numbers[start[short]] & _KEPT[(end - start)[short]]).dictionary_encode()
    rest = substrings(data, start[long], end[long]).dictionary_encode()
    ids = np.empty(len(start), np.int32)
    ids[short] = coded.indices.to_numpy()
    ids[long] = rest.indices.to_numpy() + len(coded.dictionary)
    return ids, pa.concat_arrays([_unpack(coded.dictionary.to_numpy()), rest.dictionary])


_KEPT = np.array([(1 << 8 * size) - 1 for size in range(9)], "<u8")


def _unpack(numbers: NDArray[np.uint64]) -> pa.StringArray:
    places = numbers.astype("<u8").view(np.uint8).reshape(-1, 8)
    offsets = np.append(0, np.cumsum((places != 0).sum(axis=1))).astype(np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(places[places != 0])]
    return pa.Array.from_buffers(pa.string(), len(numbers), buffers)
