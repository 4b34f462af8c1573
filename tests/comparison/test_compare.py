import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis import annotate, compare, measures, schema
from analysis.comparison.keyness import keyness
from analysis.comparison.word_shift import word_shift
from analysis.exceptions import WrongUse


def scores(rows: list[tuple], measure: str = "framing") -> pd.DataFrame:
    """rows: item, event, outlet, article, voice, then x and n of each segment."""
    made = []
    for item, event, outlet, article, voice, counts, sizes in rows:
        x, n = np.array(counts, float), np.array(sizes, float)
        sums = (x.sum(), n.sum(), float(len(x)), (x * x).sum(), (x * n).sum(), (n * n).sum())
        made.append((measure, item, event, outlet, article, voice, *sums))
    return pd.DataFrame(made, columns=schema.columns("scores"))


TWO = scores(
    [
        ("war", "e", "A", "a1", "narration", [1, 0, 1, 1], [1, 1, 1, 1]),
        ("war", "e", "B", "b1", "narration", [0, 0, 1], [1, 1, 1]),
    ]
)


def test_same_text_differs_in_nothing() -> None:
    same = scores([("war", "e", o, o, "narration", [1, 0, 1], [1, 1, 1]) for o in "AB"])
    table = compare(same)
    assert (table["estimate"] == 0).all()
    assert (table["p"] == 1).all()


def test_segments_of_one_article_are_a_t_test_that_says_what_it_means(plain_t) -> None:
    row = compare(TWO, against="B", unit="segment").iloc[0]
    expected = plain_t([(x, 1) for x in (1, 0, 1, 1)], [(x, 1) for x in (0, 0, 1)], normal=True)
    assert row["outlet"] == "A"
    assert row["estimate"] == pytest.approx(3 / 4 - 1 / 3)
    assert row[["estimate", "low", "high", "p"]].tolist() == pytest.approx(np.clip(expected, -1, 1))
    assert row["unit"] == "segment"
    assert "describes these articles, not the outlets' habits" in row["method"]


def test_of_no_scores_nothing_is_compared_and_the_reason_is_kept() -> None:
    none = schema.empty("scores")
    none.attrs["note"] = "There is no list of actors."
    table = compare(none)
    assert table.empty
    assert table.attrs["note"] == "There is no list of actors."


def test_what_scores_say_of_themselves_is_kept(notes) -> None:
    scores = measures.framing(notes)
    scores.attrs["note"] = "One frame is left out."
    assert compare(scores).attrs["note"] == "One frame is left out."


def test_rest_is_everyone_else(plain_t) -> None:
    three = pd.concat([TWO, scores([("war", "e", "C", "c1", "narration", [1, 1], [1, 1])])])
    row = compare(three, unit="segment").set_index("outlet").loc["A"]
    assert row["value_against"] == pytest.approx(3 / 5)
    expected = plain_t([(x, 1) for x in (1, 0, 1, 1)], [(x, 1) for x in (0, 0, 1, 1, 1)], normal=True)
    assert row["p"] == pytest.approx(expected[3])


def test_absent_items_count_as_zeros_where_totals_are_stored() -> None:
    sparse = scores(
        [
            ("", "e", "A", "a1", "narration", [0, 0, 0], [5, 5, 5]),
            ("", "e", "B", "b1", "narration", [0, 0], [5, 5]),
            ("boat", "e", "A", "a1", "narration", [1, 0, 2], [5, 5, 5]),
        ],
        "terms",
    )
    table = compare(sparse).set_index("outlet")
    assert table.loc["A", "value"] == pytest.approx(3 / 15)
    assert table.loc["B", "value"] == 0
    assert table.loc["A", "estimate"] == -table.loc["B", "estimate"]


SEVERAL = scores(
    [("", "e", outlet, f"{outlet}{i}", "narration", [0] * 4, [9, 8, 7, 6]) for outlet in "AB" for i in range(4)]
    + [
        ("boat", "e", outlet, f"{outlet}{i}", "narration", [i, outlet == "A", 0, 1], [9, 8, 7, 6])
        for outlet in "AB"
        for i in range(4)
    ],
    "terms",
)


