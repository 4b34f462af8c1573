"""How well measures agree with what people labelled, as benchmarks/validity.py found."""

from __future__ import annotations

from importlib.resources import files

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import with_note

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
    """The figures of some measures, or of all.

    Returns: item, statistic, value, 95 % interval, simple baseline, its value, n and labels (the data it was measured
    on); without rows, and with a note, where a measure has not been checked."""
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
    """All figures as the README shows them."""
    table = validity()
    numbers = {name: _written(table[name]) for name in ("value", "its value")}
    rows = table.assign(**numbers).astype(str).to_numpy().tolist()
    return "\n".join("| " + " | ".join(row) + " |" for row in [list(table), ["---"] * len(HEADS), *rows]) + "\n"


def _written(numbers: pd.Series) -> pd.Series:
    return numbers.map("{:.2f}".format).where(numbers.notna(), "")
