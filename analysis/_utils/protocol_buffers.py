"""Fields of messages in protocol buffers, read and written without a schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

# How a field is stored.
_NUMBER, _LONG, _BYTES, _SHORT = 0, 1, 2, 5
_SIZES = {_LONG: 8, _SHORT: 4}
_MORE = 0x80  # the bit of a byte after which the number goes on


class Field(NamedTuple):
    """A field of a message.

    Attributes
    ----------
    number : int
        As the schema of the message numbers it.
    value : bytes or int
        Text, bytes and messages as bytes; also numbers of a fixed size.
    stored : bytes
        The whole field, as it is written in the message.
    """

    number: int
    value: bytes | int
    stored: bytes

    @property
    def content(self) -> bytes:
        """The value of a field that holds no number; empty otherwise."""
        return b"" if isinstance(self.value, int) else self.value


def read_fields(message: bytes) -> Iterator[Field]:
    """Yield the fields of a message, in order.

    Parameters
    ----------
    message : bytes

    Raises
    ------
    ValueError
        If the bytes are no message.

    Examples
    --------
    >>> [(field.number, field.value) for field in read_fields(written(1, b"ferry") + written(2, 300))]
    [(1, b'ferry'), (2, 300)]
    """
    place = 0
    while place < len(message):
        start = place
        key, place = _read_number(message, place)
        number, kind = key >> 3, key & 7
        if kind == _NUMBER:
            value, place = _read_number(message, place)
            yield Field(number, value, message[start:place])
            continue
        if kind == _BYTES:
            size, place = _read_number(message, place)
        elif kind in _SIZES:
            size = _SIZES[kind]
        else:
            raise ValueError(f"No message of protocol buffers: kind {kind} of a field at byte {start:,}.")
        if place + size > len(message):
            raise ValueError(f"No message of protocol buffers: the field at byte {start:,} goes beyond its end.")
        yield Field(number, message[place : place + size], message[start : place + size])
        place += size


def written(number: int, value: bytes | int) -> bytes:
    """Return a field as it is written in a message.

    Parameters
    ----------
    number : int
    value : bytes or int
        0 or more, if it is a number.
    """
    if isinstance(value, int):
        return _written_number(number << 3 | _NUMBER) + _written_number(value)
    return _written_number(number << 3 | _BYTES) + _written_number(len(value)) + value


def packed_numbers(content: bytes) -> list[int]:
    """Return the numbers that a field holds one after the other.

    Parameters
    ----------
    content : bytes
    """
    numbers, place = [], 0
    while place < len(content):
        number, place = _read_number(content, place)
        numbers.append(number)
    return numbers


def _read_number(message: bytes, place: int) -> tuple[int, int]:
    """Return the number at a place, and the place after it."""
    number = shift = 0
    while place < len(message):
        byte = message[place]
        place += 1
        number |= (byte & ~_MORE) << shift
        if not byte & _MORE:
            return number, place
        shift += 7
    raise ValueError("No message of protocol buffers: it ends within a number.")


def _written_number(number: int) -> bytes:
    found = bytearray()
    while number >= _MORE:
        found.append(number & ~_MORE & 0xFF | _MORE)
        number >>= 7
    found.append(number)
    return bytes(found)
