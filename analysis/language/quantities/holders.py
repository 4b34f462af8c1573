"""Who or what has a figure: whose it is, or the subject of its clause."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from analysis.language.quantities.matching import holds, matched, search
from analysis.language.quantities.word_classes import (
    PLURAL,
    is_common,
    is_function_word,
    is_person,
    sections,
    singular,
    word_class,
)

_UPPER, _LOWER, _LETTER = "A-ZÀ-ÖØ-ÞŁŠŽČİŞ", "a-zß-öø-ÿłšžčćęğı", "A-Za-zÀ-ÖØ-öø-ɏ"
_NAME = (
    rf"(?:[{_UPPER}][{_LETTER}0-9&.-]*[{_LETTER}0-9.])"
    rf"(?:[ ](?:of the |of |and |for )?(?:[{_UPPER}][{_LETTER}0-9&.-]*[{_LETTER}0-9.]))*"
)
# Mueller's team of 17: nothing but words in lower case between the name and the number.
_OWNER = rf"(?:^|[^{_LETTER}])({_NAME})(?:['’]s|s['’]) (?:[{_LOWER}-]+ ){{0,5}}$"
_THING = rf"(?i:the|an?|its|their|our|this|that) (?:[{_LOWER}-]+ ){{0,3}}?[{_LOWER}-]+"
_OTHER = rf"(?i:it|he|she|they|we|i|you|this|there)|(?:[{_LOWER}-]+ ){{0,2}}[{_LOWER}-]+s"
# What may stand between a subject and its verb.
_ASIDE = r"(?:,? (?:who|which|that))? "
# Verbs by form; those that end as plurals do are looked up.
_VERB = (
    r"[a-z]+(?:ed|s)|had|were|are|have|will|would|can|could|may|might|must|did|do|won|took|gave|got|made|sold|bought|paid|"
    r"spent|cost|held|kept|ran|led|sent|brought|built|put|cut|set|hit|said|told|saw|found|knew|fell|rose|grew|lost|beat|"
    r"went|came|became|began|left|met|wrote|spoke|fought|flew|drove|struck|shot"
)
# A subject stands at the beginning, or behind one of these.
_BEFORE_SUBJECT = (
    r"[.:(] |[‘']|, |(?-u:\b)(?:that|and|but|while|when|because|as|if|where|after|before|"
    r"although|though|since|says|said|than|so) "
)
_MARK = "\ue0f0"  # a character that no text means anything by
_TITLE = (
    rf"(?:(?i:the |its |a )?(?:[{_LOWER}-]+ ){{0,2}}(?:company|group|bank|town|city|ship|ferry|carmaker|giant|firm|"
    r"agency|president|minister|senator|governor|mayor|director|chairman|spokesman|leader) |[Tt]he )?"
)
_ADVERB = rf"(?:(?:also|now|still|already|only|just|currently|[{_LOWER}]+ly) )?"
_DETERMINED = re.compile(r"(?i:the|an?|its|their|our|this|that) ")
# Shares of Norvik are Norvik's.
_MEMBERS = (
    r"(?:Shares|Exports|Imports|Sales|Prices|Members|Residents|People|Leaders|Most|Some|Many|Much|All|Half|Part|Voters|Officials|"
    r"Citizens|Supporters|Employees|Workers|Users|Readers|Profits|Stocks) (?:of|in|for) (?:the )?"
)
# No clause goes beyond these signs.
_BEFORE_CLAUSE = r"(?s)^.*[;:—–“”\"!?\n]"
# Between a verb and a number, the words of another clause.
_NEW_CLAUSE = r" (?:that|meaning|who|which|when|because|while|whether|if|as) |, (?:and|but|or|[a-z]+ing) "
_FIRST_WORD = f"^(?:{'|'.join(map(str.capitalize, sections()['openers']))}) "


# A subject with its verb: the name, the thing, and the verb.
_SUBJECT = rf"^(?:{_TITLE}({_NAME})|({_THING}|{_OTHER})){_ASIDE}{_ADVERB}(?:{_VERB})(?-u:\b)"


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
    text = figures.select(left=left)["left"]
    holder = search(text.str.extract, _OWNER, 1)
    places = np.flatnonzero(holder.is_null().to_numpy())
    clauses = search(text.gather(places).str.replace, _BEFORE_CLAUSE, "")
    # Few clauses have no verb before the number, and to look for one is quick.
    verb = holds(clauses, rf" (?:{_VERB}) ")
    at, subjects = _subjects(clauses.filter(pl.Series(verb)))
    holder = holder.scatter(places[verb][at], subjects).fill_null("")
    distinct = holder.unique()
    table = pl.DataFrame(
        {"written": distinct, "holder": pl.Series([holder_of(text) for text in distinct], dtype=pl.String)}
    )
    return pl.DataFrame({"written": holder}).join(table, on="written", how="left", maintain_order="left")["holder"]


def _subjects(clauses: pl.Series) -> tuple[NDArray[np.int64], pl.Series]:
    """Return which clauses have a subject with a verb that goes with the number at their end; and the subjects.

    The last subject of a clause counts.
    """
    pieces = search(clauses.str.replace_all, _BEFORE_SUBJECT, f"${{0}}{_MARK}").str.split(_MARK)
    clause = np.repeat(np.arange(len(clauses)), pieces.list.len().to_numpy())
    length = pieces.explode().str.len_chars().fill_null(0).to_numpy().astype(np.int64)
    before = np.cumsum(length) - length
    begin = before - before[np.searchsorted(clause, clause)]
    ends = _from(clauses.gather(clause), pl.Series(begin))
    # To find subjects with their verbs is quicker than to tell them apart.
    whole = matched(ends, _SUBJECT)
    found = np.flatnonzero(whole.is_not_null().to_numpy())
    found = found[np.diff(clause[found], append=-1) != 0]
    whole = whole.gather(found)
    rest = _from(ends.gather(found), whole.str.len_chars())
    verb = whole.str.split(" ").list.last()
    fits = (~verb.str.ends_with("s") | verb.is_in(sorted(sections()["finite"]))).to_numpy()
    fits &= ~holds(rest, _NEW_CLAUSE, fits)
    groups = search(whole.filter(pl.Series(fits)).str.extract_groups, _SUBJECT).struct.unnest()
    return clause[found[fits]], groups.select(pl.coalesce("1", "2"))["1"]


def _from(texts: pl.Series, places: pl.Series) -> pl.Series:
    """Return each text from a place on."""
    return pl.DataFrame({"text": texts, "place": places}).select(pl.col("text").str.slice("place"))["text"]


@lru_cache(maxsize=1 << 14)
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
