"""Who says what, by rules and a dependency parse: the attributions of the rules with better spans, and more of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from analysis.language.attribution.attributions import Attribution, Attributions, columns, lists
from analysis.language.attribution.parsing.cue_frames import complement_type, frame_of
from analysis.language.attribution.parsing.refinement import Sentence, refine
from analysis.language.attribution.parsing.roles import content_of, source_of
from analysis.language.attribution.parsing.spacy_pipeline import Read
from analysis.language.attribution.parsing.tree import Tree, merge_spans
from analysis.language.attribution.rules import find_attributions as rules
from analysis.language.attribution.rules.clause_rules import MAX_SENTENCE
from analysis.language.attribution.rules.sentences import Row, Rows, Span, rows_of, sentences_of
from analysis.language.attribution.rules.tagger import tag_of
from analysis.language.attribution.rules.tags import Tag


def attributions_of(texts: Sequence[str], segments: Iterable[Iterable[Row]], read: Read) -> list[list[Attribution]]:
    """Find the attributions of each of several texts.

    Parameters
    ----------
    texts : sequence of str
    segments : iterable of iterable of Row
        The segments of each text: paragraph, sentence, voice, start, end.
    read : callable
        What parses sentences, from `spacy_pipeline.reader`.

    Returns
    -------
    list of list of Attribution
        In the order of each text.
    """
    return lists(find(texts, rows_of(segments), read), len(texts))


def find(texts: Sequence[str], rows: Rows, read: Read) -> Attributions:
    """Find the attributions of several texts, in columns; parameters as for `attributions_of`."""
    by_rules = lists(rules.find(texts, rows), len(texts))
    sentences: list[list[Sentence]] = [[] for _ in texts]
    for text_number, sentence in _sentences(texts, rows):
        sentences[text_number].append(sentence)
    return columns([_attributions_of_text(*parts, read) for parts in zip(texts, sentences, by_rules, strict=True)])


def _sentences(texts: Sequence[str], rows: Rows) -> Iterator[tuple[int, Sentence]]:
    """Yield each sentence, after the number of its text."""
    found = sentences_of(texts, rows)
    quotes: list[tuple[Span, ...]] = [() for _ in found.number]
    quote_columns = (found.quote_sentence, found.quote_start, found.quote_end)
    for sentence, start, end in zip(*(column.tolist() for column in quote_columns), strict=True):
        quotes[sentence] += ((start, end),)
    columns_ = (found.text, found.number, found.start, found.end)
    for text, *fields in zip(*(column.tolist() for column in columns_), quotes, strict=True):
        yield text, Sentence(*fields)


def _attributions_of_text(
    text: str, sentences: list[Sentence], by_rules: list[Attribution], read: Read
) -> list[Attribution]:
    of_sentence = {number: list(some) for number, some in groupby(by_rules, lambda one: one.sentence)}
    found = list[Attribution]()
    parses = read([text[sentence.start : sentence.end] for sentence in sentences])
    for sentence, parsed in zip(sentences, parses, strict=True):
        shift, ruled = sentence.start, of_sentence.get(sentence.number, [])
        tokens = [token._replace(start=token.start + shift, end=token.end + shift) for token in parsed]
        found += _combine(text, sentence, Tree(tokens), ruled) if len(tokens) < MAX_SENTENCE else ruled
    return found


def _combine(text: str, sentence: Sentence, tree: Tree, by_rules: list[Attribution]) -> list[Attribution]:
    """Join the attributions of one sentence by rules and by parse, from left to right."""
    token_at = {token.start: number for number, token in enumerate(tree.tokens)}
    refined = list[Attribution]()
    for attribution in by_rules:
        cue = token_at.get(attribution.cue[0][0]) if attribution.cue else None
        refined += [attribution] if cue is None else refine(sentence, tree, attribution, cue)
    known_cues = {one.cue[0][0] for one in refined if one.cue and one.content}
    added = [one for one in _attributions_by_parse(text, sentence, tree) if one.cue[0][0] not in known_cues]
    # A quote without a cue comes last, as with the rules alone.
    return sorted([*refined, *added], key=lambda one: one.cue[0][0] if one.cue else sentence.end)


def _attributions_by_parse(text: str, sentence: Sentence, tree: Tree) -> Iterator[Attribution]:
    """Yield the attributions that the parse alone shows, from left to right; not those within quotes."""
    for number, token in enumerate(tree.tokens):
        word = text[token.start : token.end]
        frame = frame_of(token, word)
        if not frame or any(start <= token.start < end for start, end in sentence.quotes):
            continue
        types = {child: complement_type(tree, child) for child in tree.children[number]}
        complements = {child: type_ for child, type_ in types.items() if type_ in frame.complements}
        content = merge_spans([span for child in complements for span in content_of(tree, number, child)])
        if not content:
            continue
        # Complements other than clauses name what is spoken about; as with cues that take an object, they are not said.
        takes = "clause" if {"clause", "to"} & set(complements.values()) else "object"
        # What seems so seems so to nobody who is named.
        source = () if tag_of(word) == Tag.SEEM else source_of(tree, number)
        yield Attribution(
            sentence=sentence.number,
            source=source,
            cue=((token.start, token.end),),
            content=content,
            quotes=sentence.quotes_in(content),
            entry=frame.cue._replace(takes=takes),
            negated=tree.child(number, "neg") is not None,
        )
