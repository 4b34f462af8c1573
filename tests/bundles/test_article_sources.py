"""Where the articles of a bundle come from, and under which terms."""

import json
from pathlib import Path

from analysis import ingest, read_corpus
from analysis.bundles import article_sources
from analysis.bundles.article_sources import formats_of, table_of_terms
from analysis.importers.registry import importers

ITEM = {
    "uri": "urn:x:1",
    "headline": "Ferry",
    "copyrightHolder": "Agency",
    "body_text": "The ferry was stopped at noon.",
}


def test_articles_are_counted_by_the_format_they_were_delivered_in(tmp_path: Path) -> None:
    (tmp_path / "item.json").write_text(json.dumps({**ITEM, "versionCreated": "2024-03-05T17:40:00Z"}))
    rows = [
        "outlet,body,language",
        "Post,The tolls rise in spring.,en",
        "Post,Die Maut steigt.,de",
        "Post,It rains.,en",
    ]
    (tmp_path / "rows.csv").write_text("\n".join(rows))
    ingest([tmp_path / "item.json", tmp_path / "rows.csv"], tmp_path / "corpus")
    corpus = read_corpus(tmp_path / "corpus")
    # The article in German is not in the corpus.
    assert formats_of(corpus) == {"ninjs": 1, "table": 2}
    table = table_of_terms(formats_of(corpus)).splitlines()
    assert [line.split(" | ")[:3] for line in table[2:]] == [
        ["| news agencies", "1", "ninjs 1"], ["| own tables and other files", "2", "table 2"]
    ]  # fmt: skip


def test_a_corpus_that_was_not_ingested_has_none(corpus, tmp_path: Path) -> None:
    assert formats_of(corpus) == {}
    corpus.articles.drop(columns="sha256").assign(body="Text of a ferry.", format="ninjs").to_parquet(
        tmp_path / "articles.parquet"
    )
    assert formats_of(read_corpus(tmp_path)) == {}


def test_formats_with_terms_are_those_of_importers() -> None:
    listed = [name for row in article_sources._rows() for name in row["formats"].split()]
    assert len(listed) == len(set(listed)) and set(listed) < set(importers())
