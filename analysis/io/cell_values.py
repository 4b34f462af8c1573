"""Values of JSON and Parquet as text, and the errors for those that are not text."""

from __future__ import annotations

from datetime import datetime

from analysis.io.text_files import without_surrogates

BODY = "body"  # the column of article text
_LONGEST_TYPE = 80  # characters of the description of a type


class NestedValue(TypeError):
    """A value that is nested otherwise than as a list of texts; the message says what it is."""


def text_of_value(value: object, name: str) -> str:
    """Return a value as text, '' if it is missing.

    Parameters
    ----------
    value : object
    name : str
        Our name of the column: a list in the body is joined with line breaks, in others with semicolons.

    Raises
    ------
    NestedValue
        If it is an object, or a list of lists or objects.
    """
    if value is None or value != value:  # noqa: PLR0124 (NaN alone is not itself)
        return ""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, list):
        return _joined(value, name)
    if isinstance(value, dict):
        keys = ", ".join(f"'{key}'" for key in value if isinstance(key, str))
        raise NestedValue(f"an object with {keys}")
    # A time without zone at midnight is a day.
    return str(value).removesuffix(" 00:00:00") if isinstance(value, datetime) else str(value)


def _joined(items: list[object], name: str) -> str:
    if any(isinstance(item, list | dict) for item in items):
        raise NestedValue("a list of lists" if isinstance(items[0], list) else "a list of objects")
    separator = "\n" if name == BODY else "; "
    return separator.join(text_of_value(item, name) for item in items if item is not None)


def nested_column(column: str, content: str, name: str) -> str:
    """Return the message for a column of nested values.

    Parameters
    ----------
    column : str
        Its name in the table.
    content : str
        What it contains.
    name : str
        Our name of the column.
    """
    return (
        f"column '{column}' contains {content[:_LONGEST_TYPE]}. Expected text, or a list of paragraphs such as "
        f'["One.", "Two."]; name a column of text with --column {name}=NAME'
    )


def column_without_text(column: str, content: str) -> str:
    """Return the message for a body that contains other values than text, as `nested_column` does."""
    return (
        f"column '{column}' contains {content[:_LONGEST_TYPE]}, not text; name the column of the articles with "
        "--column body=NAME"
    )
