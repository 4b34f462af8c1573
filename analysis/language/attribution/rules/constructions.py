"""In which orders the source, a cue verb and the content stand, for many verbs at once."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import entries, taking
from analysis.language.attribution.rules.candidates import Found, nothing
from analysis.language.attribution.rules.noun_phrases import NP, PHRASE, antecedents
from analysis.language.attribution.rules.tag_string import NONE, Letters, Mask, Places

INVERTED = re.compile(rf"(-?{NP}-?(?:,(?![&bG])[^;QVG\n]*)?)(?=[,;QGb&or\n-])")
# What may stand between a cue and what is said: time, place, medium, the person addressed.
_WHEN = r"(?:,?(?:[rh]+|[dk]r+|o[dkNn]{0,2}r+|o[dknNsr]{0,5}[mYZ]+N*|o[dkN]+(?=,?Q))(?!s))*"
WHEN = re.compile(_WHEN)
TO_THAT = re.compile(r"(?:[or][dknNsrmpYZ]*|,[^,\n]{1,12},)*(?=t)")
TO_QUOTE = re.compile(r"(?:[or][dknNsrm&Ye]*)+[,:]?(?=Q)")
PERSON = re.compile(rf"(?:[pdknNsmr&o]+?){_WHEN}(?=t|q|T|[,:]?Q|o)|p|[dknNs]+")
PEOPLE = "pdknNsmor&"
NAMES = "toT"  # what a noun of saying is followed by where it is a cue
# What must follow verbs that mean other things too.
NEEDS = {"infinitive": "T", "topic": "o", "quote": "tqQp"}
# How a phrase begins that goes before a clause.
OPENS = "oreqb&G"


class Cues(NamedTuple):
    """Cues. place: of each among the letters; first, last: places of the first letter of its sentence and of the break
    after it; entry: number of its line of cues.csv, or NONE; all (cues,)."""

    place: Places
    first: Places
    last: Places
    entry: Places

    def at(self, some: Places | Mask) -> Cues:
        """Some of the cues, in turn."""
        return Cues(*(column[some] for column in self))


def cue_places(of: Letters) -> Places:
    """Where cues stand, in order."""
    at = of.places("VGZAY")
    return at[~of.is_one(at, "Y") | of.is_one(at + 1, NAMES)]


def begin(of: Letters, first: Places, i: Places) -> Places:
    """Where the clause that ends before i begins."""
    return np.maximum(of.last(";", i - 1) + 1, first)


def agent(of: Letters, verbs: Cues) -> Found:
    """Content, as reported by X; content was reported by X."""
    i, act = verbs.place, taking(verbs.entry, "object")
    start, end = i + 2, of.back(i, "raxBhb,", verbs.first)
    after = np.where(act, of.ends(PHRASE, start), of.next(",;Q(\n", start))
    lead = end > verbs.first
    found = nothing(len(i))
    found.source[:], found.cue[:] = (start, after), (i, i + 2)
    found.content[0] = np.where(lead, begin(of, verbs.first, i), after), np.where(lead, end, verbs.last)
    found.entry[:] = np.where(act, entries().unsaid[verbs.entry], verbs.entry)
    return found.only(after > start)


def inverted(of: Letters, verbs: Cues) -> Found:
    """Content, said X."""
    i = verbs.place
    end = of.ends(INVERTED, i + 1)
    found = nothing(len(i))
    found.source[:], found.cue[:], found.entry[:] = (i + 1, end), (i, i + 1), verbs.entry
    found.content[0] = begin(of, verbs.first, i), i
    found.quotes[:] = _quotes(of, verbs.last, end)
    return found.only((end >= 0) & entries().told[verbs.entry])


def _quotes(of: Letters, last: Places, at: Places) -> Places:
    """From where on quotes are content too: all that follow, unless another cue does."""
    places = cue_places(of)
    following = np.append(places, len(of.data))[np.searchsorted(places, at)]
    return np.where(following < last, NONE, at)


def backward(of: Letters, verbs: Cues, source: Places) -> Found:
    """Content, X said; content, X said, content."""
    i = verbs.place
    start, at = begin(of, verbs.first, source[0]), _skip(of, i + 1)
    person = np.flatnonzero(taking(verbs.entry, "person"))
    people = of.over(i[person] + 1, PEOPLE)
    at[person] = np.where(people > i[person] + 1, people, at[person])
    quoted = of.between("Q", np.maximum(source[0] - 2, verbs.first), source[0])
    goes_on = ~quoted & of.is_one(at, ",") & ~of.is_one(at + 1, "Gw&b\n")
    before_quote = of.is_one(start, OPENS) & of.is_one(at, ",") & of.is_one(at + 1, "Q")
    unquoted = ~taking(verbs.entry, "object") & of.is_one(at, "\n,;-(") & ~before_quote
    found = nothing(len(i))
    found.source[:], found.cue[:], found.entry[:] = source, (i, i + 1), verbs.entry
    found.content[0] = start, source[0]
    found.content[1] = np.where(goes_on, (at, verbs.last), NONE)
    found.quotes[:] = np.where(quoted, _quotes(of, verbs.last, at), NONE)
    stands = ~of.is_one(i, "G") & of.is_one(source[0] - 1, ",Q-")
    return found.only(stands & np.where(quoted, ~of.is_one(at, "tq"), unquoted))


def forward(of: Letters, verbs: Cues, source: Places, told: Places) -> Found:
    """X said content; told: the lines of cues.csv by which it is said."""
    i = verbs.place
    at = _reached(of, verbs, told)
    held = at < verbs.last
    quoted = held & of.is_one(at + 1, "Q")
    for takes, letters in NEEDS.items():
        held &= ~taking(told, takes) | np.where(quoted, "Q" in letters, of.is_one(at, letters))
    found = nothing(len(i))
    found.source[:], found.cue[:], found.entry[:] = source, (i, i + 1), told
    found.content[0] = np.where(held, (at, verbs.last), NONE)
    ends = (at == verbs.last) & (taking(told, "object") | taking(told, "clause")) & (source[0] >= 0)
    ends = np.flatnonzero(ends)
    about = antecedents(of, verbs.first[ends], source[0, ends])
    ends, about = ends[about[0] >= 0], about[:, about[0] >= 0]
    found.content[0][:, ends] = about  # a word he used, what she wants
    found.entry[ends] = entries().unsaid[told[ends]]
    # X agreed: what X said may be the quote that follows.
    speaks = (source[0] >= 0) & entries().speech[told]
    return found.only((found.content[0, 0] >= 0) | speaks)


def _reached(of: Letters, verbs: Cues, told: Places) -> Places:
    """Past what may stand between a cue and what is said."""
    at = verbs.place + 1
    to = np.flatnonzero(taking(told, "person") | taking(told, "order"))
    at[to] = _skip(of, at[to])
    at[to] = _moved(of, at[to], ~of.is_one(at[to], "\n"), PERSON)
    at = _skip(of, at)
    that = _moved(of, at, of.is_one(at, "or,"), TO_THAT)
    quoted = (that == at) & of.is_one(at, "or") & of.between("Q", at, verbs.last)
    return _moved(of, that, quoted, TO_QUOTE)


def _skip(of: Letters, at: Places) -> Places:
    """Past the time, the place and the medium in which something is said."""
    return _moved(of, at, of.is_one(at, ",rhdko"), WHEN)


def _moved(of: Letters, at: Places, may: Mask, pattern: re.Pattern[str]) -> Places:
    """Each place, moved to the end of the match that begins there, if it may."""
    moved, may_at = at.copy(), np.flatnonzero(may)
    moved[may_at] = np.maximum(of.ends(pattern, at[may_at]), at[may_at])
    return moved
