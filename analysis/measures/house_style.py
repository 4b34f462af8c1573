"""Choices of house style: how often an outlet names itself, and how it writes what all of them write."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
import polars as pl
from numpy.typing import NDArray

from analysis._utils.content_hiding import hides_content
from analysis.annotation.annotations import Annotations, check_annotations
from analysis.language.text.country_forms import FORMS
from analysis.language.text.house_style import house_style as listed_styles
from analysis.language.text.house_style import standard_form
from analysis.language.text.outlet_names import NONE, OTHER, OWN
from analysis.language.text.segmented_words import Words
from analysis.language.text.style_words import style_kinds
from analysis.measures._scores import collect
from analysis.schema import TOTAL

RATES = ("own_name", "other_outlet", "title", "party_and_place", "initial", "abbreviation")
# Kind of a word of house style -> the rate that it belongs to.
_TAG = "party_and_place"
_RATE_OF_KIND = {"party": _TAG, "initial": "initial", "state": "abbreviation", "date": "abbreviation"}
# Form of a reporting verb -> the choice that it belongs to; the other forms are one choice.
_VERBS = {
    **dict.fromkeys(("said", "say", "saying"), "reporting: said"), "says": "reporting: says",
    **dict.fromkeys(("told", "tell", "tells", "telling"), "reporting: told"),
    **dict.fromkeys(("stated", "stating"), "reporting: stated"),
    **dict.fromkeys(("added", "adds", "adding"), "reporting: added"), "according": "reporting: according to",
}  # fmt: skip
_OTHER_VERB = "reporting: another verb"
_SPELLING, _STOPS, _COUNTRY = (
    "spelling: variant such as authorise",
    "acronyms: with full stops",
    "country: United States, not US",
)
_NUMBER, _PERCENT = "numbers below 100: in words", "per cent: in words"
CHOICES = (*dict.fromkeys(_VERBS.values()), _OTHER_VERB, _NUMBER, _PERCENT, _SPELLING, _STOPS, _COUNTRY)
# Words that are numbers in one sense only.
_NO_NUMBERS = ("one", "hundred", "percent", "pct", "cent", "1")


def house_style(notes: Annotations) -> pd.DataFrame:
    """Count self-mention and other marks of house style, which are no differences of words.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; n: words. Items: own_name, mentions by which an outlet speaks of itself, of the author or of the
        agency that the article credits; other_outlet, mentions of the other outlets of the corpus; title, before a
        name; party_and_place (R-Ky., or Kentucky Republican behind a name); initial; abbreviation, of states, months
        and times.

    See Also
    --------
    style_choices : Shares of one form among all that could be written.
    """
    check_annotations(notes)
    return notes.scores("house_style", {}, lambda: _rates(notes))


def style_choices(notes: Annotations) -> pd.DataFrame:
    """Count which of several forms is chosen: said or stated, ten or 10, U.S. or US.

    Parameters
    ----------
    notes : Annotations

    Returns
    -------
    pandas.DataFrame
        Table scores; item: a form; x: where it is chosen; n: where it could be. Of reporting verbs, n counts all that
        mean as much as "say".
    """
    check_annotations(notes)
    return notes.scores("style_choices", {}, lambda: _choices(notes))


def _rates(notes: Annotations) -> pd.DataFrame:
    words = notes.words
    kinds = style_kinds(pl.Series(words.counted, dtype=pl.String))
    rate = kinds.replace_strict(_RATE_OF_KIND, default=TOTAL, return_dtype=pl.String)
    is_title = words.titles | (kinds == "title").to_numpy()[words.tokens.word]
    hits = [_hits(words, is_title, "title")]
    tag = words.party_places
    # One mark for each: its first word.
    begins = np.diff(np.append(False, tag).astype(np.int8)) > 0
    counted = ~is_title & (words.outlet_names == NONE)
    hits += [
        _hits(
            words, np.where(tag, begins & (name == _TAG), counted & (rate == name).to_numpy()[words.tokens.word]), name
        )
        for name in dict.fromkeys(_RATE_OF_KIND.values())
    ]
    for name, code in (("own_name", OWN), ("other_outlet", OTHER)):
        named = words.outlet_names == code
        goes_on = np.append(False, named[:-1] & (words.tokens.text[1:] == words.tokens.text[:-1]))[: len(named)]
        hits.append(_hits(words, named & ~goes_on, name))
    return collect(notes, "house_style", pl.concat(hits), notes.segments["n_tokens"], items=RATES, of_words=True)


def _hits(words: Words, where: NDArray[np.bool_], item: str) -> pl.DataFrame:
    segment = words.tokens.text[where]
    return pl.DataFrame(
        {"segment": segment, "item": pl.Series([item]).new_from_index(0, len(segment)), "x": np.ones(len(segment))}
    )


@hides_content
class _Choice(NamedTuple):
    """Where words could take a form, with the item of the form each takes: '' for none that is shown."""

    segment: NDArray[np.int64]
    item: pl.Series


def _choices(notes: Annotations) -> pd.DataFrame:
    tables = []
    for choice, items in _all_choices(notes.words):
        n = np.bincount(choice.segment, minlength=len(notes.segments))
        rows = pl.DataFrame({"segment": choice.segment, "item": choice.item, "x": np.ones(len(choice.segment))})
        hits = rows.filter(pl.col("item") != TOTAL)
        table = collect(notes, "style_choices", hits, n, items=items, of_words=True)
        tables.append(table[table["item"] != TOTAL])
    # Sorted, as the check of what a bundle gives away expects.
    return pd.concat(tables).sort_values("item", kind="stable", ignore_index=True)


def _all_choices(words: Words) -> list[tuple[_Choice, tuple[str, ...]]]:
    """List each choice with the items that it can be."""
    counted, written = pl.Series(words.counted, dtype=pl.String), pl.Series(words.tokens.vocabulary, dtype=pl.String)
    kinds = style_kinds(counted)
    is_number = (kinds == "number") & ~counted.is_in(_NO_NUMBERS)
    in_words = pl.select(
        pl.when(counted.str.contains(r"^\d")).then(pl.lit(TOTAL)).otherwise(pl.lit(_NUMBER))
    ).to_series()
    verb = counted.replace_strict(_VERBS, default=_OTHER_VERB, return_dtype=pl.String)
    verbs = (*dict.fromkeys(_VERBS.values()), _OTHER_VERB)
    return [
        (_of_words(words, kinds == "reporting", verb), verbs),
        (_of_words(words, is_number, in_words), (_NUMBER,)),
        (_percent(words, counted), (_PERCENT,)),
        (_variants(words, counted, written, "spelling", _SPELLING), (_SPELLING,)),
        (_variants(words, counted, written, "acronym", _STOPS), (_STOPS,)),
        (_country(words, counted), (_COUNTRY,)),
    ]


def _of_words(words: Words, wanted: pl.Series, item: pl.Series) -> _Choice:
    """Return the places of some words of the vocabulary; item: of each word of the vocabulary."""
    at = np.flatnonzero(wanted.to_numpy()[words.tokens.word] & ~words.uncounted)
    return _Choice(words.tokens.text[at], item.gather(words.tokens.word[at]))


def _variants(words: Words, counted: pl.Series, written: pl.Series, kind: str, item: str) -> _Choice:
    """Return the places of words that have a listed variant; item: of the variant."""
    standards = {standard_form(style.variant)[0] for style in listed_styles() if style.kind == kind}
    both = counted.is_in(list(standards))
    applied = [(style := standard_form(word)[1]) is not None and style.kind == kind for word in written.filter(both)]
    chosen = pl.Series("", [TOTAL], dtype=pl.String).new_from_index(0, len(counted)).to_list()
    for place, is_variant in zip(both.arg_true(), applied, strict=True):
        chosen[place] = item if is_variant else TOTAL
    return _Choice(*_of_words(words, both, pl.Series(chosen, dtype=pl.String)))


def _percent(words: Words, counted: pl.Series) -> _Choice:
    in_words = _of_words(words, counted.is_in(["percent", "pct", "cent"]), counted)
    signs = words.texts.str.count_matches("%", literal=True).to_numpy()
    segment = np.concatenate([in_words.segment, np.repeat(np.arange(len(signs)), signs)])
    named = pl.Series([_PERCENT], dtype=pl.String).new_from_index(0, len(in_words.segment))
    return _Choice(segment, named.extend_constant(TOTAL, int(signs.sum())))


def _country(words: Words, counted: pl.Series) -> _Choice:
    """Return the places of US and of United States."""
    of_us = _of_words(words, counted == "US", counted)
    both = words.country_forms.first[words.country_forms.form == [*FORMS.values()].index("US")]
    segment = np.concatenate([of_us.segment, words.tokens.text[both]])
    short = pl.Series([TOTAL], dtype=pl.String).new_from_index(0, len(of_us.segment))
    return _Choice(segment, short.extend_constant(_COUNTRY, len(both)))
