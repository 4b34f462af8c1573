import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.exceptions import WrongUse
from analysis.io.output_kinds import BUNDLE, CODER, REPORT, OutputKind


@pytest.mark.parametrize("kind", [REPORT, BUNDLE, CODER], ids=lambda kind: kind.name)
@pytest.mark.parametrize(
    "marker",
    ["", "{", "[]", "null", '{"corpus": {"name": "town"}}', "{}", "[" * 100_000],
    ids=["empty", "cut", "list", "null", "name", "nothing", "deep"],
)
def test_an_incomplete_marker_is_no_marker(
    tmp_path: Path, kind: OutputKind, marker: str, make_output: Callable[..., None]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / kind.marker).write_text(marker)
    with pytest.raises(WrongUse, match=f"contains files, but is not a (samestory )?{kind.name}"):
        make_output(tmp_path / "out", kind, force=True)
    assert (tmp_path / "out" / kind.marker).read_text() == marker


@pytest.mark.parametrize(
    "listed",
    [{}, [], {"a": 1}, {"a": "0"}, {"../mine.txt": "0" * 64}],
    ids=["none", "list", "number", "short", "outside"],
)
def test_a_marker_with_an_invalid_list_of_files_is_no_marker(
    tmp_path: Path, listed: object, make_output: Callable[..., None]
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bundle.json").write_text(
        json.dumps({"samestory": "0.1.0", "corpus": "town", "sha256": listed})
    )
    with pytest.raises(WrongUse, match="is not a bundle"):
        make_output(tmp_path / "out", force=True)


def test_an_output_of_another_kind_is_not_replaced(
    earlier: Path, make_output: Callable[..., None], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    with pytest.raises(WrongUse, match="contains a bundle, not a report"):
        make_output(earlier, REPORT, force=True)
    assert sorted(contents(earlier)) == ["bundle.json", "scores.parquet"]


def add_file(folder: Path) -> str:
    (folder / "thesis.txt").write_text("mine")
    return "thesis.txt"


def add_nested_file(folder: Path) -> str:
    (folder / "tables").mkdir()
    (folder / "tables" / "own.csv").write_text("mine")
    return "tables/own.csv"


def add_link(folder: Path) -> str:
    (folder / "link").symlink_to(folder.parent)
    return "link"


def add_folder(folder: Path) -> str:
    (folder / "drafts").mkdir()
    return "drafts"


def add_batches_without_marker(folder: Path) -> str:
    """A folder of the name ours has, and without our marker."""
    (folder / ".samestory").mkdir()
    (folder / ".samestory" / "own.txt").write_text("mine")
    return ".samestory/own.txt"


@pytest.mark.parametrize("add", [add_file, add_nested_file, add_link, add_folder, add_batches_without_marker])
@pytest.mark.parametrize("force", [True, False])
def test_files_of_the_user_are_never_replaced(
    earlier: Path,
    add: Callable[[Path], str],
    force: bool,
    make_output: Callable[..., None],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    name = add(earlier)
    before = contents(earlier)
    with pytest.raises(WrongUse, match=f"contains '{name}', which samestory did not write; move it elsewhere"):
        make_output(earlier, force=force)
    assert contents(earlier) == before


def test_a_changed_file_is_replaced_with_force_only(
    tmp_path: Path,
    write_output: Callable[..., None],
    make_output: Callable[..., None],
    contents: Callable[[Path], dict[str, bytes]],
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_output(out, REPORT, **{"tables__terms.csv": "as written"})
    (out / "tables" / "terms.csv").write_text("corrected by hand")
    with pytest.raises(WrongUse, match="'tables/terms.csv' in .* has changed since it was written"):
        make_output(out, REPORT, allow_same_kind=True)
    assert (out / "tables" / "terms.csv").read_text() == "corrected by hand"
    make_output(out, REPORT, force=True)
    assert sorted(contents(out)) == ["new.parquet", "run.json"]
