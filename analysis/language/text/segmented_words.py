"""The words of a corpus by segment: what a bundle does not hold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.country_forms import CountryForms
from analysis.language.text.tokens import Tokens


@hides_content
class Words(NamedTuple):
    """The words of segments, which only the text gives.

    Attributes
    ----------
    texts : Series of str, shape (n_segments,)
        The text of each segment.
    tokens : Tokens
        The words; `tokens.text` is the number of the segment.
    counted : list of str
        How each word of the vocabulary is counted.
    titles : array of bool, shape (n_tokens,)
        Which words are titles that are not counted.
    party_places : array of bool, shape (n_tokens,)
        Which words are party and state behind a name; they are not counted (see `are_party_places`).
    outlet_names : array of int8, shape (n_tokens,)
        Which words are the name of an outlet, its own or another one's (see `find_outlet_names`), or the label of who
        speaks in a transcript; they are not counted.
    country_forms : CountryForms
        Names of two words that are counted as an acronym, such as United States as US.
    styles : DataFrame
        The table of house style, with one row per voice.
    """

    texts: pl.Series
    tokens: Tokens
    counted: list[str]
    titles: NDArray[np.bool_]
    party_places: NDArray[np.bool_]
    outlet_names: NDArray[np.int8]
    country_forms: CountryForms
    styles: pd.DataFrame

    @property
    def uncounted(self) -> NDArray[np.bool_]:
        """Which words are titles, party and state behind a name, or names of outlets, shape (n_tokens,)."""
        left_out: NDArray[np.bool_] = self.titles | self.party_places | (self.outlet_names > 0)
        return left_out
