"""Keyword in context: the places where a word stands, with the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
import polars as pl

from analysis.annotate.tokens import Tokens, normalize, standard, tokenize
from analysis.corpus.read import Corpus
from analysis.errors import WrongUse

COLUMNS = ["outlet", "article_id", "left", "keyword", "right"]


def kwic(corpus: Corpus, keywords: str | Sequence[str], *, window: int = 8, most: int = 0) -> pd.DataFrame:
    """Lines with a keyword and the words around it, per outlet.

    keywords: a word, a word with * at its end, or several of them. window: words on each side. most: lines per
    outlet and keyword, 0 for all.
    Returns: outlet, article_id, left, keyword, right, in order of the articles; from a bundle no lines, and
    .attrs["note"] says how to get them."""
    patterns = [keywords] if isinstance(keywords, str) else list(keywords)
    if window < 1 or not all(re.search(r"\w", p) for p in patterns):
        raise WrongUse(
            f"kwic takes words such as 'missile*' and a window of 1 or more; given were {patterns}, {window}"
        )
    if corpus.texts is None:
        lines = pd.DataFrame(columns=COLUMNS)
        lines.attrs["note"] = corpus.how_to_get_text()
        return lines
    articles = corpus.articles["article_id"].tolist()
    tokens = tokenize(pl.Series("text", [corpus.texts[a] for a in articles], dtype=pl.String))
    wanted = np.array([_wanted(word, patterns) for word in tokens.vocabulary], bool)
    rows = [
        (corpus.articles["outlet"].iat[tokens.text[i]], articles[tokens.text[i]], *_line(tokens, i, window))
        for i in (np.flatnonzero(wanted[tokens.word]).tolist() if len(wanted) else [])
    ]
    lines = pd.DataFrame(rows, columns=COLUMNS)
    if most:
        key = lines["keyword"].map(lambda word: standard(word)[0])
        lines = lines[lines.groupby([lines["outlet"], key]).cumcount() < most].reset_index(drop=True)
    return lines


def _wanted(word: str, patterns: Sequence[str]) -> bool:
    forms = {normalize(word).lower(), standard(word)[0].lower(), standard(word)[0]}
    return any(form.startswith(p[:-1].lower()) if p.endswith("*") else form == p for p in patterns for form in forms)


def _line(tokens: Tokens, i: int, window: int) -> tuple[str, str, str]:
    """Left words, keyword, right words, none of them from another article."""
    low, high = max(i - window, 0), i + window + 1
    here = tokens.text[low:high] == tokens.text[i]
    words = [tokens.vocabulary[w] for w in tokens.word[low:high]]
    middle = i - low
    left = [word for word, same in zip(words[:middle], here[:middle], strict=True) if same]
    right = [word for word, same in zip(words[middle + 1 :], here[middle + 1 :], strict=True) if same]
    return " ".join(left), words[middle], " ".join(right)
