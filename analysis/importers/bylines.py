"""Names of authors, as bylines and the data of pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PREFIX = re.compile(
    r"^(?:(?:written|reported|reporting|words|posted|published|story|analysis|opinion)\s+)?by[:\s]+|^(?:author|von|par|door)s?:?\s+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S*|\S+@\S+|@\w+")
_JOINED = re.compile(r"\s*(?:;|,|\||\s/\s|\s&\s|\s(?:and|und|et|en)\s)\s*(?:(?:and|und|et|en)\s+)?")
_ROLE = re.compile(
    r"\b(?:editor|correspondents?|reporters?|staff|writers?|chief|columnist|contributor|producer|photographer|analyst|bureau"
    r"|desk|updated|published|in|for|at|of the|the conversation|jr|phd)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 60


def author_names(written: Iterable[str]) -> list[str]:
    """Return the names of authors, each once, in order.

    Parameters
    ----------
    written : iterable of str
        Such as 'By Ada Reed and Ben Holt, Political Editor', or single names.

    Returns
    -------
    list of str
        Without 'By', addresses and roles.

    Examples
    --------
    >>> author_names(["By Ada Reed and Ben Holt, Political Editor"])
    ['Ada Reed', 'Ben Holt']
    """
    names: dict[str, None] = {}
    for text in written:
        plain = _PREFIX.sub("", " ".join(_ADDRESS.sub(" ", text).split()))
        parts = [part.strip(" .,-–—") for part in _JOINED.split(plain)]
        named = [part for part in parts if part and len(part) <= _LONGEST_NAME]
        names |= dict.fromkeys([part for part in named if not _ROLE.search(part)] or named[:1])
    return list(names)
