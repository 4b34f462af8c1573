from analysis import measures, schema
from analysis.annotation.annotations import Annotations


def test_without_events_the_note_says_what_is_needed(notes: Annotations) -> None:
    table = measures.statements(notes)
    assert len(schema.check(table, "statements")) == 0
    assert table.attrs["note"].startswith("The corpus names no events. Facts are grouped among articles on one event:")
