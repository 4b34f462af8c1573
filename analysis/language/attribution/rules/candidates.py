"""Clauses by which something is attributed, in columns."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import entries
from analysis.language.attribution.rules.tag_string import NONE, Mask, Places


class Found(NamedTuple):
    """Who (source), by which words (cue), says what (content): pairs of places among the letters, NONE where there is
    none.

    source, cue: (2, n); content: (2, 2, n), up to two stretches; quotes: from where on the quotes of the sentence are
    content too; entry: number of the line of a cue verb; negated; all (n,). Without a cue there is no clause."""

    source: Places
    cue: Places
    content: Places
    quotes: Places
    entry: Places
    negated: Mask

    def put(self, at: Places, other: Found) -> None:
        """Put other clauses in the place of these."""
        for column, new in zip(self, other, strict=True):
            column[..., at] = new

    def at(self, some: Places | Mask) -> Found:
        """Some of the clauses, in turn."""
        source, cue, content = self.source[:, some], self.cue[:, some], self.content[..., some]
        return Found(source, cue, content, self.quotes[some], self.entry[some], self.negated[some])

    def gives(self) -> Mask:
        """Which have a source that verbs after them may share: not what is said only where it is in quotes."""
        return (self.cue[0] >= 0) & (self.source[0] >= 0) & ~((self.entry >= 0) & entries().mute[self.entry])

    def only(self, there: Mask) -> Found:
        """The same clauses, without those that are not there."""
        self.put(np.flatnonzero(~there), nothing(int((~there).sum())))
        return self


def nothing(size: int) -> Found:
    """As many clauses as there are none."""
    none = np.full((9, size), NONE)
    return Found(none[:2], none[2:4], none[4:8].reshape(2, 2, size), none[8], np.full(size, NONE), np.zeros(size, bool))


def stacked(several: list[Found]) -> Found:
    """Clauses of several kinds, one after the other."""
    return Found(*(np.concatenate(columns, axis=-1) for columns in zip(*several, strict=True)))


def joined(several: list[Found]) -> Found:
    """Clauses of several kinds, by their cues."""
    every = stacked(several)
    every = every.at(every.cue[0] >= 0)
    return every.at(np.argsort(every.cue[0], kind="stable"))
