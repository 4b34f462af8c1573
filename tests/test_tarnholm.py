"""The corpus that was written for this project: what is true of it stands in truth.yml, and is what the code finds."""

import hashlib
from pathlib import Path

import pandas as pd
import pytest
import yaml

from analysis import annotate, measures, read_corpus

TARNHOLM = Path(__file__).resolve().parent.parent / "data" / "tarnholm"
TRUTH = yaml.safe_load((TARNHOLM / "truth.yml").read_text())
EVENTS = TRUTH["events"]


@pytest.fixture(scope="module")
def corpus():
    return read_corpus(TARNHOLM)


@pytest.fixture(scope="module")
def notes(corpus):
    return annotate(corpus)


def _text(article: str) -> str:
    return (TARNHOLM / "text" / f"{article}.txt").read_text()


def test_the_manifest_names_each_text_and_its_bytes(corpus) -> None:
    manifest = pd.read_csv(TARNHOLM / "articles.csv")
    assert sorted(manifest["file"]) == sorted(path.name for path in (TARNHOLM / "text").iterdir())
    for file, digest in zip(manifest["file"], manifest["sha256"], strict=True):
        assert hashlib.sha256((TARNHOLM / "text" / file).read_bytes()).hexdigest() == digest
    assert len(corpus.articles) == 14
    assert set(corpus.articles["event"]) == set(EVENTS)


def test_truth_speaks_of_what_is_in_the_articles() -> None:
    articles = set(pd.read_csv(TARNHOLM / "articles.csv")["article_id"])
    for event in EVENTS.values():
        for figure in event["figures"]:
            assert set(figure["told"]) <= articles
        for told in event["facts"].values():
            assert all(words in _text(article) for article, words in told.items())


def test_page_furniture_is_cut_and_nothing_else(corpus) -> None:
    outlets = corpus.articles.set_index("article_id")["outlet"]
    for article, text in corpus.texts.items():
        furniture = TRUTH["boilerplate"][outlets[article]]
        kept = [line for line in _text(article).splitlines() if line not in furniture]
        # The dateline of the agency is cut from the line it begins.
        assert text.split() == [word for line in kept for word in line.split(" (Nordline) - ")[-1].split()]


def test_datelines_are_recorded(corpus) -> None:
    places = corpus.articles.set_index("article_id")["place"].fillna("")
    assert set(places.filter(like="nordline")) == {"TARNHOLM", "OSTERBY"}
    assert set(places.drop(places.filter(like="nordline").index)) == {""}


def test_everyone_quoted_is_found(notes) -> None:
    table = notes.attributions.table
    quoted = set(zip(table["article_id"], table["name"], strict=True))
    for event in EVENTS.values():
        for quote in event["quotes"]:
            surname = quote["speaker"].split()[-1].casefold()
            assert {(article, surname) for article in (*quote["whole_in"], *quote.get("parts", ()))} <= quoted


def test_the_paper_that_rages_is_the_most_negative(notes) -> None:
    scores = measures.valence(notes)
    sums = scores.groupby("outlet")[["x", "n"]].sum()
    assert (sums["x"] / sums["n"]).idxmin() == "Lantern"
