"""Free text in metadata: names stay, text goes."""

from pathlib import Path

import pandas as pd
import pytest

from analysis import read_corpus
from analysis.bundles.disclosure.metadata import Checked, check_metadata
from analysis.corpus.corpus import Corpus

BODY = (
    "The Harbour Board of Trade shut the old bridge on Monday. Nobody may cross it before spring, said Anna Lind of "
    "the Northern Evening Post. Traders on the quay fear for their shops and want money from the state."
)
HEAD = "Old bridge shut until spring"


def read(folder: Path, **cells: str) -> Corpus:
    row = {"article_id": "a1", "outlet": "Post", "headline": HEAD, "body": BODY} | cells
    other = {"article_id": "b2", "outlet": "Gazette", "headline": "Rain", "body": "It rained. It rained again."}
    pd.DataFrame([row, other]).to_csv(folder / "x.csv", index=False)
    return read_corpus(folder / "x.csv")


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read(tmp_path_factory.mktemp("harbour"))


def checked(corpus: Corpus, *, labels_by_length: bool = False, **cells: str) -> tuple[pd.Series, Checked]:
    """The first article with these cells, after the check, and what the check found."""
    articles, texts = corpus.articles.copy(), dict(corpus.texts)
    for column, cell in cells.items():
        articles.loc[0, column] = cell
    texts[articles["article_id"][0]] = texts.pop(corpus.articles["article_id"][0])
    made = check_metadata({"articles": articles, "dropped": corpus.dropped}, texts, labels_by_length=labels_by_length)
    return made.tables["articles"].iloc[0], made


@pytest.mark.parametrize(
    "name",
    [
        "news/old-bridge-shut-until-spring",
        "OLD_BRIDGE_SHUT",
        "https://post.example/bridge-spring-old",
        "bridge old-shut.html",
        "https://post.example/?q=bridge%20spring%20old",
        "oldBridgeShut",
        "oldbridgeshutuntilspring",
        "öld-bridgé-shüt",
        "<b>old</b>&nbsp;bridge&nbsp;<i>shut</i>",
        "it-rained-it-rained",
    ],
)
def test_a_name_of_an_article_with_words_of_its_text_is_replaced_everywhere(harbour: Corpus, name: str) -> None:
    row, made = checked(harbour, article_id=name)
    assert row["article_id"].startswith("article-") and len(row["article_id"]) == 24
    assert made.replaced == {"article_id": 1}
    again, _ = checked(harbour, article_id=name)
    assert again["article_id"] == row["article_id"]


def test_accents_of_the_text_do_not_hide_its_words(tmp_path) -> None:
    name = "zuge-fahren-uber-die-brucke"
    row, _ = checked(read(tmp_path, headline="Züge", body="Züge fahren über eine Brücke. Es regnet."), article_id=name)
    assert row["article_id"].startswith("article-")


def test_a_long_name_of_an_article_may_be_of_any_text(harbour: Corpus) -> None:
    row, _ = checked(harbour, article_id="six-words-of-another-text-far-away")
    assert row["article_id"].startswith("article-")


@pytest.mark.parametrize("name", ["a1", "post-2024-11-17", "3f2a9c", "bridge-17"])
def test_other_names_of_articles_stay(harbour: Corpus, name: str) -> None:
    assert checked(harbour, article_id=name)[0]["article_id"] == name


def test_the_name_of_a_refused_article_and_its_file_are_replaced(tmp_path) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a1.txt").write_text(BODY, "utf-8")
    rows = [("a1", "Post", "a1.txt"), ("the-town-waits-for-rain", "Post", "the town waits for rain.txt")]
    pd.DataFrame(rows, columns=["article_id", "outlet", "file"]).to_csv(tmp_path / "articles.csv", index=False)
    corpus = read_corpus(tmp_path)
    made = check_metadata({"articles": corpus.articles, "dropped": corpus.dropped}, dict(corpus.texts))
    gone = made.tables["dropped"].iloc[-1]
    assert gone["article_id"].startswith("article-")
    assert gone["reason"] == "file of the text is missing"


@pytest.mark.parametrize("column", ["byline", "credit", "publisher"])
@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("Anna Lind", True),
        ("Northern Evening Post", True),
        ("By Anna Lind, Tom Okoye and Mary Smith", True),
        (BODY, False),
        (HEAD, False),
        ("Old Bridge Shut", False),
        ("nobody may cross", False),
        ("Traders spring the the fear shops state money quay", False),
        ("word " * 26, False),
    ],
)
def test_a_name_stays_and_text_goes(harbour: Corpus, column: str, cell: str, kept: bool) -> None:
    row, made = checked(harbour, **{column: cell})
    assert (row[column] == cell.strip()) if kept else pd.isna(row[column])
    assert made.replaced == ({} if kept else {column: 1})
    assert made.names == (["Northern Evening Post"] if cell == "Northern Evening Post" else [])


@pytest.mark.parametrize("column", ["outlet", "event"])
def test_outlets_and_events_that_are_text_get_neutral_names(harbour: Corpus, column: str) -> None:
    assert checked(harbour, **{column: "Harbour Board of Trade"})[0][column] == "Harbour Board of Trade"
    assert checked(harbour, **{column: "the old bridge on"})[0][column].startswith(f"{column}-")


def test_in_batches_a_label_is_replaced_by_its_length_alone(harbour: Corpus) -> None:
    assert checked(harbour, labels_by_length=True, event="the old bridge on")[0]["event"] == "the old bridge on"
    long = "nobody may cross it before spring"
    assert checked(harbour, labels_by_length=True, event=long)[0]["event"].startswith("event-")


@pytest.mark.parametrize(
    ("given", "kept"),
    [("2024-11-17T14:41-05:00", True), ("Monday, 18 November 2024", True), ("said nobody may cross it", False)],
)
def test_times_stay_and_text_goes(harbour: Corpus, given: str, kept: bool) -> None:
    assert pd.notna(checked(harbour, published_given=given)[0]["published_given"]) == kept


@pytest.mark.parametrize(("given", "code"), [("en", "en"), ("en-GB", "en-GB"), ("the old bridge", "und")])
def test_a_language_is_a_code(harbour: Corpus, given: str, code: str) -> None:
    assert checked(harbour, language=given)[0]["language"] == code
