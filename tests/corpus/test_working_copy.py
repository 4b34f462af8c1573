"""A cleaned corpus written for other processes, and read again."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
from pandas.testing import assert_frame_equal

from analysis import annotate, measures, read_corpus
from analysis.corpus.working_copy import write_working_copy

BODY = "The old bridge closed on Monday. “We could not wait,” said the mayor of Thornton. Rides are free."


def written(folder: Path) -> Path:
    """Articles of two outlets, with actors."""
    folder.mkdir()
    rows = [
        (f"{outlet}-{i}", outlet, f"Bridge {i} closes", f"{BODY} It was bridge number {i}.")
        for outlet in ("Gazette", "Herald")
        for i in range(6)
    ]
    pd.DataFrame(rows, columns=["article_id", "outlet", "headline", "body"]).to_csv(folder / "articles.csv")
    (folder / "actors.yml").write_text("actors: {Mayor: {patterns: [mayor]}}\n", "utf-8")
    return folder


def test_the_same_corpus_is_read_again(tmp_path: Path) -> None:
    cut = pd.DataFrame({"outlet": ["Herald"], "passage": ["Write to our desk."], "articles": [6], "share": [1.0]})
    corpus = replace(read_corpus(written(tmp_path / "bridge")), furniture=cut)
    copy = read_corpus(write_working_copy(corpus, tmp_path / "work" / "copy"))
    assert (copy.name, copy.notes, copy.outlets) == (corpus.name, corpus.notes, corpus.outlets)
    assert (copy.texts, copy.display) == (corpus.texts, corpus.display)
    assert copy.actors is not None and copy.actors.read_bytes() == corpus.actors.read_bytes()
    for name in ("articles", "dropped", "furniture", "event_columns"):
        assert_frame_equal(getattr(copy, name), getattr(corpus, name), check_frame_type=False)


def test_it_is_annotated_as_the_corpus_is(tmp_path: Path) -> None:
    corpus = read_corpus(written(tmp_path / "bridge"))
    copy = read_corpus(write_working_copy(corpus, tmp_path / "copy"))
    first, second = (annotate(c.only(["Gazette"])) for c in (corpus, copy))
    assert copy.bundle is None
    assert_frame_equal(first.segments, second.segments)
    assert_frame_equal(measures.terms(first), measures.terms(second))
    assert_frame_equal(measures.attributions(first), measures.attributions(second))
