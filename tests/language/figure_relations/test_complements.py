import polars as pl
import pytest

from analysis.language.figure_relations.complements import complements, opposed


@pytest.mark.parametrize(("begin", "after", "found"), [
    ("", " houses on Hill Street.", {"on name/hill"}),
    ("", " for the new harbour line", {"for noun/harbo"}),
    ("In northern Norrland, ", " cars in the village of Brekke burned", {"in name/norrl", "in name/brekk"}),
    ("Over three days, rescuers found ", " goats", {"over time/three day"}),
    ("", " letters in favour of roads, said the man in the hat", {"for noun/road"}),
    ("", " members before the strike", {"before event/strik"}),
    ("", " goats in May of the year", set()),
])  # fmt: skip
def test_complements(begin: str, after: str, found: set[str]) -> None:
    assert set(complements([begin], pl.Series([after]))[0]) == found


def test_prepositions_that_say_the_opposite() -> None:
    assert opposed(frozenset({"from noun/port", "on name/hill"})) == {"to noun/port", "into noun/port"}
