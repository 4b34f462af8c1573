import csv
import gzip
import io
import json
import re
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.exceptions import WrongUse
from analysis.io import opened_table
from analysis.io.encoding import decode, detect_encoding
from analysis.io.opened_table import FAULT, LINE
from analysis.io.table_files import open_table


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
    assert path.read_bytes().decode(detect_encoding(partial(path.open, "rb")).name) == decode(path.read_bytes()) == text
    assert values(path) == ["“Zur Brücke”"]


def test_a_stray_byte_far_into_a_file_decides_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n" + b"x\n" * 2_000_000 + b"caf\xe9\n")
    assert detect_encoding(partial(path.open, "rb")).name == "cp1252"
    path.write_bytes(b"a\n" + b"x\n" * 2_000_000 + b"\0\xe9\n")
    with pytest.raises(WrongUse, match="encoding cannot be determined"):
        open_table(path)


def test_pieces_are_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened_table, "ROWS_PER_PIECE", 3)
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


def faults(path: Path, **columns: str) -> list[tuple[int, str]]:
    rows = pd.concat(open_table(path).rows(columns))
    return list(zip(rows[LINE].tolist(), rows[FAULT].tolist(), strict=True))


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl", "a.ndjson", "a.json", "A.CSV", "a.csv.gz", "a.JSON.GZ"])
def test_every_kind_of_table(tmp_path: Path, name: str) -> None:
    frame = pd.DataFrame({"a": ["one, two", "thr\tee", "vier"], "b": ["x", "y", "zürich"]})
    kind = name.lower().removesuffix(".gz")
    if kind.endswith((".csv", ".tsv")):
        data = frame.to_csv(index=False, sep="\t" if kind.endswith(".tsv") else ",")
    else:
        data = frame.to_json(orient="records", lines=not kind.endswith(".json"), force_ascii=False)
    packed = gzip.compress(data.encode()) if name.lower().endswith(".gz") else data.encode()
    (tmp_path / name).write_bytes(packed)
    assert values(tmp_path / name) == frame["a"].tolist()
    assert values(tmp_path / name, "b") == frame["b"].tolist()


def test_a_packed_file_that_is_cut_off_is_one_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" + b"1,2\n" * 1000)[:-12])
    with pytest.raises(WrongUse, match="cannot be unpacked; it is damaged or incomplete"):
        open_table(path)
    (tmp_path / "a.parquet.gz").write_bytes(b"")
    with pytest.raises(WrongUse, match="a packed Parquet file cannot be read"):
        open_table(tmp_path / "a.parquet.gz")


LISTS = [
    (pa.array([["one", "two"], [], None, ["one", None]]), ["one\ntwo", "", "", "one"]),
    (pa.array([["one", "two"]], pa.large_list(pa.large_string())), ["one\ntwo"]),
]


@pytest.mark.parametrize(("array", "expected"), LISTS)
def test_lists_of_paragraphs_are_joined(tmp_path: Path, array: pa.Array, expected: list[str]) -> None:
    pq.write_table(pa.table({"a": array}), tmp_path / "a.parquet")
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps({"a": value}) for value in array.to_pylist()))
    for name in ("a.parquet", "a.jsonl"):
        rows = pd.concat(open_table(tmp_path / name).rows({"body": "a", "byline": "a"}))
        assert rows["body"].tolist() == expected
        assert rows["byline"].tolist() == [text.replace("\n", "; ") for text in expected]


NESTED = [
    (
        pa.array([{"text": "x"}]),
        r"column 'a' contains (struct<text: string>|an object with 'text')\. Expected text, or a list",
    ),
    (pa.array([[["x"]]]), r"column 'a' contains (list<.*|a list of lists)\. Expected text, or a list"),
    (pa.array([[{"text": "x"}]]), r"column 'a' contains (list<.*|a list of objects)\. Expected text, or a list"),
    (
        pa.array([7]),
        r"column 'a' contains (int64|a number or true or false), not text; name the column of the articles",
    ),
    (pa.array([True]), r"column 'a' contains (bool|a number or true or false), not text"),
]


@pytest.mark.parametrize(("array", "message"), NESTED)
def test_other_bodies_are_refused(tmp_path: Path, array: pa.Array, message: str) -> None:
    pq.write_table(pa.table({"a": array}), tmp_path / "a.parquet")
    with pytest.raises(WrongUse, match=message):
        list(open_table(tmp_path / "a.parquet").rows({"body": "a"}))
    rows = [{"a": value} for value in array.to_pylist()]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, [*rows, {"a": "x"}])))
    (_, fault), (_, none) = faults(tmp_path / "a.jsonl", body="a")
    assert re.match(message, fault)
    assert none == ""


