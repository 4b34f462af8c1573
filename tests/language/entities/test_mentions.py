"""Whom the short names of an article mean; all sentences are our own."""

import numpy as np
import polars as pl
import pytest

from analysis.language.entities.actor_list import Actor
from analysis.language.entities.mentions import find_mentions

LIND = Actor("Anna Lind", ("Anna Lind", "the mayor"), "person")
BO = Actor("Bo Lind", ("Bo Lind",), "person")
HOLM = Actor("Joe Holm", ("Joe Holm", "Holm"), "person")
GUILD = Actor("Guild of Harbour Cooks", ("Guild of Harbour Cooks",), "organisation")
ACTORS = [LIND, BO, HOLM, GUILD]

ARTICLES = [
    ([], []),
    (["Anna Lind left.", "Then Lind came back."], ["Anna Lind L name", "Lind L surname"]),
    (["LIND’S BOAT SINKS", "It was Anna Lind's boat."], ["LIND L surname", "Anna Lind L name"]),
    (["Then Lind came back."], []),
    (["Anna Lind met Bo Lind.", "Then Lind left."], ["Anna Lind L name", "Bo Lind B name"]),
    (["Anna Lind met her aunt Ida Lind.", "Then Lind left."], ["Anna Lind L name"]),
    (["Mayor Anna K. Lind left.", "Mayor Lind returned."], ["Anna K. Lind L surname", "Lind L surname"]),
    (["Anna Lind Street was closed.", "On Lind Street it rained."], []),
    (["Anna Lind left.", "Everybody likes Anna."], ["Anna Lind L name", "Anna L given name"]),
    (["Anna Lind met her cousin Anna Rosk.", "Everybody likes Anna."], ["Anna Lind L name"]),
    (["The clerk saw Holm and Jill Holm."], ["Holm H name"]),
    (["On Monday Holm met President Holm and Joseph P. Holm."],
     ["Holm H name", "Holm H name", "Joseph P. Holm H name"]),
    (["Joe Holm Jr. is a cook."], []),
    (["The Guild of Harbour Cooks met.", "The GHC left.", "So did the G.H.C. boats."],
     ["Guild of Harbour Cooks G name", "GHC G acronym", "G.H.C. G acronym"]),
    (["The GHC left."], []),
    (["Anna Lind came.", "The mayor left."], ["Anna Lind L name", "The mayor L role"]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), ARTICLES)
def test_mentions(texts: list[str], expected: list[str]) -> None:
    found = find_mentions(pl.Series(texts, dtype=pl.String), np.zeros(len(texts), int), ACTORS)
    told = [f"{texts[s][a:b]} {'LBHG'[who]} {how}" for s, a, b, who, how in found.rows()]
    assert told == expected


def test_a_name_is_introduced_in_its_article_only() -> None:
    found = find_mentions(pl.Series(["Anna Lind left.", "Lind left."]), np.array([0, 1]), ACTORS)
    assert found["segment"].to_list() == [0]
