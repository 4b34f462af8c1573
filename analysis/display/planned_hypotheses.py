"""Planned hypotheses as readers see them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import polars as pl

from analysis import schema
from analysis._utils.table_notes import note_of, with_note
from analysis._utils.wording import percent, probability, signed
from analysis.comparison.planned_results import NO_TERM
from analysis.display.html_output import html_output
from analysis.display.html_parts import section
from analysis.display.tables import show_table
from analysis.language.text.style_words import CONTENT, PARTY, style_kinds
from analysis.schema import ALL, REST

if TYPE_CHECKING:
    from IPython.display import HTML

NO_VALUE = "–"
_DIRECTIONS = {"higher": "higher than", "lower": "lower than", "": "different from"}
# Kind of a word of house style -> where it is counted.
_COUNTED_IN = {"reporting": "style_choices, reporting", "number": "style_choices, numbers below 100"}
_OTHERS = {REST: "the rest", "": "the other side"}


def planned_hypotheses(results: pd.DataFrame) -> pd.DataFrame:
    """Return planned hypotheses with their results in words, in the units of their measures.

    Parameters
    ----------
    results : DataFrame
        From `ss.planned_results`.

    Returns
    -------
    DataFrame
        planned (in the words of the plan, if it has any, and what was compared), result, difference, interval, outlet,
        other side, p, corrected p. The note is that of `results`.
    """
    if results.empty:
        return results
    scales = [schema.MEASURES[measure] for measure in results["measure"]]
    factor = pd.Series([scale.factor for scale in scales], index=results.index)
    low, high = (_numbers(factor * results[name], "+") for name in ("low", "high"))
    level = f"{percent(confidence)} " if (confidence := results["confidence"].max()) > 0 else ""
    reasons = results["reason"].where(results["reason"] != NO_TERM, _why_no_terms(results["item"]))
    reason = (": " + reasons).where(reasons != "", "")
    view = pd.DataFrame({
        "planned": [_planned(row, scale.unit) for (_, row), scale in zip(results.iterrows(), scales, strict=True)],
        "result": results["verdict"] + reason,
        "difference": _numbers(factor * results["estimate"], "+"),
        f"{level}interval": (low + " to " + high).where(results["p"].notna(), ""),
        "outlet": _numbers(factor * results["value"]),
        "other side": _numbers(factor * results["value_against"]),
        "p": results["p"].map(_probability),
        "corrected p": results["p_corrected"].map(_probability),
    })  # fmt: skip
    return with_note(view, note_of(results))


def planned_section(results: pd.DataFrame) -> HTML:
    """Return a section with planned hypotheses and their results.

    Parameters
    ----------
    results : DataFrame
        From `ss.planned_results`.

    Returns
    -------
    IPython.display.HTML
        Empty if nothing was planned.
    """
    if results.empty:
        return html_output("")
    shown: Any = show_table(planned_hypotheses(results), "What was planned, and what was found", top=100)
    return html_output(section("Planned hypotheses", shown.data))


def _why_no_terms(items: pd.Series) -> pd.Series:
    """Say of words that are house style that they are, and where they are counted; of others what is known of all."""
    kinds = style_kinds(pl.Series(items.map(schema.label).str.lower().to_list(), dtype=pl.String))
    reasons = [
        NO_TERM
        if kind == CONTENT
        else "this word is house style, not a difference of words; it is counted under House style "
        f"({_COUNTED_IN.get(kind, 'house_style, party_and_place' if kind == PARTY else f'house_style, {kind}')})"
        for kind in kinds
    ]
    return pd.Series(reasons, index=items.index, dtype="str")


def _planned(row: pd.Series, unit: str) -> str:
    """Write what was planned: 'diplomacy: wire higher than the rest (framing, quoted, % of sentences)'."""
    voice = "" if row["voice"] in ("", ALL) else f"{row['voice']}, "
    words = f"{row['hypothesis']} – " if row["hypothesis"] else ""
    return (
        f"{words}{schema.label(row['item'])}: {row['outlet']} {_DIRECTIONS[row['direction']]} "
        f"{_OTHERS.get(row['against'], row['against'])} ({schema.label(row['measure'])}, {voice}{unit})"
    )


def _numbers(values: pd.Series, sign: str = "") -> pd.Series:
    return values.map(lambda value: NO_VALUE if pd.isna(value) else signed(value, 2, sign))


def _probability(p: float) -> str:
    return "" if pd.isna(p) else probability(p).removeprefix("= ")
