"""Facts in a bundle: who tells what is the same as from the text, without its sentences."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import analysis as ss
from analysis import measures
from analysis.annotation.annotations import Annotations
from analysis.annotation.bundled_figures import _plural, bundled_figures
from analysis.bundles.disclosure.leak_check import find_leaks, read_tables
from analysis.bundles.disclosure.shareable_figures import _short
from analysis.bundles.disclosure.table_attacks import by_fact
from analysis.display.fact_views import NO_SENTENCES

NEWS = [
    ("a", "hall", "Post", "2025-05-02T09:00", "Osterby closes swimming hall",
     "The council of Osterby will close the old swimming hall in August, the mayor said. "
     "Repairing its roof would cost nine million crowns. Nobody was hurt. Sales of tickets end today."),
    ("b", "hall", "Herald", "2025-05-02T12:00", "No more laps",
     "The library next door stays open. Osterby will shut its old swimming hall in August, according to the mayor. "
     "A club wants to buy the pool. Its members asked for a meeting."),
    ("c", "hall", "Gazette", "2025-05-01T12:00", "What a roof costs",
     "The roof of the hall cannot be saved. Repairing it would cost nine million crowns, an engineer said. "
     "Snow fell in May. Divers practise in the lake."),
    ("d", "train", "Star", "", "A faster train", "A faster train to Lund leaves on Sunday. It stops at every village. "
     "Bicycles are free. The conductor sings."),
]  # fmt: skip


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Annotations, Annotations, Path]:
    """The annotations of a text and of its bundle, and the folder of the bundle."""
    folder = tmp_path_factory.mktemp("facts")
    columns = ["article_id", "event", "outlet", "published", "headline", "body"]
    pd.DataFrame(NEWS, columns=columns).to_csv(folder / "news.csv", index=False)
    corpus = ss.read_corpus(folder / "news.csv")
    bundle = ss.share(corpus, folder / "bundle")
    return ss.annotate(corpus), ss.annotate(ss.read_corpus(bundle)), bundle


def test_the_matrix_is_the_same_but_for_words_of_one_article(both) -> None:
    text, bundle, _ = both
    ours, theirs = ss.facts(text), ss.facts(bundle)
    pd.testing.assert_frame_equal(ours.drop(columns="terms"), theirs.drop(columns="terms"))
    assert len(ours) > 8 and (ours["outlets"] == 2).sum() == 2
    alone = theirs["outlets"] == 1
    assert (theirs.loc[alone, "terms"] == "").all() and (ours["terms"] != "").all()
    assert {"swimming", "old"} & {*theirs["terms"][0].split(", ")} or "crowns" in theirs["terms"][0]
    assert theirs.attrs["note"].startswith("A bundle names a fact only by words that several articles use")


def test_coverage_and_figures_are_the_same(both) -> None:
    text, bundle, _ = both
    pd.testing.assert_frame_equal(measures.coverage(text), measures.coverage(bundle))
    pd.testing.assert_frame_equal(measures.figures(text), measures.figures(bundle))


def test_figures_are_those_of_the_text_without_the_places_that_are_withheld(both) -> None:
    text, bundle, _ = both
    ours, theirs = ss.figures(text), ss.figures(bundle)
    assert theirs["value"].tolist() == ours["value"].tolist() and len(theirs) == 2
    assert theirs["figure"].tolist() == ["9 million crowns", "9 million crowns"]
    assert (theirs[["scope", "holder", "source"]] == "").all(axis=None)
    assert theirs.attrs["note"].startswith("A bundle holds figures with their unit")


def test_relations_are_those_of_the_text(both) -> None:
    text, bundle, folder = both
    pairs = ["event", "relation", "outlet", "other_outlet"]
    ours, theirs = ss.figure_relations(text), ss.figure_relations(bundle)
    assert len(ours) and ours[pairs].to_numpy().tolist() == theirs[pairs].to_numpy().tolist()
    assert theirs[["other_figure", "other_sentence"]].to_numpy().tolist() == [["9 million crowns", ""]]
    some = ss.annotate(ss.read_corpus(folder).only(["Post", "Herald"]))
    assert len(ss.figure_relations(some)) == 0


@pytest.mark.parametrize(
    ("unit", "plural"),
    [("mile", "miles"), ("fatality", "fatalities"), ("day", "days"), ("mile per hour", "miles per hour"),
     ("person", "people"), ("percent", "percent"), ("USD", "USD"), ("bus", "buses"), ("", ""),
     ("per month", "per month"), ("year of age", "years of age")],
)  # fmt: skip
def test_units_have_a_plural(unit: str, plural: str) -> None:
    assert _plural(unit) == plural


def test_vague_figures_and_long_names_from_a_bundle() -> None:
    words = pd.DataFrame({"word": ["", "troop"]})
    rows = pd.DataFrame({"article_id": ["a"] * 4, "voice": "narration", "value": [1000.0, 7.0, 3.0, 1.0],
                         "high": [np.nan, np.nan, np.nan, 3.5], "unit": [1, 0, 0, 1], "dimension": "people",
                         "bound": ["vague", "exact", "vague", "about"], "change": "",
                         "counted": [0, 1, 0, 0]})  # fmt: skip
    table = bundled_figures(rows, words, pd.Series({"a": "Post"}))
    assert table["figure"].tolist() == ["thousands: troops", "7", "about 3", "about 1–3.5 troops"]
    assert table["counted"].tolist() == ["", "troop", "", ""] and set(table["outlet"]) == {"Post"}
    assert _short(pd.Series(["north korean troop", "ruritanian army troop", "money, cost", "a-b-c", ""])).tolist() == [
        "troop", "army troop", "money, cost", "", "",
    ]  # fmt: skip


def test_a_bundle_of_some_outlets_counts_them_again(both) -> None:
    some = ss.annotate(ss.read_corpus(both[2]).only(["Herald", "Post", "Star"]))
    told = measures.statements(some)
    assert told["outlets"].max() == 2 and set(told["outlet"]) == {"Herald", "Post", "Star"}
    shared = told[told["outlets"] == 2]
    assert set(shared["fact"]) == {1} and set(shared["outlet"]) == {"Herald", "Post"}
    of_hall = told.loc[told["event"] == "hall", "fact"]
    assert of_hall.unique().tolist() == list(range(1, of_hall.nunique() + 1))


def test_no_sentence_and_no_number_of_one_is_held(both) -> None:
    text, bundle, folder = both
    told = measures.statements(bundle)
    assert told[["text", "sentence"]].isna().all(axis=None)
    assert ss.describe.sentences_of_shared_facts(ss.facts(bundle), told, most=9) == NO_SENTENCES
    assert ss.describe.sentences_told_only_here(ss.facts(bundle), told) == NO_SENTENCES
    assert find_leaks(folder, text.corpus.texts.values()) == []
    terms = read_tables(folder)["fact_terms"]["terms"]
    assert terms.is_monotonic_increasing and len(terms) == 2


def test_the_leak_check_finds_words_beside_the_number_of_a_sentence(both) -> None:
    tables = read_tables(both[2])
    assert len(by_fact(tables)) == 0
    numbered = tables["statements"].assign(sentence=range(len(tables["statements"])))
    found = by_fact(tables | {"statements": numbered})
    assert len(found) >= 4 and found["how"].str.startswith("a fact with its sentence").all()


def test_facts_are_no_part_of_a_bundle_without_events(shared_bundle: Path, bundled) -> None:
    assert not (shared_bundle / "statements.parquet").exists()
    assert ss.facts(bundled).attrs["note"].startswith("The corpus names no events.")


def test_a_bundle_without_facts_says_what_is_needed(both, tmp_path: Path, annotate_in_threads) -> None:
    folder = annotate_in_threads(both[2].parent / "news.csv", tmp_path / "bundle", workers=1)
    assert "Facts are found in sentences only." in ss.facts(ss.annotate(ss.read_corpus(folder))).attrs["note"]
