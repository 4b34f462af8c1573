"""Articles -> Annotations: segments, voices and words, from the text or from a bundle."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis import schema
from analysis.annotate.segment import segment
from analysis.annotate.tokens import Style, Tokens, is_title, normalize, standard, tokenize
from analysis.corpus.read import Corpus
from analysis.errors import NeedsText, WrongUse


class Words(NamedTuple):
    """What only the text gives: the text of each segment, its words, how each word of the vocabulary is counted, and
    which words are titles left out of the count."""

    texts: pl.Series
    tokens: Tokens
    counted: list[str]
    titles: NDArray[np.bool_]


@dataclass(frozen=True)
class Annotations:
    """A corpus, cut into segments and words.

    corpus: with the numbers of segments and words in its articles. segments, style: tables (see schema).
    settings: what the annotation was made with. saved: scores of a bundle by measure, each with its settings.
    """

    corpus: Corpus
    segments: pd.DataFrame
    style: pd.DataFrame
    settings: Mapping[str, Any]
    saved: Mapping[str, tuple[Mapping[str, Any], pd.DataFrame]] = field(default_factory=dict)
    layer: Words | None = None

    @cached_property
    def words(self) -> Words:
        """The words of the text. Raises: NeedsText from a bundle."""
        if self.layer is not None:
            return self.layer
        if self.corpus.texts is None:
            raise NeedsText(self.corpus.how_to_get_text())
        return _pass(self.corpus, bool(self.settings["house_style"]))[2]

    def scores(
        self, measure: str, settings: Mapping[str, Any], make: Callable[[], pd.DataFrame], *, kind: str = "scores"
    ) -> pd.DataFrame:
        """Saved scores where they were made with these settings, else scores made from the text.

        kind: which table of the schema it is. Raises: NeedsText where there is neither."""
        made_with, table = self.saved.get(measure, ({}, None))
        if table is not None and made_with == settings:
            table.attrs["settings"] = dict(settings)
            return table
        if self.corpus.texts is None:
            raise NeedsText(
                f"the bundle holds {measure} made with {json.dumps(made_with)}; asked were {json.dumps(settings)}. "
                + self.corpus.how_to_get_text()
            )
        scores = schema.check(make(), kind)
        scores.attrs["settings"] = dict(settings)
        return scores


def annotate(corpus: Corpus, *, house_style: bool = True) -> Annotations:
    """Cut articles into segments by sentence and voice, and into words.

    house_style: count spelling and name variants as one word and leave titles out (see lexicons/house_style.csv).
    Raises: NeedsText where only a bundle made with other settings is at hand."""
    settings = {"house_style": house_style}
    if corpus.bundle is not None:
        saved = _from_bundle(corpus)
        if saved.settings == settings:
            return saved
        if corpus.texts is None:
            raise NeedsText(
                f"the bundle was made with {json.dumps(saved.settings)}, asked was {json.dumps(settings)}. "
                + corpus.how_to_get_text()
            )
    segments, style, words = _pass(corpus, house_style)
    return Annotations(_counted(corpus, segments), segments, style, settings, layer=words)


def _from_bundle(corpus: Corpus) -> Annotations:
    assert corpus.bundle is not None
    try:
        about = json.loads((corpus.bundle / "bundle.json").read_text("utf-8"))
        segments, style, scores = (
            schema.check(_of(pd.read_parquet(corpus.bundle / f"{t}.parquet"), corpus), t)
            for t in ("segments", "style", "scores")
        )
        tables = {m: _of(scores[scores["measure"] == m], corpus) for m in about["measures"]}
        if "collocations" in tables:
            pairs = schema.check(pd.read_parquet(corpus.bundle / "collocations.parquet"), "collocations")
            tables["collocations"] = pairs[pairs["outlet"].isin(corpus.outlets)].reset_index(drop=True)
        saved = {m: (made_with, tables[m]) for m, made_with in about["measures"].items()}
        return Annotations(corpus, segments, style, about["settings"], saved)
    except (OSError, ValueError, KeyError) as error:
        raise WrongUse(f"'{corpus.bundle}' is not a readable bundle: {error}") from None


def _of(table: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    return table[table["article_id"].isin(corpus.articles["article_id"])].reset_index(drop=True)


def _counted(corpus: Corpus, segments: pd.DataFrame) -> Corpus:
    per = segments.groupby("article_id")["n_tokens"].agg(["size", "sum"]).reindex(corpus.articles["article_id"])
    articles = corpus.articles.assign(
        n_segments=per["size"].fillna(0).astype("Int64").to_numpy(),
        n_tokens=per["sum"].fillna(0).astype("Int64").to_numpy(),
    ).astype({"n_segments": "Int64", "n_tokens": "Int64"})
    return replace(corpus, articles=articles)


def _pass(corpus: Corpus, house_style: bool) -> tuple[pd.DataFrame, pd.DataFrame, Words]:
    assert corpus.texts is not None and corpus.display is not None
    rows, texts = [], []
    for article_id in corpus.articles["article_id"]:
        text = corpus.texts[article_id]
        for s in segment(text, corpus.display[article_id]):
            rows.append((article_id, s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1], 0, s.reason))
            texts.append(" ".join(text[start:end] for start, end in s.spans))
    series = pl.Series("text", texts, dtype=pl.String)
    tokens = tokenize(series)
    pairs = [standard(word) if house_style else (normalize(word), None) for word in tokens.vocabulary]
    titles = is_title(tokens) if house_style else np.zeros(len(tokens.word), bool)
    segments = pd.DataFrame(rows, columns=schema.columns("segments")).astype(
        {c.name: c.dtype for c in schema.TABLES["segments"]}
    )
    segments["n_tokens"] = np.bincount(tokens.text, minlength=len(rows)).astype("int64")
    applied = [style for _, style in pairs]
    style = _style_table(segments, tokens, applied, titles)
    words = Words(series, tokens, [word for word, _ in pairs], titles)
    return schema.check(segments, "segments"), style, words


def _style_table(
    segments: pd.DataFrame, tokens: Tokens, applied: list[Style | None], titles: NDArray[np.bool_]
) -> pd.DataFrame:
    """How often each variant was counted as its standard, or left out as a title, per article."""
    changed = np.array([s is not None and s.kind != "title" for s in applied], bool)
    at = np.flatnonzero(changed[tokens.word] | titles) if len(tokens.word) else np.array([], int)
    articles = segments["article_id"].to_numpy()[tokens.text[at]]
    lines = [(a, tokens.vocabulary[w], applied[w]) for a, w in zip(articles, tokens.word[at], strict=True)]
    rows = [(a, s.variant, s.standard, s.kind, 1) for a, _, s in lines if s is not None]
    frame = pd.DataFrame(rows, columns=schema.columns("style"))
    keys = ["article_id", "variant", "standard", "kind"]
    frame = frame.groupby(keys, as_index=False)["n"].sum() if len(frame) else frame
    return schema.check(frame.astype({c.name: c.dtype for c in schema.TABLES["style"]}), "style")
