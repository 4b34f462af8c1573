"""Examples in the documentation: Python blocks run, page by page; commands have the options they are given."""

import doctest
import importlib.util
import re
import shlex
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGES = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"(<!-- not run: .+ -->\n)?^```(python|pycon|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_OURS = ("make", "papermill", "pip", "python")

sys.path.insert(0, str(PROJECT / "docs" / "_ext"))
spec = importlib.util.find_spec("command_line")
assert spec
from command_line import commands  # noqa: E402


def blocks(page: Path, *languages: str) -> list[tuple[str, str]]:
    """Language and content of the blocks that are run, in order."""
    found = BLOCK.findall(page.read_text("utf-8"))
    return [(language, content) for skipped, language, content in found if language in languages and not skipped]


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "python")], ids=lambda page: str(page.relative_to(PROJECT))
)
def test_examples_run_in_the_order_of_the_page(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(PROJECT / "data")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner()
    for language, content in blocks(page, "python", "pycon"):
        if language == "python":
            exec(compile(content, str(page), "exec"), names)
        else:
            runner.run(parser.get_doctest(content, names, page.name, str(page), 0), clear_globs=False)
    assert not runner.failures


COMMANDS = sorted({
    line
    for page in PAGES
    for _, content in blocks(page, "console")
    for line in re.findall(r"^\$ (.+)$", content, re.MULTILINE)
    if not line.startswith(NOT_OURS)
})  # fmt: skip


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_are_those_of_the_command_line(line: str) -> None:
    words = shlex.split(line, comments=True)
    name = next((name for name in commands() if words[: len(name.split())] == name.split()), None)
    assert name, f"not a command: {line}"
    commands()[name].make_context(name, words[len(name.split()) :])


def test_some_commands_were_found() -> None:
    assert len(COMMANDS) > 10
