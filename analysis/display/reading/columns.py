"""The column of an article on a Read page: its text, cut where marks start and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from html import escape
from itertools import accumulate
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis.display.reading.marks import Mark, marked_pieces
from analysis.exceptions import visible

# Labels stand in attributes, which the style sheet shows, so that the text itself stays as it is: the kind of the mark,
# the attribute, and the edge of the mark at which the label is.
LABELS = (("p", "said", 0), ("r", "frame", 1))


@hides_content
class Sentence(NamedTuple):
    """A sentence of an article: where it stands, and its name on the page, '' without one."""

    start: int
    end: int
    name: str


@hides_content
class Column(NamedTuple):
    """What a column shows.

    Attributes
    ----------
    key : str
        Number of the column, in addresses.
    outlet, about : str
        Plain text above the article; about: its time and length.
    language : str
        Code of its language.
    text : str
        The cleaned text, one paragraph per line.
    display : collection of int
        Numbers of the lines that are headline, deck or crosshead.
    sentences : list of Sentence
        In order.
    marks : list of Mark
    cut : str
        Plain text: what was cut before the words were counted.
    """

    key: str
    outlet: str
    about: str
    language: str
    text: str
    display: Collection[int]
    sentences: list[Sentence]
    marks: list[Mark]
    cut: str


def column_html(column: Column) -> str:
    """Return the column of an article.

    Parameters
    ----------
    column : Column

    Returns
    -------
    str
    """
    name = f"in-{column.key}"
    # The link is what the keyboard reaches in a column, which then scrolls.
    outlet = f'<a href="#{name}">{escape_html(column.outlet)}</a>'
    left_out = f'<p class="cut">{escape_html(column.cut)}</p>' if column.cut else ""
    return (
        f'<article aria-labelledby="{name}" lang="{escape_html(column.language)}" dir="auto">'
        f'<header><h2 id="{name}">{outlet}</h2><p>{escape_html(column.about)}</p></header>'
        f"{''.join(_lines(column))}{left_out}</article>"
    )


def _lines(column: Column) -> Iterator[str]:
    """Yield the lines of a text as paragraphs; the first one that is a headline is a heading."""
    lines = column.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    # Links lead to these.
    sentences = [one for one in column.sentences if one.name and "\n" not in column.text[one.start : one.end]]
    edges = {edge for one in sentences for edge in one[:2]} | {edge for start in starts for edge in (start - 1, start)}
    pieces = marked_pieces(len(column.text), column.marks, edges)
    place = [piece[0] for piece in pieces]
    opened = {one.start: f'<span class="s" id="{one.name}">' for one in sentences}
    closed = {one.end for one in sentences}
    headings = iter(["h3"])
    for number, (start, line) in enumerate(zip(starts, lines, strict=True)):
        if not line.strip():
            continue
        parts = []
        for since, until, marks in pieces[bisect_left(place, start) : bisect_left(place, start + len(line))]:
            parts += [opened.get(since, ""), _piece(column.text, since, until, marks), "</span>" * (until in closed)]
        tag = next(headings, "p") if number in column.display else "p"
        kind = ' class="deck"' if tag == "p" and number in column.display else ""
        yield f"<{tag}{kind}>{''.join(parts)}</{tag}>"


def _piece(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Return a piece of a text, with the classes of the marks that cover it."""
    written = escape(visible(text[start:end]), quote=False)
    if not marks:
        return written
    kinds = " ".join(sorted({mark.kind for mark in marks}))
    labels = "".join(
        f' data-{name}="{escape_html(", ".join(dict.fromkeys(found)))}"'
        for kind, name, edge, place in ((*LABELS[0], start), (*LABELS[1], end))
        if (found := [mark.label for mark in marks if mark.kind == kind and mark.label and mark[edge] == place])
    )
    return f'<mark class="{kinds}"{labels}>{written}</mark>'
