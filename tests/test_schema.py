from pathlib import Path

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


def test_the_readme_shows_the_column_dictionary() -> None:
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")
    assert schema.column_dictionary() in readme, (
        "run: python -c 'from analysis import schema; print(schema.column_dictionary())'"
    )
