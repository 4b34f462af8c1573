"""Attributions by rules and parse; sentences and their parses are our own, and spaCy is not needed."""

import sys
from types import ModuleType, SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.exceptions import WrongUse
from analysis.language.attribution.parsing import spacy_pipeline as pipeline
from analysis.language.attribution.parsing.cue_frames import cue_frames
from analysis.language.attribution.parsing.find_attributions import attributions_of
from analysis.language.attribution.parsing.spacy_pipeline import Token, reader, version
from analysis.language.attribution.parsing.tree import Tree
from analysis.language.text.segmentation import segment


def rows(text: str) -> list[tuple[int, int, str, int, int]]:
    return [(s.paragraph, s.sentence, s.voice, s.spans[0][0], s.spans[-1][1]) for s in segment(text)]


def tokens(text: str, lines: str) -> list[Token]:
    """A parse by hand, its tokens parted by |: word, tag, relation, place of the head, lemma where it is another."""
    made, at = list[Token](), 0
    for line in lines.split("|"):
        word, tag, dep, head, *lemma = line.split()
        at = text.index(word, at)
        made.append(Token(at, at + len(word), *(lemma or [word.lower()]), tag, dep, int(head)))
        at += len(word)
    return made


def told(text: str, lines: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of what is found, as texts."""
    found = attributions_of([text], [rows(text)], lambda _: [tokens(text, lines)])[0]
    spans = [(one.source, one.cue, one.content) for one in found if one.content]
    return [tuple(" … ".join(text[a:b] for a, b in part) for part in parts) for parts in spans]


def test_no_sentence() -> None:
    assert attributions_of([""], [[]], lambda _: []) == [[]]


CASES = {
    "a cue that means other things unless the parse tells": (
        "The port offers a ferry.",
        "The DT det 1 | port NN nsubj 2 | offers VBZ ROOT 2 offer | a DT det 4 | ferry NN dobj 2 | . . punct 2",
        [("The port", "offers", "a ferry")],
    ),
    "a noun, owned": (
        "Her fear of the sea grew.",
        "Her PRP$ poss 1 | fear NN nsubj 5 | of IN prep 1 | the DT det 4 | sea NN pobj 2 | "
        "grew VBD ROOT 5 grow | . . punct 5",
        [("Her", "fear", "the sea")],
    ),
    "who is told by what the clause hangs on": (
        "Fishermen who prefer nets left.",
        "Fishermen NNS nsubj 4 | who WP nsubj 2 | prefer VBP relcl 0 | nets NNS dobj 2 net | "
        "left VBD ROOT 4 leave | . . punct 4",
        [("Fishermen who", "prefer", "nets")],
    ),
    "a verb without a subject has that of the verb it hangs on": (
        "Ms. Lind came to complain about the noise.",
        "Ms. NNP compound 1 | Lind NNP nsubj 2 | came VBD ROOT 2 come | to TO aux 4 | complain VB xcomp 2 | "
        "about IN prep 4 | the DT det 7 | noise NN pobj 5 | . . punct 2",
        [("Ms. Lind", "complain", "the noise")],
    ),
    "what seems so seems so to nobody": (
        "The pier seems to sink.",
        "The DT det 1 | pier NN nsubj 2 | seems VBZ ROOT 2 seem | to TO aux 4 | sink VB xcomp 2 | . . punct 2",
        [("", "seems", "to sink")],
    ),
    "by its agent": (
        "The pier was named a ruin by the mayor.",
        "The DT det 1 | pier NN nsubjpass 3 | was VBD auxpass 3 be | named VBN ROOT 3 name | a DT det 5 | "
        "ruin NN dobj 3 | by IN agent 3 | the DT det 8 | mayor NN pobj 6 | . . punct 3",
        [("the mayor", "named", "a ruin")],
    ),
    "a cue within a quote is its speaker's": (
        "“We oppose the tunnel,” she said.",
        "“ `` punct 7 | We PRP nsubj 2 | oppose VBP ccomp 7 | the DT det 4 | tunnel NN dobj 2 | , , punct 7 | "
        "” '' punct 7 | she PRP nsubj 8 | said VBD ROOT 8 say | . . punct 8",
        [("she", "said", "“We oppose the tunnel,”")],
    ),
    "the rest of the sentence is not what was claimed": (
        "Claiming the pier was safe, the mayor left.",
        "Claiming VBG advcl 8 claim | the DT det 2 | pier NN nsubj 3 | was VBD ccomp 0 be | safe JJ acomp 3 | "
        ", , punct 8 | the DT det 7 | mayor NN nsubj 8 | left VBD ROOT 8 leave | . . punct 8",
        [("the mayor", "Claiming", "the pier was safe")],
    ),
}


@pytest.mark.parametrize(("text", "lines", "expected"), CASES.values(), ids=CASES)
def test_what_a_parse_tells(text: str, lines: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text, lines) == expected


def test_a_noun_is_no_verb_of_the_rules() -> None:
    text = "Boats wait for state help."
    lines = "Boats NNS nsubj 1 | wait VBP ROOT 1 | for IN prep 1 | state NN compound 4 | help NN pobj 2 | . . punct 1"
    assert told(text, lines) == []


def test_where_the_parse_tells_nothing_the_rules_stand() -> None:
    text = "The mayor said that the pier was safe. “It is not,” said Ms. Lind."
    flat = [[Token(0, 1, "x", "XX", "ROOT", 0)]] * 2
    by_rules = [one._replace() for one in attributions_of([text], [rows(text)], lambda _: [[], []])[0]]
    assert attributions_of([text], [rows(text)], lambda _: flat)[0] == by_rules
    assert [text[slice(*one.source[0])] for one in by_rules] == ["The mayor", "Ms. Lind"]


def test_only_a_clause_is_what_is_said() -> None:
    text = "The port offers a ferry."
    lines = CASES["a cue that means other things unless the parse tells"][1]
    (one,) = attributions_of([text], [rows(text)], lambda _: [tokens(text, lines)])[0]
    assert one.entry is not None
    assert (one.entry.takes, one.entry.kind, one.negated) == ("object", "speech", False)


def test_every_cue_is_listed_once_and_says_what_it_takes() -> None:
    for (part, word), frame in cue_frames().items():
        assert part in ("verb", "noun") and word == word.lower() and frame.complements, word
        assert frame.cue.kind in ("speech", "finding", "belief", "wish"), word


@given(st.lists(st.integers(0, 7), min_size=1, max_size=8))
def test_a_span_holds_all_that_hangs_on_its_head(heads: list[int]) -> None:
    n = len(heads)
    tree = Tree([Token(i, i + 1, "x", "XX", "dep", min(head, i)) for i, head in enumerate(heads)])
    for i in range(n):
        held = {i, *(k for k in range(n) if i in tree.ancestors(k))}
        assert (tree.first[i], tree.last[i]) == (min(held), max(held))


@pytest.fixture
def fresh():
    """Nothing loaded before, nothing kept after."""
    for cached in (reader, version, pipeline._loaded):
        cached.cache_clear()
    yield
    for cached in (reader, version, pipeline._loaded):
        cached.cache_clear()


INSTALL = " Install samestory[parse] and an English pipeline such as en_core_web_sm."


def test_without_spacy(fresh, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(WrongUse) as error:
        reader("en_core_web_sm")
    assert str(error.value) == "Invalid `parse`: 'en_core_web_sm' requires spaCy, which is not installed." + INSTALL


def stub(monkeypatch, lang: str, *pipes: str) -> None:
    """A spaCy that has one pipeline, here."""
    four = type("Word", (SimpleNamespace,), {"__len__": lambda _: 4})
    word = four(idx=0, lemma_="boat", tag_="NN", dep_="ROOT", head=SimpleNamespace(i=0))
    meta = {"lang": lang, "name": "here", "version": "1.0"}
    nlp = SimpleNamespace(lang=lang, pipe_names=pipes, meta=meta, pipe=lambda texts: [[word] for _ in texts])
    spacy, package = ModuleType("spacy"), ModuleType("here")
    spacy.__version__ = "9.9"
    package.load = lambda disable: nlp
    spacy.load = lambda name, disable: (_ for _ in ()).throw(OSError(name))
    monkeypatch.setitem(sys.modules, "spacy", spacy)
    monkeypatch.setitem(sys.modules, "here", package)


def test_a_pipeline_gives_plain_tokens(fresh, monkeypatch) -> None:
    stub(monkeypatch, "en", "tagger", "parser")
    assert list(reader("here")(["boat", "boat"])) == [[Token(0, 4, "boat", "NN", "ROOT", 0)]] * 2
    assert version("here") == "spaCy 9.9 and en_here 1.0"


@pytest.mark.parametrize("name", ["nowhere_to_be_found", "/no/such/folder"])
def test_a_pipeline_that_is_not_there(fresh, monkeypatch, name: str) -> None:
    stub(monkeypatch, "en", "parser")
    with pytest.raises(WrongUse) as error:
        reader(name)
    assert str(error.value) == f"Invalid `parse`: '{name}' is not an installed spaCy pipeline." + INSTALL


@pytest.mark.parametrize(("lang", "pipe"), [("de", "parser"), ("en", "tagger")])
def test_a_pipeline_that_parses_no_english(fresh, monkeypatch, lang: str, pipe: str) -> None:
    stub(monkeypatch, lang, pipe)
    with pytest.raises(WrongUse) as error:
        reader("here")
    assert str(error.value) == "Invalid `parse`: 'here' does not parse English." + INSTALL
