"""The attributions of sentences by their tags: by verbs, by nouns, by "according to", and by a colon."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from analysis.language.attribution.rules import patterns
from analysis.language.attribution.rules.candidates import Candidates, empty_candidates, merge_by_cue
from analysis.language.attribution.rules.constructions import SOURCE_PHRASE_ENDS, clause_start
from analysis.language.attribution.rules.content_spans import Clauses, separate_contents
from analysis.language.attribution.rules.cue_tokens import CueTokens, cue_tokens, is_verb
from analysis.language.attribution.rules.figures import attributions_by_figures, speaks_of_figure
from analysis.language.attribution.rules.noun_rules import attributions_by_nouns, attributions_by_received_nouns
from analysis.language.attribution.rules.signatures import attributions_by_signature
from analysis.language.attribution.rules.tag_string import NONE, Mask, Positions, TagString
from analysis.language.attribution.rules.tagged_sentences import TaggedSentences
from analysis.language.attribution.rules.tags import CUE_NOUNS, CUE_VERBS, NOUN_COMPLEMENT_OPENERS, Tag
from analysis.language.attribution.rules.verb_rules import attributions_by_verbs
from analysis.language.attribution.sources.source_words import sections_of
from analysis.language.text.speaker_turns import names_no_speaker

WORDS = ("words", "view", "opinion", "telling")
_OF_OTHERS = ("his", "her", "their", "its")
_AFTER_WORDS = Tag.COMMA + Tag.COLON + Tag.QUOTE + Tag.PREPOSITION + Tag.SENTENCE_BREAK
_OWN = Tag.ADVERB + Tag.COMMON_NOUN + Tag.VERB
_OWNER = Tag.DETERMINER + Tag.QUANTITY + Tag.ADVERB + Tag.COMMON_NOUN + Tag.NAME
POLLS = ("poll", "polls", "polling", "survey", "surveys")
_POLL_MODIFIERS = Tag.DETERMINER + Tag.QUANTITY + Tag.ADVERB + Tag.POSSESSIVE + Tag.COMMON_NOUN + Tag.NAME + Tag.DASH
_ENDINGS = ("", ".", "'s", "’s", "'s.", "’s.")  # of a name inside a text
# Sections of source_words.txt whose words speak in "Police: Ferry stolen", and words of them that may be topics.
SPEAKING = frozenset({"group", "anonymous", "institution", "role"})
TOPICS = ("women", "men", "people", "person", "justice", "general", "parents")
MAX_SENTENCE = 400  # tokens; what is longer is a list or a table
MAX_SPEAKER = 4  # words before the colon of a headline


def find_clauses(sentences: TaggedSentences, opens_text: Mask) -> Clauses:
    """Find the attributions of sentences by their cues.

    Parameters
    ----------
    sentences : TaggedSentences
    opens_text : array of bool, shape (n_sentences,)
        Whether each sentence is the first of its text, which is its headline.

    Returns
    -------
    Clauses
        By sentence, and within it by the position of the cue.
    """
    tags = sentences.tags
    is_open = tags.sentence_end - tags.sentence_start < MAX_SENTENCE
    colon = tags.positions(Tag.COLON)
    sentence = tags.sentence_of(colon)
    is_headline = is_open[sentence] & opens_text[sentence] & _names_speaker(sentences, sentence, colon)
    is_open[sentence[is_headline]] = False
    by_cues = _attributions_by_cues(sentences, is_open)
    is_open[tags.sentence_of(by_cues.cue[0])] = False
    by_poll = _in_polls(sentences, is_open)
    is_open[tags.sentence_of(by_poll.cue[0])] = False
    by_words = _in_words(sentences, is_open)
    is_open[tags.sentence_of(by_words.cue[0])] = False
    by_signature = attributions_by_signature(sentences, is_open)
    before_quote = np.flatnonzero(is_open[sentence] & _precedes_quote_or_end(tags, colon))
    is_first_of_sentence = np.diff(sentence[before_quote], prepend=NONE) > 0
    which = np.append(np.flatnonzero(is_headline), before_quote[is_first_of_sentence])
    by_colon = _attributions_by_colon(tags, sentence[which], colon[which])
    found = merge_by_cue([by_cues, by_poll, by_words, by_signature, by_colon])
    # There is no proof that ...: nobody is named.
    which = np.flatnonzero(found.source[1] - found.source[0] == 1)
    found.source[:, which[sentences.form_in(found.source[0, which], ("there",))]] = NONE
    return separate_contents(sentences, found)


def _precedes_quote_or_end(tags: TagString, colon: Positions) -> Mask:
    return tags.has(colon + 1, Tag.QUOTE + Tag.SENTENCE_BREAK)


def _names_speaker(sentences: TaggedSentences, sentence: Positions, colon: Positions) -> Mask:
    """Whether a short name stands before each colon of a headline, and a statement after it: "Lind: Ferry to sail".

    The article names a speaker again; a word such as "Surprise" only begins its headline with a capital.
    """
    tags = sentences.tags
    start = tags.sentence_start[sentence]
    only_name: Mask = tags.skip_back(colon, Tag.NAME, start) == start
    is_short = (colon > start) & (colon - start <= MAX_SPEAKER) & ~_precedes_quote_or_end(tags, colon)
    found = only_name & is_short
    for number in np.flatnonzero(found).tolist():
        words = sentences.word[start[number] : colon[number]].tolist()
        label = [sentences.words.written[word] for word in words]
        speaks = _means_speaker(label) or _is_named_again(sentences, int(sentence[number]), label)
        found[number] = speaks and not names_no_speaker(label)
    return found


def _means_speaker(label: Sequence[str]) -> bool:
    """Whether the last word of a headline's label is a noun for who speaks: Police, Harbour Officials, New Poll."""
    last = label[-1]
    return last.lower() not in TOPICS and not SPEAKING.isdisjoint(sections_of(last))


