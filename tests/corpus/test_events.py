"""Which events a corpus names, and which columns could name them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import annotate_table, read_corpus, share
from analysis.corpus.article_tables import SAME
from analysis.exceptions import WrongUse

OUTLETS = ["Post", "Star", "Echo"]


def story(number: int) -> str:
    return f"The council met on day {number} of the dispute. Nobody in ward {number + 40} was told of plan {number}."


def rows(n: int = 12, **columns: list[Any]) -> list[dict[str, Any]]:
    """Articles of three outlets in turn; each column repeats its values."""
    return [
        {"outlet": OUTLETS[i % 3], "body": story(i), **{name: given[i % len(given)] for name, given in columns.items()}}
        for i in range(n)
    ]


def written(folder: Path, made: list[dict[str, Any]], name: str = "a.jsonl") -> Path:
    file = folder / name
    if name.endswith(".csv"):
        pd.DataFrame(made).to_csv(file, index=False)
    else:
        file.write_text("\n".join(map(json.dumps, made)), "utf-8")
    return file


STORIES = [f"story {i // 3}" for i in range(12)]


def test_a_table_without_events_names_none(tmp_path: Path) -> None:
    corpus = read_corpus(written(tmp_path, rows()))
    assert not corpus.names_events
    assert corpus.event_columns is not None and corpus.event_columns.empty
    assert "events: not named" in repr(corpus)


def test_the_column_event_names_them(tmp_path: Path) -> None:
    corpus = read_corpus(written(tmp_path, rows(event=STORIES)))
    assert corpus.names_events
    assert corpus.event_columns is not None
    # Four stories of three articles, one of each outlet.
    assert corpus.event_columns.to_dict("records") == [
        {"column": "event", "used": True, "values": 4, "articles": 12, "articles_per_value": 3.0,
         "outlets_per_value": 3.0},
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_a_column_that_several_outlets_share_could_serve(tmp_path: Path, name: str) -> None:
    corpus = read_corpus(written(tmp_path, rows(Topic=STORIES, id=list(range(12))), name))
    assert corpus.event_columns is not None and not corpus.names_events
    assert corpus.event_columns[["column", "used", "values"]].to_numpy().tolist() == [["Topic", False, 4]]
    used = read_corpus(written(tmp_path, rows(Topic=STORIES), name), event="topic")
    assert used.names_events and used.articles["event"].nunique() == 4
    assert used.event_columns is not None and used.event_columns["column"].tolist() == ["Topic"]


def test_other_columns_could_not(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {
        "leaning": ["left", "right", "centre"],  # one value per outlet
        "source": STORIES,  # files of a corpus made by `samestory ingest`
        "date": [f"2024-05-{1 + i // 3:02d}" for i in range(12)],
        "length": [f"{300 + i // 3}" for i in range(12)],
        "url": [f"https://example.org/{i}" for i in range(12)],
        "author": [f"{outlet} {i // 6}" for i, outlet in enumerate(OUTLETS * 4)],
        "kind": ["news", "news", "news", "opinion", "opinion", "opinion"],
        "summary": [f"{i // 3} " + "of the dispute, as the council of the town has told it " * 4 for i in range(12)],
        "topic": [""] * 11 + ["dispute"],
        "meta": [{"a": 1}],
    }
    corpus = read_corpus(written(tmp_path, rows(36, **columns)))
    assert corpus.event_columns is not None and corpus.event_columns["column"].tolist() == []
    # Beside them a column that could serve is found.
    corpus = read_corpus(written(tmp_path, rows(36, **columns, story=STORIES)))
    assert corpus.event_columns is not None and corpus.event_columns["column"].tolist() == ["story"]


def test_numbers_serve_where_the_column_is_called_so_and_nested_ones_do_not_disturb(tmp_path: Path) -> None:
    corpus = read_corpus(written(tmp_path, rows(cluster_id=[i // 3 for i in range(12)], meta=[{"a": 1}])))
    assert corpus.event_columns is not None and corpus.event_columns["column"].tolist() == ["cluster_id"]


def test_all_articles_are_about_one_event_if_the_researcher_says_so(tmp_path: Path) -> None:
    table = written(tmp_path, rows(topic=STORIES))
    for corpus in (read_corpus(table, event=SAME), read_corpus(table, columns={"event": SAME})):
        assert corpus.names_events and corpus.articles["event"].unique().tolist() == ["a"]
        assert corpus.event_columns is not None and corpus.event_columns["column"].tolist() == [SAME]
    with_column = read_corpus(written(tmp_path, rows(same=STORIES)), event=SAME)
    assert with_column.articles["event"].nunique() == 4, "a column of that name is the column"


def test_an_article_without_an_event_is_compared_with_no_other(tmp_path: Path) -> None:
    corpus = read_corpus(written(tmp_path, rows(event=["", "", *STORIES[2:]])))
    assert corpus.articles["event"].tolist()[:3] == ["row-000001", "row-000002", "story 0"]
    assert corpus.notes == ("2 articles without an event, each counted as an event of its own",)
    assert not read_corpus(written(tmp_path, rows(event=[""]))).names_events


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"event": "story"}, r"has no column 'story'; its columns are 'outlet', 'body', 'topic'"),
        ({"event": 3}, r"Invalid `event`: 3. Expected the name of a column, or 'same'."),
        ({"event": "topic", "columns": {"event": "body"}}, r"Two columns of events are named: 'topic', 'body'."),
    ],
)
def test_what_is_no_column_is_refused(tmp_path: Path, given: dict[str, Any], message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        read_corpus(written(tmp_path, rows(topic=STORIES)), **given)


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """Whether events are named -> a bundle of the same articles."""
    folder = tmp_path_factory.mktemp("bundles")
    table = written(folder, rows(topic=STORIES))
    return {named: share(read_corpus(table, event="topic" * named), folder / f"{named}") for named in (False, True)}


def test_bundles_keep_whether_events_are_named(tmp_path: Path, bundles: dict[bool, Path]) -> None:
    corpus = read_corpus(written(tmp_path, rows(topic=STORIES)))
    private = read_corpus(share(corpus, tmp_path / "private", with_text=True))
    assert private.event_columns is not None and private.event_columns["column"].tolist() == ["topic"]
    assert not private.names_events
    none, named = bundles[False], bundles[True]
    assert not read_corpus(none).names_events and read_corpus(none, event=SAME).names_events
    with pytest.raises(WrongUse, match="The bundle was made with no column of events"):
        read_corpus(none, event="topic")
    of_topic = read_corpus(named, event="Topic")
    assert of_topic.names_events and of_topic.articles["event"].nunique() == 4
    with pytest.raises(WrongUse, match="The bundle was made with the column 'topic'"):
        read_corpus(named, event=SAME)


@pytest.mark.usefixtures("threads")
@pytest.mark.parametrize(
    ("columns", "named", "events"), [(None, False, 1), ({"event": "topic"}, True, 4), ({"event": SAME}, True, 1)]
)
def test_a_table_in_batches_keeps_it_too(
    tmp_path: Path, columns: dict[str, str] | None, named: bool, events: int
) -> None:
    table = written(tmp_path, rows(topic=STORIES))
    corpus = read_corpus(annotate_table(table, tmp_path / "out", columns=columns, workers=1))
    assert corpus.names_events is named and corpus.articles["event"].nunique() == events


def test_a_bundle_of_an_earlier_version_is_read(tmp_path: Path, bundles: dict[bool, Path]) -> None:
    for named, bundle in bundles.items():
        folder = Path(shutil.copytree(bundle, tmp_path / f"{named}"))
        record = json.loads((folder / "bundle.json").read_text("utf-8"))
        del record["events"]
        (folder / "bundle.json").write_text(json.dumps(record), "utf-8")
        assert read_corpus(folder).names_events is named
