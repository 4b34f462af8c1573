"""JSON files of ours: what is read, and the sentence for what is not."""

from pathlib import Path

import pytest

from analysis.exceptions import WrongUse
from analysis.io import json_files
from analysis.io.json_files import parse_json, read_json


def test_an_object_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('\ufeff{"files": {"a": "[[["}, "n": -1.5e3, "t": true}', "utf-8")
    assert read_json(tmp_path / "a.json", needs={"files": dict}) == {"files": {"a": "[[["}, "n": -1500.0, "t": True}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "line 1 is not JSON (Expecting value)"),
        (b'{"a": 1}\n}', "line 2 is not JSON (Extra data)"),
        (b"[1]", "it contains no JSON object"),
        (b'{"a": 1, "a": 2}', "the key 'a' occurs twice"),
        (b'{"a": \n' + b"[" * 100_000, "line 2 is nested deeper than 32 levels"),
        (b'{"a":' * 3_000, "line 1 is nested deeper than 32 levels"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "it contains a number of 5,000 digits; at most 400 are read"),
        (b'{"a": 1e999}', "it contains the number '1e999', which is too large or too long"),
        (b'{"a": 0.' + b"1" * 5_000 + b"}", "which is too large or too long"),
        (b'{"a": NaN}', "it contains NaN, which is not a number of JSON"),
        (b'{"a": -Infinity}', "it contains -Infinity, which is not a number of JSON"),
        (b'{"a": "\xff"}', "byte 7 is not UTF-8"),
        ('{"files": {}}'.encode("utf-16"), "byte 0 is not UTF-8"),
        (b'{"file": {}}', "it has no 'files'"),
        (b'{"files": []}', "its 'files' is [], which is of another type than expected"),
        (b'{"files": "' + b"x" * 5_000 + b'"}', "is '" + "x" * 59 + "…'"),
    ],
)
def test_what_is_not_readable_is_refused_in_one_sentence(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "run.json"
    path.write_bytes(content)
    with pytest.raises(WrongUse) as raised:
        read_json(path, "record of a report", needs={"files": dict})
    assert reason in str(raised.value)
    assert str(raised.value).startswith(f"'{path}' is not a readable record of a report: ")
    assert len(str(raised.value)) < 400


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_files, "LARGEST_FILE", 10)
    (tmp_path / "a.json").write_text('{"a": "bcdef"}')
    with pytest.raises(WrongUse, match="it has 14 bytes; at most 10 are read"):
        read_json(tmp_path / "a.json")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="cannot be read: No such file or directory"):
        read_json(tmp_path / "a.json")
    with pytest.raises(WrongUse, match="cannot be read: Is a directory"):
        read_json(tmp_path)


def test_brackets_in_texts_are_not_depth() -> None:
    text = '"' + "[" * 1_000 + r"\"[[" + '"'
    assert parse_json(f"[{text}]", deepest=1) == ["[" * 1_000 + '"[[']
