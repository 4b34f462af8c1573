"""Quotes that several outlets carry; all sentences are our own."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis import annotate, read_corpus
from analysis.corpus.from_rows import corpus_of
from analysis.measures import attributions, shared_quotes
from analysis.measures.shared_quotes import BLOCK, _links

COLUMNS = ["quote", "outlet", "article_id", "kind", "source", "name", "cue", "words", "text"]


def shared(folder: Path, articles: list[tuple], *, only: str = "") -> pd.DataFrame:
    """articles: (outlet, body) or (outlet, body, event)."""
    rows = [(f"a{i}", outlet, body, *event) for i, (outlet, body, *event) in enumerate(articles)]
    notes = annotate(
        corpus_of(pd.DataFrame(rows, columns=["article_id", "outlet", "body", "event"][: len(rows[0])]), "news")
    )
    return shared_quotes(notes, attributions(notes).query(only) if only else attributions(notes))


def test_nothing_is_shared(tmp_path, notes) -> None:
    for table in (
        shared(tmp_path, [("A", "The boat left."), ("B", "The boat left.")]),
        shared_quotes(notes, attributions(notes)),
    ):
        assert table.columns.tolist() == COLUMNS
        assert table.empty


WHOLE = "“The old boats are cold. Nobody wants to sail in them before the spring,” said Anna Lind, the mayor."
TRIMMED = "The mayor claimed that “nobody wants to sail in them”."
OTHER = "A crew member said: “The soup was hot and the bread was fresh.”"


def test_how_each_trimmed_it(tmp_path) -> None:
    table = shared(
        tmp_path, [("A", f"{OTHER}\n{TRIMMED}"), ("B", WHOLE), ("B", "A crew member said the soup was hot.")]
    )
    assert table["quote"].tolist() == [1, 1]
    assert table["outlet"].tolist() == ["B", "A"], "the longest first"
    assert table["words"].tolist() == [5 + 9, 6]
    assert table["cue"].tolist() == ["say", "claim"]
    assert table["source"].tolist() == ["Anna Lind, the mayor", "The mayor"]
    assert table["kind"].tolist() == ["named_person", "unnamed"]
    assert table["text"].tolist() == [
        '"The old boats are cold. Nobody wants to sail in them before the spring,"', '"nobody wants to sail in them".',
    ]  # fmt: skip


def test_most_outlets_come_first(tmp_path) -> None:
    articles = [("A", f"{OTHER}\n{WHOLE}"), ("B", f"{WHOLE}\n{OTHER}"), ("C", OTHER)]
    table = shared(tmp_path, articles)
    assert table.groupby("quote")["outlet"].agg(list).to_dict() == {1: ["A", "B", "C"], 2: ["A", "B"]}


@pytest.mark.parametrize(
    ("one", "other", "linked"),
    [
        # the shorter one has 4 runs of three words: 3 of them, then 2
        ("we will sail at dawn tomorrow", "they say we will sail at dawn", True),
        ("we will sail at dawn tomorrow", "yes we will sail at noon today", False),
        ("We will organise the boats", "we will organize the boats", True),
        ("we sail tomorrow", "we sail tomorrow", False),  # three words
        ("we will sail tomorrow", "tomorrow we sail will", False),
    ],
)
def test_the_rule(tmp_path, one: str, other: str, linked: bool) -> None:
    table = shared(tmp_path, [(outlet, f"Anna Lind said, “{words}.”") for outlet, words in (("A", one), ("B", other))])
    assert len(table) == (2 if linked else 0)


def test_one_outlet_twice_is_not_several(tmp_path) -> None:
    assert shared(tmp_path, [("A", WHOLE), ("A", WHOLE), ("B", OTHER)]).empty


def test_quotes_are_shared_within_an_event(tmp_path) -> None:
    assert len(shared(tmp_path, [("A", WHOLE, "storm"), ("B", WHOLE, "storm")])) == 2
    assert shared(tmp_path, [("A", WHOLE, "storm"), ("B", WHOLE, "spring")]).empty


def test_another_speaker_is_another_quote(tmp_path) -> None:
    both = "“The boats are too old,” said Anna Lind. “Nobody wants to sail,” said Omar Aziz."
    table = shared(tmp_path, [("A", both), ("B", both)])
    assert table["name"].tolist() == ["lind", "lind", "aziz", "aziz"]
    assert table["quote"].tolist() == [1, 1, 2, 2]


def test_all_parts_of_the_longest_belong_to_it(tmp_path) -> None:
    parts = ["The old boats are cold.", "Nobody wants to sail in them."]
    said = [" ".join(parts), *parts]
    table = shared(tmp_path, [(outlet, f"Anna Lind said: “{text}”") for outlet, text in zip("ABC", said, strict=True)])
    assert table["quote"].tolist() == [1, 1, 1]
    assert table["words"].tolist() == [11, 6, 5]


def test_quotes_do_not_chain(tmp_path) -> None:
    # Each shares four of six or seven words' runs with its neighbours, and the first none with the last.
    said = [
        "we will sail at dawn tomorrow morning",
        "will sail at dawn tomorrow morning with",
        "dawn tomorrow morning with all the boats",
    ]
    table = shared(tmp_path, [(outlet, f"Anna Lind said: “{text}.”") for outlet, text in zip("ABC", said, strict=True)])
    assert table["outlet"].tolist() == ["A", "B"]


def test_the_same_words_weeks_later_are_another_quote(tmp_path) -> None:
    days = ["2024-11-01", "2024-11-08", "2024-11-09", ""]
    rows = [(f"a{i}", outlet, WHOLE, day) for i, (outlet, day) in enumerate(zip("ABCD", days, strict=True))]
    notes = annotate(corpus_of(pd.DataFrame(rows, columns=["article_id", "outlet", "body", "published"]), "news"))
    assert shared_quotes(notes, attributions(notes))["outlet"].tolist() == ["A", "B", "D"]


def test_some_of_the_quotes(tmp_path) -> None:
    articles = [("A", f"{OTHER}\n{WHOLE}"), ("B", f"{WHOLE}\n{OTHER}")]
    assert shared(tmp_path, articles, only="kind == 'named_person'")["name"].tolist() == ["lind", "lind"]


def test_a_bundle_says_what_is_needed(bundled) -> None:
    table = shared_quotes(bundled, attributions(bundled))
    assert table.columns.tolist() == COLUMNS
    assert table.empty
    assert table.attrs["note"].startswith("Which quotes are shared can be seen in their words only.")


# A vowel and a consonant for each word, so that none is a verb, a name or an abbreviation.
WORDS = st.lists(st.sampled_from(["omo", "ubu", "ede"]), min_size=3, max_size=8).map(" ".join)


@given(st.lists(st.tuples(st.sampled_from("ABC"), WORDS), min_size=2, max_size=8))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_against_every_pair_by_hand(tmp_path, said: list[tuple[str, str]]) -> None:
    words = [text.split() for _, text in said]
    runs = [set(zip(w, w[1:], w[2:], strict=False)) if len(w) > 3 else set() for w in words]
    group = [None] * len(said)
    for i in sorted(range(len(said)), key=lambda i: -len(words[i])):
        for j in range(len(said)) if group[i] is None else ():
            near = 2 * len(runs[i] & runs[j]) > min(len(runs[i]), len(runs[j]))
            group[j] = i if i == j or (near and group[j] is None) else group[j]
    outlets = {g: {said[i][0] for i in range(len(said)) if group[i] == g} for g in group}
    expected = {frozenset(i for i in range(len(said)) if group[i] == g) for g in group if len(outlets[g]) > 1}
    table = shared(tmp_path, [(outlet, f"Anna Lind said: “{text}.”") for outlet, text in said])
    found = table["article_id"].str[1:].astype(int).groupby(table["quote"]).agg(frozenset)
    assert set(found) == expected
    counts = [len(outlets[group[next(iter(ids))]]) for ids in found]
    assert counts == sorted(counts, reverse=True)


ATACMS = Path(__file__).resolve().parent.parent.parent / "data" / "atacms"


@pytest.mark.text
def test_the_one_quote_that_two_of_the_five_articles_share() -> None:
    notes = annotate(read_corpus(ATACMS))
    table = shared_quotes(notes, attributions(notes))
    assert table["article_id"].tolist() == ["wire-2", "odunews"]
    assert table["words"].tolist() == [17, 5]
    assert table["name"].tolist() == ["zelensky", "zelensky"]


def test_links_of_many_quotes_are_those_of_a_dense_table() -> None:
    # More quotes than one block; each has four of 900 runs.
    rng, n_quotes = np.random.default_rng(0), BLOCK + 300
    has = np.zeros((n_quotes, 900), int)
    np.put_along_axis(has, rng.integers(0, 900, (n_quotes, 4)), 1, axis=1)
    has[-200:] = has[:200]
    quote, run = np.nonzero(has)
    common, n_runs = has @ has.T, has.sum(1)
    expected = np.where(2 * common > np.minimum.outer(n_runs, n_runs), common, 0)
    np.fill_diagonal(expected, 0)
    assert expected.sum() > 0
    np.testing.assert_array_equal(_links(quote, run, np.full(n_quotes, np.nan)).toarray(), expected)
