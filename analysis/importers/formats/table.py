"""Tables of articles: CSV, TSV, JSON, JSON lines and Parquet, with the columns under their usual names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from analysis.importers.records import Importer, Record, Start
from analysis.importers.rows import documents_of_rows
from analysis.importers.source import Source
from analysis.io.column_names import field_names, normalized_name
from analysis.io.csv_reading import open_csv
from analysis.io.files import DELIMITED, PACKED
from analysis.io.json_reading import open_json
from analysis.io.opened_table import OpenedTable
from analysis.io.parquet_reading import open_parquet

_PARQUET = b"PAR1"
_OBJECT = re.compile(r'\s*(?:\[\s*)?\{\s*"')
_DELIMITER = re.compile(r"[,;\t|]")


def _recognizes(start: Start) -> bool:
    if start.data.startswith(_PARQUET) or _OBJECT.match(start.text):
        return True
    return bool(start.text) and (start.name.removesuffix(PACKED).endswith(DELIMITED) or _has_header(start.text))


def _has_header(text: str) -> bool:
    """Whether the first line names a column of texts or addresses, and one more column that is known."""
    first = text.lstrip("\ufeff").split("\n", 1)[0][:10_000]
    fields = {field_names().get(normalized_name(name.strip('" '))) for name in _DELIMITER.split(first)}
    return bool(fields & {"body", "url"}) and len(fields - {None}) > 1


def _read(source: Source) -> Iterator[Record]:
    with source.file() as path:
        table = _open(path)
        yield from documents_of_rows(table.names, table.read_pieces, source.hints)


def _open(path: Path) -> OpenedTable:
    with path.open("rb") as file:
        beginning = file.read(len(_PARQUET))
    if beginning == _PARQUET:
        return open_parquet(path)
    return open_csv(path) if path.name.lower().removesuffix(PACKED).endswith(DELIMITED) else _open_by_words(path)


def _open_by_words(path: Path) -> OpenedTable:
    """Open JSON, or delimited text under another name."""
    try:
        return open_json(path)
    except ValueError:
        return open_csv(path)


IMPORTER = Importer("table", _recognizes, _read, fields=("body", "publication"), is_general=True)
