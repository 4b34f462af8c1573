"""Journalists and programmes of an outlet in its own articles: KXN's Ada Okoye, and Okoye later on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.text.outlet_labels import lists
from analysis.language.text.own_names import CorpusWords, own_people, own_products
from analysis.language.text.tokens import Tokens

At = Callable[[NDArray[np.int64]], NDArray[np.bool_]]

_LONGEST = 3  # words of a name
_OF_ONESELF = ("i'm", "i’m")
# Words from the outlet to the role of a journalist: CNN chief political correspondent.
_BEFORE_ROLE = (1, 2, 3)
# Words from the outlet to the role of a journalist who need not be named: KXN's senior White House correspondent.
_LONGEST_INTRODUCTION = 5
# Words from our to what the outlet makes: our weekly podcast.
_BEFORE_PRODUCT = np.array((1, 2))


def staff_names(
    tokens: Tokens, own: NDArray[np.int64], article: NDArray[np.int64], outlet: NDArray[np.int64],
    signed: NDArray[np.bool_], counted: pl.Series,
) -> NDArray[np.int64]:  # fmt: skip
    """Find the people, programmes and products of outlets in their own articles.

    They are the names of two or three words behind an outlet's own name, the role that stands there (KXN's political
    correspondent), the people and products that `own_names` learns, the last words of people later in the article, and
    the podcast that the article calls ours.

    Parameters
    ----------
    tokens : Tokens
    own : array of int64
        Places of words that are the outlet's own name.
    article, outlet : array of int64, shape (n_texts,)
        Article and outlet of each text.
    signed : array of bool, shape (n_texts,)
        Whether a text ends in a dash and a name.
    counted : Series of str
        How each word of the vocabulary is counted, in lower case.

    Returns
    -------
    array of int64
        Places of the words of these names.
    """
    word, text, capital = tokens.word, tokens.text, tokens.capital
    if not len(word):
        return own
    possessive = (tokens.written.str.ends_with("'s") | tokens.written.str.ends_with("’s")).to_numpy()
    role, beat = (counted.is_in(list(lists()[section])).to_numpy() for section in ("role", "beat"))
    last = len(word) - 1

    def is_at(at: NDArray[np.int64], which: NDArray[np.bool_], of: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether words are in the same text as others, and of some kind."""
        inside = np.minimum(at, last)
        found: NDArray[np.bool_] = (at <= last) & (text[inside] == text[of]) & which[word[inside]]
        return found

    # The Evening Hour with Ada Okoye.
    after = np.minimum(own + 1, last)
    programme = own[(own > 0) & np.isin(own - 1, own) & is_at(own + 1, (counted == "with").to_numpy(), own)]
    programme = programme[is_at(programme + 2, capital, programme) & is_at(programme + 3, capital, programme)]
    roles = np.array([is_at(own + step, role, own) for step in _BEFORE_ROLE])
    # From KXN, I'm Ada Okoye.
    oneself = is_at(own + 1, counted.is_in(_OF_ONESELF).to_numpy(), own)
    roles[0] |= oneself
    introduces = roles.any(axis=0) | possessive[word[own]]
    first = after
    for step, found in zip(_BEFORE_ROLE, roles, strict=True):
        first = np.where(found, own + step + 1, first)
    behind, first, oneself = own[introduces], first[introduces], oneself[introduces]
    named = is_at(first, capital & ~beat, behind) & is_at(first + 1, capital & ~possessive, behind)
    behind, first, oneself = behind[named], first[named], oneself[named]
    # What follows the host's name is the next sentence.
    size = 2 + (is_at(first + 2, capital, behind) & ~oneself)
    within = (first[:, None] + np.arange(_LONGEST))[np.arange(_LONGEST) < size[:, None]]
    words = CorpusWords.of(tokens, article, outlet, signed, counted)
    ours = tokens.places((counted == "our").to_numpy())
    made = _made(words, tokens.places(counted.is_in(list(lists()["product"])).to_numpy()), ours)
    hosts = _hosts(tokens, (counted.is_in(_OF_ONESELF)).to_numpy())
    people = own_people(words, np.concatenate([first + size - 2, programme + 2, hosts]))
    later = _later(tokens, np.concatenate([first + size - 1, people]), article, counted)
    products = own_products(words, np.union1d(own, ours))
    of_outlet = counted.str.strip_suffix("s").is_in(list(lists()["role"] | lists()["branch"])).to_numpy()
    before = capital | beat | counted.is_in(list(lists()["rank"])).to_numpy()
    roles_alone = _roles(own, partial(is_at, which=of_outlet, of=own), partial(is_at, which=before, of=own))
    return np.unique(np.concatenate([within, people - 1, people, later, products, made, roles_alone]))


def _roles(own: NDArray[np.int64], is_role: At, may_precede: At) -> NDArray[np.int64]:
    """Return the words behind an outlet's own name up to a role; both functions take a place for each own name."""
    goes_on, found = np.full(len(own), True), [own[:0]]
    for step in range(1, _LONGEST_INTRODUCTION + 1):
        named = own[goes_on & is_role(own + step)]
        found += [named + within for within in range(1, step + 1)]
        goes_on &= may_precede(own + step)
    return np.concatenate(found)


def _made(words: CorpusWords, products: NDArray[np.int64], ours: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where products stand that their article calls ours somewhere; products, ours: places of such words."""
    near = np.maximum(products[:, None] - _BEFORE_PRODUCT, 0)
    is_ours = ((words.text[near] == words.text[products][:, None]) & np.isin(near, ours)).any(axis=1)
    of_article = words.article[words.text[products]] * (len(words.key) + 1) + words.key[words.word[products]]
    made: NDArray[np.int64] = products[np.isin(of_article, of_article[is_ours])]
    return made


def _hosts(tokens: Tokens, is_oneself: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return the first words of names in lines that say no more than who speaks: And I'm Ada Okoye."""
    sizes = np.bincount(tokens.text)
    at = tokens.places(is_oneself)
    before = (np.cumsum(sizes) - sizes)[tokens.text[at]]
    at = at[(at - before <= 1) & (before + sizes[tokens.text[at]] == at + 3)]
    names: NDArray[np.int64] = at[tokens.capital[tokens.word[at + 1]] & tokens.capital[tokens.word[at + 2]]] + 1
    return names


def _later(
    tokens: Tokens, last: NDArray[np.int64], article: NDArray[np.int64], counted: pl.Series
) -> NDArray[np.int64]:
    """Return where the last words of names stand, with a capital, in the article of the name, from the name on."""
    word, text = tokens.word, tokens.text
    surnames = counted.gather(word[last]).unique().to_list()
    number = counted.replace_strict(
        {name: i for i, name in enumerate(surnames)}, default=-1, return_dtype=pl.Int64
    ).to_numpy()
    size = max(len(surnames), 1)
    pair = article[text[last]] * size + number[word[last]]
    known, first = np.unique(pair, return_index=True)
    at = tokens.places((number >= 0) & tokens.capital)
    pair_at = article[text[at]] * size + number[word[at]]
    place = np.minimum(np.searchsorted(known, pair_at), len(known) - 1)
    return at[(known[place] == pair_at) & (at >= last[first][place])] if len(known) else at[:0]
