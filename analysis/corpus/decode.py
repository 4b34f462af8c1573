"""Bytes to text: UTF-8, UTF-8 with BOM, UTF-16 and cp1252 told apart."""

import codecs

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def decode(data: bytes) -> str:
    """The text of some bytes.

    A byte order mark decides; without one, NUL in every second byte means UTF-16; then UTF-8; then cp1252.
    Raises: ValueError when the bytes fit none of them."""
    for encoding in _candidates(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("its bytes are not UTF-8, UTF-16 or cp1252")


def _candidates(data: bytes) -> list[str]:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return [encoding]
    sample = data[:4096]
    pairs = max(len(sample) // 2, 1)
    if sample[1::2].count(0) > 0.4 * pairs:
        return ["utf-16-le"]
    if sample[0::2].count(0) > 0.4 * pairs:
        return ["utf-16-be"]
    # A NUL in 8-bit text is binary data, which cp1252 would take without complaint.
    return ["utf-8"] if b"\0" in data else ["utf-8", "cp1252"]
