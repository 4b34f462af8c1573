"""Space around marks: texts that were cut into tokens, quotation marks with blanks inside, and dashes."""

from __future__ import annotations

import re
from collections.abc import Callable

import polars as pl

from analysis.corpus.cleaning.lines import replace_at

# Two marks for one, as typewriters and tokenizers write them.
_DOUBLED = dict.fromkeys(("``", "''", "‘‘", "’’", "‚‚"), '"')
_QUOTES = '"“”„«»‟'
_HAS_LOOSE_QUOTE = rf"(?:^|\s)[{_QUOTES}](?:\s|$)"
_LOOSE_QUOTE = re.compile(rf"[{_QUOTES}](?<!\S.)(?!\S)")
_LOOSE_STOP = r" [,.;:!?](?:\s|$)"
_STOP = r"[,.;:!?](?:\s|$)"
_LOOSE_SHARE = 0.5  # of the stops of a text that was cut into tokens
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_BEFORE_STOP = re.compile(r" +([,.;:!?%)\]]+)(?=\s|$|[\"”’'])", re.M)
_AFTER_OPENING = re.compile(r"([(\[$£€]) +")
_CLITIC = re.compile(r" (n['’]t|['’](?:s|S|re|ve|ll|d|m))(?!\w)")
_LOOSE_APOSTROPHE = re.compile(r"(?<!\S)'(?!\S)")

_LONG_DASHES = ("---", "--", "- -", "— —", "——", "—", "―", "⸺", "⸻", "﹘")
_RULE = "----"  # a line of hyphens
_DASHES = {_RULE: _RULE} | {
    f"{before}{dash}{after}": " — " for dash in _LONG_DASHES for before in (" ", "") for after in (" ", "")
}
_MARKS = "\"'“”„«»‘’"
_DASH = "[-‒–—―]"
_ANY_DASH = re.compile(_DASH)
_BLANK = r"[ \t\xa0\u2000-\u200a\u202f\u3000]"
_WIDE = r"(?:[ \t\xa0\u2000-\u200a\u202f\u3000]{2}|[\t\xa0\u2000-\u200a\u202f\u3000])"
_BLANKS_AT_DASH = re.compile(rf"{_BLANK}+(?={_DASH})|(?<={_DASH}){_BLANK}+")
# An en dash that neither joins two words nor stands before a number, and a hyphen that opens a line, are dashes too.
_EN_DASH = re.compile(r" ?(?<!\w)–(?!\d) ?| ?–(?!\w) ?")
_OPENS_LINE = re.compile(rf"^ ?([-‒–])(?=[^\W\d_]|[{_MARKS}])")
_UNEVEN_DASH = (
    rf"[^\s\w]–|–[^\s\w]|\w– |\s–[\p{{L}}{_MARKS}]|(?m:^[ \t]*[-‒–][\p{{L}}{_MARKS}])|{_WIDE}{_DASH}|{_DASH}{_WIDE}"
)
# A dash stands close to the quotation mark that it ends a quote with, or opens one with.
_DASH_AND_CLOSING = rf"(?m) ([—–]) ([{_MARKS}]+)([\s.,;:!?)—]|$)"
_OPENING_AND_DASH = rf"(?m)(^|[\s(\[])([{_MARKS}]+) ([—–]) "
# What such a text holds, which is found faster.
_MARK_AND_DASH = "|".join(f"{mark} {dash} " for mark in _MARKS for dash in "—–")


def with_even_spacing(texts: pl.Series) -> pl.Series:
    """Write quotation marks, stops and dashes with the space around them that print has.

    Marks written doubled become one. Where most stops of a text stand apart from their words, the text was cut into
    tokens, and is put together again. A long dash between words has a blank on both sides.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str

    Examples
    --------
    >>> with_even_spacing(pl.Series(['Lund said : " It rained . "', "It rained—again--all day"])).to_list()
    ['Lund said: "It rained."', 'It rained — again — all day']
    """
    doubled = texts.str.contains("|".join(_DOUBLED)).arg_true().to_numpy()
    texts = replace_at(texts, doubled, texts[doubled].str.replace_many(_DOUBLED))
    texts = _changed(texts, _cut_into_tokens(texts), _put_together)
    # Few texts need either; they are found in one search.
    at = texts.str.contains(f"{_HAS_LOOSE_QUOTE}|{_UNEVEN_DASH}").arg_true().to_numpy()
    some = texts[at]
    some = _changed(some, some.str.contains(_HAS_LOOSE_QUOTE), _with_close_marks)
    some = _changed(some, some.str.contains(_UNEVEN_DASH), _with_spaced_dashes)
    return _with_even_dashes(replace_at(texts, at, some))


def _changed(texts: pl.Series, where: pl.Series, change: Callable[[str], str]) -> pl.Series:
    at = where.arg_true().to_numpy()
    return replace_at(texts, at, pl.Series([change(text) for text in texts[at]], dtype=pl.String)) if len(at) else texts


def _cut_into_tokens(texts: pl.Series) -> pl.Series:
    loose = texts.str.contains(_LOOSE_STOP)
    counted = texts.filter(loose)
    share = counted.str.count_matches(_LOOSE_STOP) > _LOOSE_SHARE * counted.str.count_matches(_STOP)
    where = loose.to_numpy().copy()
    where[where] = share.to_numpy()
    return pl.Series(where)


def _put_together(text: str) -> str:
    """Put a text that was cut into tokens together again; double quotation marks stay apart."""
    for token, bracket in _BRACKETS.items():
        text = text.replace(token, bracket)
    text = _BEFORE_STOP.sub(r"\1", _CLITIC.sub(r"\1", text))
    return "\n".join(map(_with_close_apostrophes, _AFTER_OPENING.sub(r"\1", text).split("\n")))


def _with_close_apostrophes(line: str) -> str:
    """Put single marks that stand apart to the words that they enclose, or to the plural before a single one."""
    pieces = _LOOSE_APOSTROPHE.split(line)
    if len(pieces) % 2 == 0:
        return re.sub(r"s '(?!\S)", "s'", line)
    return "'".join(piece.strip() if number % 2 else piece for number, piece in enumerate(pieces))


def _with_close_marks(text: str) -> str:
    return "\n".join(_close_by_turns(line) if _LOOSE_QUOTE.search(line) else line for line in text.split("\n"))


def _close_by_turns(line: str) -> str:
    """Put quotation marks to what they enclose; of an odd number, the last one opens a quote or ends the line."""
    pieces = re.split(f"([{_QUOTES}])", line)  # every second piece is a mark
    if len(pieces) % 4 == 3 and pieces[0].strip():
        return re.sub(rf"\s+([{_QUOTES}])\s*$", r"\1", line)
    return "".join(piece.strip() if number % 4 == 2 else piece for number, piece in enumerate(pieces))


def _with_even_dashes(texts: pl.Series) -> pl.Series:
    spaced = texts.str.replace_many(_DASHES, leftmost=True).str.replace_all(_DASH_AND_CLOSING, " $1$2$3")
    opening = spaced.str.contains(_MARK_AND_DASH).arg_true().to_numpy()
    return replace_at(spaced, opening, spaced[opening].str.replace_all(_OPENING_AND_DASH, "$1$2$3 "))


def _with_spaced_dashes(text: str) -> str:
    return "\n".join(_space_dashes(line) if _ANY_DASH.search(line) else line for line in text.split("\n"))


def _space_dashes(line: str) -> str:
    return _OPENS_LINE.sub(r"\1 ", _EN_DASH.sub(" – ", _BLANKS_AT_DASH.sub(" ", line)))
