"""Figures: what they say, that names do not cover each other, and that they come out the same twice."""

import io
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib import rc_context
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Annotation

import analysis as ss
from analysis import plots, schema
from analysis.exceptions import WrongUse
from analysis.plots.alt_text import differences_alt_text
from analysis.plots.label_placement import write_names


def words_of(figure: Figure) -> list[str]:
    return [word for t in figure.axes[0].texts for word in t.get_text().split("\n") if word]


def boxes(figure: Figure, dpi: float) -> list:
    """Extents of the names beside points, at a resolution."""
    figure.set_dpi(dpi)
    with rc_context(plots.STYLE):
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        texts = [t for t in figure.axes[0].texts if isinstance(t, Annotation) and t.get_text()]
        # The text alone: an annotation's own extent takes in its point.
        from matplotlib.text import Text

        return [Text.get_window_extent(t, canvas.get_renderer()) for t in texts]


def assert_apart(figure: Figure) -> None:
    for dpi in (72, 100, 160):
        found = boxes(figure, dpi)
        page = figure.bbox
        assert not [(a, b) for a, b in combinations(found, 2) if a.overlaps(b)]
        assert all(b.x0 >= -1 and b.x1 <= page.x1 + 1 and b.y0 >= -1 and b.y1 <= page.y1 + 1 for b in found)


def svg(figure: Figure) -> bytes:
    out = io.BytesIO()
    with rc_context(plots.STYLE):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


@pytest.fixture
def terms(notes) -> pd.DataFrame:
    return ss.measures.terms(notes, min_count=1, with_function_words=True)


@pytest.fixture
def compared(terms) -> pd.DataFrame:
    return ss.compare(terms)


def crowd(size: int = 400) -> pd.DataFrame:
    """Comparisons of many words, many of them at one place."""
    rng = np.random.default_rng(0)
    x, y = rng.poisson(3, size), rng.poisson(4, size)
    p = rng.uniform(0, 1, size)
    frame = pd.DataFrame({
        "measure": "terms", "item": [f"word{i}" for i in range(size)], "outlet": "Gazette", "against": "rest",
        "value": x / 1000, "value_against": y / 1500, "estimate": x / 1000 - y / 1500, "low": -1.0, "high": 1.0,
        "p": p, "q": p, "n_articles": 2, "n_articles_against": 4, "x": x, "n": 1000, "unit": "article", "method": "t",
        "confidence": 0.95, "seed": 0,
        "log2_ratio": 0.0, "log2_low": -1.0, "log2_high": 1.0, "family_share": 1.0,
    })  # fmt: skip
    return frame.astype({c.name: c.dtype for c in schema.TABLES["comparisons"]})


def test_the_public_names_stay() -> None:
    assert {"differences", "proportions", "keyness_map", "word_shift", "similarity_map", "palette"} <= set(
        plots.__all__
    )
    assert plots.WIDTH == 5 and "svg.hashsalt" in plots.STYLE


def test_names_of_a_crowd_do_not_overlap() -> None:
    figure = plots.keyness_map(crowd(), outlet="Gazette", top=40)
    named = [word for word in words_of(figure) if word.startswith("word")]
    assert 30 <= len(named) == len(set(named)) <= 40
    assert_apart(figure)


def test_in_a_cloud_of_dots_names_are_near_their_own_and_cover_few_others() -> None:
    rng = np.random.default_rng(0)
    cloud = crowd(600).assign(value=rng.lognormal(-7, 1, 600), value_against=rng.lognormal(-7, 1, 600))
    outside = crowd(1).assign(item="outside", value=0.2, value_against=0.001)
    figure = plots.keyness_map(pd.concat([cloud, outside]).sort_values("p"), outlet="Gazette", top=601)
    figure.draw_without_rendering()
    ax = figure.axes[0]
    dots = np.concatenate([line.get_xydata() for line in ax.lines if line.get_marker() == "o"])
    spots = ax.transData.transform(dots[dots[:, 0] > 0])
    named = [text for text in ax.texts if text.get_text().startswith(("word", "outside"))]
    assert "outside" in {text.get_text() for text in named} and len(named) < 100
    for text in named:
        box = text.get_window_extent()
        inside = (spots > [box.x0, box.y0]) & (spots < [box.x1, box.y1])
        assert inside.all(axis=1).sum() <= 2, text.get_text()
        assert np.hypot(*text.xyann) < 19 + 3 + box.width * 72 / figure.dpi


