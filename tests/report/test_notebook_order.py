"""The order in which the notebooks of a report start."""

from analysis.report.notebook_runner import find, in_order


def test_on_a_large_corpus_the_two_heaviest_are_far_apart() -> None:
    books = find()
    names = [book.stem for book in in_order(books, is_large=True)]
    assert names == ["2_terms", "1_corpus", "3_sentiment", "5_sourcing", "6_facts", "7_summary", "4_framing"]


def test_on_a_small_corpus_the_longest_start_first() -> None:
    names = [book.stem for book in in_order(find(), is_large=False)]
    assert names == ["6_facts", "3_sentiment", "2_terms", "5_sourcing", "4_framing", "1_corpus", "7_summary"]
