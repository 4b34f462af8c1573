"""Texts -> weights of their words: what tells what an article is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.ragged import places_in_rows
from analysis.language.text.tokens import function_words, normalize, tokenize

# Words of a body that are its lead; texts whose words are found at once.
LEAD, BATCH = 60, 2_000


def word_weights(headlines: Sequence[str], bodies: Sequence[str]) -> Any:
    """Weigh the words of articles: headline, lead (the first 60 words) and body count alike, whatever their lengths.

    Within each of the three, a word that occurs k times there and in d of n articles weighs
    (1 + ln k) · ln((n + 1) / (d + ½)). Function words and single letters are left out.

    Parameters
    ----------
    headlines, bodies : sequence of str, shape (n_articles,)

    Returns
    -------
    scipy.sparse.csr_array of float32, shape (n_articles, n_words)
        Rows of length 1: their products are cosines. An article without words has an empty row.
    """
    from scipy import sparse

    columns: dict[str, int] = {}
    batches = []
    for first in range(0, len(bodies), BATCH):
        here = slice(first, first + BATCH)
        headline, body = (_counted_words(texts[here], columns) for texts in (headlines, bodies))
        lead = body[:, places_in_rows(body[0]) < LEAD]
        n = len(bodies[here])
        batches.append([sparse.csr_array((np.ones(len(w[0]), np.float32), tuple(w)), (n, len(columns)))
                        for w in (headline, lead, body)])  # fmt: skip
    if not batches:
        return sparse.csr_array((0, 0), dtype=np.float32)
    parts = [_stacked(part, len(columns)) for part in zip(*batches, strict=True)]
    rarity = _rarity(parts[0] + parts[2])
    return _of_length_1(sum(_of_length_1(_weighted(part, rarity)) for part in parts))


def _counted_words(texts: Sequence[str], columns: dict[str, int]) -> NDArray[np.int32]:
    """Return text and column of each counted word, in order; new words are added to columns."""
    tokens, functional = tokenize(pl.Series(texts, dtype=pl.String)), function_words()
    column = np.array([_column(normalize(word), functional, columns) for word in tokens.vocabulary], np.int32)
    found = np.array([tokens.text, column[tokens.word]], np.int32) if len(column) else np.empty((2, 0), np.int32)
    return found[:, found[1] >= 0]


def _column(word: str, functional: frozenset[str], columns: dict[str, int]) -> int:
    """Return the column of a word, −1 for one that is not counted."""
    return -1 if len(word) < 2 or word.lower() in functional else columns.setdefault(word, len(columns))


def _stacked(parts: Sequence[Any], n_words: int) -> Any:
    """Put batches one below the other; the earlier ones know fewer words."""
    from scipy import sparse

    for part in parts:
        part.resize((part.shape[0], n_words))
        part.sum_duplicates()
    return sparse.csr_array(sparse.vstack(parts))


def _rarity(counts: Any) -> NDArray[np.float32]:
    """Return ln((n + 1) / (d + ½)) for each word, where d of n articles have it."""
    n_articles, n_words = counts.shape
    articles = np.bincount(counts.indices, minlength=n_words)
    rarity: NDArray[np.float32] = np.log((n_articles + 1) / (articles + 0.5)).astype(np.float32)
    return rarity


def _weighted(counts: Any, rarity: NDArray[np.float32]) -> Any:
    weights = counts.copy()
    weights.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    return weights


def _of_length_1(rows: Any) -> Any:
    from sklearn.preprocessing import normalize as scaled

    return scaled(rows)