def test_the_title_of_the_map_states_what_is_found() -> None:
    rows = crowd(3).assign(q=1.0)
    assert title_of(plots.keyness_map(rows, outlet="Gazette")) == "No word is clearly more or less frequent in Gazette"


def test_many_names_at_one_place_do_not_overlap() -> None:
    figure = Figure(figsize=(5, 4), layout="constrained")
    ax = figure.subplots()
    ax.plot([0, 1], [0, 1], "o")
    names = [f"name {i}" for i in range(12)]
    written = write_names(ax, [(0.5, 0.5)] * 12, names, colours=["k"] * 12)
    assert [t.get_text() for t in written] == names[: len(written)] and len(written) >= 4
    assert_apart(figure)


def test_a_name_without_room_is_left_out() -> None:
    figure = Figure(figsize=(2, 1))
    ax = figure.subplots()
    assert write_names(ax, [(0.5, 0.5)], ["a name much longer than the figure is wide"], colours=["k"]) == []


def test_signs_of_mathematics_in_a_name_are_letters() -> None:
    figure = Figure()
    written = write_names(figure.subplots(), [(0.5, 0.5)], ["$x_2$ $"], colours=["k"])
    assert not written[0].get_parse_math()
    svg(figure)


def test_the_keyness_map_by_hand() -> None:
    # 4 in 1,000 against 1 in 1,000 with k = ½ in 1,000: log₂ of 4.5 / 1.5; frequency (4 + 1) / 2 per 1,000.
    row = crowd(1).assign(value=4 / 1000, value_against=1 / 1000, n=1000.0, p=0.001, q=0.001)
    ax = plots.keyness_map(row, outlet="Gazette").axes[0]
    x, y = next(line.get_data() for line in ax.lines if len(line.get_xdata()) == 1)
    assert (x[0], y[0]) == (pytest.approx(2.5), pytest.approx(np.log2(3)))
    filled = [line.get_markerfacecolor() for line in ax.lines if len(line.get_xdata()) == 1]
    assert filled == [plots.COLOURS[0]]
    assert "per 1,000 words" in ax.get_xlabel()
    times = [ax.yaxis.get_major_formatter()(power, None) for power in (-2, -1, 0, 1, 3)]
    assert times == ["1/4 as often", "half as often", "equally often", "twice as often", "8 times as often"]


def test_a_word_of_one_side_only_has_a_place() -> None:
    rows = crowd(2).assign(value=[0.0, 0.002], value_against=[0.002, 0.0])
    figure = plots.keyness_map(rows, outlet="Gazette")
    assert {"word0", "word1"} <= set(words_of(figure))


def test_a_map_without_a_value_says_so_and_wrong_names_are_refused(compared) -> None:
    nothing = crowd(3).assign(value=np.nan)
    assert words_of(plots.keyness_map(nothing, outlet="Gazette")) == ["Nothing to compare for Gazette."]
    with pytest.raises(WrongUse, match="Invalid `outlet`: 'Gazete'. Expected 'Gazette', 'Herald' or 'Post'."):
        plots.keyness_map(compared, outlet="Gazete")


