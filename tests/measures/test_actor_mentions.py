"""Whom each outlet names, counted; all sentences are our own."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, compare, measures, read_corpus
from analysis.annotation.actor_discovery import NOTE
from analysis.bundles.share import share
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import NeedsText, WrongUse
from analysis.language.entities.actor_list import FILE, read_actors

LISTED = """
- {name: Mayor Okoye, aliases: [Okoye, the mayor], kind: person, side: council}
- {name: council, kind: organisation, side: council}
- {name: Sea Scouts, kind: group}
"""
BODY = (
    "“We are late,” said Ms. Okoye, and Okoye left. The council met. The mayor spoke to the Council of the council.\n"
    "The Old Ferry Club met. They like the Old Ferry Club and the Board of the Old Ferry Club."
)


@pytest.fixture
def file(tmp_path) -> Path:
    (tmp_path / FILE).write_text(LISTED, "utf-8")
    return tmp_path / FILE


@pytest.fixture
def one(tmp_path):
    return annotate(corpus_of(pd.DataFrame([{"article_id": "a", "outlet": "A", "body": BODY}]), "news"))


def listing(notes, file):
    """The same notes, with the actors of a file."""
    return replace(notes, corpus=replace(notes.corpus, actors=file))


def test_an_actor_nobody_names_has_its_zeros(one, file) -> None:
    scores = measures.actor_mentions(listing(one, file))
    rows = scores[scores["item"] == "Sea Scouts"]
    assert rows["x"].tolist() == [0, 0]
    assert rows["n"].sum() == len(one.segments)


def test_segments_by_hand(one, file) -> None:
    scores = measures.actor_mentions(listing(one, file))
    told = scores[scores["voice"] == "narration"].set_index("item")
    # said Ms. Okoye …; The council met; The mayor spoke …; two of the club
    assert told["n"].tolist() == [5] * 4
    assert told.loc["Mayor Okoye", ["x", "xx"]].tolist() == [2, 2]
    assert told.loc["council", ["x", "xx"]].tolist() == [2, 2]
    assert scores.attrs["note"] == ""


def test_scores_are_the_segments_of_mentions(notes, file) -> None:
    scores = measures.actor_mentions(listing(notes, file))
    found = notes.mentions(read_actors(file).entries).drop_duplicates(["segment", "actor"])
    counts = found.groupby(["actor", "article_id"]).size()
    sums = scores[(scores["item"] != "") & (scores["x"] > 0)].groupby(["item", "article_id"])["x"].sum()
    assert len(counts)
    assert sums.to_dict() == counts.to_dict()
    assert (scores["x"] <= scores["n"]).all()
    assert len(compare(scores, voice=None))


def test_without_a_file_the_actors_are_proposals_and_said_to_be(one) -> None:
    scores = measures.actor_mentions(one)
    assert scores.attrs["note"] == NOTE
    assert scores.attrs["settings"] == {"actors": "proposals"}
    # Of a longer name only the ends are told.
    assert set(scores["item"]) == {"", "Okoye", "Old … Club"}


@pytest.mark.parametrize("listed", [True, False])
def test_a_bundle_gives_the_same_but_for_short_voices(one, file, tmp_path, listed: bool) -> None:
    notes = listing(one, file if listed else None)
    bundle = annotate(read_corpus(share(notes.corpus, tmp_path / "bundle")))
    ours, theirs = (
        measures.actor_mentions(n).query("voice == 'narration'").reset_index(drop=True) for n in (notes, bundle)
    )
    pd.testing.assert_frame_equal(theirs, ours, check_like=True)
    assert (measures.actor_mentions(bundle).query("voice == 'quoted'")["n"] == 0).all()
    assert measures.actor_mentions(bundle).attrs["note"] == measures.actor_mentions(notes).attrs["note"]


def test_a_bundle_made_with_other_actors_says_so(one, file, tmp_path) -> None:
    folder = share(listing(one, file).corpus, tmp_path / "bundle")
    (folder / file.name).unlink()
    with pytest.raises(
        NeedsText, match='The bundle contains actor_mentions made with .* but the settings are {"actors": "proposals"}'
    ):
        measures.actor_mentions(annotate(read_corpus(folder)))


def test_the_file_of_a_corpus_folder_is_found(rows, file) -> None:
    rows.to_csv(file.with_name("articles.csv"), index=False)
    assert read_corpus(file.parent).actors == file.parent / file.name


def test_a_fault_of_the_file_is_named(one, file) -> None:
    file.write_text("- {name: Lind}")
    with pytest.raises(WrongUse, match="kind of entry 1 of '.*actors.yml' is missing; expected one of"):
        measures.actor_mentions(listing(one, file))
