"""Contributions of words to the difference between two outlets."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis.comparison.validation import check_against, check_names, check_one_measure, check_voice
from analysis.exceptions import WrongUse, quoted
from analysis.io.withheld_scores import note_on_scores as withheld_note
from analysis.io.withheld_scores import with_score_notes
from analysis.schema import ALL, REST

KINDS = ("above, more", "above, less", "below, more", "below, less")


def word_shift(
    scores: pd.DataFrame,
    weights: Mapping[str, float],
    *,
    outlet: str,
    against: str = REST,
    voice: str | None = None,
    reference: float | None = 0.0,
) -> pd.DataFrame:
    """Split the difference of two weighted averages into the contribution of each word.

    The average of a side is Σ weight · p, where p is the share of a word in all occurrences of words with a weight (of
    VADER's words, for the tone; of all words, for a frame whose weights are 1 and 0). With several events, both sides
    are counted over the events that both cover. Contributions add up to average − average_against.

    A word shift describes where a difference comes from; it does not test it. It uses single words only: VADER's rules
    for negations, boosters, capitals and punctuation, and patterns of several words, are not included.

    Parameters
    ----------
    scores : DataFrame
        Terms with every word that has a weight, ``measures.terms(notes, min_count=1, with_function_words=True,
        with_house_style=True, only=weights)``. Words left out there are left out of the averages.
    weights : mapping of str to float
        Weights of words as terms are counted, such as `measures.sentiment_weights`.
    outlet : str
    against : str, default 'rest'
        'rest', or an outlet.
    voice : {'headline', 'narration', 'quoted', 'all'}, optional
        As in `compare`.
    reference : float, optional
        The weight that is neutral, by default 0. It changes the contributions of single words, not their sum. None: the
        average of the other side.

    Returns
    -------
    DataFrame
        Shifts, largest contribution first, without words that contribute nothing. Without rows, and with the reason in
        ``attrs["note"]``, where a side has no word with a weight.

    Raises
    ------
    WrongUse
        If `outlet`, `against` or `voice` is invalid, or the weights are not numbers.

    References
    ----------
    Gallagher et al. (2021), Generalized word shift graphs, EPJ Data Science 10:4, the weighted average shift with one
    weight per word: contribution = (p − p_against) · (weight − reference).
    """
    _check_use(scores, weights, outlet, against, voice)
    own, other, note = _sides(scores, outlet, against, voice)
    table = pd.DataFrame({"weight": pd.Series(weights, dtype=float)})
    x, y = (_counts(side, list(weights)) for side in (own, other))
    if note or not x.sum() or not y.sum():
        side = outlet if not x.sum() else "the rest" if against == REST else against
        why = note or f"No word of {side} has a weight, so there is no word shift."
        return with_score_notes(schema.empty("shifts", why), scores, voice)
    table = table.assign(x=x, x_against=y, p=x / x.sum(), p_against=y / y.sum())
    return with_score_notes(_typed(table, outlet, against, reference), scores, voice)


def _counts(side: pd.DataFrame, items: list[str]) -> pd.Series:
    return side.groupby("item")["x"].sum().reindex(items, fill_value=0.0).rename_axis(None)


def _typed(table: pd.DataFrame, outlet: str, against: str, reference: float | None) -> pd.DataFrame:
    """Return the shifts of items with weight, x, p and those of the other side."""
    p, q = table["p"], table["p_against"]
    averages = float(p @ table["weight"]), float(q @ table["weight"])
    neutral = averages[1] if reference is None else float(reference)
    above, more = table["weight"] > neutral, p > q
    table = table.assign(
        item=table.index, outlet=outlet, against=against, reference=neutral,
        contribution=(p - q) * (table["weight"] - neutral),
        kind=np.select([above & more, above, more], KINDS[:3], KINDS[3]),
        average=averages[0], average_against=averages[1],
    )  # fmt: skip
    table = table[table["contribution"] != 0]
    # Rounded, so that words of equal size are in alphabetical order regardless of the last bit.
    size = table["contribution"].abs().round(12)
    table = table.assign(_size=size).sort_values(["_size", "item"], ascending=[False, True], ignore_index=True)
    return schema.typed(table, "shifts")


def frame_shift(
    scores: pd.DataFrame, frame: str, *, outlet: str, against: str = REST, voice: str | None = None
) -> pd.DataFrame:
    """Split the difference in how often two outlets use a frame into the contribution of each pattern.

    The p of a pattern is its part of the share of segments that use the frame: a segment with k patterns of the frame
    counts 1/k for each. The average is that share, and contributions add up to average − average_against. With several
    events, both sides are counted over the events that both cover. This describes a difference; `compare` tests it on
    the same scores, pattern by pattern.

    Parameters
    ----------
    scores : DataFrame
        ``measures.frame_patterns(notes)``.
    frame : str
    outlet : str
    against, voice
        As in `word_shift`.

    Returns
    -------
    DataFrame
        Shifts, largest contribution first, with every weight 1; x counts segments. Without rows, and with the reason in
        ``attrs["note"]``, where there are no scores, the two sides share no event, or neither uses the frame.

    Raises
    ------
    WrongUse
        If `outlet`, `against` or `voice` is invalid, or the scores are of another measure.

    References
    ----------
    The proportion shift of Gallagher et al. (2021), EPJ Data Science 10:4, over segments instead of words.
    """
    if scores.empty:
        return schema.empty("shifts", withheld_note(scores, voice) or "There are no scores.")
    _check_use(scores, {frame: 1.0}, outlet, against, voice)
    if scores["measure"].iat[0] != "frame_patterns":
        raise WrongUse(f"A frame shift takes the scores of frame_patterns; these are of '{scores['measure'].iat[0]}'.")
    every = pd.Series(scores["item"].unique())
    items = every[every.str.startswith(frame + schema.FRAME_AND)].tolist()
    own, other, note = _sides(scores, outlet, against, voice)
    whole = _sides(scores, outlet, against, voice, total=True)
    x, y = (_counts(side, items) for side in (own, other))
    if note or not x.sum() + y.sum():
        there = sorted(set(every[every != schema.TOTAL].str.split(schema.FRAME_AND).str[0]))
        no_pattern = f"No pattern of a frame '{frame}' occurs here; frames in these texts are {quoted(there)}."
        return with_score_notes(schema.empty("shifts", note or no_pattern), scores, voice)
    sizes = [side["n"].sum() for side in whole[:2]]
    if not all(sizes):
        return with_score_notes(
            schema.empty("shifts", "One side has nothing that counts in this voice."), scores, voice
        )
    table = pd.DataFrame({"weight": 1.0, "x": x, "x_against": y, "p": x / sizes[0], "p_against": y / sizes[1]})
    table = table.rename(index=lambda item: item.removeprefix(frame + schema.FRAME_AND))
    return with_score_notes(_typed(table, outlet, against, 0.0), scores, voice)


def _check_use(
    scores: pd.DataFrame, weights: Mapping[str, float], outlet: str, against: str, voice: str | None
) -> None:
    check_one_measure(scores, "A word shift")
    outlets = sorted(scores["outlet"].unique())
    checked_choice(outlet, "outlet", outlets)
    check_names(outlets)
    check_against(against, [name for name in outlets if name != outlet])
    check_voice(voice)
    wrong = [word for word, weight in weights.items() if not np.isfinite(weight)]
    if wrong or not weights:
        raise WrongUse(
            f"Invalid `weights`: {f'no number for {quoted(wrong[:5])}' if wrong else 'none'}. Expected a number for "
            "each word, such as {'attack': -2.1}."
        )


def _sides(
    scores: pd.DataFrame, outlet: str, against: str, voice: str | None, *, total: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame, str]:
    """Return the words, or totals, of both sides in the events that both cover, and why there are none."""
    spoken = scores if voice in (None, ALL) else scores[scores["voice"] == voice]
    spoken = spoken[spoken["n"] > 0]
    mine = spoken["outlet"] == outlet
    theirs = ~mine if against == REST else spoken["outlet"] == against
    shared = set(spoken.loc[mine, "event"].unique()) & set(spoken.loc[theirs, "event"].unique())
    covered = spoken["event"].isin(shared) & ((spoken["item"] == schema.TOTAL) == total)
    where = "" if voice in (None, ALL) else f" in the voice '{voice}'"
    note = "" if shared else f"{outlet} and the other side share no event{where}, so there is no word shift."
    return spoken[mine & covered], spoken[theirs & covered], note
