from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.exceptions import WrongUse


def test_files_of_file_managers_are_ignored(
    earlier: Path, make_output: Callable[..., None], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    (earlier / ".DS_Store").write_text("")
    make_output(earlier, force=True)
    assert sorted(contents(earlier)) == ["bundle.json", "new.parquet"]


def test_checkpoints_of_existing_files_are_ignored(
    earlier: Path, make_output: Callable[..., None], contents: Callable[[Path], dict[str, bytes]]
) -> None:
    (earlier / ".ipynb_checkpoints").mkdir()
    (earlier / ".ipynb_checkpoints" / "scores-checkpoint.parquet").write_text("")
    make_output(earlier, force=True)
    assert sorted(contents(earlier)) == ["bundle.json", "new.parquet"]


@pytest.mark.parametrize(
    "name", [".ipynb_checkpoints/thesis-checkpoint.ipynb", ".ipynb_checkpoints/thesis.ipynb", ".DS_Store/thesis.txt"]
)
def test_a_file_of_the_user_among_ignored_ones_is_found(
    earlier: Path, name: str, make_output: Callable[..., None]
) -> None:
    (earlier / name).parent.mkdir()
    (earlier / name).write_text("mine")
    with pytest.raises(WrongUse, match=f"contains '{name}', which samestory did not write"):
        make_output(earlier, force=True)
    assert (earlier / name).read_text() == "mine"