def test_the_bars_of_a_shift_add_up_and_their_names_stay_apart(terms) -> None:
    found = ss.word_shift(terms, ss.measures.sentiment_weights(), outlet="Herald")
    figure = plots.word_shift(found, top=5, unit="VADER valence")
    whole, *parts = [bar.get_width() for bar in figure.axes[0].patches]
    assert len(parts) == 6 and sum(parts) == pytest.approx(whole)
    assert words_of(figure)[0].startswith("total −") and "other words" in words_of(figure)[-1]
    assert figure.axes[0].patches[0].get_facecolor()[:3] != figure.axes[0].patches[1].get_facecolor()[:3]
    assert title_of(figure).endswith(": VADER valence")
    assert_apart(figure)


def test_long_names_find_room_beside_their_bars(terms) -> None:
    found = ss.word_shift(terms, ss.measures.sentiment_weights(), outlet="Herald")
    found = found.assign(item=[f"an uncommonly long word {i}" for i in range(len(found))])
    assert_apart(plots.word_shift(found))


def test_long_names_leave_the_bars_of_a_word_shift_visible(terms) -> None:
    found = ss.word_shift(terms, ss.measures.sentiment_weights(), outlet="Herald").head(4)
    names = [
        "unexpected misfortune at sea",
        "generous contributions of all",
        "great misfortune on land",
        "kindness of everyone",
    ]
    contribution = [-0.4, 0.2, -0.1, 0.1]
    found = found.assign(item=names[: len(found)], contribution=contribution[: len(found)])
    figure = plots.word_shift(found, factor=100)
    low, high = figure.axes[0].get_xlim()
    assert -400 < low < -40 and 20 < high < 400


def test_a_shift_of_nothing_says_why_and_two_are_refused(terms) -> None:
    nothing = ss.word_shift(terms, {"unseen": 1}, outlet="Herald")
    assert words_of(plots.word_shift(nothing)) == ["No word of Herald has a weight, so there is no word shift."]
    weights = ss.measures.sentiment_weights()
    two = pd.concat([ss.word_shift(terms, weights, outlet=o) for o in ("Herald", "Post")])
    with pytest.raises(WrongUse, match="contains 'Herald against rest', 'Post against rest'. Expected one word shift"):
        plots.word_shift(two)


def test_the_map_of_outlets(terms) -> None:
    found = ss.similarity(terms, unit="segment")
    figure = plots.similarity_map(found)
    assert sorted(words_of(figure)) == ["Gazette", "Herald", "Post"]
    assert "stress-1 = 0." in figure.axes[0].get_xlabel().replace("\n", " ")
    assert_apart(figure)


def test_distances_that_fit_no_plane_are_dots_with_the_nearest_outlet_named() -> None:
    # Five outlets, each as far from each other, but for A and B: no plane holds them.
    rows = [
        {"outlet": one, "against": two, "distance": 0.2 if one + two == "AB" else 0.6, "units": 3, "units_against": 3}
        for one, two in combinations("ABCDE", 2)
    ]
    figure = plots.similarity_map(pd.DataFrame(rows).assign(unit="article"))
    ax = figure.axes[0]
    dots = sorted(x for line in ax.lines for x in line.get_xdata())
    # Twenty dots, and one over each nearest.
    assert dots == [0.2] * 4 + [0.6] * 21
    nearest = [label.get_text() for label in ax.child_axes[0].get_yticklabels()]
    assert nearest == ["B", "A", "4 outlets", "4 outlets", "4 outlets"] and [
        label.get_text() for label in ax.get_yticklabels()
    ] == [*"ABCDE"]
    assert "named at the right" in ax.get_xlabel().replace("\n", " ")


def test_a_map_of_two_is_refused_in_a_sentence(terms) -> None:
    two = terms[terms["outlet"] != "Post"]
    told = " ".join(words_of(plots.similarity_map(ss.similarity(two)))).replace("\n", " ")
    assert "A map needs at least three outlets; the table has 'Gazette', 'Herald'." in told
    one = ss.similarity(terms[terms["article_id"] != "post-2"], unit="article")
    told = " ".join(words_of(plots.similarity_map(one))).replace("\n", " ")
    assert "left out for fewer than two articles: 'Post'" in told


