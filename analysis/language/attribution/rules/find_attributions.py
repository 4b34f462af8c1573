"""Who says what: attributions with source, cue and content, by rules over the words and marks of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.language.attribution.attributions import Attribution, Attributions, Spans, lists
from analysis.language.attribution.cues import entries
from analysis.language.attribution.rules.candidates import nothing, stacked
from analysis.language.attribution.rules.clause_rules import Clauses, clauses
from analysis.language.attribution.rules.tag_string import NONE, Mask, Places
from analysis.language.attribution.rules.tagged_sentences import Reading, Row, Rows, Sentences, read, rows_of, sentences


def attributions(text: str, segments: Iterable[Row]) -> list[Attribution]:
    """Every attribution of a text, in order; its segments as schema.py has them."""
    return attributions_of([text], [segments])[0]


def attributions_of(texts: Sequence[str], segments: Iterable[Iterable[Row]]) -> list[list[Attribution]]:
    """The attributions of each of several texts."""
    return lists(find(texts, rows_of(segments)), len(texts))


def find(texts: Sequence[str], rows: Rows) -> Attributions:
    """The attributions of several texts, which are read all at once, in columns."""
    told = sentences(texts, rows)
    reading = read(texts, told)
    of = reading.letters
    # The full stop is the sentence's, not the speaker's.
    last = of.end[of.start < of.end] - 1
    reading.end[last] -= reading.holds(last, lambda token: token.endswith(".")) & ~of.is_one(last, "Q")
    made = _with_loose_quotes(reading, told, clauses(reading))
    clause, quote = of.within("Q", made.start, made.end)
    every = np.arange(len(made.sentence))
    return Attributions(
        text=told.text[made.sentence],
        sentence=told.number[made.sentence],
        source=_spans(reading, every, *made.found.source),
        cue=_spans(reading, every, *made.found.cue),
        content=_spans(reading, made.of, made.start, made.end),
        quotes=_spans(reading, made.of[clause], quote, quote + 1),
        entry=made.found.entry,
        negated=made.found.negated,
        entries=entries().lines,
    )


def _spans(reading: Reading, of: Places, start: Places, end: Places) -> Spans:
    """Places among the letters as offsets into the text."""
    there = start >= 0
    return Spans(of[there], *reading.spans(start[there], end[there]))


def _with_loose_quotes(reading: Reading, told: Sentences, made: Clauses) -> Clauses:
    """The clauses, and behind those of each sentence one more of the quotes that no cue introduces."""
    of = reading.letters
    loose = np.setdiff1d(of.places("Q"), of.within("Q", made.start, made.end)[1], assume_unique=True)
    home, number = np.unique(of.sentence(loose), return_inverse=True)
    known = len(made.sentence)
    sentence = np.append(made.sentence, home)
    found = stacked([made.found, nothing(len(home))])
    found.source[:] = _speakers(reading, told, made, home)
    order = np.lexsort((np.arange(len(sentence)) >= known, sentence))
    rank = np.argsort(order)
    clause = rank[np.append(made.of, known + number)]
    start, end = np.append(made.start, loose), np.append(made.end, loose + 1)
    by = np.argsort(clause, kind="stable")
    return Clauses(found.at(order), sentence[order], clause[by], start[by], end[by])


def _speakers(reading: Reading, told: Sentences, made: Clauses, loose: Places) -> Places:
    """The source of each clause, then of the loose quotes of each sentence that has some (loose): who speaks in it, or
    who spoke last in the same paragraph. Where quotes open a paragraph, the speaker may come after them."""
    of, known = reading.letters, len(made.sentence)
    source = np.append(made.found.source, np.full((2, len(loose)), NONE), axis=1)
    quoting = of.sentence(of.places("Q"))
    heard = np.union1d(made.sentence, quoting)  # the sentences in which somebody speaks
    text, paragraph, number = (column[heard] for column in told[:3])
    goes_on = text[1:] == text[:-1]
    same = np.append(False, goes_on & (paragraph[1:] == paragraph[:-1]))
    follows = np.append(False, goes_on & (number[1:] == number[:-1] + 1))
    low, high = (np.searchsorted(made.sentence, heard, side) for side in ("left", "right"))
    alone = of.is_one(of.start[heard], "Q") & (of.end[heard] - of.start[heard] == 1)
    late = _speaks_after(made)
    last = high - 1  # the attribution made last in each of these sentences
    last[np.searchsorted(heard, loose)] = known + np.arange(len(loose))
    waiting, before = 0, NONE  # how many quotes just before wait for their speaker
    for k in np.flatnonzero(np.isin(heard, quoting)).tolist():
        waiting = waiting if before == k - 1 else 0
        told_here = high[k] > low[k]
        if waiting and same[k] and follows[k] and told_here and late[low[k]] and of.text[of.start[heard[k]]] == "Q":
            source[:, last[k - waiting : k]] = source[:, low[k], None]
        waiting = waiting + 1 if alone[k] and (waiting or not same[k]) else 0
        before = k
        if last[k] >= known and told_here:
            source[:, last[k]] = source[:, high[k] - 1]
        elif last[k] >= known and (same[k] or (follows[k] and alone[k])):
            source[:, last[k]] = source[:, last[k - 1]]
    return source


def _speaks_after(made: Clauses) -> Mask:
    """Whether the content of each clause, if it has any, comes before its cue."""
    first = np.full(len(made.sentence), NONE)
    first[made.of[::-1]] = made.start[::-1]
    return first < made.found.cue[0]
