"""JSON files as tables: each object is a row, each of its names a column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.io import opened_table
from analysis.io.cell_values import BODY, NestedValue, column_without_text, nested_column, text_of_value
from analysis.io.column_names import MOST_COLUMNS
from analysis.io.encoding import Encoding, detect_encoding
from analysis.io.files import open_bytes
from analysis.io.json_records import JsonRow, RepeatedNames, read_objects
from analysis.io.opened_table import OpenedTable, piece_of
from analysis.io.text_files import NOT_TEXT, check_beginning, open_text


def open_json(path: Path) -> OpenedTable:
    """Open a JSON file: find its encoding, and the names of all of its objects.

    Raises
    ------
    OSError, ValueError
        If it cannot be read, or contains no object.
    """
    check_beginning(path, NOT_TEXT)
    encoding = detect_encoding(partial(open_bytes, path))
    names: dict[object, None] = {}
    fault = ""
    with open_text(path, encoding, newline="\n") as file:
        for row in read_objects(file):
            names |= dict.fromkeys(row.values)
            fault = fault or row.fault
            if len(names) > MOST_COLUMNS:
                break
    if fault and not names:
        raise ValueError(fault)
    columns = [name for name in names if isinstance(name, str)]
    return OpenedTable(path, columns, partial(_read_pieces, path, encoding))


def _read_pieces(path: Path, encoding: Encoding, columns: Mapping[str, str]) -> Iterator[pd.DataFrame]:
    with open_text(path, encoding, newline="\n") as file:
        rows = read_objects(file)
        while piece := list(islice(rows, opened_table.ROWS_PER_PIECE)):
            cells = [_cells(row, columns) for row in piece]
            values = {name: [texts[place] for texts, _ in cells] for place, name in enumerate(columns)}
            yield piece_of(values, [row.line for row in piece], [fault for _, fault in cells])


def _cells(row: JsonRow, columns: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the values of an object in some columns, and why it cannot be used."""
    repeated = row.values.get(RepeatedNames, set())
    texts, faults = [], [row.fault]
    for name, column in columns.items():
        value = row.values.get(column)
        text, fault = _cell(value, name, column)
        texts.append(text)
        faults.append(fault)
        if column in repeated:  # type: ignore[operator]
            faults.append(f"the object on line {row.line} names '{column}' twice")
        if name == BODY and text and isinstance(value, bool | int | float):
            faults.append(column_without_text(column, "a number or true or false"))
    return texts, next(filter(None, faults), "")


def _cell(value: object, name: str, column: str) -> tuple[str, str]:
    """Return a value as text, and why it cannot be used."""
    try:
        return text_of_value(value, name), ""
    except NestedValue as error:
        return "", nested_column(column, str(error), name)
