"""The figures of one event -> their relations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.figure_relations.amounts import Amounts
from analysis.language.figure_relations.contexts import Contexts, similarities
from analysis.language.figure_relations.evidence import collect
from analysis.language.figure_relations.parts import Parts, parts_across, shares_of_wholes, sums
from analysis.language.figure_relations.relate import (
    DIFFERS,
    ONLY,
    PART,
    UPDATED,
    Related,
    agreements,
    compare_values,
    differences,
    named_relations,
)
from analysis.language.figure_relations.traits import Traits

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_FIGURES = 1_000  # of an event: matrices of all pairs must fit into memory


@hides_content
class StatedFigures(NamedTuple):
    """Figures with their surroundings; arrays of shape (n_figures,), in the order of articles.

    amounts; traits; words; added: as `neighbours` returns it; article, outlet, segment: numbers; fact: number of the
    fact that its sentence tells, −1 for none; copied: whether another outlet has an exact copy of the article.
    """

    amounts: Amounts
    traits: Traits
    words: Contexts
    added: Flags
    article: Numbers
    outlet: Numbers
    segment: Numbers
    fact: Numbers
    copied: Flags

    def of(self, first: int, last: int) -> StatedFigures:
        """Return some figures in a row."""
        rows = slice(first, last)
        return StatedFigures(
            self.amounts.of(first, last),
            self.traits.of(first, last),
            self.words.of(first, last),
            self.added[rows],
            self.article[rows],
            self.outlet[rows],
            self.segment[rows],
            self.fact[rows],
            self.copied[rows],
        )


@hides_content
class Relations(NamedTuple):
    """Relations of figures: rows of both figures, two is −1 for 'only here'; also: of a figure that is added to the
    first, else −1; the name of the relation; whether two sources give them; evidence that they are about the same
    thing, NaN where there is no pair.
    """  # noqa: D205

    one: Numbers
    also: Numbers
    two: Numbers
    relation: list[str]
    by_source: Flags
    evidence: NDArray[np.float64]


def related_figures(figures: StatedFigures, before: Flags) -> Relations:
    """Relate the figures of the articles of an event.

    Parameters
    ----------
    figures : StatedFigures
        Of one event; articles have numbers from 0.
    before : array of bool, shape (n_articles, n_articles)
        Which article was published before which.

    Returns
    -------
    Relations
    """
    f = figures
    n, article = len(f.article), f.article
    values = compare_values(f.amounts)
    ratio = _ratio(f.amounts)
    evidence = collect(f.traits, similarities(f.words, n)[0], f.fact, ratio, _sole(values.stated, f))
    same = agreements(values, evidence, article)
    inside = shares_of_wholes(f.amounts, f.traits, f.segment)
    total = sums(f.amounts, f.traits, f.added, article, f.segment, f.fact)
    parts = parts_across(_joined(_without_addends(inside, total), total), same, article)
    apart, score = differences(values, evidence, same, _are_parts(parts, n), article)
    pairs = _with_updates(named_relations(values, evidence, same, apart, score), f, before)
    known = (values.equal | values.stated) & evidence.can_agree
    lonely = _only_here(known, pairs, parts, f)
    none = np.full(len(pairs.one), -1)
    return Relations(
        np.concatenate([pairs.one, parts.one, lonely]),
        np.concatenate([none, parts.two, np.full(len(lonely), -1)]),
        np.concatenate([pairs.two, parts.whole, np.full(len(lonely), -1)]),
        [*pairs.relation, *([PART] * len(parts.one)), *([ONLY] * len(lonely))],
        np.concatenate([pairs.by_source, np.zeros(len(parts.one) + len(lonely), bool)]),
        np.concatenate([pairs.evidence, np.full(len(parts.one) + len(lonely), np.nan)]),
    )


def _sole(stated: Flags, f: StatedFigures) -> Flags:
    """Return whether an article gives no other value of the kind of each figure."""
    same_article = f.article[:, None] == f.article[None, :]
    same_kind = f.amounts.kind[:, None] == f.amounts.kind[None, :]
    found: Flags = ~(same_article & same_kind & ~stated).any(axis=1)
    return found


def _ratio(amounts: Amounts) -> NDArray[np.float64]:
    """Return how many times the larger of each two figures is the smaller."""
    middle = np.abs(amounts.low + amounts.high) / 2
    larger = np.maximum(middle[:, None], middle[None, :])
    smaller = np.minimum(middle[:, None], middle[None, :])
    found: NDArray[np.float64] = np.divide(larger, smaller, out=np.full(larger.shape, np.inf), where=smaller > 0)
    return found


def _without_addends(inside: Parts, total: Parts) -> Parts:
    """Return parts of wholes without two that add up to another figure: neither is part of the other."""
    n = 1 + max((int(column.max(initial=0)) for column in (*inside, *total)), default=0)
    added = np.concatenate([total.one * n + total.two, total.two * n + total.one])
    keep = ~np.isin(inside.one * n + inside.whole, added)
    return Parts(*(column[keep] for column in inside))


def _joined(*parts: Parts) -> Parts:
    return Parts(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _are_parts(parts: Parts, n: int) -> Flags:
    """Return which two figures are part and whole."""
    found = np.zeros((n, n), bool)
    second = parts.two >= 0
    found[parts.one, parts.whole] = True
    found[parts.two[second], parts.whole[second]] = True
    either: Flags = found | found.T
    return either


def _with_updates(pairs: Related, f: StatedFigures, before: Flags) -> Related:
    """Call a difference between numbers of people an update where the later article tells the larger one."""
    one, two = f.article[pairs.one], f.article[pairs.two]
    larger = f.amounts.low[pairs.two] > f.amounts.low[pairs.one]
    follows = np.where(larger, before[one, two], before[two, one])
    people = f.traits.person[pairs.one] | f.traits.person[pairs.two]
    updated = follows & people & ~pairs.by_source
    relation = [
        UPDATED if is_update and name == DIFFERS else name
        for name, is_update in zip(pairs.relation, updated.tolist(), strict=True)
    ]
    return pairs._replace(relation=relation)


def _only_here(equal: Flags, pairs: Related, parts: Parts, f: StatedFigures) -> Numbers:
    """Return the figures that no other outlet has, each value once per outlet; equal: which may be the same."""
    if len(np.unique(f.outlet)) < 2:
        return np.zeros(0, np.int64)
    elsewhere = f.outlet[:, None] != f.outlet[None, :]
    known = (equal & elsewhere).any(axis=1) | f.copied
    across = f.outlet[pairs.one] != f.outlet[pairs.two]
    known[pairs.one[across]] = known[pairs.two[across]] = True
    for column in parts:
        known[column[column >= 0]] = True
    again = equal & ~elsewhere
    known |= (again & known).any(axis=1)
    repeated = np.tril(again, -1).any(axis=1)
    found: Numbers = np.flatnonzero(~known & ~repeated)
    return found
