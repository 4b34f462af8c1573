"""Arguments and options that several commands take, and how they are read and printed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from analysis._utils.command_exit import print_message
from analysis.exceptions import excerpt, visible
from analysis.io.files import KINDS

Corpus = Annotated[str, typer.Argument(help=f"Corpus folder, table ({KINDS}) or bundle.", show_default=False)]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="OURS=THEIRS", help="Column of the table, such as body=content; may be repeated."),
]
Dictionary = Annotated[
    str,
    typer.Option(
        "--dictionary", metavar="FILE", help="Dictionary of frames: samestory YAML, quanteda YAML or LIWC .dic."
    ),
]
Workers = Annotated[
    str, typer.Option("--workers", metavar="NUMBER", help="Number of processes, at most 512; 0 for one per core.")
]
Cluster = Annotated[
    str, typer.Option("--cluster", metavar="ADDRESS", help="Dask cluster: 'local', or the address of a scheduler.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace the output of another corpus.")]


def read(corpus: str, column: list[str] | None) -> Any:
    """Read a corpus, and print the notes of its reader to the terminal."""
    from analysis.corpus.reading import read_corpus

    articles = read_corpus(corpus, columns=pairs_of(column, "column"))
    for note in articles.notes:
        print_message(note)
    return articles


def lines_of_table(table: Any) -> str:
    """Write a table as lines with aligned columns, '' where it has no rows; long values are shortened."""
    import pandas as pd

    if table.empty:
        return ""
    times = [name for name, values in table.items() if pd.api.types.is_datetime64_any_dtype(values)]
    shown = table.assign(**{name: table[name].dt.strftime("%Y-%m-%d") for name in times})
    cells = [[excerpt(" ".join(str(value).split()), 90)[1:-1] for value in row] for row in shown.fillna("").to_numpy()]
    cells = [list(map(str, table.columns)), *cells]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)


def pairs_of(given: list[str] | None, option: str) -> dict[str, str]:
    """Return the values of an option NAME=VALUE by name; every name is given once."""
    from analysis.exceptions import WrongUse, excerpt

    pairs: dict[str, str] = {}
    for text in given or []:
        name, _, value = (part.strip() for part in text.partition("="))
        if not name or not value:
            raise WrongUse(f"Invalid `--{option}`: {excerpt(text)}. Expected NAME=VALUE.")
        if name in pairs:
            raise WrongUse(f"--{option} names {excerpt(name)} twice; give it once")
        pairs[name] = value
    return pairs


def show(result: object) -> None:
    """Print a result; control characters in names do not reach the terminal."""
    print("\n".join(visible(line) for line in str(result).split("\n")))
