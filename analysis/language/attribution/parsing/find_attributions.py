"""Who says what, by the rules and a dependency parse: the rules' attributions with better spans, and more of them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

from analysis.language.attribution.attributions import Attribution, Attributions, columns, lists
from analysis.language.attribution.cues import Cue, cue_verbs, lookup_form
from analysis.language.attribution.parsing.spacy_pipeline import Read
from analysis.language.attribution.parsing.tree import Tree
from analysis.language.attribution.rules import find_attributions as voice
from analysis.language.attribution.rules.clause_rules import MAX_SENTENCE
from analysis.language.attribution.rules.sentences import Row, Rows, Span, rows_of, sentences_of
from analysis.language.attribution.rules.tagger import tag_of
from analysis.language.attribution.rules.tags import Tag

# What in a parse holds what is said, by takes of cues.csv; parsed_cues.csv, which explains the words, adds to it.
TAKES = {
    "clause": "clause to object",
    "person": "clause to",
    "question": "clause to",
    "order": "clause to",
    "infinitive": "to object",
    "object": "object as for",
    "topic": "about of on",
    "quote": "clause",
}
NOUNS = ("NN", "NNS")
RELATIVES = ("WP", "WDT")
FINITE = ("VBD", "VBP", "VBZ", "MD")
# A cue without a subject has that of the word it hangs on.
SHARES = ("conj", "xcomp", "advcl", "pcomp", "prep", "pobj", "dobj", "ccomp", "dep")
# Where a cue stands in a part of a sentence that goes on after it.
ASIDE = ("acl", "relcl", "advcl", "pcomp", "csubj", "xcomp", "pobj", "dobj", "nsubj")
# What hangs on a cue and is no part of what is said.
OWN = ("nsubj", "nsubjpass", "aux", "auxpass", "neg", "expl", "agent", "poss", "det")


class Frame(NamedTuple):
    """A cue as the parse knows it: its line as cues.csv has them, and what it takes."""

    cue: Cue
    takes: frozenset[str]


@cache
def frames() -> dict[tuple[str, str], Frame]:
    """The cues of cues.csv and parsed_cues.csv, by part (verb or noun) and lemma."""
    known = {("verb", one.cue): Frame(one, frozenset(TAKES[one.takes].split())) for one in cue_verbs().values()}
    with files("analysis.lexicons").joinpath("parsed_cues.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            # Only the stances of cues.csv have been reviewed.
            word = Cue(row["word"], row["word"], "object", row["kind"], "", "")
            cue, takes = known.get((row["part"], row["word"]), Frame(word, frozenset()))
            known[row["part"], row["word"]] = Frame(cue, takes | frozenset(row["takes"].split()))
    return known


class Sentence(NamedTuple):
    """A sentence and the quotes in it: offsets into the text."""

    number: int
    start: int
    end: int
    quotes: tuple[Span, ...]


def attributions_of(texts: Sequence[str], segments: Iterable[Iterable[Row]], read: Read) -> list[list[Attribution]]:
    """The attributions of each of several texts, in order; segments as schema.py has them, read as pipeline.reader().

    Returns: a list for each text."""
    return lists(find(texts, rows_of(segments), read), len(texts))


def find(texts: Sequence[str], rows: Rows, read: Read) -> Attributions:
    """The attributions of several texts, in columns."""
    ruled = lists(voice.find(texts, rows), len(texts))
    told: list[list[Sentence]] = [[] for _ in texts]
    for number, sentence in _sentences(texts, rows):
        told[number].append(sentence)
    return columns([_of_text(*one, read) for one in zip(texts, told, ruled, strict=True)])


def _sentences(texts: Sequence[str], rows: Rows) -> Iterator[tuple[int, Sentence]]:
    """Each sentence, after the number of its text."""
    told = sentences_of(texts, rows)
    quotes: list[tuple[Span, ...]] = [() for _ in told.number]
    for of, opens, closes in zip(*(column.tolist() for column in told[5:]), strict=True):
        quotes[of] += ((opens, closes),)
    for text, *one in zip(*(column.tolist() for column in (told.text, *told[2:5])), quotes, strict=True):
        yield text, Sentence(*one)


def _of_text(text: str, told: list[Sentence], ruled: list[Attribution], read: Read) -> list[Attribution]:
    of = {n: list(ones) for n, ones in groupby(ruled, lambda one: one.sentence)}
    found = list[Attribution]()
    for sentence, tokens in zip(told, read([text[one.start : one.end] for one in told]), strict=True):
        by, here = sentence.start, of.get(sentence.number, [])
        placed = [token._replace(start=token.start + by, end=token.end + by) for token in tokens]
        found += together(text, sentence, Tree(placed), here) if len(placed) < MAX_SENTENCE else here
    return found


def _quotes_in(sentence: Sentence, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """The quotes of a sentence that stand in content."""
    return tuple([(x, y) for x, y in sentence.quotes if any(a <= x and y <= b for a, b in content)])


def together(text: str, sentence: Sentence, tree: Tree, ruled: list[Attribution]) -> list[Attribution]:
    """The attributions of one sentence, by rules and by parse, from left to right."""
    at = {token.start: i for i, token in enumerate(tree.tokens)}
    known = list[Attribution]()
    for one in ruled:
        i = at.get(one.cue[0][0]) if one.cue else None
        known += [one] if i is None else _refined(sentence, tree, one, i)
    taken = {one.cue[0][0] for one in known if one.cue and one.content}
    added = [one for one in _parsed(text, sentence, tree) if one.cue[0][0] not in taken]
    # A quote without a cue comes last, as the rules have it.
    return sorted([*known, *added], key=lambda one: one.cue[0][0] if one.cue else sentence.end)


def _refined(sentence: Sentence, tree: Tree, one: Attribution, i: int) -> list[Attribution]:
    """An attribution of the rules with its source and the whole of its clause, where the parse tells them; none where
    the cue verb is a noun or an adjective."""
    token = tree.tokens[i]
    verb = token.tag.startswith("VB")
    if one.entry and not verb and token.dep in ("pobj", "compound", "amod"):
        return []
    relative = any(tree.tokens[k].tag in RELATIVES and tree.below(k) == one.source for k in tree.children[i])
    better = not one.source or relative or token.dep == "pcomp" if verb else token.tag in NOUNS
    source = (better and _source(tree, i)) or one.source
    clause = tree.child(i, "ccomp", "xcomp") if verb and one.entry and one.content and not one.quotes else None
    content = one.content if clause is None else _joined([*one.content, *_content(tree, i, clause)])
    content = _within(tree, i, content)
    return [one._replace(source=source, content=content, quotes=_quotes_in(sentence, content))]


def _within(tree: Tree, i: int, content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Content without the one who speaks after the cue, and only up to where the sentence around it goes on."""
    subject = tree.child(i, "nsubj")
    if subject is not None and subject > i:
        content = _without(tree, content, tree.first[subject], tree.last[subject])
    below = i
    for up in tree.above(i) if tree.tokens[i].dep in ASIDE else ():
        if up > i:
            return _without(tree, content, tree.last[below] + 1, len(tree.tokens) - 1)
        below = up
    return content


