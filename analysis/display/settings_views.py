"""Whether differences hold under other settings, in a sentence."""

from __future__ import annotations

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import note_of
from analysis._utils.wording import MarkdownText, counted, markdown_name
from analysis.comparison.other_settings import AS_REPORTED, CANNOT_TELL, FAILS, HOLDS

DIFFERENCE = ["measure", "item", "outlet", "against"]


def holds_in(settings: pd.DataFrame) -> str:
    """State in how many other settings a difference holds.

    Parameters
    ----------
    settings : DataFrame
        Rows of one difference, from `ss.other_settings`.

    Returns
    -------
    str
        Plain text, with the settings in which it does not hold; empty without rows.
    """
    changed = settings[settings["setting"] != AS_REPORTED]
    if changed.empty:
        return ""
    unknown = int((changed["holds"] == CANNOT_TELL).sum())
    fails = changed.loc[changed["holds"] == FAILS, "setting"].tolist()
    held = f"Holds in {(changed['holds'] == HOLDS).sum()} of {counted(len(changed), 'other setting')}"
    without = f"; not {'; not '.join(fails)}" if fails else ""
    return f"{held}{without}{f'; in {unknown} it cannot be told' if unknown else ''}."


def differences_in_other_settings(*tables: pd.DataFrame) -> MarkdownText:
    """State for each difference in how many other settings it holds, one per line.

    Parameters
    ----------
    *tables : DataFrame
        From `ss.other_settings`.

    Returns
    -------
    MarkdownText
        The note of a table where no difference is clear.
    """
    lines = [
        f"- **{markdown_name(outlet)}**, *{markdown_name(schema.label(item))}*: {holds_in(rows)}"
        for table in tables
        for (_, item, outlet, _), rows in table.groupby(DIFFERENCE, sort=False)
    ]
    return MarkdownText("\n".join(lines) or note_of(tables[0]))
