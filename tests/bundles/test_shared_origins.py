"""Who has whose text, in a bundle: the same as from the text, without the passages."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import measures
from analysis.annotation.annotations import Annotations
from analysis.annotation.bundled_pairs import stored_pairs
from analysis.annotation.shared_text import text_pairs
from analysis.bundles.disclosure.leak_check import find_leaks, read_tables
from analysis.bundles.disclosure.table_attacks import by_shared_text
from analysis.corpus.corpus import Corpus
from analysis.corpus.from_rows import corpus_of

FERRY = (
    "The council of Brenholm will close the old ferry landing in May because its piles are rotten. "
    "A new landing north of the harbour costs nine million crowns. It opens in two years. Boats stay in the south "
    "basin until then. Cars drive around the sound."
)
OWN = "Fishers gathered at the quay on Friday with torches and a brass band. Most of them went home before midnight."
REPORT = "The landing is full of worms, The New York Times reported Sunday. Nobody swims there. It rains. Gulls sleep."
# One sentence, which has "the" more often than the other article of its event has other words.
SHORT = "Smoke hung over the mill, the canal, the yard, the pub, the wood, the church and the hill while all were out."

# article_id, event, outlet, published, credit, body
ARTICLES = [
    ("p", "ferry", "Post", "2024-05-02", "", f"{FERRY} {OWN}"),
    ("h", "ferry", "Herald", "2024-05-01", "AP", FERRY),
    ("s", "ferry", "Star", "2024-05-03", "", REPORT),
    ("f", "fire", "Mail", "", "", f"{SHORT} Cats sat. Dogs ran. Bells rang."),
    ("g", "fire", "Echo", "", "", SHORT),
]
COLUMNS = ["article_id", "event", "outlet", "published", "credit", "body"]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_of(pd.DataFrame(ARTICLES, columns=COLUMNS), "news")


@pytest.fixture(scope="module")
def folder(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return ss.share(corpus, tmp_path_factory.mktemp("origins") / "bundle")


@pytest.fixture(scope="module")
def both(corpus: Corpus, folder: Path) -> tuple[Annotations, Annotations]:
    """The annotations of the text and of its bundle, without the event whose pair is left out."""
    return tuple(ss.annotate(one.only(["Post", "Herald", "Star"])) for one in (corpus, ss.read_corpus(folder)))


def test_who_shares_text_is_the_same_but_for_the_passages(both) -> None:
    ours, theirs = (measures.shared_text(notes) for notes in both)
    places = ["start", "end", "start_other", "end_other"]
    shares = ["share", "share_other"]
    pd.testing.assert_frame_equal(ours.drop(columns=[*places, *shares]), theirs.drop(columns=[*places, *shares]))
    assert theirs[places].isna().all(axis=None) and ours[places].notna().all(axis=None)
    assert len(ours) == 1 and (ours[shares] - theirs[shares]).to_numpy().ravel() == pytest.approx(0, abs=0.01)
    assert theirs.attrs["note"].startswith("A bundle holds which articles share how much text")


def test_origins_are_the_same_but_for_words_of_the_text(both) -> None:
    ours, theirs = (measures.origins(notes).set_index("article_id") for notes in both)
    pd.testing.assert_frame_equal(ours.drop(columns=["words", "share"]), theirs.drop(columns=["words", "share"]))
    assert ours["origin"].tolist() == ["Associated Press", "Associated Press", "The New York Times"]
    assert ours["words"].tolist()[:2] == ["", "AP"] == theirs["words"].tolist()[:2]
    assert ours.loc["s", "words"].startswith("The landing") and theirs.loc["s", "words"] == ""
    pd.testing.assert_frame_equal(*(measures.event_origins(notes) for notes in both))


def test_originality_is_the_same(both) -> None:
    pd.testing.assert_frame_equal(*(measures.originality(notes) for notes in both))


def test_shares_are_cut_and_not_rounded() -> None:
    pairs = pd.DataFrame({"one": [0], "two": [1], "share_one": [0.2999], "share_two": [0.29], "words": [9]})
    stored = stored_pairs(pairs, pd.Series(["a", "b"]))
    assert stored[["share", "share_other"]].to_numpy().tolist() == [[0.29, 0.29]]


def test_pairs_of_some_articles(folder: Path) -> None:
    some = ss.annotate(ss.read_corpus(folder).only(["Post", "Star", "Mail"]))
    assert text_pairs(some).empty and measures.origins(some)["group"].tolist() == ["p", "s", "f"]


def test_the_leak_check_finds_text_of_a_withheld_sentence(corpus: Corpus, folder: Path) -> None:
    tables = read_tables(folder)
    assert find_leaks(folder, corpus.texts.values()) == [] and by_shared_text(tables).empty
    notes = ss.annotate(corpus)
    for name, table in {"text_pairs": measures.shared_text(notes), "scores": measures.originality(notes)}.items():
        others = [table] if name == "text_pairs" else [tables["scores"].query("measure != 'originality'"), table]
        found = by_shared_text(tables | {name: pd.concat(others)})
        assert found[["article_id", "item"]].to_numpy().tolist() == [["g", "the"]]


def test_a_pair_is_left_out_where_a_withheld_sentence_is_most_of_a_text(corpus: Corpus, folder: Path) -> None:
    notes, bundle = ss.annotate(corpus), ss.annotate(ss.read_corpus(folder))
    assert len(measures.shared_text(notes)) == 2 and len(measures.shared_text(bundle)) == 1
    assert "Pairs are left out" in measures.shared_text(bundle).attrs["note"]
    left_out = measures.originality(bundle).query("event == 'fire'")
    assert np.all(left_out[["x", "n"]] == 0) and set(left_out["article_id"]) == {"f", "g"}


def test_a_bundle_made_before_has_no_pairs(folder: Path, tmp_path: Path) -> None:
    import json

    old = Path(shutil.copytree(folder, tmp_path / "old"))
    record = json.loads((old / "bundle.json").read_text("utf-8"))
    for name in ("text_pairs", "named_origins"):
        del record["measures"][name], record["sha256"][f"{name}.parquet"]
        (old / f"{name}.parquet").unlink()
    (old / "bundle.json").write_text(json.dumps(record), "utf-8")
    notes = ss.annotate(ss.read_corpus(old))
    for measure in (measures.shared_text, measures.origins, measures.event_origins):
        assert measure(notes).empty and "articles themselves" in measure(notes).attrs["note"]
