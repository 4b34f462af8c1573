"""Credit lines: lines above and below a text that say from which agency or outlet it is."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import polars as pl

from analysis._utils.content_hiding import hides_content
from analysis.language.text.credits import AGENCY, OUTLET, read_credit

CREDIT = {"article": pl.Int64, "credit": pl.String}
# Lines of an article among which bylines and sign-offs stand, and the characters of the end of one that are read.
_FIRST, _LAST, _LONGEST = 4, 8, 600
_NAME = r"(?:[tT]he )?(?P<name>[A-Zd][\w .&'’-]{1,40}?)"
_LEADING = r"^[•*⦁·(\[_?–— -]*"


@hides_content
class _Sign(NamedTuple):
    """A kind of credit line.

    Attributes
    ----------
    at_end : bool
        Whether it stands below the text, not above.
    pattern : str
        With the name of the agency or outlet.
    kinds : tuple of str
        What it may name, as in `Credit`.
    name : str
        The agency that has this form, where it is not named.
    """

    at_end: bool
    pattern: str
    kinds: tuple[str, ...] = (AGENCY,)
    name: str = ""


_COPYRIGHT = r"(?:©|\([cC]\)|[cC]opyright)[ ©]*(?:\([cC]\) ?)?(?:[0-9]{4}[,:]? )?(?:[bB]y )?"
_REPORTED = r"(?:[Rr]eporting|[Ww]riting|[Cc]ompiled) by [^()]{3,}[;,.] ?[\w ]*"
_STAFF = r"[A-Z]\w+(?: [A-Z]\w+){0,2} (?:[Ww]riter|[Rr]eporter|[Cc]orrespondent)s? "
_PUBLISHED = (
    r"\b(?:article|column|essay|piece|post|report|story) (?:was )?(?:first|originally) (?:appeared|published) "
    r"(?:at|by|in|on) "
)
_SIGNS = (
    # By Ada Reed, Associated Press
    _Sign(False, r"^(?P<name>[Bb][Yy] .{2,100})$"),
    # Copyright 2024 The Associated Press. All rights reserved.
    _Sign(True, rf"{_LEADING}{_COPYRIGHT}{_NAME}(?:\.|,|\)|$)"),
    # (Reporting by Ada Reed in Oslo; Editing by Ben Holt)
    _Sign(True, rf"{_REPORTED}(?:[Ww]riting|[Ee]diting) by [^()]{{3,}}\)?\.?$", name="Reuters"),
    # Associated Press writer Ada Reed contributed to this report.
    _Sign(True, rf"(?:^|\. )(?P<name>{_STAFF})[A-Z].*\bcontributed\b"),
    # This article was originally published by The Example.
    _Sign(True, rf"{_PUBLISHED}{_NAME}(?:\.(?: |$)|,|$)", (AGENCY, OUTLET)),
    # - CNN
    _Sign(True, rf"^(?:[–—-]+ ?|\[|\(){_NAME}[\])]?\.?$", (AGENCY, OUTLET)),
)
_PROBE = r"^[Bb][Yy] |©|\([cC]\)|opyright|(?:riting|diting) by |contributed|(?:first|originally) |^[–—\[(-]"


def find_credits(lines: pl.DataFrame) -> pl.DataFrame:
    """Find the agency or outlet that a line above or below the text of articles names as its origin.

    Parameters
    ----------
    lines : DataFrame
        All lines of articles, as `lines_of` returns them.

    Returns
    -------
    DataFrame
        article, credit; at most one row per article, the first kind of line that is there. An agency that only
        contributed to an article is not named.
    """
    article = lines["article"].to_numpy()
    number = np.arange(len(article))
    first = number - np.searchsorted(article, article) < _FIRST
    last = np.searchsorted(article, article, side="right") - number <= _LAST
    at = np.flatnonzero(first | last)
    at = at[lines["text"][at].str.contains(_PROBE).to_numpy()]
    rows = []
    for place, text in zip(at.tolist(), lines["text"][at].to_list(), strict=True):
        sides = {False: first[place], True: last[place]}
        signs = ((rank, sign) for rank, sign in enumerate(_SIGNS) if sides[sign.at_end])
        rows += [(article[place], name, rank) for rank, sign in signs if (name := _named(sign, text[-_LONGEST:]))]
    found = pl.DataFrame(rows, schema={**CREDIT, "rank": pl.Int64}, orient="row")
    return (
        found.sort("article", "rank", maintain_order=True)
        .unique("article", keep="first", maintain_order=True)
        .select(list(CREDIT))
    )


def _named(sign: _Sign, text: str) -> str:
    """Return the agency or outlet that a line names as the origin of a text, '' if it does not."""
    found = re.search(sign.pattern, text)
    if not found or sign.name:
        return sign.name if found else ""
    credit = read_credit(found["name"])
    return credit.name if credit.kind in sign.kinds and credit.alone else ""
