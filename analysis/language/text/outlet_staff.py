"""Journalists and programmes of an outlet in its own articles: KXN's Ada Okoye, and Okoye later on."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.text.outlet_labels import lists
from analysis.language.text.tokens import Tokens

_LONGEST = 3  # words of a name
# Words from the outlet to the role of a journalist: CNN chief political correspondent.
_BEFORE_ROLE = (1, 2, 3)


def staff_names(
    tokens: Tokens, own: NDArray[np.int64], article: NDArray[np.int64], counted: pl.Series
) -> NDArray[np.int64]:
    """Find the names of two or three words behind an outlet's own name, and their last words later in the article.

    Parameters
    ----------
    tokens : Tokens
    own : array of int64
        Places of words that are the outlet's own name.
    article : array of int64, shape (n_texts,)
        Article of each text.
    counted : Series of str
        How each word of the vocabulary is counted, in lower case.

    Returns
    -------
    array of int64
        Places of the words of these names.
    """
    if not len(own):
        return own
    word, text, capital = tokens.word, tokens.text, tokens.capital
    possessive = (tokens.written.str.ends_with("'s") | tokens.written.str.ends_with("’s")).to_numpy()
    role, beat = (counted.is_in(list(lists()[section])).to_numpy() for section in ("role", "beat"))
    last = len(word) - 1

    def is_at(at: NDArray[np.int64], which: NDArray[np.bool_], of: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether words are in the same text as others, and of some kind."""
        inside = np.minimum(at, last)
        found: NDArray[np.bool_] = (at <= last) & (text[inside] == text[of]) & which[word[inside]]
        return found

    roles = np.array([is_at(own + step, role, own) for step in _BEFORE_ROLE])
    introduces = roles.any(axis=0) | possessive[word[own]]
    first = own + 1
    for step, found in zip(_BEFORE_ROLE, roles, strict=True):
        first[found] = own[found] + step + 1
    own, first = own[introduces], first[introduces]
    named = is_at(first, capital & ~beat, own) & is_at(first + 1, capital & ~possessive, own)
    own, first = own[named], first[named]
    size = 2 + is_at(first + 2, capital, own)
    within = (first[:, None] + np.arange(_LONGEST))[np.arange(_LONGEST) < size[:, None]]
    return np.union1d(within, _later(tokens, first + size - 1, article, counted))


def _later(
    tokens: Tokens, last: NDArray[np.int64], article: NDArray[np.int64], counted: pl.Series
) -> NDArray[np.int64]:
    """Return where the last words of names stand, with a capital, in the article of the name, from the name on."""
    word, text = tokens.word, tokens.text
    surnames = counted.gather(word[last]).unique().to_list()
    number = counted.replace_strict(
        {name: i for i, name in enumerate(surnames)}, default=-1, return_dtype=pl.Int64
    ).to_numpy()
    size = max(len(surnames), 1)
    pair = article[text[last]] * size + number[word[last]]
    known, first = np.unique(pair, return_index=True)
    at = tokens.places((number >= 0) & tokens.capital)
    pair_at = article[text[at]] * size + number[word[at]]
    place = np.minimum(np.searchsorted(known, pair_at), len(known) - 1)
    return at[(known[place] == pair_at) & (at >= last[first][place])] if len(known) else at[:0]
