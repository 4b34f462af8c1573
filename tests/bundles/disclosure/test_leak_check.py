"""The leak check finds what stands anywhere in a bundle, and the bundles that share writes pass it."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from analysis import read_corpus, share
from analysis.bundles.disclosure.leak_check import find_leaks, listed_names

SECRET = "after two cracks"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A corpus and its bundle, made once."""
    body = (
        "The old bridge closed on Monday after two cracks were found. Engineers called the damage serious. Ferries "
        "run. Nobody knows when work will begin, the mayor said."
    )
    rows = [(f"post-{i}", "AB"[i % 2], f"Bridge closes, part {i}", body) for i in (1, 2)]
    folder = tmp_path_factory.mktemp("made")
    pd.DataFrame(rows, columns=["article_id", "outlet", "headline", "body"]).to_csv(folder / "x.csv", index=False)
    corpus = read_corpus(folder / "x.csv")
    return corpus, share(corpus, folder / "bundle")


@pytest.fixture
def corpus(made):
    return made[0]


@pytest.fixture
def bundle(made, tmp_path) -> Path:
    return Path(shutil.copytree(made[1], tmp_path / "bundle"))


def leaks(bundle: Path, corpus) -> list[str]:
    return find_leaks(bundle, corpus.texts.values())


def changed(bundle: Path, name: str, **cells: object) -> None:
    table = pd.read_parquet(bundle / f"{name}.parquet")
    table.assign(**cells).to_parquet(bundle / f"{name}.parquet", index=False)


def test_a_bundle_has_no_leak(bundle, corpus) -> None:
    assert leaks(bundle, corpus) == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("articles", "byline"),
        ("articles", "article_id"),
        ("scores", "item"),
        ("style", "variant"),
        ("reporting_verb_counts", "cue"),
    ],
)
def test_a_cell_with_a_run_is_found(bundle, corpus, name: str, column: str) -> None:
    rows = pd.read_parquet(bundle / f"{name}.parquet")
    if name == "style":
        rows = pd.DataFrame([{"article_id": "post-1", "variant": "", "standard": "", "kind": "title", "n": 1}])
    rows.assign(**{column: SECRET}).to_parquet(bundle / f"{name}.parquet", index=False)
    assert f"{name}.parquet, column {column}: a cell holds 3 words of a text in a row" in leaks(bundle, corpus)


def test_a_listed_name_is_no_leak_but_a_sentence_is_no_name(bundle, corpus) -> None:
    about = json.loads((bundle / "bundle.json").read_text("utf-8"))
    changed(bundle, "articles", credit=SECRET)
    for names, found in (([SECRET], False), (["The old bridge closed on Monday after two cracks were found"], True)):
        (bundle / "bundle.json").write_text(json.dumps(about | {"names": names}), "utf-8")
        assert bool([leak for leak in leaks(bundle, corpus) if "column credit" in leak]) == found
    assert listed_names(bundle) == set()


def test_a_text_may_say_what_the_items_of_the_project_are_called(tmp_path) -> None:
    body = (
        "The United States, not US buyers, paid for the bridge, according to another verb of the mayor. Numbers below "
        "100 in words fill the plan, and acronyms with full stops. Patterns of two words or more were seen by guards. "
        "They fear war. Officials said per cent in words is a variant such as authorise."
    )
    pd.DataFrame({"outlet": ["A", "B"], "body": [body, "Ferries run late. War is near."]}).to_csv(tmp_path / "x.csv")
    bundle = share(read_corpus(tmp_path / "x.csv"), tmp_path / "bundle")
    assert {"country: United States, not US"} <= set(pd.read_parquet(bundle / "scores.parquet")["item"])


def test_verbs_in_order_of_their_frequency_are_no_run(bundle, corpus) -> None:
    verbs = pd.DataFrame({"cue": ["two", "cracks", "were"], "times": [5, 3, 2]}).assign(outlet="A", stance="neutral")
    verbs.to_parquet(bundle / "reporting_verb_counts.parquet", index=False)
    assert leaks(bundle, corpus) == []
    verbs.assign(times=1).to_parquet(bundle / "reporting_verb_counts.parquet", index=False)
    assert any("read downwards" in leak for leak in leaks(bundle, corpus))


def test_text_in_attributes_files_and_names_of_files_is_found(bundle, corpus) -> None:
    table = pd.read_parquet(bundle / "style.parquet")
    table.attrs["note"] = SECRET
    table.to_parquet(bundle / "style.parquet", index=False)
    (bundle / "actors.yml").write_text(f"# {SECRET}\n", "utf-8")
    (bundle / f"{SECRET}.parquet").write_bytes((bundle / "dropped.parquet").read_bytes())
    about = json.loads((bundle / "bundle.json").read_text("utf-8"))
    (bundle / "bundle.json").write_text(json.dumps(about | {"corpus": SECRET}), "utf-8")
    found = leaks(bundle, corpus)
    for where in ("style.parquet, its attributes", "actors.yml", f"the name of {SECRET}.parquet", "bundle.json"):
        assert f"{where} holds 3 words of a text in a row" in found


def test_runs_that_follow_from_counts_are_found(bundle, corpus) -> None:
    rows = [("A", "old bridge", 4, 4, 5), ("A", "bridge guard", 3, 5, 3)]
    pd.DataFrame(rows, columns=["outlet", "collocation", "n", "n_first", "n_second"]).to_parquet(
        bundle / "collocations.parquet", index=False
    )
    assert "collocations and scores: 1 runs of 3 words follow from counts" in leaks(bundle, corpus)


def test_words_that_find_their_sentence_are_found(bundle, corpus) -> None:
    scores = pd.read_parquet(bundle / "scores.parquet")
    scores.assign(units=1.0).to_parquet(bundle / "scores.parquet", index=False)
    assert any("words can be placed in a sentence" in leak for leak in leaks(bundle, corpus))


def test_tables_carry_no_attributes(bundle) -> None:
    for file in bundle.glob("*.parquet"):
        metadata = pq.read_schema(file).metadata
        assert b"PANDAS_ATTRS" not in metadata and not json.loads(metadata[b"pandas"]).get("attributes")


def test_the_card_says_what_was_left_out(bundle, corpus) -> None:
    card = (bundle / "README.md").read_text("utf-8")
    counts = json.loads((bundle / "bundle.json").read_text("utf-8"))["protection"]["counts"]
    said = "voices of an article whose words are left out: fewer than 4 segments, or a word in every one"
    assert f"| {said} | {counts['places']} |" in card
    assert "bag\n  of words" in card and "{" not in card
    assert f"Articles: {len(corpus.articles)}, " in card and "| month | articles | words |" in card
    assert "without a record of their sources" in card
