import pandas as pd
import pytest

from analysis import schema


def test_empty_tables_are_tables() -> None:
    for name in schema.TABLES:
        assert list(schema.check(schema.empty(name), name).columns) == schema.columns(name)


def test_a_fault_is_named() -> None:
    frame = schema.empty("dropped").drop(columns="reason")
    with pytest.raises(ValueError, match="not a table of dropped: .*reason"):
        schema.check(frame, "dropped")
    voice = pd.DataFrame([("a", 0, 0, "loud", 0, 1, 1, "")], columns=schema.columns("segments"))
    with pytest.raises(ValueError, match="loud|isin"):
        schema.check(voice.astype({c.name: c.dtype for c in schema.TABLES["segments"]}), "segments")


BROKEN = {
    "a column too many": lambda f: f.assign(more=1),
    "columns in another order": lambda f: f[f.columns[::-1]],
    "another type": lambda f: f.assign(start=f["start"].astype(float)),
    "a missing value": lambda f: f.assign(reason=pd.Series([None, "x"], dtype="str")),
    "an unknown voice": lambda f: f.assign(voice=pd.Series(["quoted", "loud"], dtype="str")),
    "a row twice": lambda f: pd.concat([f.head(1), f.head(1)], ignore_index=True),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_is_sound_is_what_pandera_finds_sound(fault: str) -> None:
    rows = [("a", 0, 0, "narration", 0, 9, 2, ""), ("a", 0, 1, "quoted", 10, 19, 2, "")]
    frame = pd.DataFrame(rows, columns=schema.columns("segments"))
    frame = frame.astype({c.name: c.dtype for c in schema.TABLES["segments"]})
    assert schema._sound(frame, "segments")
    schema._schema("segments").validate(frame)
    broken = BROKEN[fault](frame)
    assert not schema._sound(broken, "segments")
    with pytest.raises(ValueError, match="not a table of segments"):
        schema.check(broken, "segments")


@pytest.mark.parametrize(("column", "value"), [("p", 1.2), ("q", -0.1), ("confidence", 1.0), ("unit", "word")])
def test_comparisons_out_of_range_are_refused(column: str, value: object, compared: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="not a table of comparisons"):
        schema.check(compared.assign(**{column: value}).astype({column: compared[column].dtype}), "comparisons")


@pytest.fixture
def compared(notes) -> pd.DataFrame:
    from analysis import compare, measures

    return compare(measures.terms(notes, min_count=2))
