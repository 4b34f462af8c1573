"""Which articles share text, and what of an article nobody else has."""

import pandas as pd
import pytest

import analysis as ss
from analysis import schema
from analysis.annotation.annotations import Annotations
from analysis.annotation.shared_text import origin_groups
from analysis.corpus.from_rows import corpus_of
from analysis.measures import originality, shared_text

FERRY = (
    "The council of Brenholm will close the old ferry landing in May because its piles are rotten. "
    "A new landing north of the harbour costs nine million crowns and opens in two years."
)
SPEECH = "Nobody asked the people who cross the sound every single morning to get to work in the mill"
OWN = "Fishers gathered at the quay on Friday with torches and a brass band. Most of them went home before midnight."


def annotated(*articles: tuple[str, str] | tuple[str, str, str], published: list[str] | None = None) -> Annotations:
    """articles: (outlet, body) or (outlet, body, event)."""
    columns = ["outlet", "body", "event"][: len(articles[0])]
    rows = pd.DataFrame(articles, columns=columns).assign(article_id=[f"a{i}" for i in range(len(articles))])
    return ss.annotate(corpus_of(rows.assign(published=published or ""), "news"))


def test_articles_without_shared_text() -> None:
    table = shared_text(annotated(("Post", FERRY), ("Herald", OWN)))
    assert schema.check(table, "shared_text").empty


def test_a_text_in_a_longer_one_with_its_places() -> None:
    notes = annotated(("Herald", f"{OWN}\n{FERRY}"), ("Post", FERRY))
    row = shared_text(notes).iloc[0]
    # 33 words have 29 runs of five; the longer text has 20 words more. The shorter one has more from the other.
    assert (row["article_id"], row["article_id_other"], row["words"]) == ("a1", "a0", 33)
    assert (row["share"], row["share_other"]) == (1, 29 / (29 + 20))
    passages = [
        notes.texts[one][row[f"start{side}"] : row[f"end{side}"]] for one, side in (("a1", ""), ("a0", "_other"))
    ]
    assert passages == [FERRY.removesuffix(".")] * 2


@pytest.mark.parametrize(
    "bodies",
    [
        (f"“{SPEECH},” she said. {FERRY}", f"{OWN} “{SPEECH},” she said."),
        # In one article its marks are missing.
        (f"{SPEECH}.\n{FERRY}", f"{OWN} “{SPEECH},” she said."),
        (f"We know that {SPEECH}. {FERRY}", f"We know that {SPEECH}. {OWN}"),
        # Each sentence is a paragraph.
        (
            f"{FERRY}\n“It is late.\n{SPEECH}.\nThis is enough,” she said.",
            f"{OWN}\n“It is late.\n{SPEECH}.\nThis is enough,” she said.",
        ),
    ],
    ids=["in quotation marks", "in one without marks", "in the first person", "in several paragraphs"],
)
def test_speech_is_not_counted(bodies: tuple[str, str]) -> None:
    assert shared_text(annotated(("Post", bodies[0]), ("Herald", bodies[1]))).empty


def test_articles_of_other_events_are_not_compared() -> None:
    notes = annotated(("Post", FERRY, "ferry"), ("Star", OWN, "ferry"), ("Herald", FERRY, "fire"), ("Sun", OWN, "fire"))
    assert shared_text(notes).empty
    scores = originality(notes).query("item == 'own_words'")
    assert (scores["x"] == scores["n"]).all()


def test_the_source_is_the_one_that_was_certainly_first() -> None:
    articles = ("Post", FERRY), ("Herald", f"{FERRY}\n{OWN}")
    times = {("2024-05-02", "2024-05-01"): "a1", ("2024-05-01", "2024-05-02"): "a0", ("2024-05-01", "2024-05-01"): ""}
    for published, first in times.items():
        assert shared_text(annotated(*articles, published=list(published)))["source"].tolist() == [first]


def test_copies_are_compared_with_each_other_and_no_other_article_is() -> None:
    copies = [(f"Paper {number}", FERRY) for number in range(60)]
    table = shared_text(annotated(*copies, ("Herald", OWN)))
    assert len(table) == 60 * 59 / 2
    assert (table[["share", "share_other"]] == 1).all(axis=None) and (table["words"] == 33).all()


def test_wire_copy_with_another_end_in_each_of_many_papers() -> None:
    table = shared_text(annotated(*((f"Paper {i}", f"{FERRY}\nCall desk {i} with any news.") for i in range(200))))
    assert len(table) == 200 * 199 / 2
    # 39 words have 35 runs of five, of which 31 are within the 35 words before the number.
    assert (table["words"] == 35).all() and (table[["share", "share_other"]] == 31 / 35).all(axis=None)


def test_originality_by_hand() -> None:
    scores = originality(annotated(("Post", FERRY), ("Herald", f"{FERRY}\n{OWN}"), ("Star", OWN.upper())))
    x = scores[scores["item"] == "own_words"].groupby("article_id")[["x", "n"]].sum()
    # Of Herald nothing is its own: its words are those of Post and of Star.
    assert x.to_numpy().tolist() == [[0, 33], [0, 53], [0, 20]]
    ss.compare(scores)


def groups(*pairs: tuple[int, int, float, float], n: int) -> list[int]:
    """pairs: one, two, share of one, share of two."""
    return origin_groups(pd.DataFrame(pairs, columns=["one", "two", "share_one", "share_two"]), n).tolist()


def test_articles_are_gathered_around_one_and_do_not_chain() -> None:
    assert groups(n=2) == [0, 1]
    assert groups((0, 1, 0.2, 0.1), n=2) == [0, 1]
    # 0 and 2 have text of 1, and nothing in common.
    assert groups((1, 0, 0.9, 0.9), (2, 1, 0.4, 0.3), n=3) == [1, 1, 1]
    # 1 has its text from 2, and 0 from 1, but none from 2.
    assert groups((0, 1, 0.9, 0.1), (1, 2, 0.8, 0.1), n=3) == [0, 2, 2]
    # A long article that holds the text of 1 is not of its origin; 1 is of the origin of the long one.
    assert groups((1, 0, 1.0, 0.1), n=2) == [0, 0]
