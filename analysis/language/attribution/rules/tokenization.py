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
    is_word, is_space = kind == WORD, kind == SPACE
    word_start, word_end = word_runs(kind)
    is_first_byte = (codes & 0xC0) != 0x80
    begins = is_first_byte & ~is_word & ~is_space
    begins[word_start] = True
    begins[_continuations(codes, word_start, word_end)] = False
    begins[cuts[~is_space[cuts]]] = True
    is_last_byte = ~is_space[:-1] & (begins | is_space)[1:]
    start, last = (np.flatnonzero(mask).astype(np.int32) for mask in (begins, is_last_byte))
    return start, last + 1


def _continuations(codes: NDArray[np.uint8], word_start: Places, word_end: Places) -> Places:
    """Where words and marks begin that belong to the token before them; words are runs of letters and numbers."""
    is_single_s = _is_single_s(codes, word_start, word_end)
    is_possessive = is_single_s.copy()  # the cook's
    is_possessive[is_single_s] = _follows_apostrophe(codes, word_start[is_single_s])
    gap, width = word_end[:-1], word_start[1:] - word_end[:-1]
    narrow = np.flatnonzero((codes[gap] != _BLANK) & (width <= 3) & ~is_single_s[1:] & ~is_possessive[:-1])
    joins = is_join(codes, gap[narrow], width[narrow])
    joins |= (codes[gap[narrow]] == _FULL_STOP) & (width[narrow] == 1)
    joined = narrow[joins]
    final_stops = word_end[(codes[word_end] == _FULL_STOP) & ~is_possessive]
    return np.concatenate([word_start[joined + 1], gap[joined], final_stops, word_start[is_possessive]])


def _is_single_s(codes: NDArray[np.uint8], word_start: Places, word_end: Places) -> NDArray[np.bool_]:
    is_s: NDArray[np.bool_] = (codes[word_start] == ord("s")) & (word_end - word_start == 1)
    is_s &= codes[word_end] != ord("_")
    return is_s


def _follows_apostrophe(codes: NDArray[np.uint8], places: Places) -> NDArray[np.bool_]:
    typographic = [codes[places - distance] == byte for distance, byte in enumerate(reversed("’".encode()), 1)]
    follows: NDArray[np.bool_] = np.logical_and.reduce(typographic)
    follows |= codes[places - 1] == ord("'")
    return follows
