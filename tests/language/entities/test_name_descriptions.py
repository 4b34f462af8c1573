"""How texts call actors; all sentences are our own."""

import polars as pl
import pytest

from analysis.language.entities.name_descriptions import described_nouns, ways_called


@pytest.mark.parametrize(
    ("text", "called", "kind"),
    [
        ("Lind resigned.", "Lind", "name"),
        ("We met Mr. Lind.", "Mr. Lind", "name"),
        ("On Monday President Lind left.", "President Lind", "description"),
        ("Former Harbour Minister Lind left.", "Former Harbour Minister Lind", "description"),
        ("They fear the strongman Lind.", "strongman Lind", "epithet"),
        ("The embattled mayor Lind left.", "embattled mayor Lind", "epithet"),
        ("The Lind administration paid.", "Lind administration", "description"),
        ("Under Lind's brutal regime nobody sails.", "Lind's brutal regime", "epithet"),
        ("The regime of Lind fell.", "The regime of Lind", "epithet"),
        ("Nobody told Lind and the government paid.", "Lind", "name"),
        ("Lind sails and rows.", "Lind", "name"),
    ],
)
def test_what_stands_directly_at_a_name_belongs_to_it(text: str, called: str, kind: str) -> None:
    start = text.index("Lind")
    assert [tuple(way) for way in ways_called(text, start, start + 4)] == [(called, kind)]


@pytest.mark.parametrize(
    ("text", "called", "kind"),
    [
        ("Lind, the former mayor of East Harbour, left.", "the former mayor of East Harbour", "description"),
        ("Lind, a ruthless leader, left.", "a ruthless leader", "epithet"),
        ("The town's leader, Lind, left.", None, None),
        ("We met the harbour chief, Lind.", "the harbour chief", "description"),
    ],
)
def test_a_description_set_off_by_a_comma_is_one_of_its_own(text: str, called: str | None, kind: str | None) -> None:
    start = text.index("Lind")
    ways = [tuple(way) for way in ways_called(text, start, start + 4)]
    assert ways == [("Lind", "name"), *([(called, kind)] if called else [])]


def test_a_noun_that_describes_two_people_is_learned_from_the_texts() -> None:
    texts = pl.Series(
        ["Anna Lind, the old ferrywoman, rowed. Ben Okoye, a ferrywoman of note, swam.", "Jo Ek, the cook, ate."]
    )
    nouns = described_nouns(texts)
    assert nouns == {"ferrywoman"}
    text = "We met ferrywoman Lind."
    assert ways_called(text, 18, 22, nouns)[0].words == "ferrywoman Lind"
    assert ways_called(text, 18, 22)[0].words == "Lind"