def _without(tree: Tree, content: tuple[Span, ...], first: int, last: int) -> tuple[Span, ...]:
    """Spans without the tokens from first to last, and without the marks before these."""
    while first and tree.is_mark(first - 1):
        first -= 1
    a = tree.tokens[first - 1].end if first else tree.tokens[0].start
    b = tree.tokens[last + 1].start if last + 1 < len(tree.tokens) else tree.tokens[-1].end
    parts = [part for x, y in content for part in ((x, min(y, a)), (max(x, b), y))]
    return tuple([(x, y) for x, y in parts if x < y])


def _parsed(text: str, sentence: Sentence, tree: Tree) -> Iterator[Attribution]:
    """The attributions that the parse alone tells, by their cues, from left to right."""
    for i, token in enumerate(tree.tokens):
        part = "verb" if token.tag.startswith("VB") else "noun" if token.tag in NOUNS else ""
        word = text[token.start : token.end]
        listed = cue_verbs().get(lookup_form(word)) if part == "verb" else None
        frame = frames().get((part, listed.cue if listed else token.lemma.lower()))
        if not part or not frame or any(a <= token.start < b for a, b in sentence.quotes):
            continue
        held = {c: how for c in tree.children[i] if (how := _takes(tree, c)) in frame.takes}
        content = _joined([span for c in held for span in _content(tree, i, c)])
        if content:
            # Other parts name what is spoken about; as with the cues that take an object, they are not what is said.
            said = "clause" if {"clause", "to"} & set(held.values()) else "object"
            # What seems so seems so to nobody who is named.
            source = () if tag_of(word) == Tag.SEEM else _source(tree, i)
            quotes, negated = _quotes_in(sentence, content), tree.child(i, "neg") is not None
            cue = ((token.start, token.end),)
            yield Attribution(sentence.number, source, cue, content, quotes, frame.cue._replace(takes=said), negated)


