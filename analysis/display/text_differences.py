"""What articles differ in as texts, beside what outlets would differ in."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.wording import MarkdownText, counted, markdown_name, percent
from analysis.comparison.compare import compare
from analysis.plots.alt_text import each_once

MOST_NAMED = 5


def differences_of_texts(
    table: pd.DataFrame, scores: pd.DataFrame, *, against: str = "rest", voice: str | None = None
) -> MarkdownText:
    """State how many differences there are between the articles as texts, where outlets have too few to be judged.

    Parameters
    ----------
    table : DataFrame
        Comparisons of outlets.
    scores : DataFrame
        What they were made from.
    against, voice
        As in `compare`.

    Returns
    -------
    MarkdownText
        Empty unless outlets are the units of `table` and texts differ.
    """
    if table.empty or table["unit"].iat[0] != "outlet":
        return MarkdownText("")
    confidence = float(table["confidence"].iat[0])
    texts = each_once(compare(scores, against=against, voice=voice, unit="segment", confidence=confidence))
    clear = texts[schema.is_clear(texts["q"])]
    if clear.empty:
        return MarkdownText("")
    named = ", ".join(
        f"*{markdown_name(schema.label(row.item))}* ({markdown_name(row.outlet)})"
        for row in clear.head(MOST_NAMED).itertuples()
    )
    more = f" and {len(clear) - MOST_NAMED:,} more" if len(clear) > MOST_NAMED else ""
    return MarkdownText(
        f"**As texts**, with sentences as units, these articles differ in {len(clear):,} of "
        f"{counted(int(texts['p'].notna().sum()), 'comparison')} at a false discovery rate of "
        f"{percent(schema.FALSE_DISCOVERY_RATE)}: {named}{more}. This describes these articles only: two articles of "
        "one outlet differ in this way, too."
    )
