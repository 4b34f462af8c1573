"""One form of each mark, in texts that are one array of bytes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content

Bytes = NDArray[np.uint8]
_Places = NDArray[np.int64]

_FOLDED = {
    "'": "‘’‚‛‹›ʻʼʽ´`′＇",
    '"': "“”„‟«»″〝〞＂",
    "-": "‐‑⁃‒−﹣－",
    "—": "―⸺⸻﹘",
    "(": "（",
    ")": "）",
}
_BREAK, _BLANK, _HYPHEN, _EN_DASH, _DASH, _OPENING, _CLOSING = map(ord, "\n -–—[]")
_DASH_BYTES = "—".encode()
_DROPPED, _HELD = 0xFF, 0xFE  # no bytes of UTF-8
_HIGHEST = 0xFFFF
_LATIN = 0x250  # characters before it are Latin letters, digits and marks
_FORMS = np.arange(_HIGHEST + 1)
for _form, _signs in _FOLDED.items():
    _FORMS[[ord(sign) for sign in _signs]] = ord(_form)
# Bytes that begin a mark, or a character beyond ASCII.
_LEADS = bytes(byte in b"`-[]" or byte >= 0xC0 for byte in range(256))
_SIZES = np.array([1] * 0xC0 + [2] * 0x20 + [3] * 0x10 + [4] * 0x10)
_PAYLOAD = np.array([0x7F] * 0xC0 + [0x1F] * 0x20 + [0x0F] * 0x10 + [0x07] * 0x10)


@hides_content
class _Signs(NamedTuple):
    """Marks and characters beyond ASCII: their places, sizes in bytes and codes, and those of their neighbours."""

    at: _Places
    size: _Places
    code: _Places
    others: Bytes
    opens: NDArray[np.bool_]
    ends: NDArray[np.bool_]

    def before(self) -> _Places:
        """Code of the character before each sign; a line break at the start of a text."""
        codes = self.others[self.at - 1].astype(np.int64)
        near = np.flatnonzero(self.at[1:] == (self.at + self.size)[:-1])
        codes[near + 1] = self.code[near]
        return np.where(self.opens, _BREAK, codes)

    def after(self) -> _Places:
        """Code of the character after each sign; a line break at the end of a text."""
        end = self.at + self.size
        codes = self.others[np.minimum(end, len(self.others) - 1)].astype(np.int64)
        near = np.flatnonzero(self.at[1:] == end[:-1])
        codes[near] = self.code[near + 1]
        return np.where(self.ends, _BREAK, codes)


def fold_bytes(data: bytes, starts: _Places, ends: _Places) -> tuple[bytes, _Places]:
    r"""Fold the marks of texts; see `fold_marks`.

    Parameters
    ----------
    data : bytes
        The texts as UTF-8, in order, with anything between them.
    starts, ends : array of int64, shape (n_texts,)
        Places of each text, in bytes.

    Returns
    -------
    folded : bytes
    ends : array of int64, shape (n_texts,)
        Places where the texts end in it.

    Examples
    --------
    >>> folded, _ = fold_bytes("“Don’t”".encode(), np.array([0]), np.array([13]))
    >>> folded.decode()
    '"Don\'t"'
    """
    source = np.frombuffer(data, np.uint8)
    at = np.flatnonzero(np.frombuffer(data.translate(_LEADS), np.bool_))
    if not len(at):
        return data, ends
    size, written = _SIZES[source[at]], _codes(source, at)
    code = np.where(written > _HIGHEST, written, _FORMS[np.minimum(written, _HIGHEST)])
    signs = _Signs(at, size, code, source, _is_among(at, starts), _is_among(at + size, ends))
    _fold_dashes(signs)
    _fold_brackets(signs)
    return _replaced(data, signs, np.flatnonzero(code != written), ends)


def _codes(source: Bytes, at: _Places) -> _Places:
    """Decode the characters at these places."""
    code: _Places = source[at] & _PAYLOAD[source[at]]
    size = _SIZES[source[at]]
    for offset in range(1, 4):
        longer = np.flatnonzero(size > offset)
        code[longer] = (code[longer] << 6) | (source[at[longer] + offset] & 0x3F)
    return code


def _is_among(places: _Places, some: _Places) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = some[np.minimum(np.searchsorted(some, places), len(some) - 1)] == places
    return found


def _fold_dashes(signs: _Signs) -> None:
    """Give hyphens and en dashes the code of what they are read as.

    With blanks, between words or at the start of a line, both are dashes. An en dash joins words and numbers (10–12),
    as a hyphen does, is a minus before a number, and else a dash.
    """
    code, before, after = signs.code, signs.before(), signs.after()
    spaced = ((code == _HYPHEN) | (code == _EN_DASH)) & (after == _BLANK)
    within = np.flatnonzero(spaced & ~signs.opens & ((before == _BLANK) | (before == _BREAK)))
    code[within[_apart((signs.at + signs.size)[within], signs.at[within], 1)]] = _DASH
    code[spaced & signs.opens] = _DASH
    left = np.flatnonzero(code == _EN_DASH)
    before, after = signs.before()[left], signs.after()[left]
    joins = _matches(before, r"\w") & _matches(after, r"\w")
    minus = _matches(before, r"\s") & _matches(after, r"\d")
    code[left] = np.where(joins | minus, _HYPHEN, _DASH)


def _fold_brackets(signs: _Signs) -> None:
    """Give square brackets the code of round ones; a number in square brackets is a footnote, and no remark."""
    at, end, code = signs.at, signs.at + signs.size, signs.code
    opening = np.flatnonzero((code == _OPENING) & ~signs.ends)
    opening = opening[~_matches(signs.after()[opening], r"\d")]
    code[opening[_apart(end[opening], at[opening], 0)]] = ord("(")
    closing = np.flatnonzero((code == _CLOSING) & ~signs.opens)
    closing = closing[~_matches(signs.before()[closing], r"[\d\[]")]
    code[closing[_apart(end[closing], at[closing], 0)]] = ord(")")


def _apart(end: _Places, at: _Places, gap: int) -> NDArray[np.bool_]:
    """Leave out every second sign of those that follow each other with this gap: they share a character."""
    row = np.arange(len(at))
    first = np.ones(len(at), bool)
    first[1:] = at[1:] != end[:-1] + gap
    apart: NDArray[np.bool_] = (row - np.maximum.accumulate(np.where(first, row, 0))) % 2 == 0
    return apart


def _matches(codes: _Places, pattern: str) -> NDArray[np.bool_]:
    """Whether each character matches a pattern."""
    found: NDArray[np.bool_] = _matching(pattern)[np.minimum(codes, _LATIN - 1)]
    others = np.flatnonzero(codes >= _LATIN)
    if len(others):
        distinct, number = np.unique(codes[others], return_inverse=True)
        found[others] = _match(distinct.tolist(), pattern)[number]
    return found


@cache
def _matching(pattern: str) -> NDArray[np.bool_]:
    """Whether each Latin character matches a pattern."""
    return _match(range(_LATIN), pattern)


def _match(codes: Iterable[int], pattern: str) -> NDArray[np.bool_]:
    return pl.Series(map(chr, codes), dtype=pl.String).str.contains(pattern).to_numpy()


def _replaced(data: bytes, signs: _Signs, changed: _Places, ends: _Places) -> tuple[bytes, _Places]:
    """Write the signs that have another code; all of these are ASCII but the dash."""
    at, size, code = signs.at[changed], signs.size[changed], signs.code[changed]
    out = np.frombuffer(data, np.uint8).copy()
    out[at] = np.where(code == _DASH, _HELD, code)
    for offset in range(1, _SIZES.max()):
        out[at[size > offset] + offset] = _DROPPED
    long_dash = at[(code == _DASH) & (size == len(_DASH_BYTES))]
    for offset, byte in enumerate(_DASH_BYTES):
        out[long_dash + offset] = byte
    left = pl.Series(out)
    folded = left.filter(left != _DROPPED).to_numpy().tobytes().replace(bytes([_HELD]), _DASH_BYTES)
    grown = np.append(0, np.cumsum(np.where(code == _DASH, len(_DASH_BYTES), 1) - size))
    return folded, ends + grown[np.searchsorted(at, ends)]
