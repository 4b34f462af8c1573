"""Objects of a JSON text."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.io import json_records as json_rows
from analysis.io.json_records import RepeatedNames, read_objects

ROWS = [{"a": "one", "b": [1, {"c": "]}"}]}, {"a": "two\n\u2028"}, {}]


def read(text: str) -> tuple[list, list[str]]:
    rows = list(read_objects(io.StringIO(text, newline="\n")))
    return [row.values for row in rows if not row.fault], [row.fault for row in rows if row.fault]


WRAPPED = {"status": "ok", "total": 3, "tags": ["x"], "articles": ROWS, "next": {"page": [2]}}
WAYS = {
    "lines": "\n".join(map(json.dumps, ROWS)),
    "lines with blanks": "\ufeff\r\n" + "\r\n\r\n".join(map(json.dumps, ROWS)) + "\r\n \n",
    "array": json.dumps(ROWS),
    "array in lines": f"\ufeff \n{json.dumps(ROWS, indent=2)}\n",
    "array of lines": "[\n" + ",\n".join(map(json.dumps, ROWS)) + "\n]",
    "object": json.dumps(WRAPPED),
    "object in lines": json.dumps(WRAPPED, indent=1),
    "object with an array of lines": '{"articles": [\n' + ",\n".join(map(json.dumps, ROWS)) + "\n]}",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("piece", [1, 7, 1 << 20])
def test_each_way_to_write_a_list_is_the_same_list(way: str, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_rows, "_PIECE", piece)
    assert read(WAYS[way]) == (ROWS, [])


@given(
    st.lists(
        st.dictionaries(
            st.text(max_size=2),
            st.recursive(st.text() | st.integers() | st.booleans() | st.none(), st.lists, max_leaves=4),
            min_size=1,
            max_size=4,
        )
    )
)
def test_lists_of_any_objects(rows: list[dict]) -> None:
    assert read(json.dumps(rows, indent=1)) == (rows, [])
    assert read("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))[1] == []


def test_a_line_alone_is_an_article() -> None:
    assert read('{"a": "x", "tags": ["y"]}') == ([{"a": "x", "tags": ["y"]}], [])


def test_broken_lines_do_not_stop_the_others() -> None:
    text = (
        '{"a": 1}\n{"a": \n[1]\n{"a": 1'
        + "1" * 5000
        + '}\n{"a": "\udcff"}\n{"a": '
        + "[" * 100_000
        + '\n{"a": 2}\n{"a": "cut'
    )
    rows, faults = read(text)
    assert rows == [{"a": 1}, {"a": 2}]
    assert faults == [
        "line 2 is not JSON (Expecting value)",
        "line 3 is not a JSON object",
        "line 4 contains a number with too many digits",
        "line 5 has bytes that are not text in the encoding of the file",
        "line 6 is nested too deeply",
        "line 8 is not JSON (Unterminated string starting at)",
    ]


def test_items_that_are_not_objects_do_not_stop_the_others() -> None:
    rows, faults = read('[{"a": 1},\n 7,\n{"a": "\udcff"},\n{"a": 2}]')
    assert rows == [{"a": 1}, {"a": 2}]
    assert faults == [
        "the item on line 2 is not a JSON object",
        "the object on line 3 has bytes that are not text in the encoding of the file",
    ]


def test_names_that_occur_twice_are_kept() -> None:
    assert read('{"a": 1, "a": 2, "b": 3}')[0][0][RepeatedNames] == {"a"}


REFUSED = [
    ("outlet,body\nA,x\n", "line 1 is not a JSON object; give one object per line, or a list of objects"),
    ('[{"a": 1},\n{"a": ', "line 2 is not JSON"),
    ('[{"a": 1}\n{"a": 2}]', "line 2 is not JSON (',' expected)"),
    ('[{"a": 1}]\n[{"a": 2}]', "line 2 is not JSON (there is more after the end)"),
    ("[" * 100_000, "line 1 is nested too deeply"),
    ('{"a": [{"b": 1}], "c": [{"b": 2}]}', "two lists, 'a' and 'c'"),
    ('{\n"a": {"b": 1}\n}', "it is one JSON object, not a list"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_holds_no_list_of_objects_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError) as error:
        read(text)
    assert message in str(error.value)


def test_an_object_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_rows, "LONGEST_OBJECT", 10_000)
    monkeypatch.setattr(json_rows, "_PIECE", 1_000)
    for text in ('{"a": 1}\n{"a": "' + "x" * 50_000, '[\n{"a": "' + "x" * 50_000):
        with pytest.raises(ValueError, match="the object on line 2 is longer than 10,000 characters"):
            read(text)
    assert len(read(json.dumps([{"a": "x" * 900}] * 50))[0]) == 50
    assert len(read(json.dumps({"b": 1, "a": [{"a": "x" * 900}] * 50}))[0]) == 50