def _is_named_again(sentences: TaggedSentences, headline: int, label: Sequence[str]) -> bool:
    """Whether the text below a headline has a word of its label with a capital inside a sentence, if there is any text.

    Acronyms need not be there: the text may have their words.
    """
    tags, text = sentences.tags, sentences.text_start
    last = int(np.searchsorted(text, text[headline], "right")) - 1
    if last == headline or any(word.isupper() for word in label):
        return True
    names = (word.strip(".").removesuffix("'s").removesuffix("’s") for word in label if word[:1].isupper())
    written = np.array(sentences.words.places(name + ending for name in names for ending in _ENDINGS), np.int64)
    start, end = int(tags.sentence_start[headline + 1]), int(tags.sentence_end[last])
    named = start + np.flatnonzero((sentences.word[start:end] == written[:, None]).any(axis=0))
    return not set(named.tolist()).issubset(tags.sentence_start[headline + 1 : last + 1].tolist())


def _attributions_by_colon(tags: TagString, sentence: Positions, colon: Positions) -> Candidates:
    """Find the attributions by a colon; what is said may also be the next sentence.

    [The mayor] smiled[:] {"We will sail."}
    """
    start, end = tags.sentence_start[sentence], tags.sentence_end[sentence]
    found = empty_candidates(len(colon))
    for number, stretch in enumerate(zip(start.tolist(), colon.tolist(), strict=True)):
        source = patterns.SUBJECT_BEFORE_COLON.match(tags.string, *stretch)
        source = source or patterns.FIRST_PHRASE.match(tags.string, *stretch)
        is_letter = stretch[1] - stretch[0] == 1  # A: ...
        found.source[:, number] = source.span(1) if source else stretch if is_letter else (NONE, NONE)
    found.cue[:] = colon, colon + 1
    found.content[0] = np.where(colon + 1 < end, (colon + 1, end), NONE)
    return found


