"""Lines that say from which agency or outlet a text is."""

from collections.abc import Iterable
from functools import cache

import pandas as pd
import pytest

from analysis.corpus.from_rows import corpus_of

TEXT = "The council of Brenholm will close the old ferry landing in May because its piles are rotten."
MORE = "A new landing north of the harbour costs nine million crowns and opens in two years."


def credit(*lines: str, given: str = "") -> str | None:
    return credits(["\n".join(lines)], given)["\n".join(lines)]


@cache
def _credits(bodies: tuple[str, ...], given: str) -> dict[str, str]:
    # Each of an outlet of its own, in which nothing recurs.
    outlets = [f"Post {number}" for number in range(len(bodies))]
    rows = pd.DataFrame({"article_id": outlets, "outlet": outlets, "body": bodies, "credit": given})
    articles = corpus_of(rows, "news").articles.set_index("article_id")
    return dict(zip(bodies, articles.loc[outlets, "credit"].fillna(""), strict=True))


def credits(bodies: Iterable[str], given: str = "") -> dict[str, str]:
    """Text -> its credit; many texts take as long as one."""
    return _credits(tuple(bodies), given)


BELOW = [
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
]


@pytest.mark.parametrize(("line", "name"), BELOW)
def test_below_the_text(line: str, name: str) -> None:
    found = credits(f"{TEXT}\n{MORE}\n{below}" for below, _ in BELOW)
    assert found[f"{TEXT}\n{MORE}\n{line}"] == name


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
