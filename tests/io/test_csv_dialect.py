"""Dialects and rows of delimited text."""

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.io import csv_dialect, csv_rows
from analysis.io.csv_dialect import detect_dialect
from analysis.io.csv_rows import Dialect, check_line_lengths, fit_to_header, read_rows


def read(text: str) -> tuple[Dialect, list[list[str]], list[str]]:
    """The dialect, the rows that fit, and why the others do not."""
    dialect = detect_dialect(io.StringIO(text, newline=""))
    assert dialect is not None
    rows = list(read_rows(io.StringIO(text, newline=dialect.newline), dialect))
    faults = [fit_to_header(row, dialect) for row in rows]
    sound = [row.fields for row, fault in zip(rows, faults, strict=True) if not fault]
    return dialect, sound, [fault for fault in faults if fault]


SAME = [["A", "Yes, she said; no."], ["B", 'He said "no".']]
WAYS = {
    "comma": 'outlet,body\nA,"Yes, she said; no."\nB,"He said ""no""."\n',
    "semicolon": 'outlet;body\nA;"Yes, she said; no."\nB;"He said ""no""."\n',
    "tab": 'outlet\tbody\nA\tYes, she said; no.\nB\t"He said ""no""."\n',
    "vertical bar": 'outlet|body\nA|Yes, she said; no.\nB|"He said ""no""."\n',
    "marks in a field that has none around it": 'outlet,body\nA,"Yes, she said; no."\nB,He said "no".\n',
    "backslash": 'outlet,body\nA,"Yes, she said; no."\nB,"He said \\"no\\"."\n',
    "backslash without marks": 'outlet,body\nA,Yes\\, she said; no.\nB,He said \\"no\\".\n',
    "sep line": 'sep=;\nA;B\nA;"Yes, she said; no."\nB;"He said ""no""."\n',
    "sep line of another kind": '\ufeffSEP=^\r\nA^B\r\nA^Yes, she said; no.\r\nB^"He said ""no""."\r\n',
    "blanks after the delimiter": 'outlet, body\nA, "Yes, she said; no."\nB, "He said ""no""."\n',
    "delimiter at the end of rows": 'outlet;body\nA;"Yes, she said; no.";\nB;"He said ""no"".";\n',
    "delimiters at the end of rows": 'outlet;body\nA;"Yes, she said; no.";;\nB;"He said ""no"".";\n',
    "blank lines": '\noutlet,body\n\nA,"Yes, she said; no."\n  \n\nB,"He said ""no""."\n\n',
    "carriage returns": 'outlet,body\rA,"Yes, she said; no."\rB,"He said ""no""."\r',
    "no line end": 'outlet,body\r\nA,"Yes, she said; no."\r\nB,"He said ""no""."',
    "marks as text": 'outlet\tbody\nA\tYes, she said; no.\nB\tHe said "no".\n',
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_to_write_a_table_is_the_same_table(way: str) -> None:
    _, rows, faults = read(WAYS[way])
    assert (rows, faults) == (SAME, [])


def test_a_header_that_ends_in_a_delimiter_has_one_column_more() -> None:
    dialect, rows, _ = read("outlet;body;\nA;x;\n")
    assert (dialect.header, rows) == (["outlet", "body", ""], [["A", "x", ""]])


def test_a_row_that_does_not_fit_is_not_shifted() -> None:
    text = 'outlet,body\nA,"one\ntwo"\nB,no, never\nC,\nD\nE,x,\n'
    _, rows, faults = read(text)
    assert rows == [["A", "one\ntwo"], ["C", ""]]
    assert faults == [
        "line 4 has 3 fields, the header has 2",
        "line 6 has 1 field, the header has 2",
        "line 7 has 3 fields, the header has 2",
    ]


def test_lines_are_counted_from_the_top_of_the_file() -> None:
    assert read("sep=,\n\noutlet,body\nA,x,y\nB,z\n")[2] == ["line 4 has 3 fields, the header has 2"]


def test_marks_in_a_table_with_tabs_may_be_text() -> None:
    dialect, rows, _ = read('outlet\tbody\nA\t"Yes," she said.\nB\tHe said "no\n')
    assert not dialect.quoting.quotes
    assert rows == [["A", '"Yes," she said.'], ["B", 'He said "no']]


def test_a_delimiter_in_texts_alone_is_none() -> None:
    assert read("outlet;body\nA;one, two\nB;three, four\n")[1] == [["A", "one, two"], ["B", "three, four"]]
    assert read("outlet;body, in full\nA;one, two\nB;three\n")[0].delimiter == ";"


REFUSED = [
    ('a,b,c\n,,"\n\\"\n"\na",,\n', "backslashes before quotation marks can be read in two ways"),
    ("outlet,body\nA,one\rtwo\nB,three\n", "row that begins on line 2 has a line break of another kind"),
    ('outlet,body\nA,"one\nB,two\n', "row that begins on line 2 is not closed"),
    ('outlet,body\nA,"one\nB,"two"\n', "row that begins on line 2 do not match; write a mark inside a quoted field"),
    ('outlet,body\nA,x\nB,"one" two\nC,y\n', "row that begins on line 3 do not match"),
    ('outlet\tbody\nA\t"one" two\nB\t"three"\n', "row that begins on line 2 do not match"),
    ('sep=;\noutlet;body\nA;"one" two\n', "row that begins on line 3 do not match"),
    (
        "a;b,c\n1;2,3\n",
        "could be separated by comma or semicolon; name the right one in a first line such as 'sep=;'",
    ),
    (
        "outlet,body\nA,yes, no\nB,no, yes\n",
        r"no row has as many fields as the header \(the first has 3, the header 2\)",
    ),
    ('"outlet","body"\n"1","A","x"\n', "each row has one field more than the header, as written by R's write.table"),
    ('"outlet" "body"\n"1" "A" "x"\n', "its columns are separated by blanks"),
]


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_can_be_read_in_two_ways_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message) as error:
        read(text)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["", "\ufeff", "\n\r\n", "sep=;\n"])
