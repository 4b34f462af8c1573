import pandas as pd
import pytest

from analysis import kwic, read_corpus
from analysis.exceptions import WrongUse


def test_lines_have_their_words_around_them(corpus) -> None:
    lines = kwic(corpus, "crack*", window=3)
    assert lines.columns.tolist() == ["outlet", "article_id", "left", "keyword", "right"]
    assert lines[lines["outlet"] == "Gazette"].to_numpy().tolist() == [
        ["Gazette", "gazette-1", "Monday after two", "cracks", "were found. Engineers"]
    ]


def test_the_text_stands_as_it_is_written(corpus) -> None:
    said = kwic(corpus, "mayor", window=2).iloc[0]
    assert said[["left", "keyword", "right"]].tolist() == ["Okoye, the", "mayor", ". Ferries will"]


def test_a_phrase(corpus) -> None:
    lines = kwic(corpus, "old bridge*", window=1)
    assert lines[["left", "keyword", "right"]].to_numpy().tolist() == [["The", "old bridge", "closed"]]
    assert kwic(corpus, "bridge old").empty
    assert kwic(corpus, "spring bridge").empty


def test_words_of_several_bytes_and_initials(tmp_path) -> None:
    table = tmp_path / "few.csv"
    table.write_text("article_id,outlet,body\na,Gazette,“Zoë’s café” in the U.S. closed – again.\n", "utf-8")
    line = kwic(read_corpus(table), "u.s.", window=3).iloc[0]
    assert line[["left", "keyword", "right"]].tolist() == ["café” in the", "U.S.", "closed – again"]


def test_no_line_reaches_into_another_article(corpus) -> None:
    last = kwic(corpus, "spring", window=50)
    assert last["right"].tolist() == [""]
    assert len(last["left"].iat[0].split()) < 50


def test_several_words_and_a_limit(corpus) -> None:
    assert len(kwic(corpus, ["bridge"], most=1)) == 3
    assert set(kwic(corpus, ["ferries", "mayor"])["keyword"].str.lower()) == {"ferries", "mayor"}


def test_no_hit_is_an_empty_table(corpus) -> None:
    assert kwic(corpus, "submarine").empty


def test_from_a_bundle_it_says_how_to_get_them(shared_bundle) -> None:
    lines = kwic(read_corpus(shared_bundle), "bridge")
    assert lines.empty
    assert isinstance(lines, pd.DataFrame)
    assert "This needs the articles themselves" in lines.attrs["note"]


@pytest.mark.parametrize(("words", "window"), [("*", 8), ([""], 8), ("bridge", 0)])
def test_wrong_use(corpus, words, window) -> None:
    with pytest.raises(WrongUse, match="Expected words such as"):
        kwic(corpus, words, window=window)
