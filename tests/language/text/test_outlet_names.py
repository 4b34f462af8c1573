"""Labels of outlets, and where articles name them."""

import numpy as np
import polars as pl
import pytest

from analysis.language.text.house_style import standard_forms
from analysis.language.text.outlet_labels import Name, names_of
from analysis.language.text.outlet_names import NONE, OTHER, OWN, Texts, find_outlet_names
from analysis.language.text.tokens import tokenize

LABELS = [
    ("CNN (Web News)", "cnn"),
    ("Fox Online News", "fox"),
    ("The Hill", "hill"),
    ("New York Times - News", "new york times"),
    ("NYT-derived", "nyt"),
    ("www.nytimes.com", "nytimes"),
    ("U.S. News & World Report", "us news world report"),
    ("USA TODAY", "us today"),
    ("Harbor Herald, weekend", "harbor herald"),
]


@pytest.mark.parametrize(("label", "name"), LABELS)
def test_a_label_gives_a_name(label: str, name: str) -> None:
    assert " ".join(names_of(label)[0].words) == name


@pytest.mark.parametrize(
    "label", ["", "A", "Outlet B", "wire", "Guest Writer - Right", "Russia", "left", "North Korea"]
)
def test_labels_of_groups_and_places_name_no_outlet(label: str) -> None:
    assert names_of(label) == ()


def marked(texts: list[str], outlet: list[int], labels: list[str], people: list[set[Name]] | None = None) -> list[dict]:
    """What each text names: word -> OWN or OTHER."""
    tokens = tokenize(pl.Series(texts, dtype=pl.String))
    counted, _ = standard_forms(pl.Series(tokens.vocabulary, dtype=pl.String), True)
    words = Texts(tokens, counted, np.arange(len(texts)), np.array(outlet, np.int64))
    found = find_outlet_names(words, [set(names_of(label)) for label in labels], people or ())
    rows = zip(tokens.text, tokens.word, found, strict=True)
    named: list[dict] = [{} for _ in texts]
    for text, word, code in rows:
        if code != NONE:
            named[text][tokens.vocabulary[word]] = int(code)
    return named


def test_an_outlet_names_itself_and_others_name_it() -> None:
    found = marked(
        ["Okoye told KXN on Monday.", "KXN's crew met her.", "A fox ran."], [0, 1, 1], ["KXN News", "Fox News"]
    )
    assert found == [{"KXN": OWN}, {"KXN's": OTHER}, {}]


def test_a_word_of_its_own_is_a_name_where_the_sentence_shows_it() -> None:
    texts = [
        "He told The Hill so.",
        "On the hill stands Fort Hill.",
        "She told The Hill so, and went up Capitol Hill.",
        "The reason is known. She reads Reason.",
    ]
    assert marked(texts, [0, 0, 1, 1], ["The Hill", "Reason"]) == [{"Hill": OWN}, {}, {"Hill": OTHER}, {"Reason": OWN}]


def test_part_of_a_name_is_one_at_home_only() -> None:
    texts = ["Okoye told the Monitor so.", "Okoye told the Monitor so.", "The Harbor Science Monitor and HSM reported."]
    labels = ["Harbor Science Monitor", "KXN"]
    at_home, elsewhere, full = marked(texts, [0, 1, 1], labels)
    assert at_home == {"Monitor": OWN}
    assert elsewhere == {}
    assert full == dict.fromkeys(("Harbor", "Science", "Monitor", "HSM"), OTHER)


def test_sites_and_sections_belong_to_the_name() -> None:
    found = marked(["See KXN.com or KXNMoney, Fox News Channel and FoxNews.com."], [0], ["KXN", "Fox News"][:1])
    assert found == [{"KXN": OWN, "com": OWN, "KXNMoney": OWN}]


def test_what_an_outlet_makes_is_self_mention() -> None:
    texts = [
        "She told the KXN Harbour Podcast so.",
        "Hear our new weekly podcast and our podcast.",
        "Hear her podcast.",
    ]
    found = marked(texts, [0, 0, 0], ["KXN News"])
    assert found == [{"KXN": OWN}, {"podcast": OWN}, {}]


def test_a_person_is_a_name_in_the_own_article_only() -> None:
    people = [{Name(("ada", "okoye"))}, set()]
    assert marked(["Ada Okoye wrote this.", "Ada Okoye sang."], [0, 0], ["KXN"], people) == [
        {"Ada": OWN, "Okoye": OWN},
        {},
    ]


def test_a_guest_writer_as_outlet_is_no_name_elsewhere() -> None:
    assert marked(["Ada Okoye sang.", "Ada Okoye sang."], [0, 1], ["Ada Okoye", "KXN"])[1] == {}


def test_nothing_to_find() -> None:
    assert marked(["A boat left."], [0], ["A"]) == [{}]
    assert marked([], [], ["KXN"]) == []


def test_journalists_and_programmes_of_the_outlet_are_self_mention() -> None:
    texts = [
        "Okoye spoke to KXN's Bo Lund on Monday.",
        "KXN anchor Cy van Dahl and KXN's White House desk disagreed.",
        "KXN's Morning Hour met Lund and Dahl.",
        "Lund sang.",
    ]
    tokens = tokenize(pl.Series(texts))
    counted, _ = standard_forms(pl.Series(tokens.vocabulary, dtype=pl.String), True)
    words = Texts(tokens, counted, np.array([0, 0, 0, 1]), np.zeros(4, np.int64))
    found = find_outlet_names(words, [set(names_of("KXN"))])
    own = [tokens.vocabulary[i] for i in tokens.word[found == OWN]]
    assert own == ["KXN's", "Bo", "Lund", "KXN", "anchor", "KXN's", "KXN's", "Morning", "Hour", "Lund"]


def test_others_do_not_speak_of_their_staff() -> None:
    assert marked(["KXN's Bo Lund sang."], [1], ["KXN", "Gazette"]) == [{"KXN's": OTHER}]


def test_roles_behind_the_own_name_are_self_mention() -> None:
    texts = [
        "KXN's senior White House correspondent asked twice.",
        "KXN affiliate WQRT saw it, and two KXN reporters came.",
        "KXN said a correspondent came.",
        "KXN's senior White House correspondent asked twice.",
    ]
    found = marked(texts, [0, 0, 0, 1], ["KXN News", "Harbor Post"])
    senior = {"KXN's": OWN, "senior": OWN, "White": OWN, "House": OWN, "correspondent": OWN}
    assert found[0] == senior
    assert found[1] == {"KXN": OWN, "affiliate": OWN, "reporters": OWN}
    assert found[2] == {"KXN": OWN}
    assert "correspondent" not in found[3]


def test_what_an_article_calls_ours_is_so_in_all_of_it() -> None:
    texts = ["Podcast. Hear our weekly podcast here.", "The mayor has a podcast."]
    found = marked(texts, [0, 0], ["KXN News"])
    assert found == [{"Podcast": OWN, "podcast": OWN}, {}]
