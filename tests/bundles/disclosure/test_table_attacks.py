"""Words placed by comparing tables written by hand, and none where there is nothing to find."""

import pandas as pd

from analysis.bundles.disclosure.placement_attacks import placed_words
from analysis.bundles.disclosure.table_attacks import by_cue, by_position

MOMENTS = ["x", "n", "units", "xx", "xn", "nn"]
ARTICLES = pd.DataFrame({"article_id": ["a1"], "outlet": ["A"], "n_tokens": [100]})


def scores(*rows: tuple) -> pd.DataFrame:
    """measure, item, voice and moments of the article a1 of the outlet A."""
    table = pd.DataFrame(rows, columns=["measure", "item", "voice", *MOMENTS])
    return table.assign(event="e", outlet="A", article_id="a1")


def pairs(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["collocation", "n", "n_first", "n_second"])
    return table.assign(outlet="A", n_words=100)


def tables(table: pd.DataFrame, **others: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {"scores": table, "articles": ARTICLES, **others}


def placed(table: pd.DataFrame, **others: pd.DataFrame) -> set[str]:
    return set(placed_words(tables(table, **others))["item"])


def test_a_frame_of_the_whole_lead_places_its_only_word() -> None:
    lead = ("frame_positions", "war: lead", "narration", 3, 3, 3, 3, 3, 3)
    voices = ("voices", "", "narration", 0, 90, 9, 0, 0, 900)
    one = ("frame_patterns", "war: troops", "narration", 4, 9, 9, 4, 4, 9)
    two = ("frame_patterns", "war: siege", "narration", 1, 9, 9, 1, 1, 9)
    assert len(by_position(tables(scores(lead, voices, one)))) == 3
    assert by_position(tables(scores(lead, voices, one, two))).empty


def test_a_cue_with_the_number_of_its_sentence_is_placed() -> None:
    quotes = pd.DataFrame({"article_id": ["a1"] * 2, "sentence": [3, 5], "cue": ["say", ""]})
    found = by_cue({"attributions": quotes})
    assert found["item"].tolist() == ["say"]
    assert by_cue({"attributions": quotes.assign(sentence=pd.NA)}).empty


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


def test_the_only_cue_of_its_stance_is_placed() -> None:
    rows = scores(
        ("voices", "", "narration", 0, 5, 1, 0, 0, 25), ("reporting_verbs", "doubting", "narration", 1, 1, 1, 1, 1, 1)
    )  # fmt: skip
    verbs = pd.DataFrame({"outlet": ["A"], "cue": ["claim"], "stance": ["doubting"], "times": [1]})
    assert placed(rows, reporting_verb_counts=verbs) == {"claim"}
    assert placed(rows, reporting_verb_counts=pd.concat([verbs, verbs.assign(cue="allege")])) == set()
