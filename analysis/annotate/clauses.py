"""The attributions of one sentence, by patterns over a string with one letter a token.

The letters, from cues.py: d determiner, k quantity, p pronoun, n word, N name, m medium, Y noun of saying, s
possessive, o preposition, T to, t that, w who, q whether, & and, b but, a auxiliary, B be, x not, r adverb, h hedge,
S seem, e other verb; V cue verb, G in -ing, Z maybe a noun; A according, Q a whole quote; , ; : ( ) stand for
themselves and their like, - for all other marks. All spans are pairs of token numbers, first and last + 1."""

from __future__ import annotations

import re

from analysis.annotate.cues import Cue, bare
from analysis.annotate.phrases import FIRST, HOLDER, OWNER, SOURCE, Clause, Span, begin
from analysis.annotate.verbs import CUE, is_verb, takes, verb

TOPIC = Cue("", "", "object", "belief", "", "")  # a noun that names what it is about, and not what is said
POSSESSIVES = ("his", "her", "their", "its", "my", "our", "your")
# After these a noun of saying goes on with a place or a time.
ELSEWHERE = ("in", "at", "from", "by", "during", "after", "before", "as", "than", "like", "with")
ABOUT = re.compile(r"[^BaVS]+")  # her praise of the boats, her plan to sail
SPEAKER = re.compile(r"N{1,4}:(?=[^Q])")
COLON = re.compile(r":(?=Q|\Z)")
BREAKS = ",;:-"


def clauses(tokens: list[str], letters: str) -> list[Clause]:
    """The attributions of a sentence, by their cues, from left to right."""
    colons = ":" in letters
    if colons and SPEAKER.match(letters):
        return _part(letters, [_announced(letters, letters.index(":"))])
    found: list[Clause] = []
    for m in CUE.finditer(letters):
        i = m.start()
        if m[0] == "A":
            one = _according(letters, i)
        elif m[0] != "Y" and is_verb(tokens, letters, i):
            one = verb(tokens, letters, i, found)
        else:
            one = _noun(tokens, letters, i)
        if one:
            found.append(one)
    colon = COLON.search(letters) if colons and not found else None
    if colon:
        found = [_announced(letters, colon.start())]
    return _part(letters, found) if found else found


def _announced(letters: str, i: int) -> Clause:
    """X: content; content may also be the next sentence."""
    first = FIRST.match(letters, 0, i)
    return Clause(first.span(1) if first else None, (i, i + 1), ((i + 1, len(letters)),) if letters[i + 1 :] else ())


def _according(letters: str, i: int) -> Clause | None:
    """According to X, content; content, according to X."""
    m = SOURCE.match(letters, i + 2)
    if letters[i + 1 : i + 2] != "T" or not m:
        return None
    source, cue, n = m.span(), (i, i + 2), len(letters)
    if letters[:i] in ("", "b") or (i == 1 and letters[0] != "Q"):
        return Clause(source, cue, ((source[1], n),))
    aside = letters[i - 1] == "," == letters[source[1] : source[1] + 1]
    return Clause(source, cue, ((begin(letters, i), i), (source[1], n)) if aside else ((begin(letters, i), i),))


def _noun(tokens: list[str], letters: str, i: int) -> Clause | None:
    """X's claim that content, X's praise of content; X made the claim that content."""
    after = letters[i + 1 : i + 2]
    if letters[i] not in "YZ" or after not in ("t", "o", "T"):
        return None
    if after == "t" and letters[i] == "Z" and takes(tokens[i]) != "clause":  # the offer that expired
        return None
    if after == "o" and bare(tokens[i + 1]) in ELSEWHERE:
        return None
    source = _owner(tokens, letters, i)
    if after == "t":
        return Clause(source, (i, i + 1), ((i + 1, len(letters)),))
    at = i + 1 + (after == "o")
    about = ABOUT.match(letters, at)
    return Clause(source, (i, i + 1), ((at, about.end() if about else len(letters)),), TOPIC) if source else None


def _owner(tokens: list[str], letters: str, i: int) -> Span | None:
    """Whose the noun at i is, or who made or gave it."""
    k = len(letters[:i].rstrip("rknNe"))
    if k and bare(tokens[k - 1]) in POSSESSIVES:
        return k - 1, k
    owner = OWNER.search(letters, max(0, i - 20), i)
    if owner or letters[i] == "Z":
        return owner.span(1) if owner else None
    holder = HOLDER.fullmatch(letters, 0, i)
    return holder.span(1) if holder else None


def _part(letters: str, found: list[Clause]) -> list[Clause]:
    """Content ends where the next clause with a source of its own begins."""
    parted = []
    for k, one in enumerate(found, 1):
        spans = [_trim(letters, one, a, b, found[k:]) for a, b in one.content]
        content = tuple([(a, b) for a, b in spans if a < b])
        if content == one.content:
            parted.append(one)
        elif content:
            parted.append(Clause(one.source, one.cue, content, one.entry, one.negated))
    return parted


def _trim(letters: str, one: Clause, a: int, b: int, after: list[Clause]) -> Span:
    if one.source and a < one.source[0] < b and one.cue[0] < a:  # a phrase that opens the sentence
        b = one.source[0] - 1
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
