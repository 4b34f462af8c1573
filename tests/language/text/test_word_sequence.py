import pandas as pd
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from analysis import annotate, read_corpus
from analysis.language.text.vocabulary import sorted_vocabulary, vocabulary_by_appearance
from analysis.language.text.word_sequence import word_sequence


def words_of(tmp_path, body: str, **options):
    path = tmp_path / "one.csv"
    pd.DataFrame([{"article_id": "a", "outlet": "A", "body": body}]).to_csv(path, index=False)
    return word_sequence(annotate(read_corpus(path)).words, **options)


def test_no_words() -> None:
    for function in (vocabulary_by_appearance, sorted_vocabulary):
        different, place = function(pl.Series([], dtype=pl.String))
        assert different.to_list() == place.tolist() == []


def test_words_come_as_they_are_counted_and_titles_leave_the_row(tmp_path) -> None:
    words = words_of(tmp_path, "The boats saw Ms. Okoye. A boat's crew waved.")
    read = [words.vocabulary[i] for i in words.word.tolist()]
    assert read == ["the", "boats", "saw", "okoye", "a", "boat", "crew", "waved"]
    assert words.segment.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert words.function.tolist() == [True, False, False, False, True, False, False, False]


def test_two_words_of_one_stem_have_one_number(tmp_path) -> None:
    words = words_of(tmp_path, "Boats followed a boat.", stem=True)
    assert words.vocabulary.to_list() == ["boat", "follow", "a"]
    assert words.word.tolist() == [0, 1, 2, 0]


@given(st.lists(st.text("aAzé-", max_size=3)))
def test_every_word_is_read_back_and_the_order_is_that_of_characters(words: list[str]) -> None:
    series = pl.Series(words, dtype=pl.String)
    (seen, number), (known, place) = vocabulary_by_appearance(series), sorted_vocabulary(series)
    assert seen.to_list() == list(dict.fromkeys(words))
    assert known.to_list() == sorted(set(words))
    assert [seen[i] for i in number.tolist()] == [known[i] for i in place.tolist()] == words
