"""How the words of a corpus are commonly written."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import schema
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.annotation.layers import layer
from analysis.io.bundle_format import LEAST_SEGMENTS
from analysis.language.text.spellings import common_spellings
from analysis.measures._scores import article_voices


def spellings(notes: Annotations) -> pd.DataFrame:
    """List the words whose commonest spelling has capitals, such as NATO.

    Words are counted in lower case. Spellings are taken from voices of four segments or more of an article, since a
    bundle contains only these, and from inside of sentences, which all begin with a capital.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table spellings: item, spelling.
    """
    check_annotations(notes)
    return notes.scores("spellings", {}, lambda: _spellings(notes), kind="spellings")


@layer
def _spellings(notes: Annotations) -> pd.DataFrame:
    place, n_places = article_voices(notes)
    large = np.bincount(place, minlength=n_places)[place] >= LEAST_SEGMENTS
    return spellings_in(notes, large if large.any() else (notes.segments["voice"] != "headline").to_numpy())


def spellings_in(notes: Annotations, evidence: NDArray[np.bool_]) -> pd.DataFrame:
    """List spellings by the evidence of some segments.

    Parameters
    ----------
    notes : Annotations
        Of the text.
    evidence : array of bool, shape (n_segments,)

    Returns
    -------
    pandas.DataFrame
        Table spellings.
    """
    return schema.typed(common_spellings(notes.words, evidence).to_pandas(), "spellings")
