"""Sample files of Nexis and LexisNexis read as they did when their articles were compared by hand with the files.

Neither the files nor their text are in the repository: only the SHA-256 of each body and of the other fields are.
"""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from analysis.importers.records import Document
from analysis.importers.registry import importer_of, importers
from analysis.importers.source import Source
from analysis.importers.starts import start_of

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1].parent / "shared" / "data" / "exports"
COMPARED = json.loads((HERE / "nexis_samples.json").read_text("utf-8"))


def hashes(record):
    body, others = (record.body, record._replace(body="")) if isinstance(record, Document) else ("", record)
    return [sha256(text.encode()).hexdigest() for text in (body, json.dumps(list(others)))]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files are not in the repository")
@pytest.mark.parametrize("name", COMPARED)
def test_a_sample_reads_as_compared_by_hand(name):
    source = Source(name, SAMPLES / name)
    records = importers()[importer_of(start_of(source))].read(source)
    assert [hashes(record) for record in records] == COMPARED[name]
