"""What the sentences about sources say; the sentences that are read are our own."""

import pandas as pd
import pytest

from analysis import annotate, schema
from analysis.display import describe
from analysis.measures import attributions
from analysis.plots.alt_text import each_once


def test_nobody_speaks() -> None:
    assert describe.attributions_by_source_type(schema.empty("attributions")) == "No attribution was found."


def test_attributions_by_hand() -> None:
    kinds = ["named_person", "anonymous", "named_person"]
    table = pd.DataFrame({"article_id": ["a", "a", "b"], "kind": kinds})
    told = "**3 attributions** in 2 articles, by type of source: 67 % named person, 33 % anonymous."
    assert describe.attributions_by_source_type(table) == told
    one = "**1 attribution** in 1 article, by type of source: 100 % named person."
    assert describe.attributions_by_source_type(table.head(1)) == one


def test_which_way_attributions_are_found(corpus) -> None:
    rules, parsed = (describe.attribution_method(annotate(corpus, parse=name)) for name in ("", "en_core_web_sm"))
    assert rules == "Attributions are found by rules alone, without a dependency parse."
    assert parsed == "Attributions are found by rules and by the dependency parse of `en_core_web_sm` (spaCy)."


def test_quotes_as_people_read_them(notes) -> None:
    table = describe.readable_attributions(notes, attributions(notes))
    assert table.columns[:3].tolist() == ["outlet", "source", "kind"]
    first = table.iloc[0]
    assert (first["outlet"], first["source"], first["kind"]) == ("Gazette", "Ms. Okoye, the mayor", "named person")


def test_a_bundle_has_no_sources_to_show(notes, bundled) -> None:
    shown = describe.readable_attributions(bundled, attributions(bundled))
    assert list(shown) == ["outlet", "kind", "number", "stance", "article_id"]
    assert len(shown) == len(attributions(notes)) and shown.attrs["note"] == attributions(bundled).attrs["note"]


def test_without_quotes_there_is_nothing_to_read(notes) -> None:
    assert describe.readable_attributions(notes, schema.empty("attributions")).empty


@pytest.mark.parametrize(
    ("old", "new"),
    [("strongest", "most_certain_differences"), ("spoken", "readable_attributions"), ("alt", "differences_alt_text")],
)
def test_old_names_warn_and_are_the_new_ones(old: str, new: str) -> None:
    with pytest.warns(FutureWarning, match=f"describe.{old} is deprecated .* use samestory.display.describe.{new}"):
        assert getattr(describe, old) is getattr(describe, new)


def test_what_is_offered_is_there() -> None:
    assert all(getattr(describe, name) for name in describe.__all__)


def test_rows_for_items_and_an_outlet_by_hand() -> None:
    table = pd.DataFrame({"outlet": ["A", "A", "B"], "item": ["x", "y", "x"]})
    assert describe.rows_for(table, items=["x"]).index.tolist() == [0, 2]
    assert describe.rows_for(table, outlet="A").index.tolist() == [0, 1]
    assert describe.rows_for(table, items=["y"], outlet="B").empty


def test_verbs_of_each_outlet_stand_in_one_row_by_stance() -> None:
    verbs = pd.DataFrame(
        [("wire", "claim", "doubting", 2), ("wire", "allege", "doubting", 1), ("Post", "say", "neutral", 9),
         ("Post", "admit", "conceding", 1)],
        columns=["outlet", "cue", "stance", "times"],
    )  # fmt: skip
    table = describe.verbs_that_take_a_stance(verbs, most=1)
    assert table.to_dict("records") == [
        {"outlet": "Post", "doubting": "", "asserting": "", "conceding": "admit\xa01"},
        {"outlet": "wire", "doubting": "claim\xa02", "asserting": "", "conceding": ""},
    ]


