"""Articles of our own in which sources speak."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate
from analysis.annotation.annotations import Annotations
from analysis.corpus.from_rows import corpus_of

SOURCES = (
    "“We are late,” said Anna Lind, the mayor. She claimed that the boats were old. Ms. Lind wants new boats.\n"
    "Two senior officials admitted that nobody had looked. The officials did not say why. The Evening Herald reported "
    "that the crew reportedly left.\nThe council criticised the crew."
)


@pytest.fixture
def annotated(tmp_path: Path) -> Callable[[str], Annotations]:
    """A function that annotates one article."""

    def of(body: str) -> Annotations:
        return annotate(corpus_of(pd.DataFrame([{"article_id": "a", "outlet": "A", "body": body}]), "news"))

    return of


@pytest.fixture
def sourced(annotated: Callable[[str], Annotations]) -> Annotations:
    """An article with four attributions."""
    return annotated(SOURCES)


@pytest.fixture
def values() -> Callable[[pd.DataFrame], dict[str, float]]:
    """A function that returns x of each item that is not 0 and, under '', the sum of n."""

    def of(scores: pd.DataFrame) -> dict[str, float]:
        items = scores[scores["item"] != ""].groupby("item")["x"].sum()
        return {**items[items > 0].to_dict(), "": scores.loc[scores["item"] == "", "n"].sum()}

    return of
