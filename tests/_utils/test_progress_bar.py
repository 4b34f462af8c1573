import sys

import pytest

from analysis._utils import progress_bar
from analysis._utils.progress_bar import tracked


def test_steps_are_passed_on_and_nothing_is_shown_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(tracked(iter([3, 1, 2]), 3, "counting")) == [3, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_a_bar_is_shown_on_a_terminal_once_steps_take_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(tracked(range(3), 3, "counting")) == [0, 1, 2]
    assert "counting" not in capsys.readouterr().err
    monkeypatch.setattr(progress_bar, "PATIENCE", -1.0)
    assert list(tracked(range(3), 3, "counting")) == [0, 1, 2]
    assert "counting" in capsys.readouterr().err
