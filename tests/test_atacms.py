"""The corpus that ships: the bundle alone, and the five texts where they are at hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest

from analysis import annotate, compare, kwic, measures, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.bundles.disclosure.leak_check import find_leaks
from analysis.corpus.corpus import Corpus
from analysis.corpus.from_bundle import read_bundle
from analysis.language.dictionaries.dictionary import read_dictionary
from analysis.language.text.tokens import tokenize

ATACMS = Path(__file__).resolve().parent.parent / "data" / "atacms"
OUTLETS = ["CNN", "NYT-derived", "OduNews", "wire"]
MEASURES = ["terms", "sentiment", "framing", "voices"]


@pytest.fixture(scope="module")
def bundle():
    return annotate(read_bundle(ATACMS / "bundle"))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The five texts; no test changes them."""
    return read_corpus(ATACMS)


@pytest.fixture(scope="module")
def text(corpus: Corpus) -> Annotations:
    """Their annotations."""
    return annotate(corpus)


def test_the_bundle_is_enough_for_every_measure(bundle) -> None:
    assert bundle.corpus.outlets == OUTLETS
    for name in MEASURES:
        table = compare(getattr(measures, name)(bundle))
        assert set(table["outlet"]) == set(OUTLETS)
        known = {"terms", "framing", "sentiment", "voices", "source_types"}
        assert set(table["unit"]) == {"outlet" if name in known else "segment"}


def test_time_and_makers_are_those_the_texts_give(bundle) -> None:
    articles = bundle.corpus.articles.set_index("article_id")
    assert articles.loc["nyt-derived", "published"] == pd.Timestamp("2024-11-17T19:41Z")
    assert articles.loc["cnn", "published_given"] == "2024-11-18T09:32"
    assert articles["published"].isna().sum() == 4
    assert articles["byline"].dropna().to_dict() == {"cnn": "Kevin Liptak"}
    assert articles["credit"].dropna().to_dict() == {"cnn": "CNN", "nyt-derived": "The New York Times"}


def test_the_bundle_was_made_with_the_dictionary_that_ships() -> None:
    made = json.loads((ATACMS / "bundle" / "bundle.json").read_text("utf-8"))["measures"]
    assert made["framing"]["dictionary"] == read_dictionary().sha256, "run make bundle"


@pytest.mark.text
@pytest.mark.parametrize("name", MEASURES)
def test_text_gives_what_the_bundle_holds(bundle, text: Annotations, name: str) -> None:
    assert text.corpus.texts is not None
    for voice in ("narration",) if name == "terms" else ("narration", "quoted", None):
        ours, theirs = (compare(getattr(measures, name)(notes), voice=voice) for notes in (text, bundle))
        pd.testing.assert_frame_equal(ours, theirs, check_exact=True)
        assert theirs.attrs["note"] == ""
    shown = ["article_id", "paragraph", "sentence", "voice", "reason"]
    pd.testing.assert_frame_equal(text.segments[shown], bundle.segments[shown])
    assert bundle.style["n"].sum() < text.style["n"].sum()
    pd.testing.assert_frame_equal(text.corpus.dropped, bundle.corpus.dropped)


@pytest.mark.text
def test_the_bundle_leaks_nothing(corpus: Corpus) -> None:
    assert find_leaks(ATACMS / "bundle", corpus.texts.values()) == []


@pytest.mark.text
def test_keyword_in_context_for_every_outlet(corpus: Corpus) -> None:
    lines = kwic(corpus, "missile*", window=8)
    assert set(lines["outlet"]) == set(OUTLETS)
    assert np.bincount(tokenize(pl.Series(lines["left"])).text).max() == 8


EXPECTED = json.loads((Path(__file__).parent / "data" / "atacms_paragraphs.json").read_text("utf-8"))


@pytest.mark.text
@pytest.mark.parametrize("article", sorted(EXPECTED))
def test_nothing_of_the_reported_text_is_lost(corpus: Corpus, article: str) -> None:
    """First and last two words of every kept paragraph, written down by hand from the texts."""
    paragraphs = corpus.text(article).split("\n")
    ends = [[" ".join(p.split()[:2]), " ".join(p.split()[-2:])] for p in paragraphs]
    assert ends == EXPECTED[article]


CUTS = {
    "cnn": ["section_label", "time_line", "photo_caption", "byline", "photo_caption", "sign_off"],
    "nyt-derived": ["time_line"],
    "odunews": ["repeated", "name_caption", "follow_line", "follow_line", "cookie_notice"],
    "wire-1": ["photo_caption", "photo_credit", "sponsored", "sponsored", "misdecoded"],
    "wire-2": ["repeated"],
}


def test_what_was_cut(bundle) -> None:
    dropped = bundle.corpus.dropped
    assert {a: rows["kind"].tolist() for a, rows in dropped.groupby("article_id")} == CUTS


@pytest.mark.text
def test_kept_and_cut_make_the_whole(corpus: Corpus) -> None:
    for article in CUTS:
        raw = (ATACMS / "text" / f"{article}.txt").read_text("utf-8")
        rows = corpus.dropped[corpus.dropped["article_id"] == article]
        cut = sum(not c.isspace() for r in rows.itertuples() for c in raw[r.start : r.end])
        kept = sum(not c.isspace() for c in corpus.text(article))
        assert kept + cut == sum(not c.isspace() for c in raw)


@pytest.mark.text
def test_figures_of_the_five_articles_relate_as_a_reader_finds(text: Annotations) -> None:
    table = text.figure_relations
    values = {
        relation: sorted(map(sorted, rows[["value", "other_value"]].to_numpy().tolist()))
        for relation, rows in table.groupby("relation")
    }
    # The range of the missiles: 180, 190, 190 and 200 miles; every pair but the two of 190.
    assert values["differs"] == [[180, 190], [180, 190], [180, 200], [190, 200], [190, 200]]
    assert "updated" not in values
    # 50,000 troops, in one article with North Korean units.
    assert values["same number, different scope"] == [[50_000, 50_000]] * 2
    agreeing = [[1, 24], [3, 3], [155, 155], [190, 190], *[[10_000, 10_000]] * 3, [50_000, 50_000]]
    assert sorted(values["agrees"]) == sorted([*agreeing, [1_000, 1_000]])
