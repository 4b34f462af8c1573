"""Short cards in place of a repr that would print article text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from dataclasses import fields, is_dataclass
from html import escape
from typing import Any, TypeVar

Class = TypeVar("Class", bound=type)


class Texts(dict[str, str]):
    """Texts by identifier; the repr counts them."""

    def __repr__(self) -> str:
        return f"<Texts of {len(self):,} articles>"

    __str__ = __repr__


def hides_content(cls: Class) -> Class:
    """Give a NamedTuple or dataclass a repr that shows types and sizes of its fields, never what is in them.

    A notebook cell that ends in such an object, and a traceback that prints local variables, would otherwise publish
    sentences of articles.

    Examples
    --------
    >>> from typing import NamedTuple
    >>> @hides_content
    ... class Page(NamedTuple):
    ...     text: str
    ...     words: list[str]
    >>> Page("The ferry runs.", ["The", "ferry", "runs"])
    <Page: text str of 15, words list of 3>
    """
    cls.__repr__ = card  # type: ignore[assignment]
    cls.__str__ = card  # type: ignore[assignment]
    return cls


def card(record: Any) -> str:
    """Name of a record, and type and size of each of its fields."""
    shown = ", ".join(f"{name} {_size(getattr(record, name))}" for name in _names(record))
    return f"<{type(record).__name__}: {shown}>"


def _names(record: Any) -> Iterable[str]:
    return [field.name for field in fields(record)] if is_dataclass(record) else record._fields


def _size(value: Any) -> str:
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    kind = type(value).__name__
    if hasattr(value, "shape"):
        return f"{kind} of {' × '.join(map(str, value.shape))}"
    named = hasattr(value, "_fields") or is_dataclass(value)
    return f"{kind} of {len(value):,}" if isinstance(value, Sized) and not named else kind


def one_line_card(name: str, entries: Mapping[str, str]) -> str:
    """Write a card on one line.

    Parameters
    ----------
    name : str
        What the card is of.
    entries : mapping of str to str
        Values by label.

    Examples
    --------
    >>> one_line_card("Corpus", {"articles": "5", "outlets": "2"})
    '<Corpus articles: 5; outlets: 2>'
    """
    return f"<{name} {'; '.join(f'{label}: {value}' for label, value in entries.items())}>"


def html_card(name: str, entries: Mapping[str, str]) -> str:
    """Write a card as an HTML table; parameters as for `one_line_card`."""
    rows = "".join(f'<tr><th scope="row">{label}</th><td>{escape(value)}</td></tr>' for label, value in entries.items())
    return f"<table><caption>{name}</caption><tbody>{rows}</tbody></table>"
