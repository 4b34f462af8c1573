r"""Line breaks that part paragraphs, told from those that a fixed width made, and from ``\n`` written out."""

from __future__ import annotations

import re

import polars as pl

from analysis.corpus.cleaning.lines import replace_at

_WRITTEN = r"\\[nrt\"'/]|\\u[0-9a-fA-F]{4}"
_BREAK = re.compile(r"(?:\\r)?\\n|\\r(?!\w)")
# \n stands for a break at the end of a sentence or line, and before what may begin one; C:\new is a path.
_SURE_BREAK = re.compile(r"""(?<![A-Z]:)(?:(?<=[.!?:;,"'”’)\]\s])|(?=.{0,4}?(?:\\[nr]|[A-Z"“'‘>\s]|\Z)))(?:\\r)?\\n""")
_TABULATOR = re.compile(r"(?<=[.!?\s])\\t|\\t(?=[A-Z\s])")
_ESCAPED_MARK = re.compile(r"""\\(["'/])""")
_ESCAPED_CHARACTER = re.compile(r"\\u([0-9a-fA-F]{4})")

_GOES_ON = (
    "a an the of to in on at by for from with and or but nor as is are was were be been has have had will would could "
    "should may might can that which who whose than into over under about after before between against through since "
    "his her its their our your my this these those not said"
)
_LAST_WORD = rf"\b(?:{'|'.join(_GOES_ON.split())})"
_LOWER_CASE = r"\n[ \t]*\p{Ll}"  # a line that begins so; a text without any has no broken lines
_ENDED = re.compile(r"""[.!?…:]["'”’»)\]]*$""")
_CARRIES_ON = re.compile(f"{_LAST_WORD}$")
_BREAKS = re.compile(r"(\n\s*)")
_SHORTEST = 30  # characters of a line that is broken, not ended
_WIDEST = 140  # characters of the lines of a text that a fixed width broke
_LEAST = 2  # lines that go on in lower case, of such a text


def with_written_breaks(texts: pl.Series) -> pl.Series:
    r"""Make line breaks of ``\n`` written as two characters, and marks of ``\"``.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str

    Examples
    --------
    >>> with_written_breaks(pl.Series([r"It rained.\nWe left."])).to_list()
    ['It rained.\nWe left.']
    """
    at = texts.str.contains(_WRITTEN).arg_true().to_numpy()
    if not len(at):
        return texts
    return replace_at(texts, at, pl.Series([_unescaped(text) for text in texts[at]], dtype=pl.String))


def _unescaped(text: str) -> str:
    several = "\n" not in text and len(_BREAK.findall(text)) > 1 and not re.search(r"[A-Z]:\\", text)
    text = (_BREAK if several else _SURE_BREAK).sub("\n", text)
    text = _ESCAPED_MARK.sub(r"\1", _TABULATOR.sub(" ", text))
    return _ESCAPED_CHARACTER.sub(lambda match: chr(int(match[1], 16)), text)


def without_wraps(texts: pl.Series) -> pl.Series:
    r"""Join the lines that a fixed width, or a lost link, broke within a sentence.

    A line goes on in the next one if it is long, is not ended, and the next one begins in lower case. Where a text has
    several such lines and none wider, its width is known, and a line also goes on if the first word of the next one
    had no room in it. Blank lines part paragraphs.

    Parameters
    ----------
    texts : Series of str

    Returns
    -------
    Series of str

    Examples
    --------
    >>> without_wraps(pl.Series(["The ferry left the pier an hour late, and\nnobody knew why."])).to_list()
    ['The ferry left the pier an hour late, and nobody knew why.']
    """
    at = texts.str.contains(_LOWER_CASE).arg_true().to_numpy()
    if not len(at):
        return texts
    return replace_at(texts, at, pl.Series([_joined(text) for text in texts[at]], dtype=pl.String))


def _joined(text: str) -> str:
    lines, gaps = _lines_and_gaps(text)
    single = [gap.count("\n") == 1 for gap in gaps]
    width = _width(lines, single)
    out = lines[:1]
    for number, (gap, line) in enumerate(zip(gaps, lines[1:], strict=True)):
        if line and _is_broken(lines[number], line, width if single[number] else None):
            out[-1] = _put_together(out[-1], line, text)
        else:
            out += [gap, line]
    return "".join(out)


def _lines_and_gaps(text: str) -> tuple[list[str], list[str]]:
    """Split a text into its lines and the white space between them."""
    pieces = _BREAKS.split(text)
    lines = [line.rstrip(" \t\r") for line in pieces[:-1:2]]
    gaps = [raw[len(line) :] + gap for raw, line, gap in zip(pieces[::2], lines, pieces[1::2], strict=False)]
    return [*lines, pieces[-1]], gaps


def _width(lines: list[str], single: list[bool]) -> int:
    """Return the width at which the lines of a text were broken; 0 where they were not."""
    neighbours = zip(lines, lines[1:], single, strict=False)
    broken = [line for line, following, close in neighbours if close and following[:1].islower() and _is_unended(line)]
    width = max(map(len, lines))
    return width if len(broken) >= _LEAST and width <= _WIDEST else 0


def _is_unended(line: str) -> bool:
    return len(line) >= _SHORTEST and not _ENDED.search(line)


def _is_broken(line: str, following: str, width: int | None) -> bool:
    """Whether a line goes on in the following one.

    width: of the text, 0 where it has none; None where an empty line stands between, which only a lost link leaves in
    a sentence.
    """
    carries_on = _is_unended(line) and _CARRIES_ON.search(line) is not None
    if following[0].islower() and _is_unended(line):
        return width is not None or carries_on
    if width is not None and carries_on and following[0].isupper():
        return True
    if not width or line.endswith(":"):
        return False
    return len(line) + 1 + len(following.split(None, 1)[0]) > width and following[0] not in ">•*-‒–—―"


def _put_together(line: str, following: str, text: str) -> str:
    """Join two lines; a hyphen at the end stays, unless the text has the word without it."""
    if not re.search(r"[^\W\d_]-$", line):
        return f"{line} {following}"
    word = re.split(r"\W", line[:-1])[-1] + re.split(r"\W", following)[0]
    return (line[:-1] if re.search(rf"\b{re.escape(word)}\b", text, re.I) else line) + following
