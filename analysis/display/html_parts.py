"""Parts of a page in HTML: sections, tables with a caption and row headers, links to saved tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from analysis._utils.escape import escape_html, one_line
from analysis.exceptions import shortened

LONGEST_HEAD = 40  # characters of the name of an outlet above a column
# Tables with more columns are wider than a page, and can be reached by keyboard to scroll them.
MOST_COLUMNS = 10
_LETTER = r"(?:&[#\w]+;|[^\s<>&])"
_TAG_OR_LONG_WORD = re.compile(rf"<[^>]*>|{_LETTER}{{20}}(?={_LETTER}{{10}})")


def section(heading: str, *parts: str) -> str:
    """Return a section of a page.

    Parameters
    ----------
    heading : str
        Plain text.
    *parts : str
        HTML.

    Returns
    -------
    str
        Empty without parts.
    """
    return f"<section><h2>{escape_html(heading)}</h2>{''.join(parts)}</section>" if any(parts) else ""


def paragraph(text: str, kind: str = "") -> str:
    """Return plain text as a paragraph, of a class that the style sheet knows."""
    of_class = f' class="{kind}"' if kind else ""
    return f"<p{of_class}>{escape_html(text)}</p>" if text else ""


def table_links(name: str) -> str:
    """Return links to the files of a saved table: CSV, Parquet, and the Excel file of all tables."""
    saved = f"tables/{escape_html(name)}"
    files = {"CSV": f"{saved}.csv", "Parquet": f"{saved}.parquet", "Excel": "tables.xlsx"}
    return ", ".join(f'<a href="{file}">{kind}</a>' for kind, file in files.items())


def linked_table(name: str, *, page: str = "") -> str:
    """Return links to a saved table and to the page that explains it."""
    more = f' · <a href="{page}.html">More on the page {page.partition("_")[2].capitalize()}</a>' if page else ""
    return f'<p class="links">Table: {table_links(name)}{more}</p>'


def linked_reading(page: str) -> str:
    """Return a link to a page Read; '' where the report has none."""
    return f'<p class="links"><a href="{page}">Read the articles side by side</a></p>' if page else ""


def outlet_head(outlet: str) -> str:
    """Write the name of an outlet as the head of a column."""
    return escape_html(shortened(one_line(outlet).strip(), LONGEST_HEAD))


def cell(head: str, content: str, kind: str = "") -> str:
    """Return a cell of a table; its content and the head of its column, shown on narrow screens, are HTML."""
    given = {"class": kind, "data-head": head}
    attributes = "".join(f' {name}="{value}"' for name, value in given.items() if value)
    return f"<td{attributes}>{content}</td>" if content else "<td></td>"


def row(head: str, cells: Iterable[str]) -> str:
    """Return a row of a table: its head in HTML, and its cells from `cell`."""
    return f'<tr><th scope="row">{head}</th>{"".join(cells)}</tr>'


def group_row(text: str, width: int) -> str:
    """Return a row that names the rows below it."""
    return f'<tr class="group"><th scope="rowgroup" colspan="{width}">{escape_html(text)}</th></tr>'


def cut(text: str, most: int) -> str:
    """Cut a text after a word, so that it has at most `most` characters.

    Examples
    --------
    >>> cut("The council voted for the bridge", 20)
    'The council voted …'
    """
    if len(text) <= most:
        return text
    words = text[: most - 1].rpartition(" ")[0] or text[: most - 2]
    return f"{words} …"


def html_table(
    kind: str, label: str, caption: str, heads: Sequence[str], rows: Iterable[str], *, numbers: Collection[str] = ()
) -> str:
    """Return a table whose rows stand as blocks on a narrow screen.

    Parameters
    ----------
    kind : str
        Class for the style sheet.
    label : str
        What the table shows, for readers who do not see it.
    caption : str
        Plain text: how to read it.
    heads : sequence of str
        HTML of the column heads.
    rows : iterable of str
        From `row` and `group_row`.
    numbers : collection of str
        Heads of columns of numbers, which are aligned as these.

    Returns
    -------
    str
    """
    classes = [' class="number"' if name in numbers else "" for name in heads]
    head = "".join(f'<th{of_class} scope="col">{name}</th>' for name, of_class in zip(heads, classes, strict=True))
    parts = f"<caption>{escape_html(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return framed_table(f"<table>{parts}</table>", f"cards {kind}", label, len(heads))


def framed_table(table: str, kind: str, label: str, columns: int) -> str:
    """Return a table in a frame, which scrolls sideways where the table is wider than the page.

    Parameters
    ----------
    table : str
        HTML.
    kind : str
        Classes for the style sheet; rows of 'cards' stand as blocks on a narrow screen.
    label : str
        What the table shows, for readers who do not see it.
    columns : int
        Number of its columns. Those with more than `MOST_COLUMNS` are stops of the tab key.

    Returns
    -------
    str
    """
    stop = f' tabindex="0" role="region" aria-label="{escape_html(label)}"' if columns > MOST_COLUMNS else ""
    return f'<div class="{" ".join(filter(None, ["scroll", kind]))}"{stop}>{_with_breaks(table)}</div>'


def _with_breaks(html: str) -> str:
    """Let words that are longer than any real one break, so that they do not widen a table."""
    return _TAG_OR_LONG_WORD.sub(lambda found: found[0] if found[0].startswith("<") else f"{found[0]}<wbr>", html)
