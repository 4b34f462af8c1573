"""Figures with the words that bound them: at least 8, nearly 50,000, 300 or more."""

from __future__ import annotations

import re

import numpy as np
import polars as pl

from analysis.language.quantities.bounds import AT_MOST, BOUND_WORDS, EXACT, VAGUE, WORDS_AFTER, WORDS_BEFORE
from analysis.language.quantities.matching import extracted, search

NEAR = 40  # characters beside a figure in which the words stand
_PLAIN = {AT_MOST: "up to"}  # other bounds are their own words
_BEFORE = re.compile(rf"({'|'.join(BOUND_WORDS.values())})(?![^\W\d_])", re.I)
_AFTER = re.compile(r"(?<=\S)[ -]?(\+|plus|odd|(?:or|and) [a-z]+|at most|tops|give or take)$", re.I)
_CAPITAL = re.compile("^[A-Z](?=[a-z])")


def bounded(bound: str, figure: str) -> str:
    """Put the plain word of a bound before a figure.

    Examples
    --------
    >>> bounded("at most", "8"), bounded("about", "8 miles"), bounded("exact", "8"), bounded("vague", "dozens")
    ('up to 8', 'about 8 miles', '8', 'dozens')
    """
    return figure if bound in (EXACT, VAGUE) else f"{_PLAIN.get(bound, bound)} {figure}"


def with_bounds(figures: pl.DataFrame) -> list[str]:
    """Add to each figure the words of its article that bound it.

    Parameters
    ----------
    figures : polars.DataFrame
        figure (as it is written), bound, left and right (the text before and after it).

    Returns
    -------
    list of str
        With a plain word where the bound stands elsewhere: at the first figure of a list, or before a bracket.

    Examples
    --------
    >>> rows = [("8", "at least", "At least ", " died"), ("40", "at least", "in ", " or more boats")]
    >>> with_bounds(pl.DataFrame(rows, ["figure", "bound", "left", "right"], orient="row"))
    ['at least 8', '40 or more']
    """
    written, bounds = figures["figure"], figures["bound"]
    found = written.to_list()
    # A dozen says by itself that it is about twelve.
    by_words = ~(bounds.is_in([EXACT, VAGUE]) | search(written.str.contains, "(?i)dozens?$")).to_numpy()
    none = pl.repeat(None, len(found), dtype=pl.String, eager=True)
    for bound, before in WORDS_BEFORE.items():
        rows = (bounds == bound).to_numpy() & by_words
        words = extracted(figures["left"], before, rows)
        behind = extracted(figures["right"], WORDS_AFTER[bound], rows) if bound in WORDS_AFTER else none
        for row in np.flatnonzero(rows).tolist():
            found[row] = _with_words(bound, found[row], words[row], behind[row])
    return found


def _with_words(bound: str, figure: str, before: str | None, after: str | None) -> str:
    if before:
        return _CAPITAL.sub(lambda letter: letter[0].lower(), before.rstrip("(")) + figure
    return figure + after if after else bounded(bound, figure)


def bound_words(figure: str) -> str:
    """Return the words that bound a figure, in lower case; '' for none.

    Examples
    --------
    >>> bound_words("At least 8"), bound_words("300 or more"), bound_words("eight boats")
    ('at least', 'or more', '')
    """
    found = _BEFORE.match(figure) or _AFTER.search(figure)
    return found[1].lower() if found else ""
