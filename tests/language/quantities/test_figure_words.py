import pandas as pd
import polars as pl
import pytest

from analysis.annotation.figure_layer import figure_table, written_figures
from analysis.language.quantities.figure_words import bound_words
from analysis.schema import empty


def written(text: str) -> list[str]:
    texts = pl.Series([text])
    segments = pd.DataFrame({"article_id": pd.array(["a"], dtype="str"), "voice": pd.array(["narration"], dtype="str")})
    return written_figures(figure_table(segments, texts), texts)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Eight boats sank.", ["Eight"]),
        ("At least eight boats sank.", ["at least eight"]),
        ("Nearly 8 miles of road closed.", ["nearly 8 miles"]),
        ("The bridge carries up to 300 lorries and more than $5 million.", ["up to 300", "more than $5 million"]),
        ("It lost 40 boats or more.", ["40 boats or more"]),
        ("Thousands sang, and dozens of boats sank.", ["Thousands", "dozens"]),
        ("The road is about 50 kilometres (31 miles) long.", ["about 50 kilometres", "about 31 miles"]),
        ("At least 12 goats, 30 sheep and 50 cows drowned.", ["at least 12", "at least 30", "at least 50"]),
    ],
)
def test_a_figure_has_the_words_that_bound_it(text: str, figures: list[str]) -> None:
    assert written(text) == figures


def test_words_of_a_bound_are_found_again() -> None:
    assert [bound_words(figure) for figure in ("up to 300", "8", "40 or more", "8+", "overseers 8")] == [
        "up to", "", "or more", "+", ""
    ]  # fmt: skip


def test_there_may_be_no_figure() -> None:
    assert written_figures(empty("figures"), pl.Series(["Nothing."])) == []
