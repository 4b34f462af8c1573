"""Who imports whom, as the design says; no circles."""

import ast
import subprocess
import sys
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
    "annotate",
    "annotation",
    "measures",
    "sides",
    "pairs",
    "compare",
    "correction",
    "effects",
    "shifts",
    "distances",
    "cooccurrence",
    "comparison",
    "coder",
    "coding",
    "disclosure",
    "bundle",
    "bundles",
    "scale",
    "batch",
    "plots",
    "display",
    "report",
    "cli",
]
NEVER = {
    ("corpus", "stats"),
    ("annotate", "stats"),
    ("measures", "stats"),
    ("plots", "annotate"),
    ("compare", "annotate"),
    ("effects", "annotate"),
    ("effects", "measures"),
    ("cooccurrence", "annotate"),
    ("cooccurrence", "measures"),
    ("shifts", "annotate"),
    ("shifts", "measures"),
    ("distances", "annotate"),
    ("distances", "measures"),
}


def room(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


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
    heavy = ("nltk", "sklearn", "scipy.stats", "matplotlib", "pandera")
    assert loaded("import analysis; analysis.measures, analysis.comparison.compare, analysis.annotate", heavy) == []
    assert loaded("import analysis.cli", ("numpy", "pandas", "polars", "analysis.measures")) == []


@pytest.mark.parametrize("name", ["annotate", "compare", "kwic", "share"])
def test_modules_do_not_hide_functions_of_their_name(name: str) -> None:
    code = f"import analysis.annotation.annotate, analysis.comparison.compare, analysis.bundles.share, analysis; assert callable(analysis.{name})"
    assert loaded(code, ("analysis",)) == ["analysis"]


def test_what_is_offered_is_there() -> None:
    import analysis

    assert all(getattr(analysis, name) for name in analysis.__all__)
    assert dir(analysis) == analysis.__all__
    with pytest.raises(AttributeError, match="has no attribute 'colour'"):
        _ = analysis.colour
