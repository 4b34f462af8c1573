"""The attributions of sentences, by patterns over a string with one letter a token.

The letters, from word_classes.py: d determiner, k quantity, p pronoun, n word, N name, m medium, Y noun of saying, s
possessive, o preposition, T to, t that, w who, q whether, & and, b but, a auxiliary, B be, x not, r adverb, h hedge,
S seem, e other verb; V cue verb, G in -ing, Z maybe a noun; A according, Q a whole quote; , ; : ( ) stand for
themselves and their like, - for all other marks. Spans are pairs of places among the letters, first and last + 1."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import TOPIC, bare, entries, entry, taking
from analysis.language.attribution.rules.candidates import Found, joined, nothing
from analysis.language.attribution.rules.constructions import NAMES, Cues, begin, cue_places
from analysis.language.attribution.rules.noun_phrases import FIRST, HOLDER, OWNER, governing
from analysis.language.attribution.rules.tag_string import NONE, Letters, Mask, Places
from analysis.language.attribution.rules.tagged_sentences import Reading
from analysis.language.attribution.rules.verb_rules import by_verbs, is_verb

POSSESSIVES = ("his", "her", "their", "its", "my", "our", "your")
# After these a noun of saying goes on with a place or a time.
ELSEWHERE = ("in", "at", "from", "by", "during", "after", "before", "as", "than", "like", "with")
LONGEST = 400  # tokens; what is longer is a list or a table, and no sentence
SPEAKERS = 4  # how many words a speaker may have before a colon


class Clauses(NamedTuple):
    """Clauses by their cues, sentence: number of that of each; and the stretches of their content: of, number of the
    clause; start, end: places among the letters."""

    found: Found
    sentence: Places
    of: Places
    start: Places
    end: Places


def clauses(reading: Reading) -> Clauses:
    """The attributions of sentences, by their cues, from left to right."""
    of = reading.letters
    free = of.end - of.start < LONGEST
    colons = of.places(":")
    sentence = of.sentence(colons)
    first = of.start[sentence]
    opens = (of.back(colons, "N", first) == first) & (colons > first) & (colons - first <= SPEAKERS)
    opens &= ~of.is_one(colons + 1, "Q\n") & free[sentence]
    free[sentence[opens]] = False
    found = _by_cues(reading, free)
    free[of.sentence(found.cue[0])] = False
    ends = np.flatnonzero(free[sentence] & of.is_one(colons + 1, "Q\n"))
    told = np.append(np.flatnonzero(opens), ends[np.diff(sentence[ends], prepend=NONE) > 0])
    return _parted(of, joined([found, _announced(of, sentence[told], colons[told])]))


def _by_cues(reading: Reading, free: Mask) -> Found:
    """The attributions that have a cue, in sentences that are free for it."""
    of = reading.letters
    place = cue_places(of)
    sentence = of.sentence(place)
    place, sentence = place[free[sentence]], sentence[free[sentence]]
    cues = Cues(place, of.start[sentence], of.end[sentence], np.full(len(place), NONE))
    verbal = of.is_one(place, "VGZ")
    cues.entry[verbal] = reading.told(place[verbal], entry)
    verb = np.zeros(len(place), bool)
    verb[verbal] = is_verb(reading, cues.at(verbal))
    phrases = _according(of, cues.at(of.is_one(place, "A")))
    nouns = _by_nouns(reading, cues.at(of.is_one(place, "YZ") & of.is_one(place + 1, NAMES) & ~verb))
    others = joined([phrases, nouns])
    return joined([others, by_verbs(reading, cues.at(verb), others)])


def _announced(of: Letters, sentence: Places, i: Places) -> Found:
    """X: content; content may also be the next sentence."""
    first, last = of.start[sentence], of.end[sentence]
    who = [FIRST.match(of.text, *span) for span in zip(first.tolist(), i.tolist(), strict=True)]
    found = nothing(len(i))
    found.source[:] = np.array([m.span(1) if m else (NONE, NONE) for m in who], np.int64).reshape(-1, 2).T
    found.cue[:] = i, i + 1
    found.content[0] = np.where(i + 1 < last, (i + 1, last), NONE)
    return found


def _according(of: Letters, cues: Cues) -> Found:
    """According to X, content; content, according to X."""
    i, first, last, _ = cues
    end = of.next(",;Q(\n", np.minimum(i + 2, last))
    opens = (i == first) | ((i == first + 1) & ~of.is_one(i - 1, "Q"))
    aside = ~opens & of.is_one(i - 1, ",") & of.is_one(end, ",")
    found = nothing(len(i))
    found.source[:], found.cue[:] = (i + 2, end), (i, i + 2)
    found.content[0] = np.where(opens, (end, last), (begin(of, first, i), i))
    found.content[1] = np.where(aside, (end, last), NONE)
    return found.only(of.is_one(i + 1, "T") & (end > i + 2))


def _by_nouns(reading: Reading, nouns: Cues) -> Found:
    """X's claim that content, X's praise of content; X made the claim that content."""
    of = reading.letters
    i, after = nouns.place, nouns.place + 1
    about, that = of.is_one(after, "o"), of.is_one(after, "t")
    expired = that & of.is_one(i, "Z") & ~taking(nouns.entry, "clause")  # the offer that expired
    about[about] = ~reading.holds(after[about], lambda token: bare(token) in ELSEWHERE)
    able = (about | that | of.is_one(after, "T")) & ~expired
    nouns, i, about, that = nouns.at(able), i[able], about[able], that[able]
    start = i + 1 + about
    end = of.next("BaVS\n", start)  # her praise of the boats, her plan to sail
    found = nothing(len(i))
    found.source[:], found.cue[:] = _owners(reading, nouns), (i, i + 1)
    found.content[0] = start, np.where(that | (end == start), nouns.last, end)
    found.entry[~that] = entries().lines.index(TOPIC)
    return found.only(that | (found.source[0] >= 0))


def _owners(reading: Reading, nouns: Cues) -> Places:
    """Whose the nouns are, or who made or gave them."""
    of = reading.letters
    owner = of.back(nouns.place, "rknNe", nouns.first)
    own = owner > nouns.first
    own[own] = reading.holds(owner[own] - 1, lambda token: bare(token) in POSSESSIVES)
    found = np.where(own, (owner - 1, owner), NONE)
    for one in np.flatnonzero(~own).tolist():
        found[:, one] = _owner(of, int(nouns.first[one]), int(nouns.place[one]))
    return found


def _owner(of: Letters, first: int, i: int) -> tuple[int, int]:
    owner = OWNER.search(of.text, max(first, i - 20), i)
    if owner:
        return owner.span(1)
    return (NONE, NONE) if of.text[i] == "Z" else governing(HOLDER, of, first, i)


def _parted(of: Letters, found: Found) -> Clauses:
    """The clauses with their content, each stretch of it up to where the next clause with a source of its own begins; a
    clause whose content is all another's is left out."""
    sentence = of.sentence(found.cue[0])
    clause, start, end = _contents(of, found, of.end[sentence])
    end = _up_to_next(of, found, sentence, clause, start, end)
    source = found.source[:, clause]
    comma = of.next(",", start + 1)
    relative = (source[0] >= 0) & of.is_one(source[1] - 1, "w") & (comma < end)
    end = np.maximum(np.where(relative, comma, end), start)
    end = of.back(end, ",;:&b-", start)
    start = of.over(start, ",;:-", end)
    left = start < end
    empty = np.bincount(clause, minlength=len(sentence)) > 0
    empty[clause[left]] = False
    number = np.cumsum(~empty) - 1
    return Clauses(found.at(~empty), sentence[~empty], number[clause[left]], start[left], end[left])


