"""Names of outlets among words: of the outlet that writes, and of others."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.text.outlet_labels import LONGEST, Name, lists
from analysis.language.text.outlet_staff import staff_names
from analysis.language.text.tokens import Tokens

# What a word is: no name of an outlet, a name of the outlet itself, a name of another one, the label of who speaks.
NONE, OWN, OTHER, SPEAKER = 0, 1, 2, 3
# Letters of the words that may be small in a name of more than two words, such as of.
_SMALL, _SHORT = 3, 2

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Phrase = tuple[str, ...]


@hides_content
class Texts(NamedTuple):
    """Words of texts, and what each text belongs to.

    Attributes
    ----------
    tokens : Tokens
    counted : list of str
        How each word of the vocabulary is counted.
    article, outlet : array of int64, shape (n_texts,)
        Numbers of the article and of the outlet of each text.
    signed : array of bool, shape (n_texts,)
        Whether a text ends in a dash and a name; empty if none does.
    """

    tokens: Tokens
    counted: list[str]
    article: Numbers
    outlet: Numbers
    signed: Flags = np.empty(0, bool)


def find_outlet_names(
    texts: Texts, of_outlets: Sequence[set[Name]], of_articles: Sequence[set[Name]] = ()
) -> NDArray[np.int8]:
    """Find the names of outlets among words.

    Parameters
    ----------
    texts : Texts
    of_outlets : sequence of set of Name
        Names of each outlet.
    of_articles : sequence of set of Name, optional
        Of each article, names by which it speaks of who made it: its author, the agency that it credits.

    Returns
    -------
    array of int8, shape (n_tokens,)
        NONE, OWN or OTHER.
    """
    found = np.zeros(len(texts.tokens.word), np.int8)
    if not len(found):
        return found
    names = {name.words for some in (*of_outlets, *of_articles) for name in some}
    words = _words_of(texts, names)
    start = words.tokens.places(words.may_begin_name)
    _mark(found, words, start, texts.outlet, of_outlets, with_others=True)
    _mark(found, words, start, texts.article, of_articles, with_others=False)
    found = _with_followers(words, found)
    signed = texts.signed if len(texts.signed) else np.zeros(len(texts.article), bool)
    own = np.flatnonzero(found == OWN)
    staff = staff_names(texts.tokens, own, texts.article, texts.outlet, signed, words.counted)
    found[staff[found[staff] == NONE]] = OWN
    return found


@hides_content
class _Words(NamedTuple):
    """The words of the texts, and what is known of each word of the vocabulary.

    `counted` is how it is counted, in lower case, and `number` the number of that in `known`, the words that matter, or
    the number after them; the methods take places of words. `is_upper` is known of words that matter only. `present`
    are the words that matter and occur, and `may_begin_name` those with a capital that begin a name of such words.
    """

    tokens: Tokens
    counted: pl.Series
    known: dict[str, int]
    number: Numbers
    is_upper: Flags
    present: set[str]
    may_begin_name: Flags

    @property
    def text(self) -> Numbers:
        """The number of the text of each place."""
        return self.tokens.text

    @property
    def word(self) -> NDArray[np.int32]:
        """The number in the vocabulary of the word at each place."""
        return self.tokens.word

    def key(self, at: Numbers) -> Numbers:
        """Return the number of the lower-case form of words."""
        return self.number[self.word[at]]

    def capital(self, at: Numbers) -> Flags:
        """Whether words begin with a capital."""
        return self.tokens.capital[self.word[at]]

    def listed(self, at: Numbers, section: str) -> Flags:
        """Whether words are in a section of lexicons/outlet_words.txt."""
        return np.isin(self.key(at), [self.known[word] for word in lists()[section]])


def _words_of(texts: Texts, names: Set[Phrase]) -> _Words:
    tokens = texts.tokens
    counted = pl.Series(texts.counted, dtype=pl.String).str.to_lowercase()
    wanted = sorted(set().union(*names, {"the"}, *lists().values()))
    known = {word: place for place, word in enumerate(wanted)}
    number = counted.replace_strict(known, default=len(known), return_dtype=pl.Int64).to_numpy()
    listed = np.flatnonzero(number < len(known))
    written = tokens.written.gather(listed).str.replace("['’]s$", "")
    upper = np.zeros(len(number), bool)
    upper[listed] = (written.str.to_uppercase() == written).to_numpy()
    present = {wanted[word] for word in np.unique(number[listed]).tolist()}
    begins = np.zeros(len(known) + 1, bool)
    begins[[known[name[0]] for name in names if present.issuperset(name)]] = True
    return _Words(tokens, counted, known, number, upper, present, begins[number] & tokens.capital)


def _mark(
    found: NDArray[np.int8],
    words: _Words,
    start: Numbers,
    group: Numbers,
    names: Sequence[set[Name]],
    *,
    with_others: bool,
) -> None:
    """Mark the names of each group, longest first; start: where names may begin; group: of each text."""
    owned = {
        (name.words, number): name
        for number, of_group in enumerate(names)
        for name in sorted((name for name in of_group if words.present.issuperset(name.words)), reverse=True)
    }
    first = np.zeros(len(words.known) + 1, bool)
    first[[words.known[phrase[0]] for phrase, _ in owned]] = True
    start = start[first[words.key(start)]]
    for length in range(LONGEST, 0, -1):
        some = {key: name for key, name in owned.items() if len(key[0]) == length}
        if not some:
            continue
        phrases = list(dict.fromkeys(phrase for phrase, _ in some))
        at, phrase = _places(words, start, phrases, length)
        free = found[at] == NONE
        at, phrase = at[free], phrase[free]
        code = _codes(words, at, phrase, group[words.text[at]], _owners(some, phrases, len(names), with_others))
        for step in range(length):
            found[at + step] = np.where(code > NONE, code, found[at + step])


def _places(words: _Words, start: Numbers, phrases: list[Phrase], length: int) -> tuple[Numbers, Numbers]:
    """Return the places where phrases begin, and the number of each phrase; start: where names may begin."""
    used = sorted({words.known[word] for phrase in phrases for word in phrase})
    small = np.zeros(len(words.known) + 1, np.int64)
    small[used] = np.arange(1, len(used) + 1)
    powers = (len(used) + 1) ** np.arange(length)[::-1]
    start = start[start + length <= len(words.word)]
    start = start[words.text[start] == words.text[start + length - 1]]
    codes = small[np.array([[words.known[word] for word in phrase] for phrase in phrases])] @ powers
    order = np.argsort(codes)
    code = np.zeros(len(start), np.int64)
    for step, power in enumerate(powers):
        code += small[words.key(start + step)] * power
    place = np.minimum(np.searchsorted(codes[order], code), len(codes) - 1)
    hit = codes[order][place] == code
    return start[hit], order[place[hit]]


@hides_content
class _Owners(NamedTuple):
    """Whose names some phrases are; `pair` is phrase · n_groups + group, sorted, and the next two are of each pair.

    The others are of each phrase: words in lower case that may be small, whether all owners write it in capitals,
    whether it is a name in texts of others, and whether the sentence must show it there.
    """

    n_groups: int
    pair: Numbers
    common: Flags
    told: Flags
    may_be_small: Flags
    acronym: Flags
    for_others: Flags
    common_for_others: Flags


def _owners(owned: dict[tuple[Phrase, int], Name], phrases: list[Phrase], n_groups: int, with_others: bool) -> _Owners:
    number = {phrase: place for place, phrase in enumerate(phrases)}
    of = np.array([number[phrase] for phrase, _ in owned])
    pair = of * n_groups + np.array([group for _, group in owned])
    order = np.argsort(pair)
    own, common, told, acronym = (
        np.array([getattr(name, flag) for name in owned.values()], bool)
        for flag in ("own", "common", "told", "acronym")
    )
    small = np.array([[len(word) <= _SMALL and len(phrase) > _SHORT for word in phrase] for phrase in phrases], bool)

    def any_of(which: Flags) -> Flags:
        return np.bincount(of, which, len(phrases)) > 0

    return _Owners(
        n_groups, pair[order], common[order], told[order], small, ~any_of(~acronym), any_of(~own) & with_others,
        any_of(common & ~own),
    )  # fmt: skip


def _codes(words: _Words, at: Numbers, phrase: Numbers, writer: Numbers, owners: _Owners) -> NDArray[np.int8]:
    """Return what each occurrence of a phrase is; writer: the group of its text."""
    steps = at[:, None] + np.arange(owners.may_be_small.shape[1])
    written = (words.capital(steps) | owners.may_be_small[phrase]).all(axis=1)
    written &= ~owners.acronym[phrase] | words.is_upper[words.word[at]]
    pair = phrase * owners.n_groups + writer
    place = np.minimum(np.searchsorted(owners.pair, pair), len(owners.pair) - 1)
    is_own = owners.pair[place] == pair
    alone, introduced = _stands_alone(words, at, steps.shape[1])
    own = is_own & written & (~owners.common[place] | alone) & (~owners.told[place] | introduced)
    other = ~is_own & written & owners.for_others[phrase] & (~owners.common_for_others[phrase] | (alone & introduced))
    return np.where(own, OWN, np.where(other, OTHER, NONE)).astype(np.int8)


def _stands_alone(words: _Words, at: Numbers, length: int) -> tuple[Flags, Flags]:
    """Whether words are inside a text and no part of a longer name, and whether told, or The, stands before them."""
    last = len(words.text) - 1
    before, after = np.maximum(at - 1, 0), np.minimum(at + length, last)
    second = np.maximum(at - 2, 0)
    inner = (words.text[before] == words.text[at]) & (before < at)
    is_the = words.key(before) == words.known["the"]
    told = words.listed(np.where(is_the, second, before), "telling")
    with_capital = is_the & words.capital(before) & (words.text[second] == words.text[at]) & (second < before)
    free = ~words.capital(before) | is_the
    goes_on = (words.text[after] == words.text[at]) & words.capital(after) & (after > at)
    ends = ~goes_on | words.listed(after, "follower")
    return inner & free & ends, inner & (told | with_capital)


def _with_followers(words: _Words, found: NDArray[np.int8]) -> NDArray[np.int8]:
    """Add the words that belong to the name before them: CNN.com, Fox News Channel."""
    last = np.flatnonzero(found > NONE)
    while len(last):
        after = last[last + 1 < len(found)] + 1
        after = after[(words.text[after] == words.text[after - 1]) & (found[after] == NONE)]
        last = after[words.listed(after, "follower") & (words.capital(after) | words.listed(after, "site"))]
        found[last] = found[last - 1]
    return found
