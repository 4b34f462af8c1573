from analysis import schema, validity
from analysis.display.validity import HEADS


def test_figures_of_a_measure() -> None:
    table = validity("framing")
    assert list(table) == [name for name in HEADS.values() if name != "measure"]
    assert {"human interest", "mean"} <= set(table["item"])
    assert table["value"].between(0, 1).all()


def test_every_figure_is_of_a_measure_there_is() -> None:
    table = validity()
    assert set(table["measure"]) <= set(schema.MEASURES)
    assert (table["n"] > 0).all()
    assert table["labels"].str.len().min() > 10


def test_a_measure_that_was_not_checked_says_so() -> None:
    assert validity("hedges").attrs["note"] == "This measure has not been checked against human labels."


def test_intervals_are_whole_or_absent() -> None:
    given = validity()["95 % interval"]
    assert given.str.fullmatch(r"(?:−?\d\.\d\d to −?\d\.\d\d)?").all()
    assert (given != "").any()
