"""One row of measures for each outlet."""

import numpy as np
import pandas as pd

from analysis import describe, plots
from analysis.comparison.enough_sentences import FEW_SENTENCES
from analysis.display.outlet_profile import _caption

HOSTILE = "<script>alert(1)</script>\u202e"


def compared(measure: str, item: str, outlets: dict[str, tuple[float, ...]], **changed: object) -> pd.DataFrame:
    """Comparisons of an item: x, n and q of each outlet."""
    rows = [
        {"measure": measure, "item": item, "outlet": outlet, "against": "rest", "value": x / n, "value_against": 0.2,
         "estimate": x / n - 0.2, "low": x / n - 0.3, "high": x / n - 0.1, "p": q, "q": q, "x": x, "n": n,
         "n_articles": 12, "method": "t", **changed}
        for outlet, (x, n, q) in outlets.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


QUOTED = compared("indirect_speech", "quoted", {"Star": (10.0, 100.0, 0.01), "Post": (90.0, 300.0, 0.6)})


def test_a_cell_is_the_value_with_the_interval_of_the_difference_around_it() -> None:
    table = describe.outlet_profile([QUOTED])
    assert table["outlet"].tolist() == ["Post", "Star"] and set(table["column"]) == {"quoted"}
    star = table.iloc[1]
    assert np.isclose(star[["value", "low", "high", "mean"]].astype(float), [0.1, 0.0, 0.2, 100 / 400]).all()
    assert table["clear"].tolist() == [False, True]


def test_the_caption_names_the_units_of_columns_that_are_drawn() -> None:
    drawn = _caption(pd.DataFrame({"column": ["tone", "quoted"]}))
    assert drawn.endswith("articles. Tone from −4 to 4; quoted and indirect speech in % of words.")
    assert "hedges" not in drawn and "hedges per 1,000" in _caption(pd.DataFrame({"column": ["hedges"]})).lower()


def test_hedges_are_added_up_and_have_no_interval() -> None:
    hedges = [compared("hedges", name, {"Post": (x, 1000.0, 0.01)}) for name, x in (("may", 1.0), ("seem", 2.0))]
    table = describe.outlet_profile([pd.concat(hedges)])
    assert table["value"].tolist() == [0.003] and table["low"].isna().all() and not table["clear"].any()


def test_means_of_few_sentences_are_left_out() -> None:
    few = compared("valence", "valence", {"Post": (1.0, 3.0, np.nan)}, method=FEW_SENTENCES)
    assert describe.outlet_profile([few]).empty


def test_clear_differences_are_blue_and_few_articles_pale(tmp_path) -> None:
    table = describe.outlet_profile([QUOTED, compared("valence", "valence", {"Post": (-3.0, 30.0, 0.5)}, n_articles=4)])
    figure = plots.profile(table)
    tone, quoted = figure.axes
    assert [label.get_text() for label in tone.get_yticklabels()] == ["Post", "Star"]
    dots = {(ax.get_title(), line.get_color(), line.get_alpha()) for ax in (tone, quoted) for line in ax.lines
            if line.get_marker() == "o"}  # fmt: skip
    assert dots == {("tone", "#5f6368", 0.6), ("quoted", "#5f6368", 1.0), ("quoted", "#0072B2", 1.0)}
    assert figure.alt == "Dots for 2 outlets in 2 measures: 1 difference clear; Star: quoted."
    assert plots.profile(table[:0]).axes[0].texts[0].get_text() == "Nothing to compare."


def test_an_arrow_says_that_an_interval_goes_on_beyond_the_axis_but_not_beyond_the_scale() -> None:
    one_without = compared("indirect_speech", "quoted", {"Star": (0.0, 100.0, 0.6), "Post": (90.0, 300.0, 0.6)})
    wide = one_without.assign(high=one_without["estimate"] + 5, low=one_without["estimate"] - 5)
    of_rate = plots.profile(describe.outlet_profile([wide])).axes[0]
    assert [line.get_marker() for line in of_rate.lines if line.get_marker() in "<>"] == [">", ">"]
    narrow = QUOTED.assign(high=QUOTED["estimate"] + 0.01, low=QUOTED["estimate"] - 0.01)
    inside = plots.profile(describe.outlet_profile([narrow])).axes[0]
    assert not [line for line in inside.lines if line.get_marker() in "<>"]


def test_a_measure_that_no_outlet_uses_has_no_column() -> None:
    unused = compared("source_types", "anonymous", {"Star": (0.0, 90.0, 0.6), "Post": (0.0, 80.0, 0.6)})
    assert set(describe.outlet_profile([QUOTED, unused])["column"]) == {"quoted"}


def test_the_section_needs_several_events_and_escapes_names(tmp_path) -> None:
    articles = pd.DataFrame({"event": ["a", "b"], "outlet": ["Post", HOSTILE]})
    hostile = QUOTED.replace("Star", HOSTILE)
    assert describe.profile_section([hostile], articles[:1], tmp_path).data == ""
    html = describe.profile_section([hostile], articles, tmp_path).data
    assert (
        "1 clear difference: &lt;script&gt;alert(1)&lt;/script&gt;" in html
        and 'href="tables/profile.csv"' in html
        and "<script" not in html
    )
    assert (tmp_path / "tables" / "profile.parquet").is_file()
