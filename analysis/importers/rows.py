"""Rows of a table -> documents: which column is which field, and the order of day and month in its dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import unescape

import pandas as pd

from analysis.exceptions import quoted
from analysis.importers.records import Document, Record, Refused, Unused
from analysis.importers.source import Hints
from analysis.io.column_names import field_names, normalized_name
from analysis.io.csv_writing import one_kind_of_line_break
from analysis.io.opened_table import FAULT, LINE
from analysis.io.publication_times import DayMonthOrder, common_order, day_month_orders, iso_day

# Of several columns that could be a field, the one that comes first here.
_PREFERRED = (
    *("body", "full_text", "fulltext", "maintext", "text", "article_text", "content"),
    *("outlet", "publication", "media_name", "source_name"),
    *("headline", "published", "published_at", "publish_date", "article_id"),
)
Pieces = Callable[[Mapping[str, str]], Iterable[pd.DataFrame]]


def fields_of(names: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    """Find the columns of a table that are fields of a document.

    Parameters
    ----------
    names : sequence of str
        Columns of the table.
    given : mapping of str to str
        Field -> column, as the user names them; 'outlet' is the publication.

    Returns
    -------
    dict of str to str
        Field -> column.

    Raises
    ------
    ValueError
        If a column that is given is not there, or none can be the text or the address of an article.
    """
    chosen = {_field(field): column for field, column in given.items()}
    if missing := [column for column in chosen.values() if column not in names]:
        raise ValueError(f"it has no column {quoted(missing)}; its columns are {quoted(names)}")
    by_field: dict[str, list[str]] = {}
    for name in names:
        field = field_names().get(normalized_name(name))
        if field and field not in chosen:
            by_field.setdefault(field, []).append(name)
    chosen |= {field: min(columns, key=_rank) for field, columns in by_field.items()}
    if not {"body", "url"} & set(chosen):
        raise ValueError(f"no column is known to hold the text; name it with --column body=NAME of {quoted(names)}")
    return chosen


def _field(name: str) -> str:
    plain = {"outlet": "publication", "article_id": "identity", "author": "byline"}.get(name, name)
    if plain not in Document._fields:
        raise ValueError(f"there is no field {quoted([name])}; the fields are {quoted(Document._fields)}")
    return plain


def _rank(column: str) -> int:
    name = normalized_name(column)
    return _PREFERRED.index(name) if name in _PREFERRED else len(_PREFERRED)


def documents_of_rows(names: Sequence[str], pieces: Pieces, hints: Hints) -> Iterator[Record]:
    """Yield the columns that are not used, and a document for each row of a table.

    Parameters
    ----------
    names : sequence of str
        Columns of the table.
    pieces : callable
        Takes a mapping of fields to columns; yields pieces of the table, each value as text, with LINE and FAULT. It
        is called twice where dates are numeric.
    hints : Hints

    Raises
    ------
    ValueError
        If numeric dates do not show which number is the day, or as `fields_of`.
    """
    columns = fields_of(names, dict(hints.columns))
    if unused := tuple(name for name in names if name not in columns.values()):
        yield Unused(unused)
    order = hints.day_month_order
    is_known = "published" not in columns or order != "unclear"
    for piece in pieces(columns):
        # Most tables have no numeric date; only one that has is read once more before.
        if not is_known and day_month_orders(piece["published"]):
            order, is_known = _order({"published": columns["published"]}, pieces), True
        values = [piece[name].to_list() for name in columns]
        for line, fault, *row in zip(piece[LINE], piece[FAULT], *values, strict=True):
            yield _record(dict(zip(columns, row, strict=True)), line, fault, order)


def _order(column: Mapping[str, str], pieces: Pieces) -> DayMonthOrder:
    shown = {order for piece in pieces(column) for order in day_month_orders(piece["published"])}
    if "unclear" in shown and common_order(shown) == "unclear":
        raise ValueError(
            f"dates in column {quoted(column.values())} do not show whether the day or the month comes first; say it "
            "with --dates day-first or --dates month-first"
        )
    return common_order(shown)


def _record(values: dict[str, str], line: int, fault: str, order: DayMonthOrder) -> Record:
    if fault:
        return Refused(fault, f"row {line}")
    lines = one_kind_of_line_break(values.get("body", "")).split("\n")
    body = "\n".join([line.strip() for line in lines]).strip()
    if not body and not values.get("url"):
        return Refused("it has no text", f"row {line}")
    published = iso_day(values.get("published", "").strip(), order)
    plain = {
        field: " ".join((value if field == "url" else unescape(value)).split())
        for field, value in values.items()
        if field not in ("body", "published")
    }
    if plain.get("identity"):
        plain["identity"] = f"id:{plain['identity']}"
    return Document(**{**plain, "body": body, "published": published})
