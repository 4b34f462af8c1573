"""HTML in the bodies of a table: tags and entities become the text that a reader of the page saw."""

from __future__ import annotations

import html
import re
from html.entities import html5

import polars as pl

from analysis.corpus.cleaning.lines import replace_at

_BLOCK = (
    "address article aside blockquote body br center dd details div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_INLINE = (
    "a abbr acronym amp-img audio b bdi bdo big button cite code col colgroup data del dfn em embed font i img input "
    "ins kbd label link mark meta meter object output param picture progress q s samp small source span strike strong "
    "sub sup td th time title tt u var video wbr"
)
_HIDDEN = "script style noscript template iframe svg head select textarea map canvas"


def _names(names: str) -> str:
    return "|".join(re.escape(name) for name in names.split())


_ATTRIBUTES = r"""(?:\s[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*|\s[^<>]*)?/?"""
_TAG = rf"</?(?:{_names(f'{_BLOCK} {_INLINE} {_HIDDEN}')})(?:\s[^<>]*)?/?>"
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_MARKED = f"(?i){_TAG}|{_ENTITY}|<!--|<!\\[CDATA\\["

_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>|<[!?][a-z][^<>]*>", re.I | re.S)
_HIDDEN_PART = re.compile(rf"<({_names(_HIDDEN)})\b[^<>]*>.*?</\1\s*>", re.I | re.S)
_QUOTED_PART = re.compile(r"<blockquote\b[^<>]*>(.*?)</blockquote\s*>", re.I | re.S)
_BLOCK_TAG = re.compile(rf"</?(?:{_names(_BLOCK)}){_ATTRIBUTES}>", re.I)
_OTHER_TAG = re.compile(rf"</?(?:{_names(f'{_INLINE} {_HIDDEN}')}){_ATTRIBUTES}>", re.I)
_CELL = re.compile(r"</(?:td|th)\s*>", re.I)
_PARAGRAPH = re.compile(r"<(?:p|div)(?:\s[^<>]*)?>", re.I)
_SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_ENTITIES = re.compile(_ENTITY)


def without_markup(texts: pl.Series) -> pl.Series:
    r"""Resolve HTML tags and entities.

    Blocks become lines, scripts and comments are left out, and lines of a quoted block begin with ">". Only names that
    HTML has are tags, so that "<3" stays.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str

    Examples
    --------
    >>> without_markup(pl.Series(["<p>Tea &amp; cake</p><p>It rained.</p>"])).str.strip_chars().to_list()
    ['Tea & cake\n\nIt rained.']
    """
    at = texts.str.contains(_MARKED).arg_true().to_numpy()
    if not len(at):
        return texts
    return replace_at(texts, at, pl.Series([_resolved(text) for text in texts[at]], dtype=pl.String))


def _resolved(text: str) -> str:
    """Resolve the markup of one text; where all of it was escaped once more, its tags too."""
    has_tags = re.search(_TAG, text, re.I) is not None
    text = _without_entities(_without_tags(text))
    if not has_tags and re.search(_TAG, text, re.I):
        text = _without_entities(_without_tags(text))
    return text


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    text = _COMMENT.sub("", text)
    text = _HIDDEN_PART.sub(" ", text)
    if _PARAGRAPH.search(text):
        text = _SINGLE_BREAK.sub(" ", text)
    text = _QUOTED_PART.sub(_marked_as_quoted, text)
    text = _CELL.sub(" ", _BLOCK_TAG.sub("\n", text))
    return _OTHER_TAG.sub("", text)


def _marked_as_quoted(match: re.Match[str]) -> str:
    lines = _BLOCK_TAG.sub("\n", match[1]).split("\n")
    return "\n" + "\n".join(f"> {line}" for line in lines if line.strip()) + "\n"


def _without_entities(text: str) -> str:
    """Resolve entities, and once more those that were escaped twice (&amp;quot;)."""
    once = _ENTITIES.sub(_character, text)
    return _ENTITIES.sub(_character, once) if "&amp;" in text else once


def _character(match: re.Match[str]) -> str:
    known = match[0][1] == "#" or match[0][1:] in html5
    return html.unescape(match[0]) if known else match[0]
