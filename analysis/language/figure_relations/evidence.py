"""How much speaks for two figures being about the same thing, and what speaks against it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.complements import EVENT, opposed
from analysis.language.figure_relations.contrasts import sides
from analysis.language.figure_relations.pairs_of_sets import (
    equal,
    have_words,
    lack_words,
    reach,
    sets_conflict,
    share_words,
    words_conflict,
)
from analysis.language.figure_relations.records import as_objects
from analysis.language.figure_relations.traits import FATES, GENERIC, Sets, Traits

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# What counts besides the similarity of the words around two figures.
OF_FACT, OF_HOLDER, OF_HEAD, OF_SPEAKER = 0.2, 0.15, 0.1, 0.2
OF_CONVERSION = 0.3
OF_PURPOSE = 0.2  # of the same purpose: 40 million for schools
OF_DIGITS = (0.0, 0.0, 0.15, 0.3)  # of a number of so many digits
CLOSE, OF_CLOSE = 1.3, 0.15  # two numbers of several digits that are as near as that
# Counts below this are of many things in a text: only the words beside them tell of what.
SMALL, OF_FACT_SMALL = 10, 0.1
LONG, ALMOST = 3, 1.1  # numbers of so many digits that are as near as that count the same noun of the same thing
# Of people who were killed, or injured, in both texts; and of one or few of them.
OF_FATE, OF_FATE_SMALL = 0.3, 0.1
OF_SOLE = 0.1  # of the only speed, temperature, weight, ... in each of two articles
_COMMON = (
    "hour",
    "day",
    "week",
    "month",
    "year",
    "minute",
    "decade",
    "percent",
    "USD",
    "dollar",
    "EUR",
    "GBP",
    "crown",
)
MOST_OF_SOURCES = 10.0  # of people, where two sources count them
MOST_RATIO = 4.0  # a figure that is more than this many times the other counts something else
LARGE = 1_000  # a count from which on two that are equal are hardly so by chance
APART = 1.5  # how many times the other a figure is that is far from it
NEAR_SHARES = 0.6  # words around percentages that differ, or that only a bound makes equal
NEAR_LITERAL = 0.35  # where the words after them are the same, or the rate is named
# Words around figures whose noun does not say what is counted, and around those of which only one says it.
NEAR_GENERIC, NEAR_OF_ONE = 0.25, 0.4
VOTE = "vote"


@hides_content
class Evidence(NamedTuple):
    """Matrices of shape (n_figures, n_figures), symmetric.

    agreeing, differing: evidence that figures of the same, or of different value are about the same thing; can_agree,
    can_bound, can_differ: whether nothing speaks against it; other_scope: whether one is said to include more than
    the other; two_sources: whether somebody else gives each; counts, persons: whether both count people or things, and
    people; printed: whether both are the same number of the same unit, per something or not; far: whether they are far
    apart.
    """

    agreeing: Floats
    differing: Floats
    can_agree: Flags
    can_bound: Flags
    can_differ: Flags
    other_scope: Flags
    two_sources: Flags
    counts: Flags
    printed: Flags
    far: Flags
    persons: Flags


def collect(traits: Traits, near: Floats, fact: NDArray[np.int64], ratio: Floats, sole: NDArray[np.bool_]) -> Evidence:
    """Collect the evidence on the figures of an event.

    Parameters
    ----------
    traits : Traits
        Of the figures of the event.
    near : array of float, shape (n_figures, n_figures)
        As `similarities` returns it.
    fact : array of int, shape (n_figures,)
        Number of the fact of the sentence of each; −1 for none.
    ratio : array of float, shape (n_figures, n_figures)
        How many times the larger of two figures is the smaller.
    sole : array of bool, shape (n_figures,)
        Whether its article gives no other value of its kind.

    Returns
    -------
    Evidence
    """
    t = traits
    same_fact = (fact[:, None] == fact[None, :]) & (fact >= 0)[:, None]
    speaks = share_words(t.source | t.holder)
    named = t.holder | t.names
    holder = share_words(named | t.named) | reach(named, t.before)
    head = equal(t.head)
    known = ~np.isin(t.head, list(GENERIC))
    special = head & known[:, None]
    digits = np.minimum(t.digits, len(OF_DIGITS) - 1)
    digits = np.where(t.number & (t.value >= LARGE), np.maximum(digits, 2), digits)
    fewest = np.minimum(digits[:, None], digits[None, :])
    measured = ~t.number
    converted = ~equal(t.unit) & (measured[:, None] & measured[None, :])
    rare = np.where(converted, OF_CONVERSION, np.array(OF_DIGITS)[fewest])
    about = near + OF_FACT * same_fact + OF_HOLDER * holder + OF_HEAD * special
    scope = ~equal(t.joined) | ~equal(t.including)
    changes = words_conflict(t.change)
    sources = sets_conflict(t.source)
    alike = special & (fewest >= LONG) & (ratio <= ALMOST)
    agree = _heads_agree(t, same_fact) & ~changes & _ages(t, holder) & ~sets_conflict(t.names)
    agree &= ~_other_sides(_sides_of_nouns(t.unit))
    fate = share_words(_fates(t.adjectives))
    persons = t.person[:, None] & t.person[None, :]
    about = about + OF_FATE * (fate & persons)
    about = about + OF_PURPOSE * share_words(_purposes(t.complements))
    rare_kind = sole & ~t.number & ~np.isin(t.measure, _COMMON) & ~t.share
    differing = about + OF_SOLE * (rare_kind[:, None] & rare_kind[None, :])
    differing = differing + OF_CLOSE * ((ratio <= CLOSE) & (digits[:, None] + digits[None, :] >= 3))
    small = t.number & (t.value < SMALL)
    within = ratio <= np.where(sources & persons, MOST_OF_SOURCES, MOST_RATIO)
    of_few = near + OF_FACT_SMALL * same_fact + OF_FATE_SMALL * fate
    return Evidence(
        agreeing=about + OF_SPEAKER * speaks + rare,
        differing=np.where(small[:, None] & small[None, :], of_few, differing),
        can_agree=agree,
        can_bound=agree & ~t.added[:, None] & ~t.added[None, :] & (~t.share[:, None] | (near >= NEAR_SHARES)),
        can_differ=agree & ~scope & within & _can_differ(t, near, holder, alike | same_fact),
        other_scope=scope,
        two_sources=sources,
        counts=t.number[:, None] & t.number[None, :],
        printed=equal(t.value) & equal(t.measure) & (t.measure != "")[:, None],
        far=(ratio > APART) & ~(fate & persons),
        persons=persons,
    )  # fmt: skip


def _fates(sets: Sets) -> Sets:
    """Return of each set the words that say that people were killed or injured."""
    return as_objects(words & FATES for words in sets)


def _can_differ(t: Traits, near: Floats, holder: Flags, alike: Flags) -> Flags:
    """Return whether nothing says that two figures are about different things."""
    barred = t.vague | t.part | t.added | t.source_count
    same = ~barred[:, None] & ~barred[None, :] & equal(t.relative) & equal(t.compared) & equal(t.wanted)
    same &= equal(t.limit)
    said_of = t.holder | t.names | t.named
    other_holder = have_words(said_of) & have_words(said_of).T & ~holder & ~alike
    restricted = lack_words(t.adjectives, t.around) | lack_words(t.names, t.around)
    conflicts = other_holder | restricted | restricted.T | sets_conflict(t.times) | sets_conflict(t.subject)
    conflicts |= _other_complements(t.complements, t.around)
    # A parliament votes on many things in a day, and which one is seldom said beside the number.
    conflicts |= (t.unit == VOTE)[:, None]
    conflicts |= _other_sides(t.sides) | (sets_conflict(t.places) & ~reach(t.places, t.around))
    head, generic = equal(t.head), np.isin(t.head, list(GENERIC))
    of_both = generic[:, None] & generic[None, :]
    of_one = (generic[:, None] ^ generic[None, :]) & (near >= NEAR_OF_ONE)
    counts_same = (head & ~of_both) | (of_both & (near >= NEAR_GENERIC)) | of_one | ~t.number[:, None]
    found: Flags = same & ~conflicts & counts_same & (~t.share[:, None] | _same_shares(t, near))
    return found


def _same_shares(t: Traits, near: Floats) -> Flags:
    """Return whether two shares are of the same population, or two levels or changes of one rate at one time."""
    counted = equal(t.counted) & (t.counted != "")[:, None]
    said = equal(t.predicate) & (near >= NEAR_LITERAL)
    rate = equal(t.rate) & (t.rate != "")[:, None] & (near >= NEAR_LITERAL)
    at_a_time = share_words(t.times) | ~(have_words(t.times) | have_words(t.times).T)
    found: Flags = equal(t.change) & (counted & ((near >= NEAR_SHARES) | said) | rate & at_a_time)
    return found


def _heads_agree(t: Traits, same_fact: Flags) -> Flags:
    """Return whether two nouns can name the same thing that is counted."""
    generic = np.isin(t.head, list(GENERIC))
    empty = t.head == ""
    person = t.person | generic
    both = equal(t.head) | empty[:, None] | empty[None, :] | same_fact
    persons = (generic[:, None] | generic[None, :]) & person[:, None] & person[None, :]
    found: Flags = both | persons | ~t.number[:, None]
    return found


def _ages(t: Traits, holder: Flags) -> Flags:
    """Return whether two figures are no ages, or ages of the same person."""
    age = t.age
    found: Flags = ~age[:, None] & ~age[None, :] | holder
    return found


def _purposes(sets: Sets) -> Sets:
    return as_objects(frozenset(one for one in of_figure if one.startswith("for ")) for of_figure in sets)


def _other_complements(sets: Sets, around: Sets) -> Flags:
    """Return whether complements name different things: for schools, for roads; with a crew, without a crew."""
    found = reach(sets, as_objects(map(opposed, sets)))
    for key in sorted({one.partition("/")[0] for of_figure in sets for one in of_figure}):
        if key.endswith(EVENT):
            continue
        nouns = [frozenset(one.partition("/")[2] for one in of_figure if one.startswith(key)) for of_figure in sets]
        rows = np.flatnonzero([bool(of_figure) for of_figure in nouns])
        own = as_objects(nouns[row] for row in rows)
        other = lack_words(own, own | around[rows])
        found[np.ix_(rows, rows)] |= other & other.T
    return found


def _sides_of_nouns(nouns: NDArray[np.object_]) -> Sets:
    return as_objects(frozenset(sides().get(noun, ())) for noun in nouns.tolist())


def _other_sides(sets: Sets) -> Flags:
    """Return whether two sets name other sides of a contrast; 'contrast/number' names a side."""
    found = np.zeros((len(sets), len(sets)), bool)
    for contrast in sorted({side.partition("/")[0] for one in sets for side in one}):
        named = np.array([any(side.startswith(f"{contrast}/") for side in one) for one in sets], bool)
        rows = np.flatnonzero(named)
        sides_of_rows = (frozenset(side for side in one if side.startswith(f"{contrast}/")) for one in sets[rows])
        found[np.ix_(rows, rows)] |= sets_conflict(as_objects(sides_of_rows))
    return found
