"""Bundles that are merged give what their articles give when annotated at once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate, compare, measures, merge_bundles, read_corpus, share
from analysis.exceptions import WrongUse
from analysis.io.bundle_format import numbered_file
from analysis.io.files import sha256_of

Halves = tuple[Path, Path]


@pytest.fixture(scope="module")
def halves(shared_table: Path, tmp_path_factory: pytest.TempPathFactory, annotate_in_threads: Callable) -> Halves:
    """The bundles of the first three articles and of the others."""
    rows, made = pd.read_csv(shared_table), []
    for name, part in (("first", rows.iloc[:3]), ("rest", rows.iloc[3:])):
        folder = tmp_path_factory.mktemp(name)
        part.to_csv(folder / f"{name}.csv", index=False)
        made.append(annotate_in_threads(folder / f"{name}.csv", folder / "bundle", workers=1))
    return made[0], made[1]


@pytest.fixture
def altered(halves: Halves, tmp_path: Path) -> Callable[..., Path]:
    """A copy of the second half whose record has other entries."""

    def alter(**entries: object) -> Path:
        copy = shutil.copytree(halves[1], tmp_path / "altered")
        record = json.loads((copy / "bundle.json").read_text("utf-8"))
        (copy / "bundle.json").write_text(json.dumps(record | entries), "utf-8")
        return copy

    return alter


def test_merged_bundles_give_what_all_articles_give(shared_bundle: Path, halves: Halves, tmp_path: Path) -> None:
    merged, whole = read_corpus(merge_bundles(halves, tmp_path / "all")), read_corpus(shared_bundle)
    assert merged.name == "all" and set(merged.articles["event"]) == {"all"}
    pd.testing.assert_frame_equal(merged.articles.assign(event=""), whole.articles.assign(event=""))
    pd.testing.assert_frame_equal(merged.dropped, whole.dropped)
    for measure in (measures.terms, measures.sentiment, measures.framing, measures.voices):
        ours, theirs = (compare(measure(annotate(corpus))) for corpus in (merged, whole))
        assert len(ours)
        pd.testing.assert_frame_equal(ours, theirs)


def test_bundles_whose_scores_are_in_several_files_are_merged(halves: Halves, tmp_path: Path) -> None:
    several = shutil.copytree(halves[0], tmp_path / "several")
    scores = pd.read_parquet(several / "scores.parquet")
    (several / "scores.parquet").unlink()
    record = json.loads((several / "bundle.json").read_text("utf-8"))
    del record["sha256"]["scores.parquet"]
    for number, rows in enumerate((scores[:100], scores[100:]), 1):
        file = numbered_file(several, "scores", number)
        rows.to_parquet(file, index=False)
        record["sha256"][file.name] = sha256_of(file)
    (several / "bundle.json").write_text(json.dumps(record), "utf-8")
    made = [merge_bundles([first, halves[1]], tmp_path / f"merged_{first.name}") for first in (several, halves[0])]
    ours, theirs = (pd.read_parquet(folder / "scores.parquet").drop(columns="event") for folder in made)
    pd.testing.assert_frame_equal(ours, theirs)


def test_what_not_all_bundles_hold_is_left_out_and_named(shared_table: Path, halves: Halves, tmp_path: Path) -> None:
    rows = pd.read_csv(shared_table).iloc[3:]
    rows.to_csv(tmp_path / "rest.csv", index=False)
    richer, notes = share(read_corpus(tmp_path / "rest.csv"), tmp_path / "shared"), []
    merged = annotate(read_corpus(merge_bundles([halves[0], richer], tmp_path / "all", note=notes.append)))
    assert sorted(merged.saved) == ["framing", "sentiment", "terms", "voices"]
    assert notes and "collocations" in notes[0] and "hedges" in notes[0]


def test_events_of_all_bundles_are_counted(shared_table: Path, tmp_path: Path, annotate_in_threads: Callable) -> None:
    rows = pd.read_csv(shared_table)
    rows = rows.assign(event=["flood", "vote"] * (len(rows) // 2) + ["vote"] * (len(rows) % 2))
    bundles = []
    for name, part in (("one", rows.iloc[:3]), ("two", rows.iloc[3:])):
        part.to_csv(tmp_path / f"{name}.csv", index=False)
        bundles.append(annotate_in_threads(tmp_path / f"{name}.csv", tmp_path / name, workers=1))
    merged = read_corpus(merge_bundles(bundles, tmp_path / "all"))
    assert merged.event_columns is not None
    assert merged.event_columns[["column", "articles", "values"]].to_numpy().tolist() == [["event", len(rows), 2]]
    assert set(merged.articles["event"]) == {"flood", "vote"}


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ({"samestory": "0.0.1"}, "made by samestory 0.0.1"),
        ({"settings": {"house_style": False}}, "with {'house_style': False}"),
        ({"events": [{"column": "story", "used": True}]}, "or some name none: 'story'"),
    ],
)
def test_bundles_that_were_made_differently_are_refused(
    halves: Halves, altered: Callable[..., Path], tmp_path: Path, entries: dict[str, object], fault: str
) -> None:
    with pytest.raises(WrongUse, match=fault):
        merge_bundles([halves[0], altered(**entries)], tmp_path / "all")
    assert not (tmp_path / "all").exists()


def test_a_measure_with_other_settings_is_refused(halves: Halves, altered: Callable, tmp_path: Path) -> None:
    measured = json.loads((halves[1] / "bundle.json").read_text("utf-8"))["measures"]
    with pytest.raises(WrongUse, match="'framing' made with other settings"):
        merge_bundles([halves[0], altered(measures=measured | {"framing": {"dictionary": "mine"}})], tmp_path / "all")


def test_an_article_in_two_bundles_is_refused(halves: Halves, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="articles are in several bundles, such as"):
        merge_bundles([halves[0], halves[0]], tmp_path / "all")


def test_a_bundle_with_texts_or_one_alone_is_refused(shared_table: Path, halves: Halves, tmp_path: Path) -> None:
    private = share(read_corpus(shared_table), tmp_path / "private", with_text=True)
    with pytest.raises(WrongUse, match="it holds texts"):
        merge_bundles([private, halves[0]], tmp_path / "all")
    with pytest.raises(WrongUse, match="it has no bundle.json"):
        merge_bundles([halves[0], shared_table.parent], tmp_path / "all")
    with pytest.raises(WrongUse, match="two bundles or more"):
        merge_bundles([halves[0]], tmp_path / "all")


@pytest.mark.parametrize(
    ("entries", "fault"),
    [
        ({"measures": ["terms"]}, "its 'measures' is .*, which is of another type than expected"),
        ({"protection": {}}, "it lacks 'counts'"),
        ({"protection": {"counts": 5}}, "int"),
        ({"events": [{"column": "story"}]}, "it lacks 'used'"),
        ({"events": [5]}, "int"),
    ],
)
def test_an_edited_record_is_named(
    halves: Halves, altered: Callable, tmp_path: Path, entries: dict, fault: str
) -> None:
    with pytest.raises(WrongUse, match=f"altered' is not a readable .*: .*{fault}"):
        merge_bundles([halves[0], altered(**entries)], tmp_path / "all")
    assert not (tmp_path / "all").exists()


@pytest.mark.parametrize("entry", ["samestory", "settings", "measures", "remarks", "protection"])
def test_an_entry_that_is_missing_is_named(halves: Halves, tmp_path: Path, entry: str) -> None:
    copy = shutil.copytree(halves[1], tmp_path / "copy")
    record = json.loads((copy / "bundle.json").read_text("utf-8"))
    del record[entry]
    (copy / "bundle.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(WrongUse, match=f"copy.* is not a readable .*: it (lacks|has no) '{entry}'"):
        merge_bundles([halves[0], copy], tmp_path / "all")


def test_a_damaged_table_is_named(halves: Halves, tmp_path: Path) -> None:
    damaged = shutil.copytree(halves[1], tmp_path / "damaged")
    (damaged / "scores.parquet").write_bytes(b"PAR1")
    with pytest.raises(WrongUse, match=r"'scores.parquet' is not as it was written"):
        merge_bundles([halves[0], damaged], tmp_path / "all")
