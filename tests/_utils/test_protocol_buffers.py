import pytest
from hypothesis import given
from hypothesis import strategies as some

from analysis._utils.protocol_buffers import packed_numbers, read_fields, written


def test_no_byte_holds_no_field() -> None:
    assert list(read_fields(b"")) == []


def test_a_message_of_the_documentation() -> None:
    # protobuf.dev, "Encoding": the field 1 with the number 150 is 08 96 01, the field 2 with "testing" is 12 07 ...
    message = bytes.fromhex("089601") + bytes.fromhex("120774657374696e67")
    assert written(1, 150) + written(2, b"testing") == message
    number, text = read_fields(message)
    assert (number.number, number.value, number.content, number.stored) == (1, 150, b"", message[:3])
    assert (text.number, text.value, text.content, text.stored) == (2, b"testing", b"testing", message[3:])


def test_numbers_of_a_fixed_size_are_kept_as_bytes() -> None:
    message = bytes([1 << 3 | 5]) + b"abcd" + bytes([2 << 3 | 1]) + b"abcdefgh"
    assert [(field.number, field.value) for field in read_fields(message)] == [(1, b"abcd"), (2, b"abcdefgh")]


def test_numbers_one_after_the_other() -> None:
    assert packed_numbers(bytes([3, 0x96, 1, 0])) == [3, 150, 0]


@pytest.mark.parametrize(
    ("message", "says"),
    [
        (b"\x08\x96", "it ends within a number"),
        (b"\x12\x07test", "the field at byte 0 goes beyond its end"),
        (b"\x0b", "kind 3 of a field at byte 0"),
    ],
)
def test_bytes_that_are_no_message(message: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        list(read_fields(message))


@given(some.lists(some.tuples(some.integers(1, 1 << 20), some.integers(0, 1 << 63) | some.binary(max_size=300))))
def test_what_is_written_is_read(fields: list[tuple[int, int | bytes]]) -> None:
    message = b"".join(written(number, value) for number, value in fields)
    read = list(read_fields(message))
    assert [(field.number, field.value) for field in read] == fields
    assert b"".join(field.stored for field in read) == message
