"""Names of two words that are written as an acronym too: United States and US are counted as one word."""

from __future__ import annotations

import re
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.house_style import Style
from analysis.language.text.tokens import Tokens

# Two words -> what they are counted as.
FORMS = {
    ("United", "States"): "US",
    ("United", "Kingdom"): "UK",
    ("United", "Nations"): "UN",
    ("European", "Union"): "EU",
}
_POSSESSIVES = ("'", "'s", "’", "’s")


@hides_content
class CountryForms(NamedTuple):
    """Where names of two words stand that are counted as an acronym.

    Attributes
    ----------
    first : array of int64, shape (n_places,)
        The first word, which is not counted.
    form : array of int64, shape (n_places,)
        Number in FORMS of the acronym that the second word is counted as.
    """

    first: NDArray[np.int64]
    form: NDArray[np.int64]

    @property
    def styles(self) -> list[Style]:
        """The lines of a table of variants, one for each form."""
        return [Style(" ".join(words), acronym, "acronym") for words, acronym in FORMS.items()]


NO_FORMS = CountryForms(np.zeros(0, np.int64), np.zeros(0, np.int64))


def find_country_forms(tokens: Tokens) -> CountryForms:
    """Find the names of two words that are counted as an acronym.

    Parameters
    ----------
    tokens : Tokens

    Returns
    -------
    CountryForms
        In order of the words.
    """
    if not len(tokens.word):
        return NO_FORMS
    part = {word.lower(): number for number, word in enumerate(dict.fromkeys(chain(*FORMS)), 1)}
    written = [f"{one}{ending}" for one in part for ending in ("", *_POSSESSIVES)]
    listed = tokens.lower.is_in(written).to_numpy() & tokens.capital
    parts = np.zeros(len(listed), np.int64)
    for place in np.flatnonzero(listed).tolist():
        parts[place] = part.get(re.sub("['’]s?$", "", tokens.vocabulary[place]).lower(), 0)
    first = tokens.places(np.isin(parts, [part[word.lower()] for word, _ in FORMS]))
    first = first[first < len(tokens.word) - 1]
    first = first[tokens.text[first] == tokens.text[first + 1]]
    form = np.full(len(first), -1)
    for number, (one, other) in enumerate(FORMS):
        is_one = parts[tokens.word[first]] == part[one.lower()]
        form[is_one & (parts[tokens.word[first + 1]] == part[other.lower()])] = number
    return CountryForms(first[form >= 0], form[form >= 0])
