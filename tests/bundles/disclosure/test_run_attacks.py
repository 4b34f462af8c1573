"""Runs of words in tables written by hand: the attacks find them, and nothing where there is nothing."""

import pandas as pd
import pytest

from analysis.bundles.disclosure.run_attacks import forced_runs

MOMENTS = ["x", "n", "units", "xx", "xn", "nn"]


def scores(*rows: tuple) -> pd.DataFrame:
    """measure, item, voice and moments of the article a1 of the outlet A."""
    table = pd.DataFrame(rows, columns=["measure", "item", "voice", *MOMENTS])
    return table.assign(event="e", outlet="A", article_id="a1")


def pairs(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["collocation", "n", "n_first", "n_second"])
    return table.assign(outlet="A", n_words=100)


def test_pairs_chain_where_they_are_more_than_their_word() -> None:
    # 4 old bridges and 3 bridge guards among 5 bridges: two of them at least are an old bridge guard.
    found = forced_runs({"collocations": pairs(("old bridge", 4, 4, 5), ("bridge guard", 3, 5, 3))})
    assert found[["run", "times"]].to_numpy().tolist() == [["old bridge guard", 2]]
    # With 7 bridges they may all stand apart.
    apart = {"collocations": pairs(("old bridge", 4, 4, 7), ("bridge guard", 3, 7, 3))}
    assert forced_runs(apart).empty


def test_pairs_chain_with_themselves() -> None:
    again = forced_runs({"collocations": pairs(("very very", 4, 6, 6))})
    assert again["run"].tolist() == ["very very very"]


def test_counts_of_an_article_make_pairs_chain_that_would_not_in_the_outlet() -> None:
    # All 2 + 2 pairs must lie in the article where old and guard are, which has 3 bridges of 9.
    one = scores(
        *(("terms", w, "narration", n, 50, 9, n, n, 300) for w, n in (("old", 2), ("bridge", 3), ("guard", 2)))
    )
    other = scores(("terms", "bridge", "narration", 6, 50, 9, 6, 6, 300)).assign(article_id="a2")
    both = {
        "scores": pd.concat([one, other]),
        "collocations": pairs(("old bridge", 2, 2, 9), ("bridge guard", 2, 9, 2)),
    }
    assert forced_runs(both)["run"].tolist() == ["old bridge guard"]


@pytest.mark.parametrize(
    ("measure", "item", "forced"),
    [
        ("terms", "out-of-town", True),
        ("terms", "long-range", False),
        ("hedges", "it is believed", True),
        ("frame_patterns", "rule of law: course of the war", True),
        ("frame_patterns", "rule of law: court", False),
        ("frame_patterns", "war: (patterns of two words or more)", False),
    ],
)
def test_an_item_of_three_words_is_a_run(measure: str, item: str, forced: bool) -> None:
    found = forced_runs({"scores": scores((measure, item, "narration", 2, 50, 9, 2, 60, 300))})
    assert len(found) == forced


def test_a_pair_with_a_hyphenated_word_is_a_run() -> None:
    assert forced_runs({"collocations": pairs(("night-time ferry", 3, 9, 9))})["run"].tolist() == ["night-time ferry"]
