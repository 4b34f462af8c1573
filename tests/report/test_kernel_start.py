"""Kernels of a report: neither the working directory nor what a user has set up changes them."""

import json
import os
from pathlib import Path

import nbformat
import pytest

from analysis._utils.process_pool import pool
from analysis.report.notebook_runner import execute

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
