"""Bytes to text: UTF-8, UTF-8 with BOM, UTF-16 and cp1252 told apart."""

import codecs
from pathlib import Path

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_HEAD = 4096
_PIECE = 1 << 20
_NEITHER = "its bytes are not UTF-8, UTF-16 or cp1252"


def decode(data: bytes) -> str:
    """The text of some bytes.

    A byte order mark decides; without one, NUL in every second byte means UTF-16; then UTF-8; then cp1252.
    Raises: ValueError when the bytes fit none of them."""
    for encoding in _candidates(data[:_HEAD], binary=b"\0" in data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError(_NEITHER)


def encoding_of(path: Path) -> str:
    """The encoding decode would find for a file, which is never in memory as a whole.

    Raises: ValueError when its bytes fit none."""
    with path.open("rb") as file:
        head = piece = file.read(_HEAD)
        binary = False
        while piece and not binary:
            binary = b"\0" in piece
            piece = file.read(_PIECE)
    for encoding in _candidates(head, binary=binary):
        if _decodes(path, encoding):
            return encoding
    raise ValueError(_NEITHER)


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _candidates(head: bytes, *, binary: bool) -> list[str]:
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return [encoding]
    pairs = max(len(head) // 2, 1)
    if head[1::2].count(0) > 0.4 * pairs:
        return ["utf-16-le"]
    if head[0::2].count(0) > 0.4 * pairs:
        return ["utf-16-be"]
    # A NUL in 8-bit text is binary data, which cp1252 would take without complaint.
    return ["utf-8"] if binary else ["utf-8", "cp1252"]
