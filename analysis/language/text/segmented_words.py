"""The words of a text by segment: what a bundle does not hold."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.tokens import Tokens


@hides_content
class Words(NamedTuple):
    """What only the text gives: the text of each segment, its words, how each word of the vocabulary is counted,
    which words are titles left out of the count, and the table of style by voice as well."""

    texts: pl.Series
    tokens: Tokens
    counted: list[str]
    titles: NDArray[np.bool_]
    styles: pd.DataFrame
