"""Keys by which names that look alike are equal."""

from __future__ import annotations

import re
import unicodedata

from analysis.exceptions import INVISIBLE

_UNSEEN = re.compile(rf"[\s{INVISIBLE}\u00ad\u200c\u200d]")


def spelt_alike(name: str) -> str:
    r"""Return a name without capitals, blanks and invisible characters, in one Unicode form.

    Examples
    --------
    >>> spelt_alike("The Post") == spelt_alike("the\u00a0POST\ufeff")
    True
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold())
