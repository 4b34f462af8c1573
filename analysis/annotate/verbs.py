"""The attributions by cue verbs, as patterns over a string with one letter a token; clauses.py explains the letters."""

from __future__ import annotations

import re
from functools import cache

from analysis.annotate.cues import Cue, bare, cues
from analysis.annotate.phrases import (
    ENDS,
    NP,
    PHRASE,
    SOURCE,
    Clause,
    Span,
    antecedent,
    begin,
    controller,
    inherited,
    subject,
)

INVERTED = re.compile(rf"(-?{NP}-?(?:,(?![&bG])[^;QVG]*)?)(?=[,;QGb&or-]|\Z)")
# What may stand between a cue and what is said: time, place, medium, the person addressed.
_WHEN = r"(?:,?(?:[rh]+|[dk]r+|o[dkNn]{0,2}r+|o[dknNsr]{0,5}[mYZ]+N*|o[dkN]+(?=,?Q))(?!s))*"
WHEN = re.compile(_WHEN)
TO_THAT = re.compile(r"(?:[or][dknNsrmpYZ]*|,[^,]{1,12},)*(?=t)")
TO_QUOTE = re.compile(r"(?:[or][dknNsrm&Ye]*)+[,:]?(?=Q)")
PERSON = re.compile(rf"(?:[pdknNsmr&o]+?){_WHEN}(?=t|q|T|[,:]?Q|o)|p|[dknNs]+")
PEOPLE = re.compile(r"[pdknNsmor&]+")
CUE = re.compile(r"[VGZA]|Y(?=[toT])")
# What must follow verbs that mean other things too.
NEEDS = {"infinitive": "T", "topic": "o", "quote": "tqQp"}
# How a phrase begins that goes before a clause.
OPENS = "oreqb&G"
NOUNS = ("n", "N", "m", "Y")
ENDED = ("", *",;o&b-):")  # after these letters a clause says no more
GOES_ON = tuple("tqQpTdkN")


def is_verb(tokens: list[str], letters: str, i: int) -> bool:
    """Whether the cue at i is a verb, and not a noun or an adjective."""
    before, after = letters[i - 1 : i], letters[i + 1 : i + 2]
    if letters[i] == "V":
        return before not in ("d", "s", "o") or after in ("t", "Q")
    if letters[i] == "G":
        return before in ("", *",&BboQ;rx-") or (before in NOUNS and after in GOES_ON)
    before = letters[:i].rstrip("rx")[-1:]
    plain = not tokens[i].rstrip(".").endswith("s")
    opens = after in ("t", "q", "Q", "T", "p", "d", "k")
    if before in ("n", "m", "Y", "Z"):
        return after in ("t", "q", "Q", "T") or ((opens or after == "N") and plain == tokens[i - 1].endswith("s"))
    if before == "T":
        return plain
    if before == "N" and not plain:  # Lind claims that, but not: the Oslo targets, Oslo offers for
        return opens or after in ("N", "r", "n", "m", "Y") or (after in ("", ",") and takes(tokens[i]) != "object")
    return before in ("p", "w", "a", "N") or (before in (",", "k") and opens)


def takes(token: str) -> str:
    """What follows a cue verb; the column of cues.csv."""
    return cues()[bare(token)].takes


def _skip(letters: str, at: int) -> int:
    """Past the time, the place and the medium in which something is said."""
    when = WHEN.match(letters, at)
    return when.end() if when else at


