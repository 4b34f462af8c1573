from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text

from analysis import annotate, compare, measures, plots, read_corpus, share, word_shift
from analysis.annotation.annotations import Annotations
from analysis.corpus.from_rows import corpus_of
from analysis.exceptions import NeedsText, WrongUse
from analysis.language.embeddings import ppmi_vectors as vectors
from analysis.language.embeddings import semantic_axes as axes

ATACMS = Path(__file__).resolve().parent.parent.parent / "data" / "atacms"
PAIRS = "left,right,source\nshut,open,ours\nold,new,ours\n"
# Along shut–open, which is (−1, 0): shut −1, open 1, bridge −0.6, ferry 0.8, quay 0.
ROWS = {"shut": "1 0", "open": "-1 0", "bridge": "0.6 0.8", "ferry": "-0.8 0.6", "quay": "0 5"}


@pytest.fixture
def pairs(tmp_path) -> str:
    path = tmp_path / "pairs.csv"
    path.write_text(PAIRS, "utf-8")
    return str(path)


@pytest.fixture
def loaded(tmp_path) -> str:
    path = tmp_path / "vectors.txt"
    path.write_text("\n".join([f"{len(ROWS)} 2", *(f"{word} {row}" for word, row in ROWS.items())]) + "\n", "utf-8")
    return str(path)


def of(tmp_path, *bodies: str, outlets: str = "AB", events: str = "x") -> Annotations:
    """One article a body; of the outlets in turn."""
    rows = [
        {"article_id": f"a{i}", "outlet": outlets[i % len(outlets)], "event": events[i % len(events)], "body": body}
        for i, body in enumerate(bodies)
    ]
    return annotate(corpus_of(pd.DataFrame(rows), "news"))


def test_words_without_a_vector_have_no_part(tmp_path, pairs, loaded) -> None:
    scores = measures.semantic_axes(of(tmp_path, "Snow fell on the town."), pairs=pairs, vectors=loaded)
    assert scores[["item", "x", "n", "units"]].to_numpy().tolist() == [["", 0, 0, 1], ["shut–open", 0, 0, 1]]
    assert (
        "The axis old–new is left out: a pole has no word with a vector; without one are 'old', 'new'."
        in (scores.attrs["note"])
    )


def test_bias_by_hand(tmp_path, pairs, loaded) -> None:
    notes = of(tmp_path, "The bridge is shut. The ferry and the ferry left. Rain.")
    row = measures.semantic_axes(notes, pairs=pairs, vectors=loaded).set_index("item").loc["shut–open"]
    # segments: bridge and shut −0.6 − 1; two ferries 0.8 + 0.8; no word with a vector
    assert row[["x", "n", "units"]].tolist() == pytest.approx([0, 4, 3], abs=1e-6)
    assert row[["xx", "xn", "nn"]].tolist() == pytest.approx([2 * 1.6**2, 0, 8], abs=1e-5)


def test_intensity_by_hand(tmp_path, pairs, loaded) -> None:
    notes = of(tmp_path, "The bridge is shut.", "A ferry left. The quay.")
    scores = measures.semantic_axes(notes, pairs=pairs, vectors=loaded, statistic="intensity")
    assert set(scores["measure"]) == {"semantic_axes_intensity"}
    x = scores[scores["item"] == "shut–open"].set_index("article_id")["x"]
    mean = (-0.6 - 1 + 0.8 + 0) / 4
    assert x["a0"] == pytest.approx((-0.6 - mean) ** 2 + (-1 - mean) ** 2, abs=1e-6)
    assert x["a1"] == pytest.approx((0.8 - mean) ** 2 + mean**2, abs=1e-6)


BODIES = (
    "The bridge is shut. The old town waits.", "The ferry is open. “The quay is shut,” said the mayor.",
    "The quay and the bridge. The ferry left.", "Open quay, open ferry.", "Shut bridge.", "The ferry, the bridge.",
)  # fmt: skip


