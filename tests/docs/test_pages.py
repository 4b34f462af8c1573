"""Pages of the documentation: generated parts come from the code, and nothing public is left out."""

import re
import sys
from pathlib import Path

import pytest

import analysis
from analysis import exceptions, schema
from analysis._utils.former_measures import FORMER_MEASURES
from analysis.display.validity import markdown
from analysis.report.parameters import PARAMETERS

PROJECT = Path(__file__).resolve().parents[2]
DOCS = PROJECT / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if "_ext" not in page.parts)
MOST_BYTES = 150_000

sys.path.insert(0, str(DOCS / "_ext"))
import generated  # noqa: E402
import package_picture  # noqa: E402


def page(name: str) -> str:
    return generated.filled((DOCS / name).read_text("utf-8"))


def public_names() -> set[str]:
    packages = [name for name in analysis.__all__ if hasattr(getattr(analysis, name), "__all__")]
    names = {f"samestory.{name}" for name in analysis.__all__ if name not in packages}
    for package in packages:
        module = getattr(analysis, package)
        names |= {f"samestory.{package}.{name}" for name in module.__all__ if callable(getattr(module, name))}
    return names


def test_every_public_name_is_in_the_reference() -> None:
    text = (DOCS / "reference" / "api.rst").read_text("utf-8")
    assert set(re.findall(r"^   (samestory\.[\w.]+)$", text, re.MULTILINE)) == public_names()


def test_attributes_in_the_reference_exist() -> None:
    text = (DOCS / "reference" / "objects.md").read_text("utf-8")
    notes = analysis.annotate(analysis.read_corpus(PROJECT / "data" / "atacms" / "bundle"))
    listed = re.findall(r"^\| `(corpus|notes)\.(\w+)", text, re.MULTILINE)
    assert len(listed) > 10
    assert [name for of, name in listed if not hasattr(notes.corpus if of == "corpus" else notes, name)] == []
    errors = re.findall(r"`analysis\.exceptions\.(\w+)` \(`(\w+)`\)", text)
    assert [[base.__name__ for base in getattr(exceptions, name).__bases__] for name, _ in errors] == [
        [base] for _, base in errors
    ]


def test_every_column_is_in_the_dictionary() -> None:
    text = page("reference/columns.md")
    for table, columns in schema.TABLES.items():
        section = text.partition(f"\n## {table}\n")[2].partition("\n## ")[0]
        assert [f"`{column.name}`" for column in columns] == re.findall(r"^\| (`\w+`)", section, re.MULTILINE), table


def test_every_parameter_is_listed_with_its_default() -> None:
    text = page("reference/parameters.md")
    assert all(f"| `{p.name}` |" in text and f"`{p.default!r}`" in text for p in PARAMETERS)


def test_every_command_is_listed_with_its_options() -> None:
    text = page("reference/command-line.md")
    for option in ("samestory verify", "samestory code fit", "--megabytes NUMBER", "--no-encoder"):
        assert f"`{option}`" in text


def test_every_figure_of_validity_is_shown() -> None:
    assert markdown() in page("explanation/validity.md")


@pytest.mark.parametrize("source", PAGES, ids=lambda source: str(source.relative_to(DOCS)))
def test_all_places_are_filled(source: Path) -> None:
    assert "{{" not in generated.filled(source.read_text("utf-8"))


def test_the_picture_shows_every_package() -> None:
    code = {path.name for path in (PROJECT / "analysis").iterdir() if list(path.rglob("*.py"))}
    code = (code - {"lexicons", "models"}) | {"exceptions", "schema", "cli"}
    assert code == package_picture.SUBJECTS.keys()
    assert all(f">{name}</text>" in package_picture.svg() for name in code)


def test_arrows_of_the_picture_point_down() -> None:
    layers = package_picture.layers()
    level = {name: at for at, row in enumerate(layers) for name in row}
    assert len(package_picture.arrows()) >= len(level) - len(layers[0])
    assert all(level[upper] > level[lower] for upper, lower in package_picture.arrows())


@pytest.mark.parametrize("picture", sorted((DOCS / "pictures").glob("*.png")), ids=lambda picture: picture.name)
def test_pictures_are_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size < MOST_BYTES
    assert any(f"pictures/{picture.name}" in source.read_text("utf-8") for source in PAGES)


def test_the_places_named_in_the_architecture_exist() -> None:
    text = (DOCS / "development" / "architecture.md").read_text("utf-8")
    places = re.findall(r"^\| Where .+ \| `(.+)` \|$", text, re.MULTILINE)
    assert len(places) == 7
    assert [place for place in places if not (PROJECT / "analysis" / place).is_file()] == []


def test_the_readme_is_short_and_its_links_lead_somewhere() -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    assert text.count("\n") <= 120
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    assert len(targets) > 20
    assert [target for target in targets if not (PROJECT / target).exists()] == []


def test_renamed_names_are_in_the_change_log() -> None:
    log = (PROJECT / "CHANGELOG.md").read_text("utf-8")
    for old, new in FORMER_MEASURES.items():
        assert not hasattr(analysis.measures, new) or f"| `ss.measures.{old}` | `ss.measures.{new}` |" in log
