"""One spelling of characters: composed letters, no invisible characters, and one form of each mark.

What `normalize_characters` does is done once, when a text is read. `fold_marks` is for comparing: texts are shown with
the marks that they have, and every function that looks at words or marks folds them first. It replaces one character
by one, so that places stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import polars as pl
import pyarrow as pa

from analysis.language.text.mark_folding import fold_bytes

# Soft hyphens, zero-width and direction characters, variation selectors.
_INVISIBLE = (
    r"[\x{AD}\x{34F}\x{61C}\x{180E}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FE00}-\x{FE0F}\x{FEFF}]"
)
# Marks of Windows-1252 that were read as if they were control characters.
_MISREAD = dict(zip("\x91\x92\x93\x94\x96\x97", "‘’“”–—", strict=True))
_SPELLED_OUT = _MISREAD | {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "…": "...",
    "․": ".",
}


def _misread_as_windows_1252(text: str) -> str:
    """Read the bytes of UTF-8 as Windows-1252; what it leaves undefined is a control character."""
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in _UNDEFINED else chr(byte) for byte in text.encode("utf-8")
    )


def _misdecoded(signs: str) -> dict[str, str]:
    """Map what signs look like after one and after two wrong readings to the signs; the longest first."""
    found: dict[str, str] = {}
    for sign in signs:
        once = _misread_as_windows_1252(sign)
        twice = _misread_as_windows_1252(once)
        # A control character may have been lost on the way.
        for form in (once, twice):
            found |= {form: sign, re.sub("[\x80-\x9f]", "", form): sign}
    return {form: found[form] for form in sorted(found, key=len, reverse=True) if len(form) > 1}


_UNDEFINED = frozenset(b"\x81\x8d\x8f\x90\x9d")
_MISDECODED = _misdecoded("‘’“”–—…•™€©®£°éèêëáàâäãåçñíìîïóòôöõúùûüÉÁÖÜß")
# What each of them begins with, followed by what no word has there.
_MAY_BE_MISDECODED = r"[ÂÃâ][^\sA-Za-z.,;:!?'’]"

# Accents of their own, Hangul in parts, and signs with the form of a letter: what NFC composes.
_DECOMPOSED = (
    r"[\x{300}-\x{36F}\x{483}-\x{487}\x{591}-\x{5C7}\x{610}-\x{61A}\x{64B}-\x{65F}\x{900}-\x{E4D}\x{1100}-\x{11FF}"
    r"\x{1AB0}-\x{1AFF}\x{1DC0}-\x{1DFF}\x{2126}\x{212A}\x{212B}\x{3099}\x{309A}]"
)
_UNUSUAL = f"[{_INVISIBLE}{_DECOMPOSED}{''.join(_SPELLED_OUT)}]"


def normalize_characters(texts: pl.Series) -> pl.Series:
    """Write each character in one way.

    Signs of UTF-8 that were read as Windows-1252, once or twice, become what they were (â€™ is ’). Letters with
    accents are composed (NFC), ligatures and dots are spelled out, and characters without width, such as soft hyphens,
    are left out.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str

    References
    ----------
    Unicode Standard Annex #15: Unicode Normalization Forms.

    Examples
    --------
    >>> normalize_characters(pl.Series(["Zoe\u0308’s pro\u00adtest", "o\ufb03ce"])).to_list()
    ['Zoë’s protest', 'office']
    """
    return _changed(texts, _is_beyond_ascii(texts), _normalized)


def _normalized(texts: pl.Series) -> pl.Series:
    read = _changed(
        texts,
        texts.str.contains(_MAY_BE_MISDECODED),
        lambda some: some.str.replace_many(_MISDECODED, leftmost=True),
    )
    return _changed(read, read.str.contains(_UNUSUAL), _spelled_out)


def _spelled_out(texts: pl.Series) -> pl.Series:
    spelled = texts.str.replace_all(_INVISIBLE, "").str.replace_many(_SPELLED_OUT)
    return _changed(spelled, spelled.str.contains(_DECOMPOSED), lambda some: some.str.normalize("NFC"))


def _changed(texts: pl.Series, where: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Change some of the texts."""
    at = where.arg_true()
    return texts.clone().scatter(at, change(texts[at])) if len(at) else texts


def fold_marks(texts: pl.Series) -> pl.Series:
    r"""Write each apostrophe, quotation mark, hyphen, dash and bracket in one form, one character for one.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str
        Each text has as many characters as before.

    Examples
    --------
    >>> fold_marks(pl.Series(["“Don’t,” she said [twice]", "1990–94 – good years"])).to_list()
    ['"Don\'t," she said (twice)', '1990-94 — good years']
    """
    array = texts.fill_null("").to_arrow()
    if not texts.len() or array.buffers()[2] is None:
        return texts
    offsets = np.frombuffer(array.buffers()[1], np.int64)[array.offset : array.offset + len(array) + 1]
    data = array.buffers()[2][int(offsets[0]) : int(offsets[-1])].to_pybytes()
    folded, ends = fold_bytes(data, offsets[:-1] - offsets[0], offsets[1:] - offsets[0])
    buffers = pa.py_buffer(np.append(0, ends)), pa.py_buffer(folded)
    made = pl.Series(texts.name, pa.LargeStringArray.from_buffers(len(texts), *buffers))
    return made.set(texts.is_null(), None) if texts.null_count() else made


def _is_beyond_ascii(texts: pl.Series) -> pl.Series:
    return texts.str.len_bytes() != texts.str.len_chars()


def folded(text: str) -> str:
    """Fold the marks of one text; see `fold_marks`."""
    one: str = fold_marks(pl.Series([text], dtype=pl.String)).item()
    return one
