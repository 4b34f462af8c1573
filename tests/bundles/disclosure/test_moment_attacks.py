"""Words placed by sums of scores written by hand, and none where there is nothing to find."""

import pandas as pd
import pytest

from analysis.bundles.disclosure.moment_attacks import by_few_words, every_segment
from analysis.bundles.disclosure.placement_attacks import placed_words

MOMENTS = ["x", "n", "units", "xx", "xn", "nn"]
ARTICLES = pd.DataFrame({"article_id": ["a1"], "outlet": ["A"], "n_tokens": [100]})


def scores(*rows: tuple) -> pd.DataFrame:
    """measure, item, voice and moments of the article a1 of the outlet A."""
    table = pd.DataFrame(rows, columns=["measure", "item", "voice", *MOMENTS])
    return table.assign(event="e", outlet="A", article_id="a1")


def tables(table: pd.DataFrame, **others: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"scores": table, "articles": ARTICLES, **others}


def placed(table: pd.DataFrame, **others: pd.DataFrame) -> set[str]:
    return set(placed_words(tables(table, **others))["item"])


@pytest.mark.parametrize("measure", ["terms", "hedges", "frame_patterns"])
def test_words_of_the_only_segment_are_placed(measure: str) -> None:
    total = ("voices", "", "headline", 0, 5, 1, 0, 0, 25)
    assert placed(scores(total, (measure, "ferry", "headline", 1, 5, 1, 1, 5, 25))) == {"ferry"}
    total = ("voices", "", "headline", 0, 20, 4, 0, 0, 100)
    assert placed(scores(total, (measure, "ferry", "headline", 1, 20, 4, 1, 5, 100))) == set()


def test_a_word_that_must_stand_in_every_segment_is_placed_in_each() -> None:
    # 5 in 4 segments as 2+1+1+1: squares 7; three segments would have 2+2+1, squares 9.
    found = every_segment(tables(scores(("terms", "the", "narration", 5, 40, 4, 7, 50, 400))))
    assert len(found) == 4 and set(found["item"]) == {"the"}
    assert every_segment(tables(scores(("terms", "the", "narration", 5, 40, 4, 9, 50, 400)))).empty


LENGTHS = pd.DataFrame({"article_id": "a1", "voice": "narration", "n_tokens": [4, 7, 7, 12]})


@pytest.mark.parametrize(
    ("x", "xx", "xn", "found"),
    [(1, 1, 12, True), (1, 1, 7, False), (2, 4, 24, True), (2, 2, 16, True), (2, 2, 11, False), (2, 2, 14, True)],
)
def test_a_length_names_the_segment_of_a_word(x: int, xx: int, xn: int, found: bool) -> None:
    rows = scores(
        ("terms", "rust", "narration", x, 30, 4, xx, xn, 258), ("terms", "salt", "narration", 1, 30, 4, 1, 4, 258)
    )
    assert ("rust" in placed(rows, segments=LENGTHS)) == found


def test_lengths_follow_from_the_moments_of_two_segments() -> None:
    # 3 and 9 words: n = 12, nn = 90.
    rows = [("terms", "rust", "quoted", 1, 12, 2, 1, 9, 90), ("terms", "salt", "quoted", 1, 12, 2, 1, 3, 90)]
    assert placed(scores(*rows)) == {"rust", "salt"}


def test_the_same_mean_length_for_all_words_says_nothing() -> None:
    rows = [("terms", word, "narration", 1, 30, 4, 1, 258 / 30, 258) for word in ("rust", "salt")]
    assert placed(scores(*rows), segments=LENGTHS.assign(n_tokens=[258 / 30, 1, 2, 3])) == set()


def test_an_actor_of_the_only_segment_is_placed() -> None:
    total = ("voices", "", "quoted", 0, 5, 1, 0, 0, 25)
    named, other = (("actor_mentions", name, "quoted", x, 1, 1, x, x, 1) for name, x in (("Mayor", 1), ("Council", 0)))
    assert placed(scores(total, named, other)) == {"Mayor"}


def test_a_side_of_the_only_segment_is_placed() -> None:
    total = ("voices", "", "narration", 0, 5, 1, 0, 0, 25)
    side, none = (("source_affiliation", name, "narration", 1, 2, 1, 1, 2, 4) for name in ("church", "no_side"))
    assert placed(scores(total, side, none)) == {"church"}


def test_nearly_the_only_word_of_a_voice_is_placed_in_each_segment() -> None:
    total = ("voices", "", "quoted", 0, 6, 5, 0, 0, 8)
    assert len(by_few_words(tables(scores(total, ("terms", "never", "quoted", 5, 5, 5, 7, 5, 5))))) == 5
    assert placed(scores(total, ("terms", "never", "quoted", 4, 6, 5, 4, 5, 8))) == set()
