"""Sentences about differences that were not found."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis import schema
from analysis._utils.choices import checked_choice
from analysis._utils.content_hiding import hides_content
from analysis._utils.wording import MarkdownText, counted, markdown_name, percent, two_digits
from analysis.comparison.detectable import MOST_TIMES

# What stands in place of a difference where none of a realistic size would have been shown.
NONE = "none"
ROUNDING = 1e-9


def no_clear_difference(detectable: float, measure: str, *, power: float = 0.8) -> MarkdownText:
    """State that there is no clear difference, and which difference would have been seen.

    Parameters
    ----------
    detectable : float
        The smallest detectable difference, such as in the column `detectable` of `ss.power`, in the unit of `value`;
        NaN or infinite where it is not known or there is none.
    measure : str
        Name of the measure; it gives the unit that readers see.
    power : float
        Probability with which that difference would have been seen, between 0 and 1.

    Returns
    -------
    MarkdownText

    Raises
    ------
    WrongUse
        If there is no measure of that name.

    Examples
    --------
    >>> no_clear_difference(0.0125, "terms")
    'No clear difference; a difference of 12 per 1,000 words or more would have been seen with a probability of 80 %.'
    """
    scale = schema.MEASURES[checked_choice(measure, "measure", tuple(schema.MEASURES))]
    if not math.isfinite(detectable):
        return MarkdownText("No clear difference; there is too little text to have seen one of any size.")
    size = f"{_size(abs(detectable), scale)} {scale.unit_in_words}"
    return MarkdownText(
        f"No clear difference; a difference of {size} or more would have been seen with a probability of "
        f"{percent(power)}."
    )


def detectable_difference(detectable: pd.DataFrame) -> MarkdownText:
    """State how large a difference of a table would have had to be, for an item that stands for the table.

    Parameters
    ----------
    detectable : DataFrame
        From `ss.detectable`.

    Returns
    -------
    MarkdownText
        Empty if nothing was tested.
    """
    if detectable.empty:
        return MarkdownText("")
    row = detectable[detectable["typical"]].iloc[0]
    scale = schema.MEASURES[row["measure"]]
    name = f"*{markdown_name(schema.label(row['item']))}* ({markdown_name(row['outlet'])})"
    about = f"{name}, {_size(row['value'], scale)} {scale.unit_in_words} on both sides together"
    rate = schema.FALSE_DISCOVERY_RATE
    shared = " and the tables of the report" if row["level"] * row["tests"] < rate * (1 - ROUNDING) else ""
    largest_p = np.format_float_positional(row["level"], precision=2, fractional=False, trim="-")
    level = (
        f"A single difference is a finding for certain where p is at most {largest_p}: this is the part of one "
        f"test in {percent(rate)}, divided among {counted(int(row['tests']), 'test')}{shared}."
    )
    if math.isnan(row["detectable"]):
        return MarkdownText(f"**What could have been shown** is {row['method']}.")
    return MarkdownText(
        f"**What could have been shown:** in a typical comparison ({about}), "
        f"{_could(row, scale)} {level}{_articles_needed(row)}"
    )


@hides_content
class _Realistic(NamedTuple):
    """Which changes of a realistic size would have been shown, and whether values can be negative."""

    increase: bool
    decrease: bool
    is_signed: bool


def _realistic(row: pd.Series) -> _Realistic:
    """Say which changes would have been shown; absence is realistic, and of signed scores a decrease as an increase."""
    signs = schema.MEASURES[row["measure"]].range_of(row["item"])[0] < 0
    most, least = row["realistic_increase"], row["detectable_decrease"]
    return _Realistic(row["detectable"] <= most, math.isfinite(least) and (least <= most or not signs), signs)


def _could(row: pd.Series, scale: schema.Scale) -> str:
    """State which changes would have been shown."""
    realistic, chance = _realistic(row), f"would have been shown with a probability of {percent(row['power'])}"
    most = _size(row["realistic_increase"], scale)
    changes = [f"**{_size(row['detectable'], scale)} more**"] if realistic.increase else []
    changes += [f"**{_size(row['detectable_decrease'], scale)} less**"] if realistic.decrease else []
    absence = f"{most} less" if realistic.is_signed else "complete absence"
    if not changes:
        return f"**no difference of a realistic size** {chance}: neither {most} more of the outlet nor {absence}."
    text = f"at least {' or '.join(changes)} of the outlet {chance}"
    if not realistic.increase:
        return f"{text}, but not {most} more."
    return f"{text}." if realistic.decrease else f"{text}, but not {absence}."


def _articles_needed(row: pd.Series) -> str:
    """State how many articles would show the largest realistic increase, where those given do not."""
    if _realistic(row).increase or row["unit"] == "segment":
        return ""
    if pd.isna(row["articles_needed"]):
        return f" More than {MOST_TIMES:,} times as many articles would be needed to show such an increase."
    return (
        f" To show such an increase, about {rounded_count(row['articles_needed'])} articles of the outlet and "
        f"{rounded_count(row['articles_needed_against'])} of the others would be needed."
    )


def rounded_count(number: float) -> str:
    """Write a number with two significant digits, for it is not known better."""
    return f"{float(f'{number:.2g}'):,.0f}"


def shown_from(rows: pd.DataFrame, detectable: pd.DataFrame | None) -> pd.Series:
    """State from which difference on each row would have been a finding.

    Parameters
    ----------
    rows : DataFrame
        Comparisons.
    detectable : DataFrame or None
        From `ss.detectable`, for the same table.

    Returns
    -------
    Series of str
        Empty for findings, and where it was not computed.
    """
    keys = ["item", "outlet", "against"]
    if detectable is None or detectable.empty:
        return pd.Series("", index=rows.index)
    scale = schema.MEASURES[detectable["measure"].iat[0]]
    beside = detectable.set_index(keys, drop=False)
    words = [
        _limits(beside.loc[key], scale) if key in beside.index else ""
        for key in rows[keys].itertuples(index=False, name=None)
    ]
    return pd.Series(words, index=rows.index).mask(schema.is_clear(rows["q"]), "")


def _limits(row: pd.Series, scale: schema.Scale) -> str:
    """Write the smallest increase and decrease of a realistic size that would have been shown."""
    if math.isnan(row["detectable"]):
        return ""
    realistic = _realistic(row)
    changes = [f"+{_size(row['detectable'], scale)}"] if realistic.increase else []
    changes += [f"−{_size(row['detectable_decrease'], scale)}"] if realistic.decrease else []
    return " or ".join(changes) or NONE


def _size(value: float, scale: schema.Scale) -> str:
    """Write a value in the unit of its measure."""
    return two_digits(scale.factor * value)
