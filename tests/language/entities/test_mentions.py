"""Whom the short names of an article mean; all sentences are our own."""

from collections.abc import Sequence

import polars as pl
import pytest

from analysis.language.entities.actor_list import Actor
from analysis.language.entities.coreference import WITHOUT_NAME
from analysis.language.entities.mentions import find_mentions

LIND = Actor("Anna Lind", ("Anna Lind", "the mayor"), "person")
BO = Actor("Bo Lind", ("Bo Lind",), "person")
HOLM = Actor("Joe Holm", ("Joe Holm", "Holm"), "person")
GUILD = Actor("Guild of Harbour Cooks", ("Guild of Harbour Cooks",), "organisation")
ACTORS = [LIND, BO, HOLM, GUILD]


def places(articles: list[int], quoted: Sequence[int] = (), headlines: Sequence[int] = ()) -> pl.DataFrame:
    """Each text is a sentence; quoted and headlines: which texts are."""
    number = list(range(len(articles)))
    return pl.DataFrame(
        {
            "article": articles,
            "paragraph": number,
            "sentence": number,
            "quoted": [i in quoted for i in number],
            "headline": [i in headlines for i in number],
        },
        schema=dict.fromkeys(("article", "paragraph", "sentence"), pl.Int64)
        | dict.fromkeys(("quoted", "headline"), bool),
    )


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
    found = find_mentions(pl.Series(texts, dtype=pl.String), places([0] * len(texts)), ACTORS)
    told = [f"{texts[s][a:b]} {'LBHG'[who]} {how}" for s, a, b, who, how in found.rows() if how not in WITHOUT_NAME]
    assert told == expected


PARTY = Actor("Republican Party", ("Republican Party",), "organisation")
HOUSE = Actor("U.S. House of Representatives", ("U.S. House of Representatives",), "organisation")
BUREAU = Actor("Federal Bureau of Investigation", ("Federal Bureau of Investigation",), "organisation")
KNOWN = [
    ("Republicans left, but the GOP stayed; a republican cook did not.", ["Republicans P", "GOP P"]),
    ("Republicans Reject Harbor Plan as the House Votes", ["Republicans P", "the House H"]),
    ("The F.B.I. searched the FBI’s boat.", ["F.B.I. B", "FBI B"]),
    ("The House met.", ["The House H"]),
    ("The House Harbor Committee met in the White House, in the house of a cook.", []),
    ("Asked by House Republicans, Republican lawmakers left.", ["Republicans P", "Republican lawmakers P"]),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_known_names_need_no_introduction(text: str, expected: list[str]) -> None:
    found = find_mentions(pl.Series([text]), places([0]), [PARTY, HOUSE, BUREAU])
    assert [f"{text[a:b]} {'PHB'[who]}" for _, a, b, who, _ in found.rows()] == expected
    assert set(found["how"]) <= {"known name"}


def test_a_known_name_that_is_an_alias_belongs_to_its_actor() -> None:
    band = Actor("The Democrats", ("The Democrats", "Republicans"), "group")
    found = find_mentions(pl.Series(["Republicans sang."]), places([0]), [PARTY, band])
    assert found.select("actor", "how").rows() == [(1, "name")]


def test_a_known_name_of_two_actors_is_for_neither() -> None:
    others = [HOUSE, Actor("House of Representatives", ("House of Representatives",), "organisation")]
    found = find_mentions(pl.Series(["The House met."]), places([0]), others)
    assert found.is_empty()


def test_a_name_is_introduced_in_its_article_only() -> None:
    found = find_mentions(pl.Series(["Anna Lind left.", "Lind left."]), places([0, 1]), ACTORS)
    assert found["segment"].to_list() == [0]


# "[he]" is somebody who is meant, "he" somebody of whom nothing is said.
MEANT = [
    ["Joe Holm said that [he] had sold [his] boat."],
    ["Joe Holm came late.", "[He] was tired."],
    ["Joe Holm came late.", "It rained.", "[He] was tired."],
    ["Joe Holm came late.", "It rained.", "It snowed.", "He was tired."],
    ["Joe Holm met Carl Rosk, and he was late."],
    ["Joe Holm met Anna Rosk, and [he] was late."],
    ["Joe Holm met the clerk, and he was late."],
    ["Joe Holm met Rosk, of whom he had heard.", "The boats of Carl Rosk sank."],
    ["Joe Holm was late.", "Carl Rosk was not.", "He sold a boat."],
    ["Joe Holm saw the boats.", "[He] sold them, and [he] left."],
    ["Joe Holm thanked him.", "Later Joe Holm said that the clerks thanked [him]."],
    ["Joe Holm praised her."],
    ["Joe Holm, a baker, said [he] was late."],
    ["Deputy Mayor Joe Holm said [he] was late."],
    ["Uno Quist, [her] boat and [she] were late."],
    ["Uno Quist and her boat were late."],
    ["Mr. Quist said that [he] met Uno Quist."],
    ["Senator Joe Holm came.", "Nobody asked [the senator]."],
    ["Joe Holm, a former governor, came.", "Nobody asked [the former governor], nor the governor."],
    ["Senator Joe Holm came with Senator Anna Rosk.", "Nobody asked the senator."],
    ["Senator Anna Rosk left.", "Senator Joe Holm came.", *["Holm sold a boat."] * 3, "Nobody asked [the senator]."],
    ["Senator Anna Rosk left.", "Senator Joe Holm came.", *["Holm sold a boat."] * 2, "Nobody asked the senator."],
    ["Senator Joe Holm came.", *["Holm sold a boat."] * 6, "Senator Anna Rosk left.", "Nobody asked the senator."],
    ["Senator Joe Holm came.", "Nobody asked the senator of Holm."],
    ["Nobody asked the senator.", "Then Senator Joe Holm came."],
    ["Joe Holm came.", "Nobody asked the senator."],
]  # fmt: skip


@pytest.mark.parametrize("marked", MEANT)
def test_pronouns_and_descriptions(marked: list[str]) -> None:
    actors = [HOLM, Actor("Uno Quist", ("Uno Quist", "Quist"), "person")]
    texts = [text.replace("[", "").replace("]", "") for text in marked]
    found = find_mentions(pl.Series(texts), places([0] * len(texts)), actors).filter(pl.col("how").is_in(WITHOUT_NAME))
    for number in reversed(range(len(found))):
        segment, start, end, *_ = found.row(number)
        texts[segment] = f"{texts[segment][:start]}[{texts[segment][start:end]}]{texts[segment][end:]}"
    assert texts == marked


def test_who_is_quoted_is_not_meant_within_the_quotation() -> None:
    texts = pl.Series(["Joe Holm spoke of boats.", "He is late,", "he said."])
    found = find_mentions(texts, places([0] * 3, quoted=[1]), [HOLM])
    assert found.select("segment", "how").rows() == [(0, "name"), (2, "pronoun")]


def test_a_headline_is_nobody_s_antecedent() -> None:
    found = find_mentions(pl.Series(["Joe Holm is late", "He left."]), places([0, 0], headlines=[0]), [HOLM])
    assert found["how"].to_list() == ["name"]


def test_without_persons_no_pronoun_is_read() -> None:
    texts = pl.Series(["The Guild of Harbour Cooks met.", "He left."])
    assert find_mentions(texts, places([0, 0]), [GUILD])["how"].to_list() == ["name"]
