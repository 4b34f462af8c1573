"""The rows of a figure with a row for each outlet: in one order, and below the names of their groups."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes

from analysis import schema
from analysis._utils.content_hiding import hides_content
from analysis.plots.style import short

NO_GROUP = "no group"


@hides_content
class OutletRow(NamedTuple):
    """A row of a figure: an outlet, or the name of the group of the outlets below it, of which outlet is None."""

    outlet: str | None
    label: str


def outlet_rows(outlets: Iterable[str], groups: pd.DataFrame | None, label: Callable[[str], str]) -> list[OutletRow]:
    """Return the rows of a figure, group by group; outlets without a group come last.

    Parameters
    ----------
    outlets : iterable of str
    groups : DataFrame, optional
        Table groups; None or without rows for none.
    label : callable
        Outlet -> its label.

    Returns
    -------
    list of OutletRow
        Without names of groups if no outlet has one.
    """
    group_of = {} if groups is None else dict(zip(groups["outlet"], groups["group"], strict=True))
    names = sorted(schema.outlets_in_order(outlets), key=lambda name: (name not in group_of, group_of.get(name, "")))
    rows = []
    for group, members in groupby(names, key=lambda name: group_of.get(name, NO_GROUP)):
        rows += [OutletRow(None, short(group, 22))] if group_of else []
        rows += [OutletRow(name, label(name)) for name in members]
    return rows


def label_rows(ax: Axes, rows: list[OutletRow]) -> None:
    """Write the labels of rows beside the upright axis; names of groups are bold."""
    ax.set_yticks(range(len(rows)), [row.label for row in rows])
    for row, text in zip(rows, ax.get_yticklabels(), strict=True):
        text.set_fontweight("bold" if row.outlet is None else "normal")
