"""Files that others name."""

import os
from pathlib import Path

import pytest

from analysis.io.named_files import file_inside


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    (folder / "text" / "sub").mkdir(parents=True)
    (folder / "text" / "sub" / "one.txt").write_text("one")
    (folder / "own.txt").write_text("own")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "far.txt").write_text("far")
    links = {
        "inner": "sub/one.txt",
        "outer": "../own.txt",
        "far": tmp_path / "other",
        "loop": "loop",
        "zero": "/dev/zero",
    }
    for name, target in links.items():
        (folder / "text" / name).symlink_to(target)
    os.mkfifo(folder / "text" / "pipe")
    with (folder / "text" / "huge").open("wb") as file:
        file.truncate(1 << 40)
    return folder


@pytest.mark.parametrize("name", ["sub/one.txt", "inner", "./sub/one.txt"])
def test_files_below_are_found(folder: Path, name: str) -> None:
    assert file_inside(folder, "text", name).read_text() == "one"


OUT = "only files below text/ are read"
REFUSED = [
    ("/etc/hostname", OUT), ("../own.txt", OUT), ("sub/../../own.txt", OUT), ("sub/../sub/one.txt", OUT), ("a\0b", OUT),
    ("outer", "a link that leads out of text/"), ("far/far.txt", "a link that leads out of text/"),
    ("zero", "a link that leads out of text/"), ("loop", "link to itself|levels of symbolic links"),
    ("sub", "not a regular file"), ("pipe", "not a regular file"), ("", "not a regular file"),
    ("huge", "it has 1,099,511,627,776 bytes; at most 67,108,864 are read"), ("none.txt", "No such file"),
    ("x" * 400, "name too long"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "message"), REFUSED)
def test_what_is_elsewhere_or_endless_is_not_opened(folder: Path, name: str, message: str) -> None:
    with pytest.raises((ValueError, OSError), match=message):
        file_inside(folder, "text", name)


def test_a_folder_of_texts_that_is_a_link_out_of_the_corpus(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "text").symlink_to(tmp_path / "other")
    with pytest.raises(ValueError, match="a link that leads out of text/"):
        file_inside(tmp_path / "second", "text", "far.txt")


def test_a_corpus_may_be_named_by_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    assert file_inside(tmp_path / "link", "text", "sub/one.txt").read_text() == "one"
