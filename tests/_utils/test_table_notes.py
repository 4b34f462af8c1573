"""A note stays with its table whatever pandas does to it."""

import pandas as pd
import pytest

from analysis import schema
from analysis._utils.table_notes import Table, as_table, note_of, settings_of, with_note, with_settings

PLAIN = pd.DataFrame({"outlet": ["A", "B", "A"], "x": [1.0, 2.0, 3.0]})
ONE = with_note(PLAIN, "One frame is left out.")
TWO = with_note(PLAIN, "B has no pair.")
NOTHING = with_note(PLAIN.head(0), "There is no list of actors.")

OPERATIONS = {
    "query": lambda t: t.query("x > 1"),
    "mask": lambda t: t[t["x"] > 1],
    "columns": lambda t: t[["outlet"]],
    "assign": lambda t: t.assign(y=1),
    "copy": lambda t: t.copy(),
    "head": lambda t: t.head(1),
    "no rows": lambda t: t.head(0),
    "sort": lambda t: t.sort_values("x"),
    "reset_index": lambda t: t.reset_index(drop=True),
    "astype": lambda t: t.astype({"outlet": "category"}),
    "groupby filter": lambda t: t.groupby("outlet").filter(lambda g: len(g) > 1),
    "groupby head": lambda t: t.groupby("outlet").head(1),
    "groupby agg": lambda t: t.groupby("outlet", as_index=False).agg(x=("x", "sum")),
    "pivot": lambda t: t.pivot_table(index="outlet", values="x", aggfunc="sum"),
    "merge": lambda t: t.merge(pd.DataFrame({"outlet": ["A"], "country": ["Utopia"]})),
    "concat with itself": lambda t: pd.concat([t, t]),
    "concat with a plain one": lambda t: pd.concat([t, PLAIN], ignore_index=True),
    "concat by name": lambda t: pd.concat({"own": t, "other": PLAIN}),
    "pickle": lambda t: pd.read_pickle(_written(t.to_pickle)),
    "parquet": lambda t: pd.read_parquet(_written(t.to_parquet)),
}


def _written(write):
    from io import BytesIO

    file = BytesIO()
    write(file)
    return BytesIO(file.getvalue())


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_a_note_stays(operation) -> None:
    assert note_of(operation(ONE)) == "One frame is left out."
    assert note_of(ONE) == ONE.attrs["note"]


def test_notes_of_several_tables_are_joined_each_once_in_order() -> None:
    joined = pd.concat([NOTHING, ONE, TWO, ONE, as_table(PLAIN)], ignore_index=True)
    assert note_of(joined) == "There is no list of actors. One frame is left out. B has no pair."
    assert len(joined) == 12
    assert note_of(pd.concat([joined, TWO])) == note_of(joined)
    assert note_of(pd.concat([as_table(PLAIN), TWO])) == "B has no pair."
    assert note_of(ONE.merge(TWO, on="outlet")) == "One frame is left out. B has no pair."


def test_a_note_is_given_without_changing_the_input() -> None:
    frame = PLAIN.copy()
    noted = with_note(frame, "New.")
    assert (note_of(frame), note_of(noted), note_of(with_note(noted, ""))) == ("", "New.", "")
    assert note_of(noted) == "New." and note_of(frame, "Other.") == "Other."
    assert noted.equals(frame) and isinstance(noted, Table) and not isinstance(frame, Table)


def test_settings_stay_beside_the_note() -> None:
    made = with_note(with_settings(PLAIN, {"window": 1}), "New.")
    assert (settings_of(made), settings_of(made.head(1)), settings_of(PLAIN)) == ({"window": 1}, {"window": 1}, None)


def test_tables_of_the_schema_are_such_tables() -> None:
    assert isinstance(schema.empty("scores"), Table)
    assert isinstance(schema.typed(schema.empty("scores"), "scores"), Table)
    assert isinstance(schema.check(pd.DataFrame(schema.empty("scores")), "scores"), Table)


def test_a_notebook_shows_the_note_below_the_rows() -> None:
    shown = with_note(PLAIN.head(0), "There is no <list>.")._repr_html_()
    assert shown.endswith("<p>There is no &lt;list&gt;.</p>")
    assert "<p>" not in as_table(PLAIN)._repr_html_().split("</table>")[0]
