"""The attributions by cue verbs, as patterns over a string with one letter a token; clauses.py explains the letters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from analysis.language.attribution.cues import entries, taking
from analysis.language.attribution.rules.candidates import Found, joined, nothing
from analysis.language.attribution.rules.constructions import Cues, agent, backward, forward, inverted
from analysis.language.attribution.rules.noun_phrases import CONTROLLER, ENDS, governing, opening, subjects
from analysis.language.attribution.rules.tag_string import NONE, Letters, Mask, Places
from analysis.language.attribution.rules.tagged_sentences import Reading

NOUNS = "nNmY"


def is_verb(reading: Reading, cues: Cues) -> Mask:
    """Whether each cue is a verb, and not a noun or an adjective."""
    of, i = reading.letters, cues.place
    found = of.is_one(i, "V") & (~of.is_one(i - 1, "dso") | of.is_one(i + 1, "tQ"))
    goes_on = of.is_one(i - 1, NOUNS) & of.is_one(i + 1, "tqQpTdkN")
    found |= of.is_one(i, "G") & (of.is_one(i - 1, "\n,&BboQ;rx-") | goes_on)
    at = np.flatnonzero(of.is_one(i, "Z"))
    found[at] = _is_no_noun(reading, cues.at(at))
    return found


def _is_no_noun(reading: Reading, cues: Cues) -> Mask:
    """The same for those that may be nouns."""
    of, i = reading.letters, cues.place
    before, after = of.back(i, "rx", cues.first) - 1, i + 1
    plain = reading.holds(i, lambda token: not token.rstrip(".").endswith("s"))
    agrees = plain == reading.holds(i - 1, lambda token: token.endswith("s"))
    opens = of.is_one(after, "tqQTpdk")
    after_noun = of.is_one(after, "tqQT") | ((opens | of.is_one(after, "N")) & agrees)
    # Lind claims that, but not: the Oslo targets, Oslo offers for
    after_name = opens | of.is_one(after, "NrnmY") | (of.is_one(after, ",\n") & ~taking(cues.entry, "object"))
    other = of.is_one(before, "pwaN") | (of.is_one(before, ",k") & opens)
    noun, to, name = (of.is_one(before, some) for some in ("nmYZ", "T", "N"))
    return np.select([noun, to, name & ~plain], [after_noun, plain, after_name], other)


def by_verbs(reading: Reading, verbs: Cues, others: Found) -> Found:
    """The attributions by cue verbs, in their order; others: what else is found in the sentences."""
    of, i = reading.letters, verbs.place
    group = of.back(i, "raxBh", verbs.first)
    before = group - 1
    ing, to_be = of.is_one(i, "G"), of.between("B", group, i)
    passive, finite = to_be & ~ing, to_be | ~ing
    # Voters hoping that; but they issued a statement saying that.
    able = (finite | of.is_one(before, "nN")) & of.is_one(before, ENDS)
    source = np.full((2, len(i)), NONE)
    source[:, able] = subjects(of, verbs.first[able], group[able])
    found, left = nothing(len(i)), np.ones(len(i), bool)

    def rule(holds: Mask, make: Callable[..., Found], *columns: Places) -> None:
        """Those of whom this holds, and none of the rules before it."""
        at = np.flatnonzero(holds & left)
        left[at] = False
        found.put(at, make(of, verbs.at(at), *(column[..., at] for column in columns)))

    unsaid = entries().unsaid[verbs.entry]
    rule(of.is_one(i, "V") & _goes_on_by(reading, i), agent)
    rule(passive & taking(verbs.entry, "clause"), forward, np.full_like(source, NONE), verbs.entry)
    left &= ~passive
    rule(source[0] >= 0, _told, source, np.where(finite | of.is_one(i + 1, "tqQ"), verbs.entry, unsaid))
    inverts = (group == i) & of.is_one(i, "V") & of.is_one(before, "Q,") & left
    rule(inverts, inverted)
    left |= inverts & (found.cue[0] < 0)
    to = left & of.is_one(before, "T")
    after_noun = left & ing & of.is_one(before, NOUNS)
    known_as = of.is_one(i, "V") & of.is_one(i + 1, "b")
    rest = left & (ing | of.is_one(before, "\n&,obeQ)-;")) & ~after_noun & ~known_as
    for holds, end in ((to, before), (after_noun, i)):
        for one in np.flatnonzero(holds).tolist():
            source[:, one] = governing(CONTROLLER, of, verbs.first[one], end[one])
    at = np.flatnonzero(to | after_noun | rest)
    told = np.where(to, unsaid, verbs.entry)[at]
    found.put(at, _inheriting(of, verbs.at(at), source[:, at], told, joined([found, others])))
    return found._replace(negated=of.between("x", group, i))


def _goes_on_by(reading: Reading, i: Places) -> Mask:
    by = ~reading.letters.is_one(i + 1, "\n")
    by[by] = reading.holds(i[by] + 1, lambda token: token == "by")
    return by


def _told(of: Letters, verbs: Cues, source: Places, told: Places) -> Found:
    """Content, X said; else X said content."""
    found = backward(of, verbs, source)
    at = np.flatnonzero(found.cue[0] < 0)
    found.put(at, forward(of, verbs.at(at), source[:, at], told[at]))
    return found


def _inheriting(of: Letters, verbs: Cues, source: Places, told: Places, known: Found) -> Found:
    """A verb without a subject has the source of the clause before it, else the sentence's first noun phrase; known:
    the clauses of other cues. Those that have a source already keep it."""
    made, own = forward(of, verbs, source, told), source[0] >= 0
    givers = joined([one.at(one.gives()) for one in (known, made)])
    before = _before(givers.cue[0], verbs)
    inherits = ~own & (before >= 0)
    source[:, inherits] = givers.source[:, before[inherits]]
    first = np.flatnonzero(~own & ~inherits)
    for one in first.tolist():
        source[:, one] = opening(of, verbs.first[one], verbs.place[one])
    made.put(~own, forward(of, verbs.at(~own), source[:, ~own], told[~own]))
    # The first that took the sentence's first noun phrase gives it to those after it.
    heads = first[made.at(first).gives()]
    heads = heads[np.diff(verbs.first[heads], prepend=NONE) > 0]
    before = _before(verbs.place[heads], verbs.at(first))
    again = first[before >= 0]
    source[:, again] = source[:, heads[before[before >= 0]]]
    made.put(again, forward(of, verbs.at(again), source[:, again], told[again]))
    return made


def _before(places: Places, cues: Cues) -> Places:
    """The number of the last of some places that stands before each cue in its sentence; NONE where none does."""
    last = np.searchsorted(places, cues.place) - 1
    return np.where((last >= 0) & (places[last] >= cues.first), last, NONE) if len(places) else np.full_like(last, NONE)
