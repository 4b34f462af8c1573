"""Places of web addresses in a text: they are no words."""

from __future__ import annotations

import re

import numpy as np

from analysis.language.text.utf8 import Places

# What only an address has; each is looked for on its own, which is many times as fast as one pattern.
_SIGNS = (b"://", b"www.", b".com/", b".org/", b".net/", b".co.uk/", b".gov/", b".ly/")
_LONGEST_HEAD = 100  # bytes before a sign
# Neither a blank, a quotation mark, a bracket nor a letter beyond ASCII.
_PART = bytes(code for code in range(0x21, 0x7F) if code not in b"\"'()<>[]{}`")
_TAIL = re.compile(b"[" + re.escape(_PART) + b"]*")


def web_addresses(data: bytes) -> tuple[Places, Places]:
    """Find web addresses, with or without their scheme.

    Parameters
    ----------
    data : bytes
        Texts as UTF-8.

    Returns
    -------
    start, end : array of int32, shape (n_addresses,)
        Places in bytes, in order; addresses do not overlap.
    """
    found = sorted(span for sign in _SIGNS for span in _addresses_with(sign, data))
    start, end = np.array(found, np.int32).reshape(-1, 2).T
    # An address with two signs is found twice.
    first = np.append(True, start[1:] >= np.maximum.accumulate(end)[:-1])[: len(start)]
    return start[first], end[first]


def _addresses_with(sign: bytes, data: bytes) -> list[tuple[int, int]]:
    found = []
    place = data.find(sign)
    while place >= 0:
        before = data[max(0, place - _LONGEST_HEAD) : place]
        start = place - len(before) + len(before.rstrip(_PART))
        end = place + len(_TAIL.match(data, place)[0])  # type: ignore[index]
        if sign != b"www." or start == place or before.endswith((b"/", b".")):
            found.append((start, end))
        place = data.find(sign, max(end, place + 1))
    return found
