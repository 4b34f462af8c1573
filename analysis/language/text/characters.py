"""One spelling of characters: composed letters, no invisible characters, and one form of each mark.

What `normalize_characters` does is done once, when a text is read. `fold_marks` is for comparing: texts are shown with
the marks that they have, and every function that looks at words or marks folds them first. It replaces one character
by one, so that places stay.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

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

# Accents of their own, Hangul in parts, and signs with the form of a letter: what NFC composes.
_DECOMPOSED = (
    r"[\x{300}-\x{36F}\x{483}-\x{487}\x{591}-\x{5C7}\x{610}-\x{61A}\x{64B}-\x{65F}\x{900}-\x{E4D}\x{1100}-\x{11FF}"
    r"\x{1AB0}-\x{1AFF}\x{1DC0}-\x{1DFF}\x{2126}\x{212A}\x{212B}\x{3099}\x{309A}]"
)
_UNUSUAL = f"[{_INVISIBLE}{_DECOMPOSED}{''.join(_SPELLED_OUT)}]"

_FOLDED = {
    "'": "‘’‚‛‹›ʻʼʽ´`′＇",
    '"': "“”„‟«»″〝〞＂",
    "-": "‐‑⁃‒−﹣－",
    "—": "―⸺⸻﹘",
    "(": "（",
    ")": "）",
}
_FORMS = {sign: form for form, signs in _FOLDED.items() for sign in signs}
_HYPHENS = "-" + _FOLDED["-"] + "–"
# With blanks, between words or at the start of a line, they are dashes.
_FORMS |= {f"{before}{sign} ": f"{before}— " for sign in _HYPHENS for before in (" ", "\n")}
# An en dash joins words and numbers (10–12), as a hyphen does, is a minus before a number, and else a dash.
_EN_DASHES = (r"\b–\b", "-"), (r"(^|\s)–(\d)", "${1}-${2}"), ("–", "—")
# A number in square brackets is a footnote, and no remark in brackets.
_SQUARE = (r"\[(\D)", "(${1}"), (r"([^\d\[])\]", "${1})")


def normalize_characters(texts: pl.Series) -> pl.Series:
    """Write each character in one way.

    Letters with accents are composed (NFC), ligatures and dots are spelled out, and characters without width, such as
    soft hyphens, are left out.

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
    spelled = _changed(
        texts, _UNUSUAL, lambda some: some.str.replace_all(_INVISIBLE, "").str.replace_many(_SPELLED_OUT)
    )
    return _changed(spelled, _DECOMPOSED, lambda some: some.str.normalize("NFC"))


def _changed(texts: pl.Series, pattern: str, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """Change the texts that hold a pattern."""
    at = texts.str.contains(pattern).arg_true()
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
    folded = texts.str.replace_many(_FORMS, leftmost=True).str.replace(f"^[{_HYPHENS}] ", "— ")
    for pattern, form in (*_EN_DASHES, *_SQUARE):
        folded = folded.str.replace_all(pattern, form)
    return folded


def folded(text: str) -> str:
    """Fold the marks of one text; see `fold_marks`."""
    one: str = fold_marks(pl.Series([text], dtype=pl.String)).item()
    return one
