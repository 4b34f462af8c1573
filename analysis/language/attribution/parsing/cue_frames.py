"""Relations in a parse that contain what is said, for each cue."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from analysis.language.attribution.cues import Cue, cue_verbs, lookup_form
from analysis.language.attribution.parsing.spacy_pipeline import Token
from analysis.language.attribution.parsing.tree import Tree

# The complements in a parse for what cues.csv says that a cue takes; parsed_cues.csv, which explains the words, adds
# to them.
COMPLEMENTS = {
    "clause": "clause to object",
    "person": "clause to",
    "question": "clause to",
    "order": "clause to",
    "infinitive": "to object",
    "object": "object as for",
    "topic": "about of on",
    "quote": "clause",
    "verdict": "clause",
    "about": "about of on",
}
COMMON_NOUNS = ("NN", "NNS")
FINITE_VERBS = ("VBD", "VBP", "VBZ", "MD")
CLAUSAL_RELATIONS = ("ccomp", "xcomp", "acl", "relcl", "advcl")


class Frame(NamedTuple):
    """A cue as a parse shows it: its line in the form of cues.csv, and the complements it takes."""

    cue: Cue
    complements: frozenset[str]


@cache
def cue_frames() -> dict[tuple[str, str], Frame]:
    """Read the cues of cues.csv and parsed_cues.csv.

    Returns
    -------
    dict
        The frame of each part of speech ("verb" or "noun") and lemma.
    """
    frames = {("verb", cue.cue): Frame(cue, frozenset(COMPLEMENTS[cue.takes].split())) for cue in cue_verbs().values()}
    with files("analysis.lexicons").joinpath("parsed_cues.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            key = (row["part"], row["word"])
            # Only the stances of cues.csv have been reviewed.
            unlisted = Cue(row["word"], row["word"], "object", row["kind"], "", "")
            cue, complements = frames.get(key, Frame(unlisted, frozenset()))
            frames[key] = Frame(cue, complements | frozenset(row["takes"].split()))
    return frames


def is_verb(token: Token) -> bool:
    """Whether a token is tagged as a verb."""
    return token.tag.startswith("VB")


def frame_of(token: Token, word: str) -> Frame | None:
    """Look up the frame of a token; None where it is no cue. word: its text."""
    if is_verb(token):
        listed = cue_verbs().get(lookup_form(word))
        return cue_frames().get(("verb", listed.cue if listed else token.lemma.lower()))
    return cue_frames().get(("noun", token.lemma.lower())) if token.tag in COMMON_NOUNS else None


def complement_type(tree: Tree, number: int) -> str:
    """Classify a complement of a cue that contains what is said, by parsed_cues.csv; '' for other children.

    a preposition: complain [about the noise]; object: offer [a ferry]; to: refuse [to sail]; ing: deny [sailing];
    clause: say [the ferry sails].
    """
    token = tree.tokens[number]
    if token.dep == "prep":
        return token.lemma.lower()
    if token.dep == "dobj":
        return "object"
    if token.dep not in CLAUSAL_RELATIONS:
        return ""
    child_tags = {tree.tokens[child].tag for child in tree.children[number]}
    if "TO" in child_tags or (token.dep == "xcomp" and token.tag != "VBG"):
        return "to"
    if token.tag == "VBG" and token.dep in ("xcomp", "acl"):
        return "ing"
    is_finite = token.tag in FINITE_VERBS or "MD" in child_tags
    return "clause" if token.dep == "ccomp" or (token.dep == "acl" and is_finite) else ""
