"""The pass over many texts at once. All sentences here are made up."""

import pandas as pd
import polars as pl
import pytest

from analysis import annotate, schema
from analysis.annotation import text_pass
from analysis.corpus.corpus import Corpus
from analysis.exceptions import WrongUse
from analysis.language.text.characters import fold_marks
from analysis.language.text.segmentation import segment
from analysis.language.text.tokens import tokenize

TEXTS = [
    "Mayor leaves\nMs. Okoye said, “we saw it in the U.S.,” and “we ran for 7.1 miles.” It was late…",
    "“We will not pay.\n“They know it,” she said. The bridge’s beams – 12,000 of them – don’t last.",
    "",
    "中文。 \x00 ‘x’ \u202e 🙂\u200d🙂 e\u0301 ½",
]


def made(texts: list[str]) -> Corpus:
    ids = [f"article-{i}" for i in range(len(texts))]
    articles = schema.empty("articles").reindex(range(len(ids))).assign(article_id=pd.array(ids, dtype="str"))
    display = {name: (0,) if i % 2 == 0 else () for i, name in enumerate(ids)}
    return Corpus("made", articles, schema.empty("dropped"), dict(zip(ids, texts, strict=True)), display)


def test_no_article_gives_no_segment() -> None:
    assert annotate(made([])).segments.empty
    assert annotate(made(["", " \n "])).segments.empty


def test_segments_are_those_of_each_text() -> None:
    corpus = made(TEXTS)
    notes = annotate(corpus)
    expected = [
        (name, s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1], s.reason,
         " ".join(text[a:b] for a, b in s.spans))
        for name, text in (corpus.texts or {}).items()
        for s in segment(text, (corpus.display or {})[name])
    ]  # fmt: skip
    found = notes.segments.drop(columns="n_tokens").assign(text=notes.words.texts.to_list())
    assert [tuple(row) for row in found.to_numpy().tolist()] == expected


def test_words_are_the_same_in_article_and_segment() -> None:
    notes = annotate(made(TEXTS * 3))
    tokens = notes.words.tokens
    alone = tokenize(fold_marks(notes.words.texts))
    assert [tokens.vocabulary[w] for w in tokens.word] == [alone.vocabulary[w] for w in alone.word]
    assert tokens.text.tolist() == alone.text.tolist()
    assert notes.segments["n_tokens"].sum() == len(tokenize(pl.Series(TEXTS * 3)).word)


def test_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = annotate(made(TEXTS * 3))
    monkeypatch.setattr(text_pass, "BATCH", 1)
    parts = annotate(made(TEXTS * 3))
    pd.testing.assert_frame_equal(whole.segments, parts.segments)
    pd.testing.assert_frame_equal(whole.style, parts.style)
    assert whole.words.texts.equals(parts.words.texts)
    one, other = ([notes.words.counted[w] for w in notes.words.tokens.word] for notes in (whole, parts))
    assert one == other


def test_lone_surrogates_are_replaced() -> None:
    assert annotate(made(["A \ud800 fire. She left."])).words.texts.to_list() == ["A \ufffd fire.", "She left."]


def test_a_path_is_not_a_corpus() -> None:
    with pytest.raises(WrongUse, match="^Invalid `corpus`: 'news.csv'. Expected a corpus, as `read_corpus` returns it"):
        annotate("news.csv")  # type: ignore[arg-type]
