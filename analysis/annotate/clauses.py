"""The attributions of one sentence, by patterns over a string with one letter a token.

The letters, from cues.py: d determiner, k quantity, p pronoun, n word, N name, m medium, Y noun of saying, s
possessive, o preposition, T to, t that, w who, q whether, & and, b but, a auxiliary, B be, x not, r adverb, h hedge,
S seem, e other verb; V cue verb, G in -ing, Z maybe a noun; A according, Q a whole quote; , ; : ( ) stand for
themselves and their like, - for all other marks. All spans are pairs of token numbers, first and last + 1."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.annotate.cues import Cue, bare, cues

Span = tuple[int, int]


class Clause(NamedTuple):
    """Who (source), by which words (cue), says what (content); entry: the line of a cue verb in cues.csv."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    entry: Cue | None = None
    negated: bool = False


# Noun phrases: determiners, adjectives and nouns; then more of them after "of" or "and".
_UNIT = r"(?:[dk]e|[dkrsmnNYZG])*[nNsmYZk]"
_NP = rf"(?:p|{_UNIT}(?:[o&]{_UNIT}|[o&]p)*)"
_ASIDE = r"(?:,(?:w[^;Q]{1,40}|[^;QaBt][^;QaB]{0,40}),|\([^()]{1,40}\)|-[^-]{1,30}-)"
SUBJECT = re.compile(rf"(?:{_NP}|{_UNIT}[,(]?w|(?:\A|(?<=[,;:&btQ-])){_NP}{_ASIDE}|w|t)\Z")
ENDS = frozenset("pnNsmYZkwt,)-")  # the letters a subject may end with
FIRST = re.compile(rf"(?:[orq&bGe][^,]*,)?({_NP})")
INVERTED = re.compile(rf"(-?{_NP}-?(?:,(?![&bG])[^;QVG]*)?)(?=[,;QGb&or-]|\Z)")
# What may stand between a cue and what is said: time, place, medium, the person addressed.
_WHEN = r"(?:,?(?:[rh]+|[dk]r+|o[dkNn]{0,2}r+|o[dknNsr]{0,5}[mYZ]+N*|o[dkN]+(?=,?Q))(?!s))*"
WHEN = re.compile(_WHEN)
TO_THAT = re.compile(r"(?:[or][dknNsrmpYZ]*|,[^,]{1,12},)*(?=t)")
TO_QUOTE = re.compile(r"(?:[or][dknNsrm&Ye]*)+[,:]?(?=Q)")
PERSON = re.compile(rf"(?:[pdknNsmr&o]+?){_WHEN}(?=t|q|T|[,:]?Q|o)|p|[dknNs]+")
PEOPLE = re.compile(r"[pdknNsmor&]+")
OWNER = re.compile(rf"({_UNIT})s[ne]?\Z")
SOURCE = re.compile(r"[^,;Q(]+")
SPEAKER = re.compile(r"N{1,4}:(?=[^Q])")
COLON = re.compile(r":(?=Q|\Z)")
CUE = re.compile(r"[VGZA]|Y(?=t)")
# What must follow verbs that mean other things too.
NEEDS = {"infinitive": "T", "topic": "o", "quote": "tqQp"}
# How a phrase begins that goes before a clause.
OPENS = "oreqb&G"
BREAKS = ",;:-"


def clauses(tokens: list[str], letters: str) -> list[Clause]:
    """The attributions of a sentence, by their cues, from left to right."""
    if SPEAKER.match(letters):
        return _part(letters, [_announced(letters, letters.index(":"))])
    found: list[Clause] = []
    for m in CUE.finditer(letters):
        i = m.start()
        if m[0] == "A":
            one = _according(letters, i)
        elif m[0] != "Y" and _is_verb(tokens, letters, i):
            one = _verb(tokens, letters, i, found)
        else:
            one = _noun(tokens, letters, i)
        if one:
            found.append(one)
    colon = COLON.search(letters)
    if colon and not found:
        found = [_announced(letters, colon.start())]
    return _part(letters, found) if found else found


