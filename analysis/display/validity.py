"""Agreement of measures with human labels, as benchmarks/validity.py measured it."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_note
from analysis._utils.wording import signed

HEADS = {
    "measure": "measure",
    "item": "item",
    "statistic": "statistic",
    "value": "value",
    "interval": "95 % interval",
    "baseline": "simple baseline",
    "baseline_value": "its value",
    "n": "n",
    "labels": "labels",
}


def validity(*names: str) -> pd.DataFrame:
    """Return how well measures agree with human labels.

    Parameters
    ----------
    *names : str
        Measures; all by default.

    Returns
    -------
    DataFrame
        item, statistic, value, 95 % interval, simple baseline, its value, n and labels (the data). Without rows, and
        with a note, if no measure named has been checked.
    """
    with files(__package__).joinpath("validity.csv").open(encoding="utf-8") as opened:
        table = pd.read_csv(opened).fillna({"baseline": ""})
    interval = _written(table["low"]) + " to " + _written(table["high"])
    table = table.assign(interval=interval.where(table["low"].notna(), ""), item=table["item"].map(schema.label))
    table = table[list(HEADS)].rename(columns=HEADS)
    if not names:
        return table
    chosen = table[table["measure"].isin(names)].drop(columns="measure").reset_index(drop=True)
    return with_note(chosen, "This measure has not been checked against human labels." if chosen.empty else "")


def markdown() -> str:
    """Return all values as a table in Markdown."""
    table = validity()
    numbers = {name: _written(table[name]) for name in ("value", "its value")}
    rows = table.assign(**numbers).astype(str).to_numpy().tolist()
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(table), ["---"] * len(HEADS), *rows]) + "\n"


def _written(numbers: pd.Series) -> pd.Series:
    return numbers.map(lambda number: signed(number, 2)).where(numbers.notna(), "")
