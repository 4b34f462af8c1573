from analysis import measures


def test_source_types_by_hand(sourced, values) -> None:
    assert values(measures.source_types(sourced)) == {
        "named_person": 2, "anonymous": 1, "document_or_media": 1, "": 4,
    }  # fmt: skip


def test_distinct_sources_by_hand(sourced, values) -> None:
    words = sourced.corpus.articles["n_tokens"].sum()
    # Anna Lind once, two officials, one newspaper.
    assert values(measures.distinct_sources(sourced)) == {
        "named_person": 1, "anonymous": 2, "document_or_media": 1, "": words,
    }  # fmt: skip
