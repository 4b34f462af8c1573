"""Parts of pages that are generated from the code.

A line ``{{ name }}`` that stands alone in a page is replaced by what the function of that name in SOURCES returns, so
that these parts cannot differ from the code. The picture of the packages is drawn before pages are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import package_picture
from command_line import command_line

from analysis import schema
from analysis.display import validity
from analysis.io.files import KINDS
from analysis.report.parameters import PARAMETERS, SET_BY_REPORT, Parameter

PLACE = re.compile(r"^\{\{ (\w+) \}\}$", re.MULTILINE)
TYPES = {str: "text", int: "whole number", float: "number", list: "list of text"}


def column_dictionary() -> str:
    """Return one heading and one table for each table of the schema."""
    return re.sub(r"^\*\*(\w+)\*\*$", r"## \1", schema.column_dictionary(), flags=re.MULTILINE)


def notebook_parameters() -> str:
    """Return the table of the parameters of the notebooks."""
    head = ["| parameter | type | default | meaning | set with `-p` |", "|---|---|---|---|---|"]
    return "\n".join([*head, *map(_parameter_row, PARAMETERS)]) + "\n"


def _parameter_row(parameter: Parameter) -> str:
    default = f"`{parameter.default!r}`"
    offered = "no: an argument of the command" if parameter.name in SET_BY_REPORT else "yes"
    return f"| `{parameter.name}` | {TYPES[parameter.type]} | {default} | {parameter.help} | {offered} |"


def validity_table() -> str:
    """Return all validity figures."""
    return validity.markdown()


def kinds_of_tables() -> str:
    """Return the file types that are read."""
    return f"`{KINDS}`\n"


SOURCES: dict[str, Callable[[], str]] = {
    "column_dictionary": column_dictionary,
    "notebook_parameters": notebook_parameters,
    "validity_table": validity_table,
    "command_line": command_line,
    "kinds_of_tables": kinds_of_tables,
}


def filled(text: str) -> str:
    """Return the text of a page with its generated parts."""
    return PLACE.sub(lambda place: SOURCES[place[1]](), text)


def _fill(app: Any, page: str, source: list[str]) -> None:
    source[0] = filled(source[0])


def _draw(app: Any) -> None:
    folder = Path(app.srcdir) / "_generated"
    folder.mkdir(exist_ok=True)
    (folder / "packages.svg").write_text(package_picture.svg(), "utf-8")


def setup(app: Any) -> dict[str, bool]:
    """Connect both to Sphinx."""
    app.connect("builder-inited", _draw)
    app.connect("source-read", _fill)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
