import re

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from analysis import annotate, measures, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.annotation.term_limits import TermLimits, within_limits
from analysis.bundles.share import share
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import NeedsText, WrongUse
from analysis.language.text.stems import _stem

WORDS = ["bridge", "ferry", "council", "mayor", "cost", "crack", "town", "repair"]


def of(tmp_path, *bodies: str) -> Annotations:
    rows = [{"article_id": f"a{i}", "outlet": f"O{i}", "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


def counts(scores: pd.DataFrame) -> dict[str, float]:
    return scores[scores["item"] != ""].groupby("item")["x"].sum().to_dict()


def test_terms_of_a_list_have_the_rows_they_have_among_all(tmp_path) -> None:
    notes = of(tmp_path, *random_bodies())
    for ngrams, listed in ((1, ["ferry", "town", "harbour"]), (2, ["ferry town", "mayor", "town council"])):
        every = measures.terms(notes, ngrams=ngrams, min_count=1)
        some = measures.terms(notes, ngrams=ngrams, min_count=1, only=listed)
        assert counts(some) == {item: n for item, n in counts(every).items() if item in listed} != {}
        expected = every[every["item"].isin(["", *listed])].reset_index(drop=True)
        pd.testing.assert_frame_equal(some, expected)
    saved = annotate(read_corpus(share(notes.corpus, tmp_path / "bundle")))
    expected = {item: n for item, n in counts(measures.terms(saved)).items() if item in ("ferry", "town")}
    assert counts(measures.terms(saved, only=["ferry", "town"])) == expected != {}
    with pytest.raises(WrongUse, match="Invalid `only`: 'ferry'. Expected several terms"):
        measures.terms(notes, only="ferry")


@pytest.mark.parametrize("ngrams", [1, 2])
def test_the_most_widespread_are_chosen_before_and_after_counting_alike(tmp_path, ngrams: int) -> None:
    notes = of(tmp_path, *random_bodies(seed=3))
    every = measures.terms(notes, ngrams=ngrams, min_count=1)
    for most in (1, 3, 7):
        limits = TermLimits(1, 1, with_function_words=True, with_house_style=True, only=None, most=most)
        pd.testing.assert_frame_equal(
            measures.terms(notes, ngrams=ngrams, min_count=1, most=most), within_limits(every, limits)
        )


def random_bodies(articles: int = 4, seed: int = 0) -> list[str]:
    """Sentences of our own words in any order; each begins with a capital and ends with a full stop."""
    rng = np.random.default_rng(seed)
    sentences = [" ".join(rng.choice(WORDS, rng.integers(1, 9))).capitalize() + "." for _ in range(12 * articles)]
    return [" ".join(sentences[i::articles]) for i in range(articles)]


def test_one_word_is_the_default(notes) -> None:
    ours, theirs = measures.terms(notes), measures.terms(notes, ngrams=1, stem=False)
    pd.testing.assert_frame_equal(ours, theirs)
    assert ours.attrs["settings"] == {}


def test_runs_by_hand(tmp_path) -> None:
    notes = of(tmp_path, "The old bridge closed. The old bridge of the town closed early.")
    scores = measures.terms(notes, ngrams=3, min_count=1)
    runs = {item: x for item, x in counts(scores).items() if " " in item}
    assert runs == {
        "old bridge": 2, "bridge closed": 1, "town closed": 1, "closed early": 1,
        "old bridge closed": 1, "town closed early": 1,
    }  # fmt: skip
    row = scores[scores["item"] == "old bridge"].iloc[0]
    # once in a segment of 4 words, once in one of 8; the denominator is all words
    assert row[["x", "n", "units", "xx", "xn", "nn"]].tolist() == [2, 4 + 8, 2, 1 + 1, 4 + 8, 16 + 64]


def test_a_run_may_hold_a_function_word_inside_and_begins_with_one_only_when_asked(tmp_path) -> None:
    notes = of(tmp_path, "Members of council met.")
    assert "members of council" in counts(measures.terms(notes, ngrams=3, min_count=1))
    few, all_ = (counts(measures.terms(notes, ngrams=2, min_count=1, with_function_words=w)) for w in (False, True))
    assert set(all_) - set(few) == {"of", "members of", "of council"}


def test_no_run_crosses_a_sentence_or_a_voice_and_titles_are_not_in_the_way(tmp_path) -> None:
    notes = of(
        tmp_path,
        "Ferries left. Crews said “our boats are very old and they leak badly,” loudly. Reporters asked Ms. Okoye.",
    )
    runs = counts(measures.terms(notes, ngrams=2, min_count=1))
    assert {"ferries left", "old", "leak badly", "asked okoye"} < set(runs)
    assert not {"left crews", "badly loudly", "loudly reporters"} & set(runs)


def test_house_style_is_counted_only_in_the_totals_unless_asked(tmp_path) -> None:
    notes = of(tmp_path, "Ten boats left, Ada Okoye (R-Ky.) said. Bo F. Lund, D-Minn., told reporters: 12 percent.")
    few, every = (measures.terms(notes, min_count=1, with_house_style=w) for w in (False, True))
    assert set(counts(every)) - set(counts(few)) == {
        "ten", "said", "told", "r-ky", "d-minn", "f", "12", "percent",
    }  # fmt: skip
    totals = [table.loc[table["item"] == "", "n"].sum() for table in (few, every)]
    assert totals == [15, 15]
    assert "told reporters" not in counts(measures.terms(notes, ngrams=2, min_count=1))


def test_a_bundle_has_house_style_for_who_asks(tmp_path) -> None:
    folder = share(
        of(tmp_path, *(" ".join(["The old bridge closed, they said."] * 6) for _ in "ab")).corpus, tmp_path / "b"
    )
    bundle = annotate(read_corpus(folder))
    assert set(counts(measures.terms(bundle))) == {"old", "bridge", "closed"}
    assert counts(measures.terms(bundle, with_house_style=True))["said"] == 12


def test_stems_by_hand(tmp_path) -> None:
    notes = of(tmp_path, "Missiles fell. A missile missed the US. A US missile, he said, was theirs.")
    scores = measures.terms(notes, stem=True, min_count=1)
    assert counts(scores) == {"missil": 3, "fell": 1, "miss": 1, "US": 2}
    assert counts(measures.terms(notes, ngrams=2, stem=True, min_count=2)) == {"missil": 3, "US": 2}


def test_what_is_asked_must_be_possible(notes) -> None:
    with pytest.raises(WrongUse, match="Invalid `ngrams`: 4. Expected 1, 2 or 3, the longest run of words."):
        measures.terms(notes, ngrams=4)
    with pytest.raises(WrongUse, match="Invalid `min_count` 0 or `min_articles` 1. Expected 1 or more."):
        measures.terms(notes, min_count=0)


def test_a_corpus_without_runs_has_none(tmp_path) -> None:
    scores = measures.terms(of(tmp_path, "Rain. Rain. Rain."), ngrams=3, min_count=2)
    assert counts(scores) == {"rain": 3}
    assert set(measures.terms(of(tmp_path, "The. And."), ngrams=3)["item"]) == {""}


@pytest.mark.parametrize("ngrams", [1, 2, 3])
def test_counts_are_those_of_scikit_learn(tmp_path, ngrams: int) -> None:
    bodies = random_bodies()
    scores = measures.terms(of(tmp_path, *bodies), ngrams=ngrams, min_count=1)
    ours = scores[scores["item"] != ""].pivot_table(index="article_id", columns="item", values="x", fill_value=0)
    sentences = [(i, s) for i, body in enumerate(bodies) for s in body.split(".") if s.strip()]
    counter = CountVectorizer(ngram_range=(1, ngrams), token_pattern=r"\w+")
    table = pd.DataFrame(counter.fit_transform([s for _, s in sentences]).toarray())
    theirs = table.groupby([f"a{i}" for i, _ in sentences]).sum()
    theirs.columns = counter.get_feature_names_out()
    assert ours.astype(int).to_dict() == theirs[ours.columns].to_dict()
    assert set(ours.columns) == set(theirs.columns)


# Sample vocabulary on the page of the English stemmer, snowballstem.org.
PUBLISHED = {
    "consign": "consign consigned consigning consignment",
    "consist": "consist consisted consistency consistent consistently consisting consists",
    "consol": "consol consolation consolations console consoled consoles consoling",
    "knack": "knack knackeries",
    "knock": "knock knocked knocker knockers knocking knocks",
}


def test_stems_are_the_published_ones() -> None:
    found = {stem: {_stem(word) for word in words.split()} for stem, words in PUBLISHED.items()}
    assert {s: found[s] for s in ("consign", "consist", "consol")} == {s: {s} for s in ("consign", "consist", "consol")}
    assert [_stem(w) for w in ("knack", "knackeries", "knock", "knocked", "knocker", "knocks")] == [
        "knack", "knackeri", "knock", "knock", "knocker", "knock",
    ]  # fmt: skip


def test_a_minimum_leaves_rows_out_and_changes_no_other(tmp_path) -> None:
    notes = of(tmp_path, *random_bodies(articles=6))
    everything = measures.terms(notes, ngrams=3, min_count=1)
    per = everything[everything["item"] != ""].groupby("item").agg(x=("x", "sum"), articles=("article_id", "nunique"))
    for count, articles in [(2, 1), (5, 1), (3, 3), (1, 5)]:
        kept = set(per.index[(per["x"] >= count) & (per["articles"] >= articles)]) | {""}
        expected = everything[everything["item"].isin(kept)].reset_index(drop=True)
        scores = measures.terms(notes, ngrams=3, min_count=count, min_articles=articles)
        assert kept < set(everything["item"])
        pd.testing.assert_frame_equal(scores, expected)


def test_the_terms_in_most_articles(tmp_path) -> None:
    notes = of(tmp_path, "Bridge, bridge, bridge. Mayor. Cost.", "Ferry. Mayor.", "Mayor. Cost.")
    scores = measures.terms(notes, min_count=1, most=2)
    assert counts(scores) == {"mayor": 3, "cost": 2}
    assert scores.attrs["note"] == "The 2 words that occur in most articles are counted, not the 2 others."
    assert scores.loc[scores["item"] == "", "n"].tolist() == [5, 2, 2], "all words"
    # One article each: the first by name.
    assert set(counts(measures.terms(notes, min_count=1, most=3))) == {"mayor", "cost", "bridge"}
    pd.testing.assert_frame_equal(measures.terms(notes, min_count=1, most=4), measures.terms(notes, min_count=1))
    with pytest.raises(WrongUse, match="Invalid `most`: -1"):
        measures.terms(notes, most=-1)


def test_a_stem_counts_what_its_words_count(notes) -> None:
    words = counts(measures.terms(notes, min_count=1))
    stems = counts(measures.terms(notes, stem=True, min_count=1))
    expected = pd.Series(words).groupby(lambda word: _stem(word) if word == word.lower() else word).sum()
    assert stems == expected.to_dict()


def test_no_run_of_words_gets_into_a_bundle(notes, shared_bundle, bundled) -> None:
    assert any(" " in item for item in measures.terms(notes, ngrams=3, min_count=1)["item"])
    saved = pd.read_parquet(shared_bundle / "scores.parquet")
    assert not [item for item in saved.loc[saved["measure"] == "terms", "item"] if re.search(r"\s", item)]
    asked = r'contains terms made with \{\}, but the settings are \{"ngrams": 2, .*This needs the articles themselves'
    with pytest.raises(NeedsText, match=asked):
        measures.terms(bundled, ngrams=2)
