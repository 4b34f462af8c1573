"""The sentences behind figures of tone; all sentences are our own."""

import pandas as pd
import pytest

from analysis import annotate, measures, read_corpus, share
from analysis.corpus.from_bundle import read_bundle
from analysis.exceptions import WrongUse
from analysis.language.entities.actor_list import FILE

LISTED = "- {name: Okoye, kind: person}\n- {name: Lind, kind: person}\n"
GOOD, BAD = "Okoye did brilliant work and was praised by everyone.", "Lind lied to the town and betrayed it."
PLAIN = ["The lock is by the canal.", "The barges pass on Monday.", "The lock has two gates."]
COLUMNS = ["outlet", "which", "tone", "article_id", "voice", "segment"]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / FILE).write_text(LISTED, "utf-8")
    rows = [("a", "A", " ".join([PLAIN[0], BAD, *PLAIN[1:], GOOD])), ("b", "B", BAD)]
    pd.DataFrame(rows, columns=["article_id", "outlet", "body"]).to_csv(tmp_path / "articles.csv", index=False)
    return tmp_path


def test_the_lowest_the_highest_and_those_between(folder) -> None:
    table = measures.tone_sentences(annotate(read_corpus(folder)), each=1)
    assert list(table.columns) == COLUMNS
    assert table[["outlet", "which", "segment"]].to_numpy().tolist()[::2] == [
        ["A", "lowest", BAD], ["A", "highest", GOOD],
    ]  # fmt: skip
    assert table["segment"].iat[1] in PLAIN and table["which"].tolist() == ["lowest", "typical", "highest", "lowest"]
    assert table["tone"].iloc[:3].is_monotonic_increasing


def test_tones_are_those_that_valence_sums(notes) -> None:
    every = measures.tone_sentences(notes, each=1_000)
    scores = measures.valence(notes)
    by = ["article_id", "voice"]
    summed = scores[scores["item"] == "valence"].set_index(by)["x"].sort_index()
    pd.testing.assert_series_equal(every.groupby(by)["tone"].sum(), summed, check_names=False)
    assert len(every) == len(notes.segments) == every["segment"].size
    some = measures.tone_sentences(notes, shown="quoted", each=2)
    assert set(some["voice"]) == {"quoted"} and (some.groupby(["outlet", "which"]).size() <= 2).all()


def test_of_a_sample_only_what_was_read_is_shown(notes) -> None:
    shown = measures.tone_sentences(notes, voices=["narration"], most=12, each=1_000)
    read = measures.valence(notes, voices=["narration"], most=12)
    assert len(shown) == 12 == read.loc[read["item"] == "", "units"].sum()


def test_sentences_about_an_actor(folder) -> None:
    table = measures.target_sentences(annotate(read_corpus(folder)), "Lind")
    assert list(table.columns) == ["actor", *COLUMNS]
    assert table[["actor", "outlet", "which", "segment"]].to_numpy().tolist() == [
        ["Lind", "A", "lowest", BAD], ["Lind", "B", "lowest", BAD],
    ]  # fmt: skip
    assert (table["tone"] < 0).all()
    assert measures.target_sentences(annotate(read_corpus(folder)))["actor"].tolist() == ["Lind", "Lind", "Okoye"]
    with pytest.raises(WrongUse, match="Invalid `actors`: .*Haddad.* actors.yml lists 'Okoye', 'Lind'"):
        measures.target_sentences(annotate(read_corpus(folder)), "Haddad")


def test_a_bundle_has_no_sentences_and_says_so(folder, tmp_path) -> None:
    notes = annotate(read_bundle(share(read_corpus(folder), tmp_path / "bundle")))
    for table in (measures.tone_sentences(notes), measures.target_sentences(notes)):
        assert table.empty and "text" in table.attrs["note"]


def test_without_actors(notes) -> None:
    if notes.corpus.actors is None:
        assert "actors.yml" in measures.target_sentences(notes).attrs["note"]
