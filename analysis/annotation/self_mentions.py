"""Where articles name their own outlet, their author or the agency that they credit, and where other outlets."""

from __future__ import annotations

import re

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.corpus.corpus import Corpus
from analysis.language.text.house_style import standard_form
from analysis.language.text.outlet_labels import LONGEST, Name, lists, names_of
from analysis.language.text.outlet_names import Texts, find_outlet_names
from analysis.language.text.tokens import Tokens
from analysis.schema import OTHERS

_SIGNED = r"[^\s] (?:--|[—–]) ?\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,2}\s*$"
_BETWEEN_AUTHORS = re.compile(r",|;|&|\band\b|^[Bb][Yy]:?\b")


def outlet_names(
    corpus: Corpus, article: NDArray[np.int64], texts: pl.Series, tokens: Tokens, counted: list[str]
) -> NDArray[np.int8]:
    """Find the names of outlets among the words of a corpus.

    Parameters
    ----------
    corpus : Corpus
        Names follow from the labels of its outlets, their publishers, and the bylines and credits of its articles.
    article : array of int64, shape (n_texts,)
        Place of the article of each text of the tokens in the table of articles.
    texts : Series of str, shape (n_texts,)
    tokens : Tokens
    counted : list of str
        How each word of the vocabulary is counted.

    Returns
    -------
    array of int8, shape (n_tokens,)
        As `find_outlet_names`.
    """
    articles = corpus.articles.assign(outlet=corpus.articles["outlet"].fillna(""))
    known = sorted({*corpus.known_outlets, *articles["outlet"]} - {OTHERS})
    present = set(articles["outlet"])
    published = articles[["outlet", "publisher"]].dropna().drop_duplicates()
    publishers = published.groupby("outlet")["publisher"].agg(list).to_dict()
    names = [_names([label, *publishers.get(label, [])]) for label in known]
    others = [of_outlet for label, of_outlet in zip(known, names, strict=True) if label not in present]
    number = {label: place for place, label in enumerate([*known, OTHERS])}
    outlet = articles["outlet"].map(number).to_numpy(np.int64)[article]
    given = articles[["byline", "credit"]].fillna("")
    of_articles: list[set[Name]] = [set()] * len(articles)
    for place, (byline, credit) in enumerate(zip(given["byline"].tolist(), given["credit"].tolist(), strict=True)):
        if byline or credit:
            of_articles[place] = _people(byline) | _names(re.split(r"[,;/]", credit))
    of_outlets = [*names, set().union(*others)]
    signed = texts.str.contains(_SIGNED).to_numpy()
    return find_outlet_names(Texts(tokens, counted, article, outlet, signed), of_outlets, of_articles)


def _names(labels: list[str]) -> set[Name]:
    return {name for label in labels for name in names_of(label)}


def _people(byline: str) -> set[Name]:
    """Return the full names of a byline."""
    people = set()
    for part in _BETWEEN_AUTHORS.split(byline):
        words = tuple(standard_form(word)[0].lower() for word in part.split())
        if 1 < len(words) <= LONGEST and lists()["medium"].isdisjoint(words):
            people.add(Name(words))
    return people
