"""Which kind of source a phrase names, and who counts as the same source."""

import numpy as np
import pytest

from analysis.language.attribution.sources.resolution import Cast, Source, phrases_in
from analysis.language.attribution.sources.tables import described, people_of
from analysis.language.attribution.sources.types import kind


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Ms. Okoye", "named_person"),
        ("Anna Lind, the mayor", "named_person"),
        ("a spokesman, Jon Baker,", "named_person"),
        ("former Secretary of State Anna Lind", "named_person"),
        ("the Harbour Department", "named_organisation"),
        ("NATO", "named_organisation"),
        ("the Lind campaign", "named_organisation"),
        ("a spokesman for the Harbour Department", "named_organisation"),
        ("a senior US official", "anonymous"),
        ("sources familiar with the matter", "anonymous"),
        ("a cook who requested anonymity", "anonymous"),
        ("The Evening Herald", "document_or_media"),
        ("a new survey of 800 sailors", "document_or_media"),
        ("they", "unnamed"),
        ("some shopkeepers", "unnamed"),
    ],
)
def test_kinds_of_sources(phrase: str, expected: str) -> None:
    assert kind(phrase) == expected


def people(*phrases: str) -> list[list[Source]]:
    """Whom the source phrases of one article stand for, in order."""
    cast = Cast()
    return [cast.add(phrases_in(phrase)) for phrase in phrases]


def names(*phrases: str) -> list[list[str]]:
    return [[one.name for one in them] for them in people(*phrases)]


def test_one_source_has_one_name() -> None:
    assert names("Mayor Anna Lind", "Ms. Lind", "she", "Lind") == [["lind"]] * 4
    assert names("Anna Lind", "Jon Lind", "Jon Lind") == [["lind"], ["jon lind"], ["jon lind"]]
    assert names("a senior official", "the official", "another official")[:2] == [["official 1"]] * 2
    assert names("officials", "Officials", "they") == [["officials"]] * 3
    assert names("the council", "Anna Lind", "the mayor") == [[""], ["lind"], ["lind"]]
    assert names("", "he") == [[], [""]]


@pytest.mark.parametrize(
    ("phrases", "expected"),
    [
        (["Jan van der Meer", "van der Meer", "Mr. Van der Meer", "Meer"], ["van der meer"] * 4),
        (["Omar bin Said", "bin Said", "Said"], ["bin said"] * 3),
        (["Kim Sung Ho", "Kim", "Mr. Kim"], ["kim"] * 3),
        (["Anna Maria Lind", "Ms. Lind", "Jon Lind"], ["lind", "lind", "jon lind"]),
        (["Hassan al-Amin", "al-Amin"], ["al-amin"] * 2),
        (["Maria de los Palos", "de los Palos"], ["de los palos"] * 2),
        (["Lee Min Jun", "Lee"], ["lee"] * 2),
        (["Lee Ann Lind", "Lind"], ["lind"] * 2),
        (["Anna Fox", "Coach Anna Fox"], ["fox"] * 2),
        (['Bo "Fish" Lind', "Bo (the Fish) Lind", "Mr. Lind"], ["lind"] * 3),
    ],
)
def test_names_of_several_parts(phrases: list[str], expected: list[str]) -> None:
    assert names(*phrases) == [[name] for name in expected]
    assert {one.kind for them in people(*phrases) for one in them} == {"named_person"}


@pytest.mark.parametrize(
    ("phrases", "last"),
    [
        (["Anna Lind, a ferry pilot,", "The mayor"], ""),
        (["Anna Lind, a ferry pilot,", "The pilot"], "lind"),
        (["Mayor Anna Lind", "Jon Okoye", "The mayor"], "lind"),
        (["Teacher Anna Lind", "Jon Okoye", "The teacher"], "lind"),
        (["the mayor, Anna Lind,", "Jon Okoye, a cook", "The mayor"], "lind"),
        (["Sen. Anna Lind", "The mayor"], ""),
        (["Sen. Anna Lind", "The senator"], "lind"),
        (["Sen. Anna Lind", "The candidate"], "lind"),
        (["former Mayor Anna Lind", "Jon Okoye, the mayor", "The mayor"], "okoye"),
        (["Anna Lind", "The mayor"], "lind"),
        (["Anna Lind", "they"], ""),
        (["the Harbour Board", "Anna Lind", "they"], "harbor board"),
        (["the Harbour Board", "Anna Lind", "it"], "harbor board"),
        (["the Harbour Board", "several cooks", "they"], ""),
    ],
)
def test_whom_a_phrase_refers_to(phrases: list[str], last: str) -> None:
    assert names(*phrases)[-1] == [last]


