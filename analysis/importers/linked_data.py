"""What a page says about its article in JSON-LD, by the names of schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from analysis.importers.markup import Element

_ARTICLE = re.compile(r"article|blogposting|report$|reportage", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,200}>")
# How deep objects lie in one another, at most.
_DEPTH = 12


def article_data(tree: Element) -> Mapping[str, Any]:
    """Return the object that describes the article of a page: the first with a headline, else the first of its type.

    Returns
    -------
    mapping
        Empty where the page has none.
    """
    found = [item for item in _objects(tree) if _ARTICLE.search(" ".join(texts(item.get("@type"))))]
    return next((item for item in found if texts(item.get("headline"))), found[0] if found else {})


def texts(value: Any) -> list[str]:
    """Return the texts of a value: of a text, a list, or an object with a name; without markup."""
    if isinstance(value, str):
        plain = " ".join(_TAG.sub(" ", unescape(unescape(value))).split())
        return [plain] if plain else []
    if isinstance(value, Mapping):
        return texts(value.get("name"))
    return [text for entry in value for text in texts(entry)] if isinstance(value, list) else []


def _objects(tree: Element) -> Iterator[Mapping[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            yield from _within(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue


def _within(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yield a value and what lies in it, objects only, outer ones first."""
    if depth > _DEPTH:
        return
    if isinstance(value, Mapping):
        yield value
        value = list(value.values())
    for entry in value if isinstance(value, list) else ():
        yield from _within(entry, depth + 1)
