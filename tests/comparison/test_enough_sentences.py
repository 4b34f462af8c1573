"""Means over few sentences are no figures."""

import numpy as np
import pandas as pd
import pytest

from analysis import compare, detectable, enough_sentences, in_family, plots, schema, show_table
from analysis.comparison.enough_sentences import FEW_SENTENCES
from analysis.exceptions import WrongUse

SIZES = {"A": [5, 4], "B": [4, 3], "C": [9, 20]}


def scores(measure: str = "valence", *, with_totals: bool = True) -> pd.DataFrame:
    rows = []
    for outlet, sizes in SIZES.items():
        for number, n in enumerate(sizes):
            place = (measure, "e", outlet, f"{outlet}{number}", "narration")
            x = 0.1 * n * (1 + number) * (1 if outlet == "A" else -1)
            rows.append((*place, "score", x, n, n, x * x / n + 0.3 * n, x, n))
            rows.extend([(*place, "", 0.0, n, n, 0.0, 0.0, n)] * with_totals)
    names = ["measure", "event", "outlet", "article_id", "voice", "item", "x", "n", "units", "xx", "xn", "nn"]
    table = pd.DataFrame(rows, columns=names)
    return schema.typed(table, "scores")


@pytest.mark.parametrize("measure", schema.MEANS_OF_SENTENCES)
@pytest.mark.parametrize("with_totals", [True, False])
def test_seven_are_too_few_and_nine_are_not(measure: str, with_totals: bool) -> None:
    made = scores(measure, with_totals=with_totals)
    table = compare(made, voice="narration")
    shown = enough_sentences(table, made, voice="narration").set_index("outlet")
    assert shown.loc["B", "method"] == "not tested: fewer than 8 sentences on a side"
    assert shown.loc["B", ["low", "high", "p", "q"]].isna().all()
    kept = ["value", "value_against", "estimate", "x", "n"]
    before = table.set_index("outlet")
    assert shown.loc["B", kept].tolist() == before.loc["B", kept].tolist()
    pd.testing.assert_frame_equal(shown.loc[["A", "C"]], before.loc[["A", "C"]])


def test_both_sides_count() -> None:
    made = scores()
    against = enough_sentences(compare(made, against="B"), made)
    assert set(against["method"]) == {FEW_SENTENCES}
    made = made[made["outlet"] != "C"]
    assert enough_sentences(compare(made), made)["p"].isna().all(), "the rest of A is B"


def test_of_a_sample_the_sentences_that_were_read_count() -> None:
    made = scores()
    made["units"] = np.ceil(made["units"] / 2)
    assert enough_sentences(compare(made), made)["p"].notna().sum() == 1, "of C, with 15 of 29"


def test_counts_of_words_and_frames_stay() -> None:
    made = scores("framing")
    table = compare(made)
    assert enough_sentences(table, made) is table


def test_tables_and_figures_say_why_there_is_no_number() -> None:
    made = scores()
    table = enough_sentences(compare(made, voice="narration"), made, voice="narration")
    html = show_table(table, "Tone").data
    row = next(part for part in html.split("<tr>") if ">B<" in part)
    assert "fewer than 8 sentences" in row and not any(character.isdigit() for character in row.replace("than 8", ""))
    texts = [text.get_text() for ax in plots.differences(table, panel="item").axes for text in ax.texts]
    assert texts.count("fewer than 8 sentences") == 1
    assert "B" not in set(detectable(in_family(table, "valence"), made, voice="narration")["outlet"])


def test_no_comparisons() -> None:
    with pytest.raises(WrongUse, match="Invalid `comparisons`: 1. Expected a table that `compare` returns"):
        enough_sentences(1, scores())