def test_several_articles_an_outlet_make_the_article_the_unit(plain_t) -> None:
    row = compare(SEVERAL, against="B").iloc[0]
    a, b = ([(i + (o == "A") + 1, 30) for i in range(4)] for o in "AB")
    assert row["unit"] == "article"
    assert row[["estimate", "low", "high", "p"]].tolist() == pytest.approx(plain_t(a, b))
    # Evenly spread rates: what Student's t test on them gives is near.
    assert row["p"] == pytest.approx(
        stats.ttest_ind(*np.divide([[x for x, _ in side] for side in (a, b)], 30)).pvalue, abs=0.01
    )
    assert (row["n_articles"], row["n_articles_against"]) == (4, 4)


def test_several_events_are_paired_within_events_and_outlets_may_miss_some() -> None:
    rows = []
    for e, (a, b) in enumerate([(1, 0), (2, 1), (3, 1), (2, 2), (4, 1)]):
        rows.append(("war", f"e{e}", "A", f"a{e}", "narration", [a, 0], [5, 5]))
        rows.append(("war", f"e{e}", "B", f"b{e}", "narration", [b, 0], [5, 5]))
    rows.append(("war", "e9", "A", "a9", "narration", [5, 5], [5, 5]))
    row = compare(scores(rows), against="B").iloc[0]
    assert row["unit"] == "event"
    assert (row["value"], row["value_against"]) == pytest.approx((0.24, 0.1))
    # Four of the five differ, and all in one direction: 2 of the 16 ways to choose their signs.
    assert row["p"] == pytest.approx(2 / 16)
    assert row["n_articles"] == 5, "the event only A covers says nothing of the difference"


def test_how_much_a_side_writes_on_which_event_has_no_part_in_the_difference() -> None:
    # Both write of war at the same rate within each event, but B mostly on the event in which there is more of it.
    rows = []
    for event, rate, many in (("e0", 4, 1), ("e1", 1, 6)):
        rows += [("war", event, "A", f"a{event}{k}", "narration", [rate], [20]) for k in range(2)]
        rows += [("war", event, "B", f"b{event}{k}", "narration", [rate], [20]) for k in range(many)]
    row = compare(scores(rows), against="B", unit="event").iloc[0]
    assert row["estimate"] == pytest.approx(0)
    assert compare(scores(rows), against="B", unit="article").iloc[0]["estimate"] > 0.04


def test_what_cannot_be_answered_is_nan_with_the_reason() -> None:
    short = scores(
        [
            ("war", "e", "A", "a", "narration", [1], [1]),
            ("war", "e", "B", "b", "narration", [0, 1, 1], [1, 1, 1]),
            ("war", "e", "C", "c", "quoted", [1, 1], [1, 1]),
        ]
    )
    table = compare(short, voice="narration", unit="segment").set_index("outlet")
    assert table.loc["A", "method"] == "not tested: a side has fewer than two segments"
    assert table.loc["C", "method"] == "not tested: one side has nothing that counts in this voice"
    assert table.loc[["A", "C"], ["p", "q", "low", "high"]].isna().all(axis=None)
    flat = scores([("war", "e", o, o, "narration", [0, 0, 0], [1, 1, 1]) for o in "AB"])
    assert compare(flat, unit="segment")["method"].eq("not tested: neither side has any").all()
    even = scores([("war", "e", o, o, "narration", [1, 1, 1], [2, 2, 2]) for o in "AB"])
    assert compare(even, unit="segment")["method"].eq("not tested: no variation between segments").all()
    assert (
        compare(even.assign(measure="sentiment", x=0.0, xx=0.0, xn=0.0), unit="segment")["method"]
        .eq("not tested: no variation between segments")
        .all()
    )
    silent = compare(flat, voice="quoted")
    assert silent["method"].eq("not tested: one side has nothing that counts in this voice").all()
    assert len(silent) == 2
    apart = scores([("war", f"e{o}", o, o, "narration", [0, 1, 0], [1, 1, 1]) for o in "AB"])
    assert compare(apart)["method"].eq("not tested: no event that both sides cover").all()


