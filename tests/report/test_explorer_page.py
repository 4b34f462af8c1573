"""The explorer of a report: the code that reads its corpus."""

from analysis.report.explorer_page import source_code


def test_parameters_that_are_not_given_are_not_in_the_code() -> None:
    assert source_code("data/atacms", {}, {"min_articles": 0}).splitlines()[2:] == [
        "corpus = ss.read_corpus('data/atacms')",
        "notes = ss.annotate(corpus)",
    ]


def test_columns_event_outlets_small_outlets_and_parse_are_in_the_code() -> None:
    given = {"event": "story", "outlets": ["CNN", "a 'b'"], "min_articles": 3, "parse": "en_core_web_sm"}
    assert source_code("news.csv", {"outlet": "paper"}, given).splitlines()[2:] == [
        "corpus = ss.read_corpus('news.csv', columns={'outlet': 'paper'}, event='story')"
        """.only(['CNN', "a 'b'"]).with_others(3)""",
        "notes = ss.annotate(corpus, parse='en_core_web_sm')",
    ]
