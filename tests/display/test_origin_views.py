"""What pages say of shared text: nothing where none is shared."""

from pathlib import Path

import pandas as pd
import pytest

import analysis as ss
from analysis import describe, measures
from analysis.annotation.annotations import Annotations
from analysis.corpus.from_rows import corpus_of

FERRY = (
    "The council of Brenholm will close the old ferry landing in May because its piles are rotten. "
    "A new landing north of the harbour costs nine million crowns and opens in two years."
)
OWN = "Fishers gathered at the quay on Friday with torches and a brass band. Most of them went home before midnight."


def annotated(*articles: tuple[str, str, str]) -> Annotations:
    """articles: outlet, day, body."""
    rows = pd.DataFrame(articles, columns=["outlet", "published", "body"])
    return ss.annotate(corpus_of(rows.assign(article_id=[f"a{i}" for i in range(len(rows))]), "news"))


@pytest.fixture(scope="module")
def copied() -> Annotations:
    return annotated(("Post", "2025-05-01", FERRY), ("Herald", "2025-05-03", f"{FERRY} {OWN}"), ("Star", "", OWN[:60]))


@pytest.fixture(scope="module")
def apart() -> Annotations:
    return annotated(("Post", "", FERRY), ("Herald", "", OWN))


def section(notes: Annotations, out: Path) -> list[str]:
    shared, scores = measures.shared_text(notes), measures.originality(notes)
    parts = [
        describe.independent_origins(events := measures.event_origins(notes)),
        describe.whose_text(measures.origins(notes), events, shared, out),
        describe.originality_by_outlet(ss.compare(scores, voice="all"), shared, out),
        describe.shared_passages(notes, shared),
    ]
    return [str(part) for part in parts]


def test_independent_origins_and_the_passages(copied: Annotations, tmp_path: Path) -> None:
    said, whose, own, passages = section(copied, tmp_path)
    assert said == (
        "Behind 3 articles stand **2 independent origins**: 2 share three tenths of their text or more with others, "
        "1 is from another outlet or an agency."
    )
    assert whose.startswith(said) and "Herald: 1 from Post" in whose
    assert own.startswith("**No clear difference**") and "figures/originality.svg" in own
    assert passages.startswith("<details>") and "other outlet first" in passages and FERRY[:40] in passages


def test_one_sentence_where_nothing_is_shared(apart: Annotations, tmp_path: Path) -> None:
    assert section(apart, tmp_path) == ["", "No two articles of an event share a tenth of their text.", "", ""]
    assert not (tmp_path / "figures").exists()


@pytest.mark.parametrize(
    ("publisher", "credit", "said"),
    [("", "Post", True), ("Herald", "Post", False), ("", "", False), ("", "AP", False)],
)
def test_credits_of_the_own_outlet_are_named(publisher: str, credit: str, said: bool, tmp_path: Path) -> None:
    rows = pd.DataFrame({
        "article_id": ["a", "b"], "outlet": ["Post", "Herald"], "publisher": [publisher, ""], "credit": [credit, ""],
        "body": [FERRY, OWN],
    })  # fmt: skip
    whose = section(ss.annotate(corpus_of(rows, "news")), tmp_path)[1]
    assert ("credited to its own outlet (Post), as copies on pages of other publishers are" in whose) is said
