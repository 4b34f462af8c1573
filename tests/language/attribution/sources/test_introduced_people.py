"""Whom pronouns mean who has not spoken before, and asides that withhold a name."""

import json
from pathlib import Path

import pytest

import analysis as ss

WHO = [
    ("Asked about the lock, Anna Lind left the hall. “We sail,” she said.", ("lind", "named_person")),
    ("When reporters asked for a word, Jon Okoye left. “It is late,” he said.", ("okoye", "named_person")),
    ("The lock broke. Jon Okoye, a pilot, shut the gate. “It is late,” he said.", ("okoye", "named_person")),
    ("Anna Lind shook her head. “It is late,” he said.", ("", "unnamed")),
    ("New York slept. “It is late,” he said.", ("", "unnamed")),
    ("The lock broke. “It is late,” he said.", ("", "unnamed")),
    ("A cook, speaking on condition that he not be named, said the lock was old.", ("cook 1", "anonymous")),
    ("A cook who asked not to be named said the lock was old.", ("cook 1", "anonymous")),
    ("A cook, speaking on the quay of the town, said the lock was old.", ("", "unnamed")),
]


@pytest.mark.parametrize(("text", "who"), WHO)
def test_who_speaks(tmp_path: Path, text: str, who: tuple[str, str]) -> None:
    rows = [
        {"outlet": outlet, "article_id": outlet, "body": text + f" The {outlet} met."} for outlet in ("Star", "Post")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = ss.measures.attributions(ss.annotate(ss.read_corpus(tmp_path / "a.jsonl")))
    assert set(zip(found["name"].fillna(""), found["kind"], strict=True)) == {who}