def test_the_value_the_other_side_and_the_interval_stand_on_one_axis_by_hand() -> None:
    row = crowd(1).assign(value=4 / 1000, value_against=1 / 1000, low=-0.002, high=0.005, p=0.001, q=0.001)
    ax = plots.differences(row).axes[0]
    interval, other, outlet = (np.column_stack(line.get_data()).tolist() for line in ax.lines)
    # 1 − 2 is below 0, the limit of the scale; 1 + 5 is 6.
    assert interval == [[0, 0], [pytest.approx(6), 0]]
    assert other == [[pytest.approx(1), 0]] and outlet == [[pytest.approx(4), 0]]
    assert ax.lines[-1].get_markerfacecolor() == plots.COLOURS[0]
    unclear = plots.differences(row.assign(q=0.9)).axes[0]
    assert unclear.lines[-1].get_markerfacecolor() == "white"


def test_an_arrow_says_that_an_interval_goes_on_beyond_the_axis() -> None:
    rows = crowd(1).assign(value=4 / 1000, value_against=1 / 1000, low=-0.002, p=0.001, q=0.001)
    ends = [(rows.assign(high=high), marks) for high, marks in ((0.005, []), (0.05, [">"]))]
    for table, marks in ends:
        lines = plots.differences(table).axes[0].lines
        assert [line.get_marker() for line in lines if line.get_marker() in "<>"] == marks


def test_the_title_states_the_first_clear_difference_or_asks() -> None:
    rows = crowd(2).assign(value=0.02, value_against=0.0021, q=[0.01, 0.02])
    assert title_of(plots.differences(rows)) == (
        "Gazette: word0 20 per 1,000 words, the rest 2.1; 1 more clear difference"
    )
    assert title_of(plots.differences(rows.assign(q=1.0), question="Which words?")) == "Which words?"


def test_without_a_clear_difference_the_title_states_what_is_on_the_whole() -> None:
    rows = crowd(2).assign(value=0.02, value_against=0.0021, q=1.0)
    assert title_of(plots.differences(rows)) == "No clear difference"
    pairs = pd.concat([rows.assign(outlet=outlet) for outlet in ("Gazette", "Herald", "Post")], ignore_index=True)
    frames = pairs.assign(measure="framing", item=["war", "money"] * 3, value=[0.4, 0.1, 0.3, 0.2, 0.1, 0.2])
    assert title_of(plots.differences(frames)) == "No clear difference. Commonest in 2 of 3 outlets: war"
    every = frames.assign(value=[0.4, 0.1] * 3)
    assert title_of(plots.differences(every)) == "No clear difference. Commonest in every outlet: war"
    assert title_of(plots.differences(every[2:].assign(value=[0.4, 0.1, 0.1, 0.4]))) == "No clear difference"
    tone = frames[::2].assign(measure="valence", item="valence", value=[-0.4, 0.1, -0.2])
    assert title_of(plots.differences(tone)) == "No clear difference. Mean tone from −4 to 4: −0.40 to +0.10"


def test_all_panels_have_the_same_rows_and_items_without_a_use_are_left_out(compared) -> None:
    unused = compared.assign(item=compared["item"] + " never", value=0.0, value_against=0.0)
    figure = plots.differences(pd.concat([unused, compared]), top=4)
    panels = [ax for ax in figure.axes if ax.lines]
    assert len(panels) == 4 and not [ax for ax in panels if "never" in ax.get_title(loc="left")]
    assert [t.get_text() for t in panels[0].get_yticklabels()] == ["Post", "Herald", "Gazette"]
    assert all(len(ax.get_yticks()) == 3 for ax in panels)


