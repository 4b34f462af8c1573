"""One family of tests for all tables of a report."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import Table, as_table
from analysis.comparison.result_rows import check_comparisons, in_order
from analysis.exceptions import WrongUse, excerpt, quoted

# Voice of a table that compares the voice that a report is made for.
CHOSEN = "chosen"
# Part of the error rate that is for planned hypotheses, where there are any; the tables share the rest.
PLANNED_SHARE = 0.5


class ReportTable(NamedTuple):
    """A table that a report compares: what it measures, in which voice, and its share of the error rate."""

    measure: str
    voice: str
    share: float


def _report_tables() -> dict[str, ReportTable]:
    with Path(__file__).with_name("report_family.csv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["table"]: ReportTable(row["measure"], row["voice"], float(row["share"])) for row in rows}


REPORT_TABLES = _report_tables()
REPORT_SHARES = {name: table.share for name, table in REPORT_TABLES.items()}
# Part of the share of a table that is for its comparison of groups of outlets, where there are any.
GROUPS_SHARE = 0.5
# By which the sum of shares may differ from 1.
ROUNDING = 1e-9


def in_family(
    comparisons: pd.DataFrame,
    table: str,
    *,
    shares: Mapping[str, float] | None = None,
    plan: pd.DataFrame | None = None,
    groups: pd.DataFrame | None = None,
) -> Table:
    """Correct the q of a table for all tables that are read together with it.

    Each table may spend a share of the error rate, and its q is divided by that share. Findings of all tables, those
    with q at most α, then have a false discovery rate of at most α together. If nothing differs, the chance that any
    table has a finding is at most α. A table needs only its own share for this, so the pages of a report can be made
    one by one.

    Parameters
    ----------
    comparisons : DataFrame
        From `compare` or `corrected_comparison`.
    table : str
        Name of the table in the family.
    shares : mapping of str to float, optional
        Name of each table of the family -> its share; the shares sum to at most 1. By default those of a report,
        which are in ``analysis/comparison/report_family.csv``.
    plan : DataFrame, optional
        Planned hypotheses, from `read_plan`. If there are any, half of the error rate is for them, and the tables share
        the other half.
    groups : DataFrame, optional
        Table groups, if the report compares this table by groups of outlets, too (see `compare_groups`): half of the
        share of the table is for them. Without rows, there are none.

    Returns
    -------
    DataFrame
        The same rows with the q of the family, in the order of `compare`; `family_share` holds the share.

    Raises
    ------
    WrongUse
        If the table is not one of the family, is corrected for a family already, if the shares are not positive
        numbers with a sum of at most 1, or if `plan` is not from `read_plan`.

    See Also
    --------
    compare : Makes a table, with q for that table alone.
    planned_results : Results of the planned hypotheses.

    Notes
    -----
    Benjamini & Hochberg's procedure at level α·w in a table with the share w makes at most α·w false findings per
    finding of that table, and so at most that per finding of all tables. The sum over the tables is at most α. The
    tables may depend on each other in any way. Shares that differ are weights, after [1]_.

    References
    ----------
    .. [1] Genovese, Roeder & Wasserman (2006), False discovery control with p-value weighting, Biometrika 93.

    Examples
    --------
    >>> import samestory as ss
    >>> notes = ss.annotate(ss.read_corpus("data/atacms/bundle"))
    >>> alone = ss.compare(ss.measures.voices(notes))
    >>> together = ss.in_family(alone, "voices", shares={"voices": 0.5, "framing": 0.5})
    >>> bool((together["q"] == (2 * alone["q"]).clip(upper=1)).all())
    True
    """
    shares = REPORT_SHARES if shares is None else dict(shares)
    _check(comparisons, table, shares)
    planned = 0.0 if plan is None or checked_plan(plan).empty else PLANNED_SHARE
    by_group = 0.0 if groups is None or groups.empty else GROUPS_SHARE
    share = shares[table] * (1 - planned) * (1 - by_group)
    rows = comparisons.assign(q=(comparisons["q"] / share).clip(upper=1), family_share=share)
    del comparisons  # unless the caller has kept it, its columns are freed one by one
    return as_table(in_order(rows))


def checked_plan(plan: pd.DataFrame) -> pd.DataFrame:
    """Return planned hypotheses; WrongUse is raised if they are no such table."""
    if not isinstance(plan, pd.DataFrame) or list(plan.columns) != schema.columns("plan"):
        raise WrongUse(f"Invalid `plan`: {excerpt(plan)}. Expected a table that `read_plan` returns.")
    return plan


def _check(comparisons: pd.DataFrame, table: str, shares: Mapping[str, float]) -> None:
    """Check a table and the shares of its family. Raise WrongUse if they are wrong."""
    check_comparisons(comparisons)
    if table not in shares:
        raise WrongUse(f"Invalid `table`: {excerpt(table)}. Expected one of the family, {quoted(sorted(shares))}.")
    if (
        not all(isinstance(w, int | float) and 0 < w <= 1 for w in shares.values())
        or math.fsum(shares.values()) > 1 + ROUNDING
    ):
        raise WrongUse(f"Invalid `shares`: {excerpt(shares)}. Expected positive numbers with a sum of at most 1.")
    if (comparisons["family_share"] < 1).any():
        raise WrongUse("Invalid `comparisons`: q is corrected for a family already. Expected a table from `compare`.")
