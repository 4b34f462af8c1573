"""The words of a corpus in their order, as they are counted."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.country_forms import FORMS
from analysis.language.text.segmented_words import Words
from analysis.language.text.stems import stems
from analysis.language.text.style_words import CONTENT, style_kinds
from analysis.language.text.tokens import function_words
from analysis.language.text.vocabulary import vocabulary_by_appearance


@hides_content
class WordSequence(NamedTuple):
    """Every counted word, in order; titles and names of outlets are left out, and United States is US.

    Attributes
    ----------
    segment : array of int64, shape (n_words,)
        Row of `notes.segments`.
    word : array of int32, shape (n_words,)
        Number in `vocabulary`.
    function : array of bool, shape (n_words,)
        Whether it is a function word.
    style : array of bool, shape (n_words,)
        Whether its choice is house style, see `style_kinds`.
    vocabulary : Series of str
        The words as counted, or their stems.
    """

    segment: NDArray[np.int64]
    word: NDArray[np.int32]
    function: NDArray[np.bool_]
    style: NDArray[np.bool_]
    vocabulary: pl.Series


def word_sequence(words: Words, *, stem: bool = False) -> WordSequence:
    """List the counted words in order.

    Parameters
    ----------
    words : Words
    stem : bool
        Whether words are counted by their stems.

    Returns
    -------
    WordSequence
    """
    kept = ~words.uncounted
    kept[words.country_forms.first] = False
    form = words.tokens.word.copy()
    acronyms, place = np.unique(words.country_forms.form, return_inverse=True)
    form[words.country_forms.first + 1] = len(words.counted) + place
    form = form[kept]
    counted = pl.Series("word", [*words.counted, *([*FORMS.values()][i] for i in acronyms)], dtype=pl.String)
    function = counted.is_in(list(function_words())).to_numpy()
    style = (style_kinds(counted) != CONTENT).to_numpy()
    vocabulary, number = vocabulary_by_appearance(stems(counted) if stem else counted)
    return WordSequence(words.tokens.text[kept], number[form], function[form], style[form], vocabulary)
