"""What only all articles of a table together show: furniture, duplicates, spellings."""

import json
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from analysis import read_corpus
from analysis.corpus.corpus import Corpus
from analysis.corpus.spellings import common_spellings
from analysis.corpus.survey import read_survey, survey_rows, write_survey
from analysis.exceptions import WrongUse

NAMES = ["Ada", "Bo", "Cleo", "Dov", "Eva", "Finn", "Gro", "Hal"]
THINGS = ["harbour", "tram", "school", "library", "bridge", "market", "tower", "garden"]
ASKS = "Get our morning letter in your inbox each day."
PLAIN = "The Harbour Times is printed on paper from the woods of Northshire."
WIRE = "The council of Westport will meet again before the end of the month."


def story(number: int, outlet: str = "") -> str:
    name, thing = NAMES[number % 8], THINGS[number // 2 % 8]
    return (
        f"{name} Example, who has led the {thing} for {number + 3} years{outlet}, asked for more money on Friday. "
        f"Nobody in the {thing} was told before {name} spoke, and the plan of the {thing} is {number + 20} pages long."
    )


def read(folder: Path, rows: list[dict[str, str]]) -> Corpus:
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return read_corpus(folder / "a.jsonl")


def corpus(folder: Path, *tails: str, wire: str = "", joint: str = " ") -> Corpus:
    """Eight articles each of two outlets; those of the first end with the tails."""
    ours = [{"outlet": "Times", "body": joint.join([story(n), *([wire] if wire else []), *tails])} for n in range(8)]
    others = [
        {"outlet": "Star", "body": joint.join([story(n, " and more"), *([wire] if wire else [])])} for n in range(8)
    ]
    return read(folder, ours + others)


@pytest.mark.parametrize("joint", [" ", "\n"])
@pytest.mark.parametrize("tail", [ASKS, PLAIN, f"{PLAIN} {ASKS}", "© 2021 Times Ltd."])
def test_a_passage_that_recurs_in_an_outlet_is_cut(tmp_path: Path, tail: str, joint: str) -> None:
    found = corpus(tmp_path, tail, joint=joint)
    assert list(found.texts.values())[:8] == [story(n) for n in range(8)]
    assert found.dropped["article_id"].nunique() == 8


def test_names_and_numbers_in_it_may_differ(tmp_path: Path) -> None:
    rows = [
        {"outlet": "Times", "body": f"{story(n)} {NAMES[n]} Nobody took down these notes in room {n} of the paper."}
        for n in range(8)
    ]
    assert list(read(tmp_path, rows).texts.values()) == [story(n) for n in range(8)]


def test_copy_that_outlets_share_and_quotes_stay(tmp_path: Path) -> None:
    assert all(WIRE in text for text in corpus(tmp_path, wire=WIRE).texts.values())
    quoted = "“We will rebuild it,” the mayor told the board on Friday."
    assert all(quoted in text for text in list(corpus(tmp_path, quoted).texts.values())[:8])


def test_two_articles_are_too_few(tmp_path: Path) -> None:
    rows = [{"outlet": "Times", "body": f"{story(n)} {PLAIN}"} for n in range(2)]
    assert read(tmp_path, rows).dropped.empty


def test_of_one_event_a_background_that_some_articles_repeat_stays(tmp_path: Path) -> None:
    rows = [
        {"outlet": "Times", "event": "e", "body": f"{story(n)} {WIRE}" if n < 3 else story(n)} for n in range(8)
    ]  # fmt: skip
    assert read(tmp_path, rows).dropped.empty


def test_each_visible_character_is_kept_or_cut(tmp_path: Path) -> None:
    rows = [{"outlet": "Times", "body": f" {story(n)}  {PLAIN}\t{ASKS} "} for n in range(8)]
    found = read(tmp_path, rows)
    for row, (article, text) in zip(rows, found.texts.items(), strict=True):
        cuts = found.dropped[found.dropped["article_id"] == article]
        pieces = [row["body"][start:end] for start, end in zip(cuts["start"], cuts["end"], strict=True)]
        assert pieces == [PLAIN, ASKS]
        assert "".join(text.split()) + "".join("".join(pieces).split()) == "".join(row["body"].split())


def reasons(found: Corpus) -> dict[str, str]:
    refused = found.dropped[found.dropped["kind"] == "article"]
    return dict(zip(refused["article_id"], refused["reason"], strict=True))


def test_duplicates_in_an_outlet_are_counted_once(tmp_path: Path) -> None:
    bodies = [story(0), story(1), story(0), f"{story(1)}\nThe desk added this line at noon."]
    found = read(tmp_path, [{"outlet": "Times", "body": body} for body in bodies])
    assert reasons(found) == {
        "row-000003": "the same text as article 'row-000001' of this outlet",
        "row-000002": "nearly the same text as article 'row-000004' of this outlet",
    }


@pytest.mark.parametrize("more", [{"outlet": "Star"}, {"event": "other"}, {"body": story(0).replace("20", "21")}])
def test_other_outlets_events_and_numbers_make_no_duplicate(tmp_path: Path, more: dict[str, str]) -> None:
    row = {"outlet": "Times", "event": "one", "body": story(0)}
    assert reasons(read(tmp_path, [row, row | more])) == {}


def test_the_commonest_spelling_is_used() -> None:
    labels = ["the star", "The Star", "THE STAR", "the star", "A  Times", "A Times", "DAILY", "Daily", "", "Post"]
    assert common_spellings(pl.Series(labels)) == {
        "The Star": "the star", "THE STAR": "the star", "A  Times": "A Times", "DAILY": "Daily",
    }  # fmt: skip


def test_an_article_before_a_name_of_several_words_makes_no_other_outlet() -> None:
    labels = ["Northern Echo", "The Northern Echo", "the northern echo", "The Northern Echo", "The Star", "Star"]
    assert common_spellings(pl.Series(labels)) == {
        "Northern Echo": "The Northern Echo", "the northern echo": "The Northern Echo",
    }  # fmt: skip


def test_a_survey_of_parts_is_one_of_the_whole_and_is_written(tmp_path: Path) -> None:
    rows = pd.DataFrame({
        "article_id": [f"a{n}" for n in range(10)], "outlet": ["Times", "times"] * 5,
        "body": [f"{story(n % 9)} {PLAIN}" for n in range(10)],
    })  # fmt: skip
    whole = survey_rows([rows])
    parts = survey_rows([rows[:3], rows[3:4], rows[4:]])
    write_survey(parts, tmp_path / "survey.json")
    for other in (parts, read_survey(tmp_path / "survey.json")):
        assert whole.recurring.passages.equals(other.recurring.passages)
        assert (whole.duplicates, whole.outlets) == (other.duplicates, other.outlets)
    assert whole.recurring.passages["articles"].to_list() == [10]
    assert list(whole.duplicates) == ["a9"]
    assert survey_rows([]).duplicates == {}


GERMAN = "Der Hafen war am Freitag wegen eines Sturms geschlossen, und kein Schiff verließ ihn vor dem Mittag."


def test_articles_in_other_languages_are_left_out_with_a_reason_and_a_note(tmp_path: Path) -> None:
    rows = [
        {"outlet": "A", "body": story(0)},
        {"outlet": "B", "body": GERMAN},
        {"outlet": "B", "body": story(1), "language": "fr"},
    ]
    found = read(tmp_path, rows)
    assert reasons(found) == {
        "row-000002": "language is German (de); kept are articles in English (en)",
        "row-000003": "language is French (fr); kept are articles in English (en)",
    }
    assert found.notes == ("2 articles in other languages left out",)
    kept = read_corpus(tmp_path / "a.jsonl", languages=[])
    assert kept.articles["language"].tolist() == ["en", "de", "fr"]
    assert kept.notes == ()


def test_what_the_researcher_keeps_is_not_cut(tmp_path: Path) -> None:
    kept = [f"{story(n)}\n{'Share' if n < 2 else 'So it goes.'}\n{ASKS}" for n in range(3)]
    (tmp_path / "cleaning.yml").write_text(f"keep: [share line, '{ASKS}']", "utf-8")
    rows = [{"outlet": "Times", "body": f"{text}\n© 2021 Times Ltd."} for text in kept]
    assert list(read(tmp_path, rows).texts.values()) == kept


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("keep: 3", "Invalid `keep`"),
        ("drop: [a]", "must hold the key 'keep' alone"),
        ("keep: [[a]]", "Invalid entries"),
    ],
)
def test_a_file_that_is_not_as_expected_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "cleaning.yml").write_text(content, "utf-8")
    with pytest.raises(WrongUse, match=message):
        read(tmp_path, [{"outlet": "Times", "body": story(0)}])


def test_the_agency_of_a_dateline_is_the_credit_where_none_is_given(tmp_path: Path) -> None:
    body = f"WESTPORT (Harbour Wire) - {story(0)}"
    rows = [{"outlet": outlet, "body": body, "credit": credit} for outlet, credit in (("A", ""), ("B", "Star"))]
    articles = read(tmp_path, rows).articles
    assert articles["credit"].tolist() == ["Harbour Wire", "Star"]
    assert articles[["place", "agency"]].to_numpy().tolist() == [["WESTPORT", "Harbour Wire"]] * 2
