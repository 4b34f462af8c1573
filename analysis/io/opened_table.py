"""A table of articles or codes that has been opened: its columns, and its rows a few at a time."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis._utils.content_hiding import hides_content
from analysis.exceptions import WrongUse
from analysis.io.read_errors import cannot_read

ROWS_PER_PIECE = 2048
# Columns of the pieces beside those requested: the line a row begins on, and why it cannot be used ('' if it can).
LINE, FAULT = "line", "fault"


@hides_content
@dataclass(frozen=True, repr=False)
class OpenedTable:
    """A table that has been opened.

    Attributes
    ----------
    path : Path
    names : list of str
        Columns as written.
    read_pieces : callable
        Takes column names, as `rows` does; yields pieces of the table, with columns of any type that holds texts.
    notes : tuple of str
        What its reader should know.
    """

    path: Path
    names: list[str]
    read_pieces: Callable[[Mapping[str, str]], Iterator[pd.DataFrame]]
    notes: tuple[str, ...] = ()

    def rows(self, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
        """Yield the rows of the table, at most `ROWS_PER_PIECE` at a time.

        Parameters
        ----------
        columns : mapping of str to str
            Name of a column in the result -> its name in the table.

        Yields
        ------
        DataFrame
            Each value as text, '' where there is none, and the columns LINE and FAULT. A list of texts in the column
            body is joined with line breaks. The same file always gives the same pieces.

        Raises
        ------
        WrongUse
            If the table cannot be read.
        """
        with table_errors(self.path):
            yield from (
                piece.astype(dict.fromkeys(columns, "str")) for piece in self.read_pieces(columns) if len(piece)
            )


@contextmanager
def table_errors(path: Path) -> Iterator[None]:
    """Raise WrongUse, naming the table, for errors that occur while it is read."""
    try:
        yield
    except OSError as error:
        raise cannot_read(path, error) from None
    except (EOFError, zlib.error) as error:
        raise WrongUse(f"'{path}' cannot be unpacked; it is damaged or incomplete: {_first_line(error)}") from None
    except ValueError as error:
        raise WrongUse(f"'{path}' cannot be read as a table: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def piece_of(values: Mapping[str, Sequence[str]], lines: Sequence[int], faults: Sequence[str]) -> pd.DataFrame:
    """Return a piece of a table from the values of each column, which are not copied."""
    texts = pd.DataFrame({name: pd.Series(cells, dtype="object") for name, cells in values.items()})
    return with_lines(texts, lines, faults)


def with_lines(texts: pd.DataFrame, lines: Sequence[int], faults: Sequence[str]) -> pd.DataFrame:
    """Return rows with the columns LINE and FAULT."""
    return texts.assign(**{LINE: lines, FAULT: pd.Series(faults, dtype="str")})
