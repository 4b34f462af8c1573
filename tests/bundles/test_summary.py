"""The summary of a bundle for the owner of the corpus."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import read_corpus, share
from analysis.bundles.summary import summarize_protection
from analysis.io.bundle_format import write_record


def test_a_bundle_that_replaces_nothing_has_an_empty_summary(tmp_path: Path) -> None:
    write_record(tmp_path, "town", {})
    assert summarize_protection(tmp_path) == []


@pytest.mark.parametrize(
    ("counts", "sentences"),
    [
        ({"byline": 1200, "credit": 0}, ["1,200 bylines contain words of a text and were left out"]),
        ({"outlet": 1}, ["1 names of outlets are passages of a text and were replaced by neutral names"]),
        ({"places": 3}, []),
    ],
)
def test_counts_of_names_and_cells_are_sentences(tmp_path: Path, counts: dict, sentences: list[str]) -> None:
    write_record(tmp_path, "town", {"protection": {"counts": counts}})
    assert summarize_protection(tmp_path) == sentences


def test_articles_named_after_their_headlines_are_reported(tmp_path: Path, rows: pd.DataFrame) -> None:
    names = rows["headline"].str.lower().str.replace(" ", "-")
    rows.assign(article_id=names).to_csv(tmp_path / "town.csv", index=False)
    folder = share(read_corpus(tmp_path / "town.csv"), tmp_path / "bundle")
    assert summarize_protection(folder)[0].endswith(
        "of articles contain words of their text and were replaced by neutral names"
    )
