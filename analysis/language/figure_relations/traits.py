"""What decides whether two figures can be about the same thing."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.complements import complements
from analysis.language.figure_relations.contexts import Contexts, meaning_of, names_time
from analysis.language.figure_relations.contrasts import contrasts
from analysis.language.figure_relations.records import as_objects, part_of
from analysis.language.figure_relations.scopes import scopes
from analysis.language.quantities.bounds import VAGUE
from analysis.language.quantities.units import COUNT, PEOPLE, SHARE
from analysis.language.quantities.word_classes import PLURAL, is_person, word_class

_LETTERS = 5  # of a name, which Ruritania and Ruritanian have in common
_POINTS = ("point", "percentage point")  # in polls
_OF_PERSONS = frozenset(map(meaning_of, ("death", "injury", "arrest")))
_NO_WORDS: frozenset[str] = frozenset()
FATES = frozenset(meaning_of(word)[:_LETTERS] for word in ("killed", "injured"))
GENERIC = frozenset((meaning_of("person"), "other", ""))


Sets = NDArray[np.object_]
Words = NDArray[np.object_]
Flags = NDArray[np.bool_]


@hides_content
class Traits(NamedTuple):
    """Traits of figures; arrays of shape (n_figures,).

    head: the counted noun, as `meaning_of` has it; person, number, share, age: whether it counts persons, people or
    things, a share or points, the years of a life; value; digits: without zeros at the end; vague; change; counted;
    unit; measure: the unit that is measured, without what it is counted per; joined, including, part, added,
    relative, compared, wanted, source_count, limit: see `Scopes`; rate: of what a share is a level or a change,
    such as unemployment; predicate: the two nearest words after it. Sets of words, cut after five letters: names
    and adjectives before the noun; holder: names of who has it; before: all words before the figure; named: the
    names among them; around: all words near it; times; subject: the noun of a sentence on any of a kind; sides,
    places: see `Contrasts`; complements: as `complements` returns them; source: whole words of who says it.
    """

    head: Words
    person: Flags
    number: Flags
    share: Flags
    age: Flags
    value: NDArray[np.float64]
    digits: NDArray[np.int64]
    vague: Flags
    change: Words
    counted: Words
    unit: Words
    measure: Words
    joined: Words
    including: Words
    part: Flags
    added: Flags
    relative: Flags
    compared: Flags
    wanted: Flags
    source_count: Flags
    limit: Words
    rate: Words
    predicate: Words
    names: Sets
    adjectives: Sets
    holder: Sets
    before: Sets
    named: Sets
    around: Sets
    times: Sets
    subject: Sets
    sides: Sets
    places: Sets
    complements: Sets
    source: Sets

    def of(self, first: int, last: int) -> Traits:
        """Return the traits of some figures in a row."""
        return part_of(self, first, last)


def traits(figures: pd.DataFrame, begin: list[str], left: pl.Series, right: pl.Series, words: Contexts) -> Traits:
    """Describe figures for comparison.

    Parameters
    ----------
    figures : pandas.DataFrame
        With the columns value, unit, dimension, bound, change, counted, scope and holder of table figures, and
        speaker: who says it.
    begin : list of str
        How the sentence of each figure begins, up to the figure.
    left, right : polars.Series of str
        The text before and after each figure, in its sentence.
    words : Contexts

    Returns
    -------
    Traits
    """
    scope = scopes(figures, left, right)
    apart = contrasts(left, right)
    dimension = figures["dimension"].to_numpy(object)
    unit, value = figures["unit"].to_numpy(object), figures["value"].to_numpy(float)
    number = np.isin(dimension, (COUNT, PEOPLE))
    before, named, around, times = _groups(words, len(figures))
    return Traits(
        head=as_objects(meaning_of(name) if counts else "" for name, counts in zip(unit, number.tolist(), strict=True)),
        person=np.array([is_person(name) or meaning_of(name) in _OF_PERSONS for name in unit], bool),
        number=number,
        share=(dimension == SHARE) | np.isin(unit, _POINTS),
        age=np.array([" of age" in name for name in unit], bool),
        value=value,
        digits=np.array([_digits(one) for one in value.tolist()], np.int64),
        vague=(figures["bound"] == VAGUE).to_numpy(bool),
        change=figures["change"].to_numpy(object),
        counted=figures["counted"].to_numpy(object),
        unit=unit,
        measure=as_objects(
            "" if counts else name.partition(" per ")[0] for name, counts in zip(unit, number, strict=True)
        ),
        joined=as_objects(scope.joined),
        including=as_objects(scope.including),
        part=scope.part,
        added=scope.added,
        relative=scope.relative,
        compared=scope.compared,
        wanted=scope.wanted,
        source_count=scope.source,
        limit=as_objects(scope.limit),
        rate=as_objects(_rates(left)),
        predicate=as_objects(_predicates(words, len(figures))),
        names=as_objects(_stems(names) for names in scope.names),
        adjectives=as_objects(_stems(adjectives) for adjectives in scope.adjectives),
        holder=as_objects(_names(holder) for holder in figures["holder"].to_numpy(object)),
        before=before,
        named=named,
        around=around,
        times=times,
        subject=as_objects(_subject(written) for written in begin),
        sides=apart.sides,
        places=apart.places,
        complements=complements(begin, right),
        source=as_objects(
            _meanings(speaker) or _counting(before)
            for speaker, before in zip(figures["speaker"].to_numpy(object), left.str.tail(60).to_list(), strict=True)
        ),
    )


def _digits(value: float) -> int:
    """Return how many digits a number has without the zeros at its end."""
    return len(f"{abs(value):.10g}".replace(".", "").partition("e")[0].strip("0"))


def _stems(names: frozenset[str] | list[str]) -> frozenset[str]:
    found = (meaning_of(name) for name in names)
    return frozenset(name[:_LETTERS] for name in found if name)


def _names(holder: str) -> frozenset[str]:
    """Return the words of a holder that begin with a capital."""
    return _stems([word for word in holder.split() if word[:1].isupper()])


def _meanings(text: str) -> frozenset[str]:
    return frozenset(map(meaning_of, re.findall(r"[\w'’-]+", text))) - {""}


def _groups(words: Contexts, n: int) -> tuple[Sets, Sets, Sets, Sets]:
    """Return words before each figure, names among them, all around it, and those that name a time, cut short."""
    stem = pd.Series(words.word).str.slice(0, _LETTERS).to_numpy(object)
    of_time = {word: names_time(word) for word in set(words.word.tolist())}
    timed = np.array([of_time[word] for word in words.word.tolist()], bool)
    everywhere = np.ones(len(stem), bool)
    chosen = (words.before, words.before & words.name, everywhere, timed)
    before, named, around, times = (_sets(words.figure[rows], stem[rows], n) for rows in chosen)
    return before, named, around, times


def _sets(figure: NDArray[np.int64], word: Words, n: int) -> Sets:
    """Return the set of words of each figure; rows are in the order of figures."""
    starts = np.searchsorted(figure, np.arange(n + 1)).tolist()
    listed = word.tolist()
    return as_objects(frozenset(listed[first:last]) for first, last in pairwise(starts))


_COUNTING = re.compile(
    r"(?i)\b(police|organi[sz]ers|officials|authorities|government|opposition|unions?|company|ministry|hospitals?)"
    r"(?: have| has)? (?:counted|estimated|put|spoke|reported|recorded|claimed|gave)\b"
)


def _counting(before: str) -> frozenset[str]:
    """Return who counts in the words before a figure, as in "Police counted"."""
    found = _COUNTING.search(before)
    return frozenset({meaning_of(found[1])}) if found else _NO_WORDS


# Unemployment rose to 7 percent: a level; it rose by 7 percent, or 7 percent: a change.
_RATE = (
    r"(?i)(?-u:\b)(unemployment|joblessness|jobless|inflation|turnout|economy|gdp|growth|output|poverty|illiteracy|"
    r"mortality|occupancy|approval|key rate|interest rate|mortgage rate|birth rate|crime rate|tax rate)(?-u:\b)"
    r"[^.;:]*?((?-u:\b)(?:to|at|of|is|was|were|are|reached|hit)(?-u:\b))?"
    r"(?: (?:about|around|nearly|almost|just|only|an?))* $"
)


def _rates(left: pl.Series) -> list[str]:
    """Return of what each share is a level or a change, as in unemployment rose to 7 percent; '' for none."""
    groups = left.str.extract_groups(_RATE).struct.unnest()
    level = pl.when(pl.col("2").is_null()).then(pl.lit(" change")).otherwise(pl.lit(" level"))
    found: list[str] = groups.select((pl.col("1").str.to_lowercase() + level).fill_null("").alias("rate"))[
        "rate"
    ].to_list()
    return found


def _predicates(words: Contexts, n: int) -> list[str]:
    """Return the two words after each figure that are nearest to it."""
    after = ~words.before
    starts = np.searchsorted(words.figure[after], np.arange(n + 1)).tolist()
    meanings = words.word[after].tolist()
    return [" ".join(meanings[first : min(first + 2, last)]) for first, last in pairwise(starts)]


_INDEFINITE = re.compile(r"[\"“”'‘’ ]*(?:(?:An?|Each|Every) ((?:[\w-]+ ){1,3})|([^\W\d]+) )")


def _subject(left: str) -> frozenset[str]:
    """Return the noun with which a sentence on any of its kind begins, as in "A lorry pays" and "Lorries pay"."""
    found = _INDEFINITE.match(left)
    if not found or found.end() == len(left):
        return _NO_WORDS  # "A magnitude 6.1 earthquake" is none on magnitudes
    if found[1]:
        return frozenset({meaning_of(found[1].split()[0])}) - {""}
    return frozenset({meaning_of(found[2])} if word_class(found[2].lower()) == PLURAL else _NO_WORDS)
