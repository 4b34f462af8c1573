"""Groups of outlets, such as their leaning or country: a column of the table of articles."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import schema
from analysis.corpus.article_tables import GROUP
from analysis.exceptions import WrongUse, excerpt, quoted


def groups_of(values: pd.Series, outlets: pd.Series, column: str, *, named: bool) -> tuple[pd.DataFrame, list[str]]:
    """Find the group of each outlet.

    Parameters
    ----------
    values : Series of str
        Group that each article gives; '' where it gives none.
    outlets : Series of str
        Outlet of each article, in the same order.
    column : str
        Name of the column in the table. A group that is only a number is named with it: *leaning 2*.
    named : bool
        Whether the user asks for this column; if not, one that gives an outlet several groups is not used.

    Returns
    -------
    groups : DataFrame
        Table groups, in order of the groups.
    notes : list of str
        What was decided.

    Raises
    ------
    WrongUse
        If an outlet has several groups, and the user asks for this column.
    """
    pairs = pd.DataFrame({"outlet": outlets.to_numpy(), "group": values.str.strip().to_numpy()})
    pairs = pairs[pairs["group"] != ""].drop_duplicates()
    several = sorted(pairs.loc[pairs["outlet"].duplicated(), "outlet"].unique())
    if several and named:
        raise WrongUse(
            f"Invalid `group`: {excerpt(column)} gives several groups to {quoted(several)}. Expected one each."
        )
    if several:
        return schema.empty("groups"), [f"the column {excerpt(column)} gives outlets several groups and is not used"]
    is_number = pairs["group"].str.fullmatch(r"[+-]?\d[\d.,]*")
    labels = pairs["group"].mask(is_number, f"{column} " + pairs["group"])
    groups = pairs.assign(group=labels, column=column).sort_values(["group", "outlet"], ignore_index=True)
    return schema.typed(groups, "groups"), []


def check_groups_of_bundle(groups: pd.DataFrame, group: str) -> None:
    """Check that a bundle was made with the groups that the user names. Raise WrongUse if not."""
    made = groups["column"].unique().tolist()
    if group and group not in made:
        said = f"the column {quoted(made)}" if made else f"no column {GROUP}"
        raise WrongUse(f"Invalid `group`: {excerpt(group)}. The bundle was made with {said}; make another one.")


def recorded_groups(rows: Sequence[dict[str, str]]) -> pd.DataFrame:
    """Return table groups from the record of a bundle."""
    return schema.typed(pd.DataFrame(list(rows), columns=schema.columns("groups")), "groups")
