"""Who or what has a figure: whose it is, or the subject of its clause."""

from __future__ import annotations

import re
from functools import cache

import polars as pl

from analysis.language.quantities.word_classes import (
    PLURAL,
    is_common,
    is_function_word,
    is_person,
    sections,
    singular,
    word_class,
)

_NAME = (
    r"(?:(?:\p{Lu}\.){2,}|\p{Lu}[\p{L}\p{N}&.-]*[\p{L}\p{N}]|\p{Lu}{2,})"
    r"(?:[ ](?:of the |of |and |for )?(?:\p{Lu}[\p{L}\p{N}&.-]*[\p{L}\p{N}]|\p{Lu}\.))*"
)
# Mueller's team of 17: nothing but words in lower case between the name and the number.
_OWNER = rf"(?:^|[^\p{{L}}])({_NAME})(?:['’]s|s['’]) (?:[\p{{Ll}}-]+ ){{0,5}}$"
_THING = r"(?i:the|an?|its|their|our|this|that) (?:[\p{Ll}-]+ ){0,3}?[\p{Ll}-]+"
_OTHER = r"(?i:it|he|she|they|we|i|you|this|there)|(?:[\p{Ll}-]+ ){0,2}[\p{Ll}-]+s"
# What may stand between a subject and its verb.
_ASIDE = (
    r"(?:(?:,? (?:who|which|that))? |, [^;:]{2,60}, | \([^()]{1,30}\) | (?:of|in|at|for|from|between|on|with) "
    r"(?:the |an? )?[\p{L}\p{N}.&-]+(?:['’]s)?(?: [\p{L}\p{N}&-]+){0,3}? )"
)
_BEGINNING = (
    r"(?s)^(?:.*(?:[.;:!?—–“”\"] |[“‘\"]|, |(?-u:\b)(?:that|and|but|while|when|because|as|if|where|after|before|"
    r"although|though|since|says|said|than|so) ))?"
)
_TITLE = (
    r"(?:(?i:the |its |a )?(?:[\p{Ll}-]+ ){0,2}(?:company|group|bank|town|city|ship|ferry|carmaker|giant|firm|agency|"
    r"president|minister|senator|governor|mayor|director|chairman|spokesman|leader) |[Tt]he )?"
)
_ADVERB = r"(?:(?:also|now|still|already|only|just|currently|[\p{Ll}]+ly) )?"
_DETERMINED = re.compile(r"(?i:the|an?|its|their|our|this|that) ")
# Shares of Norvik are Norvik's.
_MEMBERS = (
    r"(?:Shares|Exports|Imports|Sales|Prices|Members|Residents|People|Leaders|Most|Some|Many|Much|All|Half|Part|Voters|Officials|"
    r"Citizens|Supporters|Employees|Workers|Users|Readers|Profits|Stocks) (?:of|in|for) (?:the )?"
)
# Between a verb and a number, the words of another clause.
_NEW_CLAUSE = r" (?:that|meaning|who|which|when|because|while|whether|if|as) |, (?:and|but|or|[\p{Ll}]+ing) "
_FIRST_WORD = r"^(?:The|Then|Now|But|And|So|Yet|Still|If|When|While|As|In|On|At|Since|After|Before|Meanwhile|Today) "


@cache
def _subject_pattern() -> str:
    """Match a subject, its verb, and the rest of its clause up to the number."""
    verbs = "|".join(sorted(sections()["finite"]))
    return (
        rf"{_BEGINNING}{_TITLE}({_NAME}|{_THING}|{_OTHER}){_ASIDE}{_ADVERB}(?:{verbs}|[\p{{Ll}}]+ed)(?-u:\b)"
        r"([^;:—–“”\"!?]*?)$"
    )


def holders(figures: pl.DataFrame) -> pl.Series:
    """Return the holder of each figure; '' where none is certain enough.

    The holder is the name whose possessive stands before the number, with nothing but lower-case words between; else
    the subject of the clause, a name or a thing, where a verb stands between it and the number.

    Parameters
    ----------
    figures : polars.DataFrame
        Columns left and start.

    Returns
    -------
    polars.Series of str
    """
    # A text cut off before the number does not begin with a clause.
    whole = pl.col("left").str.len_chars() == pl.col("start")
    left = pl.when(whole).then("left").otherwise(pl.lit("~") + pl.col("left"))
    found = figures.select(owner=left.str.extract(_OWNER, 1), clause=left.str.extract_groups(_subject_pattern()))
    found = found.unnest("clause").with_columns(pl.when(~pl.col("2").str.contains(_NEW_CLAUSE)).then("1").alias("1"))
    holder = found.select(holder=pl.coalesce("owner", "1", pl.lit("")))["holder"]
    distinct = holder.unique()
    table = pl.DataFrame(
        {"written": distinct, "holder": pl.Series([holder_of(text) for text in distinct], dtype=pl.String)}
    )
    return pl.DataFrame({"written": holder}).join(table, on="written", how="left", maintain_order="left")["holder"]


def holder_of(written: str) -> str:
    """Return the holder that a subject names: a name as written, a thing by its noun; '' for pronouns and people."""
    determined = _DETERMINED.match(written)
    plain = re.sub(r"['’]s$", "", re.sub(_FIRST_WORD, "", written[determined.end() :] if determined else written))
    head = plain.rpartition(" ")[2]
    if plain[:1].islower():
        return head if determined and head.isalpha() and not is_function_word(head) else ""
    if members := re.match(_MEMBERS, plain):
        return plain[members.end() :]
    if " " not in plain and not plain.isupper() and is_common(plain.lower()):
        noun = plain.lower()
        return noun if word_class(noun) == PLURAL and not is_person(singular(noun)) else ""
    return plain if len(plain) > 1 else ""
