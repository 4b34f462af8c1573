"""Who acts in a clause; all sentences are our own."""

import numpy as np
import pytest

from analysis.language.clauses.roles import ACTED_UPON, ACTS, clauses_of


def roles(text: str, name: str = "Lind", person: bool = True) -> list[tuple[str, str]]:
    start = text.index(name)
    found = clauses_of(
        [text], np.array([0]), np.array([start]), np.array([start + len(name)]), np.array([person])
    )  # fmt: skip
    return list(zip(found.role, found.verb, strict=True))


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Lind attacked the plan and praised Okoye.", ["attack", "praise"]),
        ("Mayor Lind has never left, but Lind will visit us.", []),
        ("Lind will visit us.", ["visit"]),
        ("Lind is going to build a pier.", ["build"]),
        ("Lind, who won the vote, thanked everyone.", ["thank", "win"]),
        ("Lind and Okoye met in town.", ["meet"]),
        ("Lind on Friday closed the pier.", ["close"]),
        ("The mayor said Lind had sold it.", ["sell"]),
        ("“It rains,” said Lind.", ["say"]),
        ("The pier was built by Lind.", ["build"]),
        ("They opened the pier Lind built.", ["build"]),
        ("Our rival, mayor Lind, recently resigned.", ["resign"]),
        ("Lind backs the plan.", ["back"]),
        ("Supporters of Lind rowed.", []),
        ("Lind supporters rowed.", []),
        ("Lind's brother rowed.", []),
        ("Lind is a rower.", []),
        ("The talks between Okoye and Lind failed.", []),
    ],
)
def test_a_subject_acts(text: str, verbs: list[str]) -> None:
    assert roles(text) == [(ACTS, verb) for verb in verbs]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Lind was arrested on Monday.", "arrest"),
        ("Lind has been criticized by everyone.", "criticize"),
        ("They urged Lind to leave.", "urge"),
        ("Nobody dared to attack Mayor Lind.", "attack"),
        ("Everybody is blaming Lind.", "blame"),
        ("Voters elected the former mayor Lind.", "elect"),
        ("Okoye took on Lind directly.", "take"),
        ("They want to vote out Mayor Lind.", "vote"),
        ("None of the cooks will come out and support Lind.", "support"),
    ],
)
def test_an_object_and_the_subject_of_a_passive_are_acted_upon(text: str, verb: str) -> None:
    assert roles(text) == [(ACTED_UPON, verb)]


@pytest.mark.parametrize(
    "text",
    [
        *("They did not take on Lind.", "It was a win over Lind.", "They will row and not support Lind."),
        *("They did not blame Lind.", "Lind was not arrested.", "They blamed Lind's brother."),
        "They sail inside Lind.",
    ],
)
def test_negated_verbs_and_what_belongs_to_an_actor_do_not_count(text: str) -> None:
    assert roles(text) == []


@pytest.mark.parametrize(
    "text",
    ["Harbour master Lind left the board.", "The harbour master Lind left.", "Union chair Lind left the hall."],
)
def test_a_title_that_may_be_a_verb_is_none_behind_a_noun_in_the_singular(text: str) -> None:
    assert roles(text) == [(ACTS, "leave")]


def test_behind_a_plural_it_is_a_verb() -> None:
    assert roles("Crews attack Lind.") == roles("Police attack Lind.") == [(ACTED_UPON, "attack")]


def test_people_act_for_a_country_but_not_for_a_person() -> None:
    assert roles("Northland troops crossed the river.", "Northland", person=False) == [(ACTS, "cross")]
    assert roles("Northland troops crossed the river.", "Northland", person=True) == []


def test_a_passive_without_by_is_agentless() -> None:
    texts = ["Lind was arrested on Monday.", "Lind was arrested on Monday by the police."]
    place = np.array([0, 1]), np.array([0, 0]), np.array([4, 4]), np.array([True, True])
    assert clauses_of(texts, *place).agentless == [True, False]


def test_no_texts_have_no_clauses() -> None:
    none = np.empty(0, np.int64)
    assert clauses_of([], none, none, none, none.astype(bool)).verb == []
