"""Phrases that several databases share: lengths, notices of copyright, added addresses, signs at the end of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LENGTH = re.compile(r"([0-9][0-9., \u00a0\u202f]*?)\s*[^\W\d_]+")
_HOLDER = re.compile(
    r"(?:^|(?<=\W))(?:all rights reserved|tous droits réservés|alle rechte vorbehalten|todos los derechos reservados)"
    r"|\(?\bcopyright\b\)?|\(c\)|©|(?<!\w)(?:18|19|20)[0-9]{2}(?!\w)",
    re.IGNORECASE,
)
_NOTICE = re.compile(r"\(c\)|©|\(?copyright\b", re.IGNORECASE)
_ADDED_ADDRESS = re.compile(r"\[(?:https?://|www\.)[^\]\s]*\]")
_EMAIL = re.compile(r"\S+@\S+\.\w+[.;,]?")


def stated_length(text: str) -> str:
    """Return the number of a length such as '1,808 words' or '295 mots', in digits; '' where it is none."""
    found = _LENGTH.fullmatch(text.strip())
    return re.sub(r"\D", "", found[1]) if found else ""


def is_copyright_notice(text: str) -> bool:
    """Whether a line begins as a notice of copyright."""
    return _NOTICE.match(text) is not None


def copyright_holder(notice: str) -> str:
    """Return who holds the copyright by a notice such as '© 2024 Nordlin Media. All rights reserved.'."""
    return " ".join(_HOLDER.sub(" ", notice).split()).strip(" .,;-()")


def without_added_addresses(text: str) -> str:
    """Return a text without the addresses that a database adds in brackets after words with links."""
    return _ADDED_ADDRESS.sub("", text)


def without_signature(texts: Sequence[str]) -> list[str]:
    """Return paragraphs without the author's e-mail at the end and the dashes before it."""
    kept = list(texts)
    while kept and (_EMAIL.fullmatch(kept[-1]) or not kept[-1].strip("-–—* ")):
        kept.pop()
    return kept