def _announced(letters: str, i: int) -> Clause:
    """X: content; content may also be the next sentence."""
    first = FIRST.match(letters, 0, i)
    return Clause(first.span(1) if first else None, (i, i + 1), ((i + 1, len(letters)),) if letters[i + 1 :] else ())


def _is_verb(tokens: list[str], letters: str, i: int) -> bool:
    """Whether the cue at i is a verb, and not a noun or an adjective."""
    before, after = letters[i - 1 : i], letters[i + 1 : i + 2]
    if letters[i] == "V":
        return before not in ("d", "s", "o") or after in ("t", "Q")
    if letters[i] == "G":
        return before in ("", *",&BboQ;rx-") or (before in ("n", "N", "m", "Y") and after in ("t", "q", "Q", "p"))
    before = letters[:i].rstrip("rx")[-1:]
    plain = not tokens[i].rstrip(".").endswith("s")
    opens = after in ("t", "q", "Q", "T", "p", "d", "k")
    if before in ("n", "m", "Y"):
        return after in ("t", "q", "Q", "T") or ((opens or after == "N") and plain == tokens[i - 1].endswith("s"))
    return before in ("p", "w", "a", "N") or (before in (",", "k") and opens)


def _according(letters: str, i: int) -> Clause | None:
    """According to X, content; content, according to X."""
    m = SOURCE.match(letters, i + 2)
    if letters[i + 1 : i + 2] != "T" or not m:
        return None
    source, cue, n = m.span(), (i, i + 2), len(letters)
    if i < 2:
        return Clause(source, cue, ((source[1], n),))
    aside = letters[i - 1] == "," == letters[source[1] : source[1] + 1]
    return Clause(source, cue, ((_begin(letters, i), i), (source[1], n)) if aside else ((_begin(letters, i), i),))


def _skip(letters: str, at: int) -> int:
    """Past the time, the place and the medium in which something is said."""
    when = WHEN.match(letters, at)
    return when.end() if when else at


def _begin(letters: str, i: int) -> int:
    """Where the clause that ends before i begins."""
    return letters.rfind(";", 0, i - 1) + 1


def _noun(tokens: list[str], letters: str, i: int) -> Clause | None:
    """X's claim that content."""
    if not letters.startswith("t", i + 1) or letters[i] not in "YZ":
        return None
    owner = OWNER.search(letters, max(0, i - 20), i)
    source = owner.span(1) if owner else None
    if i and bare(tokens[i - 1]) in ("his", "her", "their"):
        source = i - 1, i
    return Clause(source, (i, i + 1), ((i + 1, len(letters)),))


def _verb(tokens: list[str], letters: str, i: int, found: list[Clause]) -> Clause | None:
    entry = cues()[bare(tokens[i])]
    j = len(letters[:i].rstrip("raxBh"))
    group = letters[j:i]
    negated = "x" in group
    passive = "B" in group and letters[i] != "G"
    finite = letters[i] != "G" or "B" in group
    before = letters[j - 1 : j]
    subject = SUBJECT.search(letters, max(0, j - 40), j) if finite and before in ENDS else None
    made: Clause | None
    if letters[i] == "V" and i + 1 < len(tokens) and tokens[i + 1].strip() == "by":
        made = _agent(letters, i, entry)
    elif passive:
        made = _forward(letters, i, entry, None) if entry.takes == "clause" else None
    elif subject:
        source = subject.start(), subject.end() - subject[0].endswith(",")
        made = _backward(letters, i, entry, source) or _forward(letters, i, entry, source)
    elif group == "" and letters[i] == "V" and before in ("Q", ",") and i:
        made = _inverted(letters, i, entry) or _inheriting(letters, i, entry, found)
    elif letters[i] == "G" or before in ("", *"&,obeQ)-;"):
        made = _inheriting(letters, i, entry, found)
    else:
        made = None
    return made._replace(negated=True) if made and negated else made


def _inheriting(letters: str, i: int, entry: Cue, found: list[Clause]) -> Clause | None:
    """A verb without a subject has that of the verb before it, else the sentence's first noun phrase."""
    if letters.startswith("b", i + 1) and letters[i] == "V":  # …, known as …
        return None
    first = FIRST.match(letters, 0, i)
    earlier = found[-1].source if found else None
    return _forward(letters, i, entry, earlier or (first.span(1) if first else None))