def _in_polls(sentences: TaggedSentences, is_searched: Mask) -> Candidates:
    """Find what polls say in sentences without another cue.

    [In] [a poll of the Evening Bell], {Lind leads}. {Lind leads} [in] [the polls].
    """
    tags = sentences.tags
    poll = tags.positions(Tag.MEDIUM)
    poll = poll[is_searched[tags.sentence_of(poll)]]
    poll = poll[sentences.form_in(poll, POLLS)]
    sentence = tags.sentence_of(poll)
    start, end = tags.sentence_start[sentence], tags.sentence_end[sentence]
    phrase = tags.skip_back(poll, _POLL_MODIFIERS, start)
    cue = np.maximum(phrase - 1, start)
    is_in = tags.has(cue, Tag.PREPOSITION) & (phrase > start)
    is_in[is_in] = sentences.form_in(cue[is_in], ("in",))
    opens = cue == start
    source_end = np.minimum(tags.next_position(SOURCE_PHRASE_ENDS, poll), end)
    found = empty_candidates(len(poll))
    found.source[:] = phrase, source_end
    found.cue[:] = cue, cue + 1
    found.content[0] = np.where(opens, (source_end, end), (clause_start(tags, start, cue), cue))
    # Before the words "in the polls" anything may stand; the name of a poll tells who found it.
    is_in &= opens | tags.contains(Tag.NAME, phrase, source_end)
    is_whole = np.where(opens, tags.has(source_end, Tag.COMMA), tags.has(source_end, Tag.COMMA + Tag.SENTENCE_BREAK))
    return merge_by_cue([found.discard_unless(is_in & is_whole)])


def _in_words(sentences: TaggedSentences, is_searched: Mask) -> Candidates:
    """Find what is said in somebody's words, or in somebody's view.

    [In] [the mayor]'s words, {the ferry is "a wreck"}. [In] [her] own words: {"A wreck."} {It is}, [in the words of]
    [the mayor], {"a wreck"}.
    """
    tags = sentences.tags
    word = tags.positions(Tag.COMMON_NOUN + Tag.CUE_NOUN + Tag.CUE_VERB_OR_NOUN)
    word = word[is_searched[tags.sentence_of(word)] & tags.has(word + 1, _AFTER_WORDS)]
    word = word[sentences.form_in(word, WORDS)]
    sentence = tags.sentence_of(word)
    start, end = tags.sentence_start[sentence], tags.sentence_end[sentence]
    before = np.maximum(tags.skip_back(word, _OWN, start) - 1, start)
    is_of = tags.has(word + 1, Tag.PREPOSITION)
    is_of[is_of] = sentences.word_in(word[is_of] + 1, ("of",))
    has_owner = tags.has(before, Tag.POSSESSIVE) & ~is_of
    owner_start = np.where(has_owner, tags.skip_back(before, _OWNER, start), before)
    phrase_end = np.maximum(tags.next_position(SOURCE_PHRASE_ENDS + Tag.COLON, word), word + 1)
    described = np.flatnonzero(is_of & tags.has(phrase_end, Tag.COMMA) & tags.has(phrase_end + 1, str(Tag.DETERMINER)))
    description_end = tags.match_ends(patterns.DESCRIPTION, phrase_end[described])
    phrase_end[described] = np.maximum(phrase_end[described], description_end)
    cue = np.maximum(owner_start - 1, start)
    is_pronoun = tags.has(before, Tag.DETERMINER) & ~is_of
    is_pronoun[is_pronoun] = sentences.form_in(before[is_pronoun], _OF_OTHERS)
    is_the = tags.has(before, Tag.DETERMINER) & is_of
    opens = cue == start
    found = empty_candidates(len(word))
    found.source[:] = np.where(
        is_of, (word + 2, phrase_end), np.where(has_owner, (owner_start, before), (before, before + 1))
    )
    found.cue[:] = cue, cue + 1
    found.content[0] = np.where(opens, (phrase_end, end), (clause_start(tags, start, cue), cue))
    found.content[1] = np.where(~opens & tags.has(phrase_end, Tag.COMMA), (phrase_end, end), NONE)
    is_in = (has_owner | is_pronoun | is_the) & (owner_start > start) & tags.has(cue, Tag.PREPOSITION)
    is_in[is_in] = sentences.form_in(cue[is_in], ("in",))
    is_set_off = opens | tags.has(cue - 1, Tag.COMMA + Tag.DASH)
    goes_on = tags.has(phrase_end, Tag.COMMA + Tag.COLON + Tag.QUOTE) | (
        ~opens & tags.has(phrase_end, str(Tag.SENTENCE_BREAK))
    )
    return merge_by_cue([found.discard_unless(is_in & is_set_off & goes_on)])


