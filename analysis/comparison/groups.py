"""Groups of outlets compared in the family of tables of a report."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis import schema
from analysis._utils.table_notes import Table, as_table
from analysis.comparison.adjusted import in_groups
from analysis.comparison.compare import compare
from analysis.comparison.enough_sentences import enough_sentences
from analysis.comparison.family import CHOSEN, REPORT_TABLES, in_family
from analysis.exceptions import WrongUse, excerpt, quoted

NO_GROUPS = "No two groups of outlets are named, so that none are compared."


def compare_groups(
    scores: Mapping[str, pd.DataFrame],
    groups: pd.DataFrame,
    *,
    voice: str = "narration",
    plan: pd.DataFrame | None = None,
    confidence: float = 0.95,
    seed: int = 0,
) -> Table:
    """Compare groups of outlets, such as their leaning or country, each with all other groups.

    Outlets vary by chance, within events where there are several: a difference is one of groups only if it is larger
    than what outlets of one group differ by.

    Parameters
    ----------
    scores : mapping of str to DataFrame
        Name of a table of a report, such as 'source_types' -> its scores. Each is compared in the voice of that table.
    groups : DataFrame
        Table groups, as ``corpus.groups``. Outlets without a group, and those counted together, are left out.
    voice, confidence, seed
        As in `compare`.
    plan : DataFrame, optional
        As in `in_family`.

    Returns
    -------
    DataFrame
        As of `compare`, one table after the other; the column `outlet` holds groups. Half of the share that each table
        has of the error rate is for its groups. Without rows, and with a note, if there are no two groups.

    Raises
    ------
    WrongUse
        If `groups` is no such table, or a name in `scores` is not that of a table of a report.

    See Also
    --------
    compare : With `by`, compares groups outside of the family.
    """
    if not isinstance(groups, pd.DataFrame) or not set(schema.columns("groups")) <= set(groups):
        raise WrongUse(f"Invalid `groups`: {excerpt(groups)}. Expected a table such as `corpus.groups`.")
    unknown = [name for name in scores if name not in REPORT_TABLES]
    if unknown:
        raise WrongUse(f"Invalid `scores`: {quoted(unknown)}. Expected names of {quoted(sorted(REPORT_TABLES))}.")
    by = groups.set_index("outlet")["group"]
    made = []
    for name, table in scores.items():
        if table["outlet"].map(by).nunique() < 2:
            continue
        of_table = REPORT_TABLES[name].voice
        chosen = voice if of_table == CHOSEN else of_table
        compared = compare(table, by=by, voice=chosen, confidence=confidence, seed=seed)
        tested = enough_sentences(compared, in_groups(table, by)[0], voice=chosen)
        made.append(in_family(tested, name, plan=plan, groups=groups))
    return as_table(pd.concat(made, ignore_index=True)) if made else schema.empty("comparisons", NO_GROUPS)
