"""Where actors stand; all sentences are our own, and of the five articles only facts are told."""

import re
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import annotate, read_corpus
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import NeedsText
from analysis.language.entities import name_words as module
from analysis.language.entities.actor_list import Actor, is_role, read_actors
from analysis.language.entities.name_matching import locate_names
from analysis.language.entities.name_words import name_words
from analysis.language.text.characters import folded

ATACMS = Path(__file__).resolve().parents[3] / "data" / "atacms"


def notes_of(folder: Path, *bodies: str):
    rows = [{"article_id": f"a{i}", "outlet": f"O{i}", "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


def places(notes, actors: list[Actor]) -> list[tuple[str, str]]:
    found = notes.mentions(tuple(actors))
    texts = notes.words.texts
    return [(texts[s][a:b], who) for s, a, b, who in found[["segment", "start", "end", "actor"]].to_numpy().tolist()]


def cut(text: str, *aliases: str) -> list[str]:
    found = locate_names(pl.Series([text]), [Actor(aliases[0], aliases)])
    return [text[a:b] for a, b in found.select("start", "end").rows()]


def test_nobody_is_named(tmp_path) -> None:
    notes = notes_of(tmp_path, "The boat left.")
    found = notes.mentions((Actor("Anna Lind", ("Anna Lind", "Lind")),))
    assert found.columns.tolist() == ["article_id", "segment", "start", "end", "actor", "how"]
    assert len(found) == len(notes.mentions(())) == 0


def test_places_by_hand(tmp_path) -> None:
    notes = notes_of(tmp_path, "It rains. Lind’s boat left Kiel.", "Boats left Anna Lind.")
    found = notes.mentions((Actor("Kiel", ("Kiel",)), Actor("Anna Lind", ("Anna Lind", "Lind"))))
    # "Lind’s boat left Kiel.": 4 letters from 0; Lind’s, boat and left are 6 + 4 + 4, with three blanks
    assert found.drop(columns="how").to_numpy().tolist() == [
        ["a0", 1, 0, 4, "Anna Lind"], ["a0", 1, 17, 21, "Kiel"], ["a1", 2, 11, 20, "Anna Lind"],
    ]  # fmt: skip


TABLE = [
    ("They told us that the US left.", ["US"], ["US"]),
    ("The U.S. left with U.S.-built boats.", ["US"], ["U.S.", "U.S."]),
    ("The US left.", ["U.S."], ["US"]),
    ("Us and them", ["US"], []),
    ("LIND LEAVES THE HARBOUR BOARD", ["Lind", "Harbour Board"], ["LIND", "HARBOUR BOARD"]),
    ("The lind tree", ["Lind"], []),
    ("Lindgren and Ablind", ["Lind"], []),
    ("Lind's, Lind’s and LIND'S boats", ["Lind"], ["Lind", "Lind", "LIND"]),
    ("Ms. Anna Lind met Lind", ["Lind", "Anna Lind"], ["Anna Lind", "Lind"]),
    ("Anna  Lind", ["Anna Lind"], ["Anna  Lind"]),
    ("Anna, Lind and the crew", ["Anna Lind"], []),
    ("the Lind-Ek feud, a post‑Lind town", ["Lind"], ["Lind", "Lind"]),
    ("Jean-Luc Ek and Jean‐Luc Ek", ["Jean-Luc Ek"], ["Jean-Luc Ek", "Jean‐Luc Ek"]),
    ("O’Hara, O'Hara", ["O'Hara"], ["O’Hara", "O'Hara"]),
    ("A&B Boats sank", ["A&B Boats"], ["A&B Boats"]),
    ("St. Olaf is near", ["St. Olaf"], ["St. Olaf"]),
    ("Zelenskyy and Zelensky", ["Zelensky"], ["Zelenskyy", "Zelensky"]),
    ("The harbour pilots struck; harbour pilots won", ["harbour pilots"], ["harbour pilots", "harbour pilots"]),
    ("Harbour Pilots Strike", ["harbour pilots"], ["Harbour Pilots"]),
    ("Überlingen, ÜBERLINGEN, überlingen", ["Überlingen"], ["Überlingen", "ÜBERLINGEN"]),
    ("The Cooks' Guild met. The Cooks’ Guild left", ["Cooks' Guild"], ["Cooks' Guild", "Cooks’ Guild"]),
    ("The cooks' Lind boats", ["Lind"], ["Lind"]),
    ("Lind Street, Lind University, Fort Lind and Lind county", ["Lind"], []),
    ("Lind's University, Lind, University and Lind-Street", ["Lind"], ["Lind", "Lind", "Lind"]),
    ("The US University and the US state", ["US"], ["US", "US"]),
    ("The University of Lind, the Bank of Lind and the Treaty of Lind", ["Lind"], []),
    ("The mayor of Lind, the city of Lind and a bank of Lind", ["Lind"], ["Lind", "Lind", "Lind"]),
    ("Lind Center, the Lind Agreement, Lind Foundation", ["Lind"], []),
    ("Lind signed the agreement. Lind: Center opens", ["Lind"], ["Lind", "Lind"]),
    ("The Lind Agreement of Lind", ["Lind Agreement"], ["Lind Agreement"]),
    ("LIND LEAVES; Lind states it", ["Lind"], ["LIND", "Lind"]),
    ("June left in June. On 3 June, June 4 and late June June left", ["June"], ["June", "June"]),
    ("Lind in May", ["Lind"], ["Lind"]),
    ("New York Pilots", ["New York", "York Pilots"], ["New York", "York Pilots"]),
    ("", ["Lind"], []),
]


@pytest.mark.parametrize(("text", "aliases", "found"), TABLE)
def test_names(text: str, aliases: list[str], found: list[str]) -> None:
    assert cut(text, *aliases) == found


LIND = Actor("Anna Lind", ("Anna Lind", "Lind", "President Lind", "the president"))
EK = Actor("Bo Ek", ("Bo Ek", "Ek", "the president", "the minister"))


ROLES = [
    ("President Lind came. The president left.", ["President Lind", "The president"], "LL"),
    ("The president left. Lind came.", ["Lind"], "L"),
    ("Lind came. Then Ek. The president left. Lind, the president, is back.",
     ["Lind", "Ek", "The president", "Lind", "the president"], "LEELL"),
    ("Lind came. The minister left.", ["Lind"], "L"),
    ("Ek and Lind came. The minister said that the President had lied.",
     ["Ek", "Lind", "The minister", "the President"], "ELEL"),
    ("Lind met the president of the club and the president-elect. A president, a vice president.", ["Lind"], "L"),
    ("Lind left. It was the president’s day.", ["Lind", "the president"], "LL"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "texts", "who"), ROLES)
def test_roles(tmp_path, body: str, texts: list[str], who: str) -> None:
    names = {"L": LIND.name, "E": EK.name}
    expected = [(text, names[one]) for text, one in zip(texts, who, strict=True)]
    assert places(notes_of(tmp_path, body), [LIND, EK]) == expected


def test_a_role_is_of_its_article(tmp_path) -> None:
    notes = notes_of(tmp_path, "Lind came.", "The president left.")
    assert places(notes, [LIND, EK]) == [("Lind", "Anna Lind")]


def test_batches_change_nothing(tmp_path, monkeypatch) -> None:
    notes = notes_of(tmp_path, *[body for body, *_ in ROLES])
    whole = notes.mentions((LIND, EK))
    monkeypatch.setattr(module, "BATCH", 30)
    pd.testing.assert_frame_equal(notes.mentions((LIND, EK)), whole)


def test_a_bundle_cannot_say_where(bundled) -> None:
    for ask in (lambda: bundled.mentions((LIND,)), bundled.proposed_actors):
        with pytest.raises(NeedsText, match="This needs the articles themselves"):
            ask()


WORDS = ["lind", "Lind", "LIND", "ek", "Ek", "the", "The", "president", "President", "of", "Bo", "left"]
TEXT = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", ", ", "-", "’s "])), max_size=12)
NAMES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5)


def plainly(words: list[tuple[str, str]], aliases: list[str]) -> list[tuple[int, int]]:
    """First and last word of each name: word for word, the longest first."""
    forms = set[tuple[str, ...]]()
    for alias in aliases:
        first, *rest = alias.split()
        capital = [word[0].upper() + word[1:] for word in rest]
        ways = [(one, *more) for one in (first, first[0].upper() + first[1:]) for more in (rest, capital)]
        forms |= {*ways, tuple(alias.upper().split())}
    taken, found = set[int](), []
    for length in (3, 2, 1):
        here = [
            (i, i + length - 1)
            for i in range(len(words) - length + 1)
            if tuple(word for word, _ in words[i : i + length]) in forms
            and all(gap != ", " for _, gap in words[i : i + length - 1])
            and not taken & {*range(i, i + length)}
        ]
        taken |= {j for a, b in here for j in range(a, b + 1)}
        found += here
    return sorted(found)


@given(TEXT, NAMES)
def test_names_as_a_plain_reading_finds_them(words: list[tuple[str, str]], aliases: list[str]) -> None:
    aliases = [alias for alias in aliases if not is_role(alias)] or ["Lind"]
    text = "".join(word + gap for word, gap in words)
    starts = [sum(len(word + gap) for word, gap in words[:i]) for i in range(len(words))]
    found = locate_names(pl.Series(["Kiel", text]), [Actor("somebody", tuple(aliases))])
    expected = [(1, starts[a], starts[b] + len(words[b][0])) for a, b in plainly(words, aliases)]
    assert found.select("segment", "start", "end").rows() == expected


@given(st.lists(st.text(max_size=20), max_size=4))
def test_words_stand_where_they_say(texts: list[str]) -> None:
    texts = [re.sub("[\ud800-\udfff]", "", text) for text in texts]
    found = name_words(pl.Series("text", texts, dtype=pl.String))
    for segment, start, end, word in zip(found.segment, found.start, found.end, found.word, strict=True):
        whole = found.vocabulary[int(word)]
        assert folded(texts[segment])[start:end] == re.sub("['’ʼ][sS]$", "", whole)


@pytest.mark.text
def test_actors_of_the_five_articles() -> None:
    found = annotate(read_corpus(ATACMS)).mentions(read_actors(ATACMS).entries)
    counts = found[found["how"] == "name"].groupby(["article_id", "actor"]).size()
    assert found["how"].value_counts().to_dict() == {"name": 276, "pronoun": 15}
    assert counts.xs("Joe Biden", level="actor").to_dict() == {
        "cnn": 7, "nyt-derived": 3, "odunews": 7, "wire-1": 3, "wire-2": 5,
    }  # fmt: skip
    assert counts.xs("North Korea", level="actor").to_dict() == {
        "cnn": 4, "nyt-derived": 7, "odunews": 4, "wire-1": 1, "wire-2": 4,
    }  # fmt: skip
    assert set(found.loc[found["actor"] == "NATO", "article_id"]) == {"wire-2"}
    assert set(found["article_id"]) == set(counts.xs("Volodymyr Zelensky", level="actor").index)
