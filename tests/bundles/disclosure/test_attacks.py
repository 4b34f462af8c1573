"""Every attack on tables written by hand: it finds what it is made for, and nothing where there is nothing."""

import pandas as pd
import pytest

from analysis.bundles.disclosure import attacks

MOMENTS = ["x", "n", "units", "xx", "xn", "nn"]


def scores(*rows: tuple) -> pd.DataFrame:
    """measure, item, voice and moments of the article a1 of the outlet A."""
    table = pd.DataFrame(rows, columns=["measure", "item", "voice", *MOMENTS])
    return table.assign(event="e", outlet="A", article_id="a1")


def pairs(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["collocation", "n", "n_first", "n_second"])
    return table.assign(outlet="A", n_words=100)


ARTICLES = pd.DataFrame({"article_id": ["a1"], "outlet": ["A"], "n_tokens": [100]})


def tables(table: pd.DataFrame, **others: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"scores": table, "articles": ARTICLES, **others}


def placed(table: pd.DataFrame, **others: pd.DataFrame) -> set[str]:
    return set(attacks.placed_words(tables(table, **others))["item"])


def test_pairs_chain_where_they_are_more_than_their_word() -> None:
    # 4 old bridges and 3 bridge guards among 5 bridges: two of them at least are an old bridge guard.
    found = attacks.forced_runs({"collocations": pairs(("old bridge", 4, 4, 5), ("bridge guard", 3, 5, 3))})
    assert found[["run", "times"]].to_numpy().tolist() == [["old bridge guard", 2]]
    # With 7 bridges they may all stand apart.
    apart = {"collocations": pairs(("old bridge", 4, 4, 7), ("bridge guard", 3, 7, 3))}
    assert attacks.forced_runs(apart).empty


def test_pairs_chain_with_themselves() -> None:
    again = attacks.forced_runs({"collocations": pairs(("very very", 4, 6, 6))})
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
    assert attacks.forced_runs(both)["run"].tolist() == ["old bridge guard"]


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
    found = attacks.forced_runs({"scores": scores((measure, item, "narration", 2, 50, 9, 2, 60, 300))})
    assert len(found) == forced


def test_a_pair_with_a_hyphenated_word_is_a_run() -> None:
    assert attacks.forced_runs({"collocations": pairs(("night-time ferry", 3, 9, 9))})["run"].tolist() == [
        "night-time ferry"
    ]


@pytest.mark.parametrize("measure", ["terms", "hedges", "frame_patterns"])
def test_words_of_the_only_segment_are_placed(measure: str) -> None:
    total = ("voices", "", "headline", 0, 5, 1, 0, 0, 25)
    assert placed(scores(total, (measure, "ferry", "headline", 1, 5, 1, 1, 5, 25))) == {"ferry"}
    total = ("voices", "", "headline", 0, 20, 4, 0, 0, 100)
    assert placed(scores(total, (measure, "ferry", "headline", 1, 20, 4, 1, 5, 100))) == set()


def test_a_word_that_must_stand_in_every_segment_is_placed_in_each() -> None:
    # 5 in 4 segments as 2+1+1+1: squares 7; three segments would have 2+2+1, squares 9.
    found = attacks.every_segment(tables(scores(("terms", "the", "narration", 5, 40, 4, 7, 50, 400))))
    assert len(found) == 4 and set(found["item"]) == {"the"}
    assert attacks.every_segment(tables(scores(("terms", "the", "narration", 5, 40, 4, 9, 50, 400)))).empty


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


def test_a_frame_of_the_whole_lead_places_its_only_word() -> None:
    lead = ("frame_positions", "war: lead", "narration", 3, 3, 3, 3, 3, 3)
    voices = ("voices", "", "narration", 0, 90, 9, 0, 0, 900)
    one = ("frame_patterns", "war: troops", "narration", 4, 9, 9, 4, 4, 9)
    two = ("frame_patterns", "war: siege", "narration", 1, 9, 9, 1, 1, 9)
    assert len(attacks.by_position(tables(scores(lead, voices, one)))) == 3
    assert attacks.by_position(tables(scores(lead, voices, one, two))).empty


def test_a_cue_with_the_number_of_its_sentence_is_placed() -> None:
    quotes = pd.DataFrame({"article_id": ["a1"] * 2, "sentence": [3, 5], "cue": ["say", ""]})
    found = attacks.by_cue({"attributions": quotes})
    assert found["item"].tolist() == ["say"]
    assert attacks.by_cue({"attributions": quotes.assign(sentence=pd.NA)}).empty


def test_what_other_tables_count_beyond_the_voices_shown_is_placed() -> None:
    rows = scores(
        ("voices", "", "headline", 0, 5, 1, 0, 0, 25), ("voices", "", "narration", 0, 90, 9, 0, 0, 900),
        ("terms", "", "narration", 0, 90, 9, 0, 0, 900), ("terms", "US", "narration", 2, 90, 9, 2, 20, 900),
        ("terms", "US-made", "narration", 1, 90, 9, 1, 10, 900),
    )  # fmt: skip
    style = pd.DataFrame({"article_id": ["a1"], "variant": ["U.S."], "standard": ["US"], "kind": ["acronym"], "n": [4]})
    pair = pairs(("US missiles", 3, 3, 0))
    assert placed(rows, style=style) == {"US"}
    assert placed(rows, style=style.assign(n=3)) == set()
    assert placed(rows, collocations=pair) == {"US"}


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
    assert len(attacks.by_few_words(tables(scores(total, ("terms", "never", "quoted", 5, 5, 5, 7, 5, 5))))) == 5
    assert placed(scores(total, ("terms", "never", "quoted", 4, 6, 5, 4, 5, 8))) == set()


def test_the_only_cue_of_its_stance_is_placed() -> None:
    rows = scores(
        ("voices", "", "narration", 0, 5, 1, 0, 0, 25), ("reporting_verbs", "doubting", "narration", 1, 1, 1, 1, 1, 1)
    )  # fmt: skip
    verbs = pd.DataFrame({"outlet": ["A"], "cue": ["claim"], "stance": ["doubting"], "times": [1]})
    assert placed(rows, reporting_verb_counts=verbs) == {"claim"}
    assert placed(rows, reporting_verb_counts=pd.concat([verbs, verbs.assign(cue="allege")])) == set()
