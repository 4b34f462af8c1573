"""Numbers and names in running text: sentences of notebooks and alternative texts of figures."""

from __future__ import annotations

import math

from analysis._utils.escape import escape_markdown, one_line
from analysis.exceptions import shortened

LONGEST_NAME = 100  # characters
NO_VALUE = "–"


class MarkdownText(str):
    """A text that a notebook shows as Markdown."""

    def _repr_markdown_(self) -> str:
        return str(self)


def signed(value: float, places: int, sign: str = "") -> str:
    """Format a number with a true minus sign; sign '+' also marks positive numbers.

    Examples
    --------
    >>> signed(-0.125, 2), signed(3, 1, "+")
    ('−0.12', '+3.0')
    """
    return f"{value:{sign},.{places}f}".replace("-", "−")


def two_digits(value: float, sign: str = "") -> str:
    """Format a number with two significant digits, at most three decimals; NaN as a dash; '+' marks positive ones, too.

    Examples
    --------
    >>> two_digits(14.73), two_digits(1.02), two_digits(-0.0312, "+"), two_digits(266.9, "+"), two_digits(-0.0002)
    ('15', '1.0', '−0.031', '+270', '0')
    >>> two_digits(-0.00204)
    '−0.002'
    """
    if math.isnan(value):
        return NO_VALUE
    rounded = float(f"{round(value, 3):.2g}")
    if not rounded:
        return "0"
    places = min(max(0, 1 - math.floor(math.log10(abs(rounded)))), 3)
    return signed(rounded, places, sign)


def probability(p: float) -> str:
    """Format a probability after its symbol.

    Examples
    --------
    >>> probability(0.0304), probability(0.0002)
    ('= 0.03', '< 0.001')
    """
    return "< 0.001" if p < 0.001 else f"= {p:.2g}"


def percent(share: float) -> str:
    """Format a share as a percentage of at most three digits."""
    return f"{100 * share:.3g} %"


def counted(number: int, noun: str) -> str:
    """Write a number and its noun, in the plural unless the number is 1.

    Examples
    --------
    >>> counted(1, "article"), counted(1_200, "article")
    ('1 article', '1,200 articles')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def capitalized(text: str) -> str:
    """Return a text with a capital at its beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def short_name(name: str) -> str:
    """Shorten a name to one line of plain text; it is escaped where it is shown."""
    return shortened(one_line(name).strip(), LONGEST_NAME)


def markdown_name(name: str) -> str:
    """Shorten a name and escape it for Markdown."""
    return escape_markdown(short_name(name))
