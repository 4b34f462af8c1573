"""The order in which the notebooks of a report start."""

from analysis.report.build import _in_order
from analysis.report.notebook_runner import find


def test_on_a_large_corpus_the_two_heaviest_are_far_apart() -> None:
    books = find()
    names = [book.stem for book in _in_order(books, is_large=True)]
    assert names == ["2_terms", "1_corpus", "3_sentiment", "5_sourcing", "7_summary", "4_framing"]
    assert _in_order(books, is_large=False) == books
