"""Bytes to text: UTF-8, UTF-16, UTF-32 and 8-bit encodings, each by evidence."""

from __future__ import annotations

import codecs
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from analysis.io.eight_bit_encodings import Word, encoding_by_evidence, words_in

# The mark of UTF-32 begins with that of UTF-16.
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_HEAD_SIZE = 4096
_PIECE_SIZE = 1 << 20
_CONTROLS = bytes({*range(1, 32)} - {9, 10, 12, 13})
_UNDECODABLE = re.compile("[\udc80-\udcff]")
# The share of sequences beyond ASCII that may be broken in UTF-8 text, or be UTF-8 by chance in other text.
_FEW_BROKEN = 0.05
_UNCLEAR = "its encoding cannot be determined; save it as UTF-8 (in a spreadsheet: 'CSV UTF-8')"
_MIXED = "it mixes UTF-8 and another encoding; save it again as UTF-8"


class Encoding(NamedTuple):
    """The encoding of a text.

    Attributes
    ----------
    name : str
        As Python names it.
    clean : bool
        Whether all of its bytes can be decoded.
    """

    name: str
    clean: bool = True


def decode(data: bytes) -> str:
    """Return the text of some bytes.

    A byte order mark decides; without one, NUL in every second byte means UTF-16; then UTF-8 is tried; then an 8-bit
    encoding in which the text is plausible, and clearly more so than in another.

    Raises
    ------
    ValueError
        If the bytes fit none of them, or their encoding is not clear.
    """
    encoding = detect_encoding(lambda: io.BytesIO(data))
    if not encoding.clean:
        raise ValueError("some of its bytes are not valid UTF-8; save it again as UTF-8")
    return data.decode(encoding.name)


def detect_encoding(opened: Callable[[], BinaryIO]) -> Encoding:
    """Return the encoding of a file, as `decode` finds it; the file is never in memory as a whole.

    Parameters
    ----------
    opened : callable
        Returns the file, at its start.

    Returns
    -------
    Encoding
        Not clean where the text is UTF-8 and a few of its bytes are not.

    Raises
    ------
    ValueError
        If the bytes fit no encoding, or their encoding is not clear.
    """
    with opened() as file:
        head = file.read(_HEAD_SIZE)
    name = _by_byte_order_mark(head) or _utf_16_without_mark(head)
    if not name:
        return Encoding("utf-8") if _decodes(opened, "utf-8") else _by_evidence(opened)
    if _decodes(opened, name):
        return Encoding(name)
    shown = name.upper().removesuffix("-SIG")
    raise ValueError(f"it begins as {shown}, but is not valid {shown}; save it again as UTF-8")


def _by_byte_order_mark(head: bytes) -> str:
    return next((encoding for bom, encoding in _BOMS.items() if head.startswith(bom)), "")


def _utf_16_without_mark(head: bytes) -> str:
    """Recognize UTF-16 without a mark by NULs in every second place only; return '' if it is not."""
    pairs = max(len(head) // 2, 1)
    odd, even = head[1::2].count(0), head[0::2].count(0)
    larger, smaller = max(odd, even), min(odd, even)
    name = "utf-16-le" if odd > even else "utf-16-be"
    if larger > 0.4 * pairs:
        return name
    # Letters of other scripts contain no NUL, but blanks and line ends do; read as UTF-8, they are broken or controls.
    is_other_script = larger > 0.04 * pairs and smaller <= 0.02 * larger and pairs > 8
    return name if is_other_script and not _is_like_utf_8(head) else ""


def _is_like_utf_8(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls <= 0.05 * len(head) and not _UNDECODABLE.search(head[:-3].decode("utf-8", "surrogateescape"))


def _pieces(opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opened() as file:
        while piece := file.read(_PIECE_SIZE):
            yield piece


def _decodes(opened: Callable[[], BinaryIO], encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for piece in _pieces(opened):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _by_evidence(opened: Callable[[], BinaryIO]) -> Encoding:
    """Decide between UTF-8 with faults and the 8-bit encodings."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    values: set[int] = set()
    words: Counter[Word] = Counter()
    whole = bad = 0
    for piece in _pieces(opened):
        text = decoder.decode(piece)
        broken = len(_UNDECODABLE.findall(text))
        bad += broken
        whole += len(text) - len(text.encode("ascii", "ignore")) - broken
        values.update(piece)
        words_in(piece, words)
    if whole and bad <= max(_FEW_BROKEN * whole, 4 if whole > bad else 0):
        return Encoding("utf-8", clean=False)
    if whole > _FEW_BROKEN * bad:
        raise ValueError(_MIXED)
    # A NUL in 8-bit text is binary data.
    name = "" if 0 in values else encoding_by_evidence(words, bytes(sorted(values)))
    if not name:
        raise ValueError(_UNCLEAR)
    return Encoding(name)
