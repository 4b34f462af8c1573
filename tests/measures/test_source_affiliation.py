"""Sides of sources, counted; all sentences are our own."""

from pathlib import Path

import pandas as pd

from analysis import annotate, read_corpus
from analysis.bundles.share import share
from analysis.measures import source_affiliation as sides

ACTORS = """
- {name: Anna Lind, aliases: [Lind, the mayor], kind: person, side: the town}
- {name: Port of Vik, aliases: [Vik], kind: organisation, side: the port}
- {name: Evening Herald, kind: organisation}
"""
BODY = (
    "“We are late,” said Anna Lind, the mayor. She claimed that the boats were old. Two officials of Vik admitted that "
    "nobody had looked. The Evening Herald reported that the crew left. A cook said it rained."
)


def corpus(folder: Path, *, actors: bool):
    rows = [{"article_id": "a", "outlet": "A", "body": BODY}]
    pd.DataFrame(rows).to_csv(folder / "articles.csv", index=False)
    if actors:
        (folder / "actors.yml").write_text(ACTORS)
    return read_corpus(folder)


def counted(scores: pd.DataFrame) -> dict[str, float]:
    return scores[scores["item"] != ""].groupby("item")["x"].sum().to_dict()


def test_without_actors_there_are_no_sides_and_the_note_says_why(tmp_path: Path) -> None:
    scores = sides(annotate(corpus(tmp_path, actors=False)))
    assert scores.empty
    assert "need an actors.yml" in scores.attrs["note"]


def test_counted_by_hand(tmp_path: Path) -> None:
    # Lind, and she who is Lind; officials of Vik; a paper without a side, and a cook.
    scores = sides(annotate(corpus(tmp_path, actors=True)))
    assert counted(scores) == {"the town": 2, "the port": 1, "no_side": 2}
    assert scores.loc[scores["item"] == "", "n"].sum() == 5


def test_a_bundle_gives_the_same_where_words_are_shown(tmp_path: Path) -> None:
    given = corpus(tmp_path, actors=True)
    text, bundle = (sides(annotate(one)) for one in (given, read_corpus(share(given, tmp_path / "bundle"))))
    narrated = [table[table["voice"] == "narration"].reset_index(drop=True) for table in (text, bundle)]
    pd.testing.assert_frame_equal(*narrated)
    quoted = bundle[bundle["voice"] == "quoted"]
    assert quoted["item"].tolist() == [""], "one quoted segment: whose side it takes is withheld"


def test_a_role_of_two_sides_has_none(tmp_path: Path) -> None:
    given = corpus(tmp_path, actors=True)
    (tmp_path / "actors.yml").write_text(ACTORS + "- {name: Bo Ek, aliases: [the mayor], kind: person, side: the port}")
    (tmp_path / "articles.csv").write_text("article_id,outlet,body\na,A,The mayor said that the boats were old.")
    assert counted(sides(annotate(given))) != {}
    assert counted(sides(annotate(read_corpus(tmp_path))))["no_side"] == 1
