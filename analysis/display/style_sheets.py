"""Style sheets of pages, each of which holds its own."""

from __future__ import annotations

import re

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*([{};,>])\s*|\s+")


def compact_css(style: str) -> str:
    r"""Return a style sheet without comments and without blanks that mean nothing.

    Parameters
    ----------
    style : str
        No text between quotation marks in it has a comment or one of the marks {};,> in it.

    Returns
    -------
    str

    Examples
    --------
    >>> compact_css("/* Links. */ nav a, b > i {\n  color: red; margin: 0 1px;\n}")
    'nav a,b>i{color: red;margin: 0 1px}'
    """
    return _BLANKS.sub(lambda found: found[1] or " ", _COMMENT.sub("", style)).replace(";}", "}").strip()
