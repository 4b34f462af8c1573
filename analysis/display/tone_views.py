"""What two measures of tone say of the same outlets."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.wording import MarkdownText, counted, markdown_name, signed
from analysis.plots.alt_text import each_once

MOST_NAMED = 8


def agreement_in_direction(tone: pd.DataFrame, words: pd.DataFrame) -> MarkdownText:
    """State for how many outlets a word list finds the difference in the direction in which the encoder finds it.

    Parameters
    ----------
    tone : DataFrame
        Comparisons of valence.
    words : DataFrame
        Comparisons of one score of a word list, made in the same way.

    Returns
    -------
    MarkdownText
        Empty if no outlet was tested in both tables.
    """
    keys, numbers = ["outlet", "against"], ["measure", "estimate"]
    tested = (table.loc[table["p"].notna(), keys + numbers] for table in (each_once(tone), words))
    both = pd.merge(*tested, on=keys, suffixes=("", "_words"))
    if both.empty:
        return MarkdownText("")
    same = np.sign(both["estimate"]) == np.sign(both["estimate_words"])
    text = f"VADER and the encoder agree in the direction of the difference for **{int(same.sum())} of "
    text += f"{counted(len(both), 'outlet')}**"
    others = [_both_differences(row) for _, row in both[~same].head(MOST_NAMED).iterrows()]
    more = f" and {int((~same).sum()) - MOST_NAMED:,} more" if (~same).sum() > MOST_NAMED else ""
    return MarkdownText(f"{text}; not for {', '.join(others)}{more}." if others else f"{text}.")


def _both_differences(row: pd.Series) -> str:
    ours, theirs = (
        signed(schema.MEASURES[row[f"measure{side}"]].factor * row[f"estimate{side}"], 2, "+")
        for side in ("", "_words")
    )
    return f"**{markdown_name(row['outlet'])}** (encoder {ours}, VADER {theirs})"
