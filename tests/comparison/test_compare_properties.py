"""compare against a plain loop on random tables, zero counts and single units included."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis import compare, schema
from analysis.comparison.compare import compare_only

SEGMENT = st.tuples(st.integers(0, 3), st.integers(3, 20))
ARTICLE = st.lists(SEGMENT, min_size=1, max_size=4)
OUTLET = st.lists(ARTICLE, min_size=1, max_size=3)


def scores(outlets: dict[str, list]) -> pd.DataFrame:
    rows = []
    for outlet, articles in outlets.items():
        for k, segments in enumerate(articles):
            x, n = np.array(segments, float).T
            base = (n.sum(), float(len(n)))
            for item, xs in (("", 0 * x), ("war", x)):
                if item and not xs.any():
                    continue
                sums = (xs.sum(), *base, (xs * xs).sum(), (xs * n).sum(), (n * n).sum())
                rows.append(("terms", item, "e", outlet, f"{outlet}{k}", "narration", *sums))
    return pd.DataFrame(rows, columns=schema.columns("scores"))


@settings(max_examples=40)
@given(OUTLET, OUTLET, OUTLET, st.sampled_from(["segment", "article"]), st.sampled_from(["rest", "B"]))
def test_equal_to_a_plain_loop(plain_t, a: list, b: list, c: list, unit: str, against: str) -> None:
    outlets = {"A": a, "B": b, "C": c}
    table = scores(outlets)
    if "war" not in set(table["item"]):
        return
    row = compare(table, unit=unit, against=against).set_index("outlet").loc["A"]

    def units(articles: list) -> list[tuple[float, float]]:
        if unit == "segment":
            return [s for article in articles for s in article]
        return [(sum(x for x, _ in article), sum(n for _, n in article)) for article in articles]

    expected = plain_t(units(a), units(b + c if against == "rest" else b), normal=unit == "segment")
    expected = np.clip(expected, -1, 1)  # shares differ by no more
    np.testing.assert_allclose(row[["estimate", "low", "high", "p"]].to_numpy(float), expected, rtol=1e-6, atol=1e-9)
    assert row["n_articles"] == len(a)
    assert row["method"].startswith("not tested") == math.isnan(expected[3])


# Equal rates whose difference is not 0 in binary numbers: in all events, and in one of two.
@settings(max_examples=30)
@given(st.lists(st.tuples(st.lists(ARTICLE, min_size=1, max_size=2), OUTLET), min_size=1, max_size=4))
@example(events=[([[(0, 3)]], [[(0, 3)]]), ([[(1, 4)]], [[(0, 3), (3, 18)], [(3, 3)]])])
@example(events=[([[(0, 3)]], [[(1, 3)]]), ([[(1, 4)]], [[(0, 3), (3, 3), (3, 18)]])])
def test_events_are_equal_to_every_permutation_within_events(plain_block_t, events: list) -> None:
    tables = [scores({"A": a, "B": b}).assign(event=f"e{i}") for i, (a, b) in enumerate(events)]
    table = pd.concat([t.assign(article_id=t["article_id"] + t["event"]) for t in tables], ignore_index=True)
    if "war" not in set(table["item"]):
        return
    row = compare(table, unit="event", against="B").iloc[0]

    def units(articles: list) -> list[tuple[float, float]]:
        return [(sum(x for x, _ in article), sum(n for _, n in article)) for article in articles]

    expected = np.clip(plain_block_t([(units(a), units(b)) for a, b in events]), -1, 1)
    np.testing.assert_allclose(row[["estimate", "low", "high", "p"]].to_numpy(float), expected, rtol=1e-6, atol=1e-9)
    assert row["value"] - row["value_against"] == pytest.approx(row["estimate"])
    assert row["method"].startswith("not tested") == math.isnan(expected[3])


@settings(max_examples=40)
@given(OUTLET, OUTLET, st.data())
def test_any_partition_of_the_segments_gives_the_same(a: list, b: list, data: st.DataObject) -> None:
    table = scores({"A": a, "B": b})
    if "war" not in set(table["item"]):
        return
    # The same moments, each row cut in two at random: as two workers would have left them in two voices.
    share = data.draw(st.floats(0, 1))
    moments = ["x", "n", "units", "xx", "xn", "nn"]
    first = table.assign(voice="quoted", **{m: table[m] * share for m in moments})
    second = table.assign(**{m: table[m] * (1 - share) for m in moments})
    whole, parts = (compare(t, unit="segment") for t in (table, pd.concat([second, first])))
    keys = ["item", "outlet"]
    pd.testing.assert_frame_equal(
        whole.sort_values(keys, ignore_index=True), parts.sort_values(keys, ignore_index=True), rtol=1e-9
    )


@settings(max_examples=20)
@given(OUTLET, OUTLET, OUTLET, st.sampled_from(["rest", "each", "B"]), st.sampled_from(["segment", "article"]))
def test_one_pair_alone_has_the_row_that_it_has_in_the_whole_comparison(
    a: list, b: list, c: list, against: str, unit: str
) -> None:
    table = scores({"A": a, "B": b, "C": c})
    if "war" not in set(table["item"]):
        return
    asked = {"against": against, "unit": unit, "correction": None}
    whole = compare(table, **asked)
    for pair in zip(whole["outlet"], whole["against"], strict=True):
        alone = compare_only(table, [pair], **asked)
        row = whole[(whole["outlet"] == pair[0]) & (whole["against"] == pair[1])]
        pd.testing.assert_frame_equal(pd.DataFrame(alone), pd.DataFrame(row).reset_index(drop=True))