@pytest.fixture(scope="module", params=["x", "xxyy"])
def text_and_bundle(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Articles of one event and of two, and what their bundle gives."""
    folder = tmp_path_factory.mktemp("axes")
    # A bundle holds the words of a voice from four segments on.
    long = [body.replace("“", "").replace("”", "") + " It rained. It snowed. It blew." for body in BODIES]
    text = of(folder, *long, events=request.param)
    return text, annotate(read_corpus(share(text.corpus, folder / "bundle")))


@pytest.mark.parametrize("statistic", ["bias", "intensity"])
@pytest.mark.parametrize("voice", ["narration", None])
def test_a_bundle_gives_the_same(text_and_bundle, pairs, loaded, statistic: str, voice: str | None) -> None:
    text, bundle = text_and_bundle
    ours, theirs = (measures.semantic_axes(n, pairs=pairs, vectors=loaded, statistic=statistic) for n in (text, bundle))
    key = ["item", "article_id", "voice", "event", "outlet", "measure"]
    pd.testing.assert_frame_equal(ours[[*key, "x", "n"]], theirs[[*key, "x", "n"]])
    pd.testing.assert_frame_equal(compare(ours, voice=voice), compare(theirs, voice=voice))
    assert "over articles or events only" in theirs.attrs["note"]
    tested = compare(theirs, unit="segment")
    assert tested["p"].isna().all()
    assert tested["method"].str.contains("fewer than two segments").all()


def test_from_a_bundle_vectors_cannot_be_learnt(tmp_path, pairs, monkeypatch) -> None:
    monkeypatch.setattr(vectors, "ENOUGH", 1)
    text = of(tmp_path, *BODIES)
    bundle = annotate(read_corpus(share(text.corpus, tmp_path / "bundle")))
    scores = measures.semantic_axes(bundle, pairs=pairs)
    assert scores.empty
    assert "words in their order, which a bundle does not contain" in scores.attrs["note"]
    with pytest.raises(NeedsText, match="words in their order"):
        measures.axis_weights(bundle, "shut–open", pairs=pairs)


def test_few_words_are_refused_with_the_reason(notes, tmp_path) -> None:
    scores = measures.semantic_axes(notes)
    assert scores.empty
    assert scores.attrs["note"].startswith(f"Vectors cannot be learnt from {notes.segments['n_tokens'].sum()} words")
    assert compare(scores).attrs["note"] == scores.attrs["note"]
    with pytest.raises(WrongUse, match="Vectors cannot be learnt from"):
        measures.word_vectors(notes, str(tmp_path / "out.txt"))


def test_the_five_articles_need_a_file(pairs, loaded) -> None:
    notes = annotate(read_corpus(ATACMS / "bundle"))
    assert "cannot be learnt from" in measures.semantic_axes(notes).attrs["note"]
    assert len(measures.semantic_axes(notes, pairs=pairs, vectors=loaded)) > 0


def test_weights_make_the_word_shift_of_the_bias(tmp_path, pairs, loaded) -> None:
    notes = of(tmp_path, *BODIES)
    weights = measures.axis_weights(notes, "shut–open", pairs=pairs, vectors=loaded)
    assert weights == pytest.approx({"shut": -1, "open": 1, "bridge": -0.6, "ferry": 0.8, "quay": 0}, abs=1e-6)
    terms = measures.terms(notes, min_count=1, with_function_words=True)
    shift = word_shift(terms, weights, outlet="A")
    row = compare(measures.semantic_axes(notes, pairs=pairs, vectors=loaded)).set_index("outlet").loc["A"]
    assert shift["contribution"].sum() == pytest.approx(row["estimate"])
    assert shift["average"].iat[0] == pytest.approx(row["value"])


def test_only_words_of_the_corpus_have_weights(tmp_path, pairs, loaded) -> None:
    assert set(measures.axis_weights(of(tmp_path, "The ferry."), "shut–open", pairs=pairs, vectors=loaded)) == {"ferry"}


def test_what_is_asked_must_be_there(tmp_path, notes, pairs, loaded) -> None:
    with pytest.raises(WrongUse, match="Invalid `statistic`: 'mean'. Expected 'bias' or 'intensity'"):
        measures.semantic_axes(notes, statistic="mean")
    with pytest.raises(WrongUse, match="Invalid `axis`: 'open'. The table has 'shut–open', 'old–new'"):
        measures.axis_weights(notes, "open", pairs=pairs, vectors=loaded)
    with pytest.raises(WrongUse, match="The axis old–new is left out: .* without one are 'old', 'new'"):
        measures.axis_weights(notes, "old–new", pairs=pairs, vectors=loaded)
    with pytest.raises(WrongUse, match="word vectors 'nowhere.bin' cannot be read"):
        measures.semantic_axes(notes, vectors="nowhere.bin")
    words = tmp_path / "words.csv"
    words.write_text("left,right\nold,new\n", "utf-8")
    nothing = measures.semantic_axes(notes, pairs=str(words), vectors=loaded)
    assert nothing.empty
    assert "without one are 'old', 'new'" in nothing.attrs["note"]


def test_differences_are_drawn_like_any_other(tmp_path, pairs, loaded) -> None:
    table = compare(measures.semantic_axes(of(tmp_path, *BODIES), pairs=pairs, vectors=loaded))
    picture = plots.differences(table)
    axis = picture.axes[-1]
    assert axis.get_xlabel() == "mean cosine × 1,000"
    assert "shut–open" in [text.get_text() for text in picture.findobj(Text)]


def test_voices_add_up_to_the_article(tmp_path, pairs, loaded) -> None:
    scores = measures.semantic_axes(of(tmp_path, *BODIES), pairs=pairs, vectors=loaded)
    whole = scores[scores["article_id"] == "a1"].groupby("item")[["x", "n"]].sum()
    # ferry, open, quay and shut; the last two are quoted
    assert whole.loc["shut–open"].tolist() == pytest.approx([0.8 + 1 + 0 - 1, 4], abs=1e-6)
    assert set(scores.loc[scores["article_id"] == "a1", "voice"]) == {"narration", "quoted"}


@pytest.fixture
def large(tmp_path, monkeypatch) -> Annotations:
    """Two subjects, closings and openings; A writes of the first more often."""
    monkeypatch.setattr(vectors, "ENOUGH", 400)
    monkeypatch.setattr(axes, "ENOUGH_OF_A_POLE", 5)
    closings = ["Bridge repairs kept roads shut.", "Shut roads and bridge repairs.", "Repairs shut a bridge."]
    openings = ["Quay ferries stay open.", "Open quay welcomes ferries.", "Ferries leave an open quay."]
    rng = np.random.default_rng(0)
    bodies = [
        " ".join(rng.choice(closings if rng.random() < (0.8, 0.2)[i % 2] else openings) for _ in range(8))
        for i in range(20)
    ]
    return of(tmp_path, *bodies)


def test_vectors_are_learnt(large, tmp_path, pairs) -> None:
    scores = measures.semantic_axes(large, pairs=pairs)
    row = compare(scores).set_index("outlet").loc["A"]
    assert row["estimate"] < 0
    assert row["p"] < 0.05
    assert scores.attrs["note"].startswith("The axis old–new is left out")
    again = measures.semantic_axes(annotate(large.corpus), pairs=pairs)
    pd.testing.assert_frame_equal(scores, again, check_exact=True)
    weights = measures.axis_weights(large, "shut–open", pairs=pairs)
    assert weights["bridge"] < 0 < weights["quay"]


def test_vectors_of_one_corpus_serve_another(large, tmp_path, pairs) -> None:
    out = tmp_path / "learnt.txt"
    measures.word_vectors(large, str(out))
    ours, theirs = (
        measures.semantic_axes(large, pairs=pairs),
        measures.semantic_axes(large, pairs=pairs, vectors=str(out)),
    )
    pd.testing.assert_frame_equal(ours, theirs, atol=1e-3)


def test_labels_have_no_part_in_the_learning(large, tmp_path, pairs) -> None:
    articles = large.corpus.articles
    swapped = articles.assign(outlet=articles["outlet"].map({"A": "B", "B": "A"}).astype("str"))
    other = annotate(type(large.corpus)(**{**vars(large.corpus), "articles": swapped}))
    ours, theirs = (measures.semantic_axes(notes, pairs=pairs) for notes in (large, other))
    pd.testing.assert_series_equal(ours["x"], theirs["x"], check_exact=True)