LIMITS = [("framing", [0, 1], [1, 1], 1), ("sentiment", [-1, 0.5], [1, 1], 2), ("valence", [-4, 2], [1, 1], 8)]


@pytest.mark.parametrize("unit", ["segment", "article"])
@pytest.mark.parametrize(("measure", "x", "n", "limit"), LIMITS)
def test_an_interval_is_cut_at_the_limits_of_the_scale_and_says_so(
    measure: str, x: list[float], n: list[int], limit: int, unit: str
) -> None:
    # Two units of a side, as different as can be: nothing is known of the difference.
    rows = [
        ("war", "e", outlet, f"{outlet}{i}", "narration", [x[i], x[i]] if unit == "article" else x, n)
        for outlet in "AB" for i in range(2 if unit == "article" else 1)
    ]  # fmt: skip
    table = compare(scores(rows).assign(measure=measure), unit=unit, confidence=0.999)
    assert (table["low"] == -limit).all() and (table["high"] == limit).all()
    assert table["method"].str.endswith("; interval cut at the limits of the scale").all()
    narrow = compare(scores(rows).assign(measure=measure), unit=unit, confidence=0.1)
    assert narrow["low"].abs().max() < limit and not narrow["method"].str.contains("cut").any()


@pytest.mark.parametrize("unit", ["segment", "article", "event"])
def test_order_and_partition_of_scores_do_not_matter(unit: str) -> None:
    rng = np.random.default_rng(5)
    rows = [
        (item, f"e{e}", outlet, f"{outlet}{e}{k}", "narration", rng.poisson(1, 6), rng.integers(3, 30, 6))
        for e in range(4) for outlet in "ABC" for k in range(2) for item in ("x", "y")
    ]  # fmt: skip
    table = scores(rows)
    first = compare(table, unit=unit)
    second = compare(table.sample(frac=1, random_state=1), unit=unit)
    pd.testing.assert_frame_equal(first, second, rtol=1e-12)


def test_against_a_reference_list_it_is_a_one_sample_test() -> None:
    reference = pd.Series({"war": 30, "peace": 70}, name="Brown")
    row = compare(TWO, against=reference).set_index("outlet").loc["A"]
    expected = stats.ttest_1samp([1, 0, 1, 1], 0.3)
    assert row["against"] == "Brown"
    assert row["estimate"] == pytest.approx(0.75 - 0.3)
    assert row["p"] == pytest.approx(expected.pvalue)
    assert row["low"] == pytest.approx(expected.confidence_interval().low - 0.3)
    assert row["method"].startswith("ratio against a reference list taken as known, t over segments")


def test_each_pair_once_is_each_against_the_other() -> None:
    three = pd.concat([TWO, scores([("war", "e", "C", "c1", "narration", [1, 1, 0], [1, 1, 1])])])
    every = compare(three, against="each").set_index(["outlet", "against"])
    assert sorted(every.index) == [("A", "B"), ("A", "C"), ("B", "C")]
    for a, b in every.index:
        alone = compare(three, against=b).set_index("outlet").loc[a]
        assert every.loc[(a, b), "p"] == alone["p"]


def test_events_can_be_compared_with_each_other() -> None:
    rows = [("war", f"e{i % 2}", "A", f"a{i}", "narration", [i % 3, 1], [5, 5]) for i in range(12)]
    table = compare(scores(rows), by="event")
    assert set(table["outlet"]) == {"e0", "e1"}
    assert set(table["unit"]) == {"article"}


def test_corrections_by_hand() -> None:
    plain, strict = (compare(SEVERAL, correction=c, unit="segment") for c in (None, "bonferroni"))
    assert (plain["q"] == plain["p"]).all()
    assert len(strict) == 2
    np.testing.assert_allclose(strict["q"], strict["p"], err_msg="two outlets are one comparison")


def test_max_t_counts_the_relabelings_that_reach_as_far() -> None:
    # Four articles against four, one item: 70 relabelings. A's rates are the four highest, so that only the labels as
    # they are and their mirror image reach as far.
    rows = [("war", "e", "AB"[i > 3], f"a{i}", "narration", [10 - i, 10 - i], [20, 20]) for i in range(8)]
    table = compare(scores(rows), correction="maxt")
    assert table["q"].tolist() == pytest.approx([2 / 70, 2 / 70])


