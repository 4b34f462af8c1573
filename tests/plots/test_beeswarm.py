"""One dot per article."""

from pathlib import Path

import numpy as np
import pandas as pd

import analysis as ss
from analysis import schema
from analysis.plots.beeswarm import BAND, beeswarm, stacked


def table(values: dict[str, list[float]]) -> pd.DataFrame:
    rows = [
        ("framing", "morality", outlet, f"{outlet}{i}", value, 20.0)
        for outlet, of in values.items()
        for i, value in enumerate(of)
    ]
    return pd.DataFrame(rows, columns=schema.columns("article_values"))


def test_dots_of_one_place_are_apart_and_stay_in_their_row() -> None:
    assert stacked(np.array([1.0, 1.0, 4.0])).tolist() == [-0.08, 0.08, 0]
    many = stacked(np.zeros(100))
    assert np.ptp(many) <= 2 * BAND and len(set(many.round(9))) == 100


def test_a_row_an_outlet_with_a_dot_an_article_and_its_mean() -> None:
    figure = beeswarm(table({"Star": [0.1, 0.3], "Post": [0.2]}), outlet="Star")
    (ax,) = figure.axes
    assert [text.get_text() for text in ax.get_yticklabels()] == ["Post 1", "Star 2"]
    one, two, mean = ax.lines
    np.testing.assert_allclose(two.get_xdata(), [10, 30])
    np.testing.assert_allclose(mean.get_xdata(), [20, 20])
    assert one.get_color() != two.get_color()
    assert figure.alt == "A dot for each of 3 articles of 2 outlets, from 10 to 30."


def test_the_name_of_a_usual_outlet_is_whole() -> None:
    (ax,) = beeswarm(table({"Northern Harbour Chronicle": [0.1]})).axes
    assert ax.get_yticklabels()[0].get_text() == "Northern Harbour Chronicle 1"


def test_a_report_shows_dots_where_an_outlet_has_five_articles(tmp_path: Path) -> None:
    shown = {
        n: ss.describe.articles_as_dots(table({"Star": [0.1] * n}), "dots", tmp_path, caption="Tone").data
        for n in (4, 5)
    }
    assert shown[4] == "" and "A dot for each of 5 articles" in shown[5]


def test_nothing_to_show_is_said() -> None:
    assert beeswarm(table({})).alt == "No article to show."


def test_values_of_articles_add_up_to_those_of_the_comparison(notes) -> None:
    scores = ss.measures.voices(notes)
    made, compared = ss.article_values(scores, "quoted"), ss.compare(scores)
    added = (made["value"] * made["n"]).groupby(made["outlet"]).sum() / made.groupby("outlet")["n"].sum()
    expected = compared[compared["item"] == "quoted"].set_index("outlet")["value"]
    np.testing.assert_allclose(added, expected[added.index])


def test_means_of_few_sentences_are_left_out(notes) -> None:
    scores = ss.measures.sentiment(notes)
    made = ss.article_values(scores, "compound", voice="headline")
    assert made.empty and "8 sentences" in made.attrs["note"]
