"""RTF as plain text."""

from __future__ import annotations

import re

from analysis.io.encoding import decode

# striprtf adds the address of each link to the text, and takes long for one line with many links.
_FIELD = re.compile(r"\\field\b ?")
# It also takes long for a long table of fonts; those of databases have a few hundred characters.
_FONTS = re.compile(r"\{[^{}]*\\fonttbl")
_LONGEST_FONTS = 20_000
_PAGE = re.compile(r"\\page\b ?")
PAGE_BREAK = "\f"


def rtf_text(data: bytes) -> str:
    """Return the text of RTF, with newlines between paragraphs and form feeds between pages.

    Raises
    ------
    ValueError
        If it cannot be read as RTF.
    """
    from striprtf.striprtf import rtf_to_text

    marked = _PAGE.sub(r"\\par\\u12 \\par ", _FIELD.sub("", decode(data))).replace("\f", "\\par\\u12 \\par ")
    fonts = _FONTS.search(marked)
    if fonts and _size_of_group(marked, fonts.start()) > _LONGEST_FONTS:
        raise ValueError("its table of fonts is too long")
    try:
        text = str(rtf_to_text(marked, errors="replace"))  # type: ignore[no-untyped-call]
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
