"""Sources of quotes that no cue introduces, by the sentences before and after them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from analysis.language.attribution.cues import cue_table
from analysis.language.attribution.rules.candidates import concatenate, empty_candidates
from analysis.language.attribution.rules.content_spans import Clauses
from analysis.language.attribution.rules.sentences import Sentences
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tags import Tag


def add_uncued_quotes(tags: TagString, sentences: Sentences, clauses: Clauses, chains: Positions) -> Clauses:
    """Attribute the quotes that are in no attribution yet.

    Parameters
    ----------
    tags : TagString
    sentences : Sentences
    clauses : Clauses
        The attributions by cues.
    chains : array of int, shape (n_quotes,)
        As `quote_chains` numbers the quotes.

    Returns
    -------
    Clauses
        With one attribution more for each sentence with such quotes, behind its others; the parts of a quote that goes
        on over several sentences belong to one attribution.
    """
    clauses = _with_whole_quotes(tags, clauses, chains)
    attributed = tags.positions_within(Tag.QUOTE, clauses.content_start, clauses.content_end)[1]
    uncued = np.setdiff1d(tags.positions(Tag.QUOTE), attributed, assume_unique=True)
    quoting, number = np.unique(tags.sentence_of(uncued), return_inverse=True)
    n_cued = len(clauses.sentence)
    candidates = concatenate([clauses.candidates, empty_candidates(len(quoting))])
    candidates.source[:, n_cued:] = _speakers(tags, sentences, clauses, quoting)
    joined = Clauses(
        candidates,
        np.append(clauses.sentence, quoting),
        np.append(clauses.content_of, n_cued + number),
        np.append(clauses.content_start, uncued),
        np.append(clauses.content_end, uncued + 1),
    )
    of_uncued = chains[np.searchsorted(tags.positions(Tag.QUOTE), uncued)]
    return _by_sentence(_one_per_chain(joined, n_cued, number, of_uncued))


def _with_whole_quotes(tags: TagString, clauses: Clauses, chains: Positions) -> Clauses:
    """Add the other parts of quotes of which a part is attributed, to the first attribution of the quote."""
    quotes = tags.positions(Tag.QUOTE)
    stretch, position = tags.positions_within(Tag.QUOTE, clauses.content_start, clauses.content_end)
    chain = chains[np.searchsorted(quotes, position)]
    owner = np.full(chains.max(initial=0) + 1, NONE)
    owner[chain[::-1]] = clauses.content_of[stretch][::-1]
    is_free = np.isin(quotes, position, invert=True) & (owner[chains] >= 0)
    added = quotes[is_free]
    content_of = np.append(clauses.content_of, owner[chains[is_free]])
    start, end = np.append(clauses.content_start, added), np.append(clauses.content_end, added + 1)
    order = np.lexsort((start, content_of))
    return clauses._replace(content_of=content_of[order], content_start=start[order], content_end=end[order])


def _one_per_chain(clauses: Clauses, n_cued: int, number: Positions, chain: Positions) -> Clauses:
    """Join the attributions without a cue that hold parts of one quote: each with the first of them.

    number, chain: of each quote without a cue, the number of its attribution among those without, and of its chain.
    """
    n = len(clauses.sentence)
    target = np.arange(n)
    first_of_chain = np.full(chain.max(initial=0) + 1, NONE)
    first_of_chain[chain[::-1]] = number[::-1]
    # In ascending order, so that the target of an earlier attribution is final.
    for one, goal in zip(number.tolist(), first_of_chain[chain].tolist(), strict=True):
        target[n_cued + one] = min(target[n_cued + one], target[n_cued + goal])
    is_kept = target == np.arange(n)
    new_number = np.cumsum(is_kept) - 1
    content_of = new_number[target[clauses.content_of]]
    order = np.lexsort((clauses.content_start, content_of))
    return Clauses(
        clauses.candidates.select(is_kept),
        clauses.sentence[is_kept],
        content_of[order],
        clauses.content_start[order],
        clauses.content_end[order],
    )


def _by_sentence(clauses: Clauses) -> Clauses:
    """Sort attributions by sentence; those of one sentence keep their order."""
    order = np.argsort(clauses.sentence, kind="stable")
    rank = np.argsort(order)
    content_of = rank[clauses.content_of]
    by_clause = np.argsort(content_of, kind="stable")
    return Clauses(
        clauses.candidates.select(order),
        clauses.sentence[order],
        content_of[by_clause],
        clauses.content_start[by_clause],
        clauses.content_end[by_clause],
    )


# A sentence of a few tokens with one of these verbs and nothing else names the speaker of the quote before it.
SAYS = ("say", "ask", "add", "question", "explain", "write", "recall", "offer", "joke", "quip")
SHORT = 6


class _SpeechSentences(NamedTuple):
    """The sentences in which somebody speaks, in order, each beside the one before it in this list.

    Parameters
    ----------
    sentence : array of int, shape (n,)
        The number of each sentence.
    text : array of int, shape (n,)
        The number of its text.
    first, end : array of int, shape (n,)
        Its attributions by cues: number of the first, and of the last + 1; equal where it has none.
    begins_paragraph : array of bool, shape (n,)
        Whether the one before is in another paragraph or text.
    follows_directly : array of bool, shape (n,)
        Whether the one before is the sentence before, in the same text.
    is_only_quote : array of bool, shape (n,)
        Whether the sentence is a quote and nothing else.
    """

    sentence: Positions
    text: Positions
    first: Positions
    end: Positions
    begins_paragraph: Mask
    follows_directly: Mask
    is_only_quote: Mask

    @property
    def has_cue(self) -> Mask:
        """Whether the sentence has an attribution by a cue."""
        has_cue: Mask = self.end > self.first
        return has_cue


def _speech_sentences(tags: TagString, sentences: Sentences, clauses: Clauses) -> _SpeechSentences:
    speaks = np.zeros(len(sentences.text), bool)
    speaks[clauses.sentence] = speaks[tags.sentence_of(tags.positions(Tag.QUOTE))] = True
    speaking = np.flatnonzero(speaks)
    text, paragraph, number = (column[speaking] for column in sentences[:3])
    same_text = text[1:] == text[:-1]
    same_paragraph = same_text & (paragraph[1:] == paragraph[:-1])
    next_number = same_text & (number[1:] == number[:-1] + 1)
    start, end = tags.sentence_start[speaking], tags.sentence_end[speaking]
    return _SpeechSentences(
        sentence=speaking,
        text=text,
        first=np.searchsorted(clauses.sentence, speaking, "left"),
        end=np.searchsorted(clauses.sentence, speaking, "right"),
        begins_paragraph=np.append(True, ~same_paragraph)[: len(speaking)],
        follows_directly=np.append(False, next_number)[: len(speaking)],
        is_only_quote=tags.has(start, Tag.QUOTE) & (end - start == 1),
    )


def _speakers(tags: TagString, sentences: Sentences, clauses: Clauses, quoting: Positions) -> Positions:
    """Find the source of the uncued quotes of some sentences.

    It is the source of another attribution, by the first of these rules that applies:

    1. The sentence has an attribution by a cue: the last one of it.
    2. A speaker named afterwards: quotes open a paragraph, and the sentence after them ends with its speaker.
       "It is cold. We are late," Ms. Lind said.
    3. A speaker named before: the sentence before, in the same paragraph, or of the paragraph directly before where
       the sentence is only a quote. Ms. Lind agreed. "We are late and cold."

    Parameters
    ----------
    tags : TagString
    sentences : Sentences
    clauses : Clauses
        The attributions by cues.
    quoting : array of int, shape (n,)
        The numbers of the sentences.

    Returns
    -------
    array of int, shape (2, n)
        Start and end; NONE where nobody is named.
    """
    speech = _speech_sentences(tags, sentences, clauses)
    named_after = _named_after(tags, clauses, speech)
    giver = np.where(speech.has_cue, _last_speakers(tags, clauses, speech), named_after)
    continues = ~speech.begins_paragraph | (speech.follows_directly & speech.is_only_quote)
    is_decided = (giver >= 0) | ~continues
    last_decided = np.maximum.accumulate(np.where(is_decided, np.arange(len(giver)), 0))
    giver = giver[last_decided][np.searchsorted(speech.sentence, quoting)]
    source = np.full((2, len(giver)), NONE)
    source[:, giver >= 0] = clauses.candidates.source[:, giver[giver >= 0]]
    return source


def _last_speakers(tags: TagString, clauses: Clauses, speech: _SpeechSentences) -> Positions:
    """Return the attribution of each sentence that names who goes on speaking; the last one of it at least.

    It is the last one with a quote, else the last one that is not within what another one says:
    "It is late," [Lind] said as the crew cheered. [Lind] denied that the crew had warned her.
    """
    n = len(clauses.sentence)
    has_quote = np.zeros(n, bool)
    stretch = tags.positions_within(Tag.QUOTE, clauses.content_start, clauses.content_end)[0]
    has_quote[clauses.content_of[stretch]] = True
    is_outer = np.ones(n, bool)
    cue, sentence = clauses.candidates.cue[0], clauses.sentence
    inner = clauses.content_of + 1
    inner_exists = inner < n
    which = np.flatnonzero(inner_exists)
    while len(which):
        other = inner[which]
        same = sentence[other] == sentence[clauses.content_of[which]]
        which, other = which[same], other[same]
        within = (clauses.content_start[which] <= cue[other]) & (cue[other] < clauses.content_end[which])
        is_outer[other[within]] = False
        inner[which] += 1
        which = which[inner[which] < n]
    has_source = clauses.candidates.source[0] >= 0
    number = np.arange(n)
    answer = speech.end - 1
    for chosen in (is_outer & has_source, has_quote & has_source):
        last = np.maximum.accumulate(np.where(chosen, number, NONE)) if n else number
        found = np.append(last, NONE)[np.minimum(speech.end - 1, n)]
        answer = np.where(speech.has_cue & (found >= speech.first), found, answer)
    return answer


def _named_after(tags: TagString, clauses: Clauses, speech: _SpeechSentences) -> Positions:
    """Find the attribution that names the speaker of quotes before it, for each sentence; NONE without one."""
    number = np.arange(len(speech.sentence))
    is_rest = ~speech.is_only_quote
    opens = speech.is_only_quote & speech.begins_paragraph
    last_rest, last_opening = (np.maximum.accumulate(np.where(mask, number, NONE)) for mask in (is_rest, opens))
    waits = speech.is_only_quote & (last_opening > last_rest)
    names_speaker = speech.has_cue & ~speech.begins_paragraph & speech.follows_directly
    start, end = tags.sentence_start[speech.sentence], tags.sentence_end[speech.sentence]
    # "It was late." Lind said.
    only_speaker = names_speaker & (end - start <= SHORT) & ~np.isin(speech.first, clauses.content_of)
    entry = clauses.candidates.entry[speech.first[only_speaker]]
    only_speaker[only_speaker] = _says()[entry] & (entry >= 0)
    names_speaker &= tags.has(start, Tag.QUOTE) | only_speaker
    names_speaker[names_speaker] = _content_precedes_cue(clauses)[speech.first[names_speaker]]
    rest = np.flatnonzero(is_rest)
    next_rest = np.append(rest, NONE)[np.searchsorted(rest, number)]
    same_text = speech.text == speech.text[next_rest]
    is_named = waits & (next_rest >= 0) & names_speaker[next_rest] & same_text
    return np.where(is_named, speech.first[next_rest], NONE)


@cache
def _says() -> Mask:
    """Whether the verb of each entry is one of `SAYS`."""
    return np.array([cue.cue in SAYS for cue in cue_table().lines])


def _content_precedes_cue(clauses: Clauses) -> Mask:
    """Whether the first stretch of content of each attribution, if it has any, comes before its cue."""
    first = np.full(len(clauses.sentence), NONE)
    first[clauses.content_of[::-1]] = clauses.content_start[::-1]
    precedes: Mask = first < clauses.candidates.cue[0]
    return precedes
