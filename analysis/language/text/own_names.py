"""People and products of an outlet, learned from a corpus: names that stand beside its own name again and again.

A name counts as the outlet's own where a good part of the articles that hold it show so: the outlet introduces the
person (KXN anchor Ada Okoye), the name signs passages (a line with nothing else), or the word follows the outlet's own
name (KXN/Harbor poll, the KXN Lookout). People in the news are named far more often than they are introduced so.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.tokens import Tokens

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

# Articles of the outlet that must show a name to be its own, and their share of those that hold the name.
_INTRODUCED, _SIGNED, _PRODUCT = (2, 1 / 3), (2, 1 / 2), (3, 1 / 2)
_SIGNATURES = 3  # in all
# How many times as often as elsewhere an outlet holds a name that signs, or a product.
_OWN_RATE = 5
# Share of articles from which on a product is one wherever the outlet names it.
_ALWAYS = 3 / 4
_LONGEST_RUN = 5  # words after the name of the outlet
_LONGEST_SIGNATURE = 3
_JOINING = ("and",)


@hides_content
class CorpusWords(NamedTuple):
    """The words of a corpus, as numbers.

    Attributes
    ----------
    word, text : array of int, shape (n_tokens,)
        Number of each word in the vocabulary, and of its text.
    article, outlet : array of int64, shape (n_texts,)
        Of each text.
    signed : array of bool, shape (n_texts,)
        Whether a text ends in a dash and a name.
    key : array of int64, shape (n_vocabulary,)
        Number of the word as it is counted, in lower case.
    capital, camel, joins : array of bool, shape (n_vocabulary,)
        Whether words begin with a capital; with a small letter and then a capital; join words of a name.
    """

    word: NDArray[np.int32]
    text: Numbers
    article: Numbers
    outlet: Numbers
    signed: Flags
    key: Numbers
    capital: Flags
    camel: Flags
    joins: Flags

    @classmethod
    def of(cls, tokens: Tokens, article: Numbers, outlet: Numbers, signed: Flags, counted: pl.Series) -> CorpusWords:
        """Read the vocabulary; counted: how each of its words is counted, in lower case."""
        key = counted.to_arrow().dictionary_encode().indices.to_numpy().astype(np.int64)
        camel = tokens.written.str.contains(r"^\p{Ll}\p{Lu}").to_numpy()
        joins = counted.is_in(_JOINING).to_numpy()
        return cls(tokens.word, tokens.text, article, outlet, signed, key, tokens.capital, camel, joins)

    def pairs(self, of: Numbers) -> Numbers:
        """Return a number for each pair of words, given the places of the first ones."""
        return self.key[self.word[of]] * (len(self.key) + 1) + self.key[self.word[of + 1]]

    def table(self, at: Numbers, name: Numbers) -> pl.DataFrame:
        """Return a table of places and the names that stand there: at, name, article, outlet."""
        text = self.text[at]
        return pl.DataFrame({"at": at, "name": name, "article": self.article[text], "outlet": self.outlet[text]})


def own_people(words: CorpusWords, introduced: Numbers) -> Numbers:
    """Find the people of outlets by the last two words of their names.

    Parameters
    ----------
    words : CorpusWords
    introduced : array of int64
        Places of the last word but one of names that the outlet introduces as its own.

    Returns
    -------
    array of int64
        Places of the last word of these names, wherever their outlet writes both words.
    """
    signed = _signatures(words)
    wanted = _several(words.pairs(np.concatenate([introduced, signed])), _INTRODUCED[0])
    if not len(wanted):
        return wanted
    first, second = np.zeros((2, len(words.key) + 1), bool)
    first[wanted // (len(words.key) + 1)] = second[wanted % (len(words.key) + 1)] = True
    at = np.flatnonzero(first[words.key].take(words.word[:-1]))
    at = at[second[words.key[words.word[at + 1]]] & (words.text[at] == words.text[at + 1])]
    # Transcripts write who speaks in a line, in small letters as well.
    is_label = np.bincount(words.text[at], minlength=len(words.article)) == 1
    is_label &= np.bincount(words.text, minlength=len(words.article)) == 2
    at = at[(words.capital[words.word[at]] & words.capital[words.word[at + 1]]) | is_label[words.text[at]]]
    pair = words.pairs(at)
    at, pair = (values[np.isin(pair, wanted)] for values in (at, pair))
    everywhere = words.table(at + 1, pair)
    by_role = _shown(words, everywhere, words.table(introduced, words.pairs(introduced)), _INTRODUCED)
    by_signature = _shown(words, everywhere, words.table(signed, words.pairs(signed)), _SIGNED)
    by_signature = by_signature.filter(pl.col("times") >= _SIGNATURES, _is_rarer_elsewhere())
    known = pl.concat([by_role, by_signature]).select("name", "outlet").unique()
    return _places(everywhere.join(known, on=["name", "outlet"], how="semi"))


def own_products(words: CorpusWords, own: Numbers) -> Numbers:
    """Find the products and partners of outlets: words in capitals that follow the outlet's own name.

    Parameters
    ----------
    words : CorpusWords
    own : array of int64
        Places of words that are the outlet's own name.

    Returns
    -------
    array of int64
        Places of words.
    """
    runs = _runs(words, own)
    wanted = np.zeros(len(words.key) + 1, bool)
    n_outlets = words.outlet.max(initial=0) + 1
    of_outlets = words.key[words.word[runs]] * n_outlets + words.outlet[words.text[runs]]
    wanted[_several(of_outlets, _PRODUCT[0]) // n_outlets] = True
    wanted[words.key[words.word[runs[words.camel[words.word[runs]]]]]] = True
    at = np.flatnonzero(wanted[words.key].take(words.word))
    if not len(at):
        return at
    everywhere = words.table(at, words.key[words.word[at]])
    shown = _shown(words, everywhere, words.table(runs, words.key[words.word[runs]]), _PRODUCT)
    known = shown.filter(_is_rarer_elsewhere())
    camel = words.camel[words.word[runs]]
    coined = _shown(words, everywhere, words.table(runs[camel], words.key[words.word[runs[camel]]]), (1, 0.0))
    coined = coined.filter(pl.col("elsewhere") == 0, pl.col("held") >= _PRODUCT[0])
    known = pl.concat([known.filter(pl.col("shown") >= _ALWAYS * pl.col("held")), coined])
    in_some = shown.filter(_is_rarer_elsewhere()).select("name", "outlet")
    beside = words.table(runs, words.key[words.word[runs]]).join(in_some, on=["name", "outlet"], how="semi")
    places = pl.concat(
        [
            everywhere.join(known, on=["name", "outlet"], how="semi"),
            everywhere.join(beside, on=["name", "article"], how="semi"),
        ]
    )
    found = np.unique(_places(places))
    return found[(words.capital | words.camel)[words.word[found]]]


def _signatures(words: CorpusWords) -> Numbers:
    """Find the last word but one of texts below a headline that are a name, or end in a dash and one."""
    sizes = np.bincount(words.text, minlength=len(words.article))
    text = np.flatnonzero((sizes > 1) & (sizes <= _LONGEST_SIGNATURE))
    text = text[(text > 0) & (words.article[text] == words.article[text - 1])]
    first, size = (np.cumsum(sizes) - sizes)[text], sizes[text]
    capital = np.ones(len(first), bool)
    for step in range(_LONGEST_SIGNATURE):
        capital &= (step >= size) | words.capital[words.word[np.minimum(first + step, len(words.word) - 1)]]
    signed: Numbers = (first + size - 2)[capital]
    dashed = (np.cumsum(sizes) - 2)[words.signed & (sizes > _LONGEST_SIGNATURE)]
    return np.union1d(signed, dashed)


def _runs(words: CorpusWords, own: Numbers) -> Numbers:
    """Find the words in capitals that follow the outlet's own name at once, or after and."""
    found, is_own = [], np.zeros(len(words.word) + 1, bool)
    is_own[own] = True
    at = own
    for _ in range(_LONGEST_RUN):
        at = at[at + 1 < len(words.word)] + 1
        at = at[(words.text[at] == words.text[at - 1]) & ~is_own[at]]
        named = (words.capital | words.camel)[words.word[at]]
        found.append(at[named])
        at = at[named | words.joins[words.word[at]]]
    return np.unique(np.concatenate(found))


