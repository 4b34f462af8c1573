"""A table that names the event of each article, made by the command and corrected by a person."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import read_corpus
from analysis.cli.commands import events
from analysis.corpus.working_copy import write_working_copy
from analysis.display.scope import events_compared
from analysis.exceptions import WrongUse
from analysis.report.named_files import absolute_paths

STORIES = ["The ferry ran aground off the cape.", "Fire destroyed the paper mill."]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [{"article_id": f"a{i}", "outlet": "PQRS"[i], "body": STORIES[i % 2]} for i in range(4)]
    pd.DataFrame(rows).to_csv(tmp_path / "news.csv", index=False)
    return tmp_path / "news.csv"


def written(folder: Path, text: str) -> str:
    (folder / "events.csv").write_text(text, "utf-8")
    return str(folder / "events.csv")


GROUPED = "article_id,event\na0,ferry\na1,mill\na2,ferry\na3,\n"


def test_events_of_a_table_are_those_of_the_corpus(corpus: Path) -> None:
    read = read_corpus(corpus, event=written(corpus.parent, GROUPED))
    assert read.articles["event"].tolist() == ["ferry", "mill", "ferry", "a3"]
    assert read.names_events
    assert "The table *events.csv* names 2 events" in str(events_compared(read.event_columns))


def test_headers_in_capitals_and_empty_rows_of_a_spreadsheet_do_no_harm(corpus: Path) -> None:
    text = GROUPED.replace("article_id,event", "Event Comment;Article ID;Event".replace(";", ","))
    rows = [line if number == 0 else f"x,{line}" for number, line in enumerate(text.splitlines())]
    read = read_corpus(corpus, columns={"event": written(corpus.parent, "\n".join([*rows, ",,", ""]))})
    assert read.articles["event"].tolist() == ["ferry", "mill", "ferry", "a3"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,event\na0,x\n", "has no column 'article_id'; a table of events has 'article_id', 'event'"),
        ("article_id,story\na0,x\n", "has no column 'event'"),
        (GROUPED + "a1,ferry\n", "names 'a1' twice. Expected one row for each article."),
        (GROUPED + "b7,ferry\n", "names articles that the corpus does not have: 'b7'. Expected the table that"),
        (
            "article_id,event\na0,x\na1,x\n",
            "lacks 2 of 4 articles: 'a2', 'a3'. Add a row for each, with an empty event",
        ),
        ("article_id,event\n", "lacks 4 of 4 articles"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(corpus: Path, text: str, message: str) -> None:
    with pytest.raises(WrongUse) as error:
        read_corpus(corpus, event=written(corpus.parent, text))
    assert message in str(error.value)


def test_a_table_that_is_not_there_is_refused(corpus: Path) -> None:
    with pytest.raises(WrongUse, match=r"there is no file or folder '.*nowhere.csv'"):
        read_corpus(corpus, event="nowhere.csv")


def test_a_column_of_that_name_comes_first(corpus: Path) -> None:
    table = pd.read_csv(corpus).assign(**{"events.csv": ["x", "x", "y", "y"]})
    table.to_csv(corpus, index=False)
    assert read_corpus(corpus, event="events.csv").articles["event"].tolist() == ["x", "x", "y", "y"]


def test_a_bundle_keeps_the_events_that_it_was_made_with() -> None:
    with pytest.raises(WrongUse, match="The bundle was made with the column 'event'; make another one"):
        read_corpus("data/atacms/bundle", event="events.csv")


def test_the_command_writes_a_table_that_can_be_given_back(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = corpus.parent / "events.csv"
    events(str(corpus), out)
    assert "4 articles are put into 2 events" in capsys.readouterr().err
    named = read_corpus(corpus, event=str(out)).articles["event"].tolist()
    assert named == ["event 1", "event 2", "event 1", "event 2"]
    with pytest.raises(WrongUse, match=r"Invalid `--out`: 'events.txt'. Expected a file name that ends in '.csv'."):
        events(str(corpus), Path("events.txt"))


def test_a_report_hands_the_table_to_its_notebooks(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(corpus.parent, GROUPED)
    monkeypatch.chdir(corpus.parent)
    (corpus.parent / "topic").mkdir()
    assert absolute_paths({"event": "events.csv"}, {}) == {"event": file}
    assert absolute_paths({"event": "topic"}, {}) == {}
    copy = write_working_copy(read_corpus(corpus, event="events.csv"), corpus.parent / "copy")
    assert read_corpus(copy, event=file).articles["event"].tolist() == ["ferry", "mill", "ferry", "a3"]
