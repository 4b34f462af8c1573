"""Keys by which names that look alike are equal."""

from __future__ import annotations

import re
import unicodedata

from analysis.exceptions import INVISIBLE

_ARTICLE = re.compile(r"^(?:the|le|la|les|el|los|las|il|lo|der|die|das|de|het)\s+(?=\S)", re.IGNORECASE)
_UNSEEN = re.compile(rf"[\s{INVISIBLE}\u00ad\u200c\u200d]")


def spelt_alike(name: str) -> str:
    r"""Return a name without capitals, blanks and invisible characters, in one Unicode form.

    Examples
    --------
    >>> spelt_alike("The Post") == spelt_alike("the\u00a0POST\ufeff")
    True
    """
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", name).casefold())


def without_article(label: str) -> str:
    """Return the key of an outlet's name, without the article before it.

    Parameters
    ----------
    label : str

    Returns
    -------
    str

    Examples
    --------
    >>> without_article("The Post") == without_article("post")
    True
    """
    return spelt_alike(_ARTICLE.sub("", label.strip()))


def outlet_key(label: str) -> str:
    """Return what is the same for labels of one outlet.

    A name of several words is the same with and without its article; the Star and Star may be two outlets.

    Parameters
    ----------
    label : str

    Returns
    -------
    str

    Examples
    --------
    >>> outlet_key("The Evening Post") == outlet_key("evening  post"), outlet_key("The Star") == outlet_key("Star")
    (True, False)
    """
    name = _ARTICLE.sub("", label.strip())
    return spelt_alike(name if len(name.split()) > 1 else label)
