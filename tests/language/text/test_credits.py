"""Whose text a byline or a credit says it is."""

import pytest

from analysis.language.text.credits import AGENCY, OUTLET, PERSON, STAFF, outlet_name, read_credit
from analysis.language.text.known_outlets import is_agency

AP, ALONE, IN_PART = "Associated Press", True, False


@pytest.mark.parametrize(
    ("written", "credit"),
    [
        ("AP", (AP, AGENCY, ALONE)),
        ("By Ada Reed, Associated Press", (AP, AGENCY, ALONE)),
        ("By Ada Reed | The Associated Press", (AP, AGENCY, ALONE)),
        ("Ada Reed of the Associated Press", (AP, AGENCY, ALONE)),
        ("Ada Reed and Ben Holt, Reuters", ("Reuters", AGENCY, ALONE)),
        ("By ADA REED and BEN HOLT Associated Press", (AP, AGENCY, ALONE)),
        ("Ada Reed, AP Business Writer", (AP, AGENCY, ALONE)),
        ("Associated Press writer Ada Reed", (AP, AGENCY, ALONE)),
        ("Reuters Staff", ("Reuters", AGENCY, ALONE)),
        ("dpa", ("dpa", AGENCY, ALONE)),
        ("States News Service", ("States News Service", AGENCY, ALONE)),
        ("From wire reports", ("wire reports", AGENCY, ALONE)),
        ("AP, AFP and Reuters", (AP, AGENCY, ALONE)),
        # Somebody else has a share in it.
        ("Ada Reed and The Associated Press", (AP, AGENCY, IN_PART)),
        ("USA TODAY staff and wire reports", ("USA TODAY", OUTLET, IN_PART)),
        ("WXYZ/AP", (AP, AGENCY, IN_PART)),
        ("With reporting by Associated Press", (AP, AGENCY, IN_PART)),
        # Pictures, and thanks for a hint.
        ("Reuters/Ada Reed", ("", "", IN_PART)),
        ("AP Photo/Ada Reed", ("", "", IN_PART)),
        ("h/t: Reuters", ("", "", IN_PART)),
        # No agency.
        ("Michael Bloomberg", ("", PERSON, ALONE)),
        ("Ada Reed and Ben Holt", ("", PERSON, ALONE)),
        ("Post staff", ("", STAFF, ALONE)),
        ("The Globe and Mail", ("The Globe and Mail", OUTLET, ALONE)),
        ("The Wire", ("", PERSON, ALONE)),
    ],
)  # fmt: skip
def test_whose_text_it_is(written: str, credit: tuple[str, str, bool]) -> None:
    assert read_credit(written) == credit


def test_outlets_of_a_corpus_are_known() -> None:
    assert read_credit("Ada Reed, Brenholm Post", {"Brenholm Post"}) == ("Brenholm Post", OUTLET, ALONE)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("the “New York Times.”", "The New York Times"),
        ("CNN (Online News)", "CNN"),
        ("Reuters | World", "Reuters"),
        ("Brenholm Post", "Brenholm Post"),
    ],
)
def test_names_of_outlets_are_those_of_the_table(written: str, name: str) -> None:
    assert outlet_name(written) == name


@pytest.mark.parametrize(("name", "is_one"), [("Xinhua", True), ("wire", True), ("CNN", False), ("The Wire", False)])
def test_agencies(name: str, is_one: bool) -> None:
    assert is_agency(name) == is_one
