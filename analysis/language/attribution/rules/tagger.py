"""The class of words and marks as one letter each, so that patterns over a sentence are short."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.attribution.cues import Cue, cues
from analysis.language.text.word_lists import read_sections

# The letter of each section of word_classes.txt. A cue verb is V, in -ing G, and Z where it may be a noun; of other
# words those with a capital are N, with the ending of a verb e, the rest n. A quote is one token, Q.
SECTIONS = {
    "determiner": "d", "quantity": "k", "pronoun": "p", "preposition": "o", "that": "t", "relative": "w",
    "question": "q", "and": "&", "but": "b", "auxiliary": "a", "be": "B", "not": "x", "adverb": "r", "hedge": "h",
    "medium": "m", "noun": "Y", "according": "A", "to": "T", "verb": "e", "seem": "S",
}  # fmt: skip
MARKS = {",": ",", ";": ";", "?": ";", "!": ";", ":": ":", "(": "(", ")": ")", "$": "k", "%": "k", "&": "&", ".": ";"}
MARKS |= dict.fromkeys(("'s", "’s", "'", "’"), "s")
# Written so, these are names.
NAMES = ("US", "May", "March")
# So that a sentence may begin with Additionally, and a name end like Kelly.
NO_ADVERBS = ("family", "ally", "rally", "assembly", "anomaly", "monopoly", "bully", "belly", "fly")
ADVERB = r"^\w+(?:al|ab|ent|ant|ous|iv|at|ed|ing|ar)e?ly$"


@cache
def _listed() -> pl.DataFrame:
    """The words of cues.csv and word_classes.txt, and the letter of each where it starts with a small letter (small),
    and where not (other), missing where its form decides."""
    sections = read_sections(Path(__file__).with_name("word_classes.txt"))
    plain = {word: SECTIONS[name] for name, words in sections.items() for word in words}
    small = plain | {form: _of_cue(cue, form) for form, cue in cues().items()}
    other = plain | {form: _of_cue(cue, form) for form, cue in cues().items() if not cue.noun}
    columns = {"word": list(small), "small": list(small.values()), "other": [other.get(word) for word in small]}
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _of_cue(cue: Cue, form: str) -> str:
    if cue.noun and form in cue.forms.split()[:2]:
        return "Z"
    return "G" if form.endswith("ing") else "V"


def letters(tokens: pl.Series) -> NDArray[np.uint8]:
    """The letter of each token, as a byte; tokens as reading.py has them."""
    token, word = pl.col("token"), pl.col("word")
    table = pl.DataFrame({"token": tokens}).with_columns(word=_bare(token))
    form = (
        pl.when(word.str.contains(ADVERB)).then(pl.lit("r"))
        .when(token.str.contains(r"^\p{Uppercase}")).then(pl.lit("N"))
        .when(token.str.contains(r"^[\p{Nd}¹²³]")).then(pl.lit("k"))
        .when(word.str.ends_with("ly") & ~word.is_in(NO_ADVERBS)).then(pl.lit("r"))
        .when(word.str.contains("(?:...ed|..ing)$")).then(pl.lit("e"))
        .otherwise(pl.lit("n"))
    )  # fmt: skip
    listed = (
        pl.when(token.str.contains(r"^\p{Lowercase}")).then("small").when(~token.is_in(NAMES)).then("other")
    )  # fmt: skip
    mark = token.replace_strict(MARKS, default="-", return_dtype=pl.String)
    letter = pl.when(token.str.contains(r"^[\p{L}\p{N}]")).then(pl.coalesce(listed, form)).otherwise(mark)
    found = table.join(_listed(), on="word", how="left", maintain_order="left").select(letter=letter)["letter"]
    return np.frombuffer("".join(found.to_list()).encode(), np.uint8)


def _bare(token: pl.Expr) -> pl.Expr:
    return token.str.replace_all("’", "'", literal=True).str.strip_chars_end(".").str.to_lowercase()


def letter(token: str) -> str:
    """The letter of one token."""
    return chr(letters(pl.Series([token], dtype=pl.String))[0])
