"""Candidate attributions in columns, as positions in a tag string."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import cue_table
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions


class Candidates(NamedTuple):
    """Source, cue and content of candidate attributions: start and end positions, NONE for a part that is missing.

    A candidate without a cue is no attribution; it keeps the place of one among the others.

    Parameters
    ----------
    source, cue : array of int, shape (2, n)
        Start and end.
    content : array of int, shape (2, 2, n)
        Start and end of up to two stretches: before and after the cue, for example.
    quotes_from : array of int, shape (n,)
        The position from which on all quotes of the sentence belong to the content too.
    entry : array of int, shape (n,)
        The entry of the cue verb in `cue_table`.
    negated : array of bool, shape (n,)
        Whether the source did not say it.
    """

    source: Positions
    cue: Positions
    content: Positions
    quotes_from: Positions
    entry: Positions
    negated: Mask

    def assign(self, which: Positions | Mask, others: Candidates) -> None:
        """Replace some of the candidates, in place."""
        for column, other in zip(self, others, strict=True):
            column[..., which] = other

    def select(self, which: Positions | Mask) -> Candidates:
        """Select some of the candidates, in the order given."""
        return Candidates(
            source=_chosen(self.source, which),
            cue=_chosen(self.cue, which),
            content=_chosen(self.content, which),
            quotes_from=self.quotes_from[which],
            entry=self.entry[which],
            negated=self.negated[which],
        )

    def discard_unless(self, valid: Mask) -> Candidates:
        """Empty the candidates that are not valid, in place, and return all."""
        self.assign(~valid, empty_candidates(int((~valid).sum())))
        return self

    def exist(self) -> Mask:
        """Whether each candidate is an attribution."""
        exist: Mask = self.cue[0] >= 0
        return exist

    def can_lend_source(self) -> Mask:
        """Whether a later verb without a subject may share the source: not where only quotes are reported."""
        has_source: Mask = self.exist() & (self.source[0] >= 0)
        is_quote_only = (self.entry >= 0) & cue_table().is_quote_only[self.entry]
        return has_source & ~is_quote_only


def _chosen(columns: Positions, which: Positions | Mask) -> Positions:
    """Select along the last axis."""
    return np.take(columns, np.flatnonzero(which) if which.dtype == bool else which, axis=-1)


def empty_candidates(size: int) -> Candidates:
    """Return `size` candidates without any part."""
    return Candidates(
        source=np.full((2, size), NONE),
        cue=np.full((2, size), NONE),
        content=np.full((2, 2, size), NONE),
        quotes_from=np.full(size, NONE),
        entry=np.full(size, NONE),
        negated=np.zeros(size, bool),
    )


def concatenate(several: list[Candidates]) -> Candidates:
    """Join candidates, one list after the other."""
    return Candidates(*(np.concatenate(columns, axis=-1) for columns in zip(*several, strict=True)))


def merge_by_cue(several: list[Candidates]) -> Candidates:
    """Join the candidates that exist, in the order of their cues."""
    joined = concatenate(several)
    existing = np.flatnonzero(joined.exist())
    return joined.select(existing[np.argsort(joined.cue[0, existing], kind="stable")])