def _takes(tree: Tree, c: int) -> str:
    """How a child holds what is said, in the words of parsed_cues.csv; '' where it does not."""
    token = tree.tokens[c]
    below = {tree.tokens[k].tag for k in tree.children[c]}
    if token.dep == "prep":
        return token.lemma.lower()
    if token.dep == "dobj":
        return "object"
    if token.dep not in ("ccomp", "xcomp", "acl", "relcl", "advcl"):
        return ""
    if "TO" in below or (token.dep == "xcomp" and token.tag != "VBG"):
        return "to"
    if token.tag == "VBG" and token.dep in ("xcomp", "acl"):
        return "ing"
    finite = token.tag in FINITE or "MD" in below
    return "clause" if token.dep == "ccomp" or (token.dep == "acl" and finite) else ""


def _content(tree: Tree, i: int, c: int) -> list[Span]:
    """What a child of the cue at i holds, without the cue and who speaks, and without a preposition at its head."""
    start, end = tree.first[c], tree.last[c] + 1
    start += tree.tokens[c].dep == "prep" and start == c
    own = {i}
    for k in tree.children[i]:
        if tree.tokens[k].dep in OWN:
            own.update(range(tree.first[k], tree.last[k] + 1))
    spans, a = list[Span](), start
    for b in [*sorted(k for k in own if start <= k < end), end]:
        spans += tree.span(a, b)
        a = b + 1
    return spans


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap as one."""
    joined = list[Span]()
    for a, b in sorted(spans):
        if joined and a <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], b))
        else:
            joined.append((a, b))
    return tuple(joined)


def _source(tree: Tree, i: int) -> tuple[Span, ...]:
    """Who speaks by the cue at i: its agent, its owner or its subject, or that of the word it hangs on."""
    agent, owner, subject = tree.child(i, "agent"), tree.child(i, "poss"), tree.child(i, "nsubj")
    if agent is not None:
        who = tree.child(agent, "pobj")
        return tree.below(who) if who is not None else ()
    if owner is not None:
        return tree.below(owner)
    head, dep = tree.tokens[i].head, tree.tokens[i].dep
    relative = subject is not None and tree.tokens[subject].tag in RELATIVES
    if subject is not None and not (relative and dep == "relcl"):
        return tree.below(subject)
    if subject is None and tree.child(i, "nsubjpass") is not None:
        return ()
    if dep in ("relcl", "acl"):
        # The people who say so: both, so that it can be told who they are.
        named = tree.span(tree.first[head], max(tree.first[i], head + 1))
        return _joined([*named, *(tree.below(subject) if subject is not None else ())])
    return _source(tree, head) if dep in SHARES and head != i else ()
