"""Sizes of modules and packages, so that each stays one that can be read at a sitting."""

from collections import Counter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "analysis"
FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_no_module_is_over_300_lines(file: Path) -> None:
    assert len(file.read_text("utf-8").splitlines()) <= 300


def test_no_package_is_over_a_fifth_of_the_lines() -> None:
    lines = Counter[str]()
    for file in FILES:
        lines[file.parent.relative_to(PACKAGE).as_posix()] += len(file.read_text("utf-8").splitlines())
    assert [name for name, number in lines.items() if number > lines.total() / 5] == []


def test_every_test_file_is_of_a_package_that_is_there() -> None:
    tests = Path(__file__).resolve().parent
    folders = {file.parent.relative_to(tests) for file in tests.rglob("test_*.py")}
    of_packages = {folder for folder in folders if folder.name not in ("browser", "docs")}
    assert [folder for folder in of_packages if not (PACKAGE / folder).is_dir()] == []
