"""Text of unknown origin, made safe to show in pages and Markdown; for messages see `analysis.exceptions`."""

from __future__ import annotations

import html
import re

from analysis.exceptions import visible

_SPACES = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# What has a meaning in Markdown, in MathJax or HTML within it; addresses become links by themselves in many renderers.
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~$&^@]|:(?=/)|(?<=www)\.|\A[-+=]", re.IGNORECASE)
_NUMBERED = re.compile(r"\A([0-9]+)([.)])")


def one_line(text: str) -> str:
    """Text as ``visible`` returns it, with line breaks and tabs as single blanks."""
    return visible(_SPACES.sub(" ", text))


def escape_html(text: str) -> str:
    """Text for an HTML page: one line, special characters as entities, invisible characters as escapes."""
    return html.escape(one_line(text))


def escape_markdown(text: str) -> str:
    """Text for a Markdown cell, shown as it is by every renderer, with and without MathJax.

    Every character with a meaning in Markdown, HTML or MathJax becomes a numeric character reference, since
    renderers disagree on which backslashes escape.

    Examples
    --------
    >>> escape_markdown("$x$ *a* Post")
    '&#36;x&#36; &#42;a&#42; Post'
    """
    plain = _MARKDOWN.sub(lambda found: f"&#{ord(found[0])};", one_line(text).strip())
    return _NUMBERED.sub(lambda found: f"{found[1]}&#{ord(found[2])};", plain)


def bounded_lines(text: str, most: int) -> str:
    """Text of at most about `most` characters that keeps its lines; a longer one loses its middle."""
    if len(text) <= most:
        return text
    return f"{text[: most * 2 // 3]} … {text[-(most // 3) :]}"
