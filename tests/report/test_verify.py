"""What verify answers to files and records that are not as a report was written."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from analysis.exceptions import FailedWork, WrongUse
from analysis.report.provenance import (
    changed_corpus,
    changed_inputs,
    changed_sources,
    changed_versions,
    sources,
    versions,
)
from analysis.report.run_record import read_record, write_record
from analysis.report.verify import differences, verify

SHA = hashlib.sha256(b"").hexdigest()
FILES = {"index.html": "<p>Bridge.</p>", "tables/terms.csv": "item\nbridge\n", "notebooks/1_corpus.ipynb": "{}"}


@pytest.fixture(scope="module")
def now() -> dict[str, Any]:
    """The versions and files of this samestory."""
    return {**versions(), **sources([], {})}


@pytest.fixture
def made(tmp_path: Path, now: dict[str, Any]) -> Path:
    """A folder with the files and the record of a report whose corpus is not there."""
    folder = tmp_path / "made"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    parts = {"texts": SHA, "columns": {"outlet": SHA}, "refused": SHA, "files": {}}
    write_record(
        folder,
        {
            **now,
            "status": "complete",
            "faults": {},
            "corpus": {"path": "gone.csv", "name": "gone", "columns": {}, "text": True, "sha256": SHA, "parts": parts},
            "parameters": {},
            "seed": 0,
            "files": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in FILES.items()},
        },
    )
    return folder


def edited(folder: Path, change: Any) -> None:
    content = json.loads((folder / "run.json").read_text("utf-8"))
    change(content)
    (folder / "run.json").write_text(json.dumps(content), "utf-8")


def test_a_report_without_its_corpus_is_as_it_was_made(made: Path) -> None:
    told = verify(made)
    assert told.startswith("all 3 files are unchanged; the corpus 'gone.csv' was not found, so the report was not")


def test_a_report_with_a_pdf_is_not_run_again_without_a_browser(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (made / "report.pdf").write_text("", "utf-8")
    edited(made, lambda run: run["files"].update({"report.pdf": SHA}))
    monkeypatch.setenv("PATH", str(made))
    assert "4 files are unchanged; a browser to print report.pdf was not found, so the report was not" in verify(made)


def test_files_altered_removed_and_added_are_told_apart(made: Path) -> None:
    (made / "index.html").write_text("<p>Ferry.</p>", "utf-8")
    (made / "tables" / "terms.csv").unlink()
    (made / "3_extra.html").write_text("<script>alert(1)</script>", "utf-8")
    (made / "figures").mkdir()
    (made / "figures" / "new.svg").write_text("<svg/>", "utf-8")
    (made / ".DS_Store").write_text("left behind", "utf-8")
    with pytest.raises(FailedWork) as error:
        verify(made)
    assert str(error.value) == (
        "altered since the report was made: index.html; removed: tables/terms.csv; added: 3_extra.html, figures/new.svg"
    )


def test_many_added_files_are_counted(made: Path) -> None:
    for number in range(500):
        (made / f"extra-{number:03}-{'long' * 50}.html").touch()
    with pytest.raises(FailedWork, match=r"added: extra-000-.* and 494 more$") as error:
        verify(made)
    assert len(str(error.value)) < 900


def test_links_are_named_and_not_followed(made: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "terms.csv").write_text(FILES["tables/terms.csv"], "utf-8")
    shutil.rmtree(made / "tables")
    (made / "tables").symlink_to(outside, target_is_directory=True)
    page = made / "index.html"
    page.rename(outside / "index.html")
    page.symlink_to(outside / "index.html")
    os.mkfifo(made / "pipe")
    found = differences(read_record(made).files, made)
    assert found == ([], [], [], ["index.html", "pipe", "tables"])
    with pytest.raises(
        FailedWork, match="links and special files, which a report does not contain: index.html, pipe, tables"
    ):
        verify(made)


def test_a_link_to_the_report_itself_is_the_report(made: Path, tmp_path: Path) -> None:
    (tmp_path / "latest").symlink_to(made, target_is_directory=True)
    assert "all 3 files" in verify(tmp_path / "latest")


KEYS = ["samestory", "python", "packages", "status", "faults", "corpus", "parameters", "code", "lexicons", "models",
        "notebooks", "inputs", "files"]  # fmt: skip
OF_CORPUS = ["path", "name", "columns", "text", "sha256", "parts"]
VALUES = [None, [], 7, -1.5e300, True, "text", {"a": None}, {"a": {"b": {}}}, [[]], {"a": 10**300}]


@pytest.mark.parametrize("key", KEYS)
def test_a_record_without_a_key_is_no_record(made: Path, key: str) -> None:
    edited(made, lambda run: run.pop(key))
    with pytest.raises(WrongUse, match=f"is not a samestory report: .*'{key}'"):
        verify(made)


@pytest.mark.parametrize("key", OF_CORPUS)
def test_a_corpus_without_a_key_is_no_record(made: Path, key: str) -> None:
    edited(made, lambda run: run["corpus"].pop(key))
    with pytest.raises(WrongUse, match=f"the corpus has no '{key}'"):
        verify(made)


@pytest.mark.parametrize("value", VALUES, ids=repr)
@pytest.mark.parametrize("place", [*KEYS, "date", *(f"corpus.{key}" for key in OF_CORPUS), "corpus.parts.columns"])
def test_a_wrong_value_anywhere_is_answered_with_a_sentence(made: Path, place: str, value: Any) -> None:
    def change(run: dict[str, Any]) -> None:
        *above, last = place.split(".")
        for key in above:
            run = run[key]
        run[last] = value

    edited(made, change)
    try:
        told = verify(made)
    except (WrongUse, FailedWork) as error:
        told = str(error)
    assert told and "\n" not in told and len(told) < 1000


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"[]", "no JSON object"),
        (b"null", "no JSON object"),
        (b"[" * 100_000, "nested deeper"),
        (b'{"a":' * 100_000, "nested deeper"),
        (b'{"a": ' + b"9" * 5000 + b"}", "digits"),
        (b'{"a": NaN}', "NaN"),
    ],
    ids=range(9),
)
def test_a_damaged_record_is_named(made: Path, content: bytes, told: str) -> None:
    (made / "run.json").write_bytes(content)
    with pytest.raises(WrongUse, match=f"is not a samestory report: .*{told}"):
        verify(made)


def test_a_record_without_files_is_no_report(made: Path) -> None:
    edited(made, lambda run: run.update(files={}))
    with pytest.raises(WrongUse, match=r"is not a samestory report: in its run.json, no files are recorded"):
        verify(made)


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "tables/../../x", "a/./b", "a//b", "", ".", "run.json", "a\\b", "C:x", "a/", "a\0b"]
)
def test_names_outside_of_the_report_are_refused(made: Path, name: str) -> None:
    edited(made, lambda run: run["files"].update({name: SHA}))
    with pytest.raises(WrongUse, match="which cannot be a file of the report"):
        verify(made)


def test_a_folder_in_place_of_the_record(made: Path) -> None:
    (made / "run.json").unlink()
    (made / "run.json").mkdir()
    with pytest.raises(WrongUse, match="is not a samestory report"):
        verify(made)


def test_everything_of_the_package_that_is_no_code_is_recorded() -> None:
    made = sources([], {})
    assert set(made["lexicons"]) == {
        "abbreviations.txt", "adjectives.txt", "axes.csv", "boilerplate.yml", "clause_words.txt", "column_names.csv",
        "columns.csv",
        "complements.txt", "contrasts.txt", "cues.csv", "data_card.md", "explorer.css", "explorer.html",
        "explorer_script.txt", "frames.yml", "function_words.txt", "furniture_signs.txt", "given_names.txt",
        "hedges.txt", "house_style.csv", "known_names.csv", "language_names.csv", "longer_names.txt",
        "measures.csv", "methods.csv",
        "name_descriptions.txt", "name_words.txt", "names_with_tone.csv", "negations.txt", "news_tone.csv",
        "other_meanings.txt",
        "outlet_words.txt", "outlets.csv", "page.css", "page.html", "page_furniture.csv",
        "page_parts.html", "pages.yml", "people.txt",
        "parsed_cues.csv", "party_places.txt", "read.css", "read.html", "received.txt", "references.txt",
        "report_family.csv", "source_words.txt", "speaker_labels.txt", "state_names.txt", "states.csv",
        "style_words.txt", "synonyms.txt", "terms_of_sources.csv", "things.txt", "units.csv",
        "vader_lexicon.txt", "validity.csv", "word_classes.txt", "words.txt",
    }  # fmt: skip
    expected = {"tone/model.onnx", "tone/tokenizer.json", "frames/weights.parquet", "sentences/model.onnx"}
    assert expected <= set(made["models"])


def test_inputs_are_recorded_by_parameter(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("frames: {}", "utf-8")
    made = sources([], {"dictionary": str(tmp_path / "mine.yml"), "coder": "frames", "encoder": "", "seed": 3})
    assert made["inputs"] == {"dictionary": {"mine.yml": hashlib.sha256(b"frames: {}").hexdigest()}, "coder": {}}


def test_what_is_another_one_is_named() -> None:
    then = sources([], {})
    now = json.loads(json.dumps(then))
    assert changed_sources(then, now) == []
    now["code"] = now["lexicons"]["hedges.txt"] = now["lexicons"]["page.css"] = now["models"]["tone/model.onnx"] = SHA
    now["notebooks"]["2_terms.ipynb"] = SHA
    assert changed_sources(then, now) == [
        "the code of samestory", "the word list hedges.txt", "the file page.css", "the model tone/model.onnx",
        "the notebook 2_terms.ipynb",
    ]  # fmt: skip
    now["inputs"] = {"dictionary": {"mine.yml": SHA}}
    assert changed_inputs(then, now) == ["the dictionary (mine.yml)"]


def test_other_versions_are_named() -> None:
    then = versions()
    assert changed_versions(then, then) == []
    now = {**then, "python": "3.99.0", "packages": {**then["packages"], "numpy": "99.0"}}
    was = then["packages"]["numpy"]
    assert changed_versions(then, now) == [f"numpy 99.0 (was {was})", f"python 3.99.0 (was {then['python']})"]


def test_parts_of_a_corpus_are_named() -> None:
    then = {"texts": "a", "columns": {"outlet": "a", "event": "a"}, "refused": "a", "files": {"actors.yml": "a"}}
    now = {"texts": "b", "columns": {"outlet": "b", "event": "a"}, "refused": "b", "files": {}}
    assert changed_corpus(then, then) == []
    assert changed_corpus(then, now) == [
        "the articles or their texts", "the column outlet", "the articles that cannot be used", "the file actors.yml",
    ]  # fmt: skip