def _contents(of: Letters, found: Found, last: Places) -> tuple[Places, Places, Places]:
    """The stretches of content, by clause: its number, and their first and last places."""
    several = np.flatnonzero(found.quotes >= 0)
    quoting, quote = of.within("Q", found.quotes[several], last[several])
    every = np.arange(len(last))
    clause = np.concatenate([every, every, several[quoting]])
    start, end = (np.concatenate([found.content[0, k], found.content[1, k], quote + k]) for k in (0, 1))
    order = np.argsort(clause, kind="stable")
    order = order[start[order] >= 0]
    return clause[order], start[order], end[order]


def _up_to_next(of: Letters, found: Found, sentence: Places, clause: Places, start: Places, end: Places) -> Places:
    """Where stretches end, if not where other clauses, taken in turn, begin in them."""
    source, cue = found.source[0], found.cue[0]
    opens = (start < source[clause]) & (source[clause] < end) & (cue[clause] < start)
    end = np.where(opens, source[clause] - 1, end)  # a phrase that opens the sentence
    sentences = np.append(sentence, NONE)
    at, other = np.arange(len(clause)), clause + 1
    while len(at := at[sentences[other[at]] == sentence[clause[at]]]):
        own = source[other[at]] > cue[clause[at]]
        begins = np.where(own, np.minimum(cue[other[at]], source[other[at]]), cue[other[at]])
        parts = (start[at] < begins) & (begins < end[at]) & of.is_one(begins - 1, ",;&b")
        end[at[parts]] = begins[parts] - 1
        other[at] += 1
    return end
