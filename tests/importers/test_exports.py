"""Exports of databases from public projects are read without a word lost or added.

The articles are other people's, so the table beside this file holds only hashes: of each body and of each article's
other fields, as read on the day when both were compared with the files by hand. This file, run as a script, renews it.
"""

import hashlib
import json
from pathlib import Path

import pytest

from analysis.importers.records import Announced, Document
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.starts import start_of

EXPORTS = Path(__file__).resolve().parents[3] / "shared/data/exports"
TABLE = Path(__file__).with_name("exports.sha256.json")
KINDS = ("R.TeMiS__factiva", "R.TeMiS__europresse", "tm.plugin.proquest__", "newsml-g2__", "newsinjson__")


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def hashes(path: Path) -> list[list[str]]:
    source = Source(path.name, path)
    return [_hashes_of_record(record) for record in importers()[importer_of(start_of(source))].read(source)]


def _hashes_of_record(record) -> list[str]:
    if isinstance(record, Document):
        fields = {name: value for name, value in sorted(record._asdict().items()) if value and name != "body"}
        return [sha256(record.body), sha256(json.dumps(fields))]
    return [f"announced {record.documents}" if isinstance(record, Announced) else f"refused: {record.reason}"]


@pytest.mark.skipif(not EXPORTS.is_dir(), reason="the exports are not here")
@pytest.mark.parametrize("name", json.loads(TABLE.read_text()))
def test_an_export_is_read_as_it_was_when_compared_by_hand(name: str) -> None:
    assert hashes(EXPORTS / name) == json.loads(TABLE.read_text())[name]


if __name__ == "__main__":
    found = {path.name: hashes(path) for path in sorted(EXPORTS.iterdir()) if path.name.startswith(KINDS)}
    TABLE.write_text(json.dumps(found, indent=1) + "\n")
