"""What is in a corpus, before anything is measured."""

import json
import sys
from pathlib import Path

import pytest

from analysis import cli, corpus_contents, read_corpus
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse

ASKS = "Get our morning letter in your inbox each day."
THINGS = ["harbour", "tram", "school", "library", "bridge", "market", "tower", "garden"]


def story(number: int) -> str:
    thing = THINGS[number]
    return (
        f"The head of the {thing} asked the council of the town for more money on Friday. "
        f"Nobody in the {thing} was told of it before, and the plan of the {thing} is {number + 20} pages long."
    )


def read(folder: Path, rows: list[dict[str, str]]) -> Corpus:
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return read_corpus(folder / "a.jsonl")


def test_what_is_cut_and_left_out_is_counted(tmp_path: Path) -> None:
    rows = [{"outlet": "Times", "body": f"{story(n)} {ASKS}"} for n in range(8)]
    rows += [{"outlet": "Star", "body": story(n)} for n in range(8)]
    contents = corpus_contents(read(tmp_path, rows))
    assert contents["outlets"][["outlet", "articles"]].to_numpy().tolist() == [["Star", 8], ["Times", 8]]
    assert contents["languages"].to_numpy().tolist() == [["en", 16]]
    assert contents["left_out"].empty
    (cut,) = contents["cut"].itertuples(index=False)
    assert (cut.cuts, cut.articles) == (8, 8)
    assert contents["furniture"].to_numpy().tolist() == [["Times", ASKS, 8, 1.0]]


def test_days_are_shown_where_some_are_known(tmp_path: Path) -> None:
    rows = [{"outlet": "Times", "body": story(n)} for n in range(2)]
    assert "first" not in corpus_contents(read(tmp_path, rows))["outlets"]
    dated = [rows[0] | {"published": "2021-05-03"}, rows[1]]
    outlets = corpus_contents(read(tmp_path, dated))["outlets"]
    assert outlets[["first", "last"]].to_numpy().tolist() == [["2021-05-03", "2021-05-03"]]


GERMAN = (
    "Der Stadtrat hat am Freitag beschlossen, dass der Hafen im nächsten Jahr mit neuen Kränen ausgestattet wird. "
    "Niemand in der Verwaltung wollte sagen, wie viel Geld dafür noch gebraucht wird und wer es bezahlen soll."
)


def test_articles_of_two_languages_are_named(tmp_path: Path) -> None:
    bodies = [story(0), f"{story(1)}\n{GERMAN}", f"{story(2)}\nDer Hafen."]
    rows = [{"outlet": "Times", "body": body, "id": str(n)} for n, body in enumerate(bodies)]
    corpus = read(tmp_path, rows)
    (mixed,) = corpus_contents(corpus)["mixed_languages"].itertuples(index=False)
    assert (mixed.article_id, mixed.outlet, mixed.language) == (corpus.articles["article_id"].iat[1], "Times", "en")
    assert mixed.others == "de" and 0.4 < mixed.share < 0.6
    assert corpus_contents(read(tmp_path, rows[:1]))["mixed_languages"].empty


def test_reasons_are_counted_without_the_names_in_them(tmp_path: Path) -> None:
    bodies = [story(0), story(1), story(0), story(1), "", "…"]
    left = corpus_contents(read(tmp_path, [{"outlet": "Times", "body": body} for body in bodies]))["left_out"]
    assert left.to_numpy().tolist() == [
        ["the same text as another article of the outlet", 2, "row-000003, row-000004"],
        ["body is empty", 1, "row-000005"],
        ["no text but a headline, page furniture or punctuation", 1, "row-000006"],
    ]


def test_the_command_prints_all_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    rows = [{"outlet": outlet, "body": story(n)} for n, outlet in enumerate(["Times", "times", "Times", "Star"])]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    monkeypatch.setattr(sys, "argv", ["samestory", "inspect", str(tmp_path / "a.jsonl")])
    with pytest.raises(SystemExit) as end:
        cli.main()
    out, err = capsys.readouterr()
    assert not end.value.code
    assert "The corpus names no events" in out
    assert "outlets (2)\n===========\noutlet  articles\n" in out and "left out (0)\n============\nnone\n" in out
    assert "outlets 'Times', 'times' are counted as 'Times'" in err


def test_something_else_is_refused() -> None:
    with pytest.raises(WrongUse, match="Expected a corpus"):
        corpus_contents("articles.csv")  # type: ignore[arg-type]
