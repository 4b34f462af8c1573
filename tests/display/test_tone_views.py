"""What the encoder and a word list say of the same outlets."""

import pandas as pd

from analysis import compare, measures
from analysis.display import describe


def table(measure: str, estimates: dict[str, float], scores: pd.DataFrame) -> pd.DataFrame:
    rows = compare(scores).head(len(estimates))
    return rows.assign(measure=measure, outlet=list(estimates), estimate=list(estimates.values()), p=0.5)


def test_the_outlets_on_which_they_differ_are_named(notes) -> None:
    scores = measures.framing(notes)
    ours = table("valence", {"A": 0.5, "B*": -0.25, "C": -0.1, "D": 0.2}, scores)
    words = table("sentiment", {"A": 0.01, "B*": 0.12, "C": -0.3, "D": 0.2}, scores)
    words.loc[words["outlet"] == "D", "p"] = float("nan")
    assert describe.agreement_in_direction(ours, words) == (
        "VADER and the encoder agree in the direction of the difference for **2 of 3 outlets**; "
        "not for **B&#42;** (encoder −0.25, VADER +0.12)."
    )
    assert describe.agreement_in_direction(ours.head(1), words) == (
        "VADER and the encoder agree in the direction of the difference for **1 of 1 outlet**."
    )


def test_nothing_is_said_where_nothing_was_tested(notes) -> None:
    none = compare(measures.framing(notes)).assign(p=float("nan"))
    assert describe.agreement_in_direction(none, none) == ""
