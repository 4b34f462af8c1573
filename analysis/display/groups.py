"""Groups of outlets as readers see them: who belongs to which, and how they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from analysis._utils.escape import escape_html
from analysis._utils.wording import capitalized, counted, short_name
from analysis.comparison.result_rows import number_of_tests
from analysis.display.claim_sentences import clear_differences, difference, joined
from analysis.display.html_output import html_output
from analysis.display.html_parts import paragraph, section

if TYPE_CHECKING:
    from IPython.display import HTML

MOST = 6  # differences that are stated


def group_difference(row: pd.Series) -> str:
    """Write a clear difference between groups of outlets as a sentence.

    Parameters
    ----------
    row : Series
        Row of comparisons, from `ss.compare_groups`.

    Returns
    -------
    str
        Plain text.
    """
    return capitalized(difference(row, f"the group “{short_name(row['outlet'])}”", "the other groups"))


def group_differences(tables: Sequence[pd.DataFrame], groups: pd.DataFrame) -> HTML:
    """State the clear differences between groups of outlets, or that none is clear, and who belongs to which group.

    Parameters
    ----------
    tables : sequence of DataFrame
        From `ss.compare_groups`.
    groups : DataFrame
        Table groups, as ``corpus.groups``.

    Returns
    -------
    IPython.display.HTML
        Empty without groups.
    """
    if groups.empty:
        return html_output("")
    clear = clear_differences(tables).head(MOST)
    tests = sum(number_of_tests(table[table["measure"] == name]) for table in tables for name in set(table["measure"]))
    found = "".join(f"<li>{escape_html(group_difference(row))}</li>" for _, row in clear.iterrows())
    said = f"<ul>{found}</ul>" if found else paragraph("No difference between groups can be told from chance.")
    compared = (
        f"{counted(tests, 'difference')} between groups tested, with outlets varying by chance. Half of the error rate "
        "of each table is for groups, so that fewer differences of single outlets are clear."
    )
    members = groups.groupby("group")["outlet"].agg(lambda names: joined([short_name(name) for name in names]))
    listed = "".join(f"<li><b>{escape_html(group)}</b>: {escape_html(names)}</li>" for group, names in members.items())
    column = short_name(groups["column"].iat[0])
    folded = f"<details><summary>Which outlet belongs to which group</summary><ul>{listed}</ul></details>"
    return html_output(section(f"Groups of outlets, by {column}", said, paragraph(compared, "note"), folded))
