"""Which known name was meant by one that is not known."""

import pytest

from analysis._utils.choices import did_you_mean
from analysis.exceptions import WrongUse

OUTLETS = ["CNN", "NYT-derived", "Harbour Gazette"]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("NYT", "NYT-derived"),
        ("cnn", "CNN"),
        ("Harbor Gazete", "Harbour Gazette"),
        (["harbour", "CNN"], "Harbour Gazette"),
    ],
)
def test_a_beginning_another_case_and_a_slip_are_recognized(given, meant: str) -> None:
    assert did_you_mean(given, OUTLETS) == f" Did you mean '{meant}'?"


@pytest.mark.parametrize("given", ["Post", "", " ", 3, [], None])
def test_nothing_is_asked_where_no_name_is_like_it(given) -> None:
    assert did_you_mean(given, OUTLETS) == ""


def test_messages_ask(corpus) -> None:
    with pytest.raises(WrongUse, match=r"Expected some of 'Gazette', 'Herald', 'Post'\. Did you mean 'Herald'\?"):
        corpus.only(["herold"])
