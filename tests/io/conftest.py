"""Output folders as earlier runs have left them."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.io.output_kinds import BUNDLE, CODER, REPORT, OutputKind
from analysis.io.outputs import output_folder

MARKERS = {
    REPORT: {"samestory": "0.1.0", "status": "complete", "corpus": {"name": "town"}},
    BUNDLE: {"samestory": "0.1.0", "corpus": "town"},
    CODER: {"format": "samestory coder 1", "codes": ["money"], "intercepts": {"money": 0.0}},
}


def _write_output(folder: Path, kind: OutputKind = BUNDLE, **files: str) -> None:
    files = files or {"scores.parquet": "of old"}
    checksums = {}
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        checksums[str(path.relative_to(folder))] = hashlib.sha256(text.encode()).hexdigest()
    (folder / kind.marker).write_text(json.dumps({**MARKERS[kind], kind.checksums: checksums}))


@pytest.fixture
def write_output() -> Callable[..., None]:
    """Write the files of an output of a kind, with a marker that lists them; '__' in a name stands for '/'."""
    return _write_output


@pytest.fixture
def make_output() -> Callable[..., None]:
    """Make an output folder with one new file in it."""

    def make(out: Path, kind: OutputKind = BUNDLE, **options: object) -> None:
        with output_folder(out, kind, **options) as output:
            _write_output(output.new, kind, **{"new.parquet": "of new"})

    return make


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Read all files below a folder."""

    def read(folder: Path) -> dict[str, bytes]:
        files = (file for file in sorted(folder.rglob("*")) if file.is_file())
        return {str(file.relative_to(folder)): file.read_bytes() for file in files}

    return read


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    """A bundle that was made before."""
    folder = tmp_path / "out"
    folder.mkdir()
    _write_output(folder)
    return folder