def test_max_t_is_seeded_and_never_zero() -> None:
    rng = np.random.default_rng(6)
    rows = [
        (item, f"e{e}", outlet, f"{outlet}{e}", "narration", rng.poisson(2 + (outlet == "A"), 5), np.full(5, 20))
        for e in range(9) for outlet in "ABC" for item in "xyz"
    ]  # fmt: skip
    first, again = (compare(scores(rows), correction="maxt", relabel=200, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert (first["q"] >= 1 / 200).all()
    assert (first["q"] >= first["p"] - 0.05).all()


WRONG = [
    ({"by": "colour"}, "Invalid `by`: 'colour'. Expected 'outlet' or 'event'."),
    (
        {"correction": "holm"},
        "Invalid `correction`: 'holm'. Expected 'bh', 'maxt', 'bonferroni' or None.",
    ),
    (
        {"correction": "maxt"},
        "Invalid `correction`: 'maxt' permutes articles between outlets, which",
    ),
    ({"against": pd.Series(dtype=float)}, "the reference list contains no counts"),
    (
        {"against": pd.Series({"war": 1}), "unit": "event"},
        "A reference list has no events; expected 'article'",
    ),
    ({"against": "C"}, "Invalid `against`: 'C'. Expected 'rest', 'each', 'A' or 'B'."),
    ({"voice": "loud"}, "Invalid `voice`: 'loud'. Expected 'headline', 'narration', 'quoted', 'all' or None."),
    ({"unit": "word"}, "Invalid `unit`: 'word'. Expected 'auto', 'segment', 'article', 'outlet' or 'event'."),
    ({"confidence": 95}, "Invalid `confidence`: 95. Expected a number between 0 and 1, such as 0.95."),
    ({"confidence": "0.9"}, "Invalid `confidence`: '0.9'. Expected a number between 0 and 1, such as 0.95."),
    ({"relabel": 0}, "Invalid `relabel`: 0. Expected a whole number from 20 to 1,000,000."),
    ({"relabel": "x"}, "Invalid `relabel`: 'x'. Expected a whole number from 20 to 1,000,000."),
    ({"articles_with": "1"}, "Invalid `articles_with`: '1'. Expected a whole number from 0 to 1,000,000."),
    ({"against": pd.Series({"war": "often"})}, "the reference list contains no counts"),
    ({"against": pd.Series({"war": -1, "peace": 5})}, "the reference list contains no counts"),
    ({"against": pd.Series({"war": float("nan"), "peace": 5})}, "the reference list contains no counts"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_wrong_use_is_named(options: dict, message: str) -> None:
    with pytest.raises(WrongUse, match=message):
        compare(TWO, **options)


@pytest.mark.parametrize("given", [None, {}, pd.DataFrame({"a": [1]}), TWO.drop(columns="xx")])
def test_something_else_than_scores_is_refused(given: object) -> None:
    with pytest.raises(WrongUse, match="Invalid `scores`: .* Expected a table that a measure returns."):
        compare(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["rest", "each"])
@pytest.mark.parametrize("against", ["rest", "B"])
def test_an_outlet_that_is_called_like_a_keyword_is_refused(name: str, against: str) -> None:
    named = TWO.assign(outlet=TWO["outlet"].replace("A", name))
    for use in (compare, keyness):
        with pytest.raises(WrongUse, match=f"The outlet '{name}' has the name of a keyword of `against`"):
            use(named, against=against)
    with pytest.raises(WrongUse, match=f"The outlet '{name}' has the name of a keyword"):
        word_shift(named, {"war": 1.0}, outlet="B", against=name)


def test_one_outlet_alone_is_refused(corpus) -> None:
    alone = annotate(corpus.only(["Post"]))
    with pytest.raises(WrongUse, match="A comparison needs at least two outlets; found 'Post'."):
        compare(measures.sentiment(alone))


@pytest.mark.parametrize("measure", ["terms", "sentiment", "framing", "voices"])
@pytest.mark.parametrize("unit", ["auto", "segment"])
def test_every_measure_goes_through(notes, measure: str, unit: str) -> None:
    made = compare(getattr(measures, measure)(notes), unit=unit)
    assert list(made.columns) == schema.columns("comparisons")
    tested = made[made["p"].notna()]
    assert len(tested)
    assert ((tested["low"] <= tested["estimate"]) & (tested["estimate"] <= tested["high"])).all()
    assert (tested["q"] >= tested["p"] - 1e-12).all()


def test_shares_of_articles_are_counted_over_all_voices_chosen(notes) -> None:
    scores = measures.framing(notes)
    for voice, least in ((None, 1), ("narration", 1), (None, 3)):
        table = compare(scores, voice=voice, articles_with=least)
        assert (table["measure"] == "framing_articles").all() and (table["unit"] == "article").all()
        spoken = scores if voice is None else scores[scores["voice"] == voice]
        used = spoken[spoken["item"] == "conflict"].groupby(["outlet", "article_id"])["x"].sum() >= least
        told = table[table["item"] == "conflict"].set_index("outlet")
        for outlet, share in used.groupby("outlet").mean().items():
            assert told.loc[outlet, "value"] == pytest.approx(share)
            assert told.loc[outlet, "n"] == 2


def test_shares_of_articles_of_one_article_an_outlet_are_shown_and_not_tested(notes) -> None:
    scores = measures.framing(notes)
    one = scores[scores["article_id"].str.endswith("1")]
    table = compare(one, articles_with=1)
    assert table["value"].isin([0, 1]).all() and table["p"].isna().all()
    assert set(table["method"]) == {"not tested: a side has fewer than two articles"}


def test_shares_of_articles_that_cannot_be_are_refused(notes) -> None:
    with pytest.raises(
        WrongUse,
        match="Invalid `articles_with`: 1 for the scores of 'sentiment'.",
    ):
        compare(measures.sentiment(notes), articles_with=1)
    with pytest.raises(WrongUse, match="Invalid `articles_with`: -1. Expected a whole number from 0 to 1,000,000."):
        compare(measures.framing(notes), articles_with=-1)
    with pytest.raises(WrongUse, match="Invalid `unit`: 'segment'. `articles_with` counts articles"):
        compare(measures.framing(notes), articles_with=1, unit="segment")


def test_with_outlets_as_units_one_article_each_is_enough_and_the_method_says_why() -> None:
    row = compare(TWO, against="B", unit="outlet").iloc[0]
    assert row["unit"] == "outlet"
    assert row["method"].startswith(
        "difference of two ratios, variation between articles of one outlet taken from other outlets' articles"
    )
    assert row["low"] < row["estimate"] < row["high"]
    assert row["p"] > compare(TWO, against="B", unit="segment").iloc[0]["p"]


def test_outlets_are_no_units_where_nothing_is_known_of_them() -> None:
    events = TWO.assign(event=TWO["outlet"])
    with pytest.raises(WrongUse, match="Invalid `unit`: 'outlet' with by='event'"):
        compare(events, by="event", unit="outlet")
    with pytest.raises(WrongUse, match="A reference list is no outlet; expected 'article' or 'segment'"):
        compare(TWO, against=pd.Series({"war": 1, "peace": 2}, name="list"), unit="outlet")
    with pytest.raises(WrongUse, match="`articles_with` counts articles; expected 'article' or 'auto'"):
        compare(TWO, articles_with=1, unit="outlet")
    with pytest.raises(WrongUse, match="'maxt' permutes articles between outlets"):
        compare(TWO, unit="outlet", correction="maxt")


def test_one_article_an_outlet_is_a_claim_about_outlets_where_their_variation_is_known() -> None:
    assert compare(TWO)["unit"].eq("outlet").all()
    assert compare(TWO, voice="headline")["unit"].eq("segment").all()
    assert compare(TWO.assign(measure="hedges"))["unit"].eq("segment").all()
    assert compare(TWO, against=pd.Series({"war": 1, "peace": 2}, name="list"))["unit"].eq("segment").all()
