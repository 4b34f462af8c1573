import polars as pl
import pytest

from analysis.language.figure_relations.contrasts import Contrasts, contrasts, sides


def read(sentence: str, figure: str) -> Contrasts:
    left, _, right = sentence.partition(figure)
    return contrasts(pl.Series([left]), pl.Series([right]))


@pytest.mark.parametrize(("sentence", "found"), [
    ("The second flight carried 96 passengers.", {"order/1"}),
    ("The old bridge bore 96 cars.", {"generation/1", "vehicle/0"}),
    ("The tower is 96 years old.", set()),
    ("It was the first time that 96 goats came.", set()),
    ("The northeast lost 96 barns.", {"north/0", "east/0"}),
    ("The White House sent 96 letters to the Senate.", {"chamber/1"}),
    ("The girl’s mother counted 96 shells.", {"sex/1", "family/0"}),
])  # fmt: skip
def test_sides_of_contrasts(sentence: str, found: set[str]) -> None:
    assert set(read(sentence, "96").sides[0]) == found


@pytest.mark.parametrize(("sentence", "found"), [
    ("Police arrested 45 thieves in the city of Lund.", {"lund"}),
    ("In Upper Osterby, 45 barns burned.", {"upper", "oster"}),
    ("Some 45 barns burned in March.", set()),
    ("Some 45 barns burned in the rain.", set()),
])  # fmt: skip
def test_places(sentence: str, found: set[str]) -> None:
    assert set(read(sentence, "45").places[0]) == found


def test_each_contrast_has_two_sides() -> None:
    names = {side for of_word in sides().values() for side in of_word}
    assert all(f"{name.partition('/')[0]}/1" in names for name in names)
