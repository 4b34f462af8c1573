"""Where the tokens of texts begin and end, in UTF-8.

A token is a word, with what a full stop, an apostrophe or a hyphen joins to it, and the full stop that follows; a
possessive 's; or a single mark. Everything that is not space is in a token.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.language.text.utf8 import SPACE, WORD, Places, character_kinds
from analysis.language.text.word_boundaries import is_join, word_runs

_BLANK, _FULL_STOP = ord(" "), ord(".")
_LEAST_FIRST_BYTE = np.int8(-64)  # as a signed number, any byte that continues a character is smaller


def tokenize(data: bytes, cuts: Places) -> tuple[Places, Places]:
    """Find the tokens of texts.

    Parameters
    ----------
    data : bytes
        UTF-8 that starts and ends with a line break.
    cuts : array of int
        Offsets, in bytes, at which a new token begins in any case.

    Returns
    -------
    start, end : array of int, shape (n_tokens,)
        Offsets in bytes.
    """
    codes, kind, *_ = character_kinds(data, marks=False)
    is_space = kind == SPACE
    word_start, word_end = word_runs(kind)
    begins = (kind != WORD) & ~is_space & (codes.view(np.int8) >= _LEAST_FIRST_BYTE)
    begins[word_start] = True
    begins[_continuations(codes, word_start, word_end)] = False
    begins[cuts[~is_space[cuts]]] = True
    is_last_byte = ~is_space[:-1] & (begins | is_space)[1:]
    start, last = (np.flatnonzero(mask).astype(np.int32) for mask in (begins, is_last_byte))
    return start, last + 1


def _continuations(codes: NDArray[np.uint8], word_start: Places, word_end: Places) -> Places:
    """Where words and marks begin that belong to the token before them; words are runs of letters and numbers."""
    sign = codes.take(word_end)
    single_s = np.flatnonzero(word_end - word_start == 1)
    single_s = single_s[(codes[word_start[single_s]] == ord("s")) & (sign[single_s] != ord("_"))]
    possessive = single_s[_follows_apostrophe(codes, word_start[single_s])]  # the cook's
    sign[possessive] = _BLANK  # nothing joins to it
    final_stops = word_end[sign == _FULL_STOP]
    may_join = sign[:-1] != _BLANK
    may_join[single_s[single_s > 0] - 1] = False
    before = np.flatnonzero(may_join)
    gap = word_end[before]
    width = word_start[before + 1] - gap
    joins = is_join(codes, gap, width) | ((sign[before] == _FULL_STOP) & (width == 1))
    return np.concatenate([word_start[before[joins] + 1], gap[joins], final_stops, word_start[possessive]])


def _follows_apostrophe(codes: NDArray[np.uint8], places: Places) -> NDArray[np.bool_]:
    typographic = [codes[places - distance] == byte for distance, byte in enumerate(reversed("’".encode()), 1)]
    follows: NDArray[np.bool_] = np.logical_and.reduce(typographic)
    follows |= codes[places - 1] == ord("'")
    return follows