def test_one_of_several_is_one() -> None:
    assert people("one of the informed sources") == [[Source("anonymous", "informed sources 1", 1)]]
    assert people("three of the officials")[0][0].number == 3


@pytest.mark.parametrize(
    ("phrase", "number"),
    [
        ("two passengers who saw it", 2),
        ("the two passengers", 2),
        ("three of the passengers", 3),
        ("12 passengers", 12),
        ("several passengers", 1),
        ("a passenger", 1),
        ("56 percent of voters", 1),
    ],
)
def test_a_group_without_names_is_as_many_as_are_counted(phrase: str, number: int) -> None:
    assert people(phrase) == [[Source("unnamed", "", number)]]


def test_sources_side_by_side() -> None:
    one, two = people("an official and three additional sources at the ferry line")[0]
    assert (one.number, two.number) == (1, 3)
    assert names("Anna Lind and Jon Baker") == [["lind", "baker"]]
    assert names("the Ministry of Food and Trade") == [["ministry"]]


def test_sources_in_columns() -> None:
    """Two texts; whoever says nothing may still be referred back to. House style spells harbour as harbor."""
    phrases = ["Anna Lind and Jon Baker", "the Harbour Department", "", "it", "Ms. Lind"]
    of, found = people_of(phrases, [0, 4, 5], np.array([True, False, True, True, True]))
    assert (of.tolist(), [one.name for one in found]) == ([0, 0, 2, 3], ["lind", "baker", "harbor department", "lind"])
    each, together = described(of, found, 4)
    assert each["name"].tolist() == ["lind", "baker", "harbor department", "lind"]
    assert together["name"].tolist() == ["lind; baker", "", "harbor department", "lind"]
    assert together["kind"].tolist() == ["named_person", "not_given", "named_organisation", "named_person"]
    assert together["number"].tolist() == [2, 0, 1, 1]


def test_nobody_in_columns() -> None:
    of, found = people_of([], [0], np.array([], bool))
    assert [len(table) for table in described(of, found, 0)] == [0, 0]


@pytest.mark.parametrize(
    ("phrase", "kind", "name"),
    [
        ("Its owner, Vesterline", "named_organisation", "vesterline"),
        ("The company, Oloil,", "named_organisation", "oloil"),
        ("the mayor, Lind", "named_person", "lind"),
    ],
)
def test_an_apposition_of_one_word_names_the_source(phrase: str, kind: str, name: str) -> None:
    (source,) = Cast().add(phrases_in(phrase))
    assert (source.kind, source.name) == (kind, name)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("police", "police"),
        ("the police", "police"),
        ("Police in Port", "police"),
        ("the coast guard", "coast guard"),
        ("the Coast Guard", "coast guard"),
        ("the health ministry", "health ministry"),
        ("the government", "government"),
    ],
)
def test_an_institution_is_one_however_it_is_written(phrase: str, name: str) -> None:
    assert people(phrase) == [[Source("named_organisation", name, 1)]]


@pytest.mark.parametrize("phrase", ["a government", "its government", "the company", "the guard", "Unions", "unions"])
def test_what_may_be_any_institution_is_unnamed(phrase: str) -> None:
    assert people(phrase) == [[Source("unnamed", "", 1)]]


def test_an_institution_is_the_last_one_of_its_name() -> None:
    (first,), (second,), (other,) = people("the Harbour Ministry", "the ministry", "the police")
    assert first == second == Source("named_organisation", "harbor ministry", 1)
    assert other.name == "police"


def test_in_his_words_he_is_the_source() -> None:
    assert people("Ada Lind", "his") == people("Ada Lind", "he")


@pytest.mark.parametrize("phrase", ["they’ve", "They'd", "they're"])
def test_a_pronoun_with_its_verb_refers_back(phrase: str) -> None:
    assert names("officials", phrase) == [["officials"]] * 2
    assert names("Ms. Lind", "she’d", "she'll") == [["lind"]] * 3
