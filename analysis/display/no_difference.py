"""Sentences about differences that were not found."""

from __future__ import annotations

import math

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.wording import MarkdownText, percent, signed

# Digits beside which a further digit of a detectable difference says nothing.
_PLACES = 2


def no_clear_difference(detectable: float, measure: str, *, power: float = 0.8) -> MarkdownText:
    """State that there is no clear difference, and which difference would have been seen.

    Parameters
    ----------
    detectable : float
        The smallest detectable difference, such as in the column `detectable` of `ss.power`, in the unit of `value`;
        NaN or infinite where it is not known or there is none.
    measure : str
        Name of the measure; it gives the unit that readers see.
    power : float
        Probability with which that difference would have been seen, between 0 and 1.

    Returns
    -------
    MarkdownText

    Raises
    ------
    WrongUse
        If there is no measure of that name.

    Examples
    --------
    >>> no_clear_difference(0.0125, "terms")
    'No clear difference; a difference of 12.5 per 1,000 words or more would have been seen with a probability of 80 %.'
    """
    scale = schema.MEASURES[checked_choice(measure, "measure", tuple(schema.MEASURES))]
    if not math.isfinite(detectable):
        return MarkdownText("No clear difference; there is too little text to have seen one of any size.")
    size = scale.factor * abs(detectable)
    places = max(_PLACES if scale.factor == 1 else 1, _PLACES - 1 - math.floor(math.log10(size)) if size else 0)
    return MarkdownText(
        f"No clear difference; a difference of {signed(size, places)} {scale.unit} or more would have been seen with a "
        f"probability of {percent(power)}."
    )
