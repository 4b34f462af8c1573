"""Comparisons as a notebook shows them."""

import pandas as pd

import analysis as ss
from analysis.comparison.readable import Comparisons


def test_a_notebook_shows_six_columns_with_units_and_says_how_to_see_all(notes) -> None:
    table = ss.in_family(ss.compare(ss.measures.voices(notes)), "voices")
    shown = pd.DataFrame(table).shape[1], table._repr_html_()
    assert shown[0] > 15 and shown[1].count("<th>") == 6
    assert "<th>% of words</th>" in shown[1] and "All columns: pd.DataFrame(table)." in shown[1]


def test_names_are_escaped_and_the_note_is_shown(notes) -> None:
    table = ss.compare(ss.measures.voices(notes))
    table = table.assign(outlet="<b>Post</b>")
    table.attrs["note"] = "One <b> is left out."
    shown = table._repr_html_()
    assert "&lt;b&gt;Post" in shown and "One &lt;b&gt; is left out." in shown and "<b>" not in shown


def test_other_columns_and_several_measures_are_shown_as_they_are(notes) -> None:
    table = ss.compare(ss.measures.voices(notes))
    assert isinstance(table, Comparisons)
    assert table[["item", "p"]]._repr_html_().count("<th>") == table[["item", "p"]].to_html().count("<th>")
    both = pd.concat([table, table.assign(measure="framing")])
    assert "family_share" in both._repr_html_()