def test_the_title_of_shares_names_the_outlet_that_has_least() -> None:
    voices = pd.concat([crowd(1).assign(measure="voices", item="quoted", outlet=o, value=v)
                        for o, v in (("A", 0.147), ("B", 0.0102))])  # fmt: skip
    least = plots.proportions(voices, items=["quoted", "narration"], does_least="quotes least")
    assert title_of(least) == "B quotes least: 1.0 of 100 words, A 15"
    assert title_of(plots.proportions(voices, items=["quoted"])) == "Quoted: 1.0 to 15 of 100 words, most in A"
    more = pd.concat([voices, crowd(1).assign(measure="voices", item="quoted", outlet="C", value=0.0, n_articles=1)])
    some = plots.proportions(more, items=["quoted", "narration"], does_least="quotes least", most=2)
    assert title_of(some) == "Of 2 outlets, B quotes least: 1.0 of 100 words, A 15"
    ranged = plots.proportions(more, items=["quoted", "narration"], most=2)
    assert title_of(ranged) == "Quoted: 1.0 to 15 of 100 words, most in A"
    assert some.left_out == "Drawn: the 2 of 3 outlets with most articles." and not least.left_out
    assert plots.differences(more, most=1).left_out == "Drawn: the 1 of 3 outlets with most articles."


def luminance(colour: np.ndarray) -> float:
    """Relative luminance of WCAG 2.2."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: np.ndarray, other: np.ndarray) -> float:
    lower, higher = sorted(luminance(colour) + 0.05 for colour in (one, other))
    return higher / lower


def test_all_bars_are_seen_on_white_and_in_the_dark(compared, terms) -> None:
    shares = plots.proportions(compared, items=["the", "a", "of", "in"])
    shift = plots.word_shift(ss.word_shift(terms, ss.measures.sentiment_weights(), outlet="Post"), top=2)
    paper = np.array(to_rgb("#16191d"))
    # What page.css does with a grey in the dark: invert(.92), and the lighter of it and the page.
    for figure in (shares, shift):
        for bar in figure.axes[0].patches:
            colour = np.array(to_rgb(bar.get_facecolor()))
            assert contrast(colour, np.ones(3)) > 1.6
            if np.ptp(colour) < 0.1:  # hues stay nearly as they are
                assert contrast(np.maximum(0.92 - 0.84 * colour, paper), paper) > 1.6


def title_of(figure: Figure) -> str:
    assert figure.get_suptitle()
    return figure.get_suptitle().replace("\n", " ")


def test_figures_are_the_same_twice(compared, terms) -> None:
    shift = ss.word_shift(terms, ss.measures.sentiment_weights(), outlet="Post")
    distances = ss.similarity(terms, unit="segment")
    for draw in (
        lambda: plots.keyness_map(compared, outlet="Post"),
        lambda: plots.word_shift(shift),
        lambda: plots.similarity_map(distances),
        lambda: plots.differences(compared),
    ):
        assert svg(draw()) == svg(draw())
    assert plots.keyness_map(compared, outlet="Post").get_figwidth() == plots.WIDTH


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (
            pd.DataFrame({"outlet": ["Post"], "item": ["war"]}),
            "no column 'value', 'value_against', 'estimate', 'low', 'high', 'n_articles'. Expected",
        ),
        (5, "Invalid `table`: 5. Expected a table that `compare` returns."),
    ],
)
def test_differences_are_drawn_from_comparisons_only(table: object, message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        plots.differences(table)  # type: ignore[arg-type]


def test_what_could_not_be_tested_is_described_by_its_values() -> None:
    row = {"measure": "voices", "item": "quoted", "against": "rest", "p": float("nan")}
    table = pd.DataFrame([{**row, "outlet": "Post", "value": 0.1}, {**row, "outlet": "Star", "value": 0.02}])
    said = "Dots for the value of each outlet; no difference could be tested"
    assert differences_alt_text(table) == f"{said}: Post 10, Star 2.0."
    assert differences_alt_text(table[:0]) == f"{said}."
