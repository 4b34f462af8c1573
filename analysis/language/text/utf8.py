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
    """Conversion between places in the bytes of UTF-8 and places in its characters.

    Attributes
    ----------
    wide : array of int32, shape (n_wide,)
        Places in bytes of the characters that take several bytes, in order.
    added : array of int32, shape (n_wide,)
        Number of bytes minus number of characters, up to and including each of them.
    """

    wide: Places
    added: Places

    @classmethod
    def of(cls, data: NDArray[np.uint8]) -> Offsets:
        """Find the characters of several bytes in UTF-8."""
        wide = np.flatnonzero(data >= 0xC0).astype(np.int32)
        return cls.of_lengths(wide, CHARACTER_LENGTH[data[wide]])

    @classmethod
    def of_lengths(cls, wide: Places, length: Places) -> Offsets:
        """Use the characters of several bytes that are known already, with their lengths in bytes."""
        return cls(wide, np.cumsum(length - 1, dtype=np.int32))

    def characters(self, places: NDArray[Any]) -> NDArray[Any]:
        """Convert places in bytes to places in characters."""
        return places - self._added_before(self.wide, places)

    def bytes(self, places: NDArray[Any]) -> NDArray[Any]:
        """Convert places in characters to places in bytes."""
        added_before = np.append(0, self.added)[:-1].astype(np.int32)
        return places + self._added_before(self.wide - added_before, places)

    def _added_before(self, wide: Places, places: NDArray[Any]) -> Places:
        return np.append(np.int32(0), self.added)[np.searchsorted(wide, places)]


def _kind(character: str) -> int:
    if character.isalnum():
        return WORD
    if unicodedata.category(character)[0] == "M":
        return _MARK
    return SPACE if character.isspace() else OTHER


_ASCII_KINDS = bytes(_kind(chr(code)) for code in range(128)) + bytes(128)
# Length in bytes of a character, by its first byte; the bits of that byte that are part of the code, by the length.
CHARACTER_LENGTH = np.array([1] * 0xC0 + [2] * 0x20 + [3] * 0x10 + [4] * 0x10, np.int32)
_FIRST_BYTE_CODE = np.array([0, 0x7F, 0x1F, 0x0F, 0x07], np.int32)
_CODE_POINTS = 0x110000


def join_lines(texts: pl.Series) -> tuple[bytes, NDArray[np.int64]]:
    """Join texts to UTF-8 with a line break before, between and after them.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)
        A missing text counts as empty.

    Returns
    -------
    data : bytes
    first : array of int64, shape (n_texts + 1,)
        Place in the bytes of the start of each text, and the place after the line break that ends the last one.
    """
    lines = texts.fill_null("").cast(pl.Binary)
    first = 1 + np.append(0, np.cumsum(lines.bin.size().to_numpy() + np.int64(1)))
    return b"\n".join([b"", *lines.to_list(), b""]), first


def character_kinds(data: bytes, *, marks: bool = True) -> tuple[NDArray[np.uint8], NDArray[np.uint8], Places, Places]:
    """Classify the bytes of UTF-8 as WORD, SPACE or OTHER.

    Parameters
    ----------
    data : bytes
        UTF-8 that does not begin with a combining mark.
    marks : bool
        Whether a combining mark that follows a word is part of it; otherwise a mark is of none of the three kinds.

    Returns
    -------
    places : array of uint8, shape (n_bytes,)
        The bytes.
    kind : array of uint8, shape (n_bytes,)
    wide : array of int32, shape (n_wide,)
        Places of the characters that take several bytes.
    length : array of int32, shape (n_wide,)
        Their lengths in bytes.
    """
    places = np.frombuffer(data, np.uint8)
    kind = np.frombuffer(bytearray(data.translate(_ASCII_KINDS)), np.uint8)
    wide = np.flatnonzero(places >= 0xC0).astype(np.int32)
    length = CHARACTER_LENGTH[places[wide]]
    wide_kind = _wide_kinds(places, wide, length)
    _fill(kind, wide, length, wide_kind)
    if marks:
        _attach_marks(kind, wide, length, wide_kind)
    return places, kind, wide, length


def _wide_kinds(data: NDArray[np.uint8], wide: Places, length: Places) -> NDArray[np.uint8]:
    """Kind of each character of several bytes, with one look-up for each distinct one."""
    code = _code_points(data, wide, length)
    table = np.zeros(_CODE_POINTS, np.uint8)
    for distinct in pa.array(code).unique().to_pylist():
        table[distinct] = _kind(chr(distinct))
    return table[code]


def _code_points(data: NDArray[np.uint8], wide: Places, length: Places) -> Places:
    code = data[wide] & _FIRST_BYTE_CODE[length]
    for i in range(1, 4):
        at = np.flatnonzero(length > i)
        six_bits = data[wide[at] + i] & 0x3F
        code[at] = code[at] << 6 | six_bits
    return code


def _attach_marks(kind: NDArray[np.uint8], wide: Places, length: Places, wide_kind: NDArray[np.uint8]) -> None:
    """Make each run of combining marks part of the word before it, or OTHER where there is none."""
    mark = np.flatnonzero(wide_kind == _MARK)
    if not len(mark):
        return
    previous_end = wide[mark[:-1]] + length[mark[:-1]]
    opens_run = np.append(True, wide[mark[1:]] != previous_end)
    after_word = kind[wide[mark[opens_run]] - 1] == WORD
    run = np.cumsum(opens_run) - 1
    wide_kind[mark] = np.where(after_word[run], WORD, OTHER)
    _fill(kind, wide, length, wide_kind)


def _fill(kind: NDArray[np.uint8], wide: Places, length: Places, wide_kind: NDArray[np.uint8]) -> None:
    """Write the kind of each character of several bytes to all of its bytes."""
    for i in range(4):
        at = length > i
        kind[wide[at] + i] = wide_kind[at]