def test_rows_that_do_not_fit_keep_their_line_and_no_value(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"1\n2",x\n3,y,z\n4,w\n')
    assert values(path) == ["1\n2", "", "4"]
    assert faults(path, a="a") == [(2, ""), (4, "line 4 has 3 fields, the header has 2"), (5, "")]


def test_bytes_that_cannot_be_decoded_concern_their_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a,b\nÜber,“x”\nBrücke,y\n".encode() + b"caf\xe9,z\n")
    assert values(path) == ["Über", "Brücke", "caf\ufffd"]
    assert faults(path, a="a")[2] == (4, "line 4 has bytes that are not UTF-8")
    assert faults(path, b="b")[2] == (4, "")
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"a": "“Über”"}\n{"a": "ä"}\n'.encode() + b'{"a": "caf\xe9"}\n')
    assert faults(path, a="a")[2] == (3, "line 3 has bytes that are not text in the encoding of the file")
    pq.write_table(pa.table({"a": pa.array([b"ok", None, b"\xff"], pa.binary())}), tmp_path / "a.parquet")
    assert values(tmp_path / "a.parquet") == ["ok", "", "\ufffd"]
    assert faults(tmp_path / "a.parquet", a="a") == [(1, ""), (2, ""), (3, "column 'a' of row 3 is not UTF-8")]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_table_with_very_many_columns_is_refused(tmp_path: Path, name: str) -> None:
    names = [f"c{number}" for number in range(100_000)]
    text = json.dumps(dict.fromkeys(names, 1)) if name == "a.jsonl" else ",".join(names)
    (tmp_path / name).write_text(text)
    with pytest.raises(WrongUse, match="it has 100,000 columns; at most 10,000 are read"):
        open_table(tmp_path / name)


def test_a_name_that_an_object_has_twice(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"a": "x", "a": "y", "b": "z"}\n')
    assert faults(tmp_path / "a.jsonl", a="a") == [(1, "the object on line 1 names 'a' twice")]
    assert faults(tmp_path / "a.jsonl", b="b") == [(1, "")]


CELLS = st.text(st.sampled_from('abz ,;"\nÄé“”—€’жя'), max_size=12)
# What an 8-bit encoding is told by: texts, not characters.
SENTENCES = st.lists(
    st.sampled_from(
        [
            "The mayor said “we can’t wait”,", "and the café was closed;", 'he said "no"\n', "– it costs €5 –",
            "£30 a week",
            "Die Brücke über den Fluss", "größere Schäden,", "El alcalde dijo que mañana", "Příští týden začne oprava.",
            "Мэр сказал,", "что мост закрыт", "Mr. Støre", "plain text",
        ]
    ),
    max_size=4,
).map(" ".join)  # fmt: skip
UTF = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]
EIGHT_BIT = ["cp1252", "mac-roman", "cp1251", "koi8-r", "cp437", "cp1250"]
TABLES = st.tuples(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6), st.sampled_from(UTF)) | st.tuples(
    st.lists(st.tuples(SENTENCES, SENTENCES, SENTENCES), min_size=1, max_size=6), st.sampled_from(EIGHT_BIT)
)


def _possible(cell: str, encoding: str) -> str:
    return cell if cell.encode(encoding, "ignore").decode(encoding) == cell else "plain"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES, st.sampled_from([",", ";", "\t", "|"]), st.booleans())
def test_a_table_in_any_dialect_and_encoding_is_read_back_or_refused(
    tmp_path: Path, table: tuple[list[tuple[str, ...]], str], delimiter: str, packed: bool
) -> None:
    rows, encoding = [[_possible(cell, table[1]) for cell in row] for row in table[0]], table[1]
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows([("one", "two", "three"), *rows])
    data = target.getvalue().encode(encoding)
    told = data.decode(encoding)
    expected = list(csv.reader(io.StringIO(told, newline=""), delimiter=delimiter))[1:]
    path = tmp_path / ("a.csv.gz" if packed else "a.csv")
    path.write_bytes(gzip.compress(data) if packed else data)
    try:
        found = pd.concat(open_table(path).rows({"one": "one", "two": "two", "three": "three"}))
    except WrongUse:
        return
    sound = found[found[FAULT] == ""][["one", "two", "three"]].to_numpy().tolist()
    assert sound == expected or (len(sound) < len(found) and all(row in expected for row in sound))
