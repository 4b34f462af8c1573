"""A survey by workers is the one that is made of all rows at once."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.batch import table_survey
from analysis.batch.executors import executor
from analysis.batch.survey_files import extract_batch
from analysis.batch.table_survey import survey_table
from analysis.batch.workers import Workers
from analysis.corpus import survey_extracts
from analysis.corpus.survey import Survey, survey_rows, write_survey
from analysis.corpus.survey_extracts import is_full, is_sampled
from tests.corpus.test_survey import ASKS, PLAIN, WIRE, story

LABELS = ["Harbour Times", "harbour times", "The Harbour Times", "Star", "Daily Bell", "", "Harbour  Times"]


def rows(*, events: bool = False) -> pd.DataFrame:
    """Articles with furniture, copies in an outlet and across outlets, labels of several spellings, and empty ones."""
    # The last ones are copies, some with a line more.
    numbers = [n if n < 40 else n - 35 for n in range(60)]
    labels = [LABELS[n % 7] for n in numbers]
    ends = [PLAIN if n % 3 and "arbour" in label else "So it goes." for n, label in zip(numbers, labels, strict=True)]
    bodies = [
        f"{story(n)} {WIRE if n % 4 == 0 else ''}\n{end}\n{ASKS if n % 5 else ''}"
        for n, end in zip(numbers, ends, strict=True)
    ]
    table = pd.DataFrame({
        "article_id": [f"a{n}" for n in range(60)], "outlet": labels,
        "body": ["" if n % 20 == 17 else f"{body}\nAgain." if n % 20 == 3 else body for n, body in enumerate(bodies)],
    })  # fmt: skip
    return table.assign(event=[f"event {n % 5}" if n % 7 else "" for n in numbers]) if events else table


def cut(table: pd.DataFrame, places: list[int]) -> Iterator[pd.DataFrame]:
    ends = sorted({*places, len(table)})
    return (table[start:end].reset_index(drop=True) for start, end in zip([0, *ends], ends, strict=False))


@contextmanager
def some_articles(most: int) -> Iterator[None]:
    """Learn from so many articles of a label."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(survey_extracts, "MOST_ARTICLES", most)
        yield


def sha256(survey: Survey) -> str:
    with TemporaryDirectory() as folder:
        return write_survey(survey, Path(folder) / "survey.json")


def by_workers(
    table: pd.DataFrame, places: list[int], buckets: int, start: Callable[..., object], number: int
) -> Survey:
    """The survey of batches that end at some places; of the files nothing is left."""
    with TemporaryDirectory() as folder, Workers(partial(start, number), number) as workers:
        size = buckets * table_survey.BATCHES
        found = survey_table(cut(table, places), Path(folder), workers, size=size, megabytes=1)
        assert list(Path(folder).iterdir()) == []
        return found


@settings(max_examples=12)
@given(
    places=st.lists(st.integers(1, 59), max_size=9), buckets=st.integers(1, 7), most=st.integers(1, 20),
    number=st.integers(1, 3), events=st.booleans(),
)  # fmt: skip
def test_no_division_of_rows_and_outlets_changes_a_byte(
    places: list[int], buckets: int, most: int, number: int, events: bool
) -> None:
    table = rows(events=events)
    with some_articles(most):
        whole = sha256(survey_rows([table]))
        assert sha256(survey_rows(cut(table, places))) == whole
        assert sha256(by_workers(table, places, buckets, ThreadPoolExecutor, number)) == whole


def test_these_rows_show_all_that_is_surveyed() -> None:
    found = by_workers(rows(events=True), [9, 30], 3, ThreadPoolExecutor, 2)
    assert {PLAIN, ASKS} <= set(found.recurring.passages["passage"])
    assert len(found.duplicates) > 5
    assert len(set(found.outlets.values())) == 1
    assert len(found.labels) == 3
    assert found.events is not None
    assert found.events["values"].tolist() == [5]


def test_spellings_of_an_outlet_in_different_batches_are_counted_together() -> None:
    table = pd.DataFrame({
        "article_id": [f"a{n}" for n in range(9)], "outlet": ["Evening Bell", "evening bell", "THE EVENING BELL"] * 3,
        "body": [f"{story(n % 8)} {PLAIN}" for n in range(9)],
    })  # fmt: skip
    found = by_workers(table, [*range(1, 9)], 5, ThreadPoolExecutor, 2)
    assert found.recurring.passages.select("outlet", "passage", "articles").rows() == [("Evening Bell", PLAIN, 9)]
    assert found.duplicates == {"a8": "the same text as article 'a0' of this outlet"}


@pytest.mark.parametrize("places", [[], [3], [5], [2, 4, 6], [*range(1, 8)]])
def test_the_first_articles_of_an_outlet_are_learned_from_whatever_batch_they_are_in(places: list[int]) -> None:
    bodies = [f"{story(n)} {PLAIN if n < 5 else ASKS}" for n in range(8)]
    table = pd.DataFrame({"article_id": [f"a{n}" for n in range(8)], "outlet": "Star", "body": bodies})
    with some_articles(5):
        found = by_workers(table, places, 2, ThreadPoolExecutor, 1).recurring.passages
    assert found.select("passage", "articles", "share").rows() == [(PLAIN, 5, 1.0)]


def test_articles_are_sampled_until_there_are_many_or_long_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey_extracts, "MOST_ARTICLES", 3)
    monkeypatch.setattr(survey_extracts, "MOST_CHARACTERS", 100)
    bodies = ["x" * 40, "x" * 90, "x" * 60, "x", "x", "x", "x" * 99, "x"]
    table = pd.DataFrame({"article_id": [*"abcdefgh"], "outlet": [*"AAABBBBA"], "body": bodies})
    articles = survey_extracts.extract_of(table).articles
    assert is_sampled(articles).to_list() == [True, True, False, True, True, True, False, False]
    assert [is_full(2, 99), is_full(3, 0), is_full(0, 100)] == [False, True, True]


def dies_once(rows: str, part: str, *how: object, marker: str) -> object:
    """What a worker does that is killed at its first batch, and works after."""
    if not Path(marker).exists():
        Path(marker).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return extract_batch(rows, part, *how)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "cluster"), [(1, ""), (2, ""), (2, "local")])
def test_processes_here_or_in_a_cluster_and_a_killed_worker_change_no_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, cluster: str
) -> None:
    monkeypatch.setattr(table_survey, "extract_batch", partial(dies_once, marker=str(tmp_path / "died")))
    found = by_workers(rows(events=True), [7, 8, 30, 44], 3, partial(executor, cluster=cluster), number)
    assert sha256(found) == sha256(survey_rows([rows(events=True)]))
    assert (tmp_path / "died").exists()
