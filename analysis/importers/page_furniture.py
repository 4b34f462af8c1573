"""Elements of a page that are not the article, by the words of their names; page_furniture.csv lists them."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from analysis.importers.markup import Element

# An element that holds more of the text of a page than this is no furniture, whatever its name.
LARGEST_SHARE = 0.7
_ROOTS = frozenset(("html", "body", "head", "main", "article"))
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


@cache
def _patterns() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the names of elements that are furniture, and the pattern of the words of such ids and classes."""
    rows = list(csv.DictReader(files(__package__).joinpath("page_furniture.csv").read_text("utf-8").splitlines()))
    tags = "|".join(row["words"] for row in rows if row["where"] == "tag")
    names = "|".join(row["words"] for row in rows if row["where"] == "name")
    return frozenset(tags.split("|")), re.compile(rf"(?:^| )(?:{names})(?= |$)")


def remove_furniture(tree: Element) -> None:
    """Remove from a tree what is not the article: captions, comments, other articles, invitations, boxes.

    Parameters
    ----------
    tree : lxml element
        Changed in place. An element that holds more than `LARGEST_SHARE` of the text in paragraphs stays.
    """
    sizes = _paragraph_sizes(tree)
    largest = LARGEST_SHARE * max(sizes.get(tree, 0), 1)
    found = [node for node in tree.iter("*") if _is_furniture(node) and sizes.get(node, 0) <= largest]
    for node in found:
        if node.getparent() is not None:
            node.drop_tree()


def _paragraph_sizes(tree: Element) -> dict[Element, int]:
    """Return the characters of the paragraphs within each element that holds any."""
    sizes: dict[Element, int] = {}
    for paragraph in tree.iter("p"):
        size = sum(len(text) for text in paragraph.itertext())
        node: Element | None = paragraph
        while node is not None:
            sizes[node] = sizes.get(node, 0) + size
            node = node.getparent()
    return sizes


def _is_furniture(node: Element) -> bool:
    tags = _patterns()[0]
    if node.tag in _ROOTS:
        return False
    if node.tag in tags or node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
        return True
    return _names_furniture(node.get("class") or "", node.get("id") or "")


@lru_cache(1 << 14)
def _names_furniture(classes: str, identifier: str) -> bool:
    """Whether a class or id says so by its words: 'relatedArticles_box--x' has 'related articles box x'."""
    names = _patterns()[1]
    return any(names.search(" ".join(_WORD.findall(name)).lower()) for name in (*classes.split(), identifier))
