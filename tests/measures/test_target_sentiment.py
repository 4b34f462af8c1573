"""Tone toward actors; all sentences are our own."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import annotate, compare, measures, read_corpus
from analysis.bundles.share import share
from analysis.language.entities.actor_list import FILE
from analysis.language.sentiment.target_encoder import shipped

LISTED = "- {name: Okoye, kind: person}\n- {name: Lind, kind: person}\n- {name: Sea Scouts, kind: group}\n"
PRAISED = "Okoye did brilliant work and was praised by everyone. It rained. It snowed. It blew."
BLAMED = "Lind lied to the town and betrayed it. Okoye met Lind. It rained. It blew."


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / FILE).write_text(LISTED, "utf-8")
    rows = [("a", "A", PRAISED), ("b", "B", BLAMED), ("c", "A", BLAMED), ("d", "B", PRAISED)]
    pd.DataFrame(rows, columns=["article_id", "outlet", "body"]).to_csv(tmp_path / "articles.csv", index=False)
    return tmp_path


def test_segments_that_name_an_actor_are_the_denominator(folder) -> None:
    scores = measures.target_sentiment(annotate(read_corpus(folder)))
    assert set(scores["item"]) == {"Okoye", "Lind"}
    named = scores.groupby(["item", "article_id"])["n"].sum().unstack()
    assert named.loc["Okoye"].tolist() == [1, 1, 1, 1]
    assert named.loc["Lind"].dropna().tolist() == [2, 2]
    assert (scores["units"] == scores["n"]).all()


def test_praise_and_blame_have_their_sign(folder) -> None:
    scores = measures.target_sentiment(annotate(read_corpus(folder)))
    tone = scores.groupby(["item", "article_id"])[["x", "n"]].sum()
    assert (tone.loc[("Okoye", "a"), "x"]) > 0.5
    assert (tone.loc[("Lind", "b"), "x"]) < -0.5


def test_sums_are_those_of_the_encoder_asked_one_by_one(folder) -> None:
    scores = measures.target_sentiment(annotate(read_corpus(folder)))
    sentences = ["Lind lied to the town and betrayed it.", "Okoye met Lind."]
    p = shipped().target_sentiment(sentences, [(0, 4), (10, 14)], [[], [(0, 5)]])
    own = scores[(scores["item"] == "Lind") & (scores["article_id"] == "b")]
    np.testing.assert_allclose(own["x"].sum(), (p[:, 2] - p[:, 0]).sum(), rtol=1e-6)


def test_it_compares_and_a_bundle_gives_the_same(folder, tmp_path) -> None:
    corpus = read_corpus(folder)
    bundle = read_corpus(share(corpus, tmp_path / "bundle"))
    ours, theirs = (compare(measures.target_sentiment(annotate(c)), voice="narration") for c in (corpus, bundle))
    pd.testing.assert_frame_equal(ours, theirs)


def test_without_a_file_of_actors_it_says_what_it_needs(notes) -> None:
    scores = measures.target_sentiment(notes)
    assert scores.empty
    assert "needs an actors.yml" in scores.attrs["note"]
