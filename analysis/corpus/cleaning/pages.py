"""Pages that are no article: errors, checks of the visitor, notices of consent, paywalls without a text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import polars as pl

from analysis.corpus.cleaning.lines import count_words, lines_of
from analysis.corpus.cleaning.passages import passages_of
from analysis.io.safe_yaml import parse_yaml
from analysis.language.text.characters import fold_marks

# Words of a text that can be such a page, and of a sentence that counts against it.
LONGEST, OTHER = 150, 5
# Words of a text that is such a page where its first sentence says so.
SHORTEST = 20
_LONGEST_CHARACTERS = 1_500
# News about such pages says who said so, or when.
_REPORTED = (
    r"(?i)\b(?:said|says|told|according to|announced|reported|wrote|on (?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|last (?:week|month|year)|courts?|judge|police|ministers?|regulators?|lawmakers?|government|senate|mayor|law)\b"
)


@cache
def page_patterns() -> dict[str, str]:
    """Read the patterns of pages.yml.

    Returns
    -------
    dict of str to str
        Kind of page -> pattern of a sentence.
    """
    rows = parse_yaml(files(__package__).joinpath("pages.yml").read_text("utf-8"))
    return {row["kind"]: f"(?i){'|'.join(row['patterns'])}" for row in rows}


def find_pages(texts: pl.Series, *, first_line_is_headline: bool = False) -> list[str]:
    """Find texts that are no article but a page of another kind.

    A short text is one where sentences that such pages hold have more words than all others; buttons and other
    sentences of a few words do not count against it.

    Parameters
    ----------
    texts : Series of str, shape (n_texts,)
        Normalized.
    first_line_is_headline : bool
        Whether a text starts with the headline of the article, which does not count against it.

    Returns
    -------
    list of str, length n_texts
        Kind of page, as in pages.yml; '' for an article.
    """
    found = [""] * len(texts)
    at = np.flatnonzero((texts.str.len_chars() <= _LONGEST_CHARACTERS).fill_null(value=False).to_numpy())
    short = texts[at]
    at, short = at[few := count_words(short) <= LONGEST], short.filter(pl.Series(few))
    if short.is_empty():
        return found
    sentences = passages_of(lines_of(short), everywhere=True)
    first = pl.int_range(pl.len()).over("article") == 0
    folded = fold_marks(sentences["text"])
    frame = sentences.select(
        "article",
        headline=first & (pl.len().over("article") > 1) & pl.lit(first_line_is_headline),
        words=pl.Series(count_words(folded)),
        **{kind: folded.str.contains(pattern) for kind, pattern in page_patterns().items()},
    )
    kinds = list(page_patterns())
    frame = frame.with_columns(fits=pl.any_horizontal(kinds) & ~pl.Series(folded.str.contains(_REPORTED)))
    if not frame["fits"].any():
        return found
    against = ~pl.col("fits") & ~pl.col("headline") & (pl.col("words") >= OTHER)
    counted = frame.group_by("article").agg(
        fits=pl.col("words").filter("fits").sum(), against=pl.col("words").filter(against).sum(),
        opens=pl.col("fits").filter(~pl.col("headline")).first(),
        all=pl.col("words").filter(~pl.col("headline")).sum(),
        **{kind: pl.col("words").filter(kind, "fits").sum() for kind in kinds},
    )  # fmt: skip
    pages = counted.filter((pl.col("fits") > pl.col("against")) | (pl.col("opens") & (pl.col("all") <= SHORTEST)))
    for article, *words in pages.select("article", *kinds).iter_rows():
        found[at[article]] = kinds[int(np.argmax(words))]
    return found
