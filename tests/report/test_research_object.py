"""The metadata of a report: every file with its checksum, the run, and nothing of the machine."""

import hashlib
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from analysis.exceptions import WrongUse
from analysis.report.research_object import NAME, date_of_report, write_crate

HOSTILE = '</script>"}, {"@id": "x' + "\u202e"
FILES = {"index.html": "<p>Bridge.</p>", "tables/terms.csv": "item\n", "tables/a b#c.parquet": "", "odd.xyz": "?"}


@pytest.fixture
def crate(tmp_path: Path) -> dict[str, Any]:
    """Entities by their identifiers."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    write_crate(
        tmp_path,
        {
            "status": "complete",
            "date": "2024-11-17",
            "corpus": {"name": HOSTILE, "sha256": "a" * 64, "path": "/home/somebody/corpus"},
            "parameters": {"against": HOSTILE, "plan": "/home/somebody/plan.yml", "outlets": ["CNN"], "seed": 7},
            "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in FILES.items()},
        },
    )
    text = (tmp_path / NAME).read_text("utf-8")
    assert "somebody" not in text and str(tmp_path) not in text
    graph = json.loads(text)["@graph"]
    assert len({entity["@id"] for entity in graph}) == len(graph)
    return {entity["@id"]: entity for entity in graph}


def test_the_root_is_described_as_the_format_asks(crate: dict[str, Any]) -> None:
    assert crate[NAME]["about"] == {"@id": "./"}
    assert crate[NAME]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = crate["./"]
    assert root["@type"] == "Dataset" and root["datePublished"] == "2024-11-17" and HOSTILE in root["name"]
    assert "chooses a licence" in crate[root["license"]["@id"]]["description"]
    assert {part["@id"] for part in root["hasPart"]} == {*map(quote, FILES), "run.json"}


def test_every_file_has_format_size_and_checksum(crate: dict[str, Any]) -> None:
    for name, text in FILES.items():
        entity = crate[quote(name)]
        assert entity["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        assert (entity["@type"], entity["contentSize"], entity["name"]) == ("File", str(len(text)), name)
    formats = [crate[quote(name)]["encodingFormat"] for name in FILES]
    assert formats == ["text/html", "text/csv", "application/vnd.apache.parquet", "application/octet-stream"]
    assert "sha256" not in crate["run.json"]


def test_the_run_names_software_corpus_and_parameters(crate: dict[str, Any]) -> None:
    run = crate["#run"]
    assert crate[run["instrument"]["@id"]]["version"]
    corpus, *parameters = (crate[part["@id"]] for part in run["object"])
    assert corpus["identifier"] == f"sha256:{'a' * 64}"
    values = {parameter["name"]: parameter["value"] for parameter in parameters}
    assert values == {"against": HOSTILE, "plan": "plan.yml", "outlets": ["CNN"], "seed": 7}


def test_everything_that_is_referred_to_is_there(crate: dict[str, Any]) -> None:
    def identifiers(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(identifiers, value))
        return {value["@id"]} if isinstance(value, dict) else set()

    referred = set().union(*(identifiers([*entity.values()]) for entity in crate.values()))
    assert referred - crate.keys() == {"https://w3id.org/ro/crate/1.1"}


def test_the_date_is_that_of_the_variable_or_of_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert date_of_report() == "2026-11-22"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert date_of_report() == "1970-01-02"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    with pytest.raises(WrongUse, match="Invalid `SOURCE_DATE_EPOCH`: 'tomorrow'. Expected seconds since 1970."):
        date_of_report()
