"""From a text as it was stored to the text that is measured: markup, line breaks, characters and spacing."""

from __future__ import annotations

import polars as pl

from analysis._utils.pattern_threads import with_compiled
from analysis.corpus.cleaning.line_breaks import with_written_breaks, without_wraps
from analysis.corpus.cleaning.markup import without_markup
from analysis.corpus.cleaning.misread_punctuation import with_punctuation_as_written
from analysis.corpus.cleaning.spacing import with_even_spacing
from analysis.language.text.characters import normalize_characters


def normalized(texts: pl.Series) -> pl.Series:
    r"""Write texts as one file, table or page would have them, so that how they were stored changes no number.

    Punctuation that was misread is as it was meant, written-out line breaks become breaks, HTML becomes text,
    characters get one spelling, quotation marks and dashes the space around them that print has, and lines that a fixed
    width broke are joined.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str

    Examples
    --------
    >>> normalized(pl.Series(["It rained&mdash;again.\\nNobody left the pier."])).to_list()
    ['It rained — again.\nNobody left the pier.']
    """
    return with_compiled("normalization", _normalized, texts)


def _normalized(texts: pl.Series) -> pl.Series:
    steps = (
        with_punctuation_as_written,
        with_written_breaks,
        without_markup,
        normalize_characters,
        with_even_spacing,
        without_wraps,
    )
    for step in steps:
        texts = step(texts)
    return texts
