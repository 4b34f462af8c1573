import json
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from analysis.corpus import formats
from analysis.corpus.decode import decode, encoding_of
from analysis.corpus.formats import open_table
from analysis.errors import WrongUse


def values(path: Path, column: str = "a") -> list[str]:
    table = open_table(path)
    assert column in table.names
    return pd.concat(table.rows({"ours": column}))["ours"].tolist()


PARQUET = [
    (pa.array([7, None]), ["7", ""]),
    (pa.array([7.5, float("nan")]), ["7.5", ""]),
    (pa.array([None, None]), ["", ""]),
    (pa.array([True, False]), ["True", "False"]),
    (pa.array(["sea", None]).dictionary_encode(), ["sea", ""]),
    (pa.array(["sea", None], pa.large_string()), ["sea", ""]),
    (pa.array(["séa".encode(), None], pa.binary()), ["séa", ""]),
    (pa.array([date(2024, 3, 1), None]), ["2024-03-01", ""]),
    (pa.array([datetime(2024, 3, 1), datetime(2024, 3, 1, 10)]), ["2024-03-01", "2024-03-01 10:00:00"]),
    (pa.array([datetime(2024, 3, 1, tzinfo=UTC)] * 2), ["2024-03-01 00:00:00+00:00"] * 2),
]


@pytest.mark.parametrize(("array", "expected"), PARQUET, ids=lambda a: str(getattr(a, "type", "")))
def test_each_value_is_text_whatever_its_type(tmp_path: Path, array: pa.Array, expected: list[str]) -> None:
    pq.write_table(pa.table({"a": array}), tmp_path / "a.parquet")
    assert values(tmp_path / "a.parquet") == expected


def test_values_of_json_are_text(tmp_path: Path) -> None:
    rows = [{"b": 1}, {"a": 7}, {"a": None}, {"a": True}, {"a": 7.5}, {"a": "x\ud800"}, {"a": "\u2028"}]
    path = tmp_path / "a.jsonl"
    path.write_text("\n\n".join(json.dumps(row) for row in rows), "utf-8")
    assert open_table(path).names == ["b", "a"]
    assert values(path) == ["", "7", "", "True", "7.5", "x\ufffd", "\u2028"]


def test_csv_keeps_breaks_in_quotes_and_what_looks_like_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'a,b\r\n"one\r\ntwo, ""three""\nfour",x\r\nNA,\r\n007,\r\n')
    assert values(path) == ['one\r\ntwo, "three"\nfour', "NA", "007"]
    assert values(path, "b") == ["x", "", ""]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_encodings_are_those_decode_finds(tmp_path: Path, encoding: str, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    text = "a\n“Zur Brücke”\n" if suffix == ".csv" else json.dumps({"a": "“Zur Brücke”"}, ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    assert path.read_bytes().decode(encoding_of(partial(path.open, "rb")).name) == decode(path.read_bytes()) == text
    assert values(path) == ["“Zur Brücke”"]


def test_a_stray_byte_far_into_a_file_decides_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n" + b"x\n" * 2_000_000 + b"caf\xe9\n")
    assert encoding_of(partial(path.open, "rb")).name == "cp1252"
    path.write_bytes(b"a\n" + b"x\n" * 2_000_000 + b"\0\xe9\n")
    with pytest.raises(WrongUse, match="encoding is not clear from its bytes"):
        open_table(path)


def test_pieces_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "ROWS", 3)
    frame = pd.DataFrame({"a": list("abcdefg")})
    frame.to_parquet(tmp_path / "a.parquet", row_group_size=4)
    frame.to_csv(tmp_path / "a.csv", index=False)
    frame.to_json(tmp_path / "a.jsonl", orient="records", lines=True)
    for path in tmp_path.iterdir():
        pieces = list(open_table(path).rows({"a": "a"}))
        assert max(len(piece) for piece in pieces) == 3
        assert pd.concat(pieces)["a"].tolist() == list("abcdefg")


def truncated(data: bytes) -> bytes:
    return data[: len(data) // 2]


def with_hole(data: bytes) -> bytes:
    return data[:20] + b"\xff" * 40 + data[60:]


@pytest.mark.parametrize("harm", [truncated, with_hole])
def test_a_damaged_parquet_file_is_one_clear_sentence(tmp_path: Path, harm) -> None:
    path = tmp_path / "a.parquet"
    pd.DataFrame({"a": [f"ship {i}" for i in range(500)]}).to_parquet(path)
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(WrongUse, match=r"a\.parquet' cannot be read") as error:
        values(path)
    assert "\n" not in str(error.value)


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"a": ' + "[" * 100_000)
    with pytest.raises(WrongUse, match="line 1 is nested too deeply"):
        open_table(path)