def test_an_empty_text_has_no_dialect(text: str) -> None:
    assert detect_dialect(io.StringIO(text, newline="")) is None


def test_a_mark_that_is_never_closed_does_not_swallow_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_rows, "LONGEST_ROW", 200_000)
    monkeypatch.setattr(csv_dialect, "_SAMPLE_SIZE", 100_000)
    csv.field_size_limit(200_000)
    rows = "A,x\n" * 60_000
    with pytest.raises(
        ValueError, match="line 60002 has a field of more than 200,000 characters; look for a quotation mark"
    ):
        read(f'outlet,body\n{rows}A,"one\n{rows}')


def test_a_sample_ends_with_a_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_dialect, "_SAMPLE_SIZE", 30)
    _, rows, faults = read('outlet;body\n"A";"' + "x" * 50 + '"\nB;y, z\nC;"one\n\ntwo"\n' + "D;w\n" * 20)
    assert (len(rows), faults) == (23, [])


def test_a_line_without_end_is_not_held() -> None:
    check_line_lengths(io.BytesIO(b"x" * 3_000_000 + b"\ry"))
    with pytest.raises(ValueError, match="a line of more than 67,108,864 bytes"):
        check_line_lengths(io.BytesIO(b"\n" + bytes(70_000_000)))


# Python's writer leaves a carriage return alone without quotation marks.
CELLS = st.lists(st.sampled_from([*"ab,;\t|\"\\\n '.é“—", "\r\n"]), max_size=8).map("".join)
ROWS = st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=6)


@given(
    ROWS, st.sampled_from(",;\t|"), st.sampled_from(["\n", "\r\n"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
)
@example([['"', "x", "y"]], "\t", "\n", csv.QUOTE_MINIMAL)
@example([[' "x"', "y", 'z, ""']], ",", "\n", csv.QUOTE_MINIMAL)
@example([["\\", '\\"', "z"]], ",", "\n", csv.QUOTE_MINIMAL)
@example([["", "", ",\\\\"]], ",", "\n", csv.QUOTE_MINIMAL)
@example([["", "", "\n\\"], ["\na", "", ""]], ",", "\n", csv.QUOTE_MINIMAL)
def test_what_csv_writes_is_read_back_or_refused(rows: list[list[str]], delimiter: str, end: str, quoting: int) -> None:
    check_round_trip(rows, delimiter=delimiter, lineterminator=end, quoting=quoting)


@given(ROWS, st.sampled_from(",;\t|"), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_what_csv_escapes_is_read_back_or_refused(rows: list[list[str]], delimiter: str, quoting: int) -> None:
    # A backslash is read as one that escapes only in a table that has one before a quotation mark.
    marked = [*rows, ['"', "x", "y"]]
    options = {"doublequote": False, "escapechar": "\\", "quoting": quoting, "lineterminator": "\n"}
    check_round_trip(marked, delimiter=delimiter, **options)


def check_round_trip(rows: list[list[str]], **options) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, **options).writerows([["outlet", "head line", "body"], *rows])
    try:
        dialect, found, faults = read(target.getvalue())
    except ValueError:
        return
    assert dialect.header == ["outlet", "head line", "body"]
    # Rows are dropped with a reason, never changed.
    left = iter(rows)
    assert all(any(row == other for other in left) for row in found)
    assert found == rows or faults
