"""What is shown of work that takes long."""

import io
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from types import SimpleNamespace

import pytest

from analysis._utils import progress_bar
from analysis._utils.progress_bar import in_words, progress, shown_for_parent, tracked


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "PATIENCE", -1.0)


def test_of_short_work_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(tracked(iter([3, 1, 2]), 3, "counting")) == [3, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_a_bar_is_shown_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], impatient: None
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(tracked(range(3), 3, "counting", "words")) == [0, 1, 2]
    assert "counting, 3 of 3 words" in capsys.readouterr().err


def test_without_a_terminal_there_are_plain_lines_of_stages_and_now_and_then(
    capsys: pytest.CaptureFixture[str], impatient: None
) -> None:
    with progress("report", 4) as advance:
        advance(stage="corpus read")
        advance(stage="1_corpus done")
        advance(stage="1_corpus done")
    lines = capsys.readouterr().err.splitlines()
    assert lines == ["report, 1 of 4, 0 s: corpus read", "report, 2 of 4, 0 s: 1_corpus done"]


def test_a_part_of_other_work_is_not_shown(capsys: pytest.CaptureFixture[str], impatient: None) -> None:
    for _ in tracked(range(2), 2, "annotating", "MB"):
        list(tracked(range(2), 2, "cleaning", "MB"))
    list(tracked(range(1), 1, "reading"))
    assert [line.partition(",")[0] for line in capsys.readouterr().err.splitlines()] == ["annotating", "reading"]


def test_in_a_notebook_a_line_changes_and_is_empty_in_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], impatient: None
) -> None:
    shown: list[str] = []

    def display(form: dict[str, str], **_: bool) -> SimpleNamespace:
        shown.append(form["text/plain"])
        return SimpleNamespace(update=lambda form, raw: shown.append(form["text/plain"]))

    monkeypatch.setattr("IPython.get_ipython", lambda: SimpleNamespace(kernel=object()))
    monkeypatch.setattr("IPython.display.display", display)
    monkeypatch.setattr(progress_bar._Notebook, "pause", -1.0)
    list(tracked(range(2), 2, "annotating", "MB"))
    assert [line.partition(" MB")[0] for line in shown] == ["annotating, 1 of 2", "annotating, 2 of 2", ""]
    assert capsys.readouterr() == ("", "")


def written(in_place_of_parent: bool) -> str:
    """Return what work in a process for another one shows."""
    progress_bar.PATIENCE = -1.0
    sys.stderr = io.StringIO()
    with shown_for_parent() if in_place_of_parent else nullcontext():
        list(tracked(range(2), 2, "annotating", "MB"))
    return sys.stderr.getvalue()


def test_processes_that_work_for_another_one_show_nothing_but_in_its_place() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        nothing, shown, nothing_again = pool.map(written, [False, True, False])
    assert nothing == nothing_again == ""
    assert shown.startswith("annotating, 1 of 2 MB")


@pytest.mark.parametrize(("seconds", "told"), [
    (99.0, "work, 1 of 2 MB, 0.0 MB/s, 99 s left"),
    (125.0, "work, 1 of 2 MB, 0.0 MB/s, 2 min left"),
    (7300.0, "work, 1 of 2 MB, 0.0 MB/s, 2 h 2 min left"),
])  # fmt: skip
def test_times_are_told_in_words(seconds: float, told: str) -> None:
    assert in_words("work", 1, 2, "MB", seconds) == told


def test_what_is_done_or_not_begun_has_no_time_left() -> None:
    assert in_words("work", 2, 2, "MB", 0.1) == "work, 2 of 2 MB, 20 MB/s"
    assert in_words("work", 0, 2, "MB", 0.0) == "work, 0 of 2 MB, 0.0 MB/s"
