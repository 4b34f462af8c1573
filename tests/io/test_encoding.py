import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.io.encoding import decode

TEXT = "Café “Zur Brücke” – it costs 5 €."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_nothing_is_nothing() -> None:
    assert decode(b"") == ""


@pytest.mark.parametrize(
    "data", [b"\x81\x8d\x8f\x90", b"\xff\xfeabc", b"PNG\x00\xff\xd8\x00\x01\xff", b"\xef\xbb\xbf\xff"]
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be determined|is not valid UTF"):
        decode(data)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\0")))
def test_utf8_comes_back(text: str) -> None:
    data = text.encode()
    # Two bytes that are mostly NUL in every second place are taken for UTF-16; text has none.
    assert decode(data) == text
