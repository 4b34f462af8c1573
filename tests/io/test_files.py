"""Files as bytes."""

import gzip
import os
from pathlib import Path
from typing import get_args

import pytest

from analysis.cli import options
from analysis.io.files import KINDS, is_table, open_bytes, suffix_of, unpacked_limit

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "suffix", "read"),
    [
        ("a.csv", ".csv", True),
        ("News.CSV.GZ", ".csv", True),
        ("a.b.jsonl", ".jsonl", True),
        ("a.ndjson.gz", ".ndjson", True),
        ("a.parquet", ".parquet", True),
        ("a.parquet.gz", ".parquet", False),
        ("a.docx", ".docx", False),
        ("a.gz", "", False),
    ],
)
def test_suffixes(name: str, suffix: str, read: bool) -> None:
    assert (suffix_of(Path(name)), is_table(Path(name))) == (suffix, read)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_gzip_is_known_by_its_bytes_not_its_name(tmp_path: Path, name: str) -> None:
    for data in (b"a,b\n1,2\n", gzip.compress(b"a,b\n1,2\n")):
        (tmp_path / name).write_bytes(data)
        with open_bytes(tmp_path / name) as file:
            assert file.read() == b"a,b\n1,2\n"


def test_a_packed_file_that_grows_without_end_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(bytes(120_000_000), 9))
    assert unpacked_limit(path.stat().st_size) == 100_000_000
    with open_bytes(path) as file, pytest.raises(ValueError, match="it unpacks to more than 100,000,000 bytes"):
        while file.read(1 << 20):
            pass


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    with pytest.raises(ValueError, match="not a regular file"):
        open_bytes(tmp_path / "a.csv")


def test_help_texts_name_every_kind() -> None:
    for notebook in (PROJECT / "notebooks").glob("*.ipynb"):
        assert f"# Corpus folder, table ({KINDS}) or bundle" in notebook.read_text("utf-8"), notebook.name
    assert KINDS in get_args(options.Corpus)[1].help
