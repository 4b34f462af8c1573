"""The corpus that was written for this project: what is true of it stands in truth.yml, and is what the code finds."""

import hashlib
import itertools
import re
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


def _pairs(of_facts: list[list[tuple[str, int]]]) -> set[frozenset[tuple[str, int]]]:
    """Pairs of sentences of different articles that are in one fact."""
    pairs = {frozenset(pair) for fact in of_facts for pair in itertools.combinations(set(fact), 2)}
    return {pair for pair in pairs if len({article for article, _ in pair}) == 2}


def test_sentences_that_state_the_same_fact_are_found(notes) -> None:
    table = notes.fact_statements.query("position != 'headline'")
    places = list(zip(table["article_id"], table["sentence"], strict=True))
    words = [" ".join(text.split()) for text in table["text"]]
    true = _pairs([
        [place for place, text in zip(places, words, strict=True) if told.get(place[0], "\n") in text]
        for event in EVENTS.values()
        for told in event["facts"].values()
    ])  # fmt: skip
    found = _pairs([[places[row] for row in rows] for rows in table.groupby(["event", "fact"]).indices.values()])
    assert 2 * len(true & found) / (len(true) + len(found)) >= 0.8


# Of what the truth says of a figure, its numbers: '> 200' is 200, '340 of 412' is both.
NUMBER = re.compile(r"[0-9.]+|hundreds")
ASIDE = ("differs", "updated")


def _values(told: object) -> set[float]:
    return {100.0 if number == "hundreds" else float(number) for number in NUMBER.findall(str(told))}


def _planted(*relations: str) -> list[tuple[str, dict]]:
    planted = [(event, figure) for event, is_true in EVENTS.items() for figure in is_true["figures"]]
    return [(event, figure) for event, figure in planted if figure["relation"] in relations]


def _gives(figure: dict, row: pd.Series) -> bool:
    """Whether a row gives two values of an entry, or a sum and its parts."""
    told = set().union(*map(_values, figure["told"].values()))
    return {row["value"], row["other_value"]} <= told | {
        sum(_values(v)) for v in figure["told"].values() if "+" in str(v)
    }


@pytest.mark.parametrize(
    ("event", "figure"), _planted(*ASIDE, "compatible with a bound", "same number, different scope", "part of a whole")
)
def test_each_planted_relation_of_figures_is_found(notes, event: str, figure: dict) -> None:
    table = notes.figure_relations
    rows = table[(table["event"] == event) & (table["relation"] == figure["relation"])]
    between = rows["article_id"].isin(figure["told"]) & rows["other_article_id"].isin(figure["told"])
    found = [row for _, row in rows[between].iterrows() if _gives(figure, row)]
    assert found
    assert not figure.get("by_source") or all(row["by_source"] for row in found)


def test_no_figures_differ_that_were_not_planted(notes) -> None:
    table = notes.figure_relations
    for _, row in table[table["relation"].isin(ASIDE)].iterrows():
        planted = [figure for event, figure in _planted(*ASIDE) if event == row["event"]]
        assert any(_gives(figure, row) for figure in planted)
        assert row["value"] != row["other_value"]


@pytest.mark.parametrize(("article", "figure", "other", "same"), [
    ("bridge-nordline-1", "640 metres", "bridge-lantern", "700 yards"),
    ("bridge-gazette", "0.64 kilometres", "bridge-courier", "640 metres"),
    ("bridge-nordline-2", "1.2 billion crowns", "bridge-courier", "1,200 million crowns"),
    ("ferry-nordline-1", "three hours", "ferry-courier", "180 minutes"),
    ("ferry-nordline-1", "about 3.2 kilometres", "ferry-gazette", "two miles"),
    ("plant-nordline", "85 million crowns", "plant-gazette", "85m crowns"),
    ("plant-nordline", "340", "plant-courier", "about 340"),
])  # fmt: skip
def test_figures_agree_after_conversion(notes, article: str, figure: str, other: str, same: str) -> None:
    table = notes.figure_relations.query("relation == 'agrees'")
    sides = table[["article_id", "figure", "other_article_id", "other_figure"]].itertuples(index=False, name=None)
    assert {(article, figure), (other, same)} in [{row[:2], row[2:]} for row in sides]


def test_figures_of_one_outlet_are_listed_as_such(notes) -> None:
    only = notes.figure_relations.query("relation == 'only here'")
    assert {310e6, 120e6, 900.0, 8.5, 6.0} <= set(only[only["article_id"] == "ferry-gazette"]["value"])
    assert {45.0, 20.0} <= set(only[only["article_id"] == "bridge-courier"]["value"])
    captain = only[(only["article_id"] == "ferry-lantern") & (only["value"] == 16)]
    assert captain["earlier"].tolist() == [""]  # Nordline published again in the evening
