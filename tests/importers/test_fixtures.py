"""Each importer reads its fixtures as the JSON files beside them say.

A fixture is FORMAT/NAME.SUFFIX, where FORMAT is the name of the importer's module; FORMAT/NAME.expected.json lists the
documents with the fields that are not empty, {"refused": …} for a refusal and {"announced": …} for a number announced.
"""

import json
from pathlib import Path

import pytest

from analysis.importers.records import Announced, Document, Refused
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.starts import start_of

FIXTURES = Path(__file__).parent / "fixtures"
EXPECTED = sorted(FIXTURES.glob("*/*.expected.json"))


def as_json(record):
    if isinstance(record, Document):
        return {name: value for name, value in record._asdict().items() if value}
    if isinstance(record, Announced):
        return {"announced": record.documents}
    assert isinstance(record, Refused)
    return {"refused": record.reason}


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: f"{path.parent.name}/{path.name.split('.')[0]}")
def test_an_importer_reads_its_fixture(expected):
    stem = expected.name.removesuffix(".expected.json")
    files = [path for path in expected.parent.iterdir() if path.name.split(".")[0] == stem and path != expected]
    (file,) = files
    source = Source(file.name, file)
    name = importer_of(start_of(source))
    assert name == expected.parent.name
    read = [as_json(record) for record in importers()[name].read(source)]
    assert read == json.loads(expected.read_text("utf-8"))


def test_each_importer_has_a_fixture():
    assert {path.parent.name for path in EXPECTED} == set(importers())
