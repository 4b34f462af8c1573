"""Lines that say from which agency or outlet a text is."""

import pandas as pd
import pytest

from analysis.corpus.from_rows import corpus_of

TEXT = "The council of Brenholm will close the old ferry landing in May because its piles are rotten."
MORE = "A new landing north of the harbour costs nine million crowns and opens in two years."


def credit(*lines: str, given: str = "") -> str | None:
    rows = pd.DataFrame({"article_id": ["a"], "outlet": ["Post"], "body": ["\n".join(lines)], "credit": [given]})
    return corpus_of(rows, "news").articles["credit"].fillna("")[0]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("- CNN", "CNN"),
        ("(AFP)", "Agence France-Presse"),
        ("— The Associated Press", "Associated Press"),
        ("Copyright 2024 The Associated Press. All rights reserved.", "Associated Press"),
        ("(Reporting by Ada Reed in Oslo; Writing by Ben Holt; Editing by Cleo Lind)", "Reuters"),
        ("Associated Press writer Ada Reed in Oslo contributed to this report.", "Associated Press"),
        ("Holt reported from Bergen. AP Business Writer Ada Reed contributed.", "Associated Press"),
        ("This article was originally published by The Guardian.", "The Guardian"),
        # They only contributed, or it is no credit of a text.
        ("The Associated Press contributed to this report.", ""),
        ("Post reporter Ada Reed and Associated Press contributed.", ""),
        ("Material from Reuters was used in this report.", ""),
        ("Reuters/Ada Reed", ""),
        ("- Ada Reed", ""),
        ("Copyright 2024 Brenholm Post", ""),
        ("This article was originally published in May.", ""),
        ("Additional reporting by Ada Reed", ""),
    ],
)
def test_below_the_text(line: str, name: str) -> None:
    assert credit(TEXT, MORE, line) == name


def test_the_end_of_the_last_paragraph_can_name_reporters_and_editors() -> None:
    assert credit(TEXT, f"{MORE} (Reporting by Ada Reed; editing by Ben Holt)") == "Reuters"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Ada Reed, Associated Press", "Associated Press"),
        ("By Ada Reed", ""),
        ("Ada Reed/AP", ""),
    ],
)
def test_above_the_text(line: str, name: str) -> None:
    assert credit(line, TEXT, MORE) == name


@pytest.mark.parametrize(
    "dateline",
    ["BRENHOLM (AP) — ", "May 3 (AP) - ", "BRENHOLM/OSLO, Norway (AP) - ", "BRENHOLM, May 3 (AP) -- "],
)
def test_datelines(dateline: str) -> None:
    assert credit(dateline + TEXT, MORE) == "AP"


def test_what_is_given_comes_first_and_a_dateline_second() -> None:
    assert credit(f"OSLO (AFP) — {TEXT}", MORE, "- CNN") == "AFP"
    assert credit(TEXT, MORE, "- CNN", given="Reuters") == "Reuters"
