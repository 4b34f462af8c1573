"""Style sheets of pages, each of which holds its own."""

from __future__ import annotations

import re
from functools import cache

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{((?:[^{}]|\{[^{}]*\})*)\}")
# What a selector says of its element but for names: :not(.a), [href], ::before. What stands in brackets may be absent.
_CONDITION = re.compile(r"::?[a-z-]+(?:\((?:[^()]|\([^()]*\))*\))?|\[[^\]]*\]")
_COMMA = re.compile(r",(?![^()]*(?:\([^()]*\)[^()]*)*\))")
_NAME = re.compile(r"[\w-]+")
_BLANKS = re.compile(r"\s*([{};,>])\s*|\s+")


def compact_css(style: str) -> str:
    r"""Return a style sheet without comments and without blanks that mean nothing.

    Parameters
    ----------
    style : str
        No text between quotation marks in it has a comment or one of the marks {};,> in it.

    Returns
    -------
    str

    Examples
    --------
    >>> compact_css("/* Links. */ nav a, b > i {\n  color: red; margin: 0 1px;\n}")
    'nav a,b>i{color: red;margin: 0 1px}'
    """
    return _BLANKS.sub(lambda found: found[1] or " ", _COMMENT.sub("", style)).replace(";}", "}").strip()


def used_css(style: str, page: str) -> str:
    """Return the rules of a compact style sheet that may apply to a page.

    Parameters
    ----------
    style : str
        From `compact_css`.
    page : str
        HTML, with its scripts, but without the style sheet.

    Returns
    -------
    str
        Without rules for tags, classes and ids that do not occur in the page, not even as words.

    Examples
    --------
    >>> used_css("h1,.facts td{margin:0}#code{top:0}@media print{p{margin:0}}", "<h1>A</h1>")
    'h1{margin:0}'
    """
    names = frozenset(_NAME.findall(page))
    return "".join(_used_rule(selector, body, names) for selector, body in _rules(style))


@cache
def _rules(style: str) -> list[tuple[str, str]]:
    """Return the rules of a style sheet: selector or condition, and what stands in braces."""
    return _RULE.findall(style)


def _used_rule(selector: str, body: str, names: frozenset[str]) -> str:
    if selector.startswith("@") and "{" in body and selector != "@page":  # which holds declarations
        body = "".join(_used_rule(*rule, names) for rule in _rules(body))
        return f"{selector}{{{body}}}" if body else ""
    kept = [one for one in _COMMA.split(selector) if selector.startswith("@") or _names(one) <= names]
    return f"{','.join(kept)}{{{body}}}" if kept else ""


@cache
def _names(selector: str) -> frozenset[str]:
    """Return the names of tags, classes and ids without which a selector selects nothing."""
    return frozenset(_NAME.findall(_CONDITION.sub("", selector)))
