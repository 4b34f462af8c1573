import inspect

import pytest

import analysis as ss
from analysis import measures, schema

TABLES = {"scores", "attributions", "collocations", "reporting_verb_counts"}


def test_every_measure_is_listed_once_in_order() -> None:
    assert ss.list_measures()["measure"].tolist() == sorted(measures.__all__)


def test_no_cell_of_a_measure_with_scores_is_empty() -> None:
    table = ss.list_measures()
    assert (table[table["table"] == "scores"] != "").all(axis=None)
    assert (table.drop(columns=["item", "unit"]) != "").all(axis=None)
    assert table["counts"].str.endswith(".").all() and not table["counts"].str[:-1].str.contains(r"\. ").any()


def test_units_are_those_of_the_schema() -> None:
    table = ss.list_measures().set_index("measure")
    assert (table["unit"] != "").to_dict() == {name: name in schema.MEASURES for name in table.index}
    assert table.loc["terms", ["item", "unit"]].tolist() == ["word", "per 1,000 words"]


def test_checked_are_the_measures_with_figures_of_validity() -> None:
    table = ss.list_measures()
    checked = set(table.loc[table["validity"] == "checked", "measure"])
    assert checked == set(ss.validity()["measure"]) & set(table["measure"])
    elsewhere = table["validity"].str.extract(r"^see (.*)$")[0].dropna()
    assert {name for names in elsewhere for name in names.split(" and ")} <= checked


def test_kinds_of_tables_are_those_that_measures_return(notes) -> None:
    for row in ss.list_measures().itertuples():
        measure = getattr(measures, row.measure)
        needs_notes = [*inspect.signature(measure).parameters] == ["notes"]
        if row.table in TABLES and needs_notes:
            assert schema.check(measure(notes), row.table) is not None


@pytest.mark.parametrize("name", ["target_sentiment", "valence"])
def test_measures_with_an_encoder_say_so(name: str) -> None:
    needs = ss.list_measures().set_index("measure")["needs"]
    assert "encoder" in needs[name] and "encoder" in inspect.signature(getattr(measures, name)).parameters
