"""RTF as plain text."""

from __future__ import annotations

import re

# striprtf takes long for a long table of fonts; those of databases have a few hundred characters.
_FONTS = re.compile(r"\{[^{}]*\\fonttbl")
_LONGEST_FONTS = 20_000


def rtf_text(rtf: str) -> str:
    """Return the text of RTF, with newlines between paragraphs.

    Raises
    ------
    ValueError
        If it cannot be read as RTF.
    """
    from striprtf.striprtf import rtf_to_text

    fonts = _FONTS.search(rtf)
    if fonts and _size_of_group(rtf, fonts.start()) > _LONGEST_FONTS:
        raise ValueError("its table of fonts is too long")
    try:
        text = str(rtf_to_text(rtf, errors="replace"))  # type: ignore[no-untyped-call]
        # The halves of characters that RTF writes as two are joined.
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except (ValueError, TypeError, LookupError, OverflowError):
        raise ValueError("it is no RTF that can be read") from None


def _size_of_group(text: str, start: int) -> int:
    depth = 0
    for brace in re.finditer(r"[{}]", text[start : start + 2 * _LONGEST_FONTS]):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.end()
    return len(text) - start
