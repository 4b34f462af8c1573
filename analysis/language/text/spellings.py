"""How words are commonly written: North Korean, NATO, iPhone."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.text.segmented_words import Words
from analysis.language.text.tokens import without_possessive

# Least number of occurrences: with fewer, the spelling would reveal single sentences of a text.
LEAST = 3


def common_spellings(words: Words, evidence: NDArray[np.bool_]) -> pl.DataFrame:
    """Choose the commonest spelling of each word.

    The first word of a segment is no evidence, since every sentence begins with a capital. Where a variant of house
    style is counted as another word (Kiev as kyiv), only its first letter is. Of spellings that are equally common, the
    one with fewer capitals is chosen.

    Parameters
    ----------
    words : Words
    evidence : array of bool, shape (n_segments,)
        Segments whose words are evidence.

    Returns
    -------
    polars.DataFrame
        item (a word as counted) and spelling, sorted by item: words that occur LEAST times in the evidence or more,
        and are not written as they are counted.
    """
    tokens = words.tokens
    used = evidence[tokens.text] & ~words.uncounted
    inner = np.append(False, tokens.text[1:] == tokens.text[:-1])[: len(used)]
    size = len(tokens.vocabulary)
    counts = pl.DataFrame({
        "item": pl.Series(words.counted, dtype=pl.String),
        "written": pl.Series(tokens.vocabulary, dtype=pl.String),
        "times": np.bincount(tokens.word[used], minlength=size),
        "inner": np.bincount(tokens.word[used & inner], minlength=size),
    })  # fmt: skip
    counts = counts.filter((pl.col("times").sum().over("item") >= LEAST) & (pl.col("inner") > 0))
    pairs = zip(counts["written"].to_list(), counts["item"].to_list(), strict=True)
    shown = pl.Series([_shown(written, item) for written, item in pairs], dtype=pl.String)
    counts = counts.with_columns(spelling=shown, capitals=shown.str.count_matches(r"\p{Lu}"))
    sums = counts.group_by("item", "spelling", "capitals").agg(pl.col("inner").sum())
    order = sums.sort("item", -pl.col("inner"), "capitals", "spelling")
    first = order.unique("item", keep="first", maintain_order=True)
    return first.filter(pl.col("item") != pl.col("spelling")).select("item", "spelling")


def _shown(written: str, item: str) -> str:
    """Return the letters of `item` with the capitals of the written word that is counted as it."""
    if written == item:
        return item
    form = without_possessive(written)
    form = form if form.lower() == item.lower() else form.rstrip(".")
    if form.lower() == item.lower():
        return form
    return item[:1].upper() + item[1:] if written[:1].isupper() else item
