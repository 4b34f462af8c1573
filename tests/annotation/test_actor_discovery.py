"""Actors proposed from capitalized names; all sentences are our own."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.corpus.from_rows import corpus_of

ATACMS = Path(__file__).resolve().parents[2] / "data" / "atacms"


def notes_of(folder: Path, *bodies: str) -> Annotations:
    rows = [{"article_id": f"a{i}", "outlet": f"O{i}", "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


BODIES = (
    "On Monday Anna Lind met Bo Ek in Kiel. The council of Kiel praised Lind. Ferries left on Tuesday.",
    "Ferries are late, said President Anna Lind. The German town of Kiel owes Germany a ferry, and Ek owes Bo Ek one.",
    "Nobody saw Carla Ek. Nobody saw Carla Ek twice. Later the Ferry Board met, and the Ferry Board left.",
)


def test_proposals_by_hand(tmp_path) -> None:
    notes = notes_of(tmp_path, *BODIES)
    # "Ek" may be Bo or Carla; "Ferries", "Nobody" and days are no names; "German" goes with Germany.
    assert [(actor.name, actor.aliases) for actor in notes.proposed_actors()] == [
        ("Anna Lind", ("Anna Lind", "Lind")),
        ("Bo Ek", ("Bo Ek",)),
        ("Carla Ek", ("Carla Ek",)),
        ("Ferry Board", ("Ferry Board",)),
        ("Germany", ("Germany", "German")),
        ("Kiel", ("Kiel",)),
    ]
    named = notes.mentions(tuple(notes.proposed_actors()))
    assert named["actor"].value_counts().to_dict() == {
        "Anna Lind": 3, "Kiel": 3, "Bo Ek": 2, "Carla Ek": 2, "Ferry Board": 2, "Germany": 2,
    }  # fmt: skip
    assert [actor.name for actor in notes.proposed_actors(2)] == ["Anna Lind", "Kiel"]


def test_nothing_is_proposed_from_nothing(tmp_path) -> None:
    assert notes_of(tmp_path, "The boat left.").proposed_actors() == []


PROPOSED = [
    ("They saw Ms. Anna K. Lind. They saw Anna Lind, and Lind.", ["Anna Lind, Anna K. Lind, Lind"]),
    ("He left New Hampshire. They left New Hampshire for Hampshire.", ["New Hampshire"]),
    ("It met NATO twice. It met N.A.T.O. once.", ["NATO"]),
    ("The Internet is an internet. An internet is the Internet, an internet.", []),
    ("They like Lind’s boat, and Lind's boats.", ["Lind"]),
    ("He told us. The US told us, the US told them.", ["US"]),
    ("A Lind-Ek feud, a Lind-Ek feud.", []),
]


@pytest.mark.parametrize(("body", "expected"), PROPOSED)
def test_proposals(tmp_path, body: str, expected: list[str]) -> None:
    assert [", ".join(actor.aliases) for actor in notes_of(tmp_path, body).proposed_actors()] == expected


def test_the_order_of_articles_does_not_matter(tmp_path) -> None:
    first, again = (notes_of(tmp_path, *bodies).proposed_actors() for bodies in (BODIES, BODIES[::-1]))
    assert first == again


@pytest.mark.text
def test_proposals_for_the_five_articles() -> None:
    actors = {actor.name: actor.aliases for actor in annotate(read_corpus(ATACMS)).proposed_actors()}
    assert set(actors) >= {"Joe Biden", "North Korea", "Russia", "US", "Ukraine", "Volodymyr Zelensky"}
    assert actors["Joe Biden"] == ("Joe Biden", "Biden")
