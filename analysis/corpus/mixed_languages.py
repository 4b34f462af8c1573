"""Articles with paragraphs in another language than their own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from analysis.corpus.cleaning.lines import PARAGRAPH_WORDS, count_words
from analysis.corpus.corpus import Corpus
from analysis.language.identification import ENGLISH, has_english_words, identify_languages, language_code

COLUMNS = ("article_id", "outlet", "language", "others", "share")
# Share of an article's words in paragraphs of other languages from which it is one of two languages.
LEAST_SHARE = 0.1


def mixed_languages(corpus: Corpus) -> pd.DataFrame:
    """Find articles of which a tenth or more is in another language than the article.

    Parameters
    ----------
    corpus : Corpus

    Returns
    -------
    DataFrame
        article_id, outlet, language (of the article), others (languages of the paragraphs that differ, most words
        first), share (of the article's words in them). Paragraphs of fewer than 12 words are not told. Without rows
        if only a bundle is available.
    """
    if corpus.texts is None:
        return pd.DataFrame(columns=list(COLUMNS))
    articles = corpus.articles
    texts = pl.Series([corpus.texts[article_id] for article_id in articles["article_id"]], dtype=pl.String)
    lines = pl.DataFrame({"article": np.arange(len(texts)), "text": texts.str.split("\n")}).explode("text")
    lines = lines.drop_nulls("text")
    lines = lines.with_columns(words=pl.Series(count_words(lines["text"])))
    own = pl.Series([language_code(given) or ENGLISH for given in articles["language"].fillna("")], dtype=pl.String)
    lines = lines.with_columns(
        language=own.gather(lines["article"]), all=pl.col("words").sum().over("article").cast(pl.Float64)
    )
    long = lines.filter(pl.col("words") >= PARAGRAPH_WORDS)
    # Few paragraphs of English articles have no English words, and fewer articles have many such paragraphs.
    english = pl.Series(has_english_words(long["text"]))
    doubtful = long.filter(pl.when(pl.col("language") == ENGLISH).then(~english).otherwise(True))
    doubtful = doubtful.filter(pl.col("words").sum().over("article") >= LEAST_SHARE * pl.col("all"))
    told = doubtful.with_columns(told=pl.Series(identify_languages(doubtful["text"]), dtype=pl.String))
    # What cannot be told is called English.
    sure = (told["told"] != ENGLISH) | pl.Series(has_english_words(told["text"]))
    foreign = told.filter(sure, pl.col("told") != pl.col("language"))
    counted = foreign.group_by("article", "told").agg(pl.col("words").sum(), pl.col("language", "all").first())
    counted = counted.sort("article", "words", "told", descending=[False, True, False])
    found = counted.group_by("article", maintain_order=True).agg(
        pl.col("language").first(),
        others=pl.col("told").str.join(", "),
        share=pl.col("words").sum() / pl.col("all").first(),
    )
    found = found.filter(pl.col("share") >= LEAST_SHARE)
    named = articles.iloc[found["article"].to_list()][["article_id", "outlet"]].reset_index(drop=True)
    return named.assign(**{name: found[name].to_list() for name in COLUMNS[2:]})
