"""Statements: the sentences of articles, with where they stand and in whose voice."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

POSITIONS = ("headline", "lead", "later")
LEAD_SENTENCES = 3
# Shorter sentences, such as "He declined.", state nothing that can be recognized elsewhere.
LEAST_WORDS = 4


def statement_table(segments: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Put the segments of each sentence together again.

    Parameters
    ----------
    segments : pandas.DataFrame
        The table of segments.
    texts : mapping of str to str
        The cleaned text of each article, by article_id.

    Returns
    -------
    pandas.DataFrame
        One row per sentence of at least four words, in the order of the articles: article_id, sentence; position
        ('headline', 'lead', which is the first three sentences, or 'later'); voice ('quoted' if most of its words
        are); text; first and last, its rows in segments (last is not included).
    """
    of_sentence = _sentence_numbers(segments)
    first = np.flatnonzero(np.diff(of_sentence, prepend=-1))
    last = np.append(first[1:], len(segments))[: len(first)]
    words, quoted = segments["n_tokens"].to_numpy(), (segments["voice"] == "quoted").to_numpy()
    n_words = np.add.reduceat(words, first) if len(first) else words
    n_quoted = np.add.reduceat(words * quoted, first) if len(first) else words
    heads = segments.iloc[first]
    in_headline = (heads["voice"] == "headline").to_numpy()
    order = heads["sentence"].where(~in_headline).groupby(heads["article_id"].to_numpy()).rank("dense").to_numpy()
    start = np.minimum.reduceat(segments["start"].to_numpy(), first) if len(first) else first
    end = np.maximum.reduceat(segments["end"].to_numpy(), first) if len(first) else first
    place = zip(heads["article_id"].tolist(), start.tolist(), end.tolist(), strict=True)
    table = pd.DataFrame({
        "article_id": heads["article_id"].array,
        "sentence": heads["sentence"].array,
        "position": np.select([in_headline, order <= LEAD_SENTENCES], POSITIONS[:2], POSITIONS[2]),
        "voice": np.select([in_headline, 2 * n_quoted > n_words], ["headline", "quoted"], "narration"),
        "text": [" ".join(texts[article][since:until].split()) for article, since, until in place],
        "first": first,
        "last": last,
    })  # fmt: skip
    return table[n_words >= LEAST_WORDS].astype({"position": "str", "voice": "str", "text": "str"})


def _sentence_numbers(segments: pd.DataFrame) -> NDArray[np.int64]:
    """Return the running number of the sentence of each segment."""
    article, sentence = pd.factorize(segments["article_id"])[0], segments["sentence"].to_numpy()
    begins = (np.diff(article, prepend=-1) != 0) | (np.diff(sentence, prepend=-1) != 0)
    numbers: NDArray[np.int64] = np.cumsum(begins) - 1
    return numbers