def _several(names: Numbers, least: int) -> Numbers:
    """Return the names that stand there at least so many times."""
    known, times = np.unique(names, return_counts=True)
    return known[times >= least]


def _shown(
    words: CorpusWords, everywhere: pl.DataFrame, evidence: pl.DataFrame, least: tuple[int, float]
) -> pl.DataFrame:
    """Select the names that enough articles of an outlet show to be its own, and count the articles that hold them."""
    # Texts of an article follow one another.
    outlets = words.outlet[np.flatnonzero(np.diff(words.article, prepend=-1))]
    size = pl.DataFrame({"outlet": outlets}).group_by("outlet").agg(size=pl.len())
    evidence = evidence.join(
        evidence.group_by("name", "outlet").agg(pl.len()).filter(pl.col("len") >= least[0]),
        on=["name", "outlet"],
        how="semi",
    )
    everywhere = everywhere.join(evidence, on="name", how="semi")
    held = everywhere.select("name", "outlet", "article").unique().group_by("name", "outlet").agg(held=pl.len())
    held = held.with_columns(elsewhere=pl.col("held").sum().over("name") - pl.col("held")).join(size, on="outlet")
    shown = evidence.group_by("name", "outlet").agg(shown=pl.col("article").n_unique(), times=pl.len())
    articles, share = least
    return (
        shown.join(held, on=["name", "outlet"])
        .filter(pl.col("shown") >= articles, pl.col("shown") >= share * pl.col("held"))
        .with_columns(rest=len(outlets) - pl.col("size"))
        .sort("name", "outlet")
    )


def _is_rarer_elsewhere() -> pl.Expr:
    return pl.col("held") * pl.col("rest") >= _OWN_RATE * pl.col("elsewhere") * pl.col("size")


def _places(table: pl.DataFrame) -> Numbers:
    places: Numbers = np.sort(table["at"].to_numpy())
    return places
