"""Clauses in which a named actor acts or is acted upon, by patterns over the words of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.language.attribution.rules.tags import Tag
from analysis.language.clauses.lettered_words import LetteredWords, Mention, Numbers
from analysis.language.clauses.verb_forms import clause_words, takes_clause

ACTS, ACTED_UPON = "acts", "acted upon"
ROLES = (ACTS, ACTED_UPON)
# ---- patterns over one letter per word; a mention of the actor ends where they begin
_NP = "[dkNnYZ]"
_ASIDE = r"(?:,[^,;:\n]{1,40},|\([^()\n]{1,25}\)|-[^-\n]{1,30}-)"
_AND_OTHERS = f"(?:(?:,{_NP}{{1,5}})*,?&{_NP}{{1,6}})"
_OF = f"(?:o{_NP}{{1,4}})"
_FILLER = "(?:[rx]|od?r)*"  # later, never, on Monday
_GROUP = (
    rf"(?P<group>{_FILLER}(?:(?:a{_FILLER})*B{_FILLER}(?:B{_FILLER})?(?P<passive>[DPH])"
    rf"|(?:a{_FILLER})*B{_FILLER}(?P<ing>G|gT[EYH])"
    rf"|a{_FILLER}(?:T{_FILLER})?(?P<auxiliary>[EYDPHF])"
    r"|(?P<reduced>[DP])(?=r*y)"
    r"|(?P<finite>[FDH]|Z(?=[dkNpTtqG\n]|[,;:-]|r[\n.,]))"
    r"|(?P<plural>E|Y(?=[dkNpTtq]))))"
)
_KINDS = ("passive", "ing", "auxiliary", "reduced", "finite", "plural")
_PASSIVES = ("passive", "reduced")
_SUBJECT = re.compile(rf"(?:(?P<aside>{_ASIDE})|(?P<others>{_AND_OTHERS})|{_OF}|(?P<apposed>,))?{_GROUP}")
_RELATIVE = re.compile(rf",?w{_GROUP}")
_PARTICIPLE_ASIDE = re.compile(r",(?P<group>r*(?P<reduced>[DP])(?=r*[yoT]))")
_SHARED = re.compile(r"[dkNnYZsroyTpEGP]{0,20},?&r*(?P<has>a)?r*(?P<second>[FDHPEY])(?!y)")
_FORMS_OF_SECOND = {"finite": "FDH", "auxiliary": "DPEH", "passive": "DP", "plural": "EY", "ing": "G", "reduced": ""}
_BY = re.compile(r"r*(?:o[dkNnYZsr]{1,4})?y")
# What stands directly before the noun phrase of a subject; an auxiliary in a question.
_BEFORE_SUBJECT = frozenset("\n,;:-(&btwqrQa")
_VERBS = frozenset("FDHZEYPG")
_AGENT_OF = re.compile(r"(?P<verb>[DPH])(?:r|n|o[dkNnYZs]{0,4})?y(?:[dkNnYZs]{1,5},?&[dkNnYZs]*)?\Z")
_LEAST_WITH_PARTICLE = 3  # the start, a verb and a particle
_SINGULAR = frozenset(("states", "nations"))
_PREPOSITIONS = frozenset("oy")
# "...", said the mayor.
_AT_START = re.compile(r"\n[,r-]*|.*[,Q-]", re.DOTALL)
_AFTER_INVERTED = re.compile(r"[,.;:\n-]")
# A verb in the active that ends here, not negated: they told, to attack, the plan backs.
_IS_OBJECT = re.compile(
    r"(?<!x)(?<!x[ra])(?:[FEG]|(?<!B)(?<!B[rx])[DHP]|(?<=[NnpTarw])Z|(?<=[TapkNw])Y|(?<=[TapkNw]r)Y)\Z"
)
# The second of two verbs in their base form: they may come and back (Lind).
_IS_SHARED_OBJECT = re.compile(r"[aT]r?[EYH][^\n,;x]{0,8}&r?Y\Z")
# The second of two after a preposition: debates between Lind and (Okoye).
_OF_PREPOSITION = re.compile(r"[oy][dkNns]{1,5}&\Z")


@hides_content
class Clauses(NamedTuple):
    """Clauses in which a mention has a role.

    Parameters
    ----------
    mention : array of int, shape (n_clauses,)
        Number of the mention.
    role : list of str
        One of `ROLES`.
    verb : list of str
        Base form of the verb.
    agentless : list of bool
        Whether a passive names nobody who acts: the crew was told.
    """

    mention: Numbers
    role: list[str]
    verb: list[str]
    agentless: list[bool]


@hides_content
class _Found(NamedTuple):
    """A role with the position of its verb, and whether a passive names nobody who acts."""

    verb: int
    role: str
    agentless: bool = False


def clauses_of(
    texts: Sequence[str], text: Numbers, start: Numbers, end: Numbers, is_person: NDArray[np.bool_]
) -> Clauses:
    """Find the clauses in which mentions act or are acted upon.

    A mention acts as the subject of a finite verb in the active, or behind *by* in the passive. It is acted upon as
    the subject of a passive, or as the object directly behind a verb. Negated clauses, and verbs of states such as
    *be* and *have*, are left out.

    Parameters
    ----------
    texts : sequence of str
        Each one sentence.
    text, start, end : array of int, shape (n_mentions,)
        Number of the text of each mention, and its place in characters.
    is_person : array of bool, shape (n_mentions,)
        For other actors their people act: Northland troops.

    Returns
    -------
    Clauses
        In the order of the mentions.
    """
    words = LetteredWords.of(texts)
    found: list[tuple[int, _Found]] = []
    places = zip(text.tolist(), start.tolist(), end.tolist(), is_person.tolist(), strict=True)
    for number, (of, a, b, person) in enumerate(places):
        mention = words.mention(of, a, b)
        mention = mention if person or not mention else _with_people(words, mention)
        if mention:
            by_verb = {one.verb: one for one in _roles(words, mention, person)}
            found += [(number, one) for one in by_verb.values() if words.base(one.verb) not in clause_words("state")]
    return Clauses(
        mention=np.array([number for number, _ in found], np.int64),
        role=[one.role for _, one in found],
        verb=[words.base(one.verb) for _, one in found],
        agentless=[one.agentless for _, one in found],
    )


def _roles(words: LetteredWords, mention: Mention, is_person: bool) -> Iterator[_Found]:
    """Return the roles of a mention, each with its verb."""
    letters, (first, after, low, high) = words.letters, mention
    if letters[after] == Tag.POSSESSIVE:
        return
    last = words.plain_word(after - 1)
    is_plural = (last.endswith("s") or last in clause_words("acts_for")) and last not in _SINGULAR
    if letters[after] in "nN":
        return
    phrase = _phrase_start(words, first, low)
    left, rest = "\n" + letters[low:phrase], letters[after:high] + "\n"
    before = left[-1]
    if agent := _AGENT_OF.search(left):
        verb = low - 1 + agent.start("verb")
        if words.base(verb) not in clause_words("no_passive"):
            yield _Found(verb, ACTS)
        return
    is_behind_verb = before in _VERBS
    says = is_behind_verb and takes_clause(words.base(phrase - 1))
    # The plan Lind made; the way the town (voted).
    follows_noun = phrase < first and letters[first - 1] in "nYZ"
    has_own_clause = follows_noun or (letters[phrase] == Tag.DETERMINER and before in "nN")
    may_be_subject = (before in _BEFORE_SUBJECT or says or has_own_clause) and not _OF_PREPOSITION.search(left)
    of_subject = list(_as_subject(rest, is_plural or before == "a", before == Tag.COMMA)) if may_be_subject else []
    # A source on the hill, who: the one who is meant is the source.
    may_have_clause = is_person or before not in _PREPOSITIONS
    of_relative = list(_as_relative(rest, before in _PREPOSITIONS)) if may_have_clause else []
    for one in (*of_subject, *of_relative):
        yield one._replace(verb=after + one.verb)
    if of_subject:
        return
    if says and _AT_START.fullmatch(left[:-1]) and _AFTER_INVERTED.match(rest):
        yield _Found(phrase - 1, ACTS)
    elif (at := _verb_of_object(words, left, phrase)) and (not says or rest[0] == Tag.TO) and rest[0] not in "YZ":
        yield _Found(at, ACTED_UPON)


def _verb_of_object(words: LetteredWords, left: str, phrase: int) -> int:
    """Return the verb in the active before a noun phrase; 0 without one. They told, they took on."""
    if left[-1] in _VERBS:
        return phrase - 1 if _IS_OBJECT.search(left) or _IS_SHARED_OBJECT.search(left) else 0
    if len(left) < _LEAST_WITH_PARTICLE or left[-2] not in _VERBS or not _IS_OBJECT.search(left[:-1]):
        return 0
    of_two = f"{words.base(phrase - 2)}_{words.plain_word(phrase - 1)}"
    return phrase - 2 if of_two in clause_words("with_particle") else 0


def _with_people(words: LetteredWords, mention: Mention) -> Mention:
    """Return a mention with the noun for those who act for it: Northland troops."""
    acts_for = mention.after < mention.high and words.plain_word(mention.after) in clause_words("acts_for")
    return mention._replace(after=mention.after + 1) if acts_for else mention


def _as_subject(rest: str, is_plural: bool, is_apposed: bool) -> Iterator[_Found]:
    """Return the roles of a mention as the subject of the verb that follows it; apposed: their rival, Lind, won."""
    found = _SUBJECT.match(rest)
    may_agree = found and (is_plural or found["others"] or not found["plural"])
    if found and may_agree and (is_apposed or not found["apposed"]):
        yield from _of_group(rest, found)


def _as_relative(rest: str, needs_comma: bool) -> Iterator[_Found]:
    """Return the roles of a mention in a clause that is about it: Lind, who won; Lind, accused of it."""
    for pattern in (_RELATIVE, _PARTICIPLE_ASIDE):
        found = pattern.match(rest)
        if found and not (needs_comma and rest[0] != Tag.COMMA):
            yield from _of_group(rest, found)


def _of_group(rest: str, found: re.Match[str]) -> Iterator[_Found]:
    """Return the role by a verb group, and by a second verb that shares its subject; nothing if it is negated."""
    parts = found.groupdict()
    if Tag.NEGATION in parts["group"]:
        return
    kind = next(name for name in _KINDS if parts.get(name))
    end = found.end(kind)
    yield _with_role(rest, end - 1, kind)
    shared = _SHARED.match(rest, end)
    if shared and shared["second"] in _FORMS_OF_SECOND["auxiliary" if shared["has"] else kind]:
        yield _with_role(rest, shared.end("second") - 1, kind)


def _with_role(rest: str, at: int, kind: str) -> _Found:
    if kind not in _PASSIVES:
        return _Found(at, ACTS)
    return _Found(at, ACTED_UPON, not _BY.match(rest, at + 1))


def _ends_title(words: LetteredWords, at: int, low: int) -> bool:
    """Whether a base form ends a title, since no noun in the plural is before it: harbour master (Ida Rosk)."""
    letters = words.letters
    if letters[at] not in "YE" or at == low or letters[at - 1] not in "nN":
        return False
    noun = words.plain_word(at - 1)
    if noun.endswith("s") or noun in clause_words("acts_for") or noun in clause_words("plural"):
        return False
    start = at - 1
    while start > low and letters[start - 1] in "dkNn":
        start -= 1
    before = letters[start - 1] if start > low else "\n"
    return before not in "a&" and words.base(start - 1) not in clause_words("causative")


def _phrase_start(words: LetteredWords, first: int, low: int) -> int:
    """Return where the noun phrase begins in which a mention stands last."""
    letters, at = words.letters, first
    while at > low:
        is_title = (
            at < first and words.plain_word(at - 1) == "of" and words.plain_word(at - 2) in clause_words("office")
        )
        is_noun = letters[at - 1] in "YZ" and letters[at - 2] in "dkos"
        is_noun = is_noun or (at == first and _ends_title(words, at - 1, low))
        if not (letters[at - 1] in "dkNns" or letters[at - 2 : at] == "dD" or is_title or is_noun):
            break
        at -= 1
        if letters[at] == Tag.DETERMINER and letters[at - 1] in "nN":
            break
    return at