def test_who_says_what_shows_the_words(notes) -> None:
    quotes = attributions(notes)
    table = describe.words_said(notes, quotes, rows=2)
    assert table.columns.tolist() == ["outlet", "source", "cue", "words said"]
    assert (
        table["outlet"].value_counts().max()
        == 1 + 2 // quotes["article_id"].map(notes.corpus.articles.set_index("article_id")["outlet"]).nunique()
    )
    first = table.iloc[0]
    assert first["source"] == "Ms. Okoye, the mayor"
    assert first["words said"] in notes.corpus.texts[quotes["article_id"].iat[0]]
    assert describe.words_said(notes, quotes, rows=2, longest=9)["words said"].str.len().max() == 9


def test_a_bundle_says_that_the_words_need_the_text(bundled) -> None:
    table = describe.words_said(bundled, attributions(bundled), rows=4)
    assert table.empty and table.attrs["note"].startswith("Who says what is seen in the words of the articles. ")


def test_no_clear_difference_is_one_sentence_and_clear_ones_are_a_list() -> None:
    table = differences(["A", "B", "C"], p=[0.01, 0.2, 0.3], q=[0.02, 0.2, 0.3], value=0.02, value_against=0.0021,
                        low=-0.001, high=0.03, method="t")  # fmt: skip
    told = "*word 0*: 20 per 1,000 words, the rest 2.1 (difference +100; 95 % interval −1.0 to +30)."
    assert describe.most_certain_differences(table) == f"- **A**, {told}"
    assert describe.most_certain_differences(table.assign(q=1.0)) == (
        f"**No clear difference** among 3 comparisons. The most certain one, which may be chance: **A**, {told}"
    )
    all_clear = describe.most_certain_differences(table.assign(q=0.01), top=1)
    assert all_clear.splitlines()[1:] == ["- and 2 more clear differences."]


def differences(outlets: list[str], **columns: object) -> pd.DataFrame:
    rows = {"measure": "terms", "item": [f"word {i}" for i in range(len(outlets))], "outlet": outlets,
            "against": "rest", "estimate": 0.1, "confidence": 0.95, "family_share": 1.0}  # fmt: skip
    return pd.DataFrame({**rows, **columns})


def test_a_number_of_differences_has_its_verb() -> None:
    table = differences(["A", "B", "C"], p=[0.01, 0.2, None], q=[0.02, 0.2, None])
    assert describe.number_of_differences(table) == (
        "2 differences were tested; **1** is statistically distinguishable from zero at a false discovery rate of 5 %. "
        "1 could not be tested; the table gives the reasons."
    )
    assert describe.number_of_differences(table.tail(2)).startswith(
        "1 difference was tested; no difference is statistically distinguishable from zero"
    )
    assert describe.number_of_differences(table.assign(family_share=0.1)).startswith(
        "2 differences were tested; **1** is statistically distinguishable from zero at a false discovery rate of 5 % "
        "over all tables of the report."
    )


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_what_is_clear_does_not_depend_on_the_confidence_of_intervals(confidence: float) -> None:
    table = differences(["A", "B", "C"], p=0.01, q=[0.04, 0.05, 0.08], confidence=confidence)
    assert "**2** are statistically distinguishable from zero at a false discovery rate of 5 %" in (
        describe.number_of_differences(table)
    )


def test_two_outlets_with_the_rest_are_one_comparison() -> None:
    words = ["a", "a", "b", "b", "c", "c"]
    table = differences(["A", "B"] * 3, item=words, estimate=[0.2, -0.2, -0.1, 0.1, None, None], p=0.01, q=0.02)
    assert describe.number_of_differences(table).startswith("3 differences were tested; **3** are ")
    kept = each_once(table)
    assert list(zip(kept["item"], kept["outlet"], strict=True)) == [("a", "A"), ("b", "B"), ("c", "A")]
    assert len(each_once(table.assign(against="B"))) == 6
    assert len(each_once(table.assign(outlet=["A", "B", "C"] * 2))) == 6
