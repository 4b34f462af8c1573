"""Learning from codes: weights, validity, files, scores."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import roc_auc_score

import analysis as ss
from analysis.coding.feature_space import space, weights
from analysis.coding.features import Block, blocks, place_of, tfidf
from analysis.coding.summary import validity_summary
from analysis.coding.training import folds, line, unseen
from analysis.coding.validation import calibration_error, reasons, validity, weighted_auc
from analysis.exceptions import NeedsText, WrongUse


@pytest.fixture(scope="module")
def learnt(town):
    return ss.coding.fit(*town, encoder=False)


def test_what_is_easy_is_learnt(learnt) -> None:
    table = learnt.validity.set_index("code")
    assert (table["auc"] > 0.95).all()
    assert (table[["precision", "recall"]] > 0.8).all(axis=None)
    # Events are kept together, and eight of them are too few for an interval.
    assert (learnt.about["by"], table["groups"].iat[0], table["auc_low"].isna().all()) == ("event", 8, True)
    assert table["reason"].iat[0] == "8 groups are too few for an interval; 10 are needed"


def test_intervals_are_of_groups_and_items_on_which_coders_are_split_are_left_out(town) -> None:
    notes, codes = town
    other = codes.head(1).assign(code="none" if codes["code"].iat[0] != "none" else "money", coder="B")
    table = ss.coding.fit(notes, pd.concat([codes, other]), by="article", encoder=False).validity
    assert (table["auc_low"] <= table["auc"]).all()
    assert (table["auc"] <= table["auc_high"]).all()
    assert table["n"].min() == 59


def test_new_articles_are_coded(learnt, other_town) -> None:
    notes, has = other_town
    p = ss.coding.probabilities(notes, learnt).set_index("article_id")
    right = [(p[code].to_numpy() > 0.5) == has[code].to_numpy() for code in has]
    assert np.mean(right) > 0.9


def test_scores_fit_compare_and_corrected(town, learnt) -> None:
    notes, codes = town
    scores = ss.coding.apply(notes, learnt)
    p = ss.coding.probabilities(notes, learnt).set_index("article_id")
    assert scores["n"].eq(1).all()
    assert scores.set_index(["item", "article_id"])["x"]["money"].to_dict() == p["money"].to_dict()
    table = ss.compare(scores)
    assert set(table["item"]) == {"money", "quarrel"}
    human = ss.coding.human_code_table(ss.coding.read_codes(codes.assign(probability="1"), notes))
    assert ss.corrected_proportions(ss.coding.machine_code_table(scores), human)["value"].notna().all()
    assert ss.corrected_comparison(ss.coding.machine_code_table(scores), human)["estimate"].notna().all()
    with pytest.raises(WrongUse, match="Invalid `scores`: scores of 'framing'. Expected those of 'coded'."):
        ss.coding.machine_code_table(ss.measures.framing(notes))


def test_weights_are_the_classifier(town) -> None:
    """The weights of features say of every item what the classifier of coordinates says."""
    notes, _ = town
    seen = blocks(notes, place_of(notes, notes.corpus.articles[["article_id"]]), encoder=False)
    rows = np.arange(60)
    y = (np.arange(60) % 3 == 0).astype(float)
    found = space(seen, rows[:50])
    learnt = line(found, y, rows[:50], None)
    made, intercept = weights(found, learnt.slopes, learnt.intercept)
    total = np.full(60, intercept)
    for name, scale in found.scales.items():
        values = seen[name].values[:, scale.kept]
        total += (tfidf(values, scale.idf) if "words" in name else values) @ made[name]
    assert total == pytest.approx(found.coordinates @ learnt.slopes + learnt.intercept, abs=1e-8)


def test_tfidf_is_that_of_scikit_learn() -> None:
    counts = sparse.csr_array(np.random.default_rng(0).poisson(1, (9, 6)).astype(float))
    theirs = TfidfTransformer(sublinear_tf=True).fit(counts)
    assert tfidf(counts, theirs.idf_).toarray() == pytest.approx(theirs.transform(counts).toarray())
    found = space({"words": Block(np.array(list("abcdef"), object), counts)}, np.arange(9))
    assert found.scales["words"].idf == pytest.approx(theirs.idf_)


def test_the_space_learns_nothing_from_test_items(town) -> None:
    notes, _ = town
    seen = blocks(notes, place_of(notes, notes.corpus.articles[["article_id"]]), encoder=False)
    train = np.arange(40)
    less = {name: Block(block.names, block.values[train]) for name, block in seen.items()}
    assert space(seen, train).coordinates[train] == pytest.approx(space(less, train).coordinates, abs=1e-9)


def test_groups_are_kept_whole() -> None:
    groups = np.arange(40) // 4
    labels = np.random.default_rng(0).integers(0, 2, (40, 2)).astype(float)
    for train, test in folds(labels, groups, np.arange(40), 0):
        assert not set(groups[train]) & set(groups[test])


def test_labels_of_chance_are_not_learnt(town) -> None:
    notes, _ = town
    seen = blocks(notes, place_of(notes, notes.corpus.articles[["article_id"]]), encoder=False)
    labels = np.random.default_rng(3).integers(0, 2, (60, 6)).astype(float)
    p = unseen(seen, labels, np.arange(60), seed=0)
    table = validity(p, labels, np.arange(60), [str(i) for i in range(6)])
    assert 0.3 < table["auc"].mean() < 0.7
    assert table["auc_low"].le(0.5).mean() > 0.7


def test_auc_is_that_of_scikit_learn() -> None:
    rng = np.random.default_rng(0)
    y, p, drawn = rng.integers(0, 2, 30), rng.integers(0, 9, 30) / 9, rng.integers(0, 3, (20, 30))
    theirs = [roc_auc_score(y, p, sample_weight=w) for w in drawn]
    assert weighted_auc(y.astype(float), p, drawn) == pytest.approx(theirs)
    assert np.isnan(weighted_auc(np.zeros(30), p, drawn)).all()


def test_calibration_error_by_hand() -> None:
    """Two bins: 0.25 of two items none of which has it, 0.75 of two that both have it."""
    assert calibration_error(np.array([0.25, 0.25, 0.75, 0.75]), np.array([0, 0, 1, 1])) == pytest.approx(0.25)


def test_where_there_is_too_little_the_reason_is_given() -> None:
    labels = np.zeros((30, 4))
    labels[:, 1], labels[:3, 2], labels[:15, 3] = 1, 1, 1
    assert reasons(labels, np.arange(30), list("abcd")) == [
        "no item has 'a'; items with and without it are needed",
        "every item has 'b'; items with and without it are needed",
        "3 items with 'c' are coded; 10 are needed",
        "",
    ]
    groups = np.where(np.arange(30) < 15, 0, np.arange(30))
    assert reasons(labels, groups, list("abcd"))[3].endswith("are in 1 groups; 5 are needed")
    table = validity(np.full((30, 4), 0.3), labels, np.arange(30), list("abcd"))
    assert table["auc"].isna().tolist() == [True, True, True, False]
    assert table["reason"].iat[3] == "no item has a probability of 0.5, so there is no precision"


def test_no_code_that_can_be_learnt(town) -> None:
    notes, codes = town
    with pytest.raises(WrongUse, match="No code of the table of codes can be learnt: . items with"):
        ss.coding.fit(notes, codes.head(12), encoder=False)
    with pytest.raises(WrongUse, match="Invalid `by`: 'day'. Expected 'auto', 'event'"):
        ss.coding.fit(notes, codes, by="day")


def test_saved_and_loaded_it_says_the_same(learnt, town, tmp_path) -> None:
    again = ss.coding.load(ss.coding.save(learnt, tmp_path / "coder"))
    ours, theirs = (ss.coding.probabilities(town[0], one).set_index("article_id") for one in (learnt, again))
    assert theirs.to_numpy() == pytest.approx(ours.to_numpy(), abs=1e-5)
    assert validity_summary(again) == validity_summary(learnt)
    with pytest.raises(WrongUse, match="already contains a coder"):
        ss.coding.save(learnt, tmp_path / "coder")


def altered(folder, **change: object) -> None:
    made = json.loads((folder / "coder.json").read_text())
    (folder / "coder.json").write_text(json.dumps(made | change))


def test_files_it_does_not_know_are_refused(learnt, town, tmp_path) -> None:
    folder = ss.coding.save(learnt, tmp_path / "coder")
    altered(folder, format="other 2")
    with pytest.raises(WrongUse, match="its coder.json does not say 'samestory coder 1'"):
        ss.coding.load(folder)
    ss.coding.save(learnt, folder, force=True)
    (folder / "curve.csv").write_text("code,share,n,auc\n")
    with pytest.raises(WrongUse, match=r"'curve.csv' has changed since it was written"):
        ss.coding.load(folder)
    (folder / "coder.json").write_text("[]")
    with pytest.raises(WrongUse, match="is not a coder that samestory can read"):
        ss.coding.load(folder)
    with pytest.raises(WrongUse, match="cannot be read: No such file"):
        ss.coding.load(tmp_path / "none")
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "a.txt").write_text("mine")
    with pytest.raises(WrongUse, match="contains files, but is not a coder"):
        ss.coding.save(learnt, tmp_path / "thesis", force=True)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"dictionary": "0"}, "made with another version of the dictionary"),
        ({"encoder": "0"}, "made with another version of the encoder"),
        ({"house_style": False}, "made with house_style=False. Annotate with the same."),
    ],
)
def test_a_coder_made_with_something_else_is_refused(learnt, town, tmp_path, change, message: str) -> None:
    folder = ss.coding.save(learnt, tmp_path / "coder")
    altered(folder, **change)
    with pytest.raises(WrongUse, match=message):
        ss.coding.apply(town[0], folder)


def test_a_bundle_without_text_is_told(learnt, bundled) -> None:
    with pytest.raises(NeedsText, match="This needs the articles themselves"):
        ss.coding.apply(bundled, learnt)


def test_segments_can_be_coded(town) -> None:
    notes, _ = town
    segments = notes.segments[["article_id", "sentence", "voice"]]
    money = notes.words.texts.str.contains("cost|Prices|budget|Investors").to_numpy()
    codes = segments.assign(code=np.where(money, "money", "none"), coder="A").iloc[:200]
    coder = ss.coding.fit(notes, codes, encoder=False)
    assert coder.of_segments
    scores = ss.coding.apply(notes, coder)
    assert scores["measure"].unique().tolist() == ["coded_segments"]
    assert scores["n"].sum() == len(segments)
    p = ss.coding.probabilities(notes, coder)
    assert scores["x"].sum() == pytest.approx(p["money"].sum())
    assert ((p["money"] > 0.5).to_numpy() == money).mean() > 0.95


@pytest.mark.slow
def test_the_encoder_is_used_where_it_is_asked_for(town) -> None:
    notes, codes = town
    coder = ss.coding.fit(notes, codes)
    assert {"states", "ranges", "measures"} <= set(coder.weights["block"])
    assert (coder.validity["auc"] > 0.95).all()


def test_the_shipped_coder_is_of_this_dictionary_and_encoder(corpus) -> None:
    coder = ss.coding.load_shipped()
    assert coder.codes == ("conflict", "economic", "human_interest", "morality", "responsibility")
    p = ss.coding.probabilities(ss.annotate(corpus), coder)
    assert p[list(coder.codes)].to_numpy().min() > 0
    assert len(p) == 6


def test_the_shipped_coder_holds_words_and_no_sentence() -> None:
    names = ss.coding.load_shipped().weights
    words = names[names["block"].isin(["words", "opening words"])]["feature"]
    assert not words.str.contains(r"\s").any()
