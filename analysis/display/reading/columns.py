"""The column of an article on a Read page: its text, cut where marks start and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import accumulate
from typing import NamedTuple

from analysis._utils.content_hiding import hides_content
from analysis._utils.escape import escape_html
from analysis.display.reading.marks import Mark, marked_pieces
from analysis.exceptions import visible

# Labels stand in attributes, which the style sheet shows, so that the text itself stays as it is. Kind of the mark ->
# the attribute, and the edge of the mark at which the label is.
LABELS = {"p": ("said", 0), "r": ("frame", 1)}
# What is quoted looks the same whether or not somebody is known to say it.
_SPEECH = ("q", "p")
# Tags of the commonest marks, which take fewer bytes than a class: words of one outlet, and actors.
_TAGS = {"w": "b", "a": "u"}


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
    opened = {one.start: f"<span id={one.name}>" for one in sentences}
    closed = {one.end for one in sentences}
    headings = iter(["h3"])
    for number, (start, line) in enumerate(zip(starts, lines, strict=True)):
        if not line.strip():
            continue
        of_line = pieces[bisect_left(place, start) : bisect_left(place, start + len(line))]
        tag = next(headings, "p") if number in column.display else "p"
        kind = ' class="deck"' if tag == "p" and number in column.display else ""
        yield f"<{tag}{kind}>{''.join(_nested(column.text, of_line, opened, closed))}</{tag}>"


def _nested(
    text: str, pieces: Iterable[tuple[int, int, list[Mark]]], opened: Mapping[int, str], closed: Collection[int]
) -> Iterator[str]:
    """Yield the pieces of a line: sentences, in them what somebody says, and in that all other marks.

    A frame is named where it is another one than that of the frame before.
    """
    around = frame = ""
    for start, end, marks in pieces:
        speech = next((kind for kind in _SPEECH if any(mark.kind == kind for mark in marks)), "")
        speaker = _label(marks, "p", start)
        if around and (speech != around or speaker or start in opened):
            yield "</i>"
            around = ""
        yield opened.get(start, "")
        if speech and not around:
            yield f"<i class={speech}{speaker}>"
            around = speech
        label = _label(marks, "r", end)
        inside = [mark.kind for mark in marks if mark.kind not in _SPEECH]
        yield _piece(text[start:end], inside, label if label != frame else "")
        frame = label or frame
        if end in closed:
            yield f"{'</i>' if around else ''}</span>"
            around = ""
    yield "</i>" if around else ""


def _piece(text: str, kinds: Sequence[str], label: str) -> str:
    """Return a piece of a text, with the classes of the marks that cover it."""
    written = escape(visible(text), quote=False)
    if not kinds:
        return written
    names = sorted({*kinds})
    if tag := _TAGS.get(names[0]) if len(names) == 1 else None:
        return f"<{tag}>{written}</{tag}>"
    classes = names[0] if len(names) == 1 else f'"{" ".join(names)}"'
    return f"<i class={classes}{label}>{written}</i>"


def _label(marks: Iterable[Mark], kind: str, place: int) -> str:
    """Return the attribute that holds the labels of the marks of a kind whose labels stand at a place of the text."""
    name, edge = LABELS[kind]
    found = [mark.label for mark in marks if mark.kind == kind and mark.label and mark[edge] == place]
    return f' data-{name}="{escape_html(", ".join(dict.fromkeys(found)))}"' if found else ""
