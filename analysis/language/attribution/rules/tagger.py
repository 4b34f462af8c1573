"""The tag of each word and mark: from the word lists first, else from the form of the word."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.attribution.cues import Cue, cue_verbs
from analysis.language.attribution.rules.tags import Tag
from analysis.language.text.word_lists import read_sections

# The tag of the words of each section of word_classes.txt.
SECTION_TAGS = {
    "determiner": Tag.DETERMINER,
    "quantity": Tag.QUANTITY,
    "pronoun": Tag.PRONOUN,
    "preposition": Tag.PREPOSITION,
    "that": Tag.THAT,
    "relative": Tag.RELATIVE,
    "question": Tag.INTERROGATIVE,
    "and": Tag.COORDINATOR,
    "but": Tag.CONJUNCTION,
    "auxiliary": Tag.AUXILIARY,
    "be": Tag.BE,
    "not": Tag.NEGATION,
    "adverb": Tag.ADVERB,
    "hedge": Tag.HEDGE,
    "medium": Tag.MEDIUM,
    "noun": Tag.CUE_NOUN,
    "according": Tag.ACCORDING,
    "to": Tag.TO,
    "verb": Tag.VERB,
    "seem": Tag.SEEM,
}
MARK_TAGS: dict[str, str] = {
    **dict.fromkeys(",", Tag.COMMA),
    **dict.fromkeys(";?!.", Tag.SEMICOLON),
    **dict.fromkeys(":", Tag.COLON),
    **dict.fromkeys("(", Tag.OPENING_BRACKET),
    **dict.fromkeys(")", Tag.CLOSING_BRACKET),
    **dict.fromkeys("$%", Tag.QUANTITY),
    **dict.fromkeys("&", Tag.COORDINATOR),
    **dict.fromkeys(("'s", "’s", "'", "’"), Tag.POSSESSIVE),
}
# With a capital these are names: the country, the person, the month of May; the short form of Sunday has a full stop.
NAMES_IN_CAPITALS = ("US", "May", "March", "Sun", "June", "April", "August", "Will", "Grant", "Sue", "Chase", "Hope")
INITIAL = r"^[AI]\.$"  # Anna A. Lind
# So that a sentence may begin with Additionally, and a name end like Kelly.
NOT_ADVERBS = ("family", "ally", "rally", "assembly", "anomaly", "monopoly", "bully", "belly", "fly")
ADVERB_FORM = r"^\w+(?:al|ab|ent|ant|ous|iv|at|ed|ing|ar)e?ly$"
LEAST_LETTERS_OF_VERB = 5  # of a word in -ed or -ing


@cache
def _listed_words() -> pl.DataFrame:
    """Read the words of cues.csv and word_classes.txt with their tags.

    Columns: word; lower_case, capitalized: the tag of a token that begins in lower case, or with any other
    character; missing where the form of the word decides.
    """
    sections = read_sections(Path(__file__).with_name("word_classes.txt"))
    plain: dict[str, str] = {word: SECTION_TAGS[name] for name, words in sections.items() for word in words}
    single = {form: cue for form, cue in cue_verbs().items() if " " not in form}
    lower_case = plain | {form: _cue_tag(cue, form) for form, cue in single.items()}
    # A noun with a capital may be part of a name: the Evening Report.
    tags = {form: (cue, _cue_tag(cue, form)) for form, cue in single.items()}
    capitalized = plain | {form: tag for form, (cue, tag) in tags.items() if not cue.noun or tag == Tag.CUE_VERB}
    columns = {
        "word": list(lower_case),
        "lower_case": list(lower_case.values()),
        "capitalized": [capitalized.get(word) for word in lower_case],
    }
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _cue_tag(cue: Cue, form: str) -> str:
    base_and_s_form = cue.forms.split()[:2]
    if cue.noun and form in base_and_s_form:
        return Tag.CUE_VERB_OR_NOUN
    return Tag.CUE_PARTICIPLE if form.endswith("ing") else Tag.CUE_VERB


def tag_tokens(tokens: pl.Series) -> NDArray[np.uint8]:
    """Tag tokens, each without its context.

    Parameters
    ----------
    tokens : Series of str
        As `tokenize` cuts them.

    Returns
    -------
    array of uint8, shape (n_tokens,)
        The letter of the `Tag` of each token.
    """
    token = pl.col("token")
    table = pl.DataFrame({"token": tokens, "first": tokens.str.head(1)}).with_columns(word=_lookup_form(token))
    table = table.join(_first_characters(table["first"]), on="first", how="left", maintain_order="left")
    table = table.join(_listed_words(), on="word", how="left", maintain_order="left")
    tag = pl.when("is_word").then(pl.coalesce(_tag_in_list(token), _tag_by_form(pl.col("word"))))
    tags = table.select(tag=tag.otherwise(_tag_of_mark(token)))["tag"]
    return np.frombuffer("".join(tags.to_list()).encode(), np.uint8)


def _first_characters(first: pl.Series) -> pl.DataFrame:
    """Look up what the first character of a token shows: is_word, is_small, is_capital, is_digit."""
    patterns = {
        "is_word": r"[\p{L}\p{N}]",
        "is_small": r"\p{Lowercase}",
        "is_capital": r"\p{Uppercase}",
        "is_digit": r"[\p{Nd}¹²³]",
    }
    distinct = first.unique().to_frame()
    return distinct.with_columns(
        pl.col("first").str.contains(pattern).alias(name) for name, pattern in patterns.items()
    )


def tag_of(token: str) -> str:
    """Tag one token."""
    return chr(tag_tokens(pl.Series([token], dtype=pl.String))[0])


def _lookup_form(token: pl.Expr) -> pl.Expr:
    """As `cues.lookup_form`, for a column of tokens."""
    return token.str.replace_all("’", "'", literal=True).str.strip_chars_end(".").str.to_lowercase()


def _tag_in_list(token: pl.Expr) -> pl.Expr:
    is_name = token.str.strip_chars_end(".").is_in(NAMES_IN_CAPITALS) | token.str.contains(INITIAL)
    return pl.when("is_small").then("lower_case").when(~is_name).then("capitalized")


def _tag_by_form(word: pl.Expr) -> pl.Expr:
    in_ly = word.str.ends_with("ly")
    long_enough = word.str.len_chars() >= LEAST_LETTERS_OF_VERB
    return (
        pl.when(pl.when(in_ly).then(word).str.contains(ADVERB_FORM)).then(pl.lit(Tag.ADVERB.value))
        .when("is_capital").then(pl.lit(Tag.NAME.value))
        .when("is_digit").then(pl.lit(Tag.QUANTITY.value))
        .when(in_ly & ~word.is_in(NOT_ADVERBS)).then(pl.lit(Tag.ADVERB.value))
        .when(word.str.contains("-", literal=True)).then(pl.lit(Tag.COMMON_NOUN.value))
        .when(long_enough & (word.str.ends_with("ed") | word.str.ends_with("ing"))).then(pl.lit(Tag.VERB.value))
        .otherwise(pl.lit(Tag.COMMON_NOUN.value))
    )  # fmt: skip


def _tag_of_mark(token: pl.Expr) -> pl.Expr:
    tags = {mark: str(tag) for mark, tag in MARK_TAGS.items()}
    return token.replace_strict(tags, default=Tag.DASH.value, return_dtype=pl.String)
