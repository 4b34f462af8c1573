"""Which attribution lends its source to a later verb without a subject in the sentence."""

from __future__ import annotations

import numpy as np

from analysis.language.attribution.rules.candidates import Candidates
from analysis.language.attribution.rules.cue_tokens import CueTokens
from analysis.language.attribution.rules.tag_string import NONE, Positions, TagString
from analysis.language.attribution.rules.tags import Tag

_ENDS_CLAUSE = Tag.SENTENCE_BREAK + Tag.COMMA + Tag.SEMICOLON + Tag.QUOTE + Tag.COORDINATOR + Tag.CONJUNCTION


def last_before(position: Positions, cues: CueTokens) -> Positions:
    """Return the number of the last of some positions before each cue in its sentence; NONE without one."""
    last = np.searchsorted(position, cues.position) - 1
    if not len(position):
        return np.full_like(last, NONE)
    return np.where((last >= 0) & (position[last] >= cues.sentence_start), last, NONE)


def outer_lender(tags: TagString, lenders: Candidates, lender: Positions) -> Positions:
    """Take the name before a pronoun: [Lind] said [she] had left, but warned that ...

    lender: the number of the attribution that lends its source to each verb; NONE without one.
    """
    first, end = lenders.source
    is_pronoun = tags.has(np.maximum(first, 0), Tag.PRONOUN) & (end - first == 1)
    outer = np.arange(len(first)) - 1
    follows = (outer >= 0) & is_pronoun
    follows &= (lenders.cue[0, outer] < first) & ~is_pronoun[outer] if len(first) else False
    follows &= ~tags.contains(_ENDS_CLAUSE, lenders.cue[0, outer], first)
    return np.where((lender >= 0) & follows[lender], outer[lender], lender) if len(first) else lender
