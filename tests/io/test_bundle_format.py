"""The files of a bundle: their names, checksums, and names of measures in bundles of earlier versions."""

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, measures, read_corpus, share
from analysis._utils.former_measures import FORMER_MEASURES
from analysis.exceptions import WrongUse
from analysis.io import bundle_format
from analysis.io.files import sha256_of


def test_a_folder_is_a_bundle_when_it_has_a_record(tmp_path: Path) -> None:
    bundle_format.write_tables({"style": pd.DataFrame({"n": [1]})}, tmp_path)
    assert not bundle_format.is_bundle(tmp_path)
    bundle_format.write_record(tmp_path, "town", {})
    assert bundle_format.is_bundle(tmp_path)
    assert not bundle_format.is_private(tmp_path)


def test_the_record_lists_every_file_with_its_checksum(tmp_path: Path) -> None:
    bundle_format.write_tables({"style": pd.DataFrame({"n": [1]})}, tmp_path)
    (tmp_path / bundle_format.DATA_CARD).write_text("A card.", "utf-8")
    bundle_format.write_record(tmp_path, "town", {"settings": {"house_style": True}})
    record = bundle_format.read_record(tmp_path)
    assert record["corpus"] == "town"
    assert record["settings"] == {"house_style": True}
    assert record["sha256"] == {name: sha256_of(tmp_path / name) for name in ("README.md", "style.parquet")}


def test_attrs_of_a_table_are_not_written(tmp_path: Path) -> None:
    table = pd.DataFrame({"n": [1]})
    table.attrs["note"] = "a note"
    bundle_format.write_tables({"style": table}, tmp_path)
    assert pd.read_parquet(bundle_format.table_file(tmp_path, "style")).attrs == {}
    assert table.attrs == {"note": "a note"}


def test_a_table_that_was_changed_is_named(tmp_path: Path) -> None:
    bundle_format.write_tables({"style": pd.DataFrame({"n": [1]}), "scores": pd.DataFrame({"n": [1]})}, tmp_path)
    bundle_format.write_record(tmp_path, "town", {})
    record = bundle_format.read_record(tmp_path)
    bundle_format.check_tables(tmp_path, record)
    bundle_format.write_tables({"style": pd.DataFrame({"n": [2]})}, tmp_path)
    with pytest.raises(ValueError, match="^'style.parquet' is not as it was written$"):
        bundle_format.check_tables(tmp_path, record)


def of_numbers(folder: Path, *numbers: int) -> list[str]:
    """Files of scores, one for each number, as a bundle has them."""
    files = [bundle_format.numbered_file(folder, "scores", number) for number in numbers]
    for file in files:
        pd.DataFrame({"n": [1]}).to_parquet(file)
    return [file.name for file in files]


def test_numbered_files_are_in_order_and_copies_are_none_of_them(tmp_path: Path) -> None:
    assert bundle_format.files_of(tmp_path, "scores") == [tmp_path / "scores.parquet"]
    named = of_numbers(tmp_path, 2, 99_999, 100_000)
    for copy in ("scores-00002 (copy)", "scores-00002-1", "scores-old", "scores_00003"):
        (tmp_path / f"{copy}.parquet").touch()
    assert [file.name for file in bundle_format.files_of(tmp_path, "scores")] == named


@pytest.mark.parametrize("added", ["scores-00003", "style", "texts", "figure_list"])
def test_a_table_that_was_added_is_named(tmp_path: Path, added: str) -> None:
    of_numbers(tmp_path, 1, 2)
    bundle_format.write_record(tmp_path, "town", {})
    record = bundle_format.read_record(tmp_path)
    pd.DataFrame({"n": [1]}).to_parquet(tmp_path / "words of mine.parquet")
    bundle_format.check_tables(tmp_path, record)
    pd.DataFrame({"n": [1]}).to_parquet(tmp_path / f"{added}.parquet")
    with pytest.raises(ValueError, match=f"^'{added}.parquet' was not written with it; move it elsewhere$"):
        bundle_format.check_tables(tmp_path, record)


def test_a_record_without_checksums_is_refused(tmp_path: Path) -> None:
    (tmp_path / bundle_format.RECORD).write_text('{"corpus": "town"}', "utf-8")
    with pytest.raises(WrongUse, match="is not a readable record of a bundle: it has no 'sha256'"):
        bundle_format.read_record(tmp_path)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (FileNotFoundError(2, "No such file", "/somewhere/style.parquet"), "'style.parquet' is missing"),
        (KeyError("voices"), "it lacks 'voices'"),
        (ValueError("a column is missing"), "a column is missing"),
    ],
)
def test_errors_of_reading_are_one_sentence(error: Exception, fault: str) -> None:
    with pytest.raises(WrongUse) as raised, bundle_format.readable(Path("town")):
        raise error
    assert str(raised.value) == f"'town' is not a readable bundle: {fault}"


def with_former_names(folder: Path) -> None:
    """Give measures of a bundle the names that 0.1.0 gave them."""
    former = {now: name for name, now in FORMER_MEASURES.items()}
    record = json.loads((folder / "bundle.json").read_text("utf-8"))
    for entry in ("measures", "remarks"):
        record[entry] = {former.get(name, name): value for name, value in record[entry].items()}
    record["withheld"] = [former.get(name, name) for name in record["withheld"]]
    for name in former.keys() & {file.stem for file in folder.glob("*.parquet")}:
        (folder / f"{name}.parquet").rename(folder / f"{former[name]}.parquet")
    scores = pd.read_parquet(folder / "scores.parquet")
    scores["measure"] = scores["measure"].replace(former)
    scores.to_parquet(folder / "scores.parquet", index=False)
    record["sha256"] = {file.name: sha256_of(file) for file in folder.glob("*.parquet")}
    (folder / "bundle.json").write_text(json.dumps(record), "utf-8")


def test_a_bundle_with_former_names_of_measures_gives_the_same_tables(corpus, tmp_path: Path) -> None:
    now, before = (share(corpus, tmp_path / name) for name in ("now", "before"))
    with_former_names(before)
    assert (before / "quotes.parquet").exists()
    ours, theirs = (annotate(read_corpus(folder)) for folder in (now, before))
    for name in ("source_types", "actor_mentions", "reporting_verb_counts", "attributions", "terms"):
        table, former = (getattr(measures, name)(notes) for notes in (ours, theirs))
        assert len(table)
        pd.testing.assert_frame_equal(table, former)
        assert table.attrs == former.attrs
