"""Articles without event labels, grouped into events."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import group_events, read_corpus
from analysis.corpus.corpus import Corpus
from analysis.corpus.grouping.average_link import average_link
from analysis.corpus.grouping.similar_pairs import WINDOW, similar_pairs
from analysis.corpus.grouping.word_weights import word_weights
from analysis.exceptions import NeedsText, WrongUse

STORIES = {
    "ferry": "The ferry Albatross ran aground off Tarnholm. Divers searched the hull as passengers waited ashore.",
    "mill": "Fire destroyed the paper mill in Orrin. Forty workers escaped and the owner will rebuild the plant.",
    "vote": "Councillors in Velby rejected the tram line. Supporters of the tram will collect signatures again.",
}


def corpus_of(folder: Path, rows: list[dict[str, str]]) -> Corpus:
    table = pd.DataFrame(rows).assign(article_id=[f"a{number}" for number in range(len(rows))])
    table.to_json(folder / "a.jsonl", orient="records", lines=True)
    return read_corpus(folder / "a.jsonl")


def told(story: str, outlet: str, day: str = "", more: str = "") -> dict[str, str]:
    return {"outlet": outlet, "headline": "", "published": day, "body": f"{outlet} reports. {STORIES[story]} {more}"}


def groups(corpus: Corpus) -> set[frozenset[str]]:
    table = group_events(corpus)
    return {frozenset(ids) for _, ids in table.groupby("event")["article_id"]}


@pytest.mark.parametrize("day", ["2024-05-01", ""])
def test_articles_that_tell_one_story_are_one_event(tmp_path: Path, day: str) -> None:
    rows = [told(story, outlet, day) for story in STORIES for outlet in ("Post", "Star")]
    assert groups(corpus_of(tmp_path, rows)) == {frozenset(pair) for pair in (("a0", "a1"), ("a2", "a3"), ("a4", "a5"))}


def test_the_same_story_a_month_later_is_another_event(tmp_path: Path) -> None:
    days = ["2024-05-01", "2024-05-03", "2024-06-03", "2024-06-04"]
    rows = [told("ferry", f"Paper{number}", day) for number, day in enumerate(days)]
    assert groups(corpus_of(tmp_path, rows)) == {frozenset(("a0", "a1")), frozenset(("a2", "a3"))}


def test_the_table_says_how_alike_articles_are_and_numbers_events_by_day(tmp_path: Path) -> None:
    later, first = told("ferry", "Post", "2024-05-02"), told("ferry", "Star", "2024-05-01")
    rows = [told("mill", "Post", "2024-05-09"), later, first]
    table = group_events(corpus_of(tmp_path, rows))
    assert table[["article_id", "event", "articles", "day"]].to_numpy().tolist() == [
        ["a2", "event 1", 2, "2024-05-01"],
        ["a1", "event 1", 2, "2024-05-02"],
        ["a0", "event 2", 1, "2024-05-09"],
    ]
    assert table["similarity"].iloc[0] == table["similarity"].iloc[1] > 0.3
    assert np.isnan(table["similarity"].iloc[2])
    assert table["nearest_event"].tolist() == ["", "", ""]


def test_copies_in_any_number_and_an_article_within_another_are_of_its_event(tmp_path: Path) -> None:
    copies = [told("ferry", f"Paper{number}") for number in range(300)]
    identical = [{**copy, "body": STORIES["ferry"]} for copy in copies]
    longer = told("ferry", "Star", more="The captain blamed a broken radar. The owner of the ferry declined to answer.")
    others = [told(story, "Echo") for story in ("mill", "vote")]
    found = groups(corpus_of(tmp_path, [*identical, longer, *others]))
    assert sorted(map(len, found)) == [1, 1, 301]


def test_days_in_other_formats_are_read(tmp_path: Path) -> None:
    rows = [told("ferry", "Post", "May 1, 2024"), told("ferry", "Star", "1 June 2024")]
    assert len(groups(corpus_of(tmp_path, rows))) == 2


def test_a_duplicate_has_the_event_of_the_article_that_was_kept(tmp_path: Path) -> None:
    """Read with events, an article that was left out as a duplicate may be none, so that the table must hold it."""
    rest = "The captain blamed a broken radar. The owner of the ferry declined to answer."
    rows = [told("ferry", "Post", "2024-05-01", rest), told("mill", "Star", "2024-05-01")]
    rows += [rows[0], told("vote", "Star", "2024-05-02")]
    corpus = corpus_of(tmp_path, rows)
    assert corpus.dropped.loc[corpus.dropped["kind"] == "article", "article_id"].tolist() == ["a2"]
    table = group_events(corpus)
    event = table.set_index("article_id")["event"]
    assert len(table) == 4 and event["a0"] == event["a2"] and event.nunique() == 3
    table.to_csv(tmp_path / "events.csv", index=False)
    split = table.assign(event=["apart", *table["event"].iloc[1:]])
    split.to_csv(tmp_path / "split.csv", index=False)
    for name, number in (("events", 3), ("split", 4)):
        again = read_corpus(tmp_path / "a.jsonl", event=str(tmp_path / f"{name}.csv"))
        assert len(again.articles) == number


def test_articles_without_a_day_change_nothing_for_the_others() -> None:
    """Of stories on one topic, each told twice in a week of its own, those that nobody dated are the most."""
    rng, n_dated = np.random.default_rng(0), 80
    topic = rng.choice(80, (1_000, 12))
    bodies = [
        " ".join([f"story{row // 2}", *(f"topic{word}" for word in topic[row]), *(f"own{row}x{k}" for k in range(4))])
        for row in range(len(topic))
    ]

    def grouped(number: int) -> list[int]:
        rows = word_weights([""] * number, bodies[:number])
        days = np.array([7.0 * (row // 2) if row < n_dated else np.nan for row in range(number)])
        return average_link(similar_pairs(rows, days), days, WINDOW)[:n_dated].tolist()

    assert grouped(n_dated) == grouped(len(topic)) == [row // 2 for row in range(n_dated)]


def test_a_large_corpus_without_days_says_that_groups_are_likely_wrong(tmp_path: Path) -> None:
    def corpus(number: int, day: str) -> Corpus:
        return corpus_of(tmp_path, [told("ferry", "Post", day, f"Boat {row}.") for row in range(number)])

    assert (
        group_events(corpus(2_000, "")).attrs["note"].startswith("2,000 of 2,000 articles have no day of publication")
    )
    assert group_events(corpus(2_000, "2024-05-01")).attrs["note"] == ""
    assert group_events(corpus(20, "")).attrs["note"] == ""


def test_one_article_is_one_event(tmp_path: Path) -> None:
    assert groups(corpus_of(tmp_path, [told("ferry", "Post")])) == {frozenset(("a0",))}


def test_the_order_of_the_table_does_not_matter(tmp_path: Path) -> None:
    rows = [told(story, outlet, "2024-05-01") for outlet in ("Post", "Star") for story in STORIES]
    assert groups(corpus_of(tmp_path, rows)) == {frozenset(pair) for pair in (("a0", "a3"), ("a1", "a4"), ("a2", "a5"))}


def test_a_bundle_holds_no_words() -> None:
    with pytest.raises(NeedsText, match="This needs the articles themselves"):
        group_events(read_corpus("data/atacms/bundle"))
    with pytest.raises(WrongUse, match="Invalid `corpus`: 'a.csv'"):
        group_events("a.csv")  # type: ignore[arg-type]
