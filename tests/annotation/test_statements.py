from pathlib import Path

import pandas as pd
import pytest

from analysis import annotate
from analysis.annotation.statements import statement_table
from analysis.corpus.from_rows import corpus_of

BODY = (
    "The hall closes in August. “We cannot pay for the roof, whatever we save,” Mayor Lind said. It was built in 1958."
    "\n"
    "She declined. Lind called the roof “a danger” to all."
)


@pytest.fixture
def statements(tmp_path: Path) -> pd.DataFrame:
    row = {"article_id": "a", "outlet": "Post", "headline": "Osterby closes swimming hall", "body": BODY}
    notes = annotate(corpus_of(pd.DataFrame([row]), "news"))
    return statement_table(notes.segments, notes.texts)


def test_sentences_with_their_position_and_voice(statements: pd.DataFrame) -> None:
    assert statements[["position", "voice"]].agg(" ".join, axis=1).tolist() == [
        "headline headline", "lead narration", "lead quoted", "lead narration", "later narration",
    ]  # fmt: skip
    assert statements["sentence"].tolist() == [0, 1, 2, 3, 5]


def test_a_sentence_is_whole_and_in_order(statements: pd.DataFrame) -> None:
    texts = statements["text"].tolist()
    assert texts[2].endswith("whatever we save,” Mayor Lind said.") and texts[2].startswith("“We cannot")
    assert texts[4] == "Lind called the roof “a danger” to all."


def test_sentences_of_fewer_than_four_words_are_left_out(statements: pd.DataFrame) -> None:
    assert not statements["text"].str.contains("declined").any()


def test_no_segment() -> None:
    types = {
        "article_id": "str",
        "sentence": "int64",
        "voice": "str",
        "start": "int64",
        "end": "int64",
        "n_tokens": "int64",
    }
    none = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in types.items()})
    assert len(statement_table(none, {})) == 0
