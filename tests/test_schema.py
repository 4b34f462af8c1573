import pandas as pd
import pytest

from analysis import schema


def test_empty_tables_are_tables() -> None:
    for name in schema.TABLES:
        assert list(schema.check(schema.empty(name), name).columns) == schema.columns(name)


ROWS = [("a", 0, 0, "narration", 0, 9, 2, ""), ("a", 0, 1, "quoted", 10, 19, 2, "")]

BROKEN = {
    "a column is missing": (lambda f: f.drop(columns="reason"), "column 'reason' is missing."),
    "a column too many": (lambda f: f.assign(more=1), "column 'more' is not one of its columns."),
    "columns in another order": (
        lambda f: f[f.columns[::-1]],
        "the columns are in another order. Expected article_id, paragraph, sentence, voice, start, end, n_tokens, "
        "reason.",
    ),
    "another type": (
        lambda f: f.assign(start=f["start"].astype(float)),
        "column 'start' has the type float64. Expected int64.",
    ),
    "a missing value": (
        lambda f: f.assign(reason=pd.Series([None, "x"], dtype="str")),
        "column 'reason' has missing values.",
    ),
    "an unknown voice": (
        lambda f: f.assign(voice=pd.Series(["quoted", "loud"], dtype="str")),
        "column 'voice' has the value 'loud'. Expected 'headline', 'narration', 'quoted'.",
    ),
    "a row twice": (
        lambda f: pd.concat([f.head(1), f.head(1)], ignore_index=True),
        "rows with the same article_id, sentence, voice occur more than once.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_named(name: str) -> None:
    change, fault = BROKEN[name]
    frame = pd.DataFrame(ROWS, columns=schema.columns("segments"))
    frame = frame.astype({c.name: c.dtype for c in schema.TABLES["segments"]})
    assert schema.check(frame, "segments").equals(frame)
    with pytest.raises(ValueError) as error:
        schema.check(change(frame), "segments")
    assert str(error.value) == f"Invalid table 'segments': {fault}"


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("p", 1.2, "column 'p' has values outside 0 to 1."),
        ("q", -0.1, "column 'q' has values outside 0 to 1."),
        ("confidence", 1.0, "column 'confidence' has values that are not between 0 and 1."),
        ("unit", "word", "column 'unit' has the value 'word'. Expected 'segment', 'article', 'outlet', 'event'."),
    ],
)
def test_comparisons_out_of_range_are_refused(column: str, value: object, fault: str, compared: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match=f"Invalid table 'comparisons': {fault}"):
        schema.check(compared.assign(**{column: value}).astype({column: compared[column].dtype}), "comparisons")


@pytest.fixture
def compared(notes) -> pd.DataFrame:
    from analysis import compare, measures

    return compare(measures.terms(notes, min_count=2))


def test_ranges_of_scales() -> None:
    scales = schema.MEASURES
    assert scales["terms"].range_of("war") == (0, 1)
    assert scales["sentiment"].range_of("compound") == (-1, 1) and scales["sentiment"].range_of("neg") == (0, 1)
    # A squared distance between two numbers from −1 to 1 is from 0 to 4.
    assert scales["semantic_axes_intensity"].range_of("war–peace") == (0, 4)
    assert scales["semantic_axes_intensity"].limit_of("war–peace") == 4
