"""Addresses of articles in a normal form, by which lists and texts are joined, and the sites they belong to."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

# Parameters that say how a reader came to a page, not which page it is. Those that also name articles on some sites,
# such as cid and view, are no part of it: two addresses of one article do less harm than one address of two.
_TRACKING = re.compile(
    r"(?:utm_|at_|pk_|mc_|ns_|hsa_|vero_|wt\.).*|(?:fbc|gc|yc|ttc|dc|twc)lid|msclkid|gbraid|wbraid|igshid|cmpid|"
    r"cmp|ito|icid|ocid|ncid|partner|smid|smtyp|sref|ref|ref_src|ref_url|referrer|rss|xtor|s_cid|ftag|taid|traffic_source|"
    r"campaign|campaign_id|emc|soc_src|soc_trk|__twitter_impression|amp|outputtype|usqp|amp_js_v|amp_gsa|print|"
    r"printable|mobile|_ga|_gl|spm|guccounter|guce_referrer|guce_referrer_sig",
    re.IGNORECASE,
)
_HOST_PREFIX = re.compile(r"^(?:(?:www[0-9]?|m|mobile|amp|touch|wap)\.)+(?=[^.]+\.)")
# Segments at the start or end of a path that name a form of the page.
_FORMS = re.compile(r"^/amp(?=/.)|(?<=.)/(?:amp|print|amp\.html)$|(?:[./]amp)(?=\.html?$)", re.IGNORECASE)
_INDEX = re.compile(r"/index\.(?:html?|php)$", re.IGNORECASE)
_AMP_CACHE = re.compile(
    r"^https?://[^/]*(?:cdn\.ampproject\.org/[a-z]/(?:s/)?|google\.[a-z.]+/amp/(?:s/)?)", re.IGNORECASE
)
_SAFE = "!$&'()*+,;=:@-._~"


def normal_address(address: str) -> str:
    """Return an address in the form in which two addresses of one article are the same.

    Parameters
    ----------
    address : str
        Such as 'http://m.harbourpost.example/a/?utm_source=x#top'.

    Returns
    -------
    str
        'https://' and host without www., m. or amp., in lower case; path without a closing slash, AMP or print form;
        the parameters that are left, in order. '' where it is no address of the web.

    Examples
    --------
    >>> normal_address("http://www.Harbourpost.example/a/?utm_source=x&id=3#top")
    'https://harbourpost.example/a?id=3'
    """
    parts = _split(_AMP_CACHE.sub("https://", address.strip()))
    host = _host(parts) if parts else ""
    if parts is None or not host:
        return ""
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not _TRACKING.fullmatch(name)]
    path = _path(parts.path)
    return f"https://{host}{path}" + (f"?{urlencode(sorted(kept))}" if kept else "")


def address_key(address: str) -> str:
    """Return the normal form of an address, or what stands in its place where it is no address of the web."""
    return normal_address(address) or address.strip()


def site_of(address: str) -> str:
    """Return the registered domain of an address, such as 'harbourpost.co.uk'; '' where it is no address of the web."""
    parts = _split(address.strip())
    host = _host(parts) if parts else ""
    return (_suffixes().privatesuffix(host) or host) if host else ""


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address with a scheme of the web; one without a scheme is taken as https."""
    if re.match(r"^[\w-]+(?:\.[\w-]+)+(?:[/?#]|$)", address):
        address = f"https://{address}"
    try:
        parts = urlsplit(f"https:{address}" if address.startswith("//") else address)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme.lower() in ("http", "https") else None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not re.fullmatch(r"[\w.-]+", host):
        return ""
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return _HOST_PREFIX.sub("", host) + port


def _path(path: str) -> str:
    """Return a path with one way of percent-encoding, without a closing slash, a form of the page or an index."""
    segments = (quote(unquote(segment), safe=_SAFE) for segment in re.sub(r"/{2,}", "/", path).split("/"))
    path, before = "/".join(segments), None
    while path != before:
        before = path
        path = _INDEX.sub("", _FORMS.sub("", path.rstrip("/")))
    return path


@cache
def _suffixes() -> PublicSuffixList:
    """Return the list of public suffixes that the package holds; nothing is fetched."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