def _agent(letters: str, i: int, entry: Cue) -> Clause | None:
    """Content, as reported by X; content was reported by X."""
    agent = SOURCE.match(letters, i + 2)
    end = len(letters[:i].rstrip("raxBhb,"))
    if not agent or not end or entry.takes == "object":
        return None
    return Clause(agent.span(), (i, i + 2), ((_begin(letters, i), end),), entry)


def _inverted(letters: str, i: int, entry: Cue) -> Clause | None:
    """Content, said X."""
    source = INVERTED.match(letters, i + 1)
    if not source or entry.kind not in ("speech", "finding"):
        return None
    content = (_begin(letters, i), i), *_quotes(letters, source.end())
    return Clause(source.span(1), (i, i + 1), content, entry)


def _quotes(letters: str, at: int) -> list[Span]:
    """The quotes that follow, unless another cue does."""
    return [] if CUE.search(letters, at) else [(k, k + 1) for k in range(at, len(letters)) if letters[k] == "Q"]


def _backward(letters: str, i: int, entry: Cue, source: Span) -> Clause | None:
    """Content, X said; content, X said, content."""
    first, n = source[0], len(letters)
    lead = letters[:first][-2:]
    if letters[i] == "G" or not lead or lead[-1] not in ",Q-":
        return None
    content = (_begin(letters, first), first)
    at = _skip(letters, i + 1)
    if entry.takes == "person":
        people = PEOPLE.match(letters, i + 1)
        at = people.end() if people else at
    if "Q" in lead:
        both = (content, *_quotes(letters, at))
        return None if letters[at : at + 1] in ("t", "q") else Clause(source, (i, i + 1), both, entry)
    if entry.takes == "object" or letters[at : at + 1] not in ("", ",", ";"):
        return None
    if letters[content[0]] in OPENS and letters[at : at + 2] == ",Q":
        return None
    rest = letters[at : at + 1] == "," and letters[at + 1 : at + 2] not in ("G", "w", "&", "b", "")
    return Clause(source, (i, i + 1), (content, (at, n)) if rest else (content,), entry)


def _forward(letters: str, i: int, entry: Cue, source: Span | None) -> Clause | None:
    """X said content."""
    at = i + 1
    if entry.takes in ("person", "order"):
        at = _skip(letters, at)
        person = PERSON.match(letters, at)
        at = person.end() if person else at
    at = _skip(letters, at)
    reach = TO_THAT.match(letters, at) or TO_QUOTE.match(letters, at)
    at = reach.end() if reach else at
    if at < len(letters) and letters[at] in NEEDS.get(entry.takes, letters[at]):
        return Clause(source, (i, i + 1), ((at, len(letters)),), entry)
    # X agreed: what X said may be the quote that follows.
    return Clause(source, (i, i + 1), (), entry) if source and entry.kind == "speech" else None


def _part(letters: str, found: list[Clause]) -> list[Clause]:
    """Content ends where the next clause with a source of its own begins."""
    parted = []
    for k, one in enumerate(found):
        spans = [_trim(letters, one, a, b, found[k + 1 :]) for a, b in one.content]
        content = tuple([(a, b) for a, b in spans if a < b])
        if content or not one.content:
            parted.append(one if content == one.content else one._replace(content=content))
    return parted


def _trim(letters: str, one: Clause, a: int, b: int, after: list[Clause]) -> Span:
    for other in after:
        own = other.source and other.source[0] > one.cue[0]
        begin = min(other.cue[0], other.source[0]) if other.source and own else other.cue[0]
        if a < begin < b and letters[begin - 1] in ",;&b":
            b = begin - 1
    if one.source and letters[one.source[1] - 1] == "w":
        comma = letters.find(",", a + 1, b)
        b = comma if comma > 0 else b
    while a < b and letters[b - 1] in ",;:&b-":
        b -= 1
    while a < b and letters[a] in BREAKS:
        a += 1
    return a, b
