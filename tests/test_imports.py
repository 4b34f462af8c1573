"""Who imports whom, as the design says; no circles."""

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "analysis"
# A room may import from the rooms before it.
ORDER = [
    "exceptions",
    "_version",
    "_utils",
    "schema",
    "io",
    "stats",
    "language",
    "corpus",
    "importers",
    "annotation",
    "measures",
    "comparison",
    "coding",
    "bundles",
    "batch",
    "plots",
    "display",
    "report",
    "cli",
]
NEVER = {
    ("language", "stats"),
    ("corpus", "stats"),
    ("annotation", "stats"),
    ("measures", "stats"),
    *((room, below) for room in ("comparison", "plots") for below in ("language", "corpus", "annotation", "measures")),
}


def room(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


@cache
def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            # `from analysis import schema` names the room in the alias.
            plain = node.module == "analysis"
            names |= {f"analysis.{alias.name}" if plain else node.module for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


FILES = sorted(p for p in PACKAGE.rglob("*.py") if p != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_rooms_import_only_from_the_rooms_before_them(path: Path) -> None:
    mine = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    theirs = {room(name) for name in imported(path) if name.startswith("analysis.")} - {mine, "__version__"}
    assert {name for name in theirs if ORDER.index(name) > ORDER.index(mine)} == set()
    assert not {(mine, name) for name in theirs} & NEVER


@pytest.mark.parametrize("path", sorted((PACKAGE / "stats").glob("*.py")), ids=lambda p: p.name)
def test_stats_need_numpy_and_scipy_only(path: Path) -> None:
    assert {name.split(".")[0] for name in imported(path)} - sys.stdlib_module_names <= {"numpy", "scipy", "analysis"}


@pytest.mark.parametrize("path", sorted((PACKAGE / "measures").glob("[a-z]*.py")), ids=lambda p: p.name)
def test_no_measure_imports_another(path: Path) -> None:
    assert {name for name in imported(path) if name.startswith("analysis.measures")} <= {"analysis.measures._scores"}


def loaded(code: str, modules: tuple[str, ...]) -> list[str]:
    told = f"import sys; {code}; print(*(m for m in {modules} if m in sys.modules))"
    return subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout.split()


def test_import_is_light() -> None:
    heavy = ("nltk", "sklearn", "scipy.stats", "matplotlib")
    first = "import analysis; analysis.measures, analysis.compare, analysis.annotate"
    # What is loaded by then is printed too. Figures are drawn by matplotlib.
    printed = f"print(*{{*sys.modules}} & {{*{heavy}}})"
    assert loaded(f"{first}; {printed}; analysis.coding.fit, analysis.plots.differences", heavy[:3]) == []
    of_tables = ("numpy", "pandas", "polars", "pyarrow", "analysis.measures")
    # The command waits for its processes, and leaves memory and processor to them.
    assert loaded("import analysis.cli, analysis.report.build", of_tables) == []


def test_a_report_compiles_no_grammar_of_uris() -> None:
    load = "from analysis.report.worker_pool import LOADED; __import__(LOADED[0]); import nbformat"
    assert loaded(load, ("lark",)) == []


@pytest.mark.parametrize("statement", ["import samestory", "import analysis, samestory"])
def test_samestory_and_analysis_are_one_module(statement: str) -> None:
    modules = "analysis.measures.terms, samestory.stats.keyness_tests, samestory.stats, analysis.stats.keyness_tests"
    code = f"{statement}; import {modules}; assert samestory.stats.keyness_tests is analysis.stats.keyness_tests"
    assert loaded(code, ("analysis", "samestory", "samestory.stats")) == ["analysis", "samestory", "samestory.stats"]


def test_old_names_warn_and_are_the_new_ones() -> None:
    import analysis

    with pytest.warns(FutureWarning, match="samestory.save is deprecated .* use samestory.save_table"):
        assert analysis.save is analysis.save_table
    with pytest.warns(FutureWarning, match="samestory.measures.toward .* use samestory.measures.target_sentiment"):
        assert analysis.measures.toward is analysis.measures.target_sentiment
    with pytest.warns(FutureWarning, match="samestory.plots.shares .* use samestory.plots.proportions"):
        assert analysis.plots.shares is analysis.plots.proportions
    with pytest.warns(FutureWarning, match="samestory.coding.shipped .* use samestory.coding.load_shipped"):
        assert analysis.coding.shipped is analysis.coding.load_shipped


def test_what_is_offered_is_there() -> None:
    import analysis

    assert all(getattr(analysis, name) for name in analysis.__all__)
    assert dir(analysis) == sorted(analysis.__all__)
    for package in (analysis.measures, analysis.plots, analysis.coding, analysis.describe):
        assert dir(package) == sorted(package.__all__)
    with pytest.raises(AttributeError, match="No analysis attribute colour"):
        _ = analysis.colour
