"""Cells of a report show what a kernel shows; the working directory and a user's settings do not change it."""

import builtins
import json
import os
import re
from pathlib import Path

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from analysis._utils.process_pool import pool
from analysis.report.notebook_runner import _settle, execute

pytestmark = pytest.mark.slow
ASKED = """
import json, os, sys, warnings
import matplotlib
import colorsys, random
print(json.dumps({
    "dpi": matplotlib.rcParams["savefig.dpi"], "cwd": os.getcwd(), "path": sys.path, "colours": colorsys.__file__,
    "named": sorted(name for name in globals() if name in ("startup", "configured")),
}))
"""


SHOWN = [
    'corpus: str = "x"  # Corpus',
    "import sys\nprint('one', end=' ')\nprint('two')",
    # Kernels send two streams of one cell in any order.
    "print('three', file=sys.stderr)",
    "from IPython.display import HTML, Image, Markdown, display\n"
    "display(HTML('<b>a</b>'))\nprint('between')\ndisplay(Markdown('*a*'), {'a': 1})\nHTML('<i>last</i>')",
    "_",
    "1 + 1;",
    "None",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + bytes(16), format='png')",
    "display(1)\ndisplay(2)",
    "def fails(n):\n    return 1 / n\n",
    "print(__name__, sys.modules['__main__'].fails is fails)",
    "fails(0)",
    "print('never')",
]


def without_colours(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """IPython highlights the failing expression in a shell, and not in a kernel."""
    for output in cell.get("outputs", []):
        if "traceback" in output:
            output.traceback = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in output.traceback]
    return cell


def test_outputs_are_those_of_a_kernel(tmp_path: Path, notebooks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(builtins, "_", raising=False)  # doctests of this process set it, and a shell respects that
    book = notebooks(_1_shows=SHOWN) / "1_shows.ipynb"
    ours, kernel = tmp_path / "ours.ipynb", tmp_path / "kernel.ipynb"
    fault = execute(book, ours, {"corpus": "y"}, {})
    with pytest.raises(PapermillExecutionError) as raised:
        papermill.execute_notebook(book, kernel, {"corpus": "y"}, progress_bar=False)
    assert fault == f"{raised.value.ename}: {raised.value.evalue}"
    _settle(kernel, {})
    first, second = (nbformat.read(path, as_version=4) for path in (ours, kernel))
    assert first.metadata == second.metadata
    for mine, other in zip(first.cells, second.cells, strict=True):
        assert without_colours(mine) == without_colours(other)


def test_code_that_cannot_be_read_is_named_by_its_cell(tmp_path: Path, notebooks) -> None:
    book = notebooks(_1_syntax=['corpus: str = "x"  # Corpus', "print('before')\nif"]) / "1_syntax.ipynb"
    assert execute(book, tmp_path / "ours.ipynb", {}, {}) == "SyntaxError: invalid syntax (<cell 2>, line 2)"


def test_settings_of_the_user_do_not_reach_a_kernel(tmp_path: Path, monkeypatch, notebooks) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    spec = home / ".local/share/jupyter/kernels/python3/kernel.json"
    files = {
        home / ".ipython/profile_default/startup/mine.py": "startup = 1",
        home / ".ipython/profile_default/ipython_kernel_config.py": "c.IPKernelApp.exec_lines = ['configured = 1']",
        home / ".config/matplotlib/matplotlibrc": "savefig.dpi: 30\n",
        here / "matplotlibrc": "savefig.dpi: 20\nno.such.setting: 1\n",
        here / "colorsys.py": "raise SystemExit('a module of the user was imported')",
        here / "startup.py": "startup = 1",
        spec: json.dumps({"argv": ["false"], "display_name": "mine", "language": "python"}),
    }
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("JUPYTER_PATH", str(home / ".local/share/jupyter"))
    monkeypatch.setenv("PYTHONSTARTUP", str(here / "startup.py"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep)
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR", "IPYTHONDIR"):
        monkeypatch.delenv(name, raising=False)
    book = notebooks(_1_asks=['corpus: str = "x"  # Corpus', ASKED]) / "1_asks.ipynb"
    target = tmp_path / "done.ipynb"
    with pool(1) as workers:
        assert workers.submit(execute, book, target, {}, {}).result() == ""
    outputs = nbformat.read(target, as_version=4).cells[-1].outputs
    assert [output.get("name") for output in outputs] == ["stdout"], "there is no warning"
    told = json.loads(outputs[0].text)
    assert told["dpi"] == "figure"
    assert told["cwd"] == str(here), "relative paths count from the user's working directory"
    assert not {"", ".", str(here)} & set(told["path"])
    assert str(here) not in told["colours"]
    assert told["named"] == []


def test_a_home_that_cannot_be_written_gives_no_warning(tmp_path: Path, monkeypatch, notebooks) -> None:
    monkeypatch.setenv("HOME", os.devnull)
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR"):
        monkeypatch.delenv(name, raising=False)
    book = notebooks(_1_asks=['corpus: str = "x"  # Corpus', "import matplotlib.pyplot\nprint(1)"]) / "1_asks.ipynb"
    with pool(1) as workers:
        assert workers.submit(execute, book, tmp_path / "done.ipynb", {}, {}).result() == ""
    outputs = nbformat.read(tmp_path / "done.ipynb", as_version=4).cells[-1].outputs
    assert [(output.get("name"), output.get("text")) for output in outputs] == [("stdout", "1\n")]
