"""The same articles without the sentences that several of them have."""

import pandas as pd
import pytest

import analysis as ss
from analysis.annotation.other_texts import NOTHING_SHARED, other_texts

SHARED = "The council of Brenholm will close the old ferry landing in May."
CLEAR, UNCLEAR = pd.DataFrame({"q": [0.2, 0.01]}), pd.DataFrame({"q": [0.2, float("nan")]})


@pytest.fixture(scope="module")
def notes(tmp_path_factory: pytest.TempPathFactory) -> ss.annotation.annotations.Annotations:
    bodies = {
        "Post": f"{SHARED}\nA new landing costs much. Fishers are angry.",
        "Herald": f"Nobody was asked. {SHARED} Fishers are angry.",
        "Gazette": SHARED,
        "Star": SHARED,  # on another event
    }
    rows = [{"outlet": name, "body": body, "event": "fire" if name == "Star" else "ferry"}
            for name, body in bodies.items()]  # fmt: skip
    path = tmp_path_factory.mktemp("shared") / "news.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    return ss.annotate(ss.read_corpus(path))


def test_sentences_with_seven_shared_words_are_left_out(notes) -> None:
    other = other_texts(notes, UNCLEAR, CLEAR)[NOTHING_SHARED]
    articles = other.corpus.articles
    # Gazette has no other sentence; Star alone is on its event; four words in a row may be chance.
    assert articles["outlet"].tolist() == ["Post", "Herald", "Star"]
    left = {outlet: " ".join(other.texts[one].split()) for outlet, one in articles[["outlet", "article_id"]].to_numpy()}
    assert left["Post"] == "A new landing costs much. Fishers are angry."
    assert left["Herald"] == "Nobody was asked. Fishers are angry."
    assert left["Star"] == SHARED
    assert articles["n_tokens"].tolist() == [8, 6, 12]


def test_nothing_is_annotated_where_no_difference_is_clear(notes) -> None:
    assert other_texts(notes, UNCLEAR) == {} == other_texts(notes)


def test_texts_without_a_shared_sentence_have_no_other_text(notes) -> None:
    alone = ss.annotate(notes.corpus.only(["Star"]))
    assert other_texts(alone, CLEAR) == {}
