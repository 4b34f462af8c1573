"""What of a corpus is recorded."""

import hashlib
import json
from pathlib import Path

from analysis import read_corpus, share
from analysis.report.provenance import changed_corpus, corpus_parts, kept_passages

KEEP = "keep: [author_note, 'Urgent:']\n"


def table(folder: Path) -> Path:
    rows = [{"outlet": outlet, "body": "The old bridge closed on Monday. Nobody was told."} for outlet in "AB"]
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return folder / "a.jsonl"


def test_what_is_not_cut_is_recorded_with_its_checksum(tmp_path: Path) -> None:
    corpus = read_corpus(table(tmp_path))
    before = corpus_parts(corpus)
    assert before["files"] == {} and kept_passages(corpus) == []
    (tmp_path / "cleaning.yml").write_text(KEEP, "utf-8")
    now = corpus_parts(corpus)
    assert now["files"] == {"cleaning.yml": hashlib.sha256(KEEP.encode()).hexdigest()}
    assert kept_passages(corpus) == ["author_note", "Urgent:"]
    assert changed_corpus(before, now) == ["the file cleaning.yml"]


def test_a_bundle_was_cleaned_before(tmp_path: Path) -> None:
    corpus = read_corpus(share(read_corpus(table(tmp_path)), tmp_path / "bundle"))
    (tmp_path / "cleaning.yml").write_text(KEEP, "utf-8")
    assert "cleaning.yml" not in corpus_parts(corpus)["files"] and kept_passages(corpus) == []