def _attributions_by_cues(sentences: TaggedSentences, is_searched: Mask) -> Candidates:
    """Find the attributions by words, in some of the sentences."""
    tags, cues = sentences.tags, cue_tokens(sentences, is_searched)
    may_be_verb = tags.has(cues.position, CUE_VERBS)
    verb = np.zeros(len(cues.position), bool)
    verb[may_be_verb] = is_verb(sentences, cues.select(may_be_verb))
    has_complement = tags.has(cues.position + 1, NOUN_COMPLEMENT_OPENERS)
    noun = tags.has(cues.position, CUE_NOUNS) & has_complement & ~verb
    by_received = attributions_by_received_nouns(sentences, cues.select(noun))
    verbs = cues.select(verb)
    names_figure = speaks_of_figure(sentences, verbs)
    others = merge_by_cue([
        _according_to(tags, cues.select(tags.has(cues.position, Tag.ACCORDING))),
        by_received,
        attributions_by_figures(sentences, is_searched, verbs.position[names_figure]),
        attributions_by_nouns(sentences, cues.select(noun & ~np.isin(cues.position, by_received.cue[0]))),
    ])  # fmt: skip
    return merge_by_cue([others, attributions_by_verbs(sentences, verbs.select(~names_figure), others)])


def _according_to(tags: TagString, cues: CueTokens) -> Candidates:
    """Find the attributions by "according to".

    [According to] [two engineers], {the beams are rusty}. {The beams}, [according to] [two engineers], {are rusty}.
    """
    cue, source_start = cues.position, cues.position + 2
    source_end = tags.next_position(SOURCE_PHRASE_ENDS, np.minimum(source_start, cues.sentence_end))
    after_first_word = (cue == cues.sentence_start + 1) & ~tags.has(cue - 1, Tag.QUOTE)  # But according to
    opens_sentence = (cue == cues.sentence_start) | after_first_word
    described = np.flatnonzero(
        tags.has(source_end, Tag.COMMA)
        & (~opens_sentence | tags.has(tags.skip(source_end + 1, Tag.DASH), Tag.DETERMINER))
    )
    source_end[described] = np.maximum(
        source_end[described], tags.match_ends(patterns.DESCRIPTION, source_end[described])
    )
    is_aside = ~opens_sentence & tags.has(cue - 1, Tag.COMMA) & tags.has(source_end, Tag.COMMA)
    before, after = (clause_start(tags, cues.sentence_start, cue), cue), (source_end, cues.sentence_end)
    found = empty_candidates(len(cue))
    found.source[:] = source_start, source_end
    found.cue[:] = cue, source_start
    # She stayed because, according to the crew, the ferry sank.
    opens_clause = is_aside & tags.has(np.maximum(cue - 2, 0), Tag.CONJUNCTION + Tag.THAT)
    found.content[0] = np.where(opens_sentence | opens_clause, after, before)
    found.content[1] = np.where(is_aside & ~opens_clause, after, NONE)
    return found.discard_unless(tags.has(cue + 1, Tag.TO) & (source_end > source_start))
