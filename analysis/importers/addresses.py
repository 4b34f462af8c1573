"""Addresses of articles: a common form by which lists and pages are joined, and the site."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

_TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_[ce]id$|cmpid$|ref$|smid$|ocid$|s?src$|taid$|partner$", re.IGNORECASE)
_HOST = re.compile(r"^(?:www[0-9]?|m|mobile|amp)\.")


def address_key(address: str) -> str:
    """Return what addresses of one article share: no scheme, www, tracking, fragment or slash at the end.

    Examples
    --------
    >>> address_key("https://www.coast.example/ferry/?utm_source=x#top"), address_key("http://coast.example/ferry")
    ('coast.example/ferry', 'coast.example/ferry')
    """
    try:
        parts = urlsplit(address.strip() if "//" in address else f"//{address.strip()}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return address.strip()
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])))
    path = unquote(parts.path).rstrip("/").removesuffix("/amp")
    return f"{_HOST.sub('', host)}{path}" + (f"?{query}" if query else "")


def site_of(address: str) -> str:
    """Return the site of an address, such as 'coast.example'; '' where there is none.

    Examples
    --------
    >>> site_of("https://news.coast.co.uk/ferry")
    'coast.co.uk'
    """
    host = address_key(address).split("/")[0].split("?")[0] if address else ""
    return (_suffixes().privatesuffix(host) or host) if "." in host else ""


@cache
def _suffixes():  # type: ignore[no-untyped-def]
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
