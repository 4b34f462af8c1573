"""Articles that share text are counted once on each side, and are no independent articles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import annotate, compare, measures, other_settings, placebo, power, read_corpus, schema
from analysis.comparison.compare import compare_only
from analysis.exceptions import WrongUse
from analysis.io.parquet_writing import write_parquet
from analysis.io.score_copies import with_copies
from analysis.schema import REST

Article = tuple[str, str, float, float]  # outlet, article_id, x, n


def scored(
    articles: list[Article], shared: dict[str, tuple[str, bool]] | None = None, events: str = ""
) -> pd.DataFrame:
    """Scores of one item; shared: article_id -> text, and whether it is a copy of it."""
    rows = [
        ("framing", "war", events and name[-1], outlet, name, "narration", x, n, n, x, x, n)
        for outlet, name, x, n in articles
    ]
    table = pd.DataFrame(rows, columns=schema.columns("scores"))
    known = [(name, *of) for name, of in (shared or {}).items()]
    return with_copies(table, [], pd.DataFrame(known, columns=["article_id", "group", "is_copy"]))


def numbers(table: pd.DataFrame) -> pd.DataFrame:
    """What a comparison found, without the note."""
    return pd.DataFrame(table).drop(columns=["method"]).sort_values(["outlet", "against"], ignore_index=True)


BASE: list[Article] = [
    ("A", "a1", 3, 20), ("A", "a2", 5, 30), ("A", "a3", 1, 25), ("A", "a4", 4, 20),
    ("B", "b1", 6, 20), ("B", "b2", 2, 15), ("B", "b3", 7, 30), ("B", "b4", 2, 20),
    ("C", "c1", 2, 20), ("C", "c2", 4, 30), ("C", "c3", 1, 10), ("C", "c4", 3, 20),
]  # fmt: skip


@pytest.mark.parametrize("shared_text", ["once", "drop"])
def test_without_shared_text_every_article_counts(shared_text: str) -> None:
    scores = scored(BASE)
    pd.testing.assert_frame_equal(compare(scores, shared_text=shared_text), compare(scores, shared_text="keep"))


@given(st.lists(st.sampled_from(BASE), min_size=1, max_size=4, unique=True), st.integers(2, 4))
@settings(max_examples=25, deadline=None)
def test_copies_within_an_outlet_change_nothing(copied: list[Article], times: int) -> None:
    copies = [(outlet, f"{name} {k}", x, n) for outlet, name, x, n in copied for k in range(1, times)]
    shared = {new: (new.split()[0], True) for _, new, *_ in copies} | {name: (name, True) for _, name, *_ in copied}
    found = compare(scored(BASE + copies, shared))
    pd.testing.assert_frame_equal(numbers(found), numbers(compare(scored(BASE))))


def test_of_copies_the_longest_counts() -> None:
    shared = {"a1": ("a1", True), "a5": ("a1", True)}
    longer = compare(scored([*BASE, ("A", "a5", 4, 26)], shared), against="B").set_index("outlet")
    assert longer.loc["A", ["x", "n", "n_articles"]].tolist() == [4 + 5 + 1 + 4, 26 + 30 + 25 + 20, 4]


def test_articles_that_share_some_text_are_one_unit() -> None:
    shared = {"a1": ("a1", True), "a2": ("a1", False), "a3": ("a1", False)}
    found = compare(scored(BASE, shared), against="B").set_index("outlet").loc["A"]
    joined = [("A", "a1", 9, 75), *BASE[3:]]
    by_hand = compare(scored(joined), against="B").set_index("outlet").loc["A"]
    assert (found["p"], found["x"], found["n_articles"]) == (pytest.approx(by_hand["p"]), 13, 4)


def test_a_text_that_several_outlets_of_the_other_side_have_counts_once_there() -> None:
    agency = [("B", "b5", 9, 20), ("C", "c5", 9, 20), ("D", "d1", 9, 20), ("D", "d2", 1, 20)]
    shared = dict.fromkeys(("b5", "c5", "d1"), ("b5", True))
    found = compare(scored(BASE + agency, shared)).set_index("outlet")
    # A is not in it: the rest has the text once. B has it once, and so has the rest of B.
    of_a = compare(scored([*BASE, agency[0], agency[3]])).set_index("outlet").loc["A"]
    of_b = compare(scored([*BASE, agency[0], agency[1], agency[3]])).set_index("outlet").loc["B"]
    for outlet, by_hand in (("A", of_a), ("B", of_b)):
        row = found.loc[outlet]
        assert [row[name] for name in ("x", "n", "estimate", "p", "low")] == pytest.approx(
            [by_hand[name] for name in ("x", "n", "estimate", "p", "low")]
        )
    assert found.loc["D", "n_articles"] == 2


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABCD"), st.integers(0, 9), st.integers(10, 30), st.sampled_from("-xyz"), st.booleans()
        ),
        min_size=4,
        max_size=14,
    )
)
@settings(max_examples=60, deadline=None)
def test_the_rest_is_what_all_other_outlets_are_as_one(drawn: list[tuple[str, int, int, str, bool]]) -> None:
    articles: list[Article] = [(outlet, f"{k}", x, n) for k, (outlet, x, n, _, _) in enumerate(drawn)]
    shared = {f"{k}": (text, is_copy) for k, (_, _, _, text, is_copy) in enumerate(drawn) if text != "-"}
    scores = scored(BASE + articles, shared)
    found = compare(scores, unit="article").set_index("outlet")
    columns = ["value", "value_against", "p", "low", "high", "x", "n", "n_articles", "n_articles_against"]
    for outlet in "ABC":
        others = scores["outlet"].where(scores["outlet"] == outlet, "others")
        alone = compare_only(scores.assign(outlet=others), [(outlet, REST)], unit="article").set_index("outlet")
        assert found.loc[outlet, columns].tolist() == pytest.approx(alone.loc[outlet, columns].tolist(), nan_ok=True)


def test_one_outlet_after_the_other_has_the_text_once_each() -> None:
    agency = [("A", "a5", 9, 20), ("B", "b5", 9, 20)]
    shared = {"a5": ("a5", True), "b5": ("a5", True)}
    found, kept = (compare(scored(BASE + agency, shared), against="each", shared_text=how) for how in ("once", "keep"))
    pd.testing.assert_frame_equal(numbers(found), numbers(kept))


def test_within_events_too() -> None:
    copies = [(outlet, f"copy {name}", x, n) for outlet, name, x, n in BASE[4:8]]
    copies = [("D", *rest) for _, *rest in copies]
    shared = {name: (name[-2:], True) for _, name, *_ in BASE[4:8] + copies}
    found = compare(scored(BASE + copies, shared, events="yes")).set_index("outlet").loc["A"]
    by_hand = compare(scored(BASE, events="yes")).set_index("outlet").loc["A"]
    assert (found["p"], found["estimate"], found["unit"]) == (
        pytest.approx(by_hand["p"]), pytest.approx(by_hand["estimate"]), "event",
    )  # fmt: skip


def test_all_articles_of_a_text_can_be_left_out_and_the_note_says_so() -> None:
    shared = {"a1": ("a1", True), "b1": ("a1", False)}
    found = compare(scored(BASE, shared), shared_text="drop")
    left = compare(scored([article for article in BASE if article[1] not in shared]))
    pd.testing.assert_frame_equal(numbers(found), numbers(left))
    assert found.attrs["note"].startswith("2 articles share three tenths or more")
    assert "not counted" in found.attrs["note"]


def test_clusters_that_are_given_are_the_units_and_copies_count_once() -> None:
    days = pd.Series({name: f"day {name[-1]}" for _, name, *_ in BASE})
    copy = ("A", "a1 again", 3, 20)
    shared = {"a1": ("a1", True), "a1 again": ("a1", True)}
    found = compare(scored([*BASE, copy], shared), cluster=days)
    pd.testing.assert_frame_equal(numbers(found), numbers(compare(scored(BASE), cluster=days)))


def test_strata_may_divide_articles_of_one_text() -> None:
    shared = {"a1": ("a1", True), "a2": ("a1", False)}
    month = pd.Series({name: "May" if name[-1] in "12" else "June" for _, name, *_ in BASE})
    found = compare(scored(BASE, shared), adjust=month, against="B").set_index("outlet").loc["A"]
    together = pd.Series({name: name if name not in shared else "one" for _, name, *_ in BASE})
    by_hand = compare(scored(BASE), adjust=month, cluster=together, against="B").set_index("outlet").loc["A"]
    assert found["p"] == pytest.approx(by_hand["p"])


def test_plans_and_halves_count_copies_once_too() -> None:
    rng = np.random.default_rng(0)
    articles = [(outlet, f"{outlet}{k}", float(rng.binomial(20, 0.3)), 20.0) for outlet in "AB" for k in range(8)]
    copies = [(outlet, f"{name} again", x, n) for outlet, name, x, n in articles]
    shared = {name: (name.split()[0], True) for _, name, *_ in articles + copies}
    once, every = scored(articles), scored(articles + copies, shared)
    pd.testing.assert_frame_equal(pd.DataFrame(power(every, ratio=2)), pd.DataFrame(power(once, ratio=2)))
    pd.testing.assert_frame_equal(pd.DataFrame(placebo(every)), pd.DataFrame(placebo(once)))


def test_parquet_keeps_what_is_known(tmp_path) -> None:
    scores = scored([*BASE, ("A", "a5", 3, 20)], {"a1": ("a1", True), "a5": ("a1", True)})
    write_parquet(scores, tmp_path / "scores.parquet")
    again = pd.read_parquet(tmp_path / "scores.parquet")
    pd.testing.assert_frame_equal(numbers(compare(again)), numbers(compare(scores)))


def test_a_setting_that_does_not_exist_is_named() -> None:
    with pytest.raises(WrongUse, match="shared_text"):
        compare(scored(BASE), shared_text="twice")


def test_articles_of_a_corpus_are_compared_with_and_without_shared_text(tmp_path) -> None:
    agency = " ".join(f"The ferry to island {n} left the harbour late because of heavy fog {n}." for n in range(6))
    own = {f"{outlet}{n}": " ".join(f"word{outlet}{n}x{k}" for k in range(30)) for outlet in "ABC" for n in range(4)}
    rows = [
        {"article_id": name, "outlet": name[0], "event": "fog",
         "body": f"{agency} Reader {name} waited." if name.endswith("0") else body}
        for name, body in own.items()
    ]  # fmt: skip
    pd.DataFrame(rows).to_csv(tmp_path / "articles.csv", index=False)
    scores = measures.terms(annotate(read_corpus(tmp_path / "articles.csv")), min_count=1)
    once, kept, dropped = (
        compare(scores, shared_text=how).query("item == 'ferry' and outlet == 'A'") for how in ("once", "keep", "drop")
    )
    assert kept["n_articles_against"].item() == 8
    assert once["n_articles_against"].item() == 7
    assert dropped.empty


def test_the_settings_of_a_clear_difference_are_with_and_without_shared_text() -> None:
    rng = np.random.default_rng(1)
    articles = [
        (outlet, f"{outlet}{k}", float(rng.binomial(30, 0.1 if outlet == "A" else 0.6)), 30.0)
        for outlet in "AB"
        for k in range(8)
    ]
    shared = {"A0": ("A0", True), "B0": ("A0", False)}
    scores = scored(articles, shared)
    settings_tried = other_settings(compare(scores), scores)["setting"].tolist()
    assert "with every copy counted" in settings_tried
    assert "without articles that share text" in settings_tried
    assert not {"with every copy counted", "without articles that share text"} & set(
        other_settings(compare(scored(articles)), scored(articles))["setting"]
    )