def verb(tokens: list[str], letters: str, i: int, found: list[Clause]) -> Clause | None:
    """The attribution by the cue verb at i, if there is one; found: those before it in the sentence."""
    entry = cues()[bare(tokens[i])]
    j = len(letters[:i].rstrip("raxBh"))
    group = letters[j:i]
    negated = "x" in group
    passive = "B" in group and letters[i] != "G"
    finite = letters[i] != "G" or "B" in group
    before = letters[j - 1 : j]
    owner = finite or before in ("n", "N")  # voters hoping that; but they issued a statement saying that
    source = subject(letters, j) if owner and before in ENDS else None
    made: Clause | None
    if letters[i] == "V" and i + 1 < len(tokens) and tokens[i + 1].strip() == "by":
        made = _agent(letters, i, entry)
    elif passive:
        made = _forward(letters, i, entry, None) if entry.takes == "clause" else None
    elif source:
        told = entry if finite or letters[i + 1 : i + 2] in ("t", "q", "Q") else _unsaid(entry)
        made = _backward(letters, i, entry, source) or _forward(letters, i, told, source)
    elif group == "" and letters[i] == "V" and before in ("Q", ",") and i:
        made = _inverted(letters, i, entry) or _inheriting(letters, i, entry, found)
    elif before == "T":
        made = _forward(letters, i, _unsaid(entry), controller(letters, j - 1) or inherited(letters, i, found))
    elif letters[i] == "G" and before in NOUNS:
        made = _forward(letters, i, entry, controller(letters, i) or inherited(letters, i, found))
    elif letters[i] == "G" or before in ("", *"&,obeQ)-;"):
        made = _inheriting(letters, i, entry, found)
    else:
        made = None
    return made._replace(negated=True) if made and negated else made


@cache
def _unsaid(entry: Cue) -> Cue:
    """A cue verb by which nothing is said but what stands in quotes: what somebody is to do, or does to something."""
    return entry._replace(kind="wish", forms="")


def _inheriting(letters: str, i: int, entry: Cue, found: list[Clause]) -> Clause | None:
    """A verb without a subject has that of the verb before it, else the sentence's first noun phrase."""
    if letters.startswith("b", i + 1) and letters[i] == "V":  # …, known as …
        return None
    return _forward(letters, i, entry, inherited(letters, i, found))


def _agent(letters: str, i: int, entry: Cue) -> Clause | None:
    """Content, as reported by X; content was reported by X."""
    act = entry.takes == "object"
    agent = (PHRASE if act else SOURCE).match(letters, i + 2)
    if not agent:
        return None
    end, after = len(letters[:i].rstrip("raxBhb,")), agent.end()
    content = ((begin(letters, i), end),) if end else ((after, len(letters)),)
    return Clause(agent.span(), (i, i + 2), content, _unsaid(entry) if act else entry)


def _inverted(letters: str, i: int, entry: Cue) -> Clause | None:
    """Content, said X."""
    source = INVERTED.match(letters, i + 1)
    if not source or entry.kind not in ("speech", "finding"):
        return None
    content = (begin(letters, i), i), *_quotes(letters, source.end())
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
    content = (begin(letters, first), first)
    at = _skip(letters, i + 1)
    if entry.takes == "person":
        people = PEOPLE.match(letters, i + 1)
        at = people.end() if people else at
    if "Q" in lead:
        both = (content, *_quotes(letters, at))
        return None if letters[at : at + 1] in ("t", "q") else Clause(source, (i, i + 1), both, entry)
    if entry.takes == "object" or letters[at : at + 1] not in ("", ",", ";", "-", "("):
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
    reach = TO_THAT.match(letters, at) or ("Q" in letters and TO_QUOTE.match(letters, at))
    at = reach.end() if reach else at
    held = letters[at + 1 : at + 2] if letters[at + 1 : at + 2] == "Q" else letters[at : at + 1]
    if held and held in NEEDS.get(entry.takes, held):
        return Clause(source, (i, i + 1), ((at, len(letters)),), entry)
    if source and letters[at : at + 1] in ENDED and entry.takes in ("object", "clause"):
        known = antecedent(letters, source[0])
        if known:  # a word he used, what she wants
            return Clause(source, (i, i + 1), (known,), _unsaid(entry))
    # X agreed: what X said may be the quote that follows.
    return Clause(source, (i, i + 1), (), entry) if source and entry.kind == "speech" else None
